/* What the server answers: health, metrics, the feed and a read-only overview page. Handlers read; nothing here writes. */
#ifndef API_API_H
#define API_API_H

#include "http/server.h"
#include "store/store.h"

#include <stdatomic.h>

/* Somebody who has metrics to show, in the text format of Prometheus. */
struct api_metrics_source {
    void (*write)(const void *self, struct buf *out);
    const void *self;
};

enum { API_METRICS_SOURCES_MAX = 8 };

struct api {
    struct store *store;
    int64_t household;
    int64_t started_us;
    atomic_bool ready; /* false while starting and draining: /readyz says so */
    const char *base_url;
    struct api_metrics_source sources[API_METRICS_SOURCES_MAX];
    size_t source_count;
};

enum err api_livez(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply);
enum err api_readyz(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply);
enum err api_metrics(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply);
enum err api_feed(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply);
enum err api_overview(struct ctx *c, void *self, const struct http_request *request,
                      struct http_reply *reply);
enum err api_style(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply);

#endif
