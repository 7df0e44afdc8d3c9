#include "api/dapr.h"

#include "api/api.h"

/* -- Who calls */

/* Takes as long for a wrong token as for the right one. */
static bool same_secret(struct text given, const char *secret)
{
    size_t len = strlen(secret);
    unsigned difference = given.len != len;
    for (size_t i = 0; i < len; i++)
        difference |= (unsigned char)secret[i] ^ (unsigned char)(i < given.len ? given.at[i] : 0);
    return difference == 0;
}

/* A proxy on this machine calls for others: what it forwards is not from here. */
static bool is_local(const struct http_exchange *x)
{
    static const char *const forwarded[] = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"};
    for (size_t i = 0; i < sizeof forwarded / sizeof *forwarded; i++)
        if (http_header(x, forwarded[i]).at != NULL)
            return false;
    return text_starts(x->request.client, TEXT("127.")) || text_is(x->request.client, "::1");
}

enum err dapr_admit(struct http_exchange *x, enum http_then *then)
{
    const struct api *api = x->self;
    bool by_token = api->dapr_token != NULL && api->dapr_token[0] != '\0';
    bool known = by_token ? same_secret(http_header(x, "dapr-api-token"), api->dapr_token) : is_local(x);
    if (api->dapr == NULL)
        return fail(&x->c, ERR_NOT_FOUND, "there is nothing at this path: the bus is not Dapr");
    if (known)
        return OK;
    http_problem(x, 401, "unauthenticated",
                 by_token ? "the header dapr-api-token is not what APP_API_TOKEN says"
                          : "without APP_API_TOKEN only a sidecar on this machine may call");
    *then = HTTP_REPLY;
    return OK;
}

/* -- What it asks */

enum err dapr_subscribe_site(struct http_exchange *x)
{
    const struct api *api = x->self;
    dapr_subscriptions(api->dapr, x->reply.body);
    return OK;
}

static void answered(void *self, const struct dapr_reply *reply)
{
    struct http_exchange *x = self;
    x->reply.status = reply->status;
    x->reply.type = reply->type;
    buf_text(x->reply.body, reply->body);
    http_let_go(x);
}

/* An exchange that was handed over comes back when nobody took it. */
static enum err taken_or_not(struct http_exchange *x, struct ctx *c, enum err e)
{
    if (e == OK)
        return OK;
    memcpy(x->c.why, c->why, sizeof x->c.why);
    http_problem_of(x, e);
    http_let_go(x);
    return OK;
}

/* Parsing needs memory of its own: the exchange may be over before the call returns. */
enum err dapr_events_site(struct http_exchange *x)
{
    const struct api *api = x->self;
    struct ctx c = {.arena = arena_new(), .now_us = x->c.now_us};
    struct text route = text_from(x->request.path, strlen(DAPR_EVENTS_PATH));
    http_hold(x);
    enum err e = dapr_event(&c, api->dapr, route, x->request.body, answered, x);
    e = taken_or_not(x, &c, e);
    arena_free(c.arena);
    return e;
}

enum err dapr_ask_site(struct http_exchange *x)
{
    const struct api *api = x->self;
    struct ctx c = {.arena = arena_new(), .now_us = x->c.now_us};
    struct dapr_question question = {.address = http_header(x, DAPR_ADDRESS),
                                     .correlation = http_header(x, DAPR_CORRELATION),
                                     .priority = http_header(x, DAPR_PRIORITY),
                                     .deadline = http_header(x, DAPR_DEADLINE),
                                     .body = x->request.body};
    http_hold(x);
    enum err e = dapr_ask(&c, api->dapr, &question, answered, x);
    e = taken_or_not(x, &c, e);
    arena_free(c.arena);
    return e;
}
