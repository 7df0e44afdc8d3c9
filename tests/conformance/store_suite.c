#include "conformance/place.h"

#include <pthread.h>

const struct store_suite *suite;

/* -- Values
 * -----------------------------------------------------------------------------------------------------------------------
 */

static const char round_trip_in[] =
    "INSERT INTO thing (seq, id, name, amount, data) VALUES (?1, ?2, ?3, ?4, ?5)";
static const char round_trip_out[] = "SELECT name, amount, data, id FROM thing WHERE seq = ?1";

/* Writes a row and stands on it. */
static struct store_query *round_trip(struct ctx *c, struct store_tx *tx, int64_t seq, struct text name,
                                      int64_t amount, struct text data)
{
    struct store_query *q;
    bool row;
    assert_ok(c, store_query(c, tx, round_trip_in, &q));
    store_bind_int(q, 1, seq);
    store_bind_id(q, 2, id_of(seq));
    store_bind_text(q, 3, name);
    store_bind_int(q, 4, amount);
    store_bind_blob(q, 5, data.at, data.len);
    assert_ok(c, store_run(c, q, NULL));
    assert_ok(c, store_query(c, tx, round_trip_out, &q));
    store_bind_int(q, 1, seq);
    assert_ok(c, store_next(c, q, &row));
    assert_true(row);
    return q;
}

static void keeps_values(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    static const int64_t numbers[] = {
        0, 1, -1, INT32_MAX, INT32_MIN, INT64_C(9007199254740993), INT64_MAX, INT64_MIN};
    static const char *const texts[] = {
        "a",   "",  "Grüße, 世界 🌍, Ёж", "it's \"quoted\"; -- no comment", "line\nline\ttab", "007",
        "1e3", "?1"};
    assert_ok(c, store_begin(c, p->store, &tx));
    for (int i = 0; i < 8; i++) {
        char bytes[] = {0, (char)0xFF, (char)i, 0, '\''};
        struct store_query *q =
            round_trip(c, tx, i + 1, text_of(texts[i]), numbers[i], (struct text){bytes, sizeof bytes});
        assert_text(texts[i], store_text(q, 0));
        assert_false(store_is_null(q, 0));
        assert_true(store_int(q, 1) == numbers[i]);
        assert_int_equal(sizeof bytes, store_blob(q, 2).len);
        assert_memory_equal(bytes, store_blob(q, 2).at, sizeof bytes);
        assert_true(id_equal(id_of(i + 1), store_get_id(q, 3)));
        store_reset(q);
    }
    assert_ok(c, store_commit(c, tx));
}

static void tells_null_from_empty(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(c, store_begin(c, p->store, &tx));
    q = round_trip(c, tx, 1, TEXT(""), 0, TEXT(""));
    assert_false(store_is_null(q, 0) || store_is_null(q, 1) || store_is_null(q, 2));
    assert_true(store_text(q, 0).at != NULL && store_text(q, 0).len == 0);
    assert_true(store_blob(q, 2).at != NULL && store_blob(q, 2).len == 0);
    store_reset(q);
    assert_ok(c, store_query(c, tx, round_trip_in, &q)); /* what is not bound is NULL */
    store_bind_int(q, 1, 2);
    store_bind_id(q, 2, id_of(2));
    store_bind_text(q, 3, (struct text){NULL, 0});
    store_bind_null(q, 4);
    assert_ok(c, store_run(c, q, NULL));
    assert_ok(c, store_query(c, tx, round_trip_out, &q));
    store_bind_int(q, 1, 2);
    assert_ok(c, store_next(c, q, &row));
    assert_true(store_is_null(q, 0) && store_is_null(q, 1) && store_is_null(q, 2));
    assert_true(store_text(q, 0).at == NULL && store_text(q, 0).len == 0);
    assert_true(store_blob(q, 2).at == NULL && store_blob(q, 2).len == 0);
    assert_int_equal(0, store_int(q, 1));
    assert_true(id_is_zero(store_get_id(q, 2)));
    store_reset(q);
    assert_int_equal(1, number(c, tx, "SELECT count(*) FROM thing WHERE name = ''"));
    assert_int_equal(1, number(c, tx, "SELECT count(*) FROM thing WHERE name IS NULL"));
}

