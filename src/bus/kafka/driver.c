#include "bus/kafka.h"
#include "bus/kafka/name.h"
#include "bus/kafka/reader.h"

#include <stdlib.h>

/* Texts from outside that become settings of librdkafka. */
static enum err read_options(struct ctx *c, const struct bus_options *options, struct kafka *bus)
{
    struct ctx own = {.arena = bus->arena};
    enum err e = kafka_url_read(&own, options->url == NULL ? "" : options->url, &bus->url);
    if (e != OK)
        return fail(c, e, "%s", own.why);
    if (options->prefix != NULL && !kafka_prefix_fits(options->prefix))
        return fail(c, ERR_USAGE, "kafka: a prefix has 1 to %d letters, digits, '.', '_' and '-'",
                    KAFKA_PREFIX_MAX);
    bus->prefix = arena_printf(bus->arena, "%s", options->prefix == NULL ? "florin" : options->prefix);
    bus->process = arena_printf(bus->arena, "%s", options->process == NULL ? "florin" : options->process);
    return OK;
}

static void release(struct kafka *bus)
{
    text_map_free(&bus->topics);
    pthread_rwlock_destroy(&bus->producer_lock);
    pthread_mutex_destroy(&bus->asking_lock);
    pthread_mutex_destroy(&bus->lock);
    arena_free(bus->arena);
    free(bus);
}

static enum err kafka_open(struct ctx *c, const struct bus_options *options, struct bus **out)
{
    struct kafka *bus = calloc(1, sizeof *bus);
    if (bus == NULL || pthread_mutex_init(&bus->lock, NULL) != 0 ||
        pthread_mutex_init(&bus->asking_lock, NULL) != 0 ||
        pthread_rwlock_init(&bus->producer_lock, NULL) != 0)
        die("out of memory");
    bus->arena = arena_new_wiped();
    bus->well = true; /* nothing was asked of it */
    enum err e = read_options(c, options, bus);
    if (e != OK)
        release(bus);
    else
        *out = &bus->bus;
    return e;
}

/* Readers leave their groups while dead messages can still be written; they go when nobody tells them of those any more. */
static void kafka_close(struct bus *base)
{
    struct kafka *bus = kafka_of(base);
    kafka_asking_stop(bus);
    for (struct kafka_reader *r = bus->readers; r != NULL; r = r->next)
        kafka_reader_stop(r);
    kafka_producer_end(bus);
    while (bus->readers != NULL) {
        struct kafka_reader *r = bus->readers;
        bus->readers = r->next;
        r->how->release(r);
    }
    kafka_asking_free(bus);
    release(bus);
}

static void kafka_health(struct bus *base, struct bus_health *out)
{
    struct kafka *bus = kafka_of(base);
    *out = (struct bus_health){.published = atomic_load(&bus->published),
                               .received = atomic_load(&bus->received),
                               .settled = atomic_load(&bus->settled),
                               .dead = atomic_load(&bus->dead)};
    pthread_mutex_lock(&bus->lock);
    out->well = bus->well;
    out->reconnects = bus->reconnects;
    memcpy(out->why, bus->why, sizeof out->why);
    pthread_mutex_unlock(&bus->lock);
}

static const char *const schemes[] = {"kafka", NULL};

const struct bus_driver bus_kafka = {
    .name = "kafka",
    .schemes = schemes,
    .carries = true,
    .open = kafka_open,
    .close = kafka_close,
    .publish = kafka_publish,
    .subscribe = kafka_subscribe,
    .fetch = kafka_fetch,
    .settle = kafka_settle,
    .ask = kafka_ask,
    .attend = kafka_attend,
    .take = kafka_take,
    .answer = kafka_answer,
    .health = kafka_health,
    .depth = kafka_depth,
};
