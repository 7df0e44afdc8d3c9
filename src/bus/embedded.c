/* The bus of one process, in memory. Consumers read the event log itself, so it carries no events for them: what is published goes to those who
 * subscribed here, and is gone with the process. */
#include "base/date.h"
#include "bus/bus_driver.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { QUEUE_MAX = 1 << 16, REQUESTS_MAX = 1024 };

struct ticket {
    struct bus_subscription subscription;
    struct ticket *next;
    struct bus_delivery *queue; /* a ring of QUEUE_MAX */
    size_t first, count;
    size_t fetched; /* and not settled */
};

/* A request on its way: the asker's, who waits and frees it. */
struct errand {
    struct bus_request request;
    struct errand *next;
    bool taken, answered;
    struct buf answer;
};

struct desk {
    struct bus_desk desk;
    struct desk *next;
};

struct embedded {
    struct bus bus;
    pthread_mutex_t lock; /* over all that follows */
    pthread_cond_t answers;
    struct ticket *tickets;
    struct desk *desks;
    struct errand *errands; /* oldest first */
    size_t errand_count;
    uint64_t last_tag;
    int64_t published, received, settled, dead;
};

static struct embedded *embedded_of(struct bus *bus)
{
    return (struct embedded *)bus;
}

static enum err embedded_open(struct ctx *c, const struct bus_options *options, struct bus **out)
{
    struct embedded *bus = calloc(1, sizeof *bus);
    pthread_condattr_t steady;
    (void)c;
    (void)options;
    if (bus == NULL || pthread_mutex_init(&bus->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&bus->answers, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
    *out = &bus->bus;
    return OK;
}

static void embedded_close(struct bus *base)
{
    struct embedded *bus = embedded_of(base);
    while (bus->tickets != NULL) {
        struct ticket *ticket = bus->tickets;
        bus->tickets = ticket->next;
        free(ticket->queue);
        free(ticket);
    }
    while (bus->desks != NULL) {
        struct desk *desk = bus->desks;
        bus->desks = desk->next;
        free(desk);
    }
    pthread_cond_destroy(&bus->answers);
    pthread_mutex_destroy(&bus->lock);
    free(bus);
}

/* -- Events */

static enum err embedded_subscribe(struct ctx *c, struct bus *base, const struct bus_consumer *consumer,
                                   struct bus_subscription **out)
{
    struct embedded *bus = embedded_of(base);
    for (const struct ticket *t = bus->tickets; t != NULL; t = t->next)
        if (strcmp(t->subscription.consumer->name, consumer->name) == 0)
            return fail(c, ERR_CONFLICT, "two consumers are named \"%s\"", consumer->name);
    struct ticket *ticket = calloc(1, sizeof *ticket);
    if (ticket == NULL || (ticket->queue = calloc(QUEUE_MAX, sizeof *ticket->queue)) == NULL)
        die("out of memory");
    ticket->subscription = (struct bus_subscription){base, consumer};
    pthread_mutex_lock(&bus->lock);
    ticket->next = bus->tickets;
    bus->tickets = ticket;
    pthread_mutex_unlock(&bus->lock);
    *out = &ticket->subscription;
    return OK;
}

/* What finds no room is lost: the log has it. */
static void enqueue(struct embedded *bus, struct ticket *ticket, int64_t number)
{
    if (ticket->count == QUEUE_MAX)
        return;
    ticket->queue[(ticket->first + ticket->count++) % QUEUE_MAX] =
        (struct bus_delivery){.number = number, .tag = ++bus->last_tag};
    bus->received++;
}

static enum err embedded_publish(struct ctx *c, struct bus *base, const struct bus_message *messages,
                                 size_t count)
{
    struct embedded *bus = embedded_of(base);
    (void)c;
    pthread_mutex_lock(&bus->lock);
    for (size_t i = 0; i < count; i++)
        for (struct ticket *t = bus->tickets; t != NULL; t = t->next)
            if (bus_type_matches(t->subscription.consumer->types, messages[i].type))
                enqueue(bus, t, messages[i].number);
    bus->published += (int64_t)count;
    pthread_mutex_unlock(&bus->lock);
    bus_wake(base);
    return OK;
}

static size_t embedded_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most)
{
    struct embedded *bus = embedded_of(subscription->bus);
    struct ticket *ticket = (struct ticket *)subscription;
    pthread_mutex_lock(&bus->lock);
    size_t count = ticket->count < most ? ticket->count : most;
    for (size_t i = 0; i < count; i++)
        out[i] = ticket->queue[(ticket->first + i) % QUEUE_MAX];
    ticket->first = (ticket->first + count) % QUEUE_MAX;
    ticket->count -= count;
    ticket->fetched += count;
    pthread_mutex_unlock(&bus->lock);
    return count;
}

static void embedded_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries,
                            size_t count, enum bus_verdict verdict)
{
    struct embedded *bus = embedded_of(subscription->bus);
    struct ticket *ticket = (struct ticket *)subscription;
    pthread_mutex_lock(&bus->lock);
    ticket->fetched -= count;
    for (size_t i = 0; i < count && verdict == BUS_AGAIN; i++)
        enqueue(bus, ticket, deliveries[i].number);
    bus->dead += verdict == BUS_DROP ? (int64_t)count : 0;
    bus->settled += verdict == BUS_AGAIN ? 0 : (int64_t)count;
    pthread_mutex_unlock(&bus->lock);
}