static void keeps_large_values(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    static const size_t sizes[] = {4095, 4096, 65537, 1 << 20, 9 << 20};
    assert_ok(c, store_begin(c, p->store, &tx));
    for (int i = 0; i < 5; i++) {
        char *bytes = malloc(sizes[i]);
        uint64_t random = 88172645463325252; /* nothing that could be compressed */
        for (size_t k = 0; k < sizes[i]; k++) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            bytes[k] = (char)('a' + random % 26);
        }
        struct text large = {bytes, sizes[i]};
        struct store_query *q = round_trip(c, tx, i + 1, large, 0, large);
        assert_true(text_equal(large, store_text(q, 0)) && text_equal(large, store_blob(q, 2)));
        store_reset(q);
        free(bytes);
    }
    assert_ok(c, store_commit(c, tx));
    assert_true(store_size_bytes(p->store) > 20 << 20);
}

/* -- Queries
 * ----------------------------------------------------------------------------------------------------------------------
 */

static void gives_rows_in_order(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *q;
    assert_ok(c, store_begin(c, p->store, &tx));
    for (int64_t seq = 1; seq <= 100; seq++)
        assert_ok(c, thing_add(c, tx, seq * 37 % 101));
    for (int again = 0; again < 2; again++) {
        int64_t expected = 100;
        assert_ok(c, store_query(c, tx, "SELECT seq FROM thing ORDER BY seq DESC", &q));
        for (; another_row(c, q); expected--)
            assert_int_equal(expected, store_int(q, 0));
        assert_int_equal(0, expected);
    }
}

static void runs_a_query_again(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(c, store_begin(c, p->store, &tx));
    assert_ok(c, store_query(c, tx, round_trip_in, &q));
    store_bind_text(q, 3, TEXT("stays"));
    for (int64_t seq = 1; seq <= 3; seq++) { /* bindings stay for the next run */
        store_bind_int(q, 1, seq);
        store_bind_id(q, 2, id_of(seq));
        assert_ok(c, store_run(c, q, NULL));
    }
    assert_int_equal(3, number(c, tx, "SELECT count(*) FROM thing WHERE name = 'stays'"));
    assert_ok(c, store_query(c, tx, round_trip_out, &q));
    for (int64_t seq = 3; seq >= 1; seq--) { /* after its last row a query can be bound again */
        store_bind_int(q, 1, seq);
        assert_ok(c, store_next(c, q, &row));
        assert_true(row && id_equal(id_of(seq), store_get_id(q, 3)));
        assert_ok(c, store_next(c, q, &row));
        assert_false(row);
    }
}

static void nests_queries(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *outer, *inner;
    int64_t pairs = 0;
    assert_ok(c, store_begin(c, p->store, &tx));
    for (int64_t seq = 1; seq <= 10; seq++) {
        assert_ok(c, thing_add(c, tx, seq));
        for (int64_t line = 1; line <= seq; line++)
            assert_ok(c, part_add(c, tx, seq, line));
    }
    assert_ok(c, store_query(c, tx, "SELECT seq, name FROM thing ORDER BY seq", &outer));
    while (another_row(c, outer)) {
        struct text name = store_text(outer, 1);
        assert_ok(c, store_query(c, tx, "SELECT line FROM part WHERE thing = ?1", &inner));
        store_bind_int(inner, 1, store_int(outer, 0));
        while (another_row(c, inner))
            pairs++;
        assert_text("thing", name); /* lives until the next step of its own query */
    }
    assert_int_equal(55, pairs);
}

static int64_t changed_by(struct ctx *c, struct store_tx *tx, const char *sql)
{
    struct store_query *q;
    int64_t changed = -1;
    assert_ok(c, store_query(c, tx, sql, &q));
    assert_ok(c, store_run(c, q, &changed));
    return changed;
}

static int64_t walk_to_the_end(struct ctx *c, struct store_query *q, int64_t expected)
{
    int64_t count = 0;
    bool row;
    for (;; count++) {
        assert_ok(c, store_next(c, q, &row));
        if (!row)
            return count;
        assert_int_equal(expected++, store_int(q, 0));
    }
}

static const char walked[] = "SELECT seq FROM thing WHERE seq BETWEEN ?1 AND ?2 AND name <> ?3 AND "
                             "coalesce(?4, amount) = amount ORDER BY seq";

static struct store_query *begin_walk(struct ctx *c, struct store_tx *tx, bool walks, int64_t first)
{
    struct store_query *q;
    assert_ok(c, walks ? store_query_walk(c, tx, walked, &q) : store_query(c, tx, walked, &q));
    store_bind_int(q, 1, first);
    store_bind_int(q, 2, 6001);
    store_bind_text(q, 3, TEXT("thing"));
    store_bind_null(q, 4);
    return q;
}

