/* The bus of one process: the event log is the queue, so there is nothing to carry, and only whoever waits is
 * woken. */
#include "base/date.h"
#include "bus/bus_driver.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct ticket {
    struct bus_subscription subscription;
    struct ticket *older;
};

struct embedded {
    struct bus bus;
    struct ticket *tickets;
    pthread_mutex_t lock;
    pthread_cond_t news;
    bool woken; /* since the last wait ended */
};

static enum err embedded_open(struct ctx *c, const struct bus_log *log, struct bus **out)
{
    (void)c;
    (void)log; /* bus.c keeps it */
    struct embedded *bus = calloc(1, sizeof *bus);
    pthread_condattr_t steady;
    if (bus == NULL || pthread_mutex_init(&bus->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&bus->news, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
    *out = &bus->bus;
    return OK;
}

static void embedded_close(struct bus *base)
{
    struct embedded *bus = (struct embedded *)base;
    while (bus->tickets != NULL) {
        struct ticket *ticket = bus->tickets;
        bus->tickets = ticket->older;
        free(ticket);
    }
    pthread_cond_destroy(&bus->news);
    pthread_mutex_destroy(&bus->lock);
    free(bus);
}

static enum err embedded_subscribe(struct ctx *c, struct bus *base, const struct bus_consumer *consumer,
                                   struct bus_subscription **out)
{
    struct embedded *bus = (struct embedded *)base;
    for (const struct ticket *t = bus->tickets; t != NULL; t = t->older)
        if (strcmp(t->subscription.consumer->name, consumer->name) == 0)
            return fail(c, ERR_CONFLICT, "two consumers are named \"%s\"", consumer->name);
    struct ticket *ticket = calloc(1, sizeof *ticket);
    if (ticket == NULL)
        die("out of memory");
    ticket->older = bus->tickets;
    bus->tickets = ticket;
    *out = &ticket->subscription;
    return OK;
}

static enum err embedded_fetch(struct ctx *c, struct bus_subscription *subscription, int64_t *place,
                               struct bus_event *out, bool *found)
{
    const struct bus_log *log = &subscription->bus->log;
    struct arena_mark mark = arena_mark(c->arena);
    for (;;) {
        TRY(log->after(c, log->self, *place, out, found));
        if (!*found)
            return OK;
        *place = out->place;
        if (bus_type_matches(subscription->consumer->types, out->type))
            return OK;
        arena_rewind(c->arena, mark);
    }
}

static void embedded_wake(struct bus *base)
{
    struct embedded *bus = (struct embedded *)base;
    pthread_mutex_lock(&bus->lock);
    bus->woken = true;
    pthread_cond_signal(&bus->news);
    pthread_mutex_unlock(&bus->lock);
}

static void embedded_wait(struct bus *base, int64_t timeout_us)
{
    struct embedded *bus = (struct embedded *)base;
    int64_t until_us = time_steady_us() + (timeout_us < 0 ? 0 : timeout_us);
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    pthread_mutex_lock(&bus->lock);
    while (!bus->woken && pthread_cond_timedwait(&bus->news, &bus->lock, &until) == 0)
        ;
    bus->woken = false;
    pthread_mutex_unlock(&bus->lock);
}

const struct bus_driver bus_embedded = {
    .name = "embedded",
    .open = embedded_open,
    .close = embedded_close,
    .subscribe = embedded_subscribe,
    .fetch = embedded_fetch,
    .wake = embedded_wake,
    .wait = embedded_wait,
};
