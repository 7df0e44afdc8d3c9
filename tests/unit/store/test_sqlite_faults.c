/* What the disk and kill -9 do to the SQLite driver: whatever was acknowledged is there, whatever was not is
 * there whole or not at all.
 *
 * FLORIN_KILL_ROUNDS sets how often a child is killed (300). */
#include "places.h"
#include "store/sqlite_vfs.h"
#include "store/store_driver.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <sys/wait.h>

enum { THREADS = 4, FIRST_SEQ = 1 };

/* A unit is a row in each of two tables, so a torn one can be told. */
static const char schema[] = "CREATE TABLE IF NOT EXISTS a (n INTEGER PRIMARY KEY, text TEXT);"
                             "CREATE TABLE IF NOT EXISTS b (n INTEGER PRIMARY KEY, text TEXT);";

static enum err make_tables(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    TRY(store_begin_bulk(c, store, &tx));
    TRY(store_script(c, tx, schema));
    return store_commit(c, tx);
}

static enum err unit(struct store *store, int64_t n, size_t text_len)
{
    char text[3000];
    static const char *const inserts[] = {"INSERT INTO a (n, text) VALUES (?1, ?2)",
                                          "INSERT INTO b (n, text) VALUES (?1, ?2)"};
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    memset(text, 'x', text_len);
    enum err e = store_begin(&c, store, &tx);
    for (int i = 0; e == OK && i < 2; i++) {
        e = store_query(&c, tx, inserts[i], &q);
        if (e != OK)
            break;
        store_bind_int(q, 1, n);
        store_bind_text(q, 2, (struct text){text, text_len});
        e = store_run(&c, q, NULL);
    }
    if (e == OK)
        e = store_commit(&c, tx);
    test_ctx_end(&c);
    return e;
}

static int64_t number(struct store *store, const char *sql)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    assert_ok(&c, store_query(&c, tx, sql, &q));
    assert_ok(&c, store_next(&c, q, &row));
    int64_t n = row ? store_int(q, 0) : -1;
    test_ctx_end(&c);
    return n;
}

static bool present(struct store *store, int64_t n)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    assert_ok(&c, store_query(&c, tx, "SELECT n FROM a WHERE n = ?1", &q));
    store_bind_int(q, 1, n);
    assert_ok(&c, store_next(&c, q, &row));
    test_ctx_end(&c);
    return row;
}

/* The file is sound and no unit is torn. */
static void assert_sound(struct store *store)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    assert_ok(&c, store_query(&c, tx, "PRAGMA integrity_check", &q));
    assert_ok(&c, store_next(&c, q, &row));
    assert_text("ok", store_text(q, 0));
    test_ctx_end(&c);
    assert_int_equal(0, number(store, "SELECT count(*) FROM a LEFT JOIN b USING (n) WHERE b.n IS NULL"));
    assert_int_equal(0, number(store, "SELECT count(*) FROM b LEFT JOIN a USING (n) WHERE a.n IS NULL"));
}

/* -- A child that works until it is stopped, and tells each acknowledged unit through a pipe
 * ---------------------------------------- */

struct child {
    pid_t pid;
    int acknowledged; /* reads int64 numbers */
};

struct child_work {
    const char *location;
    int64_t first;      /* of its units */
    int64_t units_each; /* per thread; 0: until killed */
    int threads;
    sqlite_vfs_fault fault;
};

struct lane {
    struct store *store;
    const struct child_work *work;
    int pipe;
    int index;
};

/* Some units are larger than a page, some begin a row of pages. */
static size_t text_len_of(int64_t n)
{
    return n % 50 == 0 ? 3000 : (size_t)(n % 100);
}

enum { GROUP_UNITS = 7 };

/* The same in groups: nobody is told before the group is on disk. */
static void *lane_run_groups(void *arg)
{
    struct lane *lane = arg;
    for (int64_t i = 0; lane->work->units_each == 0 || i < lane->work->units_each; i += GROUP_UNITS) {
        struct ctx c = test_ctx();
        struct store_group *group;
        int64_t numbers[GROUP_UNITS];
        if (store_group_begin(&c, lane->store, &group) != OK)
            _exit(8);
        for (int k = 0; k < GROUP_UNITS; k++) {
            numbers[k] = lane->work->first + (i + k) * THREADS + lane->index;
            if (unit(store_group_store(group), numbers[k], text_len_of(numbers[k])) != OK)
                _exit(9);
        }
        if (store_group_commit(&c, group) != OK)
            _exit(10);
        if (write(lane->pipe, numbers, sizeof numbers) != (ssize_t)sizeof numbers)
            _exit(11);
        test_ctx_end(&c);
    }
    return NULL;
}