/* Many rows of a query with values, whole or in portions, with others asked in between; the same literal either way. */
static void walks_far_with_values(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(c, store_begin_bulk(c, p->store, &tx));
    for (int64_t i = 1; i <= 6001; i++) {
        assert_ok(c, store_query(c, tx, round_trip_in, &q));
        store_bind_int(q, 1, i);
        store_bind_id(q, 2, id_of(i));
        store_bind_text(q, 3, TEXT("n"));
        store_bind_int(q, 4, i);
        store_bind_blob(q, 5, "", 0);
        assert_ok(c, store_run(c, q, NULL));
    }
    assert_int_equal(6001, walk_to_the_end(c, begin_walk(c, tx, true, 1), 1)); /* what was just written */
    assert_ok(c, store_commit(c, tx));
    assert_ok(c, store_begin_read(c, p->store, &tx));
    for (int walks = 0; walks < 4; walks++)
        assert_int_equal(5992, walk_to_the_end(c, begin_walk(c, tx, walks % 2 == 1, 10), 10));
    q = begin_walk(c, tx, true, 5000);
    for (int64_t i = 5000; i < 5005; i++) {
        assert_ok(c, store_next(c, q, &row));
        assert_int_equal(i, store_int(q, 0));
        assert_int_equal(6001, number(c, tx, count_things));
    }
    store_reset(q); /* before its end, and once more from there */
    assert_int_equal(1002, walk_to_the_end(c, begin_walk(c, tx, true, 5000), 5000));
    assert_int_equal(0, walk_to_the_end(c, begin_walk(c, tx, true, 6002), 0));
    store_rollback(tx);
}

static void counts_changes(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *q;
    int64_t changed = -1;
    assert_ok(c, store_begin(c, p->store, &tx));
    for (int64_t seq = 1; seq <= 10; seq++)
        assert_ok(c, thing_add(c, tx, seq));
    assert_int_equal(4, changed_by(c, tx, "UPDATE thing SET amount = 7 WHERE seq > 6"));
    assert_int_equal(0, changed_by(c, tx, "UPDATE thing SET amount = 7 WHERE seq > 60"));
    assert_int_equal(3, changed_by(c, tx, "DELETE FROM thing WHERE seq < 4"));
    assert_int_equal(0, changed_by(c, tx, "CREATE TABLE later (n INTEGER)"));
    assert_ok(c,
              store_query(c, tx, "INSERT INTO thing (seq, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", &q));
    for (int64_t seq = 10; seq <= 11; seq++) {
        store_bind_int(q, 1, seq);
        store_bind_id(q, 2, id_of(seq));
        assert_ok(c, store_run(c, q, &changed));
        assert_int_equal(seq - 10, changed);
    }
    assert_ok(c, store_commit(c, tx));
}

/* -- Transactions
 * -----------------------------------------------------------------------------------------------------------------
 */

static void rolls_back_with_the_arena(void **state)
{
    struct place *p = *state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, p->store, &tx));
    assert_ok(&c, thing_add(&c, tx, 1));
    assert_int_equal(1, number(&c, tx, count_things)); /* a unit sees its own rows */
    test_ctx_end(&c);
    assert_int_equal(0, number_now(p->store, count_things));
    assert_ok(&p->c, add_one(p->store, 1));
    assert_int_equal(1, number_now(p->store, count_things));
}

static void rolls_back_when_told(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    for (int i = 0; i < 3; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        assert_ok(c, store_begin(c, p->store, &tx));
        assert_ok(c, thing_add(c, tx, 1));
        if (i == 0)
            store_rollback(tx);
        arena_rewind(c->arena, mark); /* once is enough; without a word the arena does it */
    }
    assert_int_equal(0, number_now(p->store, count_things));
    assert_true(store_counts(p->store).rollbacks >= 3);
}

static void refuses_conflicts(void **state)
{
    struct place *p = *state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    assert_ok(&c, add_one(p->store, 1));
    assert_ok(&c, store_begin(&c, p->store, &tx));
    assert_ok(&c, thing_add(&c, tx, 2));
    assert_err(ERR_CONFLICT, thing_add(&c, tx, 1));
    assert_false(c.retriable);
    assert_true(c.why[0] != '\0');
    /* A unit in which something failed keeps nothing, whatever it tries. */
    assert_err(ERR_CONFLICT, store_query(&c, tx, count_things, &q));
    assert_err(ERR_CONFLICT, store_script(&c, tx, "CREATE TABLE late (n INTEGER)"));
    assert_err(ERR_CONFLICT, store_commit(&c, tx));
    assert_int_equal(1, number_now(p->store, count_things));
    assert_ok(&c, store_begin(&c, p->store, &tx));
    assert_err(ERR_CONFLICT, part_add(&c, tx, 99, 1)); /* no such thing */
    store_rollback(tx);
    assert_ok(&c, store_begin(&c, p->store, &tx));
    assert_ok(&c, part_add(&c, tx, 1, 1));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
}

