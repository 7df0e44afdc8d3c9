/* What people were told, and whether they have seen it. */
#include "api/api.h"
#include "api/shapes/insight.h"

static const char *const state_words[] = {"queued", "delivered", "failed", "read", NULL};

static const struct api_field notification_fields[] = {
    {"id", API_ID, API_REQUIRED, "the notification's"},
    {"channel", API_TEXT, API_REQUIRED, "inapp is this API and the page"},
    {"severity", API_WORD, API_REQUIRED, "how much it matters", .words = severity_words},
    {"title", API_TEXT, API_REQUIRED, "one line"},
    {"body", API_TEXT, API_REQUIRED, "with the numbers"},
    {"state", API_WORD, API_REQUIRED, "failed: given up", .words = state_words},
    {"insight", API_ID, API_REQUIRED | API_NULLABLE, "that led to it"},
    {"created", API_TIME, API_REQUIRED, "when it was queued"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "sending it failed last"},
    {0},
};
static const struct api_shape notification_shape = {"Notification", notification_fields};

static void write_one(struct json *j, const struct notification_shown *shown)
{
    const struct notification_row *row = &shown->row;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_text(j, "channel", row->channel);
    json_key_z(j, "severity", severity_name(row->severity));
    json_key_text(j, "title", row->title);
    json_key_text(j, "body", row->body);
    json_key_z(j, "state", state_words[row->state - NOTIFICATION_QUEUED]);
    api_key_id_or_null(j, "insight", shown->insight_id);
    api_key_time(j, "created", row->created_us);
    api_key_text_or_null(j, "why", row->why);
    json_object_end(j);
}

static const struct api_field list_query[] = {
    {"unread", API_BOOL, 0, "only those that nobody has read"},
    {"channel", API_TEXT, 0, "not given: inapp", .least = 1, .most = 64},
    {0},
};

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct notification_shown *rows;
    struct text next = {NULL, 0}, channel = api_query(call, "channel");
    int64_t before = 0;
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(notification_page(call->c, tx, call->household, channel.len == 0 ? TEXT(NOTIFICATION_INAPP) : channel,
                          api_query_bool(call, "unread", false), before, (int64_t)limit, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_one(&call->reply, &rows[i]);
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].row.seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err read_one(struct api_call *call)
{
    struct store_tx *tx;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(notification_mark_read(call->c, tx, call->household, id));
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
    int64_t changed;
    TRY(store_begin(call->c, call->store, &tx));
    TRY(notification_mark_all_read(call->c, tx, call->household, TEXT(NOTIFICATION_INAPP), &changed));
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
     .need = API_READ,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &notification_shape,
     .handle = list},
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
