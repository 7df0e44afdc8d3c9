/* Addresses that are called when somebody is told something (Standard Webhooks). */
#include "identity/wishes/webhooks.h"

#include "api/api.h"
#include "api/shapes/insight.h"
#include "api/work.h"
#include "channel/channel.h"
#include "store/entity/notices/notification.h"

static const char *const state_words[] = {"on", "off", "gone", NULL};

#define FIELDS                                                                                               \
    {"id", API_ID, API_REQUIRED, "the webhook's"}, {"name", API_TEXT, API_REQUIRED, "what it is for"},       \
        {"url", API_TEXT, API_REQUIRED, "what is posted to"},                                                \
        {"kinds", API_LIST, API_REQUIRED, "what it is called for; empty: everything", .item = API_TEXT},     \
        {"least", API_WORD, API_REQUIRED, "the least severity", .words = severity_words},                    \
        {"state", API_WORD, API_REQUIRED, "gone: it answered 410, and is not called any more",               \
         .words = state_words},                                                                              \
        {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "it is gone"},                                        \
    {                                                                                                        \
        "created", API_TIME, API_REQUIRED, "when it was made"                                                \
    }

static const struct api_field fields[] = {FIELDS, {0}};
static const struct api_shape shape = {"Webhook", fields};

static const struct api_field made_fields[] = {
    FIELDS,
    {"secret", API_TEXT, API_REQUIRED | API_SECRET, "what posts are signed with: shown this once"},
    {0},
};
static const struct api_shape made_shape = {"NewWebhook", made_fields};

#define CHOICES                                                                                              \
    {"kinds", API_LIST, 0, "what it is called for (default: everything)", .item = API_TEXT, .most = 32},     \
        {"least", API_WORD, 0, "the least severity (default info)", .words = severity_words},                \
    {                                                                                                        \
        "off", API_BOOL, 0, "do not call it now"                                                             \
    }

static const struct api_field create_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "what it is for", .least = 1, .most = WEBHOOK_NAME_MAX},
    {"url", API_TEXT, API_REQUIRED, "https://…; of the public internet, unless the server allows others",
     .least = 8, .most = WEBHOOK_URL_MAX},
    CHOICES,
    {0},
};
static const struct api_shape create_shape = {"WebhookRequest", create_fields};
static const struct api_field change_fields[] = {
    {"name", API_TEXT, 0, "what it is for", .least = 1, .most = WEBHOOK_NAME_MAX},
    {"url", API_TEXT, 0, "https://…", .least = 8, .most = WEBHOOK_URL_MAX},
    CHOICES,
    {0},
};
static const struct api_shape change_shape = {"WebhookChange", change_fields};

static void write_fields(struct json *j, const struct webhook_row *row)
{
    struct text kinds = row->kinds;
    api_key_id(j, "id", row->id);
    json_key_text(j, "name", row->name);
    json_key_text(j, "url", row->url);
    json_key(j, "kinds");
    json_array(j);
    while (kinds.len > 0) {
        size_t len = 0;
        while (len < kinds.len && kinds.at[len] != ' ')
            len++;
        json_text(j, (struct text){kinds.at, len});
        kinds = text_from(kinds, len + 1);
    }
    json_array_end(j);
    json_key_z(j, "least", severity_name((enum severity)row->least));
    json_key_z(j, "state", state_words[row->state - WEBHOOK_ON]);
    api_key_text_or_null(j, "why", row->why);
    api_key_time(j, "created", row->created_us);
}

static void write_one(struct api_call *call, const struct webhook_row *row, struct text secret)
{
    json_object(&call->reply);
    write_fields(&call->reply, row);
    if (secret.len > 0)
        json_key_text(&call->reply, "secret", secret);
    json_object_end(&call->reply);
}

