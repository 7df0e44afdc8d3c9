/* florin bench bus: from the outbox over the configured bus to a consumer, each effect once: a backlog drained, and how late an effect is at a
 * steady rate. On a store of its own, under names of its own on the broker. */
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "app/sharing.h"
#include "events/relay.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum {
    APPENDED_AT_ONCE = 1000,
    EVENTS_MAX = 10000000,
    RATE = 5000,
    TICK_MS = 10,
    STEADY_S = 5,
    PATIENCE_S = 120
};

static const char *const options[] = {"events", NULL};

/* What takes effect: a row counts up, the lightest of effects. `settled` hears of it when it is committed. */
struct rig {
    struct store *store;
    struct bus *bus;
    struct relay *relay;
    struct outbox *outbox;
    const char *names; /* what everything on the broker begins with */
    pthread_t thread;
    bool runs;
    atomic_llong done;
    double *lags_ms; /* of each event from `lags_from` on; NULL: not measured */
    int64_t lags_from;
    atomic_llong lag_count;
};

static enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    int64_t first;
    (void)self;
    (void)event;
    return counter_take(c, tx, "insight", 1, &first);
}

static void settled(void *self, const struct relay_event *event, enum relay_outcome outcome, int64_t took_us,
                    const char *why)
{
    struct rig *rig = self;
    (void)took_us;
    (void)why;
    if (outcome != RELAY_DONE)
        return;
    if (rig->lags_ms != NULL && event->place > rig->lags_from)
        rig->lags_ms[atomic_fetch_add(&rig->lag_count, 1)] = (double)(time_now_us() - event->time_us) / 1e3;
    atomic_fetch_add(&rig->done, 1);
}

static void *run_relay(void *thing)
{
    struct rig *rig = thing;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    if (relay_run(&c, rig->relay, RELAY_STOPPED) != OK)
        fprintf(stderr, "florin: the relay stopped: %s\n", c.why);
    arena_free(c.arena);
    return NULL;
}

static void close_rig(void *thing)
{
    struct rig *rig = thing;
    if (rig->runs) {
        relay_stop(rig->relay);
        pthread_join(rig->thread, NULL);
    }
    outbox_close(rig->outbox);
    relay_close(rig->relay);
    bus_close(rig->bus);
    store_close(rig->store);
    free(rig->lags_ms);
}

static enum err open_rig(struct ctx *c, const struct bench *b, struct rig *rig)
{
    static const char *const types[] = {"bench.*", NULL};
    struct relay_consumer consumer = {
        .bus = {"bench", types}, .self = rig, .handle = handle, .settled = settled};
    const char *process = process_name(c);
    TRY(store_open(c, &store_sqlite, arena_printf(c->arena, "%s/data", b->folder), true, &rig->store));
    TRY(migrate_up(c, rig->store));
    rig->names = arena_printf(c->arena, "bench-%s", process);
    TRY(sharing_open_bus(c, b->inv, rig->names, process, &rig->bus));
    /* Only what the bus brings counts: the log is looked at when this is long over. */
    struct relay_options how = {.bus = rig->bus, .grace_us = INT64_C(3600) * 1000000};
    TRY(relay_open(c, rig->store, &how, &rig->relay));
    return relay_add(c, rig->relay, &consumer);
}

static enum err start(struct ctx *c, struct rig *rig)
{
    struct outbox_options options_of_outbox = {.store = rig->store, .bus = rig->bus};
    if (bus_carries(rig->bus))
        TRY(outbox_open(c, &options_of_outbox, &rig->outbox));
    rig->runs = pthread_create(&rig->thread, NULL, run_relay, rig) == 0;
    return rig->runs ? OK : fail(c, ERR_IO, "no thread could be started");
}

/* -- Events */

static enum err append(struct ctx *c, struct rig *rig, int64_t count)
{
    struct store_tx *tx;
    struct ctx unit = {.arena = c->arena, .now_us = time_now_us()};
    struct arena_mark mark = arena_mark(c->arena);
    TRY(store_begin(&unit, rig->store, &tx));
    for (int64_t i = 0; i < count; i++) {
        struct event_row row = {.household = HOUSEHOLD_FIRST,
                                .type = TEXT("bench.tick"),
                                .subject = TEXT("bench/1"),
                                .data = TEXT("{\"account\":\"4711020301\",\"amount\":\"-12.50\"}")};
        TRY(event_append(&unit, tx, &row));
    }
    TRY(store_commit(&unit, tx));
    arena_rewind(c->arena, mark);
    outbox_wake(rig->outbox);
    relay_wake(rig->relay);
    return OK;
}