static void *lane_run(void *arg)
{
    struct lane *lane = arg;
    for (int64_t i = 0; lane->work->units_each == 0 || i < lane->work->units_each; i++) {
        int64_t n = lane->work->first + i * THREADS + lane->index;
        if (unit(lane->store, n, text_len_of(n)) != OK)
            _exit(3);
        if (write(lane->pipe, &n, sizeof n) != (ssize_t)sizeof n)
            _exit(4);
    }
    return NULL;
}

/* Does not come back. */
static void child_main(const struct child_work *work, int pipe_to)
{
    struct ctx c = test_ctx();
    struct store *store;
    struct lane lanes[THREADS];
    pthread_t threads[THREADS];
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC); /* the dying words are expected */
    if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
        _exit(5);
    sqlite_vfs_inject(work->fault);
    if (store_open(&c, &store_sqlite, work->location, true, &store) != OK || make_tables(&c, store) != OK)
        _exit(6);
    for (int i = 0; i < work->threads; i++) {
        lanes[i] = (struct lane){store, work, pipe_to, i};
        if (pthread_create(&threads[i], NULL, i == 1 ? lane_run_groups : lane_run, &lanes[i]) != 0)
            _exit(7);
    }
    for (int i = 0; i < work->threads; i++)
        pthread_join(threads[i], NULL);
    test_ctx_end(&c);
    store_close(store);
    _exit(0);
}

static struct child child_start(const struct child_work *work)
{
    int ends[2];
    assert_int_equal(0, pipe2(ends, O_CLOEXEC));
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        child_main(work, ends[1]);
    }
    close(ends[1]);
    return (struct child){pid, ends[0]};
}

/* Waits for its end and gives its status; the numbers that it acknowledged grow in *list. */
static int child_end(struct child *child, struct buf *list)
{
    char bytes[4096];
    ssize_t len;
    while ((len = read(child->acknowledged, bytes, sizeof bytes)) > 0)
        buf_add(list, bytes, (size_t)len);
    close(child->acknowledged);
    int status = 0;
    assert_int_equal(child->pid, waitpid(child->pid, &status, 0));
    return status;
}

/* Opens the place as the next start would, and compares. Gives the largest number in it. */
static int64_t assert_kept(const char *location, const struct buf *list)
{
    struct ctx c = test_ctx();
    struct store *store = NULL;
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    assert_ok(&c, make_tables(&c, store));
    assert_sound(store);
    for (size_t at = 0; at + sizeof(int64_t) <= list->len; at += sizeof(int64_t)) {
        int64_t n;
        memcpy(&n, list->at + at, sizeof n);
        if (!present(store, n))
            fail_msg("unit %d was acknowledged and is not there", (int)n);
    }
    int64_t largest = number(store, "SELECT coalesce(max(n), 0) FROM a");
    test_ctx_end(&c);
    store_close(store);
    return largest;
}

/* -- kill -9
 * ----------------------------------------------------------------------------------------------------------------------
 */

static void survives_kill_9(void **state)
{
    (void)state;
    const char *wanted = getenv("FLORIN_KILL_ROUNDS");
    int rounds = wanted == NULL ? 300 : (int)strtol(wanted, NULL, 10);
    char *location = place_fresh();
    int64_t largest = 0;
    size_t acknowledged = 0;
    srand(20260101);
    for (int round = 0; round < rounds; round++) {
        if (round % 100 == 99) { /* a small file keeps the check of all rows quick */
            place_drop(location);
            location = place_fresh();
            largest = 0;
        }
        struct child_work work = {.location = location, .first = largest + FIRST_SEQ, .threads = THREADS};
        struct child child = child_start(&work);
        usleep((useconds_t)(rand() % 30000));
        kill(child.pid, SIGKILL);
        struct buf list = {0};
        int status = child_end(&child, &list);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        acknowledged += list.len / sizeof(int64_t);
        largest = assert_kept(location, &list);
        buf_free(&list);
    }
    print_message("%d kills, %zu units acknowledged before them\n", rounds, acknowledged);
    assert_true(rounds == 0 || acknowledged > 0);
    place_drop(location);
}

