/* The road of every request, from top to bottom. */
#include "api/api.h"
#include "api/router.h"
#include "api/tickets.h"
#include "api/validate.h"
#include "api/work.h"
#include "base/date.h"
#include "base/limits.h"
#include "identity/identity.h"
#include "identity/throttle.h"

#include <stdio.h>

static enum err misdirected(struct http_exchange *x, enum http_then *then)
{
    struct api *api = x->self;
    if (http_host_is_ours(x, api->hosts))
        return OK;
    http_problem(x, 421, "misdirected", "this server does not go by that name: see serve --host");
    *then = HTTP_REPLY;
    return OK;
}

static enum err no_such_place(struct http_exchange *x, const struct api_found *found, enum http_then *then)
{
    *then = HTTP_REPLY;
    if (found->methods[0] == '\0') {
        http_problem(x, 404, "not_found", "there is nothing at this path; /docs says what there is");
        return OK;
    }
    http_reply_header(x, "Allow", found->methods);
    if (strcmp(x->request.method, "OPTIONS") == 0)
        x->reply.status = 204;
    else
        http_problem(x, 405, "method_not_allowed", "this path does not know that method");
    return OK;
}

/* A browser asks whether a page of another site may call: the answer is for all methods of the path. */
static void preflight(struct http_exchange *x, const char *methods)
{
    http_reply_header(x, "Access-Control-Allow-Methods", methods);
    http_reply_header(x, "Access-Control-Allow-Headers",
                      "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match");
    http_reply_header(x, "Access-Control-Max-Age", "600");
}

static bool origin_is_allowed(const struct api *api, struct text origin)
{
    struct text rest = text_of(api->origins);
    while (rest.len > 0 && origin.len > 0) {
        const char *comma = memchr(rest.at, ',', rest.len);
        size_t len = comma == NULL ? rest.len : (size_t)(comma - rest.at);
        if (text_equal(text_trim((struct text){rest.at, len}), origin))
            return true;
        rest = text_from(rest, len + 1);
    }
    return false;
}

/* Other sites get in only by name, and never with the page's cookie: that is SameSite=Strict, and see same_origin. */
static void cross_origin(struct http_exchange *x, const char *methods)
{
    struct text origin = http_header(x, "Origin");
    if (!origin_is_allowed(x->self, origin))
        return;
    http_reply_header(x, "Access-Control-Allow-Origin", text_z(x->c.arena, origin));
    http_reply_header(x, "Access-Control-Expose-Headers", "ETag, Location, Florin-Undo, Retry-After");
    http_reply_header(x, "Vary", "Origin");
    if (strcmp(x->request.method, "OPTIONS") == 0)
        preflight(x, methods);
}

static enum api_need need_of(const struct api_call *call)
{
    return call->route != NULL ? call->route->need : call->site->need;
}

static enum err route(struct http_exchange *x, enum http_then *then)
{
    struct api_found found;
    struct api_call *call = ARENA_NEW(x->c.arena, struct api_call);
    api_find(x->request.method, x->request.path, &found);
    const struct api *api = x->self;
    if (api->sites_only && (found.site == NULL || !found.site->everywhere))
        found = (struct api_found){.route = NULL};
    cross_origin(x, found.methods);
    if (found.route == NULL && found.site == NULL)
        return no_such_place(x, &found, then);
    *call = (struct api_call){.x = x, .c = &x->c, .api = x->self, .route = found.route, .site = found.site};
    memcpy(call->path, found.path, sizeof call->path);
    x->matter = call;
    struct http_plan plan = {.lane = api_lane_of(found.route != NULL ? found.route->lane : found.site->lane),
                             .work = found.route != NULL ? api_work : found.site->work,
                             .body_most = need_of(call) == API_PUBLIC ? LIMIT_BODY_PUBLIC : LIMIT_BODY_BYTES};
    if (found.route != NULL && (found.route->flags & API_UPLOAD) != 0) {
        plan.body_most = LIMIT_UPLOAD_BYTES;
        plan.body_to_file = true;
    }
    if (found.site != NULL && found.site->body_most > 0)
        plan.body_most = found.site->body_most;
    http_set_plan(x, &plan);
    return found.site != NULL && found.site->admit != NULL ? found.site->admit(x, then) : OK;
}