/* What nobody waited for is told by a later call, at the latest by the commit, and nothing of the unit is kept. */
static void tells_an_error_in_the_end(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *q;
    for (int ask = 0; ask < 2; ask++) {
        enum err e = OK;
        assert_ok(c, store_begin(c, p->store, &tx));
        assert_ok(c, store_query(c, tx, "INSERT INTO thing (seq, id) VALUES (?1, ?2)", &q));
        for (int64_t seq = 1; e == OK && seq <= 1000; seq++) {
            store_bind_int(q, 1, seq == 700 ? 1 : seq);
            store_bind_id(q, 2, id_of(seq));
            e = store_run(c, q, NULL);
        }
        if (e == OK && ask)
            e = store_query(c, tx, "UPDATE thing SET amount = 1", &q);
        if (e == OK && ask) {
            int64_t changed;
            e = store_run(c, q, &changed);
        }
        if (e != OK || ask)
            assert_err(ERR_CONFLICT, e);
        assert_err(ERR_CONFLICT, store_commit(c, tx));
        assert_int_equal(0, number_now(p->store, count_things));
    }
}

static void reports_what_does_not_exist(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(c, store_begin_read(c, p->store, &tx));
    /* At the latest when it is asked. */
    assert_true(store_query(c, tx, "SELECT amount FROM nowhere", &q) != OK || store_next(c, q, &row) != OK);
    if (strstr(c->why, "nowhere") == NULL)
        fail_msg("it does not say what is missing: %s", c->why);
}

static void runs_scripts_whole_or_not(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *tx;
    assert_ok(c, store_begin_bulk(c, p->store, &tx));
    assert_true(
        store_script(
            c, tx,
            "CREATE TABLE half (n INTEGER); INSERT INTO half VALUES (1); INSERT INTO nowhere VALUES (1);") !=
        OK);
    store_rollback(tx);
    assert_ok(c, store_begin_bulk(c, p->store, &tx));
    assert_ok(c, store_script(
                     c, tx,
                     "-- the same name is free\nCREATE TABLE half (n INTEGER); INSERT INTO half VALUES (41);"
                     "UPDATE half SET n = n + 1;\n"));
    assert_ok(c, store_commit(c, tx));
    assert_int_equal(42, number_now(p->store, "SELECT n FROM half"));
}

static void reads_do_not_write(void **state)
{
    struct place *p = *state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin_read(&c, p->store, &tx));
    assert_true(thing_add(&c, tx, 1) != OK);
    test_ctx_end(&c);
    assert_int_equal(0, number_now(p->store, count_things));
}

/* A unit that looks something up and then writes holds both; neither waits for the other. */
static void reads_beside_a_writer(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *before, *writer, *beside;
    assert_ok(c, add_one(p->store, 1));
    assert_ok(c, store_begin_read(c, p->store, &before));
    assert_int_equal(1, number(c, before, count_things));
    assert_ok(c, store_begin(c, p->store, &writer));
    assert_ok(c, thing_add(c, writer, 2));
    assert_ok(c, store_begin_read(c, p->store, &beside));
    int64_t seen = number(c, beside, count_things);
    assert_ok(c, store_commit(c, writer));
    if (suite->isolates) {
        assert_int_equal(1, seen); /* nothing that is not committed */
        assert_int_equal(1, number(c, beside, count_things));
        assert_int_equal(1, number(c, before, count_things)); /* and nothing that was committed since */
    }
    assert_ok(c, store_commit(c, before));
    store_rollback(beside);
    assert_int_equal(2, number_now(p->store, count_things));
}

static void reads_many_at_once(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_tx *readers[20];
    assert_ok(c, add_one(p->store, 1));
    for (int i = 0; i < 20; i++) {
        assert_ok(c, store_begin_read(c, p->store, &readers[i]));
        assert_int_equal(1, number(c, readers[i], count_things));
    }
    for (int i = 0; i < 20; i++)
        assert_int_equal(1, number(c, readers[i], count_things));
}

