/* florin bench agents: payments that arrive at a rate, among them a stolen card's: how long until one is locked, and people are alerted. */
#include "app/app.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "app/team.h"
#include "base/date.h"
#include "base/hash.h"
#include "finance/accounts.h"
#include "finance/desk.h"
#include "finance/security/watch.h"
#include "finance/transactions.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/entity/total.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <pthread.h>
#include <unistd.h>

enum {
    RATE_MAX = 100000,
    SECONDS_MAX = 600,
    HISTORY = 5000,
    ODD_EVERY = 100,
    PATIENCE_S = 120,
    GROUP_MOST = 64
};
#define SECOND_US INT64_C(1000000)

static const char *const options[] = {"rate", "seconds", NULL};

struct lane {
    struct store *store;
    struct relay *relay;
    struct desk *desk;
    int64_t rate, count, number;
    date today;
    double enter_s;
};

/* A household pays some eighty payees, small sums mostly. */
static enum err enter(struct ctx *c, struct lane *lane, struct store *store, date day, bool odd)
{
    uint64_t r = hash_mix(17, (uint64_t)++lane->number);
    int64_t seq;
    bool again;
    const char *payee = odd ? arena_printf(c->arena, "Outlet %lld Elektronik", (long long)lane->number)
                            : arena_printf(c->arena, "Shop %d", (int)(r % 80));
    struct txn_new fresh = {.account = TEXT("Card"),
                            .date = day,
                            .amount =
                                odd ? -400000 - (int64_t)(r % 90000) : -(int64_t)(200 + (r >> 8) % 9000),
                            .payee = text_of(payee),
                            .category = TEXT("Expenses:Everything")};
    return transaction_create_at(c, store, lane->desk, HOUSEHOLD_FIRST, &fresh, &seq, &again);
}

static enum err enter_group(struct ctx *c, struct lane *lane, int64_t count, bool history)
{
    struct store_group *group;
    TRY(store_group_begin(c, lane->store, &group));
    for (int64_t i = 0; i < count; i++) {
        struct ctx unit = {.arena = arena_new(), .now_us = time_now_us()};
        date day = history ? lane->today - 3 - (date)(lane->number % 360) : lane->today;
        enum err e = enter(&unit, lane, store_group_store(group), day,
                           !history && (lane->number + 1) % ODD_EVERY == 0);
        if (e != OK)
            fail(c, e, "%s", unit.why);
        arena_free(unit.arena);
        TRY(e);
    }
    return store_group_commit(c, group);
}

static enum err open_account(struct ctx *c, struct lane *lane)
{
    struct store_tx *tx;
    struct account_row row = {.id = id_new(c->now_us),
                              .household = HOUSEHOLD_FIRST,
                              .kind = ACCOUNT_ASSET,
                              .name = TEXT("Card"),
                              .currency = CURRENCY_EUR};
    TRY(store_begin(c, lane->store, &tx));
    TRY(account_insert(c, tx, &row));
    return store_commit(c, tx);
}

static void *relay_thread(void *thing)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = relay_run(&c, thing, RELAY_STOPPED);
    arena_free(c.arena);
    return e == OK ? thing : NULL;
}

static enum err wait_until_seen(struct ctx *c, struct relay *relay)
{
    for (double until = seconds_now() + PATIENCE_S; seconds_now() < until; usleep(5000)) {
        struct arena_mark mark = arena_mark(c->arena);
        struct relay_place *places = ARENA_ARRAY(c->arena, struct relay_place, RELAY_CONSUMERS_MAX);
        size_t count;
        int64_t most = 0;
        TRY(relay_places(c, relay, places, &count));
        for (size_t i = 0; i < count; i++)
            most = places[i].behind > most ? places[i].behind : most;
        arena_rewind(c->arena, mark);
        if (most == 0)
            return OK;
    }
    return fail(c, ERR_IO, "the agents did not come to the end of the log");
}

/* What is due by now, a few to a commit, as the server's lane of writes does it. */
static enum err keep_rate(struct ctx *c, struct lane *lane)
{
    double started = seconds_now();
    for (int64_t done = 0; done < lane->count;) {
        int64_t due = (int64_t)((seconds_now() - started) * (double)lane->rate) + 1 - done;
        int64_t count = due > GROUP_MOST ? GROUP_MOST : due > lane->count - done ? lane->count - done : due;
        if (count <= 0) {
            usleep(200);
            continue;
        }
        struct ctx unit = {.arena = arena_new(), .now_us = time_now_us()};
        enum err e = enter_group(&unit, lane, count, false);
        if (e != OK)
            fail(c, e, "%s", unit.why);
        arena_free(unit.arena);
        TRY(e);
        relay_wake(lane->relay);
        done += count;
    }
    lane->enter_s = seconds_now() - started;
    return OK;
}

