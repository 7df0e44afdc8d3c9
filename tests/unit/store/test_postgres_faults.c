/* A server that is killed, several processes, schema changes that end in their midst, addresses where nothing is. */
#include "servers/postgres.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <pthread.h>
#include <sys/wait.h>

static struct store *open_at(const char *url)
{
    struct ctx c = test_ctx();
    struct store *store = NULL;
    assert_ok(&c, store_open(&c, &store_postgres, url, true, &store));
    test_ctx_end(&c);
    return store;
}

static void make_tables(struct store *store)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin_bulk(&c, store, &tx));
    assert_ok(
        &c,
        store_script(
            &c, tx,
            "CREATE TABLE t (n INTEGER PRIMARY KEY); CREATE TABLE total (one INTEGER PRIMARY KEY, n INTEGER);"
            "INSERT INTO total VALUES (1, 0)"));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
}

/* A unit that reads, decides and writes: what no other writer may come between. */
static enum err count_up(struct ctx *c, struct store *store, int64_t n)
{
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    TRY(store_begin(c, store, &tx));
    TRY(store_query(c, tx, "SELECT n FROM total WHERE one = 1", &q));
    TRY(store_next(c, q, &row));
    int64_t before = store_int(q, 0);
    store_reset(q);
    TRY(store_query(c, tx, "UPDATE total SET n = ?1 WHERE one = 1", &q));
    store_bind_int(q, 1, before + 1);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "INSERT INTO t (n) VALUES (?1)", &q));
    store_bind_int(q, 1, n);
    TRY(store_run(c, q, NULL));
    return store_commit(c, tx);
}

static int64_t ask(const char *url, const char *sql)
{
    char *said = postgres_ask(url, sql);
    int64_t number = strtoll(said, NULL, 10);
    free(said);
    return number;
}

/* -- A server that is killed -- */

static void control(const char *what, const char *folder)
{
    pid_t child = fork();
    if (child == 0) {
        execlp("python3", "python3", FLORIN_POSTGRES_PY, what, folder, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_int_equal(0, status);
}

enum { WRITERS = 4, ROUNDS_MAX = 100000 };

struct writer {
    struct store *store;
    atomic_bool *stop;
    int64_t first, tried;
    int64_t acknowledged, failed, other;
    bool *told; /* of each unit: acknowledged */
    char why[400];
};

static void *write_on(void *arg)
{
    struct writer *w = arg;
    while (!atomic_load(w->stop) && w->tried < ROUNDS_MAX) {
        struct ctx c = test_ctx();
        enum err e = count_up(&c, w->store, w->first + w->tried);
        w->told[w->tried++] = e == OK;
        w->acknowledged += e == OK;
        w->failed += e == ERR_BUSY || e == ERR_IO;
        if (e != OK && e != ERR_BUSY && e != ERR_IO) {
            w->other++;
            snprintf(w->why, sizeof w->why, "%s: %s", err_name(e), c.why);
        }
        test_ctx_end(&c);
        if (e != OK)
            usleep(5000);
    }
    return NULL;
}

static void keeps_what_was_acknowledged_when_the_server_is_killed(void **state)
{
    const char *folder = *state;
    char url[160];
    snprintf(url, sizeof url, "postgresql://florin@/postgres?host=%s", folder);
    struct store *store = open_at(url);
    make_tables(store);
    atomic_bool stop = false;
    struct writer writers[WRITERS];
    pthread_t threads[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){.store = store, .stop = &stop, .first = (int64_t)i * ROUNDS_MAX};
        writers[i].told = calloc(ROUNDS_MAX, sizeof(bool));
        assert_int_equal(0, pthread_create(&threads[i], NULL, write_on, &writers[i]));
    }
    for (int kills = 0; kills < 5; kills++) {
        usleep(300000);
        control(kills == 4 ? "restart" : "kill", folder);
    }
    usleep(300000);
    atomic_store(&stop, true);
    int64_t acknowledged = 0, tried = 0;
    for (int i = 0; i < WRITERS; i++) {
        pthread_join(threads[i], NULL);
        assert_string_equal("", writers[i].why);
        assert_true(writers[i].told[writers[i].tried - 1]); /* it works again */
        acknowledged += writers[i].acknowledged;
        tried += writers[i].tried;
    }
    /* Each unit whole or not at all; nothing that was acknowledged is missing; what was in doubt may be there. */
    int64_t kept = ask(url, "SELECT count(*) FROM t");
    assert_int_equal(kept, ask(url, "SELECT n FROM total"));
    assert_true(kept >= acknowledged && kept <= tried);
    for (int i = 0; i < WRITERS; i++) {
        char *said = postgres_ask_of(url, "SELECT count(*) FROM t WHERE n / 100000 = $1::bigint", i);
        assert_true(strtoll(said, NULL, 10) >= writers[i].acknowledged);
        free(said);
        free(writers[i].told);
    }
    store_close(store);
}

/* A server of its own, which is stopped whatever becomes of the test. */
static int own_server(void **state)
{
    static char folder[64];
    snprintf(folder, sizeof folder, "/tmp/florin-postgres-kill-%d", (int)getpid());
    control("start", folder);
    *state = folder;
    return 0;
}

static int own_server_stop(void **state)
{
    control("stop", *state);
    return 0;
}

/* -- Several processes -- */

static void woken(void *self)
{
    atomic_fetch_add((atomic_int *)self, 1);
}

static void several_processes_write_in_turns(void **state)
{
    (void)state;
    enum { PROCESSES = 3, UNITS = 100 };
    char *url = postgres_fresh();
    struct store *store = open_at(url);
    make_tables(store);
    store_close(store);
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] != 0)
            continue;
        struct ctx c = test_ctx();
        bool good = store_open(&c, &store_postgres, url, true, &store) == OK;
        for (int64_t n = 0; good && n < UNITS; n++)
            good = count_up(&c, store, i * 1000 + n) == OK;
        _exit(good ? 0 : 1);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = 1;
        waitpid(children[i], &status, 0);
        assert_int_equal(0, status);
    }
    assert_int_equal(PROCESSES * UNITS, ask(url, "SELECT n FROM total"));
    assert_int_equal(PROCESSES * UNITS, ask(url, "SELECT count(*) FROM t"));
    postgres_drop(url);
}

