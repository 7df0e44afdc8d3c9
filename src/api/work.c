/* Work in its lane. The WRITES lane runs what waits as units of one store group on one thread: the requests share an fsync,
 * see each other's effects in order, and are answered when all is on disk. */
#include "api/work.h"

#include "api/idempotency.h"
#include "api/live/live.h"
#include "api/replies.h"
#include "api/router.h"
#include "events/outbox.h"
#include "identity/identity.h"
#include "identity/ticket/ticket.h"

#include <stdio.h>

#define QUARTER_US INT64_C(900000000)

struct drop {
    struct drop *next;
    struct socket_audience whom;
};

struct write_turn {
    struct store_group *group;
    bool changed;
    struct drop *drops;
    enum err spoilt; /* why none of it may be kept */
    char why[sizeof((struct ctx *)NULL)->why];
};

static enum err group_begin(struct ctx *c, void *self, void **turn)
{
    struct api *api = self;
    struct write_turn *t = ARENA_NEW(c->arena, struct write_turn);
    TRY(store_group_begin(c, api->store, &t->group));
    *turn = t;
    return OK;
}

static enum err group_end(struct ctx *c, void *self, void *turn)
{
    struct api *api = self;
    struct write_turn *t = turn;
    if (t->spoilt != OK) {
        store_group_rollback(t->group);
        memcpy(c->why, t->why, sizeof c->why);
        return t->spoilt;
    }
    TRY(store_group_commit(c, t->group));
    if (t->changed)
        api_wake(api);
    for (const struct drop *drop = t->drops; drop != NULL; drop = drop->next)
        live_drop(api->live, drop->whom);
    return OK;
}

void api_drop(struct api_call *call, struct socket_audience whom)
{
    struct write_turn *turn = call->x->turn;
    struct drop *drop = ARENA_NEW(call->c->arena, struct drop); /* the exchange outlives the turn */
    *drop = (struct drop){turn->drops, whom};
    turn->drops = drop;
}

enum err api_spoil(struct api_call *call, enum err e)
{
    struct write_turn *turn = call->x->turn;
    turn->spoilt = e;
    memcpy(turn->why, call->c->why, sizeof turn->why);
    return e;
}

void api_wake(struct api *api)
{
    if (api->relay != NULL)
        relay_wake(api->relay);
    if (api->live != NULL)
        live_wake(api->live);
    outbox_wake(api->outbox);
}

static const struct http_lane writes = {.name = "writes",
                                        .threads = 1,
                                        .queue_most = 8192,
                                        .batch_most = 256,
                                        .begin = group_begin,
                                        .end = group_end};
/* What takes long is kept apart by how long, so that nobody waits behind something of another kind. */
static const struct http_lane reads = {.name = "reads", .threads = 2, .queue_most = 4096, .batch_most = 1};
static const struct http_lane slow = {.name = "slow", .threads = 2, .queue_most = 256, .batch_most = 1};
static const struct http_lane hashes = {.name = "hashes", .threads = 2, .queue_most = 256, .batch_most = 1};

const struct http_lane *const api_lanes[] = {&writes, &reads, &slow, &hashes, NULL};

const struct http_lane *api_lane_of(enum api_lane lane)
{
    static const struct http_lane *const lanes[] = {[API_HERE] = NULL,
                                                    [API_WRITES] = &writes,
                                                    [API_READS] = &reads,
                                                    [API_SLOW] = &slow,
                                                    [API_HASHES] = &hashes};
    return lanes[lane];
}

void api_changed(struct api_call *call)
{
    struct write_turn *turn = call->x->turn;
    if (turn != NULL)
        turn->changed = true;
    else
        api_wake(call->api);
}

/* -- A handler */

static enum err handle(struct api_call *call)
{
    struct http_reply *reply = &call->x->reply;
    call->reply = json_into(reply->body);
    reply->status = call->route->status == 0 ? 200 : call->route->status;
    if ((call->route->flags & API_NOT_JSON) != 0)
        reply->type = call->route->reply_type;
    TRY(call->go_on != NULL ? call->go_on(call) : call->route->handle(call));
    if ((call->route->flags & API_NO_BODY) != 0 && reply->status < 300)
        reply->status = 204;
    return OK;
}

/* If-Match: the change is for what the client saw. What stands there now is asked of the route that reads it. */
static enum err still_matches(struct api_call *call, bool *matches)
{
    const struct api_route *reader = api_reader_of(call->route), *own = call->route;
    struct text wanted = http_header(call->x, "If-Match");
    char tag[HTTP_TAG_MAX];
    *matches = true;
    if (wanted.len == 0 || reader == NULL || strcmp(own->method, "GET") == 0)
        return OK;
    enum err (*go_on)(struct api_call * call) = call->go_on;
    call->route = reader;
    call->go_on = NULL;
    enum err e = handle(call);
    call->route = own;
    call->go_on = go_on;
    http_tag(buf_view(call->x->reply.body), tag);
    buf_clear(call->x->reply.body);
    *matches = e == OK && http_tag_matches(wanted, text_of(tag));
    return e;
}

