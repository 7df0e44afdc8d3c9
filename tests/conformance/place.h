/* What the tests of a store driver share: a store at a fresh place, and small words. For this folder alone. */
#ifndef TESTS_CONFORMANCE_PLACE_H
#define TESTS_CONFORMANCE_PLACE_H

#include "conformance/store_suite.h"
#include "support.h"

/* The suite that runs now. */
extern const struct store_suite *suite;

/* Each test's store at its fresh place. */
struct place {
    char *location;
    struct store *store;
    struct ctx c;
};

static const char schema[] =
    "CREATE TABLE thing (seq INTEGER PRIMARY KEY, id BLOB NOT NULL, name TEXT, amount INTEGER, data BLOB);"
    "CREATE UNIQUE INDEX thing_id ON thing (id);"
    "CREATE TABLE part (thing INTEGER NOT NULL REFERENCES thing (seq), line INTEGER NOT NULL,"
    " PRIMARY KEY (thing, line));";

static inline int set_up(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    p->c = test_ctx();
    p->location = suite->fresh();
    struct store_tx *tx;
    assert_ok(&p->c, store_open(&p->c, suite->driver, p->location, true, &p->store));
    assert_ok(&p->c, store_begin_bulk(&p->c, p->store, &tx));
    assert_ok(&p->c, store_script(&p->c, tx, schema));
    assert_ok(&p->c, store_commit(&p->c, tx));
    *state = p;
    return 0;
}

static inline int tear_down(void **state)
{
    struct place *p = *state;
    test_ctx_end(&p->c);
    store_close(p->store);
    suite->drop(p->location);
    free(p);
    return 0;
}

/* -- Small words for the tests
 * ---------------------------------------------------------------------------------------------------- */

static inline struct id id_of(int64_t n)
{
    return id_seeded(INT64_C(1767225600000000), (uint64_t)n);
}

/* Asks what was changed, so that an error is told at once. */
static inline enum err thing_add(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "INSERT INTO thing (seq, id, name) VALUES (?1, ?2, ?3)", &q));
    store_bind_int(q, 1, seq);
    store_bind_id(q, 2, id_of(seq));
    store_bind_text(q, 3, TEXT("thing"));
    return store_run(c, q, &changed);
}

static inline enum err part_add(struct ctx *c, struct store_tx *tx, int64_t thing, int64_t line)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "INSERT INTO part (thing, line) VALUES (?1, ?2)", &q));
    store_bind_int(q, 1, thing);
    store_bind_int(q, 2, line);
    return store_run(c, q, &changed);
}

static inline int64_t number(struct ctx *c, struct store_tx *tx, const char *sql)
{
    struct store_query *q;
    bool row;
    assert_ok(c, store_query(c, tx, sql, &q));
    assert_ok(c, store_next(c, q, &row));
    assert_true(row);
    int64_t n = store_int(q, 0);
    store_reset(q);
    return n;
}

static inline bool another_row(struct ctx *c, struct store_query *q)
{
    bool row;
    assert_ok(c, store_next(c, q, &row));
    return row;
}

/* Asked in a transaction of its own. */
static inline int64_t number_now(struct store *store, const char *sql)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    int64_t n = number(&c, tx, sql);
    test_ctx_end(&c);
    return n;
}

static const char count_things[] = "SELECT count(*) FROM thing";

static inline enum err add_one(struct store *store, int64_t seq)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, store, &tx));
    enum err e = thing_add(&c, tx, seq);
    if (e == OK)
        assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
    return e;
}

#define ON_A_FRESH_PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* store_groups.c: units of one thread that reach the disk together. Gives how many tests failed. */
int store_groups_run(void);
int store_vectors_run(void);

#endif
