/* Is it alive, is it ready, what does it count. */
#include "api/health.h"

#include "api/api.h"
#include "base/date.h"

#include <stdio.h>
#include <unistd.h>

enum err api_livez(struct http_exchange *x)
{
    x->reply.type = "text/plain; charset=utf-8";
    buf_z(x->reply.body, "ok\n");
    return OK;
}

/* Ready means that the store answers. */
enum err api_readyz(struct http_exchange *x)
{
    struct api *api = x->self;
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    x->reply.type = "text/plain; charset=utf-8";
    if (!atomic_load(&api->ready)) {
        x->reply.status = 503;
        buf_z(x->reply.body, "not ready\n");
        return OK;
    }
    TRY(store_begin_read(&x->c, api->store, &tx));
    TRY(store_query(&x->c, tx, "SELECT 1", &q));
    TRY(store_next(&x->c, q, &row));
    store_reset(q);
    buf_z(x->reply.body, "ready\n");
    return store_commit(&x->c, tx);
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

static void http_metrics(const struct http_server *server, struct buf *out)
{
    static const char *const bounds[] = {"0.001", "0.005", "0.025", "0.1", "0.5", "2.5", "+Inf"};
    struct http_counts counts;
    http_server_counts(server, &counts);
    buf_z(out, "# TYPE florin_http_responses_total counter\n");
    for (int i = 1; i < 6; i++)
        buf_printf(out, "florin_http_responses_total{class=\"%dxx\"} %llu\n", i,
                   (unsigned long long)counts.replies[i]);
    buf_z(out, "# TYPE florin_http_request_seconds histogram\n");
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        buf_printf(out, "florin_http_request_seconds_bucket{le=\"%s\"} %llu\n", bounds[i],
                   (unsigned long long)counts.within[i]);
    buf_printf(out, "florin_http_request_seconds_sum %.6f\nflorin_http_request_seconds_count %llu\n",
               counts.seconds, (unsigned long long)counts.within[6]);
    buf_printf(out, "# TYPE florin_http_connections gauge\nflorin_http_connections %lld\n",
               (long long)counts.connections);
    buf_printf(out, "# TYPE florin_http_parked gauge\nflorin_http_parked %lld\n", (long long)counts.parked);
}

static enum err write_metrics(struct http_exchange *x, const struct http_server *server)
{
    struct api *api = x->self;
    struct buf *out = x->reply.body;
    struct store_counts counts = store_counts(api->store);
    x->reply.type = "text/plain; version=0.0.4; charset=utf-8";
    buf_printf(out, "# TYPE florin_uptime_seconds gauge\nflorin_uptime_seconds %.3f\n",
               (double)(time_steady_us() - api->started_us) / 1e6);
    buf_printf(out, "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes %lld\n",
               (long long)resident_bytes());
    buf_printf(out, "# TYPE florin_store_bytes gauge\nflorin_store_bytes %lld\n",
               (long long)store_size_bytes(api->store));
    buf_printf(out, "# TYPE florin_store_commits_total counter\nflorin_store_commits_total %llu\n",
               (unsigned long long)counts.commits);
    buf_printf(out, "# TYPE florin_store_units_total counter\nflorin_store_units_total %llu\n",
               (unsigned long long)counts.units);
    http_metrics(server, out);
    /* The sources are complete once the server is ready. */
    for (size_t i = 0; i < api->source_count && atomic_load(&api->ready); i++)
        api->sources[i].write(api->sources[i].self, out);
    return OK;
}

enum err api_metrics(struct http_exchange *x)
{
    const struct api *api = x->self;
    if (!api->metrics_aside)
        return write_metrics(x, x->server);
    http_problem(x, 404, "not_found", "metrics have an address of their own: metrics.listen");
    return OK;
}

/* -- An address for supervisors alone */

static enum err metrics_aside(struct http_exchange *x)
{
    const struct api *api = x->self;
    return write_metrics(x, api->front);
}

static enum err route_aside(struct http_exchange *x, enum http_then *then)
{
    static const struct {
        const char *path;
        http_work *work;
    } places[] = {{"/healthz", api_livez}, {"/readyz", api_readyz}, {"/metrics", metrics_aside}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (text_is(x->request.path, places[i].path) && strcmp(x->request.method, "GET") == 0) {
            http_set_plan(x, &(struct http_plan){.work = places[i].work});
            return OK;
        }
    }
    http_problem(x, 404, "not_found", "here are /healthz, /readyz and /metrics alone");
    *then = HTTP_REPLY;
    return OK;
}

const struct http_step api_aside_road[] = {
    {"route", HTTP_ON_HEADERS, route_aside}, {"compress", HTTP_ON_REPLY, http_step_compress}, {0}};
const struct http_lane *const api_aside_lanes[] = {NULL};
