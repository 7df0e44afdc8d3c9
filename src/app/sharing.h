/* What a process has in common with others of the same Florin: the bus, leases, and the outbox that fills the bus. The wiring of
 * bus drivers: the only place that names them. */
#ifndef APP_SHARING_H
#define APP_SHARING_H

#include "app/app.h"
#include "bus/bus.h"
#include "cache/cache.h"
#include "events/lease.h"
#include "events/outbox.h"

struct sharing {
    const char *process; /* unlike every other: "host-1234-5f3a" */
    struct bus *bus;
    struct cache *cache;
    const char
        *epoch; /* what tells this store's counts of changes from those of others, in a cache that many use */
    struct leases *leases; /* NULL: nobody else writes to this store */
    struct outbox *outbox; /* NULL: the bus carries nothing */
};

/* A name for this process that no other has. */
const char *process_name(struct ctx *c);

/* Opens the configured bus and cache, and leases where the store is shared. Closed with c->arena. The outbox is not started. */
enum err sharing_open(struct ctx *c, const struct invocation *inv, struct store *store,
                      struct sharing **out) MUST_USE;
/* Starts the outbox, if the bus carries. `trouble` as in outbox_options. Ends with the arena that sharing_open was given. */
enum err sharing_start(struct ctx *c, struct sharing *sharing, struct store *store,
                       void (*trouble)(void *self, const char *why), void *self) MUST_USE;

/* A bus of its own, for a benchmark: everything on the broker under `prefix`. The caller closes it. */
enum err sharing_open_bus(struct ctx *c, const struct invocation *inv, const char *prefix,
                          const char *process, struct bus **out) MUST_USE;

#endif
