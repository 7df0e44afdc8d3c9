/* florin bench store: durable units of work a second, from several threads at once. Writers that wait
 * together are committed together, so throughput grows with the threads while every single one waits for its
 * own fsync. */
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "base/date.h"
#include "finance/transactions.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const options[] = {"writes", NULL};
static const int thread_counts[] = {1, 8, 32};

typedef enum err unit_of_work(struct ctx *c, struct store *store, int64_t number);

/* What the threads of one run share. */
struct work {
    struct store *store;
    unit_of_work *unit;
    int64_t units;
    atomic_llong next;
    double *times; /* of each unit, ms */
};

struct worker {
    pthread_t thread;
    struct work *work;
    enum err result;
    char why[320];
};

/* The least that can be kept: one row changes. */
static enum err change_row(struct ctx *c, struct store *store, int64_t number)
{
    struct store_tx *tx;
    int64_t first;
    (void)number;
    TRY(store_begin(c, store, &tx));
    TRY(counter_take(c, tx, "insight", 1, &first));
    return store_commit(c, tx);
}

/* A transaction as the API enters it: account, category and payee found, lines, sums, event. */
static enum err create_transaction(struct ctx *c, struct store *store, int64_t number)
{
    struct txn_new fresh = {.account = TEXT("Assets:Bench"),
                            .date = (date)(20000 + number % 365),
                            .amount = -(number % 9000) - 100,
                            .payee = text_of(arena_printf(c->arena, "Shop %lld", (long long)number % 400)),
                            .category = TEXT("Expenses:Groceries")};
    int64_t seq;
    bool again;
    return transaction_create(c, store, HOUSEHOLD_FIRST, &fresh, &seq, &again);
}

static void *work_thread(void *thing)
{
    struct worker *w = thing;
    struct work *work = w->work;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    int64_t number;
    while (w->result == OK && (number = atomic_fetch_add(&work->next, 1)) < work->units) {
        struct arena_mark mark = arena_mark(c.arena);
        double started = seconds_now();
        w->result = work->unit(&c, work->store, number);
        work->times[number] = (seconds_now() - started) * 1e3;
        arena_rewind(c.arena, mark);
    }
    memcpy(w->why, c.why, sizeof w->why);
    arena_free(c.arena);
    return NULL;
}

static enum err run_threads(struct ctx *c, struct work *work, int threads)
{
    struct worker *workers = ARENA_ARRAY(c->arena, struct worker, threads);
    enum err e = OK;
    for (int i = 0; i < threads; i++) {
        workers[i].work = work;
        if (pthread_create(&workers[i].thread, NULL, work_thread, &workers[i]) != 0)
            die("no thread could be started");
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(workers[i].thread, NULL);
        if (e == OK && workers[i].result != OK)
            e = fail(c, workers[i].result, "%s", workers[i].why);
    }
    return e;
}

static enum err time_units(struct ctx *c, struct bench *b, const char *name, struct work *work, int threads)
{
    struct store_counts before = store_counts(work->store);
    work->next = 0;
    double started = seconds_now();
    TRY(run_threads(c, work, threads));
    double took = seconds_now() - started;
    uint64_t commits = store_counts(work->store).commits - before.commits;
    bench_section(b, arena_printf(c->arena, "%s_%d_threads", name, threads));
    bench_count(b, "units", work->units);
    bench_number(b, "units_per_s", (double)work->units / took);
    bench_number(b, "commits_per_s", (double)commits / took);
    bench_number(b, "units_a_commit", commits == 0 ? 0 : (double)work->units / (double)commits);
    bench_number(b, "p50_ms", percentile(work->times, (size_t)work->units, 50));
    bench_number(b, "p99_ms", percentile(work->times, (size_t)work->units, 99));
    return OK;
}

static void close_store(void *thing)
{
    store_close(thing);
}

static enum err open_household(struct ctx *c, struct bench *b, struct store **out)
{
    struct account_row account = {.household = HOUSEHOLD_FIRST,
                                  .kind = ACCOUNT_ASSET,
                                  .name = TEXT("Assets:Bench"),
                                  .created_us = c->now_us};
    struct store_tx *tx;
    if (!currency_from_code(TEXT("EUR"), &account.currency))
        return fail(c, ERR_CORRUPT, "EUR is no currency any more");
    TRY(store_open(c, &store_sqlite, arena_printf(c->arena, "%s/data", b->folder), true, out));
    arena_defer(c->arena, close_store, *out);
    TRY(migrate_up(c, *out));
    TRY(store_begin(c, *out, &tx));
    TRY(account_insert(c, tx, &account));
    return store_commit(c, tx);
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct work work = {.units = 0};
    TRY(invocation_int(c, b->inv, "writes", 1, 10000000, 5000, &work.units));
    work.times = ARENA_ARRAY(c->arena, double, work.units);
    TRY(open_household(c, b, &work.store));
    for (size_t i = 0; i < sizeof thread_counts / sizeof *thread_counts; i++) {
        work.unit = change_row;
        TRY(time_units(c, b, "row", &work, thread_counts[i]));
        work.unit = create_transaction;
        TRY(time_units(c, b, "transaction", &work, thread_counts[i]));
    }
    return OK;
}

const struct benchmark benchmark_store = {
    .name = "store",
    .summary = "durable units of work a second from 1, 8 and 32 threads, group commit",
    .options = options,
    .run = run,
};
