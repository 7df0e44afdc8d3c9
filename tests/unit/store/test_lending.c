/* A store that lets another process write in its place: what both see, and what is left when one of them is killed. */
#include "app/control/wire.h"
#include "places.h"
#include "store/store_driver.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

static struct store *open_new(const char *location)
{
    struct ctx c = test_ctx();
    struct store *store = NULL;
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    test_ctx_end(&c);
    return store;
}

static struct store *open_with(const char *location, int lock)
{
    struct ctx c = test_ctx();
    struct store *store = NULL;
    assert_ok(&c, store_sqlite_open_with(&c, location, lock, true, &store));
    test_ctx_end(&c);
    return store;
}

static void script(struct store *store, const char *sql)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, store_script(&c, tx, sql));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
}

static int64_t rows(struct store *store)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    assert_ok(&c, store_query(&c, tx, "SELECT count(*) FROM t", &q));
    assert_ok(&c, store_next(&c, q, &row));
    int64_t count = store_int(q, 0);
    test_ctx_end(&c);
    return count;
}

/* A store on disk with an empty table, and a loan of it. */
struct world {
    char *location;
    struct store *store;
    struct ctx loan;
    int lock;
};

static void lend(struct world *w)
{
    w->loan = test_ctx();
    assert_ok(&w->loan, store_lend(&w->loan, w->store, &w->lock));
}

static struct world world_new(void)
{
    struct world w = {.location = place_fresh()};
    w.store = open_new(w.location);
    script(w.store, "CREATE TABLE t (n INTEGER)");
    return w;
}

static void world_end(struct world *w)
{
    store_close(w->store);
    place_drop(w->location);
}

static int copy_of(int fd)
{
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    assert_true(copy >= 0);
    return copy;
}

static void both_see_what_the_other_wrote(void **state)
{
    (void)state;
    struct world w = world_new();
    script(w.store, "INSERT INTO t VALUES (1)");
    for (int round = 0; round < 3; round++) {
        int64_t before = store_change_count(w.store);
        lend(&w);
        assert_true(store_is_lent(w.store));
        struct store *borrowed = open_with(w.location, copy_of(w.lock));
        assert_true(store_is_borrowed(borrowed) && !store_is_borrowed(w.store));
        assert_int_equal(1 + 2 * round, rows(borrowed));
        script(borrowed, "INSERT INTO t VALUES (2)");
        assert_int_equal(2 + 2 * round, rows(w.store)); /* readers of the lender go on */
        store_close(borrowed);
        test_ctx_end(&w.loan);
        assert_false(store_is_lent(w.store));
        assert_true(store_change_count(w.store) > before);
        script(w.store, "INSERT INTO t VALUES (3)");
    }
    assert_int_equal(7, rows(w.store));
    world_end(&w);
}

/* What is kept from a snapshot of before the other's commit must not look fresh after it. */
static void no_count_of_changes_is_given_twice_meanwhile(void **state)
{
    (void)state;
    struct world w = world_new();
    int64_t last = store_change_count(w.store);
    lend(&w);
    for (int i = 0; i < 10; i++) {
        int64_t now = store_change_count(w.store);
        assert_true(now > last);
        last = now;
    }
    test_ctx_end(&w.loan);
    assert_true(store_change_count(w.store) > last);
    assert_int_equal(store_change_count(w.store), store_change_count(w.store));
    world_end(&w);
}

struct writer {
    struct store *store;
    atomic_bool done;
};

static void *write_one(void *arg)
{
    struct writer *writer = arg;
    script(writer->store, "INSERT INTO t VALUES (9)");
    atomic_store(&writer->done, true);
    return NULL;
}

static void writers_wait_for_the_end_of_the_loan(void **state)
{
    (void)state;
    struct world w = world_new();
    struct writer writer = {.store = w.store};
    pthread_t thread;
    lend(&w);
    assert_int_equal(0, pthread_create(&thread, NULL, write_one, &writer));
    usleep(50000);
    assert_false(atomic_load(&writer.done));
    assert_int_equal(0, rows(w.store));
    test_ctx_end(&w.loan);
    pthread_join(thread, NULL);
    assert_true(atomic_load(&writer.done));
    assert_int_equal(1, rows(w.store));
    world_end(&w);
}

static void *lend_and_look(void *arg)
{
    struct writer *writer = arg;
    struct ctx c = test_ctx();
    int lock;
    assert_ok(&c, store_lend(&c, writer->store, &lock));
    atomic_store(&writer->done, true);
    test_ctx_end(&c);
    return NULL;
}

static void a_loan_waits_for_the_unit_under_way(void **state)
{
    (void)state;
    struct world w = world_new();
    struct writer lender = {.store = w.store};
    struct ctx c = test_ctx();
    struct store_tx *tx;
    pthread_t thread;
    assert_ok(&c, store_begin(&c, w.store, &tx));
    assert_ok(&c, store_script(&c, tx, "INSERT INTO t VALUES (1)"));
    assert_int_equal(0, pthread_create(&thread, NULL, lend_and_look, &lender));
    usleep(50000);
    assert_false(atomic_load(&lender.done));
    assert_ok(&c, store_commit(&c, tx)); /* does not wait for the loan: it is no part of a group with it */
    pthread_join(thread, NULL);
    test_ctx_end(&c);
    world_end(&w);
}

