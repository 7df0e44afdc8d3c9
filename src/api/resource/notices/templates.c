/* The templates of what is told: how each looks, and a test of whether it arrives. */
#include "api/api.h"
#include "api/shapes/insight.h"
#include "channel/channel.h"
#include "identity/wishes/sealing.h"
#include "notice/notice.h"
#include "store/entity/household.h"
#include "store/entity/notices/notification.h"
#include "store/entity/people/person.h"

static const struct api_field fields[] = {
    {"kind", API_TEXT, API_REQUIRED, "\"payment_executed\""},
    {"name", API_TEXT, API_REQUIRED, "what it is called, in the caller's language"},
    {"severity", API_WORD, API_REQUIRED, "what it usually has", .words = severity_words},
    {"chosen", API_BOOL, API_REQUIRED, "people may choose how they get it"},
    {0},
};
static const struct api_shape shape = {"Template", fields};

static const struct api_field preview_fields[] = {
    {"kind", API_TEXT, API_REQUIRED, "the template's"},
    {"locale", API_TEXT, API_REQUIRED, "it was written for"},
    {"title", API_TEXT, API_REQUIRED, "the mail's subject"},
    {"text", API_TEXT, API_REQUIRED, "the text part"},
    {"html", API_TEXT, API_REQUIRED, "the HTML part"},
    {0},
};
static const struct api_shape preview_shape = {"TemplatePreview", preview_fields};

static enum err find_me(struct api_call *call, struct store_tx *tx, struct person_row *out)
{
    return person_by_seq(call->c, tx, call->caller.user, out);
}

static enum err kind_in_path(struct api_call *call, enum notice_kind *out)
{
    *out = notice_kind_parse(call->path[0]);
    return *out != NOTICE_KINDS ? OK : fail(call->c, ERR_NOT_FOUND, "there is no such template");
}

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct person_row me;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find_me(call, tx, &me));
    api_items(call);
    for (int kind = 0; kind < NOTICE_KINDS; kind++) {
        json_object(&call->reply);
        json_key_z(&call->reply, "kind", notice_kinds[kind].name);
        json_key_z(&call->reply, "name", notice_kind_title((enum notice_kind)kind, me.locale));
        json_key_z(&call->reply, "severity", severity_name(notice_kinds[kind].severity));
        json_key_bool(&call->reply, "chosen", notice_kinds[kind].chosen);
        json_object_end(&call->reply);
    }
    api_items_end(call, TEXT(""));
    return store_commit(call->c, tx);
}

static const struct api_field preview_query[] = {
    {"locale", API_TEXT, 0, "BCP 47; not given: the caller's", .least = 2, .most = 35},
    {0},
};

#define SAMPLE_CODE "042 817"

static enum err render(struct api_call *call, enum notice_kind *kind, struct text *locale,
                       struct notice_page *page)
{
    struct store_tx *tx;
    struct person_row me;
    struct household household;
    const struct json_value *data;
    const char *base = call->api->base_url;
    TRY(kind_in_path(call, kind));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find_me(call, tx, &me));
    TRY(household_get(call->c, tx, call->household, &household));
    TRY(store_commit(call->c, tx));
    *locale = api_query(call, "locale").len == 0 ? me.locale : api_query(call, "locale");
    TRY(json_read(call->c, text_of(notice_kinds[*kind].sample), &data));
    struct notice_frame frame = {.locale = *locale,
                                 .household = household.name,
                                 .base = text_of(base[0] != '\0' ? base : "https://florin.example"),
                                 .code = TEXT(SAMPLE_CODE)};
    notice_render(call->c, *kind, data, &frame, page);
    return OK;
}