/* -- Threads
 * ----------------------------------------------------------------------------------------------------------------------
 */

enum { THREADS = 8, UNITS = 150 };

struct worker {
    struct store *store;
    int64_t first; /* of the seqs that are this thread's */
    int64_t acknowledged;
    char failure[400];
};

/* A unit of two rows; every third fails in its midst in one of three ways, and must leave nothing. */
static enum err unit_run(struct ctx *c, struct store *store, int64_t seq)
{
    struct store_tx *tx;
    if (seq % 20 == 7)
        TRY(store_begin_bulk(c, store, &tx));
    else
        TRY(store_begin(c, store, &tx));
    TRY(thing_add(c, tx, seq));
    if (seq % 9 == 0)
        return thing_add(c, tx, seq);
    if (seq % 9 == 3)
        return ERR_CANCELLED; /* the arena rolls back */
    TRY(part_add(c, tx, seq, seq));
    if (seq % 9 == 6) {
        store_rollback(tx);
        return ERR_CANCELLED;
    }
    return store_commit(c, tx);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    for (int64_t seq = w->first; seq < w->first + UNITS; seq++) {
        struct ctx c = test_ctx();
        enum err e = unit_run(&c, w->store, seq);
        enum err expected = seq % 9 == 0 ? ERR_CONFLICT : seq % 3 == 0 ? ERR_CANCELLED : OK;
        if (e != expected)
            snprintf(w->failure, sizeof w->failure, "unit %d: %s: %s", (int)seq, err_name(e), c.why);
        w->acknowledged += e == OK;
        test_ctx_end(&c);
    }
    return NULL;
}

static void groups_units_of_threads(void **state)
{
    struct place *p = *state;
    pthread_t threads[THREADS];
    struct worker workers[THREADS];
    struct store_counts before = store_counts(p->store);
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){.store = p->store, .first = i * UNITS + 1};
        assert_int_equal(0, pthread_create(&threads[i], NULL, work, &workers[i]));
    }
    int64_t acknowledged = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_string_equal("", workers[i].failure);
        acknowledged += workers[i].acknowledged;
    }
    assert_int_equal(acknowledged, number_now(p->store, count_things));
    assert_int_equal(acknowledged, number_now(p->store, "SELECT count(*) FROM part"));
    assert_int_equal(0, number_now(p->store, "SELECT count(*) FROM thing WHERE seq % 3 = 0"));
    assert_int_equal(
        0, number_now(p->store, "SELECT count(*) FROM thing WHERE seq NOT IN (SELECT line FROM part)"));
    struct store_counts counts = store_counts(p->store);
    assert_int_equal(acknowledged, counts.units - before.units);
    assert_true(counts.commits <= counts.units);
    assert_int_equal(THREADS * UNITS - acknowledged, counts.rollbacks - before.rollbacks);
}

static void *watch(void *arg)
{
    struct worker *w = arg;
    for (int64_t last = 0; last < THREADS * UNITS * 2 / 3 && w->failure[0] == '\0';) {
        struct ctx c = test_ctx();
        struct store_tx *tx;
        struct store_query *q;
        bool row = false;
        enum err e = store_begin_read(&c, w->store, &tx);
        if (e == OK)
            e = store_query(&c, tx, "SELECT (SELECT count(*) FROM thing), (SELECT count(*) FROM part)", &q);
        if (e == OK)
            e = store_next(&c, q, &row);
        if (e != OK || !row ||
            (suite->isolates && (store_int(q, 0) != store_int(q, 1) || store_int(q, 0) < last)))
            snprintf(w->failure, sizeof w->failure, "after %d rows: %s %s", (int)last, err_name(e), c.why);
        else
            last = store_int(q, 0);
        test_ctx_end(&c);
    }
    return NULL;
}

/* Readers see whole groups only, and never fewer rows than before. */
static void readers_see_whole_units(void **state)
{
    struct place *p = *state;
    pthread_t writers[THREADS], readers[2];
    struct worker workers[THREADS], watchers[2];
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){.store = p->store, .first = i * UNITS + 1};
        assert_int_equal(0, pthread_create(&writers[i], NULL, work, &workers[i]));
    }
    for (int i = 0; i < 2; i++) {
        watchers[i] = (struct worker){.store = p->store};
        assert_int_equal(0, pthread_create(&readers[i], NULL, watch, &watchers[i]));
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(writers[i], NULL);
        assert_string_equal("", workers[i].failure);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(readers[i], NULL);
        assert_string_equal("", watchers[i].failure);
    }
}