/* -- fsync
 * ------------------------------------------------------------------------------------------------------------------------
 */

static atomic_int operations, fail_at;

static int fail_one_sync(enum sqlite_vfs_op op, const char *path)
{
    (void)path;
    if (op != SQLITE_VFS_SYNC && op != SQLITE_VFS_SYNC_FOLDER)
        return SQLITE_OK;
    return atomic_fetch_add(&operations, 1) == fail_at ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static atomic_int folder_syncs;

static int count_folder_syncs(enum sqlite_vfs_op op, const char *path)
{
    (void)path;
    folder_syncs += op == SQLITE_VFS_SYNC_FOLDER;
    return SQLITE_OK;
}

/* SQLite would sync the folder of a new log too, but not hear a failure. */
static void syncs_the_folder(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    char *location = place_fresh();
    sqlite_vfs_inject(count_folder_syncs);
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    int before = folder_syncs;
    assert_ok(&c, make_tables(&c, store));
    assert_true(before > 0 && folder_syncs > before);
    sqlite_vfs_inject(NULL);
    test_ctx_end(&c);
    store_close(store);
    place_drop(location);
}

/* One sync after another is failed, of the log, of the file in a checkpoint and on close, of the folder.
 * Every time the process must end with its code and without another acknowledgement, and the next start must
 * find what was acknowledged. */
static void ends_when_an_fsync_fails(void **state)
{
    (void)state;
    int ended = 0;
    for (int at = 0;; at++) {
        char *location = place_fresh();
        struct buf list = {0};
        fail_at = at;
        struct child_work work = {
            .location = location, .first = 1, .units_each = 25, .threads = 1, .fault = fail_one_sync};
        struct child child = child_start(&work);
        int status = child_end(&child, &list);
        assert_true(WIFEXITED(status));
        assert_kept(location, &list);
        bool whole = list.len == 25 * sizeof(int64_t);
        buf_free(&list);
        place_drop(location);
        if (WEXITSTATUS(status) == 0) {
            assert_true(whole);
            break;
        }
        assert_int_equal(SQLITE_VFS_EXIT, WEXITSTATUS(status));
        ended++;
    }
    print_message("%d syncs were failed, each ended the process\n", ended);
    assert_true(ended > 25 + 2); /* every commit, and what opening and closing sync */
}

/* -- A full disk
 * ------------------------------------------------------------------------------------------------------------------
 */

static atomic_bool disk_full;

static int refuse_writes(enum sqlite_vfs_op op, const char *path)
{
    (void)path;
    if (op != SQLITE_VFS_WRITE)
        return SQLITE_OK;
    return disk_full || atomic_fetch_add(&operations, 1) == fail_at ? SQLITE_FULL : SQLITE_OK;
}

static void reports_a_full_disk(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    struct store_tx *tx;
    char *location = place_fresh();
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    assert_ok(&c, make_tables(&c, store));
    assert_int_equal(OK, unit(store, 1, 100));
    fail_at = -1;
    disk_full = true;
    sqlite_vfs_inject(refuse_writes);
    assert_err(ERR_FULL, unit(store, 2, 100));
    assert_ok(&c, store_begin(&c, store, &tx)); /* the reason, in full */
    assert_ok(&c, store_script(&c, tx, "INSERT INTO a VALUES (3, 'x')"));
    assert_err(ERR_FULL, store_commit(&c, tx));
    assert_string_equal("the disk is full", c.why);
    assert_int_equal(1, number(store, "SELECT count(*) FROM a")); /* reads go on */
    disk_full = false;
    assert_int_equal(OK, unit(store, 2, 100)); /* and so do writes when there is room */
    sqlite_vfs_inject(NULL);
    assert_sound(store);
    assert_int_equal(2, number(store, "SELECT count(*) FROM a"));
    test_ctx_end(&c);
    store_close(store);
    struct buf none = {0};
    assert_int_equal(2, assert_kept(location, &none));
    place_drop(location);
}

/* The units of a group that meets a full disk: none is kept, all hear why, and the next group goes on when there is room. */
static void fails_groups_for_a_full_disk(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    struct store_group *group;
    struct store_tx *tx;
    char *location = place_fresh();
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    assert_ok(&c, make_tables(&c, store));
    assert_int_equal(OK, unit(store, 1, 100));
    for (int round = 0; round < 2;
         round++) { /* at the commit; in the midst of a unit that outgrows the cache */
        assert_ok(&c, store_group_begin(&c, store, &group));
        for (int64_t n = 2; n < 20; n++)
            assert_int_equal(OK, unit(store_group_store(group), n, 100));
        operations = 0;
        fail_at = -1;
        disk_full = true;
        sqlite_vfs_inject(refuse_writes);
        if (round == 1) {
            assert_ok(&c, store_begin(&c, store_group_store(group), &tx));
            assert_err(ERR_FULL,
                       store_script(&c, tx,
                                    "WITH RECURSIVE k (n) AS (SELECT 20 UNION ALL SELECT n + 1 FROM k "
                                    "WHERE n < 60000) INSERT INTO a SELECT n, printf('%01000d', n) FROM k"));
            store_rollback(tx);
            assert_err(ERR_FULL, unit(store_group_store(group), 70000, 100));
            assert_err(ERR_FULL, store_begin_read(&c, store_group_store(group), &tx));
        }
        memset(c.why, 0, sizeof c.why);
        assert_err(ERR_FULL, store_group_commit(&c, group));
        assert_string_equal("the disk is full", c.why);
        disk_full = false;
        sqlite_vfs_inject(NULL);
        assert_int_equal(1, number(store, "SELECT count(*) FROM a"));
        assert_sound(store);
    }
    assert_ok(&c, store_group_begin(&c, store, &group));
    assert_int_equal(OK, unit(store_group_store(group), 2, 100));
    assert_ok(&c, store_group_commit(&c, group));
    assert_int_equal(OK, unit(store, 3, 100));
    assert_int_equal(3, number(store, "SELECT count(*) FROM a"));
    test_ctx_end(&c);
    store_close(store);
    place_drop(location);
}

/* A unit of work that outgrows the cache writes before its commit, and the disk is full in its midst: SQLite
 * rolls back by itself. */
static void survives_a_full_disk_within_a_unit(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    struct store_tx *tx;
    char *location = place_fresh();
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    assert_ok(&c, make_tables(&c, store));
    assert_int_equal(OK, unit(store, 1, 100));
    assert_ok(&c, store_begin_bulk(&c, store, &tx));
    operations = 0;
    fail_at = 1000;
    sqlite_vfs_inject(refuse_writes);
    assert_err(ERR_FULL,
               store_script(&c, tx,
                            "WITH RECURSIVE k (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM k WHERE n < 60000)"
                            " INSERT INTO a SELECT n, printf('%01000d', n) FROM k"));
    assert_string_equal("the disk is full", c.why);
    assert_err(ERR_FULL,
               store_script(&c, tx, "INSERT INTO a VALUES (99, 'x')")); /* not outside of any transaction */
    assert_err(ERR_FULL, store_commit(&c, tx));
    sqlite_vfs_inject(NULL);
    assert_int_equal(1, number(store, "SELECT count(*) FROM a"));
    assert_int_equal(OK, unit(store, 2, 100));
    assert_sound(store);
    test_ctx_end(&c);
    store_close(store);
    place_drop(location);
}

static const char large_rows[] =
    "WITH RECURSIVE k (n) AS (SELECT 100000 UNION ALL SELECT n + 1 FROM k WHERE n < 160000)"
    " INSERT INTO a SELECT n, printf('%01000d', n) FROM k";

static void *outgrow_the_disk(void *arg)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    bool refused = store_begin(&c, arg, &tx) == OK && store_script(&c, tx, large_rows) == ERR_FULL;
    test_ctx_end(&c);
    return refused ? arg : NULL;
}