static enum err list(struct api_call *call)
{
    struct webhook_row *rows;
    size_t count;
    TRY(webhook_list(call->c, call->store, &call->caller, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_one(call, &rows[i], TEXT(""));
    api_items_end(call, TEXT(""));
    return OK;
}

/* What is not given stays. */
static void take_form(struct api_call *call, struct webhook_form *form)
{
    const struct json_value *kinds = json_member(call->body, "kinds");
    struct text name = api_text(call->body, "name"), url = api_text(call->body, "url");
    struct text least = api_text(call->body, "least");
    form->name = name.len > 0 ? name : form->name;
    form->url = url.len > 0 ? url : form->url;
    if (kinds != NULL) {
        struct buf *words = buf_in_arena(call->c->arena);
        for (const struct json_value *v = json_first(kinds); v != NULL; v = json_next(v)) {
            buf_z(words, words->len == 0 ? "" : " ");
            buf_text(words, json_as_text(v));
        }
        form->kinds = words->len == 0 ? TEXT("") : buf_view(words);
    }
    for (int i = 0; severity_words[i] != NULL; i++)
        if (text_is(least, severity_words[i]))
            form->least = SEVERITY_INFO + i;
    form->off = api_bool(call->body, "off", form->off);
}

static enum err create(struct api_call *call)
{
    struct webhook_form form = {.kinds = TEXT(""), .least = SEVERITY_INFO};
    struct webhook_row row;
    struct text secret;
    take_form(call, &form);
    TRY(webhook_create(call->c, call->store, call->api->sealer, &call->caller, &form, &row, &secret));
    api_created(call, "/api/v1/webhooks", row.id);
    write_one(call, &row, secret);
    return OK;
}

static enum err find(struct api_call *call, struct webhook_row *out)
{
    struct store_tx *tx;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(webhook_by_id(call->c, tx, call->household, id, out));
    return store_commit(call->c, tx);
}

static enum err get_one(struct api_call *call)
{
    struct webhook_row row;
    TRY(find(call, &row));
    write_one(call, &row, TEXT(""));
    return OK;
}

static enum err change(struct api_call *call)
{
    struct webhook_row row;
    TRY(find(call, &row));
    struct webhook_form form = {.name = row.name,
                                .url = row.url,
                                .kinds = row.kinds,
                                .least = row.least,
                                .off = row.state == WEBHOOK_OFF};
    take_form(call, &form);
    TRY(webhook_change(call->c, call->store, &call->caller, row.id, &form, &row));
    write_one(call, &row, TEXT(""));
    return OK;
}

static enum err rotate(struct api_call *call)
{
    struct webhook_row row;
    struct text secret;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(webhook_rotate(call->c, call->store, call->api->sealer, &call->caller, id, &row, &secret));
    write_one(call, &row, secret);
    return OK;
}

static enum err erase(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    return webhook_remove(call->c, call->store, &call->caller, id);
}

static const struct api_field test_fields[] = {
    {"id", API_ID, API_REQUIRED, "the notification's: GET /notifications/{id} says how it went"},
    {0},
};
static const struct api_shape test_shape = {"WebhookTest", test_fields};

static enum err test(struct api_call *call)
{
    struct webhook_row hook;
    struct store_tx *tx;
    bool fresh;
    TRY(find(call, &hook));
    if (hook.state != WEBHOOK_ON)
        return fail(call->c, ERR_CONFLICT, "the webhook is not on");
    struct notification_row row = {.household = call->household,
                                   .channel = TEXT(CHANNEL_WEBHOOK),
                                   .severity = SEVERITY_INFO,
                                   .state = NOTIFICATION_QUEUED,
                                   .kind = text_of(notice_kinds[NOTICE_TEST].name),
                                   .title = TEXT("A test from Florin"),
                                   .body = TEXT("Somebody asked for it."),
                                   .data = text_of(notice_kinds[NOTICE_TEST].sample),
                                   .webhook = hook.seq};
    TRY(store_begin(call->c, call->store, &tx));
    TRY(notification_insert(call->c, tx, &row, &fresh));
    TRY(store_commit(call->c, tx));
    json_object(&call->reply);
    api_key_id(&call->reply, "id", row.id);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/webhooks",
     .id = "listWebhooks",
     .title = "The household's webhooks",
     .need = API_OWN,
     .flags = API_LISTED,
     .reply = &shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/webhooks",
     .id = "createWebhook",
     .title = "Have an address called",
     .about = "Each post is signed (webhook-id, webhook-timestamp, webhook-signature: Standard Webhooks) and "
              "tried again "
              "for days. The secret is shown once. Not repeatable with Idempotency-Key, which would keep it.",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_UNTRACED,
     .body = &create_shape,
     .status = 201,
     .reply = &made_shape,
     .handle = create},
    {.method = "GET",
     .path = "/api/v1/webhooks/{id}",
     .id = "getWebhook",
     .title = "One webhook",
     .need = API_OWN,
     .reply = &shape,
     .handle = get_one},
    {.method = "PATCH",
     .path = "/api/v1/webhooks/{id}",
     .id = "changeWebhook",
     .title = "Change one",
     .about = "What is not given stays. One that is gone is on again.",
     .need = API_OWN,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &shape,
     .handle = change},
    {.method = "POST",
     .path = "/api/v1/webhooks/{id}/secret",
     .id = "rotateWebhookSecret",
     .title = "A new secret",
     .about = "For a day posts are signed with the one before as well.",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_UNTRACED,
     .reply = &made_shape,
     .handle = rotate},
    {.method = "POST",
     .path = "/api/v1/webhooks/{id}/test",
     .id = "testWebhook",
     .title = "Call it now, with made-up data",
     .need = API_OWN,
     .lane = API_WRITES,
     .status = 202,
     .reply = &test_shape,
     .handle = test},
    {.method = "DELETE",
     .path = "/api/v1/webhooks/{id}",
     .id = "deleteWebhook",
     .title = "Remove one, and what was to be sent there",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = erase},
    {0},
};

const struct api_resource api_resource_webhooks = {"Webhooks",
                                                   "Other programs are told what people are told.", routes};