/* The same reply as long as nothing is written. What was read is at least as new as the count that was taken before. */
static enum err handle_or_repeat(struct api_call *call)
{
    struct replies *replies = call->api->replies;
    struct buf *asked = buf_in_arena(call->c->arena);
    if ((call->route->flags & API_KEPT) == 0 || replies == NULL)
        return handle(call);
    buf_text(asked, call->x->request.path);
    buf_char(asked, '?');
    buf_text(asked, http_query(call->x));
    if ((call->route->flags & API_DAILY) != 0) /* everywhere days begin with a quarter of an hour */
        buf_printf(asked, "#%lld", (long long)(call->c->now_us / QUARTER_US));
    struct reply_key key = {call->household, buf_view(asked), store_change_count(call->api->store)};
    if (replies_find(call->c, replies, &key, call->x->reply.body))
        return OK;
    TRY(handle(call));
    bool done = call->next == NULL; /* else the reply is made in another lane */
    if (done && call->x->reply.status == 200)
        replies_keep(call->c, replies, &key, buf_view(call->x->reply.body));
    return OK;
}

static enum err run(struct api_call *call)
{
    bool matches;
    TRY(still_matches(call, &matches));
    if (matches)
        return handle_or_repeat(call);
    http_problem(call->x, 412, "precondition_failed",
                 "it has changed since you read it: If-Match names another state");
    return OK;
}

/* The last use of a session or key is written once a minute; a request that only reads goes through the writer for it. */
static enum err note_use(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct write_turn *turn = x->turn;
    return caller_note_use(&x->c, store_group_store(turn->group), &call->caller);
}

enum err api_spend_ticket(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct write_turn *turn = x->turn;
    bool ours;
    TRY(ticket_spend(&x->c, store_group_store(turn->group), call->ticket, &ours));
    if (ours)
        http_go_on(x, &reads, call->site->work); /* once that is on disk */
    else
        http_problem(x, 401, "unauthenticated", "this ticket was used before");
    return OK;
}

void api_take_store(struct api_call *call)
{
    struct write_turn *turn = call->x->turn;
    call->store = turn != NULL ? store_group_store(turn->group) : call->api->store;
}

enum err api_work(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct write_turn *turn = x->turn;
    api_take_store(call);
    call->go_on = call->next;
    call->next = NULL;
    bool repeatable = turn != NULL && (call->route->flags & API_UNTRACED) == 0;
    TRY(repeatable ? idempotent(call, run) : run(call));
    if (call->next != NULL)
        return OK;
    /* While another process writes, noting it would make a reader wait: the next request is soon enough. */
    if (call->caller.use_due && turn == NULL && !store_is_lent(call->store)) {
        call->caller.use_due = false;
        http_go_on(x, &writes, note_use);
    }
    return OK;
}

enum err api_go_on(struct api_call *call, enum api_lane lane, enum err (*next)(struct api_call *call))
{
    call->next = next;
    http_go_on(call->x, api_lane_of(lane), api_work);
    return OK;
}

enum err api_too_many(struct http_exchange *x)
{
    char why[sizeof x->c.why];
    memcpy(why, x->c.why, sizeof why);
    http_reply_header(x, "Retry-After", "30");
    http_problem(x, 429, "too_many_requests", why);
    return OK;
}

/* -- The cookie */

/* Browsers keep Secure cookies of this very machine also without TLS. */
static bool keeps_secure_cookies(const struct http_exchange *x)
{
    struct text host = http_header(x, "Host");
    return x->request.tls || text_starts_nocase(host, TEXT("localhost")) || text_starts(host, TEXT("127.")) ||
           text_starts(host, TEXT("[::1]"));
}

const char *api_cookie_name(const struct http_exchange *x)
{
    return keeps_secure_cookies(x) ? "__Host-florin" : "florin";
}

void api_set_cookie(struct http_exchange *x, struct text value, int64_t seconds)
{
    struct buf *out = buf_in_arena(x->c.arena);
    buf_printf(out, "%s=%.*s; Path=/; HttpOnly; SameSite=Strict%s", api_cookie_name(x), TEXT_ARGS(value),
               keeps_secure_cookies(x) ? "; Secure" : "");
    if (value.len == 0 || seconds > 0)
        buf_printf(out, "; Max-Age=%lld", (long long)(value.len == 0 ? 0 : seconds));
    http_reply_header(x, "Set-Cookie", out->at);
}