/* The same in a unit that joined a group: the units before it were done, but not committed, and are gone with
 * it. */
static void fails_the_group_that_sqlite_rolled_back(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    char *location = place_fresh();
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    assert_ok(&c, make_tables(&c, store));
    int lost = 0;
    for (int64_t n = 1; n <= 20 && lost < 3; n++) {
        struct store_tx *tx;
        pthread_t thread;
        void *refused = NULL;
        assert_ok(&c, store_begin(&c, store, &tx));
        assert_ok(&c, store_script(&c, tx,
                                   "INSERT INTO a (n) SELECT coalesce(max(n), 0) + 1 FROM a;"
                                   "INSERT INTO b (n) SELECT max(n) FROM a"));
        assert_int_equal(0, pthread_create(&thread, NULL, outgrow_the_disk, store));
        usleep(
            (useconds_t)(5000 *
                         n)); /* until it waits for its turn; else it did not join, and the next round may */
        operations = 0;
        fail_at = 500;
        sqlite_vfs_inject(refuse_writes);
        int64_t before = number(store, "SELECT count(*) FROM a");
        enum err got = store_commit(&c, tx);
        pthread_join(thread, &refused);
        sqlite_vfs_inject(NULL);
        assert_non_null(refused);
        assert_true(got == OK || (got == ERR_FULL && strcmp(c.why, "the disk is full") == 0));
        assert_int_equal(before + (got == OK), number(store, "SELECT count(*) FROM a"));
        lost += got != OK;
    }
    assert_true(lost > 0);
    assert_sound(store);
    test_ctx_end(&c);
    store_close(store);
    place_drop(location);
}