static enum err await(struct ctx *c, struct rig *rig, int64_t events)
{
    const struct timespec moment = {0, 1000000};
    double until = seconds_now() + PATIENCE_S;
    struct bus_health health;
    while (atomic_load(&rig->done) < events && seconds_now() < until)
        nanosleep(&moment, NULL);
    bus_health(rig->bus, &health);
    int64_t done = atomic_load(&rig->done);
    /* The log made good what a broker that is away did not bring: quick, and no measure of it. */
    if (bus_carries(rig->bus) && !health.well)
        return fail(c, ERR_BUSY, "the bus does not answer, so there is nothing to measure: %s", health.why);
    if (done == events)
        return OK;
    return fail(c, ERR_IO, "of %lld events %lld took effect%s%s", (long long)events, (long long)done,
                health.well ? "" : ": ", health.why);
}

static enum err time_backlog(struct ctx *c, struct bench *b, struct rig *rig, int64_t events)
{
    double started = seconds_now();
    for (int64_t done = 0; done < events; done += APPENDED_AT_ONCE)
        TRY(append(c, rig, events - done < APPENDED_AT_ONCE ? events - done : APPENDED_AT_ONCE));
    double appended = seconds_now(), used = seconds_cpu();
    TRY(start(c, rig));
    TRY(await(c, rig, events));
    double drained = seconds_now() - appended;
    bench_section(b, "backlog");
    bench_words(b, "bus", bus_name(rig->bus));
    if (bus_carries(rig->bus))
        bench_words(b, "left_on_the_broker", rig->names);
    bench_count(b, "events", events);
    bench_number(b, "append_per_s", (double)events / (appended - started));
    bench_number(b, "drain_s", drained);
    bench_number(b, "drain_cpu_s", seconds_cpu() - used);
    bench_number(b, "drain_per_s", (double)events / drained);
    return OK;
}

/* From the start of the unit that appends to the commit of the effect. */
static enum err time_steady(struct ctx *c, struct bench *b, struct rig *rig)
{
    const int ticks = STEADY_S * 1000 / TICK_MS, each = RATE * TICK_MS / 1000;
    int64_t before = atomic_load(&rig->done), events = (int64_t)ticks * each;
    rig->lags_ms = calloc((size_t)events, sizeof *rig->lags_ms);
    if (rig->lags_ms == NULL)
        return fail(c, ERR_MEMORY, "no memory for the times");
    double started = seconds_now();
    for (int i = 0; i < ticks; i++) {
        double early = started + i * TICK_MS / 1e3 - seconds_now();
        struct timespec rest = {0, (long)(early * 1e9)};
        if (early > 0)
            nanosleep(&rest, NULL);
        TRY(append(c, rig, each));
    }
    double appended = seconds_now() - started;
    TRY(await(c, rig, before + events));
    size_t count = (size_t)atomic_load(&rig->lag_count);
    bench_section(b, "steady");
    bench_count(b, "events", events);
    bench_number(b, "append_per_s", (double)events / appended);
    bench_number(b, "lag_p50_ms", percentile(rig->lags_ms, count, 50));
    bench_goal(b, "lag_p99_ms", percentile(rig->lags_ms, count, 99), 100);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct rig *rig = ARENA_NEW(c->arena, struct rig);
    int64_t events;
    TRY(invocation_int(c, b->inv, "events", 1, EVENTS_MAX, 100000, &events));
    rig->lags_from = events;
    arena_defer(c->arena, close_rig, rig);
    TRY(open_rig(c, b, rig));
    TRY(time_backlog(c, b, rig, events));
    return time_steady(c, b, rig);
}

const struct benchmark benchmark_bus = {
    .name = "bus",
    .summary = "a backlog of 100,000 events over the configured bus to a consumer; lag at 5,000 a second",
    .options = options,
    .run = run,
};
