/* Times the store on a folder: what one fsync costs, small and large units from several threads, one import.
 * Prints the fsync beside the throughput, because the one is worth nothing without the other.
 *
 *     store_bench FOLDER [ROWS] */
#include "store/store_driver.h"

#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MAX = 64, SECONDS = 2, FSYNCS = 2000 };

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

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void fsync_time(const char *folder)
{
    static double times[FSYNCS];
    static const char page[4096] = "a page";
    char path[4096];
    snprintf(path, sizeof path, "%s/fsync.tmp", folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    for (int i = 0; i < FSYNCS; i++) {
        double start = now_s();
        if (write(fd, page, sizeof page) != (ssize_t)sizeof page || fdatasync(fd) != 0)
            die("cannot write %s", path);
        times[i] = now_s() - start;
    }
    close(fd);
    unlink(path);
    qsort(times, FSYNCS, sizeof *times, by_value);
    printf("append 4 KiB + fdatasync: p50 %.3f ms, p99 %.3f ms\n", times[FSYNCS / 2] * 1e3,
           times[FSYNCS * 99 / 100] * 1e3);
}

/* -- The workload: three rows a transaction, four small keys to index
 * ------------------------------------------------------------- */

static const char schema[] =
    "CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT NOT NULL);"
    "CREATE TABLE txn (seq INTEGER PRIMARY KEY, id BLOB NOT NULL, account INTEGER NOT NULL, date INTEGER NOT "
    "NULL,"
    " amount INTEGER NOT NULL, payee INTEGER, text TEXT NOT NULL);"
    "CREATE UNIQUE INDEX txn_id ON txn (id);"
    "CREATE INDEX txn_account_date ON txn (account, date);"
    "CREATE INDEX txn_payee ON txn (payee);"
    "CREATE TABLE transfer (txn INTEGER NOT NULL, line INTEGER NOT NULL, debit INTEGER NOT NULL, credit "
    "INTEGER NOT NULL,"
    " amount INTEGER NOT NULL, PRIMARY KEY (txn, line)) WITHOUT ROWID;"
    "CREATE INDEX transfer_debit ON transfer (debit, txn);"
    "CREATE TABLE month_total (account INTEGER NOT NULL, month INTEGER NOT NULL, amount INTEGER NOT NULL,"
    " PRIMARY KEY (account, month)) WITHOUT ROWID;";

static enum err add(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO txn (seq, id, account, date, amount, payee, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &q));
    store_bind_int(q, 1, seq);
    store_bind_id(q, 2, id_new(c->now_us + seq));
    store_bind_int(q, 3, seq % 7);
    store_bind_int(q, 4, 18000 + seq / 500 % 3000);
    store_bind_int(q, 5, seq * 7919 % 100000);
    store_bind_int(q, 6, seq * 31 % 900);
    store_bind_text(q, 7, TEXT("CARD PAYMENT 1234 GROCERY STORE 0042 SOMEWHERE"));
    TRY(store_run(c, q, NULL));
    TRY(store_query(
        c, tx, "INSERT INTO transfer (txn, line, debit, credit, amount) VALUES (?1, 1, ?2, ?3, ?4)", &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, 100 + seq * 31 % 60);
    store_bind_int(q, 3, seq % 7);
    store_bind_int(q, 4, seq * 7919 % 100000);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx,
                    "INSERT INTO month_total (account, month, amount) VALUES (?1, ?2, ?3)"
                    " ON CONFLICT (account, month) DO UPDATE SET amount = amount + excluded.amount",
                    &q));
    store_bind_int(q, 1, seq % 7);
    store_bind_int(q, 2, seq / 15000);
    store_bind_int(q, 3, seq * 7919 % 100000);
    return store_run(c, q, NULL);
}

static enum err add_note(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "INSERT INTO note (n, text) VALUES (?1, ?2)", &q));
    store_bind_int(q, 1, seq);
    store_bind_text(q, 2, TEXT("CARD PAYMENT 1234 GROCERY STORE 0042 SOMEWHERE"));
    return store_run(c, q, NULL);
}

typedef enum err (*work_fn)(struct ctx *c, struct store_tx *tx, int64_t seq);

struct worker {
    struct store *store;
    work_fn add;
    int64_t units;
    double until;
};

static _Atomic int64_t next_seq = 1;

static void *work(void *arg)
{
    struct worker *w = arg;
    struct ctx c = {.arena = arena_new(), .now_us = INT64_C(1767225600000000)};
    for (; now_s() < w->until; w->units++) {
        struct arena_mark mark = arena_mark(c.arena);
        struct store_tx *tx;
        check(&c, store_begin(&c, w->store, &tx));
        check(&c, w->add(&c, tx, next_seq++));
        check(&c, store_commit(&c, tx));
        arena_rewind(c.arena, mark);
    }
    arena_free(c.arena);
    return NULL;
}

static void singles(struct store *store, int threads, work_fn unit)
{
    pthread_t handles[THREADS_MAX];
    struct worker workers[THREADS_MAX];
    struct store_counts before = store_counts(store);
    double start = now_s();
    for (int i = 0; i < threads; i++) {
        workers[i] = (struct worker){.store = store, .add = unit, .until = start + SECONDS};
        if (pthread_create(&handles[i], NULL, work, &workers[i]) != 0)
            die("no thread");
    }
    for (int i = 0; i < threads; i++)
        pthread_join(handles[i], NULL);
    double took = now_s() - start;
    struct store_counts after = store_counts(store);
    uint64_t units = after.units - before.units, commits = after.commits - before.commits;
    printf("%2d threads: %8.0f units/s, %6.0f commits/s, %5.1f units a commit\n", threads,
           (double)units / took, (double)commits / took, (double)units / (double)commits);
}

static void import(struct store *store, int64_t rows)
{
    struct ctx c = {.arena = arena_new(), .now_us = INT64_C(1767225600000000)};
    struct store_tx *tx;
    double start = now_s();
    check(&c, store_begin_bulk(&c, store, &tx));
    for (int64_t i = 0; i < rows; i++)
        check(&c, add(&c, tx, next_seq++));
    double inserted = now_s();
    check(&c, store_commit(&c, tx));
    double end = now_s();
    arena_free(c.arena);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("import of %" PRId64 ": %.2f s (commit %.2f s), %.0f rows/s, %.0f MB on disk, peak %.0f MB\n",
           rows, end - start, end - inserted, (double)rows / (end - start),
           (double)store_size_bytes(store) / 1e6, (double)usage.ru_maxrss / 1e3);
}

int main(int argc, char **argv)
{
    struct ctx c = {.arena = arena_new(), .now_us = 0};
    struct store *store;
    struct store_tx *tx;
    if (argc < 2)
        die("usage: store_bench FOLDER [ROWS]; the folder must be new");
    check(&c, store_open(&c, &store_sqlite, argv[1], true, &store));
    check(&c, store_begin_bulk(&c, store, &tx));
    check(&c, store_script(&c, tx, schema));
    check(&c, store_commit(&c, tx));
    fsync_time(argv[1]);
    static const int threads[] = {1, 2, 8, 32, 64};
    puts("one row a unit:");
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        singles(store, threads[i], add_note);
    puts("three rows and five indexes a unit:");
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        singles(store, threads[i], add);
    int64_t rows = 1000000;
    if (argc > 2 && !text_to_int(text_of(argv[2]), &rows))
        die("ROWS is a number");
    import(store, rows);
    double start = now_s();
    store_close(store);
    printf("close: %.2f s\n", now_s() - start);
    arena_free(c.arena);
    return 0;
}
