/* The SQLite driver: the port's promises in memory and on disk, and what is SQLite's own. */
#include "conformance/store_suite.h"
#include "places.h"
#include "store/store_driver.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char *fresh_memory(void)
{
    return strdup(":memory:");
}

static void drop_memory(char *location)
{
    free(location);
}

static mode_t mode_of(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 ? facts.st_mode & 07777 : 0;
}

static int64_t size_of(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 ? facts.st_size : -1;
}

static struct store *open_new(struct ctx *c, const char *location)
{
    struct store *store = NULL;
    assert_ok(c, store_open(c, &store_sqlite, location, true, &store));
    return store;
}

static void script(struct store *store, const char *sql)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin_bulk(&c, store, &tx));
    assert_ok(&c, store_script(&c, tx, sql));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
}

static enum err insert(struct ctx *c, struct store *store, int64_t n)
{
    struct store_tx *tx;
    struct store_query *q;
    TRY(store_begin(c, store, &tx));
    TRY(store_query(c, tx, "INSERT INTO t (n) VALUES (?1)", &q));
    store_bind_int(q, 1, n);
    TRY(store_run(c, q, NULL));
    return store_commit(c, tx);
}

static void makes_private_files(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char *location = place_fresh();
    mode_t umask_before = umask(0);
    char *deep = place_file(&c, location, "a/b");
    struct store *store = open_new(&c, deep);
    umask(umask_before);
    script(store, "CREATE TABLE t (n INTEGER)");
    assert_int_equal(0700, mode_of(location));
    assert_int_equal(0700, mode_of(deep));
    assert_int_equal(0600, mode_of(place_file(&c, deep, "florin.db")));
    assert_int_equal(0600, mode_of(place_file(&c, deep, "florin.db-wal")));
    assert_int_equal(0600, mode_of(place_file(&c, deep, "florin.db-shm")));
    assert_int_equal(0600, mode_of(place_file(&c, deep, "florin.lock")));
    store_close(store);
    assert_int_equal(-1, size_of(place_file(&c, deep, "florin.db-wal")));
    folder_empty(deep);
    *strrchr(deep, '/') = '\0';
    folder_empty(deep);
    place_drop(location);
    test_ctx_end(&c);
}

static void refuses_places_clearly(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    char *location = place_fresh();
    assert_err(ERR_NOT_FOUND, store_open(&c, &store_sqlite, location, false, &store));
    assert_non_null(strstr(c.why, location));
    assert_int_equal(0, mode_of(location)); /* reading makes nothing */
    assert_int_equal(0, mkdir(location, 0700));
    assert_err(ERR_NOT_FOUND, store_open(&c, &store_sqlite, location, false, &store));
    assert_err(ERR_USAGE, store_open(&c, &store_sqlite, "", true, &store));
    const char *path = place_file(&c, location, "plain");
    fclose(fopen(path, "w"));
    assert_err(ERR_INPUT, store_open(&c, &store_sqlite, path, false, &store));
    assert_int_equal(0, symlink(path, place_file(&c, location, "florin.db")));
    assert_true(store_open(&c, &store_sqlite, location, true, &store) != OK);
    assert_int_equal(0, size_of(path));
    assert_null(store);
    place_drop(location);
    test_ctx_end(&c);
}

static void refuses_a_damaged_file(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    char *location = place_fresh();
    store_close(open_new(&c, location));
    FILE *file = fopen(place_file(&c, location, "florin.db"), "w");
    for (int i = 0; i < 9000; i++)
        fputc("no database "[i % 12], file);
    fclose(file);
    assert_err(ERR_CORRUPT, store_open(&c, &store_sqlite, location, false, &store));
    assert_err(ERR_CORRUPT, store_open(&c, &store_sqlite, location, true, &store));
    assert_null(store);
    place_drop(location);
    test_ctx_end(&c);
}

/* A child holds the writers' lock; the parent is told who. The lock goes with the child however it dies. */
static void refuses_a_second_process(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = NULL;
    char *location = place_fresh(), expected[64];
    int ready[2];
    assert_int_equal(0, pipe(ready));
    pid_t child = fork();
    if (child == 0) {
        bool open = store_open(&c, &store_sqlite, location, true, &store) == OK;
        if (write(ready[1], open ? "y" : "n", 1) == 1)
            pause();
        _exit(1);
    }
    char answer = 0;
    assert_int_equal(1, read(ready[0], &answer, 1));
    assert_int_equal('y', answer);
    assert_err(ERR_BUSY, store_open(&c, &store_sqlite, location, true, &store));
    snprintf(expected, sizeof expected, "another florin (pid %d: ", (int)child);
    assert_non_null(strstr(c.why, expected));
    assert_true(c.retriable);
    assert_ok(&c, store_open(&c, &store_sqlite, location, false, &store)); /* readers may */
    store_close(store);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    store_close(open_new(&c, location));
    close(ready[0]);
    close(ready[1]);
    place_drop(location);
    test_ctx_end(&c);
}