/* Scoring by itself: the same payments through the agent's eyes alone. */
static enum err time_scoring(struct ctx *c, struct bench *b, struct lane *lane)
{
    struct watch *watch = watch_new();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    int64_t last, first, scored = 0;
    size_t from = 0;
    TRY(store_begin_read(c, lane->store, &tx));
    TRY(store_query(c, tx, "SELECT max(seq) FROM txn", &q));
    TRY(store_next(c, q, &row));
    last = store_int(q, 0);
    store_reset(q);
    first = last > 2000 ? last - 2000 : 1;
    double *times = ARENA_ARRAY(c->arena, double, last - first + 1);
    for (int64_t seq = first; seq <= last; seq++) {
        struct arena_mark mark = arena_mark(c->arena);
        struct watch_looked looked;
        struct watch_arrival arrival = {seq, seq, c->now_us, lane->today};
        double began = seconds_now();
        TRY(watch_look(c, tx, watch, HOUSEHOLD_FIRST, &arrival, &looked));
        times[from++] = (seconds_now() - began) * 1e6;
        scored += looked.scored;
        arena_rewind(c->arena, mark);
    }
    store_rollback(tx);
    watch_free(watch);
    bench_section(b, "scoring");
    bench_count(b, "scored", scored);
    bench_number(b, "past_made_ms", times[0] / 1e3);
    bench_number(b, "p50_us", percentile(times + 1, from - 1, 50));
    bench_number(b, "p99_us", percentile(times + 1, from - 1, 99));
    bench_goal(b, "scoring_p99_us", percentile(times + 1, from - 1, 99), 1000);
    return OK;
}

/* From the transaction's event to the lock, and to the alert in the store: as their rows tell. */
static enum err tell_latency(struct ctx *c, struct bench *b, const struct lane *lane, double drained_s)
{
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    double *locks = ARENA_ARRAY(c->arena, double, lane->count + 1),
           *alerts = ARENA_ARRAY(c->arena, double, lane->count + 1);
    size_t count = 0;
    TRY(store_begin_read(c, lane->store, &tx));
    TRY(store_query(
        c, tx,
        "SELECT e.time_us, v.created_us, n.created_us FROM verification v JOIN event e ON e.txn_first = "
        "v.txn AND e.type = 'transaction.created' JOIN event h ON h.type = 'security.payment.held' AND "
        "h.time_us = v.created_us JOIN notification n ON n.event = h.seq AND n.channel = 'inapp' AND "
        "n.topic = h.subject WHERE h.data LIKE '%' || v.payee || '%'",
        &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || count > (size_t)lane->count)
            break;
        locks[count] = (double)(store_int(q, 1) - store_int(q, 0)) / 1e3;
        alerts[count++] = (double)(store_int(q, 2) - store_int(q, 0)) / 1e3;
    }
    store_rollback(tx);
    if (count == 0)
        return fail(c, ERR_CORRUPT, "nothing was held: the chain is broken");
    bench_section(b, "chain");
    bench_count(b, "rate_per_s", lane->rate);
    bench_count(b, "transactions", lane->count);
    bench_number(b, "entered_per_s", (double)lane->count / lane->enter_s);
    bench_number(b, "reacted_per_s", (double)lane->count / drained_s);
    bench_count(b, "held", (int64_t)count);
    bench_count(b, "expected", lane->count / ODD_EVERY);
    bench_number(b, "lock_p50_ms", percentile(locks, count, 50));
    bench_number(b, "lock_p99_ms", percentile(locks, count, 99));
    bench_number(b, "alert_p50_ms", percentile(alerts, count, 50));
    bench_number(b, "alert_p99_ms", percentile(alerts, count, 99));
    bench_goal(b, "alert_p99_ms", percentile(alerts, count, 99), 100);
    return OK;
}

static enum err run_chain(struct ctx *c, struct bench *b, struct lane *lane)
{
    struct team *team;
    pthread_t thread;
    TRY(team_open(c, lane->store, (struct relay_options){0}, true, NULL, &team));
    if (pthread_create(&thread, NULL, relay_thread, team->relay) != 0)
        return fail(c, ERR_IO, "no thread could be started");
    lane->relay = team->relay;
    enum err e = wait_until_seen(c, team->relay);
    if (e == OK)
        e = enter_group(c, lane, 1, false); /* the past is made */
    relay_wake(team->relay);
    if (e == OK)
        e = wait_until_seen(c, team->relay);
    double started = seconds_now();
    if (e == OK)
        e = keep_rate(c, lane);
    if (e == OK)
        e = wait_until_seen(c, team->relay);
    double drained_s = seconds_now() - started;
    relay_stop(team->relay);
    pthread_join(thread, NULL);
    return e == OK ? tell_latency(c, b, lane, drained_s) : e;
}

static void close_store(void *thing)
{
    store_close(thing);
}

static void close_desk(void *thing)
{
    desk_free(thing);
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct lane lane = {.desk = desk_new(1), .today = time_date(time_now_us())};
    int64_t seconds;
    arena_defer(c->arena, close_desk, lane.desk);
    TRY(invocation_int(c, b->inv, "rate", 1, RATE_MAX, 1000, &lane.rate));
    TRY(invocation_int(c, b->inv, "seconds", 1, SECONDS_MAX, 10, &seconds));
    lane.count = lane.rate * seconds;
    TRY(store_open(c, &store_sqlite, arena_printf(c->arena, "%s/data", b->folder), true, &lane.store));
    arena_defer(c->arena, close_store, lane.store);
    TRY(migrate_up(c, lane.store));
    TRY(open_account(c, &lane));
    for (int64_t i = 0; i < HISTORY; i += GROUP_MOST)
        TRY(enter_group(c, &lane, GROUP_MOST, true));
    TRY(run_chain(c, b, &lane));
    return time_scoring(c, b, &lane);
}

const struct benchmark benchmark_agents = {
    .name = "agents",
    .summary = "payments at --rate a second for --seconds, a stolen card's among them: until they are locked "
               "and people are "
               "alerted; scoring by itself",
    .options = options,
    .run = run,
};
