/* florin bench singles: transactions entered one by one from one thread, many to a commit, as the server's lane of writes does it; alone, and
 * beside the agents that react to each. */
#include "app/bench/support/household.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "app/team.h"
#include "base/date.h"
#include "bus/types.h"
#include "finance/desk.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/store_driver.h"

#include <pthread.h>
#include <unistd.h>

enum {
    GROUP_UNITS = 256,
    ROWS_MAX = 10000000,
    SINGLES = 50,
    REST_US = 20000,
    LOOK_REST_US = 500000,
    PATIENCE_S = 600
};

static const char *const options[] = {"rows", "writes", NULL};

struct lane {
    struct store *store;
    struct relay *relay; /* NULL: alone */
    struct desk *desk;
    int64_t rows;  /* that the workload counts to */
    int64_t units; /* entered so far */
    double *times; /* of each group, ms */
};

/* The workload's rows, as somebody would type them today: the payee is known, the category is found. */
static enum err enter(struct ctx *c, struct lane *lane, struct store *store)
{
    struct workload_row row;
    workload_row(lane->rows, (lane->units * 7919) % lane->rows, &row);
    struct txn_new fresh = {.account = text_of(workload_account(row.account)),
                            .id = lane->units % 2 == 0 ? (struct id){{0}} : id_new(c->now_us),
                            .date = row.date,
                            .amount = row.cents,
                            .payee = text_of(row.text)};
    int64_t seq;
    bool again;
    lane->units++;
    return transaction_create_at(c, store, lane->desk, HOUSEHOLD_FIRST, &fresh, &seq, &again);
}

/* Each unit has an arena of its own, as a request has. */
static enum err enter_all(struct ctx *c, struct lane *lane, struct store *store)
{
    enum err e = OK;
    for (int i = 0; e == OK && i < GROUP_UNITS; i++) {
        struct ctx unit = {.arena = arena_new(), .now_us = c->now_us};
        e = enter(&unit, lane, store);
        if (e != OK)
            fail(c, e, "%s", unit.why);
        arena_free(unit.arena);
    }
    return e;
}

static enum err one_group(struct ctx *c, struct lane *lane)
{
    struct store_group *group;
    struct ctx unit = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = store_group_begin(&unit, lane->store, &group);
    if (e == OK)
        e = enter_all(&unit, lane, store_group_store(group));
    if (e == OK)
        e = store_group_commit(&unit, group);
    if (e != OK)
        fail(c, e, "a group failed: %s", unit.why);
    arena_free(unit.arena);
    if (lane->relay != NULL)
        relay_wake(lane->relay);
    return e;
}

static enum err time_groups(struct ctx *c, struct bench *b, const char *name, struct lane *lane,
                            int64_t writes)
{
    int64_t groups = (writes + GROUP_UNITS - 1) / GROUP_UNITS;
    double used = seconds_cpu(), started = seconds_now();
    for (int64_t i = 0; i < groups; i++) {
        double began = seconds_now();
        TRY(one_group(c, lane));
        lane->times[i] = (seconds_now() - began) * 1e3;
    }
    double took = seconds_now() - started;
    bench_section(b, name);
    bench_count(b, "units", groups * GROUP_UNITS);
    bench_number(b, "units_per_s", (double)(groups * GROUP_UNITS) / took);
    bench_number(b, "cpu_per_unit_us", (seconds_cpu() - used) * 1e6 / (double)(groups * GROUP_UNITS));
    bench_number(b, "group_p50_ms", percentile(lane->times, (size_t)groups, 50));
    bench_number(b, "group_p99_ms", percentile(lane->times, (size_t)groups, 99));
    bench_number(b, "group_max_ms", percentile(lane->times, (size_t)groups, 100));
    return OK;
}

/* -- Beside the agents */

static void *relay_thread(void *thing)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = relay_run(&c, thing, RELAY_STOPPED);
    arena_free(c.arena);
    return e == OK ? thing : NULL;
}

static int64_t behind(struct ctx *c, struct relay *relay)
{
    struct relay_place *places = ARENA_ARRAY(c->arena, struct relay_place, RELAY_CONSUMERS_MAX);
    size_t count;
    int64_t most = 0;
    if (relay_places(c, relay, places, &count) != OK)
        return -1;
    for (size_t i = 0; i < count; i++)
        most = places[i].behind > most ? places[i].behind : most;
    return most;
}