/* A large unit leaves a large log; the keeper copies it and gives the space back while the store is open. */
static void shortens_the_log(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char *location = place_fresh();
    struct store *store = open_new(&c, location);
    script(store, "CREATE TABLE t (n INTEGER, text TEXT);"
                  "WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 300000)"
                  " INSERT INTO t SELECT n, 'a text that takes some room in the file, as payees do' FROM k;");
    const char *log = place_file(&c, location, "florin.db-wal");
    for (int i = 0; i < 200 && size_of(log) > 0; i++)
        usleep(50000);
    assert_int_equal(0, size_of(log));
    assert_true(size_of(place_file(&c, location, "florin.db")) > 16 << 20);
    for (int i = 0; i < 3000; i++)
        assert_ok(&c, insert(&c, store, i));
    assert_true(size_of(log) < 24 << 20);
    store_close(store);
    place_drop(location);
    test_ctx_end(&c);
}

/* A constraint that waits for the commit must hit its own unit, not the group. */
static void checks_deferred_constraints_per_unit(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store *store = open_new(&c, ":memory:");
    script(store, "CREATE TABLE t (n INTEGER PRIMARY KEY);"
                  "CREATE TABLE u (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)");
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, store_script(&c, tx, "INSERT INTO u VALUES (7)"));
    assert_err(ERR_CONFLICT, store_commit(&c, tx));
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, store_script(&c, tx, "INSERT INTO u VALUES (7); INSERT INTO t VALUES (7)"));
    assert_ok(&c, store_commit(&c, tx));
    assert_int_equal(2, store_counts(store).units);
    test_ctx_end(&c);
    store_close(store);
}

/* A second unit that waits for its turn while the first works, joins its group, and then does `script`. */
struct second {
    struct store *store;
    const char *script;
    enum err got;
};

static void *second_unit(void *arg)
{
    struct second *second = arg;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    second->got = store_begin(&c, second->store, &tx);
    if (second->got == OK)
        second->got = store_script(&c, tx, second->script);
    if (second->got == OK)
        second->got = store_commit(&c, tx);
    test_ctx_end(&c);
    return NULL;
}

/* Gives what became of a first unit that adds one row to t, in *second of the other. */
static enum err in_one_group(struct store *store, const char *script, int round, enum err *second)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct second other = {store, script, OK};
    pthread_t thread;
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, store_script(&c, tx, "INSERT INTO t (n) SELECT coalesce(max(n), 0) + 1 FROM t"));
    assert_int_equal(0, pthread_create(&thread, NULL, second_unit, &other));
    usleep(
        (useconds_t)(5000 *
                     (round + 1))); /* until it waits; when it came later this time, the next round will do */
    enum err first = store_commit(&c, tx);
    pthread_join(thread, NULL);
    test_ctx_end(&c);
    *second = other.got;
    return first;
}

/* Whatever the last unit of a group does, those before it are committed, and by it. */
static void commits_a_group_whose_last_unit_fails(void **state)
{
    (void)state;
    char *location = place_fresh();
    struct ctx c = test_ctx();
    enum err second;
    struct store *store = open_new(&c, location);
    script(store, "CREATE TABLE t (n INTEGER PRIMARY KEY);"
                  "CREATE TABLE u (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)");
    for (int round = 0; round < 10; round++) {
        assert_int_equal(OK, in_one_group(store, "INSERT INTO u VALUES (1000)", round, &second));
        assert_int_equal(ERR_CONFLICT, second);
        assert_int_equal(OK, in_one_group(store, "INSERT INTO t VALUES (500), (501), (1)", round, &second));
        assert_int_equal(ERR_CONFLICT, second);
    }
    assert_int_equal(20, store_counts(store).units - 1);
    assert_int_equal(20, store_counts(store).rollbacks);
    uint64_t commits = store_counts(store).commits;
    for (int round = 0; round < 10; round++) {
        assert_int_equal(OK, in_one_group(store, "INSERT INTO u VALUES (1)", round, &second));
        assert_int_equal(OK, second);
    }
    assert_true(store_counts(store).commits - commits < 20); /* or groups are never made */
    test_ctx_end(&c);
    store_close(store);
    place_drop(location);
}