static void is_told_what_others_commit(void **state)
{
    (void)state;
    char *url = postgres_fresh();
    struct store *store = open_at(url), *other;
    struct ctx c = test_ctx();
    atomic_int times = 0;
    make_tables(store);
    other = open_at(url);
    store_on_commit_elsewhere(store, woken, &times);
    for (int i = 0; i < 500 && times == 0; i++)
        usleep(10000);
    int begun = times; /* once, when it begins to listen */
    assert_int_equal(1, begun);
    int64_t count = store_change_count(store);
    assert_int_equal(count, store_change_count(other));
    assert_ok(&c, count_up(&c, store, 1));
    assert_int_not_equal(count, store_change_count(other));
    count = store_change_count(store);
    usleep(50000);
    assert_int_equal(begun, times); /* not by one's own */
    assert_ok(&c, count_up(&c, other, 2));
    assert_int_not_equal(count, store_change_count(store));
    for (int i = 0; i < 500 && times == begun; i++)
        usleep(10000);
    assert_int_equal(begun + 1, times);
    store_on_commit_elsewhere(store, NULL, NULL);
    test_ctx_end(&c);
    store_close(store);
    store_close(other);
    postgres_drop(url);
}

/* A cache may still hold what was computed before, at the same number of changes. */
static void a_restored_database_counts_like_no_other(void **state)
{
    static const char *const restored[] = {
        /* rows alone */
        "UPDATE store_change SET n = (SELECT n FROM kept)",
        /* pg_restore --clean, while the program goes on */
        "CREATE TABLE store_change_new (LIKE store_change INCLUDING ALL); INSERT INTO store_change_new "
        "SELECT * FROM kept; "
        "DROP TABLE store_change; ALTER TABLE store_change_new RENAME TO store_change",
    };
    (void)state;
    char *url = postgres_fresh();
    struct store *store = open_at(url);
    struct ctx c = test_ctx();
    int64_t seen[8];
    size_t count = 0;
    make_tables(store);
    seen[count++] = store_change_count(store);
    assert_int_equal(seen[0], store_change_count(store));
    free(postgres_ask(url, "CREATE TABLE kept AS SELECT * FROM store_change"));
    for (size_t i = 0; i < 2; i++) {
        assert_ok(&c, count_up(&c, store, (int64_t)i + 1));
        seen[count++] = store_change_count(store);
        free(postgres_ask(url, restored[i]));
        assert_int_equal(ask(url, "SELECT n FROM kept"), ask(url, "SELECT n FROM store_change"));
        seen[count++] = store_change_count(store);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(seen[i], seen[k]);
    for (size_t i = 0; i < count; i++)
        assert_true(seen[i] >= 0);
    test_ctx_end(&c);
    store_close(store);
    /* Another database in which the same happened. */
    char *another = postgres_fresh();
    store = open_at(another);
    make_tables(store);
    assert_int_not_equal(seen[0], store_change_count(store));
    store_close(store);
    postgres_drop(another);
    postgres_drop(url);
}

static void signs_of_life_are_no_news(void **state)
{
    (void)state;
    char *url = postgres_fresh();
    struct store *store = open_at(url), *other;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    atomic_int times = 0;
    make_tables(store);
    other = open_at(url);
    store_on_commit_elsewhere(store, woken, &times);
    for (int i = 0; i < 500 && times == 0; i++)
        usleep(10000);
    int64_t count = store_change_count(store), sum = ask(url, "SELECT n FROM total");
    assert_ok(&c, store_begin_aside(&c, other, &tx));
    assert_ok(&c, store_query(&c, tx, "UPDATE total SET n = n + 1", &q));
    assert_ok(&c, store_run(&c, q, NULL));
    assert_ok(&c, store_commit(&c, tx));
    assert_int_equal(sum + 1, ask(url, "SELECT n FROM total"));
    assert_int_equal(count, store_change_count(store));
    assert_ok(&c, count_up(&c, other, 1)); /* news, which are told once */
    assert_int_not_equal(count, store_change_count(store));
    for (int i = 0; i < 500 && times == 1; i++)
        usleep(10000);
    assert_int_equal(2, times);
    store_on_commit_elsewhere(store, NULL, NULL);
    test_ctx_end(&c);
    store_close(store);
    store_close(other);
    postgres_drop(url);
}

/* -- Schema changes -- */

/* The server ends its process at the Nth statement that changes the schema. */
static const char killer[] =
    "CREATE SEQUENCE statements; CREATE TABLE end_at (n bigint); INSERT INTO end_at VALUES (0);"
    "CREATE FUNCTION end_here() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF nextval('public.statements') = (SELECT n FROM public.end_at) THEN PERFORM "
    "pg_terminate_backend(pg_backend_pid()); END IF; END $$;"
    "CREATE EVENT TRIGGER end_here ON ddl_command_end EXECUTE FUNCTION end_here()";

static const char shape[] =
    "SELECT md5(string_agg(table_name || '.' || column_name || ' ' || data_type, ',' ORDER BY table_name, "
    "column_name)) FROM information_schema.columns WHERE table_schema = 'public'";

/* One database: the server's process ends at the first statement, the second, … until a change got through, and then begins with the next. */
static void schema_changes_are_whole_or_not(void **state)
{
    (void)state;
    enum { VERSIONS_MAX = 100 };
    char *url = postgres_fresh(), *shapes[VERSIONS_MAX] = {NULL};
    struct store *store = open_at(url);
    enum err e = ERR_BUSY;
    int64_t version = 0, ended = 0;
    free(postgres_ask(url, killer));
    for (int64_t at = 1; e != OK; at++) {
        struct ctx c = test_ctx();
        free(postgres_ask(url, "SELECT setval('statements', 1)"));
        free(postgres_ask_of(url, "UPDATE end_at SET n = $1::bigint + 1", at));
        e = migrate_up(&c, store);
        if (e != OK)
            assert_string_equal("busy", err_name(e));
        ended += e != OK;
        int64_t now = ask(url, "SELECT count(*) FROM pg_tables WHERE tablename = 'migration'") == 0
                          ? 0
                          : ask(url, "SELECT coalesce(max(version), 0) FROM migration");
        assert_true(now >= version && now < VERSIONS_MAX);
        char *looks = postgres_ask(url, shape);
        if (now > version)
            at = 0;
        version = now;
        if (shapes[version] == NULL)
            shapes[version] = strdup(looks);
        if (version > 0) /* before the first, the log itself may be there or not */
            assert_string_equal(shapes[version], looks);
        free(looks);
        test_ctx_end(&c);
    }
    assert_int_equal(migrate_newest(), version);
    assert_true(ended > 60);
    for (int i = 0; i < VERSIONS_MAX; i++)
        free(shapes[i]);
    store_close(store);
    postgres_drop(url);
}

/* -- Addresses -- */

static void says_what_it_cannot_reach(void **state)
{
    (void)state;
    static const struct {
        const char *url, *says;
        enum err code;
    } cases[] = {
        {"postgresql://u:geheim@127.0.0.1:1/ledger", "database \"ledger\" on 127.0.0.1", ERR_BUSY},
        {"postgresql://u:geheim@nowhere.invalid/ledger", "nowhere.invalid", ERR_BUSY},
        {"postgresql://u:geheim@[::1/ledger", "postgresql://USER", ERR_USAGE},
        {"postgresql://u:geheim@h:99999/ledger", "", ERR_BUSY},
        {"postgresql://u:geheim@h/ledger?geheim=1", "postgresql://USER", ERR_USAGE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ctx c = test_ctx();
        struct store *store = NULL;
        assert_err(cases[i].code, store_open(&c, &store_postgres, cases[i].url, true, &store));
        assert_null(store);
        if (strstr(c.why, cases[i].says) == NULL || strstr(c.why, "geheim") != NULL)
            fail_msg("%s", c.why);
        test_ctx_end(&c);
    }
}

static void an_empty_database_is_no_household(void **state)
{
    (void)state;
    char *url = postgres_fresh();
    struct ctx c = test_ctx();
    struct store *store = NULL;
    assert_err(ERR_NOT_FOUND, store_open(&c, &store_postgres, url, false, &store));
    assert_int_equal(
        0,
        ask(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")); /* reading makes nothing */
    store_close(open_at(url));
    assert_ok(&c, store_open(&c, &store_postgres, url, false, &store));
    store_close(store);
    test_ctx_end(&c);
    postgres_drop(url);
}

static void values_that_do_not_fit(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *text;
        enum err code;
    } cases[] = {
        {"SELECT 9223372036854775807 + n FROM total, (SELECT 1 AS k) x WHERE ?1 <> ''", "x", ERR_CORRUPT},
        {"SELECT ?1", "\xff\xfe", ERR_INPUT},
        {"SELECT nothing FROM total WHERE ?1 <> ''", "x", ERR_CORRUPT},
        {"INSERT INTO total (one, n) SELECT 1, 2 WHERE ?1 <> ''", "x", ERR_CONFLICT},
    };
    char *url = postgres_fresh();
    struct store *store = open_at(url);
    make_tables(store);
    struct ctx c = test_ctx();
    assert_ok(&c, count_up(&c, store, 1));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store_tx *tx;
        struct store_query *q;
        bool row;
        assert_ok(&c, store_begin(&c, store, &tx));
        assert_ok(&c, store_query(&c, tx, cases[i].sql, &q));
        store_bind_text(q, 1, text_of(cases[i].text));
        assert_err(cases[i].code, store_next(&c, q, &row));
        store_rollback(tx);
    }
    int lock;
    assert_err(ERR_DENIED, store_lend(&c, store, &lock));
    test_ctx_end(&c);
    store_close(store);
    postgres_drop(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keeps_what_was_acknowledged_when_the_server_is_killed, own_server,
                                        own_server_stop),
        cmocka_unit_test(several_processes_write_in_turns),
        cmocka_unit_test(is_told_what_others_commit),
        cmocka_unit_test(a_restored_database_counts_like_no_other),
        cmocka_unit_test(signs_of_life_are_no_news),
        cmocka_unit_test(schema_changes_are_whole_or_not),
        cmocka_unit_test(says_what_it_cannot_reach),
        cmocka_unit_test(an_empty_database_is_no_household),
        cmocka_unit_test(values_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
