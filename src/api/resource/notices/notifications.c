/* What people were told, how that went, and whether they have seen it. */
#include "api/api.h"
#include "api/shapes/insight.h"
#include "notice/notice.h"
#include "store/entity/people/person.h"

static const char *const state_words[] = {"queued", "delivered", "failed", "read", "bounced", "sent", NULL};
enum { WORD_SENT = 5 };
static const char *const outcome_words[] = {"taken", "later", "away", "refused", "bounced", "gone", NULL};

#define FIELDS                                                                                               \
    {"id", API_ID, API_REQUIRED, "the notification's"},                                                      \
        {"channel", API_TEXT, API_REQUIRED, "inapp is this API and the page"},                               \
        {"kind", API_TEXT, API_REQUIRED, "which template: GET /templates"},                                  \
        {"severity", API_WORD, API_REQUIRED, "how much it matters", .words = severity_words},                \
        {"title", API_TEXT, API_REQUIRED, "one line, in the reader's language where it has a template"},     \
        {"body", API_TEXT, API_REQUIRED, "with the numbers"},                                                \
        {"state", API_WORD, API_REQUIRED,                                                                    \
         "delivered: the next server has it; sent: handed over, no answer yet; failed: given up; bounced: "  \
         "the address takes none",                                                                           \
         .words = state_words},                                                                              \
        {"insight", API_ID, API_REQUIRED | API_NULLABLE, "that led to it"},                                  \
        {"link", API_TEXT, API_REQUIRED | API_NULLABLE, "what there is to open or to decide"},               \
        {"personal", API_BOOL, API_REQUIRED, "for the reader alone"},                                        \
        {"to", API_TEXT, API_REQUIRED | API_NULLABLE, "the person's or the webhook's name"},                 \
        {"created", API_TIME, API_REQUIRED, "when it was queued"},                                           \
        {"done", API_TIME, API_REQUIRED | API_NULLABLE, "when it arrived or was given up"},                  \
        {"tries", API_INT, API_REQUIRED, "that ended"},                                                      \
        {"next_try", API_TIME, API_REQUIRED | API_NULLABLE, "of what is queued; null: at once"},             \
    {                                                                                                        \
        "why", API_TEXT, API_REQUIRED | API_NULLABLE, "sending it failed last"                               \
    }

static const struct api_field notification_fields[] = {FIELDS, {0}};
static const struct api_shape notification_shape = {"Notification", notification_fields};

static const struct api_field try_fields[] = {
    {"at", API_TIME, API_REQUIRED, "when it ended"},
    {"outcome", API_WORD, API_REQUIRED, "away: the whole channel", .words = outcome_words},
    {"status", API_INT, API_REQUIRED | API_NULLABLE, "the server's number (SMTP, HTTP)"},
    {"unknown", API_BOOL, API_REQUIRED, "it may have arrived all the same"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "it did not arrive"},
    {0},
};
static const struct api_shape try_shape = {"NotificationTry", try_fields};

static const struct api_field whole_fields[] = {
    FIELDS,
    {"attempts", API_LIST, API_REQUIRED, "every try, first one first", .item = API_OBJECT,
     .shape = &try_shape},
    {0},
};
static const struct api_shape whole_shape = {"NotificationWithTries", whole_fields};

/* Owners see what goes to webhooks. */
static struct notification_reader reader_of(const struct api_call *call)
{
    return (struct notification_reader){.household = call->household,
                                        .person = call->caller.user,
                                        .endpoints = call->caller.role == ROLE_OWNER};
}

static enum err locale_of(struct api_call *call, struct store_tx *tx, struct text *out)
{
    struct person_row person;
    enum err e = person_by_seq(call->c, tx, call->caller.user, &person);
    *out = e == OK ? person.locale : TEXT("en");
    return e == ERR_NOT_FOUND ? OK : e;
}

/* What has a template is told in the language of whoever reads it now. */
static enum err in_words(struct api_call *call, struct text locale, struct notification_row *row,
                         struct text *link)
{
    const struct json_value *data;
    struct notice_page page;
    enum notice_kind kind = notice_kind_parse(row->kind);
    *link = TEXT("");
    if (row->data.len == 0 || kind == NOTICE_KINDS)
        return OK;
    TRY(json_read(call->c, row->data, &data));
    struct notice_frame frame = {.locale = locale, .base = text_of(call->api->base_url)};
    notice_render(call->c, kind, data, &frame, &page);
    row->title = page.title;
    row->body = page.brief;
    struct text own = json_as_text(json_member(data, "link"));
    *link = own.len > 0 && own.at[0] == '/' && !text_starts(own, TEXT("//")) ? own : page.link;
    return OK;
}

static int state_of(const struct notification_row *row)
{
    bool on_its_way = row->state == NOTIFICATION_QUEUED && row->begun > row->tries;
    return on_its_way ? WORD_SENT : (int)row->state - NOTIFICATION_QUEUED;
}