static void settings_hold(void **state)
{
    (void)state;
    static const char *const pragmas[][2] = {
        {"PRAGMA journal_mode", "wal"}, {"PRAGMA synchronous", "2"},        {"PRAGMA foreign_keys", "1"},
        {"PRAGMA trusted_schema", "0"}, {"PRAGMA wal_autocheckpoint", "0"}, {"PRAGMA temp_store", "2"},
    };
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    char *location = place_fresh();
    struct store *store = open_new(&c, location);
    assert_ok(&c, store_begin(&c, store, &tx));
    for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
        assert_ok(&c, store_query(&c, tx, pragmas[i][0], &q));
        assert_ok(&c, store_next(&c, q, &row));
        assert_text(pragmas[i][1], store_text(q, 0));
        store_reset(q);
    }
    assert_err(ERR_CORRUPT, store_query(&c, tx, "SELECT \"no string\"", &q));
    store_rollback(tx);
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_true(store_script(&c, tx, "ATTACH ':memory:' AS other") != OK);
    test_ctx_end(&c);
    store_close(store);
    place_drop(location);
}

static void reports_values_that_are_too_large(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    struct store *store = open_new(&c, ":memory:");
    script(store, "CREATE TABLE t (n BLOB)");
    char *huge = calloc(1, 65 << 20);
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, store_query(&c, tx, "INSERT INTO t (n) VALUES (?1)", &q));
    store_bind_blob(q, 1, huge, 65 << 20);
    assert_err(ERR_LIMIT, store_run(&c, q, NULL));
    free(huge);
    test_ctx_end(&c);
    store_close(store);
}

/* Bugs of a caller end the process loudly. Each in a child, whose words go nowhere. */
static bool dies(void (*bug)(struct ctx *c, struct store_tx *tx))
{
    pid_t child = fork();
    if (child == 0) {
        struct ctx c = test_ctx();
        struct store *store;
        struct store_tx *tx;
        int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
            _exit(1);
        signal(SIGABRT, SIG_DFL);
        if (store_open(&c, &store_sqlite, ":memory:", true, &store) == OK &&
            store_begin(&c, store, &tx) == OK)
            bug(&c, tx);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static void nested_use(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    bool row;
    static const char sql[] = "SELECT 1 UNION SELECT 2";
    if (store_query(c, tx, sql, &q) == OK && store_next(c, q, &row) == OK &&
        store_query(c, tx, sql, &q) == OK)
        _exit(0);
}

static void no_literal(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    char sql[] = "SELECT 1";
    if (store_query(c, tx, sql, &q) != OK)
        _exit(0);
    sql[7] = '2';
    if (store_query(c, tx, sql, &q) == OK)
        _exit(0);
}

static void two_statements(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    if (store_query(c, tx, "SELECT 1; SELECT 2", &q) == OK)
        _exit(0);
}

static void no_such_parameter(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    if (store_query(c, tx, "SELECT ?1", &q) != OK)
        _exit(0);
    store_bind_id(q, 2, (struct id){{0}});
}

static void commit_in_a_script(struct ctx *c, struct store_tx *tx)
{
    if (store_script(c, tx, "COMMIT") == OK)
        _exit(0);
}

static void use_after_the_end(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    store_rollback(tx);
    if (store_query(c, tx, "SELECT 1", &q) == OK)
        _exit(0);
}

static void ends_on_a_callers_bug(void **state)
{
    (void)state;
    assert_true(dies(nested_use));
    assert_true(dies(no_literal));
    assert_true(dies(two_statements));
    assert_true(dies(no_such_parameter));
    assert_true(dies(commit_in_a_script));
    assert_true(dies(use_after_the_end));
}

int main(void)
{
    static const struct store_suite memory = {
        .name = "store in memory", .driver = &store_sqlite, .fresh = fresh_memory, .drop = drop_memory};
    static const struct store_suite disk = {.name = "store on disk",
                                            .driver = &store_sqlite,
                                            .fresh = place_fresh,
                                            .drop = place_drop,
                                            .keeps = true,
                                            .isolates = true,
                                            .one_writer = true};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_private_files),
        cmocka_unit_test(refuses_places_clearly),
        cmocka_unit_test(refuses_a_damaged_file),
        cmocka_unit_test(refuses_a_second_process),
        cmocka_unit_test(shortens_the_log),
        cmocka_unit_test(checks_deferred_constraints_per_unit),
        cmocka_unit_test(commits_a_group_whose_last_unit_fails),
        cmocka_unit_test(settings_hold),
        cmocka_unit_test(reports_values_that_are_too_large),
        cmocka_unit_test(ends_on_a_callers_bug),
    };
    int failed = store_suite_run(&memory) + store_suite_run(&disk);
    return failed + cmocka_run_group_tests_name("sqlite", tests, NULL, NULL);
}