/* -- Opening
 * ----------------------------------------------------------------------------------------------------------------------
 */

static void keeps_what_was_committed(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    if (!suite->keeps)
        skip();
    assert_ok(c, add_one(p->store, 1));
    store_close(p->store);
    p->store = NULL;
    assert_ok(c, store_open(c, suite->driver, p->location, true, &p->store));
    assert_int_equal(1, number_now(p->store, count_things));
    assert_ok(c, add_one(p->store, 2));
    assert_int_equal(2, number_now(p->store, count_things));
}

static void opens_for_reading(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store *reader = NULL;
    struct store_tx *tx;
    if (!suite->keeps)
        skip();
    assert_ok(c, add_one(p->store, 1));
    assert_ok(c, store_open(c, suite->driver, p->location, false, &reader));
    assert_int_equal(1, number_now(reader, count_things));
    assert_ok(c, add_one(p->store, 2));
    assert_int_equal(2, number_now(reader, count_things));
    assert_err(ERR_DENIED, store_begin(c, reader, &tx));
    store_close(p->store); /* a reader outlives the writer */
    p->store = NULL;
    assert_int_equal(2, number_now(reader, count_things));
    store_close(reader);
    reader = NULL;
    assert_ok(c, store_open(c, suite->driver, p->location, false, &reader)); /* and needs none */
    assert_int_equal(2, number_now(reader, count_things));
    store_close(reader);
}

static void refuses_a_second_writer(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store *second = NULL;
    if (!suite->one_writer)
        skip();
    assert_err(ERR_BUSY, store_open(c, suite->driver, p->location, true, &second));
    assert_null(second);
    assert_true(c->retriable);
    store_close(p->store);
    p->store = NULL;
    assert_ok(c, store_open(c, suite->driver, p->location, true, &p->store));
}

static void tells_its_facts(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    assert_true(strlen(store_driver_name(p->store)) > 0);
    assert_true(store_size_bytes(p->store) > 0);
    struct store_counts before = store_counts(p->store);
    assert_ok(c, add_one(p->store, 1));
    assert_ok(c, add_one(p->store, 2));
    struct store_counts after = store_counts(p->store);
    assert_int_equal(2, after.units - before.units);
    assert_int_equal(2, after.commits - before.commits);
    int64_t changes = store_change_count(p->store);
    assert_ok(c, add_one(p->store, 3));
    assert_int_not_equal(changes, store_change_count(p->store));
    changes = store_change_count(p->store);
    number_now(p->store, count_things);
    assert_int_equal(changes, store_change_count(p->store));
    store_close(NULL);
}

int store_suite_run(const struct store_suite *which)
{
    suite = which;
    const struct CMUnitTest tests[] = {
        ON_A_FRESH_PLACE(keeps_values),
        ON_A_FRESH_PLACE(tells_null_from_empty),
        ON_A_FRESH_PLACE(keeps_large_values),
        ON_A_FRESH_PLACE(gives_rows_in_order),
        ON_A_FRESH_PLACE(runs_a_query_again),
        ON_A_FRESH_PLACE(nests_queries),
        ON_A_FRESH_PLACE(walks_far_with_values),
        ON_A_FRESH_PLACE(counts_changes),
        ON_A_FRESH_PLACE(rolls_back_with_the_arena),
        ON_A_FRESH_PLACE(rolls_back_when_told),
        ON_A_FRESH_PLACE(refuses_conflicts),
        ON_A_FRESH_PLACE(tells_an_error_in_the_end),
        ON_A_FRESH_PLACE(reports_what_does_not_exist),
        ON_A_FRESH_PLACE(runs_scripts_whole_or_not),
        ON_A_FRESH_PLACE(reads_do_not_write),
        ON_A_FRESH_PLACE(reads_beside_a_writer),
        ON_A_FRESH_PLACE(reads_many_at_once),
        ON_A_FRESH_PLACE(groups_units_of_threads),
        ON_A_FRESH_PLACE(readers_see_whole_units),
        ON_A_FRESH_PLACE(keeps_what_was_committed),
        ON_A_FRESH_PLACE(opens_for_reading),
        ON_A_FRESH_PLACE(refuses_a_second_writer),
        ON_A_FRESH_PLACE(tells_its_facts),
    };
    return cmocka_run_group_tests_name(which->name, tests, NULL, NULL) + store_groups_run() +
           store_vectors_run();
}
