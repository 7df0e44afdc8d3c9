/* 100,000 events from the log of a SQLite store through the outbox, a real Kafka that is killed and stopped, and the relays of two processes that are
 * replaced; messages that come twice and out of order, garbage among them, handlers that fail: each event takes effect once at each consumer.
 *
 *     FLORIN_FAULT_EVENTS=1000000    as many instead of 100,000 */
#include "base/date.h"
#include "base/hash.h"
#include "bus/bus_driver.h"
#include "bus/kafka.h"
#include "events/outbox.h"
#include "events/relay.h"
#include "servers/kafka.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <pthread.h>
#include <stdatomic.h>

enum { EVENTS_USUAL = 100000, PROCESSES = 2, CONSUMERS = 2, STEP_MOST = 400, PATIENCE_S = 600 };

static const char *const all_types[] = {"*", NULL};
static const char *const some_types[] = {"budget.*", NULL};
static const char *const names[CONSUMERS] = {"agent/all", "agent/some"};

struct rig;

/* What one process of Florin has, here in one process with the others: a bus, and a relay in a thread. */
struct process {
    struct rig *rig;
    char name[32];
    struct bus *bus;
    struct relay *relay;
    pthread_t thread;
};

struct effect {
    struct rig *rig;
    const char *name;
    atomic_llong done, failed;
};

struct rig {
    struct ctx c;
    struct kafka_broker *broker;
    struct store *store;
    struct process processes[PROCESSES];
    struct bus *feed; /* the outbox's, and of who says things twice */
    struct bus *noise;
    struct outbox *outbox;
    struct effect effects[CONSUMERS];
    int64_t events, budgets, appended, received;
    int replaced, kills, stops, garbage, doubled;
    uint64_t seed;
};

static uint64_t chance(struct rig *rig)
{
    rig->seed = hash_mix(rig->seed, 1);
    return rig->seed;
}

static void moment(void)
{
    struct timespec some = {0, 2000000};
    nanosleep(&some, NULL);
}

/* -- Effects: a row each, whose key cannot be there twice */

static enum err take_effect(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    static atomic_ullong turns;
    struct effect *effect = self;
    struct store_query *q;
    if (hash_mix(17, atomic_fetch_add(&turns, 1)) % 15000 == 0) {
        atomic_fetch_add(&effect->failed, 1);
        return (fail)(c, ERR_BUSY, "not now");
    }
    TRY(store_query(c, tx, "INSERT INTO effect (consumer, event) VALUES (?1, ?2)", &q));
    store_bind_text(q, 1, text_of(effect->name));
    store_bind_int(q, 2, event->place);
    return store_run(c, q, NULL);
}

static void settled(void *self, const struct relay_event *event, enum relay_outcome outcome, int64_t took_us,
                    const char *why)
{
    struct effect *effect = self;
    (void)event;
    (void)took_us;
    (void)why;
    if (outcome == RELAY_DONE)
        atomic_fetch_add(&effect->done, 1);
}

/* -- Processes */

static void *run_relay(void *self)
{
    struct process *p = self;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    if (relay_run(&c, p->relay, RELAY_STOPPED) != OK)
        die("the relay stopped: %s", c.why);
    arena_free(c.arena);
    return NULL;
}

static struct bus *open_bus(struct rig *rig, const char *process)
{
    struct bus *bus;
    struct bus_options options = {.url = rig->broker->url, .prefix = "faults", .process = process};
    assert_ok(&rig->c, bus_open(&rig->c, &bus_kafka, &options, &bus));
    return bus;
}

static void process_start(struct rig *rig, int which)
{
    struct process *p = &rig->processes[which];
    p->rig = rig;
    snprintf(p->name, sizeof p->name, "process-%d-%d", which, rig->replaced++);
    p->bus = open_bus(rig, p->name);
    struct relay_options options = {.bus = p->bus};
    assert_ok(&rig->c, relay_open(&rig->c, rig->store, &options, &p->relay));
    for (int i = 0; i < CONSUMERS; i++) {
        struct relay_consumer consumer = {.bus = {names[i], i == 0 ? all_types : some_types},
                                          .self = &rig->effects[i],
                                          .handle = take_effect,
                                          .settled = settled};
        assert_ok(&rig->c, relay_add(&rig->c, p->relay, &consumer));
    }
    assert_int_equal(0, pthread_create(&p->thread, NULL, run_relay, p));
}

