/* The places outside /api/: supervisors, documents, the feed, live events, and the page with its files. */
#include "api/answer/answer.h"
#include "api/dapr.h"
#include "api/health.h"
#include "api/live/live.h"
#include "api/router.h"
#include "api/table/openapi.h"
#include "api/work.h"
#include "events/feed.h"
#include "http/live/websocket.h"
#include "identity/links/links.h"
#include "notice/answer.h"
#include "web/web.h"

static enum err feed(struct http_exchange *x)
{
    enum { FEED_ENTRIES = 100 };
    struct api_call *call = x->matter;
    struct store_tx *tx;
    x->reply.type = "application/atom+xml; charset=utf-8";
    TRY(store_begin_read(&x->c, call->api->store, &tx));
    TRY(notification_feed(&x->c, tx, call->household, FEED_ENTRIES,
                          arena_printf(x->c.arena, "%s/feed.atom", call->api->url), x->reply.body));
    return store_commit(&x->c, tx);
}

/* -- Live events */

struct joining {
    struct live *live;
    struct live_person person;
    int64_t after;
};

static void join(void *self, const struct http_socket *socket)
{
    struct joining *j = self;
    struct socket_handle handle = {.fd = socket->fd,
                                   .extra = {socket->extra, socket->extra_len},
                                   .close = socket->close,
                                   .self = socket->self};
    live_join(j->live, SOCKET_WEBSOCKET, &handle, &j->person, j->after);
}

static bool find_after(void *self, struct text name, struct text value)
{
    if (text_is(name, "after"))
        *(struct text *)self = value;
    return true;
}

static enum err websocket(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct joining *j = ARENA_NEW(x->c.arena, struct joining);
    struct websocket_offer offer = {.upgrade = http_header(x, "Upgrade"),
                                    .connection = http_header(x, "Connection"),
                                    .version = http_header(x, "Sec-WebSocket-Version"),
                                    .key = http_header(x, "Sec-WebSocket-Key")};
    struct text after = {NULL, 0};
    char accept[WEBSOCKET_ACCEPT_MAX];
    bool version_wrong = false;
    if (!websocket_is_asked(&offer)) {
        http_reply_header(x, "Upgrade", "websocket");
        http_problem(x, 426, "upgrade_required",
                     "this is a WebSocket; /api/v1/live/stream is the same as server-sent events");
        return OK;
    }
    /* Browsers let any page open a socket anywhere, cookies included. */
    if (!websocket_origin_fits(http_header(x, "Origin"), http_header(x, "Host")) &&
        call->caller.credential == CREDENTIAL_SESSION)
        return fail(&x->c, ERR_DENIED, "this comes from a page of another site");
    http_query_each(x, find_after, &after);
    *j = (struct joining){.live = call->api->live,
                          .person = {.household = call->household,
                                     .user = call->caller.user,
                                     .session = call->caller.session,
                                     .authenticated_us = call->authenticated_us,
                                     .until_us = call->caller.until_us}};
    TRY(live_resume_from(&x->c, http_header(x, "Last-Event-ID"), after, &j->after));
    enum err e = live_has_room(&x->c, j->live, &j->person);
    if (e != OK)
        return e == ERR_LIMIT ? api_too_many(x) : e;
    e = websocket_accept(&x->c, &offer, accept, &version_wrong);
    if (e != OK && version_wrong) {
        http_reply_header(x, "Sec-WebSocket-Version", "13");
        http_problem(x, 426, "upgrade_required", x->c.why);
        return OK;
    }
    TRY(e);
    http_reply_header(x, "Upgrade", "websocket");
    http_reply_header(x, "Sec-WebSocket-Accept", accept);
    http_take_over(x, join, j);
    return OK;
}

/* -- The page */

static const struct web_asset *find_asset(struct text path)
{
    for (const struct web_asset *a = web_assets; a->path != NULL; a++)
        if (text_is(path, a->path))
            return a;
    return NULL;
}

static enum err give(struct http_exchange *x, const struct web_asset *asset)
{
    x->reply.type = asset->type;
    x->reply.fixed = (struct text){(const char *)asset->at, asset->len};
    x->reply.packed = asset->packed;
    x->reply.cache = asset->cache;
    x->reply.no_policy = true;
    http_reply_header(x, "Content-Security-Policy", WEB_CONTENT_SECURITY_POLICY);
    return OK;
}

/* A path without a file is one of the page's views: the page itself, which looks at the path. */
static enum err page(struct http_exchange *x)
{
    const struct web_asset *asset = find_asset(x->request.path);
    ptrdiff_t dot = text_find(x->request.path, TEXT("."));
    if (asset == NULL && dot < 0)
        asset = &web_assets[0];
    return asset != NULL ? give(x, asset) : fail(&x->c, ERR_NOT_FOUND, "there is nothing at this path");
}

const struct api_site api_sites[] = {
    {"/healthz", API_PUBLIC, API_HERE, false, api_livez, .everywhere = true},
    {"/readyz", API_PUBLIC, API_HERE, false, api_readyz, .everywhere = true},
    {"/metrics", API_PUBLIC, API_HERE, false, api_metrics, .everywhere = true},
    {"/openapi.json", API_PUBLIC, API_HERE, false, api_openapi},
    {"/docs", API_PUBLIC, API_HERE, false, api_docs},
    {API_DOCS_STYLE_PATH, API_PUBLIC, API_HERE, false, api_docs_style},
    {"/feed.atom", API_READ, API_HERE, true, feed},
    {"/ws", API_READ, API_HERE, true, websocket},
    {"/dapr/subscribe", API_PUBLIC, API_HERE, false, dapr_subscribe_site, true, NULL, dapr_admit},
    {DAPR_EVENTS_PATH "*", API_PUBLIC, API_READS, false, dapr_events_site, true, "POST", dapr_admit,
     DAPR_BODY_MAX},
    {"/dapr/ask", API_PUBLIC, API_READS, false, dapr_ask_site, true, "POST", dapr_admit, BUS_REQUEST_MAX},
    {ANSWER_STYLE_PATH, API_PUBLIC, API_HERE, false, answer_style_site},
    {LINK_ANSWER_PATH "*", API_PUBLIC, API_READS, false, answer_look, .by_token = true},
    {LINK_ANSWER_PATH "*", API_PUBLIC, API_READS, false, answer_say, .method = "POST", .by_token = true},
    {LINK_UNSUBSCRIBE_PATH "*", API_PUBLIC, API_READS, false, unsubscribe_look, .by_token = true},
    {LINK_UNSUBSCRIBE_PATH "*", API_PUBLIC, API_WRITES, false, unsubscribe_say, .method = "POST",
     .by_token = true},
    {"/*", API_PUBLIC, API_HERE, false, page},
    {0},
};