static enum err preview(struct api_call *call)
{
    enum notice_kind kind;
    struct notice_page page;
    struct text locale;
    TRY(render(call, &kind, &locale, &page));
    json_object(&call->reply);
    json_key_z(&call->reply, "kind", notice_kinds[kind].name);
    json_key_text(&call->reply, "locale", locale);
    json_key_text(&call->reply, "title", page.title);
    json_key_text(&call->reply, "text", page.text);
    json_key_text(&call->reply, "html", page.html);
    json_object_end(&call->reply);
    return OK;
}

/* In a window of its own, where it can do nothing. */
static enum err preview_page(struct api_call *call)
{
    enum notice_kind kind;
    struct notice_page page;
    struct text locale;
    TRY(render(call, &kind, &locale, &page));
    call->x->reply.no_policy = true;
    http_reply_header(call->x, "Content-Security-Policy",
                      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                      "frame-ancestors 'none'; sandbox");
    call->x->reply.type = "text/html; charset=utf-8";
    buf_text(call->x->reply.body, page.html);
    return OK;
}

/* -- A test: one mail to the caller, at once */

static const struct api_field test_fields[] = {
    {"id", API_ID, API_REQUIRED, "the notification's: GET /notifications/{id} says how it went"},
    {0},
};
static const struct api_shape test_shape = {"TemplateTest", test_fields};

/* The sample, marked as one. */
static struct text sample_of(struct ctx *c, enum notice_kind kind)
{
    const char *sample = notice_kinds[kind].sample;
    return kind == NOTICE_TEST ? text_of(sample)
                               : text_of(arena_printf(c->arena, "{\"sample\":true,%s", sample + 1));
}

static enum err test(struct api_call *call)
{
    enum notice_kind kind;
    struct store_tx *tx;
    struct person_row me;
    const struct json_value *data;
    struct notice_page page;
    bool fresh;
    TRY(kind_in_path(call, &kind));
    if (!call->api->sends_mail)
        return fail(call->c, ERR_CONFLICT, "this server sends no mail: smtp.url is not configured");
    TRY(store_begin(call->c, call->store, &tx));
    TRY(find_me(call, tx, &me));
    struct notification_row row = {.household = call->household,
                                   .channel = TEXT(CHANNEL_EMAIL),
                                   .severity = SEVERITY_ALERT, /* asked for now: quiet hours are no matter */
                                   .state = NOTIFICATION_QUEUED,
                                   .kind = text_of(notice_kinds[kind].name),
                                   .data = sample_of(call->c, kind),
                                   .person = me.seq};
    TRY(json_read(call->c, row.data, &data));
    notice_render(call->c, kind, data, &(struct notice_frame){.locale = me.locale}, &page);
    row.title = page.title;
    row.body = page.brief;
    TRY(notification_insert(call->c, tx, &row, &fresh));
    TRY(store_commit(call->c, tx));
    json_object(&call->reply);
    api_key_id(&call->reply, "id", row.id);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/templates",
     .id = "listTemplates",
     .title = "The kinds of what is told",
     .need = API_SELF,
     .flags = API_LISTED,
     .reply = &shape,
     .handle = list},
    {.method = "GET",
     .path = "/api/v1/templates/{kind}",
     .id = "previewTemplate",
     .title = "How one looks, with made-up data",
     .need = API_SELF,
     .query = preview_query,
     .reply = &preview_shape,
     .handle = preview},
    {.method = "GET",
     .path = "/api/v1/templates/{kind}/page",
     .id = "previewTemplatePage",
     .title = "Its HTML form, to look at in a browser",
     .need = API_SELF,
     .flags = API_NOT_JSON,
     .query = preview_query,
     .reply_type = "text/html",
     .handle = preview_page},
    {.method = "POST",
     .path = "/api/v1/templates/{kind}/test",
     .id = "testTemplate",
     .title = "Send one to my own address, with made-up data",
     .need = API_SELF,
     .lane = API_WRITES,
     .status = 202,
     .reply = &test_shape,
     .handle = test},
    {0},
};

const struct api_resource api_resource_templates = {
    "Templates", "What is told has a text and an HTML form, from one template for each kind and language.",
    routes};