/* Until every consumer has seen the newest event. */
static enum err wait_until_seen(struct ctx *c, struct relay *relay, useconds_t look_us)
{
    for (double until = seconds_now() + PATIENCE_S; seconds_now() < until; usleep(look_us)) {
        struct arena_mark mark = arena_mark(c->arena);
        int64_t left = behind(c, relay);
        arena_rewind(c->arena, mark);
        if (left == 0)
            return OK;
    }
    return fail(c, ERR_IO, "the agents did not come to the end of the log");
}

/* An event that agents pass on without a look at the ledger. */
static enum err append_event(struct ctx *c, struct lane *lane)
{
    struct store_tx *tx;
    struct event_row row = {.household = HOUSEHOLD_FIRST,
                            .type = TEXT(EVENT_ALERT_SENT),
                            .subject = TEXT("bench/1"),
                            .data = TEXT("{}")};
    TRY(store_begin(c, lane->store, &tx));
    TRY(event_append(c, tx, &row));
    return store_commit(c, tx);
}

/* One that they look at the ledger for. */
static enum err append_transaction(struct ctx *c, struct lane *lane)
{
    return enter(c, lane, lane->store);
}

/* When nothing else happens: from a commit until the agents have reacted. */
static enum err time_reactions(struct ctx *c, struct bench *b, struct lane *lane, const char *name,
                               enum err (*append)(struct ctx *c, struct lane *lane), useconds_t rest_us)
{
    double times[SINGLES];
    for (int i = 0; i < SINGLES; i++) {
        struct ctx unit = {.arena = arena_new(), .now_us = time_now_us()};
        usleep(rest_us);
        enum err e = append(&unit, lane);
        if (e != OK)
            fail(c, e, "%s", unit.why);
        arena_free(unit.arena);
        TRY(e);
        relay_wake(lane->relay);
        double committed = seconds_now();
        TRY(wait_until_seen(c, lane->relay, 50));
        times[i] = (seconds_now() - committed) * 1e3;
    }
    bench_number(b, arena_printf(c->arena, "%s_p50_ms", name), percentile(times, SINGLES, 50));
    bench_number(b, arena_printf(c->arena, "%s_p99_ms", name), percentile(times, SINGLES, 99));
    return OK;
}

static enum err beside_agents(struct ctx *c, struct bench *b, struct lane *lane, int64_t writes)
{
    struct team *team;
    pthread_t thread;
    TRY(team_open(c, lane->store, (struct relay_options){0}, true, NULL, &team));
    if (pthread_create(&thread, NULL, relay_thread, team->relay) != 0)
        return fail(c, ERR_IO, "no thread could be started");
    lane->relay = team->relay;
    enum err e = wait_until_seen(c, team->relay, REST_US);
    if (e == OK)
        e = time_groups(c, b, "beside_agents", lane, writes);
    double written = seconds_now();
    if (e == OK)
        bench_count(b, "left_behind", behind(c, team->relay));
    if (e == OK)
        e = wait_until_seen(c, team->relay, REST_US);
    if (e == OK)
        bench_number(b, "caught_up_s", seconds_now() - written);
    if (e == OK)
        e = time_reactions(c, b, lane, "reaction", append_event, REST_US);
    if (e == OK)
        e = time_reactions(c, b, lane, "look", append_transaction, LOOK_REST_US);
    relay_stop(team->relay);
    pthread_join(thread, NULL);
    return e;
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
    struct household_files *files = ARENA_NEW(c->arena, struct household_files);
    struct lane lane = {.desk = desk_new(1)};
    struct cost import;
    int64_t writes;
    arena_defer(c->arena, close_desk, lane.desk);
    TRY(invocation_int(c, b->inv, "rows", 1, ROWS_MAX, 100000, &lane.rows));
    TRY(invocation_int(c, b->inv, "writes", 1, ROWS_MAX, 100000, &writes));
    lane.times = ARENA_ARRAY(c->arena, double, writes / GROUP_UNITS + 1);
    TRY(household_write(c, b->folder, lane.rows, "csv", files));
    TRY(household_import(c, files, false, &import));
    unlink(files->file);
    TRY(store_open(c, &store_sqlite, files->data, true, &lane.store));
    arena_defer(c->arena, close_store, lane.store);
    TRY(time_groups(c, b, "alone", &lane, writes));
    return beside_agents(c, b, &lane, writes);
}

const struct benchmark benchmark_singles = {
    .name = "singles",
    .summary =
        "transactions entered one by one, 256 to a commit, on a store that holds --rows; beside the agents",
    .options = options,
    .run = run,
};