static void process_end(struct process *p)
{
    struct bus_health health;
    relay_stop(p->relay);
    pthread_join(p->thread, NULL);
    bus_health(p->bus, &health);
    p->rig->received += health.received;
    relay_close(p->relay);
    bus_close(p->bus);
}

/* -- Faults */

/* Something that no Florin wrote. */
static void litter(struct rig *rig)
{
    kafka_write_raw(rig->broker, "faults.finance.transaction.created", NULL, TEXT("litter"));
    rig->garbage++;
}

/* Some of the log once more, and backwards, as if everything had been delivered twice. */
static void double_and_reorder(struct rig *rig)
{
    enum { MOST = 40 };
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct bus_message messages[MOST];
    struct event_row *rows;
    struct store_tx *tx;
    size_t count;
    int64_t from = rig->appended > 200 ? rig->appended - (int64_t)(chance(rig) % 200) : 0;
    assert_ok(&c, store_begin_read(&c, rig->store, &tx));
    assert_ok(&c, event_read(&c, tx, from, MOST, &rows, &count));
    store_rollback(tx);
    for (size_t i = 0; i < count; i++)
        messages[count - 1 - i] =
            (struct bus_message){rows[i].seq, rows[i].household, TEXT("id"), rows[i].type, TEXT("{}")};
    if (bus_publish(&c, rig->noise, messages, count) == OK)
        rig->doubled += (int)count;
    arena_free(c.arena);
}

static void kill_broker(struct rig *rig)
{
    kafka_broker_do(rig->broker, "kill");
    kafka_broker_do(rig->broker, "go");
    rig->kills++;
}

static void stop_broker(struct rig *rig)
{
    kafka_broker_do(rig->broker, "halt");
    kafka_broker_do(rig->broker, "go");
    rig->stops++;
}

/* -- The run */

static void append(struct rig *rig)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, rig->store, &tx));
    for (uint64_t n = 1 + chance(rig) % STEP_MOST; n > 0 && rig->appended < rig->events; n--) {
        bool budget = chance(rig) % 3 == 0;
        struct event_row row = {.household = HOUSEHOLD_FIRST,
                                .type = budget ? TEXT("budget.warning") : TEXT("transaction.created"),
                                .subject = TEXT("test"),
                                .data = TEXT("{}")};
        assert_ok(&c, event_append(&c, tx, &row));
        rig->budgets += budget;
        rig->appended = row.seq;
    }
    assert_ok(&c, store_commit(&c, tx));
    arena_free(c.arena);
    outbox_wake(rig->outbox);
}

/* One in ten steps goes with a fault; the large ones come some times in all. */
static void work_with_faults(struct rig *rig)
{
    bool real = kafka_broker_is_real(rig->broker);
    int64_t kill_at = rig->events / 4, replace_at = rig->events / 7, stop_at = rig->events / 2,
            litter_at = rig->events / 9;
    while (rig->appended < rig->events) {
        append(rig);
        if (chance(rig) % 10 == 0)
            double_and_reorder(rig);
        if (real && rig->appended >= litter_at) {
            litter_at += rig->events / 9;
            litter(rig);
        }
        if (real && rig->appended >= kill_at) {
            kill_at += rig->events / 2;
            kill_broker(rig);
        }
        if (real && rig->appended >= stop_at) {
            stop_at = INT64_MAX;
            stop_broker(rig);
        }
        if (rig->appended >= replace_at) {
            int which = rig->replaced % PROCESSES;
            replace_at += rig->events / 7;
            process_end(&rig->processes[which]);
            process_start(rig, which);
        }
    }
}

static void await_effects(struct rig *rig)
{
    for (int64_t until_us = time_steady_us() + PATIENCE_S * INT64_C(1000000);
         atomic_load(&rig->effects[0].done) < rig->events ||
         atomic_load(&rig->effects[1].done) < rig->budgets;) {
        if (time_steady_us() > until_us)
            fail_msg("%lld of %lld and %lld of %lld events took effect",
                     (long long)atomic_load(&rig->effects[0].done), (long long)rig->events,
                     (long long)atomic_load(&rig->effects[1].done), (long long)rig->budgets);
        moment();
    }
}

static int64_t brought(struct rig *rig)
{
    int64_t all = rig->received;
    for (int i = 0; i < PROCESSES; i++) {
        struct bus_health health;
        bus_health(rig->processes[i].bus, &health);
        all += health.received;
    }
    return all;
}

