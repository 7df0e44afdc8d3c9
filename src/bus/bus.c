#include "bus/bus_driver.h"

enum err bus_open(struct ctx *c, const struct bus_driver *driver, const struct bus_log *log, struct bus **out)
{
    TRY(driver->open(c, log, out));
    (*out)->driver = driver;
    (*out)->log = *log;
    return OK;
}

void bus_close(struct bus *bus)
{
    if (bus != NULL)
        bus->driver->close(bus);
}

const char *bus_name(const struct bus *bus)
{
    return bus->driver->name;
}

enum err bus_subscribe(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                       struct bus_subscription **out)
{
    TRY(bus->driver->subscribe(c, bus, consumer, out));
    (*out)->bus = bus;
    (*out)->consumer = consumer;
    return OK;
}

enum err bus_fetch(struct ctx *c, struct bus_subscription *subscription, int64_t *place,
                   struct bus_event *out, bool *found)
{
    return subscription->bus->driver->fetch(c, subscription, place, out, found);
}

void bus_wake(struct bus *bus)
{
    bus->driver->wake(bus);
}

void bus_wait(struct bus *bus, int64_t timeout_us)
{
    bus->driver->wait(bus, timeout_us);
}

bool bus_type_matches(const char *const *types, struct text type)
{
    for (; *types != NULL; types++) {
        struct text pattern = text_of(*types);
        if (text_equal(pattern, type))
            return true;
        if (pattern.len > 0 && pattern.at[pattern.len - 1] == '*') {
            pattern.len--;
            if (text_starts(type, pattern))
                return true;
        }
    }
    return false;
}
