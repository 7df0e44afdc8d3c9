/* What the files of the Dapr driver share. For this folder alone.
 *
 * One lock is over all that waits. A parcel is one delivery of the sidecar: one event, or a bulk; it is answered when each of its entries was
 * settled by each consumer that wants it. An errand is a request from another process. */
#ifndef BUS_DAPR_INNER_H
#define BUS_DAPR_INNER_H

#include "bus/bus_driver.h"
#include "bus/dapr/topics.h"
#include "bus/dapr/url.h"
#include "bus/dapr_inbound.h"
#include "client/client.h"

#include <pthread.h>

enum {
    LINES_KEPT = 16,      /* idle connections to the sidecar */
    ITEMS_MOST = 1 << 16, /* events that wait for consumers, one for each that wants it */
    ERRANDS_MOST = 1024,
    PUBLISH_MS = 9000,
    PROBE_MS = 2000,
};

struct parcel;

/* One event of a parcel. */
struct entry {
    struct parcel *parcel;
    char *id;    /* of a bulk's entry; NULL: it came alone */
    size_t open; /* consumers that have not settled it */
    bool drop;
};

/* One event for one consumer. */
struct item {
    struct item *next;
    struct entry *entry; /* NULL: its parcel was answered without waiting for it */
    int64_t number;
    uint64_t tag;
};

struct item_list {
    struct item *first, **last;
    size_t count;
};

struct parcel {
    struct parcel *next;
    int64_t until_us; /* steady */
    bool bulk;
    size_t open; /* entries that are not settled */
    dapr_answer *answer;
    void *self;
    size_t count;
    struct entry entries[];
};

struct ear {
    struct bus_subscription subscription;
    struct ear *next;
    struct item_list waiting, fetched;
};

struct errand {
    struct errand *next;
    struct bus_request request; /* texts are its own */
    bool taken;
    dapr_answer *answer;
    void *self;
    char texts[];
};

struct desk {
    struct bus_desk desk;
    struct desk *next;
};

/* An idle connection to the sidecar. */
struct line {
    struct line *next;
    struct client *client;
};

struct dapr {
    struct bus bus;
    struct dapr_url url;
    char *prefix, *token; /* token: NULL, none */
    pthread_mutex_t lock; /* over all that follows */
    pthread_cond_t news;  /* for the clock */
    pthread_t clock;
    bool clock_runs, closing;
    bool ending;     /* nothing comes in any more */
    bool subscribed; /* the sidecar knows what is wanted here */
    bool no_bulk;    /* the sidecar has no bulk publishing */
    struct ear *ears;
    struct desk *desks;
    struct parcel *parcels; /* oldest first */
    size_t item_count;
    struct errand *errands; /* oldest first */
    size_t errand_count;
    uint64_t last_tag;
    struct line *lines;
    size_t line_count;
    char app[128]; /* who answers requests; empty: not known yet */
    /* What of the last publish that failed the sidecar has already: numbers. The publishing thread's. */
    int64_t *arrived;
    size_t arrived_count;
    bool away;          /* nobody answered, last time */
    int64_t refused_us; /* steady; when it last refused an event; 0: it took the last one */
    struct bus_health health;
};

static inline struct dapr *dapr_of(struct bus *bus)
{
    return (struct dapr *)bus;
}

/* sidecar.c: one request on a kept connection, with the token. ERR_BUSY when the sidecar is away; any status is a reply. */
struct sidecar_request {
    const char *method, *path;           /* NULL: POST; "/v1.0/…" */
    const char *type;                    /* of the body */
    const struct client_header *headers; /* besides; at most four */
    size_t header_count;
    struct text body;
    int timeout_ms;
};
enum err sidecar_send(struct ctx *c, struct dapr *dapr, const struct sidecar_request *request,
                      struct client_reply *reply) MUST_USE;
/* The "errorCode" of a reply, as far as it can be shown; empty when there is none. */
struct text sidecar_error(struct ctx *c, const struct client_reply *reply);
/* For health. `why` NULL: it does well. */
void sidecar_note(struct dapr *dapr, const char *why);
void sidecar_close(struct dapr *dapr);
/* Looks whether it is there, and whether it knows what is wanted here. Never fails: health tells. */
void sidecar_probe(struct dapr *dapr);
/* This app's id at the sidecar. */
enum err sidecar_app(struct ctx *c, struct dapr *dapr, char *out, size_t size) MUST_USE;

/* publish.c */
enum err dapr_publish(struct ctx *c, struct bus *bus, const struct bus_message *messages,
                      size_t count) MUST_USE;

/* parcels.c: with the lock held. Parcels that are over are taken out into *over, to be answered without it. */
void parcels_expire(struct dapr *dapr, int64_t now_us, struct parcel **over);
void parcels_answer(struct parcel *over);
void ears_free(struct dapr *dapr);
enum err dapr_subscribe(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                        struct bus_subscription **out) MUST_USE;
size_t dapr_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most);
void dapr_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                 enum bus_verdict verdict);
enum err dapr_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out) MUST_USE;

/* requests.c: as parcels.c. */
void errands_expire(struct dapr *dapr, int64_t now_us, struct errand **over);
void errands_answer(struct errand *over);
void desks_free(struct dapr *dapr);
enum err dapr_attend(struct ctx *c, struct bus *bus, const char *address, struct bus_desk **out) MUST_USE;
enum err dapr_take(struct ctx *c, struct bus_desk *desk, struct bus_request *out, bool *found) MUST_USE;
enum err dapr_answer_errand(struct ctx *c, struct bus_desk *desk, const struct bus_request *request,
                            struct text body) MUST_USE;

/* ask.c */
enum err dapr_ask_out(struct ctx *c, struct bus *bus, const struct bus_request *request,
                      struct text *answer) MUST_USE;

/* clock.c: the thread that looks after what waits, and after the sidecar. */
enum err clock_start(struct ctx *c, struct dapr *dapr) MUST_USE;
void clock_stop(struct dapr *dapr);

#endif
