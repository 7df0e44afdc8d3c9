/* florin bench events: from the outbox to a consumer, each effect once, on the embedded bus. */
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "bus/bus_driver.h"
#include "events/relay.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "store/store_driver.h"

enum { SINGLES = 500, APPENDED_AT_ONCE = 1000, ROWS_MAX = 10000000 };

static const char *const options[] = {"rows", NULL};

/* Counts, and keeps a row as the lightest of effects. */
struct counter {
    int64_t handled;
};

static enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    struct counter *counter = self;
    int64_t first;
    (void)event;
    counter->handled++;
    return counter_take(c, tx, "insight", 1, &first);
}

static enum err append(struct ctx *c, struct store *store, int64_t count)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    for (int64_t i = 0; i < count; i++) {
        struct event_row row = {.household = HOUSEHOLD_FIRST,
                                .type = TEXT("bench.tick"),
                                .subject = TEXT("bench/1"),
                                .data = TEXT("{\"account\":\"4711020301\",\"amount\":\"-12.50\"}")};
        TRY(event_append(c, tx, &row));
    }
    return store_commit(c, tx);
}

static enum err append_backlog(struct ctx *c, struct store *store, int64_t events)
{
    for (int64_t done = 0; done < events; done += APPENDED_AT_ONCE) {
        struct arena_mark mark = arena_mark(c->arena);
        int64_t rest = events - done;
        TRY(append(c, store, rest < APPENDED_AT_ONCE ? rest : APPENDED_AT_ONCE));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

static enum err expect(struct ctx *c, const struct counter *counter, int64_t events)
{
    if (counter->handled == events)
        return OK;
    return fail(c, ERR_CORRUPT, "of %lld events %lld took effect", (long long)events,
                (long long)counter->handled);
}

static enum err time_backlog(struct ctx *c, struct bench *b, struct store *store, struct relay *relay,
                             int64_t events, struct counter *counter)
{
    double started = seconds_now();
    TRY(append_backlog(c, store, events));
    double appended = seconds_now(), used = seconds_cpu();
    TRY(relay_run(c, relay, RELAY_DRAINED));
    double drained = seconds_now() - appended;
    TRY(expect(c, counter, events));
    bench_section(b, "backlog");
    bench_count(b, "events", events);
    bench_number(b, "append_per_s", (double)events / (appended - started));
    bench_number(b, "drain_s", drained);
    bench_number(b, "drain_cpu_s", seconds_cpu() - used);
    bench_number(b, "drain_per_s", (double)events / drained);
    return OK;
}

/* One event at a time: committed, delivered, its effect committed. Two fsyncs. */
static enum err time_singles(struct ctx *c, struct bench *b, struct store *store, struct relay *relay,
                             struct counter *counter)
{
    double times[SINGLES];
    int64_t before = counter->handled;
    for (int i = 0; i < SINGLES; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        double started = seconds_now();
        TRY(append(c, store, 1));
        TRY(relay_run(c, relay, RELAY_DRAINED));
        times[i] = (seconds_now() - started) * 1e3;
        arena_rewind(c->arena, mark);
    }
    TRY(expect(c, counter, before + SINGLES));
    bench_section(b, "singles");
    bench_count(b, "events", SINGLES);
    bench_number(b, "p50_ms", percentile(times, SINGLES, 50));
    bench_number(b, "p99_ms", percentile(times, SINGLES, 99));
    return OK;
}

static void close_store(void *thing)
{
    store_close(thing);
}

static void close_bus(void *thing)
{
    bus_close(thing);
}

static void close_relay(void *thing)
{
    relay_close(thing);
}

static enum err run(struct ctx *c, struct bench *b)
{
    static const char *const types[] = {"bench.*", NULL};
    struct counter *counter = ARENA_NEW(c->arena, struct counter);
    struct relay_consumer consumer = {.bus = {"bench", types}, .self = counter, .handle = handle};
    struct relay_options how = {0};
    struct store *store;
    struct relay *relay;
    int64_t events;
    TRY(invocation_int(c, b->inv, "rows", 1, ROWS_MAX, 100000, &events));
    TRY(store_open(c, &store_sqlite, arena_printf(c->arena, "%s/data", b->folder), true, &store));
    arena_defer(c->arena, close_store, store);
    TRY(migrate_up(c, store));
    TRY(bus_open(c, &bus_embedded, &(struct bus_options){0}, &how.bus));
    arena_defer(c->arena, close_bus, how.bus);
    TRY(relay_open(c, store, &how, &relay));
    arena_defer(c->arena, close_relay, relay);
    TRY(relay_add(c, relay, &consumer));
    TRY(time_backlog(c, b, store, relay, events, counter));
    return time_singles(c, b, store, relay, counter);
}

const struct benchmark benchmark_events = {
    .name = "events",
    .summary = "a backlog of 100,000 events drained; single events from commit to effect",
    .options = options,
    .run = run,
};
