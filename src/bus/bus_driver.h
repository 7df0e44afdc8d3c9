/* What a bus driver provides. Only drivers, bus.c and the wiring include this. */
#ifndef BUS_BUS_DRIVER_H
#define BUS_BUS_DRIVER_H

#include "bus/bus.h"

struct bus {
    const struct bus_driver *driver;
    struct bus_log log;
    /* The driver's own fields follow: it allocates a struct that begins with this one. */
};

struct bus_subscription {
    struct bus *bus;
    const struct bus_consumer *consumer;
};

/* All functions as the ones of bus.h with the same names. bus.c fills in the fields above. */
struct bus_driver {
    const char *name; /* "embedded" */
    enum err (*open)(struct ctx *c, const struct bus_log *log, struct bus **out);
    void (*close)(struct bus *bus);
    enum err (*subscribe)(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                          struct bus_subscription **out);
    enum err (*fetch)(struct ctx *c, struct bus_subscription *subscription, int64_t *place,
                      struct bus_event *out, bool *found);
    void (*wake)(struct bus *bus);
    void (*wait)(struct bus *bus, int64_t timeout_us);
};

extern const struct bus_driver bus_embedded;

#endif
