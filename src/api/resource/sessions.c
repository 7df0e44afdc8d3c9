/* Where I am logged in. */
#include "identity/sessions.h"

#include "api/work.h"

static const char *const kind_words[] = {"page", "token", NULL};
static const struct api_field fields[] = {
    {"id", API_ID, API_REQUIRED, "the session's"},
    {"kind", API_WORD, API_REQUIRED, "a page's cookie, or a program's family of tokens", .words = kind_words},
    {"agent", API_TEXT, API_REQUIRED, "what the client calls itself"},
    {"created", API_TIME, API_REQUIRED, "of the log-in"},
    {"seen", API_TIME, API_REQUIRED, "last use, to the minute"},
    {"expires", API_TIME, API_REQUIRED, "if it is not used any more"},
    {"current", API_BOOL, API_REQUIRED, "this request came with it"},
    {0},
};
static const struct api_shape shape = {"Session", fields};

static void write_session(struct json *j, const struct session_row *row, bool current)
{
    int64_t idle_us = row->seen_us + SESSION_IDLE_US, absolute_us = row->created_us + SESSION_ABSOLUTE_US;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_z(j, "kind", row->kind == SESSION_PAGE ? "page" : "token");
    json_key_text(j, "agent", row->agent);
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "seen", row->seen_us);
    api_key_time(j, "expires", idle_us < absolute_us ? idle_us : absolute_us);
    json_key_bool(j, "current", current);
    json_object_end(j);
}

static enum err list(struct api_call *call)
{
    struct session_row *rows;
    size_t count;
    TRY(session_list(call->c, call->store, &call->caller, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_session(&call->reply, &rows[i], rows[i].seq == call->caller.session);
    api_items_end(call, TEXT(""));
    return OK;
}

static enum err end(struct api_call *call)
{
    struct session_row *rows;
    size_t count;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(session_list(call->c, call->store, &call->caller, &rows, &count));
    TRY(session_revoke(call->c, call->api->identity, call->store, &call->caller, id));
    for (size_t i = 0; i < count; i++)
        if (id_equal(rows[i].id, id))
            api_drop(call, (struct socket_audience){.session = rows[i].seq});
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/sessions",
     .id = "listSessions",
     .title = "My sessions",
     .need = API_SELF,
     .flags = API_LISTED,
     .reply = &shape,
     .handle = list},
    {.method = "DELETE",
     .path = "/api/v1/sessions/{id}",
     .id = "endSession",
     .title = "End one of my sessions",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = end},
    {0},
};

const struct api_resource api_resource_sessions = {
    "Sessions", "Where I am logged in: pages, and programs with tokens.", routes};
