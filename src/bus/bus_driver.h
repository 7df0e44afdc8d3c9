/* What a bus driver provides. Only drivers, bus.c and the wiring include this. One suite, tests/conformance/bus_suite.c, holds every
 * driver to the words of bus.h. */
#ifndef BUS_BUS_DRIVER_H
#define BUS_BUS_DRIVER_H

#include "bus/bus.h"

struct bell; /* bus.c: who waits is woken by it */

struct bus {
    const struct bus_driver *driver;
    struct bell *bell;
    /* The driver's own fields follow: it allocates a struct that begins with this one, zeroed. */
};

struct bus_subscription {
    struct bus *bus;
    const struct bus_consumer *consumer;
};

struct bus_desk {
    struct bus *bus;
    const char *address;
};

/* All functions as the ones of bus.h with the same names. bus.c fills in the fields of struct bus after `open`; the driver those of
 * its subscriptions and desks. A driver starts threads of its own (which call bus_wake) in subscribe, attend, publish and ask, not in open. */
struct bus_driver {
    const char *name;           /* "embedded" */
    const char *const *schemes; /* "redis", "rediss", NULL */
    bool carries;
    enum err (*open)(struct ctx *c, const struct bus_options *options, struct bus **out);
    void (*close)(struct bus *bus); /* its threads have ended, and it is freed */
    enum err (*publish)(struct ctx *c, struct bus *bus, const struct bus_message *messages, size_t count);
    enum err (*subscribe)(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                          struct bus_subscription **out);
    size_t (*fetch)(struct bus_subscription *subscription, struct bus_delivery *out, size_t most);
    void (*settle)(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                   enum bus_verdict verdict);
    enum err (*ask)(struct ctx *c, struct bus *bus, const struct bus_request *request, struct text *answer);
    enum err (*attend)(struct ctx *c, struct bus *bus, const char *address, struct bus_desk **out);
    enum err (*take)(struct ctx *c, struct bus_desk *desk, struct bus_request *out, bool *found);
    enum err (*answer)(struct ctx *c, struct bus_desk *desk, const struct bus_request *request,
                       struct text body);
    void (*health)(struct bus *bus, struct bus_health *out);
    enum err (*depth)(struct ctx *c, struct bus_subscription *subscription, int64_t *out);
};

extern const struct bus_driver bus_embedded;

#endif
