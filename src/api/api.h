/* The API: what its handlers share. Opened by `florin serve` over a store, handed to every call. */
#ifndef API_API_H
#define API_API_H

#include "api/call.h"
#include "events/relay.h"
#include "http/server.h"
#include "identity/throttle.h"

#include <stdatomic.h>

struct identity;  /* identity/identity.h */
struct leases;    /* events/lease.h */
struct outbox;    /* events/outbox.h */
struct live;      /* api/live/live.h */
struct importer;  /* api/importer/importer.h: reads uploads, one after another, on a thread of its own */
struct tickets;   /* api/tickets.h */
struct cache;     /* cache/cache.h */
struct tally;     /* finance/report/tally.h */
struct bus;       /* bus/bus.h */
struct sealer;    /* identity/wishes/sealing.h */
struct embedding; /* embedding/embedding.h */
struct desk;      /* finance/desk.h; for the WRITES lane's thread alone */

/* Somebody who has metrics to show, in the text format of Prometheus. */
struct api_metrics_source {
    void (*write)(const void *self, struct buf *out);
    const void *self;
};
enum { API_METRICS_SOURCES_MAX = 8 };

/* How an agent does; the host of agents fills it in (the API does not know them). */
struct api_agent {
    const char *name, *title;
    int64_t processed, failed, dead, behind;
    int64_t last_us; /* 0: not since the start */
    bool well;
    bool tasks_only; /* it reads no events, so it is never behind */
    char why[160];
};
enum { API_AGENTS_MAX = 24 };

struct api {
    struct store *store;
    const char *folder; /* of the data: uploads go under it; NULL when the store has none */
    struct relay
        *relay; /* to wake; NULL: the agents are in another process, which hears of commits from the store */
    struct outbox *outbox; /* to wake; NULL: events go nowhere else */
    struct live *live;
    struct importer *importer;
    struct identity *identity;
    struct throttle *throttle; /* NULL: nobody has to wait */
    struct throttle_rate rate; /* of one caller */
    struct tickets *tickets;
    struct replies *replies;
    struct desk *desk;
    struct tally *tally;
    struct embedding *embedding; /* what tells which texts are alike */
    /* How the agents do, wherever they work; names live in c->arena, or for ever. */
    size_t (*agents)(struct ctx *c, const void *self, struct api_agent out[API_AGENTS_MAX]);
    const void *agents_self;
    const char *const *queues; /* the agents that take tasks, in whatever process; ended by NULL */
    struct bus *bus;           /* for its health; NULL: there is none */
    struct cache *cache;       /* likewise */
    struct bus *dapr; /* a bus of the driver bus_dapr, whose sidecar calls /dapr/…; NULL: there is none */
    const char *
        dapr_token; /* what the sidecar says to prove itself (APP_API_TOKEN); NULL: only this machine may call */
    const char *hosts;    /* names it is reached by, comma separated; NULL: addresses alone */
    const char *origins;  /* other sites whose pages may call the API (CORS); NULL: none */
    const char *url;      /* the address to open */
    const char *base_url; /* what links in mails begin with; "": they have none */
    bool sends_mail;      /* some process of this installation does */
    const struct sealer *sealer;
    int64_t started_us; /* steady */
    bool sites_only;    /* a process that serves no API: supervisors' places alone */
    /* Metrics have an address of their own, on api_aside_road, and are not with the rest. `front` counts the requests then. */
    bool metrics_aside;
    const struct http_server *front;
    atomic_bool ready; /* false while starting and draining: /readyz says so */
    struct api_metrics_source sources[API_METRICS_SOURCES_MAX];
    size_t source_count;
};

/* From any thread, after a commit: agents and live pages look. */
void api_wake(struct api *api);

/* The road of every request: api/road.c. */
extern const struct http_step api_road[];
extern const struct http_lane *const api_lanes[];
/* The road of the other address: health and metrics alone, by whatever name it is reached. */
extern const struct http_step api_aside_road[];
extern const struct http_lane *const api_aside_lanes[];

#endif
