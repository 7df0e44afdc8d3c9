#include "base/date.h"
#include "bus/redis/inner.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { PREFIX_MAX = 200, ENTRY_BYTES = 120 /* around a body, about */, EXCHANGE_BYTES = 4 << 20 };
#define PUBLISH_US INT64_C(10000000)
/* How long a failure to publish counts when nobody tries again: another process may fill the bus now. */
#define PUBLISHER_US INT64_C(5000000)

/* -- Small things */

char *redis_copy(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        die("out of memory");
    return copy;
}

char *redis_join(const char *first, const char *second, const char *third)
{
    struct buf out = {0};
    buf_z(&out, first);
    buf_z(&out, second);
    buf_z(&out, third);
    return out.at;
}

struct ctx redis_unit(void)
{
    return (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
}

bool redis_is_stopping(struct redis_bus *bus)
{
    pthread_mutex_lock(&bus->lock);
    bool stopping = bus->stopping;
    pthread_mutex_unlock(&bus->lock);
    return stopping;
}

bool redis_await_news(struct redis_bus *bus, int64_t until_us)
{
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    return pthread_cond_timedwait(&bus->news, &bus->lock, &until) == 0;
}

/* -- Workers */

void worker_init(struct redis_bus *bus, struct worker *worker, int stop_fd)
{
    worker->bus = bus;
    worker->link = redis_link_new(bus->place, stop_fd);
    pthread_mutex_lock(&bus->lock);
    worker->next = bus->workers;
    bus->workers = worker;
    pthread_mutex_unlock(&bus->lock);
}

void worker_start(struct worker *worker, void *(*run)(void *self), void *self)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(&worker->thread, NULL, run, self) != 0)
        die("no thread could be started");
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void worker_note(struct worker *worker, enum err e, const char *why)
{
    struct redis_bus *bus = worker->bus;
    pthread_mutex_lock(&bus->lock);
    if (e == OK && !worker->well && worker->was_well)
        bus->counts.reconnects++;
    worker->well = e == OK;
    worker->was_well = worker->was_well || worker->well;
    if (e != OK) {
        snprintf(worker->why, sizeof worker->why, "%.*s", (int)sizeof worker->why - 1, why);
        worker->failed_us = time_steady_us();
    }
    worker->tried = true;
    pthread_cond_broadcast(&bus->news);
    pthread_mutex_unlock(&bus->lock);
}

void worker_rest(struct worker *worker, int failures)
{
    struct redis_bus *bus = worker->bus;
    int64_t until_us = time_steady_us() + redis_backoff_us(failures);
    pthread_mutex_lock(&bus->lock);
    while (!bus->stopping && time_steady_us() < until_us)
        redis_await_news(bus, until_us);
    pthread_mutex_unlock(&bus->lock);
}

enum err worker_open(struct ctx *c, struct worker *worker)
{
    worker->fresh = false;
    if (redis_link_is_open(worker->link))
        return OK;
    enum err e = redis_link_open(c, worker->link, REDIS_CONNECT_US);
    worker->fresh = e == OK;
    worker->failures = e == OK ? 0 : worker->failures + 1;
    if (e == OK)
        return OK;
    if (e != ERR_CANCELLED)
        worker_note(worker, e, c->why);
    return e;
}

/* -- Opening and closing */

static enum err check_options(struct ctx *c, const struct bus_options *options)
{
    struct text prefix = text_of(options->prefix);
    if (options->prefix != NULL && (!key_is_plain(prefix) || prefix.len > PREFIX_MAX))
        return fail(c, ERR_USAGE, "what names on the bus begin with is 1 to %d letters without blanks",
                    PREFIX_MAX);
    return OK;
}