static enum err write_fields(struct api_call *call, struct text locale, struct notification_shown *shown)
{
    struct json *j = &call->reply;
    struct notification_row *row = &shown->row;
    struct text link;
    TRY(in_words(call, locale, row, &link));
    api_key_id(j, "id", row->id);
    json_key_text(j, "channel", row->channel);
    json_key_text(j, "kind", row->kind);
    json_key_z(j, "severity", severity_name(row->severity));
    json_key_text(j, "title", row->title);
    json_key_text(j, "body", row->body);
    json_key_z(j, "state", state_words[state_of(row)]);
    api_key_id_or_null(j, "insight", shown->insight_id);
    api_key_text_or_null(j, "link", link);
    json_key_bool(j, "personal", row->person != 0);
    api_key_text_or_null(j, "to", shown->to);
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "done", row->done_us);
    json_key_int(j, "tries", row->tries);
    api_key_time(j, "next_try", row->state == NOTIFICATION_QUEUED ? row->next_try_us : 0);
    api_key_text_or_null(j, "why", row->why);
    return OK;
}

static const struct api_field list_query[] = {
    {"unread", API_BOOL, 0, "only those that nobody has read"},
    {"channel", API_TEXT, 0, "not given: inapp; sent: all others (e-mail, webhooks)", .least = 1, .most = 64},
    {0},
};

static struct text channel_of(const struct api_call *call)
{
    struct text channel = api_query(call, "channel");
    return channel.len == 0 ? TEXT(NOTIFICATION_INAPP) : text_is(channel, "sent") ? TEXT("") : channel;
}

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct notification_shown *rows;
    struct notification_reader reader = reader_of(call);
    struct text next = {NULL, 0}, locale;
    int64_t before = 0;
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(locale_of(call, tx, &locale));
    TRY(notification_page(call->c, tx, &reader, channel_of(call), api_query_bool(call, "unread", false),
                          before, (int64_t)limit, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        json_object(&call->reply);
        TRY(write_fields(call, locale, &rows[i]));
        json_object_end(&call->reply);
    }
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].row.seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static void write_try(struct json *j, const struct notice_try_row *row)
{
    json_object(j);
    api_key_time(j, "at", row->at_us);
    json_key_z(j, "outcome", outcome_words[row->outcome]);
    json_key(j, "status");
    if (row->status == 0)
        json_null(j);
    else
        json_int(j, row->status);
    json_key_bool(j, "unknown", row->unknown);
    api_key_text_or_null(j, "why", row->why);
    json_object_end(j);
}

static enum err get_one(struct api_call *call)
{
    struct store_tx *tx;
    struct notification_shown shown;
    struct notification_reader reader = reader_of(call);
    struct notice_try_row *tries;
    struct text locale;
    size_t count;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(notification_find(call->c, tx, &reader, id, &shown));
    TRY(locale_of(call, tx, &locale));
    TRY(notice_try_rows(call->c, tx, shown.row.seq, &tries, &count));
    json_object(&call->reply);
    TRY(write_fields(call, locale, &shown));
    json_key(&call->reply, "attempts");
    json_array(&call->reply);
    for (size_t i = 0; i < count; i++)
        write_try(&call->reply, &tries[i]);
    json_array_end(&call->reply);
    json_object_end(&call->reply);
    return store_commit(call->c, tx);
}

static enum err read_one(struct api_call *call)
{
    struct store_tx *tx;
    struct notification_reader reader = reader_of(call);
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(notification_mark_read(call->c, tx, &reader, id));
    return store_commit(call->c, tx);
}

static const struct api_field read_all_fields[] = {
    {"changed", API_INT, API_REQUIRED, "how many were not read before"},
    {0},
};
static const struct api_shape read_all_shape = {"NotificationsRead", read_all_fields};

static enum err read_all(struct api_call *call)
{
    struct store_tx *tx;
    struct notification_reader reader = reader_of(call);
    int64_t changed;
    TRY(store_begin(call->c, call->store, &tx));
    TRY(notification_mark_all_read(call->c, tx, &reader, TEXT(NOTIFICATION_INAPP), &changed));
    TRY(store_commit(call->c, tx));
    json_object(&call->reply);
    json_key_int(&call->reply, "changed", changed);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/notifications",
     .id = "listNotifications",
     .title = "What people were told, newest first",
     .about = "The household's, and what is for the caller alone. What went to webhooks is for owners.",
     .need = API_READ,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &notification_shape,
     .handle = list},
    {.method = "GET",
     .path = "/api/v1/notifications/{id}",
     .id = "getNotification",
     .title = "One, with every try to deliver it",
     .need = API_READ,
     .reply = &whole_shape,
     .handle = get_one},
    {.method = "POST",
     .path = "/api/v1/notifications/{id}/read",
     .id = "readNotification",
     .title = "Mark one as read",
     .about = "For the whole household.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = read_one},
    {.method = "POST",
     .path = "/api/v1/notifications/read-all",
     .id = "readNotifications",
     .title = "Mark all as read",
     .need = API_WRITE,
     .lane = API_WRITES,
     .reply = &read_all_shape,
     .handle = read_all},
    {0},
};

const struct api_resource api_resource_notifications = {
    .name = "Notifications",
    .about = "What agents told people, on the page and elsewhere.",
    .routes = routes,
};