static enum err unknown_caller(struct http_exchange *x, enum http_then *then)
{
    http_reply_header(x, "WWW-Authenticate", "Bearer realm=\"florin\"");
    http_problem(x, 401, "unauthenticated",
                 "log in, or give an API key or access token: Authorization: Bearer …");
    *then = HTTP_REPLY;
    return OK;
}

struct in_query {
    struct text ticket, key;
};

static bool find_in_query(void *self, struct text name, struct text value)
{
    struct in_query *found = self;
    if (text_is(name, "ticket"))
        found->ticket = value;
    if (text_is(name, "key"))
        found->key = value;
    return true;
}

/* *known: a ticket says who it is; a key is left in *bearer. */
static enum err caller_in_query(struct http_exchange *x, struct text *bearer, bool *known)
{
    struct api_call *call = x->matter;
    struct in_query found = {.ticket = {NULL, 0}};
    bool unspent;
    *known = false;
    if (call->site == NULL || !call->site->by_query)
        return OK;
    http_query_each(x, find_in_query, &found);
    if (found.key.len > 0 && bearer->len == 0)
        *bearer = found.key;
    if (found.ticket.len == 0)
        return OK;
    TRY(ticket_take(&x->c, call->api->tickets, call->api->store, found.ticket, &call->caller,
                    &call->authenticated_us, known, &unspent));
    if (!*known || !unspent)
        return OK;
    call->ticket = text_copy(x->c.arena, found.ticket);
    http_set_plan(x, &(struct http_plan){.lane = api_lane_of(API_WRITES), .work = api_spend_ticket});
    return OK;
}

/* A ticket is good for half a minute, in which its holder may have been sent away. */
static enum err ticket_stays(struct http_exchange *x, bool *stays)
{
    struct api_call *call = x->matter;
    struct store_tx *tx;
    TRY(store_begin_read(&x->c, call->api->store, &tx));
    enum err e = caller_stays(&x->c, tx, &call->caller, stays);
    store_rollback(tx);
    return e;
}

static enum err authenticate(struct http_exchange *x, enum http_then *then)
{
    struct api_call *call = x->matter;
    struct text authorization = http_header(x, "Authorization"), bearer = {NULL, 0};
    bool known;
    if (need_of(call) == API_PUBLIC)
        return OK;
    if (text_starts_nocase(authorization, TEXT("Bearer ")))
        bearer = text_trim(text_from(authorization, 7));
    struct text cookie = http_cookie(x, api_cookie_name(x));
    call->authenticated_us = x->c.now_us;
    TRY(caller_in_query(x, &bearer, &known));
    if (known) {
        bool stays;
        call->household = call->caller.household;
        TRY(ticket_stays(x, &stays));
        return stays ? OK : unknown_caller(x, then);
    }
    if (bearer.len == 0 && cookie.len == 0)
        return unknown_caller(x, then);
    enum err e = caller_find(&x->c, call->api->identity, call->api->store, cookie, bearer, &call->caller);
    call->household = call->caller.household;
    return e == ERR_DENIED ? unknown_caller(x, then) : e;
}

/* What a browser sends by itself proves nothing about who asked: a request that changes something with the page's cookie,
 * or makes one, comes from a page of this server. */
static enum err same_origin(struct http_exchange *x, enum http_then *then)
{
    struct api_call *call = x->matter;
    struct text origin = http_header(x, "Origin");
    (void)then;
    if (strcmp(x->request.method, "GET") == 0 || (call->site != NULL && call->site->by_token))
        return OK;
    bool browser = call->caller.credential == CREDENTIAL_SESSION;
    bool strange = origin.at != NULL && need_of(call) == API_PUBLIC && !origin_is_allowed(call->api, origin);
    if ((browser || strange) && !http_same_origin(x))
        return fail(&x->c, ERR_DENIED, "this comes from a page of another site");
    return OK;
}

