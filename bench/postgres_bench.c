/* Times entering transactions on PostgreSQL, as the server does it: units of the real use case, many in one group of one thread; and one by
 * one from many threads. bench/postgres/run puts pgbench beside it, with the same rows in a script written by hand.
 *
 *     postgres_bench URL [UNITS-A-GROUP [SECONDS]]          the database must be empty or made by this */
#include "finance/desk.h"
#include "finance/transactions.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { THREADS = 32 };

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void check(struct ctx *c, enum err e)
{
    if (e != OK)
        die("%s: %s", err_name(e), c->why);
}

static struct ctx begin(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (struct ctx){.arena = arena_new(), .now_us = now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000};
}

/* One of 1,000 days, 20 payees: the same as bench/postgres/create.sql. */
static void enter(struct store *store, struct desk *desk, int64_t n)
{
    static const char *const payees[] = {"Rewe", "Bakery", "Shell", "Pharmacy", "Cinema"};
    struct ctx c = begin();
    c.household = HOUSEHOLD_FIRST; /* as a request's unit is, behind its household's walls */
    struct txn_new fresh = {.account = TEXT("Giro"),
                            .date = 20000 + (int32_t)(n % 30),
                            .amount = -100 - n % 9000,
                            .payee = text_of(payees[n % 5]),
                            .category = TEXT("Expenses:Food")};
    int64_t seq;
    bool again;
    check(&c, transaction_create_at(&c, store, desk, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    arena_free(c.arena);
}

static void groups(struct store *store, int units, double seconds)
{
    struct desk *desk = desk_new(64);
    double start = now_s(), end;
    int64_t n = 0;
    do {
        struct ctx c = begin();
        struct store_group *group;
        check(&c, store_group_begin(&c, store, &group));
        for (int i = 0; i < units; i++)
            enter(store_group_store(group), desk, n++);
        check(&c, store_group_commit(&c, group));
        arena_free(c.arena);
        end = now_s();
    } while (end < start + seconds);
    printf("%8.0f transactions/s, groups of %d\n", (double)n / (end - start), units);
    desk_free(desk);
}

struct worker {
    struct store *store;
    int64_t n;
    double until;
};

static void *work(void *arg)
{
    struct worker *w = arg;
    struct desk *desk = desk_new(64);
    for (; now_s() < w->until; w->n++)
        enter(w->store, desk, w->n);
    desk_free(desk);
    return NULL;
}

static void singles(struct store *store, int count, double seconds)
{
    pthread_t threads[THREADS];
    struct worker workers[THREADS];
    int64_t n = 0;
    struct store_counts before = store_counts(store);
    for (int i = 0; i < count; i++) {
        workers[i] = (struct worker){.store = store, .until = now_s() + seconds};
        if (pthread_create(&threads[i], NULL, work, &workers[i]) != 0)
            die("no thread");
    }
    for (int i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        n += workers[i].n;
    }
    struct store_counts after = store_counts(store);
    printf("%8.0f transactions/s, %d threads, %.1f units a commit\n", (double)n / seconds, count,
           (double)(after.units - before.units) / (double)(after.commits - before.commits));
}

static void prepare(struct store *store)
{
    struct ctx c = begin();
    struct store_tx *tx;
    struct account_row giro = {.household = HOUSEHOLD_FIRST, .name = TEXT("Giro"), .currency = CURRENCY_EUR},
                       known;
    check(&c, migrate_up(&c, store));
    check(&c, store_begin(&c, store, &tx));
    giro.kind = ACCOUNT_ASSET;
    if (account_by_name(&c, tx, HOUSEHOLD_FIRST, giro.name, &known) == ERR_NOT_FOUND)
        check(&c, account_insert(&c, tx, &giro));
    check(&c, store_commit(&c, tx));
    arena_free(c.arena);
}

int main(int argc, char **argv)
{
    struct ctx c = begin();
    struct store *store;
    int64_t units = 32, seconds = 5;
    if (argc < 2 || (argc > 2 && !text_to_int(text_of(argv[2]), &units)) ||
        (argc > 3 && !text_to_int(text_of(argv[3]), &seconds)))
        die("usage: postgres_bench URL [UNITS-A-GROUP [SECONDS]]");
    check(&c, store_open(&c, &store_postgres, argv[1], true, &store));
    prepare(store);
    groups(store, (int)units, (double)seconds);
    singles(store, THREADS, (double)seconds);
    singles(store, 1, (double)seconds);
    store_close(store);
    arena_free(c.arena);
    return 0;
}
