/* The port by which events travel to their consumers. A consumer subscribes with a name and patterns of
 * types, and fetches in order, at least once. Effects become "exactly once" in events/relay.c, which keeps
 * each consumer's place in the transaction of the effect; a bus therefore keeps no state that may not be
 * lost.
 *
 * The embedded bus has no queue of its own: consumers fetch from the event log itself. A bus that carries
 * events between processes reads the same log, puts what it finds on the wire, and gives it out again on the
 * other side. */
#ifndef BUS_BUS_H
#define BUS_BUS_H

#include "base/id.h"

struct bus;
struct bus_driver;
struct bus_subscription;

/* One event as it travels. Texts live in the arena of the unit of work that fetched it. */
struct bus_event {
    int64_t place;  /* in the consumer's queue: it only grows. The embedded bus uses the log's numbers */
    bool followed;  /* another event of its household stands behind it already (the relay's to set) */
    void *prepared; /* what the consumer's `prepare` gave; NULL when it was not asked (the relay's to set) */
    struct id id;   /* of the log's row: what it causes names it */
    struct text wire_id; /* of the CloudEvent: what an inbox knows it by */
    int64_t household;
    struct text type, subject;
    int64_t time_us;
    struct id correlation, causation;
    int64_t txn_first,
        txn_last;     /* a batch: one event for each transaction of this range; first 0: one event */
    struct text data; /* JSON */
};

/* Where a bus finds what there is to deliver. */
struct bus_log {
    void *self;
    /* The first event behind `place`. */
    enum err (*after)(struct ctx *c, void *self, int64_t place, struct bus_event *out, bool *found);
};

struct bus_consumer {
    const char *name;         /* stable: its place is kept under this name */
    const char *const *types; /* patterns, ended by NULL: "budget.warning", "budget.*", "*" */
};

/* `log` is copied; what it points to outlives the bus. */
enum err bus_open(struct ctx *c, const struct bus_driver *driver, const struct bus_log *log,
                  struct bus **out) MUST_USE;
/* Ends its subscriptions as well. NULL is allowed. */
void bus_close(struct bus *bus);
const char *bus_name(const struct bus *bus);

/* `consumer` outlives the bus. */
enum err bus_subscribe(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                       struct bus_subscription **out) MUST_USE;
/* The next event behind *place that the consumer wants. *place moves to it, or to the last event there is
 * when none is found. Fetching behind a place also says that everything up to it took effect: a bus with a
 * wire acknowledges that far. One thread fetches. */
enum err bus_fetch(struct ctx *c, struct bus_subscription *subscription, int64_t *place,
                   struct bus_event *out, bool *found) MUST_USE;

/* Something was committed to the log, or the one who waits has to look at something else. From any thread. */
void bus_wake(struct bus *bus);
/* Waits until woken, or until `timeout_us` have passed. A wake that came since the last wait ended counts. */
void bus_wait(struct bus *bus, int64_t timeout_us);

/* Does one of the patterns name this type? A '*' at a pattern's end stands for anything, also for nothing. */
bool bus_type_matches(const char *const *types, struct text type);

#endif