static void only_a_writer_on_disk_can_lend(void **state)
{
    (void)state;
    struct world w = world_new();
    struct ctx c = test_ctx();
    struct store *store;
    int lock;
    assert_ok(&c, store_open(&c, &store_sqlite, ":memory:", true, &store));
    assert_err(ERR_DENIED, store_lend(&c, store, &lock));
    store_close(store);
    assert_ok(&c, store_open(&c, &store_sqlite, w.location, false, &store));
    assert_err(ERR_DENIED, store_lend(&c, store, &lock));
    store_close(store);
    test_ctx_end(&c);
    world_end(&w);
}

static void assert_refused(enum err code, const char *location, int lock)
{
    struct ctx c = test_ctx();
    struct store *store;
    assert_err(code, store_sqlite_open_with(&c, location, lock, true, &store));
    assert_null(store);
    assert_int_equal(-1, fcntl(lock, F_GETFD)); /* closed */
    test_ctx_end(&c);
}

static void a_lock_of_another_folder_or_that_nobody_holds_opens_nothing(void **state)
{
    (void)state;
    struct world w = world_new(), other = world_new();
    struct ctx c = test_ctx();
    lend(&w);
    assert_refused(ERR_CONFLICT, other.location, copy_of(w.lock));
    assert_refused(ERR_BUSY, w.location, open(place_file(&c, w.location, "florin.lock"), O_RDWR | O_CLOEXEC));
    test_ctx_end(&w.loan);
    test_ctx_end(&c);
    world_end(&w);
    world_end(&other);
}

/* -- Kills. A process is forked before its parent opens anything: SQLite's files do not survive a fork. */

struct child {
    pid_t pid;
    int line; /* to the other */
};

static struct child child_start(const char *location, void (*live)(const char *location, int line))
{
    int lines[2];
    assert_int_equal(0, socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lines));
    pid_t pid = fork();
    if (pid == 0) {
        close(lines[0]);
        live(location, lines[1]);
        _exit(0);
    }
    close(lines[1]);
    return (struct child){pid, lines[0]};
}

static void child_kill(struct child child)
{
    kill(child.pid, SIGKILL);
    waitpid(child.pid, NULL, 0);
    close(child.line);
}

static int take_lock(int line)
{
    int files[WIRE_FILES_MAX];
    assert_int_equal(WIRE_HERE, wire_wait(line, 10000000, files));
    assert_true(files[0] >= 0);
    return files[0];
}

/* Much is written, so that some of it is in the log, and nothing committed but the first row. */
static void borrow_and_never_commit(const char *location, int line)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store *store = open_with(location, take_lock(line));
    script(store, "INSERT INTO t VALUES (1)");
    assert_ok(&c, store_begin_bulk(&c, store, &tx));
    assert_ok(&c,
              store_script(&c, tx,
                           "PRAGMA cache_size=10; WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 "
                           "FROM r WHERE n < 200000) INSERT INTO t SELECT n FROM r"));
    if (!wire_answer(line, WIRE_HERE, NULL, 0))
        _exit(1);
    pause();
}

static void of_a_borrower_that_is_killed_only_commits_stay(void **state)
{
    (void)state;
    int files[WIRE_FILES_MAX];
    char *location = place_fresh();
    struct child child = child_start(location, borrow_and_never_commit);
    struct world w = {.location = location, .store = open_new(location)};
    script(w.store, "CREATE TABLE t (n INTEGER)");
    lend(&w);
    assert_true(wire_answer(child.line, WIRE_HERE, &w.lock, 1));
    assert_int_equal(WIRE_HERE, wire_wait(child.line, 60000000, files));
    assert_int_equal(1, rows(w.store));
    child_kill(child);
    test_ctx_end(&w.loan);
    script(w.store, "INSERT INTO t VALUES (2)");
    assert_int_equal(2, rows(w.store));
    store_close(w.store);
    w.store = open_new(location);
    assert_int_equal(2, rows(w.store));
    world_end(&w);
}

static void lend_for_ever(const char *location, int line)
{
    struct world w = {.store = open_new(location)};
    script(w.store, "CREATE TABLE t (n INTEGER)");
    lend(&w);
    if (!wire_answer(line, WIRE_HERE, &w.lock, 1))
        _exit(1);
    pause();
}

static void a_borrower_outlives_the_lender_and_keeps_the_lock(void **state)
{
    (void)state;
    char *location = place_fresh();
    struct child child = child_start(location, lend_for_ever);
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store *other = NULL;
    struct world w = {.location = location, .store = open_with(location, take_lock(child.line))};
    assert_ok(&c, store_begin(&c, w.store, &tx));
    assert_ok(&c, store_script(&c, tx, "INSERT INTO t VALUES (1)"));
    child_kill(child);
    assert_err(ERR_BUSY, store_open(&c, &store_sqlite, location, true, &other));
    char *self = arena_printf(c.arena, "(pid %ld: ", (long)getpid());
    assert_non_null(strstr(c.why, self)); /* who holds it now, not who did */
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
    store_close(w.store);
    w.store = open_new(location);
    assert_int_equal(1, rows(w.store));
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_borrower_that_is_killed_only_commits_stay),
        cmocka_unit_test(a_borrower_outlives_the_lender_and_keeps_the_lock),
        cmocka_unit_test(both_see_what_the_other_wrote),
        cmocka_unit_test(no_count_of_changes_is_given_twice_meanwhile),
        cmocka_unit_test(writers_wait_for_the_end_of_the_loan),
        cmocka_unit_test(a_loan_waits_for_the_unit_under_way),
        cmocka_unit_test(only_a_writer_on_disk_can_lend),
        cmocka_unit_test(a_lock_of_another_folder_or_that_nobody_holds_opens_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
