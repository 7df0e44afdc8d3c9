/* Is it alive, is it ready, what does it count. */
#include "api/api.h"
#include "base/date.h"
#include "base/json.h"
#include "events/feed.h"

#include <stdio.h>
#include <unistd.h>

enum err api_livez(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    (void)c;
    (void)self;
    (void)request;
    buf_z(reply->body, "ok\n");
    return OK;
}

/* Ready means that the store answers. */
enum err api_readyz(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    struct api *api = self;
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    (void)request;
    if (!atomic_load(&api->ready)) {
        reply->status = 503;
        buf_z(reply->body, "not ready\n");
        return OK;
    }
    TRY(store_begin_read(c, api->store, &tx));
    TRY(store_query(c, tx, "SELECT 1", &q));
    TRY(store_next(c, q, &row));
    store_reset(q);
    buf_z(reply->body, "ready\n");
    return store_commit(c, tx);
}

static int64_t resident_bytes(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f == NULL)
        return 0;
    if (fscanf(f, "%*s %ld", &pages) != 1)
        pages = 0;
    fclose(f);
    return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

enum err api_metrics(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    struct api *api = self;
    struct buf *out = reply->body;
    struct store_counts counts = store_counts(api->store);
    (void)request;
    reply->type = "text/plain; version=0.0.4; charset=utf-8";
    buf_printf(out, "# TYPE florin_uptime_seconds gauge\nflorin_uptime_seconds %.3f\n",
               (double)(c->now_us - api->started_us) / 1e6);
    buf_printf(out, "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes %lld\n",
               (long long)resident_bytes());
    buf_printf(out, "# TYPE florin_store_bytes gauge\nflorin_store_bytes %lld\n",
               (long long)store_size_bytes(api->store));
    buf_printf(out, "# TYPE florin_store_commits_total counter\nflorin_store_commits_total %llu\n",
               (unsigned long long)counts.commits);
    buf_printf(out, "# TYPE florin_store_units_total counter\nflorin_store_units_total %llu\n",
               (unsigned long long)counts.units);
    /* The sources are complete once the server is ready. */
    for (size_t i = 0; i < api->source_count && atomic_load(&api->ready); i++)
        api->sources[i].write(api->sources[i].self, out);
    return OK;
}

enum err api_feed(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    enum { FEED_ENTRIES = 100 };
    struct api *api = self;
    struct store_tx *tx;
    (void)request;
    if (!atomic_load(&api->ready))
        return fail(c, ERR_BUSY, "the server is starting or stopping");
    reply->type = "application/atom+xml; charset=utf-8";
    TRY(store_begin_read(c, api->store, &tx));
    TRY(notification_feed(c, tx, api->household, FEED_ENTRIES,
                          arena_printf(c->arena, "%s/feed.atom", api->base_url), reply->body));
    return store_commit(c, tx);
}
