#include "base/date.h"
#include "base/limits.h"
#include "bus/bus_driver.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* A consumer's name and types, copied: who subscribed may end before the bus, whose threads go on until it is closed. */
struct copy {
    struct copy *next;
    struct bus_consumer consumer;
    const char *types[BUS_TYPES_MAX + 1];
};

struct bell {
    pthread_mutex_t lock;
    pthread_cond_t news;
    bool woken; /* since the last wait ended */
    struct copy *copies;
};

/* -- Waking */

static struct bell *bell_new(void)
{
    struct bell *bell = calloc(1, sizeof *bell);
    pthread_condattr_t steady;
    if (bell == NULL || pthread_mutex_init(&bell->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&bell->news, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
    return bell;
}

static void copy_free(struct copy *copy)
{
    for (const char **type = copy->types; *type != NULL; type++)
        free((char *)*type);
    free((char *)copy->consumer.name);
    free(copy);
}

static void bell_free(struct bell *bell)
{
    for (struct copy *copy = bell->copies, *next; copy != NULL; copy = next) {
        next = copy->next;
        copy_free(copy);
    }
    pthread_cond_destroy(&bell->news);
    pthread_mutex_destroy(&bell->lock);
    free(bell);
}

void bus_wake(struct bus *bus)
{
    pthread_mutex_lock(&bus->bell->lock);
    bus->bell->woken = true;
    pthread_cond_signal(&bus->bell->news);
    pthread_mutex_unlock(&bus->bell->lock);
}

void bus_wait(struct bus *bus, int64_t timeout_us)
{
    struct bell *bell = bus->bell;
    int64_t until_us = time_steady_us() + (timeout_us < 0 ? 0 : timeout_us);
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    pthread_mutex_lock(&bell->lock);
    while (!bell->woken && pthread_cond_timedwait(&bell->news, &bell->lock, &until) == 0)
        ;
    bell->woken = false;
    pthread_mutex_unlock(&bell->lock);
}

/* -- Handed on */

enum err bus_open(struct ctx *c, const struct bus_driver *driver, const struct bus_options *options,
                  struct bus **out)
{
    TRY(driver->open(c, options, out));
    (*out)->driver = driver;
    (*out)->bell = bell_new();
    return OK;
}

void bus_close(struct bus *bus)
{
    if (bus == NULL)
        return;
    struct bell *bell = bus->bell;
    bus->driver->close(bus);
    bell_free(bell);
}

const char *bus_name(const struct bus *bus)
{
    return bus->driver->name;
}

bool bus_carries(const struct bus *bus)
{
    return bus->driver->carries;
}

enum err bus_publish(struct ctx *c, struct bus *bus, const struct bus_message *messages, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (messages[i].body.len > BUS_MESSAGE_MAX)
            return fail(c, ERR_LIMIT, "event %lld is larger than %d bytes", (long long)messages[i].number,
                        BUS_MESSAGE_MAX);
    return count == 0 ? OK : bus->driver->publish(c, bus, messages, count);
}

static const char *copy_of(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        die("out of memory");
    return copy;
}

enum err bus_subscribe(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                       struct bus_subscription **out)
{
    size_t count = 0;
    while (consumer->types[count] != NULL)
        count++;
    if (count > BUS_TYPES_MAX)
        return fail(c, ERR_LIMIT, "%s wants more than %d types of events", consumer->name, BUS_TYPES_MAX);
    struct copy *copy = calloc(1, sizeof *copy);
    if (copy == NULL)
        die("out of memory");
    copy->consumer = (struct bus_consumer){copy_of(consumer->name), copy->types};
    for (size_t i = 0; i < count; i++)
        copy->types[i] = copy_of(consumer->types[i]);
    copy->next = bus->bell->copies;
    bus->bell->copies = copy;
    return bus->driver->subscribe(c, bus, &copy->consumer, out);
}

size_t bus_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most)
{
    return subscription->bus->driver->fetch(subscription, out, most);
}

void bus_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                enum bus_verdict verdict)
{
    if (count > 0)
        subscription->bus->driver->settle(subscription, deliveries, count, verdict);
}

enum err bus_ask(struct ctx *c, struct bus *bus, const struct bus_request *request, struct text *answer)
{
    if (request->body.len > BUS_REQUEST_MAX)
        return fail(c, ERR_LIMIT, "a request is larger than %d bytes", BUS_REQUEST_MAX);
    if (request->priority < 0 || request->priority >= BUS_PRIORITIES)
        return fail(c, ERR_INPUT, "a request's priority is 0 to %d", BUS_PRIORITIES - 1);
    return bus->driver->ask(c, bus, request, answer);
}

enum err bus_attend(struct ctx *c, struct bus *bus, const char *address, struct bus_desk **out)
{
    return bus->driver->attend(c, bus, address, out);
}

enum err bus_take(struct ctx *c, struct bus_desk *desk, struct bus_request *out, bool *found)
{
    return desk->bus->driver->take(c, desk, out, found);
}

enum err bus_answer(struct ctx *c, struct bus_desk *desk, const struct bus_request *request, struct text body)
{
    if (body.len > BUS_REQUEST_MAX)
        return fail(c, ERR_LIMIT, "an answer is larger than %d bytes", BUS_REQUEST_MAX);
    return desk->bus->driver->answer(c, desk, request, body);
}

void bus_health(struct bus *bus, struct bus_health *out)
{
    bus->driver->health(bus, out);
}

enum err bus_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out)
{
    return subscription->bus->driver->depth(c, subscription, out);
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