/* -- Requests */

static enum err embedded_attend(struct ctx *c, struct bus *base, const char *address, struct bus_desk **out)
{
    struct embedded *bus = embedded_of(base);
    struct desk *desk = calloc(1, sizeof *desk);
    (void)c;
    if (desk == NULL)
        die("out of memory");
    desk->desk = (struct bus_desk){base, address};
    pthread_mutex_lock(&bus->lock);
    desk->next = bus->desks;
    bus->desks = desk;
    pthread_mutex_unlock(&bus->lock);
    *out = &desk->desk;
    return OK;
}

static void await_answer(struct embedded *bus, const struct errand *errand)
{
    int64_t left_us = errand->request.deadline_us - time_now_us();
    int64_t until_us = time_steady_us() + (left_us < 0 ? 0 : left_us);
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    while (!errand->answered && pthread_cond_timedwait(&bus->answers, &bus->lock, &until) == 0)
        ;
}

static void unlink_errand(struct embedded *bus, const struct errand *errand)
{
    struct errand **link = &bus->errands;
    while (*link != errand)
        link = &(*link)->next;
    *link = errand->next;
    bus->errand_count--;
}

static enum err embedded_ask(struct ctx *c, struct bus *base, const struct bus_request *request,
                             struct text *answer)
{
    struct embedded *bus = embedded_of(base);
    struct errand errand = {.request = *request};
    pthread_mutex_lock(&bus->lock);
    bool full = bus->errand_count == REQUESTS_MAX;
    if (!full) {
        struct errand **link = &bus->errands;
        while (*link != NULL)
            link = &(*link)->next;
        *link = &errand;
        bus->errand_count++;
        errand.request.tag = ++bus->last_tag;
        bus_wake(base);
        await_answer(bus, &errand);
        unlink_errand(bus, &errand);
    }
    pthread_mutex_unlock(&bus->lock);
    if (errand.answered)
        *answer = text_copy(c->arena, buf_view(&errand.answer));
    buf_free(&errand.answer);
    c->retriable = !errand.answered;
    return errand.answered ? OK
           : full          ? fail(c, ERR_BUSY, "more than %d requests wait", REQUESTS_MAX)
                           : fail(c, ERR_BUSY, "%.*s did not answer in time", TEXT_ARGS(request->address));
}

static enum err embedded_take(struct ctx *c, struct bus_desk *desk, struct bus_request *out, bool *found)
{
    struct embedded *bus = embedded_of(desk->bus);
    struct errand *best = NULL;
    int64_t now_us = time_now_us();
    pthread_mutex_lock(&bus->lock);
    for (struct errand *e = bus->errands; e != NULL; e = e->next)
        if (!e->taken && e->request.deadline_us > now_us && text_is(e->request.address, desk->address) &&
            (best == NULL || e->request.priority < best->request.priority))
            best = e;
    *found = best != NULL;
    if (best != NULL) {
        best->taken = true;
        *out = best->request;
        out->address = text_of(desk->address);
        out->body = text_copy(c->arena, best->request.body);
    }
    pthread_mutex_unlock(&bus->lock);
    return OK;
}

/* An asker whose deadline passed is gone, and so is its errand. */
static enum err embedded_answer(struct ctx *c, struct bus_desk *desk, const struct bus_request *request,
                                struct text body)
{
    struct embedded *bus = embedded_of(desk->bus);
    (void)c;
    pthread_mutex_lock(&bus->lock);
    for (struct errand *e = bus->errands; e != NULL; e = e->next) {
        if (e->request.tag != request->tag || e->answered)
            continue;
        buf_text(&e->answer, body);
        e->answered = true;
    }
    pthread_cond_broadcast(&bus->answers);
    pthread_mutex_unlock(&bus->lock);
    return OK;
}

/* -- How it does */

static void embedded_health(struct bus *base, struct bus_health *out)
{
    struct embedded *bus = embedded_of(base);
    pthread_mutex_lock(&bus->lock);
    *out = (struct bus_health){.well = true,
                               .published = bus->published,
                               .received = bus->received,
                               .settled = bus->settled,
                               .dead = bus->dead};
    pthread_mutex_unlock(&bus->lock);
}

static enum err embedded_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out)
{
    struct embedded *bus = embedded_of(subscription->bus);
    const struct ticket *ticket = (const struct ticket *)subscription;
    (void)c;
    pthread_mutex_lock(&bus->lock);
    *out = (int64_t)(ticket->count + ticket->fetched);
    pthread_mutex_unlock(&bus->lock);
    return OK;
}

static const char *const schemes[] = {"embedded", NULL};

const struct bus_driver bus_embedded = {
    .name = "embedded",
    .schemes = schemes,
    .carries = false,
    .open = embedded_open,
    .close = embedded_close,
    .publish = embedded_publish,
    .subscribe = embedded_subscribe,
    .fetch = embedded_fetch,
    .settle = embedded_settle,
    .ask = embedded_ask,
    .attend = embedded_attend,
    .take = embedded_take,
    .answer = embedded_answer,
    .health = embedded_health,
    .depth = embedded_depth,
};
