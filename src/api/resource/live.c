/* Live events as server-sent events, and tickets for WebSockets. */
#include "api/live/live.h"

#include "api/api.h"
#include "api/tickets.h"
#include "api/work.h"

static const struct api_field ticket_fields[] = {
    {"ticket", API_TEXT, API_REQUIRED, "goes into /ws?ticket=…: single use, half a minute",
     .most = TICKET_TEXT_MAX},
    {0},
};
static const struct api_shape ticket = {"Ticket", ticket_fields};

static enum err give_ticket(struct api_call *call)
{
    char text[TICKET_TEXT_MAX];
    TRY(ticket_give(call->c, call->api->tickets, call->store, &call->caller, text));
    json_object(&call->reply);
    json_key_z(&call->reply, "ticket", text);
    json_object_end(&call->reply);
    return OK;
}

static void wake(void *stream)
{
    http_stream_wake(stream);
}

static enum err stream(struct api_call *call)
{
    struct http_exchange *x = call->x;
    struct live_person person = {.household = call->household,
                                 .user = call->caller.user,
                                 .session = call->caller.session,
                                 .authenticated_us = call->authenticated_us,
                                 .until_us = call->caller.until_us};
    int64_t after;
    TRY(live_resume_from(call->c, http_header(x, "Last-Event-ID"), api_query(call, "after"), &after));
    enum err e = live_has_room(call->c, call->api->live, &person);
    if (e != OK)
        return e == ERR_LIMIT ? api_too_many(x) : e;
    struct pipe *pipe = pipe_new();
    struct http_stream_source source = {.pull = pipe_pull, .end = pipe_pull_end, .self = pipe};
    struct socket_handle handle = {.fd = -1, .pipe = pipe};
    pipe_on_readable(pipe, wake, http_reply_stream(x, &source));
    http_reply_header(x, "X-Accel-Buffering", "no"); /* a proxy passes each event on at once */
    live_join(call->api->live, SOCKET_SSE, &handle, &person, after);
    return OK;
}

static const struct api_field stream_query[] = {
    {"after", API_INT, 0, "number of the last event that is known; the header Last-Event-ID goes before it",
     .most = INT64_C(1) << 53},
    {0},
};

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/live/stream",
     .id = "streamEvents",
     .title = "Events as they happen, as server-sent events",
     .about = "The same messages as /ws gives. Begin again with Last-Event-ID (browsers do so by "
              "themselves): nothing is missed, "
              "nothing comes twice.",
     .need = API_READ,
     .flags = API_NOT_JSON,
     .query = stream_query,
     .reply_type = "text/event-stream",
     .handle = stream},
    {.method = "POST",
     .path = "/api/v1/live/tickets",
     .id = "createTicket",
     .title = "A ticket for a WebSocket that cannot send headers",
     .need = API_READ,
     .flags = API_UNTRACED,
     .status = 201,
     .reply = &ticket,
     .handle = give_ticket},
    {0},
};

const struct api_resource api_resource_live = {
    "Live", "What happens in the household, pushed at once: WebSocket at /ws, server-sent events here.",
    routes};