static void init_lock(struct redis_bus *bus)
{
    pthread_condattr_t steady;
    if (pthread_mutex_init(&bus->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&bus->news, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
}

static enum err redis_open(struct ctx *c, const struct bus_options *options, struct bus **out)
{
    struct redis_place *place;
    char unique[ID_TEXT_MAX];
    TRY(check_options(c, options));
    TRY(redis_place_new(c, options->url, &place));
    struct redis_bus *bus = calloc(1, sizeof *bus);
    if (bus == NULL)
        die("out of memory");
    init_lock(bus);
    id_format(id_new(c->now_us), unique);
    bus->place = place;
    bus->prefix = redis_copy(options->prefix == NULL ? "florin" : options->prefix);
    bus->process = redis_copy(options->process == NULL ? unique : options->process);
    bus->stream = redis_join(bus->prefix, ":events", "");
    bus->dead_stream = redis_join(bus->prefix, ":dead", "");
    bus->inbox = redis_join(bus->prefix, ":answers:", unique);
    bus->events_most = place->events > 0 ? place->events : EVENTS_DEFAULT;
    bus->bytes_most = place->bytes > 0 ? place->bytes : BYTES_DEFAULT;
    bus->claim_us = (place->claim_ms > 0 ? place->claim_ms : CLAIM_MS_DEFAULT) * 1000;
    bus->message_bytes = 500;
    bus->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    bus->clerk_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (bus->stop_fd < 0 || bus->clerk_fd < 0)
        die("no descriptor is left for the bus");
    bus->jobs_end = &bus->jobs;
    bus->again_end = &bus->again;
    worker_init(bus, &bus->publisher, -1);
    *out = &bus->bus;
    return OK;
}

/* Who receives ends first, so that the clerk knows what was not settled. */
static void end_threads(struct redis_bus *bus)
{
    static const uint64_t one = 1;
    pthread_mutex_lock(&bus->lock);
    bus->stopping = true;
    if (write(bus->stop_fd, &one, sizeof one) != sizeof one)
        die("an eventfd cannot be written");
    pthread_cond_broadcast(&bus->news);
    pthread_mutex_unlock(&bus->lock);
    for (struct ticket *t = bus->tickets; t != NULL; t = t->next)
        pthread_join(t->worker.thread, NULL);
    for (struct desk *d = bus->desks; d != NULL; d = redis_desk_next(d))
        pthread_join(redis_desk_worker(d)->thread, NULL);
    if (bus->inbox_runs)
        pthread_join(bus->inbox_worker.thread, NULL);
    pthread_mutex_lock(&bus->lock);
    bus->leaving = true;
    pthread_mutex_unlock(&bus->lock);
    clerk_wake(bus);
    if (bus->clerk_runs)
        pthread_join(bus->clerk.thread, NULL);
}

static void redis_close(struct bus *base)
{
    struct redis_bus *bus = redis_bus_of(base);
    end_threads(bus);
    while (bus->tickets != NULL) {
        struct ticket *ticket = bus->tickets;
        bus->tickets = ticket->next;
        ticket_free(ticket);
    }
    while (bus->desks != NULL) {
        struct desk *desk = bus->desks;
        bus->desks = redis_desk_next(desk);
        redis_desk_free(desk);
    }
    redis_link_free(bus->publisher.link);
    redis_link_free(bus->clerk.link);
    redis_link_free(bus->inbox_worker.link);
    close(bus->stop_fd);
    close(bus->clerk_fd);
    pthread_cond_destroy(&bus->news);
    pthread_mutex_destroy(&bus->lock);
    free(bus->prefix);
    free(bus->process);
    free(bus->stream);
    free(bus->dead_stream);
    free(bus->inbox);
    redis_place_free(bus->place);
    free(bus);
}

/* -- Publishing */

/* How many events the stream keeps: as many as were asked for, or as find room. */
static int64_t events_kept(const struct redis_bus *bus)
{
    int64_t fit = bus->bytes_most / bus->message_bytes;
    fit = fit < bus->events_most ? fit : bus->events_most;
    return fit < 1000 ? 1000 : fit;
}

static void say_message(struct redis_bus *bus, const struct bus_message *m)
{
    struct redis_link *link = bus->publisher.link;
    int64_t bytes = (int64_t)(m->body.len + m->id.len + m->type.len) + ENTRY_BYTES;
    bus->message_bytes += (bytes - bus->message_bytes) / 64;
    redis_command(link, 16);
    redis_word_z(link, "XADD");
    redis_word_z(link, bus->stream);
    redis_word_z(link, "MAXLEN");
    redis_word_z(link, "~");
    redis_word_int(link, events_kept(bus));
    redis_word_z(link, "*");
    redis_word_z(link, "number");
    redis_word_int(link, m->number);
    redis_word_z(link, "household");
    redis_word_int(link, m->household);
    redis_word_z(link, "id");
    redis_word(link, m->id);
    redis_word_z(link, "type");
    redis_word(link, m->type);
    redis_word_z(link, "body");
    redis_word(link, m->body);
}

static enum err publish_some(struct ctx *c, struct redis_bus *bus, int64_t until_us)
{
    const struct redis_value **replies;
    struct redis_link *link = bus->publisher.link;
    size_t count = redis_waiting(link);
    TRY(redis_exchange(c, link, until_us - time_steady_us(), &replies));
    for (size_t i = 0; i < count; i++)
        TRY(redis_refusal(c, link, replies[i]));
    return OK;
}

static enum err publish_all(struct ctx *c, struct redis_bus *bus, const struct bus_message *messages,
                            size_t count, int64_t until_us)
{
    struct redis_link *link = bus->publisher.link;
    TRY(redis_link_open(c, link, REDIS_CONNECT_US));
    for (size_t i = 0; i < count; i++) {
        say_message(bus, &messages[i]);
        if (i + 1 == count || redis_waiting_bytes(link) >= EXCHANGE_BYTES)
            TRY(publish_some(c, bus, until_us));
    }
    return OK;
}

static enum err redis_publish(struct ctx *c, struct bus *base, const struct bus_message *messages,
                              size_t count)
{
    struct redis_bus *bus = redis_bus_of(base);
    struct ctx unit = redis_unit();
    int64_t until_us = time_steady_us() + PUBLISH_US;
    bool was_open = redis_link_is_open(bus->publisher.link);
    enum err e = publish_all(&unit, bus, messages, count, until_us);
    /* A connection that was idle may have ended unnoticed, by a restart. */
    if (e != OK && was_open && !redis_link_is_open(bus->publisher.link) &&
        time_steady_us() < until_us - PUBLISH_US / 2)
        e = publish_all(&unit, bus, messages, count, until_us);
    worker_note(&bus->publisher, e, unit.why);
    if (e != OK)
        e = fail(c, e, "%s", unit.why);
    arena_free(unit.arena);
    pthread_mutex_lock(&bus->lock);
    bus->counts.published += e == OK ? (int64_t)count : 0;
    clerk_start(bus);
    pthread_mutex_unlock(&bus->lock);
    return e;
}

/* -- How it does */

static bool counts_as_ill(const struct redis_bus *bus, const struct worker *worker)
{
    bool stale =
        worker == &bus->publisher && bus->clerk.well && time_steady_us() - worker->failed_us > PUBLISHER_US;
    return worker->tried && !worker->well && !stale;
}

static void redis_health(struct bus *base, struct bus_health *out)
{
    struct redis_bus *bus = redis_bus_of(base);
    pthread_mutex_lock(&bus->lock);
    *out = bus->counts;
    out->well = true;
    for (const struct worker *w = bus->workers; w != NULL; w = w->next) {
        if (!counts_as_ill(bus, w))
            continue;
        out->well = false;
        snprintf(out->why, sizeof out->why, "%s", w->why);
    }
    pthread_mutex_unlock(&bus->lock);
}

static const char *const schemes[] = {"redis", "rediss", "redis+unix", NULL};

const struct bus_driver bus_redis = {
    .name = "redis",
    .schemes = schemes,
    .carries = true,
    .open = redis_open,
    .close = redis_close,
    .publish = redis_publish,
    .subscribe = redis_subscribe,
    .fetch = redis_fetch,
    .settle = redis_settle,
    .ask = redis_ask,
    .attend = redis_attend,
    .take = redis_take,
    .answer = redis_answer,
    .health = redis_health,
    .depth = redis_depth,
};