/* Threads whose groups meet the full disk at every write in turn: a unit is acknowledged and there, or
 * refused and not. */
struct writer {
    struct store *store;
    int64_t first;
    enum err got[40];
};

static void *write_units(void *arg)
{
    struct writer *w = arg;
    for (int i = 0; i < 40; i++)
        w->got[i] = unit(w->store, w->first + i, 200);
    return NULL;
}

static void fails_whole_groups(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    char *location = place_fresh();
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    assert_ok(&c, make_tables(&c, store));
    sqlite_vfs_inject(refuse_writes);
    int refused = 0;
    for (int round = 0; round < 40; round++) {
        struct writer writers[THREADS];
        pthread_t threads[THREADS];
        operations = 0;
        fail_at = round * 7 + 1;
        for (int i = 0; i < THREADS; i++) {
            writers[i] = (struct writer){.store = store, .first = round * 1000 + i * 100 + 1};
            assert_int_equal(0, pthread_create(&threads[i], NULL, write_units, &writers[i]));
        }
        for (int i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        fail_at = -1;
        for (int i = 0; i < THREADS * 40; i++) {
            enum err got = writers[i / 40].got[i % 40];
            refused += got != OK;
            assert_true(got == OK || got == ERR_FULL);
            assert_int_equal(got == OK, present(store, writers[i / 40].first + i % 40));
        }
    }
    sqlite_vfs_inject(NULL);
    assert_true(refused > 0);
    assert_sound(store);
    test_ctx_end(&c);
    store_close(store);
    place_drop(location);
}

/* -- Reads
 * ------------------------------------------------------------------------------------------------------------------------
 */

static int refuse_reads(enum sqlite_vfs_op op, const char *path)
{
    (void)path;
    return op == SQLITE_VFS_READ ? SQLITE_IOERR_READ : SQLITE_OK;
}

static void reports_a_bad_sector(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL, *reader = NULL;
    char *location = place_fresh();
    assert_ok(&c, store_open(&c, &store_sqlite, location, true, &store));
    assert_ok(&c, make_tables(&c, store));
    store_close(store);
    sqlite_vfs_inject(refuse_reads);
    assert_err(ERR_IO, store_open(&c, &store_sqlite, location, false, &reader));
    sqlite_vfs_inject(NULL);
    assert_ok(&c, store_open(&c, &store_sqlite, location, false, &reader));
    assert_int_equal(0, number(reader, "SELECT count(*) FROM a"));
    store_close(reader);
    test_ctx_end(&c);
    place_drop(location);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_kill_9),
        cmocka_unit_test(syncs_the_folder),
        cmocka_unit_test(ends_when_an_fsync_fails),
        cmocka_unit_test(reports_a_full_disk),
        cmocka_unit_test(fails_groups_for_a_full_disk),
        cmocka_unit_test(survives_a_full_disk_within_a_unit),
        cmocka_unit_test(fails_the_group_that_sqlite_rolled_back),
        cmocka_unit_test(fails_whole_groups),
        cmocka_unit_test(reports_a_bad_sector),
    };
    return cmocka_run_group_tests_name("sqlite faults", tests, NULL, NULL);
}
