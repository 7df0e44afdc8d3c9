/* Requests to other apps, by service invocation (https://docs.dapr.io/reference/api/service_invocation_api/): the reply comes back on the same
 * connection, so there is no topic for each process that would stay on the broker when the process is gone, and no request that is brought twice. */
#include "base/date.h"
#include "bus/dapr/inner.h"

#include <stdio.h>
#include <time.h>

enum { PAUSE_FIRST_MS = 20, PAUSE_MOST_MS = 500, TEXT_MAX = 24 };

#define CLOSE_US INT64_C(10000)

static enum err too_late(struct ctx *c, const struct bus_request *request)
{
    return fail(c, ERR_BUSY, "%.*s did not answer in time", TEXT_ARGS(request->address));
}

static enum err send_request(struct ctx *c, struct dapr *dapr, const struct bus_request *request,
                             const char *app, struct client_reply *reply)
{
    char id[ID_TEXT_MAX], priority[TEXT_MAX], deadline[TEXT_MAX];
    int64_t left_ms = (request->deadline_us - time_now_us() + 999) / 1000;
    if (left_ms < 1)
        return too_late(c, request);
    snprintf(priority, sizeof priority, "%d", request->priority);
    snprintf(deadline, sizeof deadline, "%lld", (long long)request->deadline_us);
    struct client_header headers[] = {{TEXT(DAPR_ADDRESS), request->address},
                                      {TEXT(DAPR_CORRELATION), text_of(id_format(request->correlation, id))},
                                      {TEXT(DAPR_PRIORITY), text_of(priority)},
                                      {TEXT(DAPR_DEADLINE), text_of(deadline)}};
    struct sidecar_request asked = {.path = arena_printf(c->arena, "/v1.0/invoke/%s/method/dapr/ask", app),
                                    .type = "application/octet-stream",
                                    .headers = headers,
                                    .header_count = sizeof headers / sizeof *headers,
                                    .body = request->body,
                                    .timeout_ms = left_ms > INT32_MAX ? INT32_MAX : (int)left_ms};
    return sidecar_send(c, dapr, &asked, reply);
}

/* Nobody took it, and that may change: no process of that app is there, or none that attends to the address. */
static bool may_be_tried_again(struct ctx *c, const struct client_reply *reply)
{
    return reply->status == 404 || reply->status == 503 ||
           (reply->status == 500 && text_is(sidecar_error(c, reply), "ERR_DIRECT_INVOKE"));
}

static void pause_a_while(const struct bus_request *request, int64_t pause_ms)
{
    int64_t left_ms = (request->deadline_us - time_now_us() + 999) / 1000;
    int64_t ms = left_ms < 0 ? 0 : left_ms < pause_ms ? left_ms : pause_ms;
    struct timespec moment = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
    nanosleep(&moment, NULL);
}

static enum err refused(struct ctx *c, const struct bus_request *request, const char *app,
                        const struct client_reply *reply)
{
    struct text code = sidecar_error(c, reply);
    if (reply->status == 504)
        return too_late(c, request);
    if (reply->status == 401 || reply->status == 403)
        return fail(c, ERR_DENIED, "a request to %s is not allowed (HTTP %d %.*s)", app, reply->status,
                    TEXT_ARGS(code));
    return fail(c, ERR_BUSY, "%s could not be asked (HTTP %d %.*s)", app, reply->status, TEXT_ARGS(code));
}

enum err dapr_ask_out(struct ctx *c, struct bus *bus, const struct bus_request *request, struct text *answer)
{
    struct dapr *dapr = dapr_of(bus);
    char app[DAPR_NAME_MAX + 1];
    snprintf(app, sizeof app, "%s", dapr->url.answers);
    if (app[0] == '\0')
        TRY(sidecar_app(c, dapr, app, sizeof app));
    for (int64_t pause_ms = PAUSE_FIRST_MS;;
         pause_ms = pause_ms * 2 > PAUSE_MOST_MS ? PAUSE_MOST_MS : pause_ms * 2) {
        struct arena_mark mark = arena_mark(c->arena);
        struct client_reply reply;
        enum err e = send_request(c, dapr, request, app, &reply);
        if (e != OK && request->deadline_us - time_now_us() < CLOSE_US) {
            pause_a_while(request,
                          CLOSE_US / 1000); /* clocks differ; nobody shall take it after we have said so */
            return too_late(c, request);
        }
        if (e != OK)
            return e;
        if (reply.status == 200) {
            *answer = reply.body;
            return OK;
        }
        if (!may_be_tried_again(c, &reply))
            return refused(c, request, app, &reply);
        arena_rewind(c->arena, mark);
        pause_a_while(request, pause_ms);
    }
}