/* With so many faults the log may have been quicker with all of it. What is appended now is brought as soon as everybody has joined again. */
static void await_carried(struct rig *rig)
{
    for (int64_t until_us = time_steady_us() + PATIENCE_S * INT64_C(1000000); brought(rig) == 0;) {
        if (time_steady_us() > until_us)
            fail_msg("Kafka brought nothing");
        rig->events++;
        append(rig);
        usleep(100000);
    }
    await_effects(rig);
}

static int64_t number(struct rig *rig, const char *sql)
{
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&rig->c, store_begin_read(&rig->c, rig->store, &tx));
    assert_ok(&rig->c, store_query(&rig->c, tx, sql, &q));
    assert_ok(&rig->c, store_next(&rig->c, q, &row));
    int64_t n = row ? store_int(q, 0) : -1;
    store_rollback(tx);
    return n;
}
#define NUMBER(rig, sql) number((rig), "" sql)

static struct rig *rig_new(void)
{
    static const char schema[] =
        "CREATE TABLE effect (consumer TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY "
        "(consumer, event));";
    struct rig *rig = calloc(1, sizeof *rig);
    const char *wish = getenv("FLORIN_FAULT_EVENTS");
    char path[240];
    struct store_tx *tx;
    assert_non_null(rig);
    rig->c = (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
    rig->events = wish == NULL ? EVENTS_USUAL : strtoll(wish, NULL, 10);
    rig->seed = 4711;
    rig->broker = kafka_broker_begin();
    print_message("broker: %s\n", rig->broker->kind);
    snprintf(path, sizeof path, "%s/store", rig->broker->folder);
    assert_ok(&rig->c, store_open(&rig->c, &store_sqlite, path, true, &rig->store));
    assert_ok(&rig->c, migrate_up(&rig->c, rig->store));
    assert_ok(&rig->c, store_begin_bulk(&rig->c, rig->store, &tx));
    assert_ok(&rig->c, store_script(&rig->c, tx, schema));
    assert_ok(&rig->c, store_commit(&rig->c, tx));
    for (int i = 0; i < CONSUMERS; i++)
        rig->effects[i] = (struct effect){.rig = rig, .name = names[i]};
    rig->feed = open_bus(rig, "feed");
    rig->noise = open_bus(rig, "noise");
    struct outbox_options options = {.store = rig->store, .bus = rig->feed};
    assert_ok(&rig->c, outbox_open(&rig->c, &options, &rig->outbox));
    for (int i = 0; i < PROCESSES; i++)
        process_start(rig, i);
    return rig;
}

static void rig_free(struct rig *rig)
{
    outbox_close(rig->outbox);
    bus_close(rig->feed);
    bus_close(rig->noise);
    arena_free(rig->c.arena);
    store_close(rig->store);
    kafka_broker_end(rig->broker);
    free(rig);
}

static void each_event_takes_effect_once(void **state)
{
    (void)state;
    struct rig *rig = rig_new();
    int64_t start_us = time_steady_us();
    work_with_faults(rig);
    await_effects(rig);
    await_carried(rig);
    for (int i = 0; i < PROCESSES; i++)
        process_end(&rig->processes[i]);
    int64_t failed = atomic_load(&rig->effects[0].failed) + atomic_load(&rig->effects[1].failed);
    double s = (double)(time_steady_us() - start_us) / 1e6;
    print_message("%lld events in %.1f s; Kafka brought %lld, was killed %d times and stopped %d; %d said "
                  "again, %d times litter, "
                  "%lld handlers failed, %d processes\n",
                  (long long)rig->events, s, (long long)rig->received, rig->kills, rig->stops, rig->doubled,
                  rig->garbage, (long long)failed, rig->replaced);
    assert_int_equal(rig->events, NUMBER(rig, "SELECT count(*) FROM effect WHERE consumer = 'agent/all'"));
    assert_int_equal(rig->budgets, NUMBER(rig, "SELECT count(*) FROM effect WHERE consumer = 'agent/some'"));
    assert_int_equal(rig->events, atomic_load(&rig->effects[0].done));
    assert_int_equal(rig->budgets, atomic_load(&rig->effects[1].done));
    assert_int_equal(0, NUMBER(rig, "SELECT count(*) FROM dead_letter"));
    /* The faults did happen, and Kafka did carry. */
    bool real = kafka_broker_is_real(rig->broker);
    assert_true(!real || (rig->kills == 2 && rig->stops == 1 && rig->garbage > 5));
    assert_true(rig->doubled > 100 && failed > 0 && rig->replaced > 7);
    assert_true(rig->received > 0);
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_event_takes_effect_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