static enum err authorise(struct http_exchange *x, enum http_then *then)
{
    static const struct {
        enum role role;
        unsigned scope;
        const char *why;
    } needs[] = {
        [API_PUBLIC] = {ROLE_NONE, 0, ""},
        [API_SELF] = {ROLE_VIEWER, 0, ""},
        [API_READ] = {ROLE_VIEWER, SCOPE_READ, "this key may not read"},
        [API_WRITE] = {ROLE_MEMBER, SCOPE_WRITE, "you may look at this household, not change it"},
        [API_APPROVE] = {ROLE_MEMBER, SCOPE_APPROVE, "you may look at this household, not decide for it"},
        [API_OWN] = {ROLE_OWNER, SCOPE_ADMIN, "this is for the household's owners"},
    };
    const struct api_call *call = x->matter;
    enum api_need need = need_of(call);
    (void)then;
    if (call->caller.role < needs[need].role ||
        (call->caller.scopes & needs[need].scope) != needs[need].scope)
        return fail(&x->c, ERR_DENIED, "%s", needs[need].why);
    /* What is a person's own may lie in several households; all else is behind the walls of one. */
    if (needs[need].scope != 0)
        x->c.household = call->household;
    return OK;
}

/* Nobody in particular gets little: those are the doors that are tried. Whom we know may hurry, but not without end. */
static enum err throttle(struct http_exchange *x, enum http_then *then)
{
    static const struct throttle_rate strangers = {.per_second = 5, .burst = 60};
    const struct api_call *call = x->matter;
    struct throttle *buckets = call->api->throttle;
    int64_t wait_us;
    char seconds[24];
    bool known = call->caller.credential != CREDENTIAL_NONE;
    bool admitted = call->site != NULL && call->site->admit != NULL;
    bool guarded = call->site != NULL && call->site->by_token;
    if (buckets == NULL || admitted || (!known && !guarded && strcmp(x->request.method, "GET") == 0))
        return OK;
    uint64_t key =
        known ? throttle_caller(buckets, &call->caller) : throttle_address(buckets, x->request.client);
    if (throttle_take(buckets, key, known ? call->api->rate : strangers, 1, time_steady_us(), &wait_us))
        return OK;
    snprintf(seconds, sizeof seconds, "%lld", (long long)(wait_us / 1000000 + 1));
    http_reply_header(x, "Retry-After", seconds);
    http_problem(x, 429, "too_many_requests", "too many requests; wait as long as Retry-After says");
    *then = HTTP_REPLY;
    return OK;
}

static enum err validate(struct http_exchange *x, enum http_then *then)
{
    struct api_call *call = x->matter;
    if (call->route == NULL)
        return OK;
    TRY(api_validate_query(call));
    enum err e = api_validate_body(call);
    if (e == OK || x->reply.status != 415)
        return e;
    *then = HTTP_REPLY;
    return OK;
}

const struct http_step api_road[] = {
    /* before a byte of the body is taken */
    {"misdirected", HTTP_ON_HEADERS, misdirected},
    {"route", HTTP_ON_HEADERS, route},
    {"authenticate", HTTP_ON_HEADERS, authenticate},
    {"same origin", HTTP_ON_HEADERS, same_origin},
    {"authorise", HTTP_ON_HEADERS, authorise},
    {"throttle", HTTP_ON_HEADERS, throttle},
    /* the request is whole */
    {"validate", HTTP_ON_BODY, validate},
    /* here the work is done, in the lane of its route: api/work.c */
    {"conditional", HTTP_ON_REPLY, http_step_conditional},
    {"compress", HTTP_ON_REPLY, http_step_compress},
    {0},
};
