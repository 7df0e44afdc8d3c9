/* Groups: many units of one thread, each all-or-none, on disk together or not at all. */
#include "conformance/place.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

/* A unit as a use case has it: an arena of its own, gone before the group ends. `seq` is added, and a part that refers to `part_of`. */
static enum err unit(struct store *store, int64_t seq, int64_t part_of)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    enum err e = store_begin(&c, store, &tx);
    if (e == OK)
        e = thing_add(&c, tx, seq);
    if (e == OK)
        e = part_add(&c, tx, part_of, seq);
    if (e == OK)
        e = store_commit(&c, tx);
    test_ctx_end(&c);
    return e;
}

static void keeps_units_together(void **state)
{
    struct place *p = *state;
    struct store_group *group;
    struct store_counts before = store_counts(p->store);
    int64_t changes = store_change_count(p->store);
    assert_ok(&p->c, store_group_begin(&p->c, p->store, &group));
    struct store *store = store_group_store(group);
    for (int64_t seq = 1; seq <= 256; seq++)
        assert_int_equal(OK, unit(store, seq, seq));
    assert_int_equal(changes, store_change_count(store));
    assert_string_equal(store_driver_name(p->store), store_driver_name(store));
    assert_ok(&p->c, store_group_commit(&p->c, group));
    struct store_counts after = store_counts(p->store);
    assert_int_equal(256, after.units - before.units);
    assert_int_equal(1, after.commits - before.commits);
    assert_int_not_equal(changes, store_change_count(p->store));
    assert_int_equal(256, number_now(p->store, count_things));
    assert_ok(&p->c, add_one(p->store, 257)); /* the turn is free again */
}

static void undoes_only_the_unit_that_failed(void **state)
{
    struct place *p = *state;
    struct store_group *group;
    struct store_counts before = store_counts(p->store);
    assert_ok(&p->c, store_group_begin(&p->c, p->store, &group));
    struct store *store = store_group_store(group);
    assert_err(ERR_CONFLICT, unit(store, 1, 99)); /* the first, when nothing is written yet */
    assert_int_equal(OK, unit(store, 1, 1));
    assert_err(ERR_CONFLICT, unit(store, 2, 99)); /* after its first row */
    assert_err(ERR_CONFLICT, unit(store, 1, 1));  /* at its first row */
    assert_int_equal(OK, unit(store, 2, 1));
    assert_ok(&p->c, store_group_commit(&p->c, group));
    assert_int_equal(2, number_now(p->store, count_things));
    assert_int_equal(2, number_now(p->store, "SELECT count(*) FROM part WHERE thing = 1"));
    assert_int_equal(2, store_counts(p->store).units - before.units);
    assert_int_equal(3, store_counts(p->store).rollbacks - before.rollbacks);
}

/* A failed unit that is committed all the same, and one that somebody forgot. */
static void survives_units_without_an_end(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c, forgetful = test_ctx();
    struct store_group *group;
    struct store_tx *tx, *forgotten;
    assert_ok(c, store_group_begin(c, p->store, &group));
    struct store *store = store_group_store(group);
    assert_ok(c, store_begin(c, store, &tx));
    assert_ok(c, thing_add(c, tx, 1));
    assert_err(ERR_CONFLICT, thing_add(c, tx, 1));
    assert_err(ERR_CONFLICT, store_commit(c, tx));
    assert_ok(c, store_begin(c, store, &tx)); /* it ends with its arena */
    assert_int_equal(0, number(c, tx, count_things));
    store_rollback(tx);
    assert_ok(&forgetful, store_begin(&forgetful, store, &forgotten));
    assert_ok(&forgetful, thing_add(&forgetful, forgotten, 5));
    assert_int_equal(OK, unit(store, 2, 2)); /* it ends when the next one begins */
    assert_ok(&forgetful, store_begin(&forgetful, store, &forgotten));
    assert_ok(&forgetful, thing_add(&forgetful, forgotten, 6));
    assert_ok(c, store_group_commit(c, group)); /* or when the group does */
    test_ctx_end(&forgetful);
    assert_int_equal(1, number_now(p->store, count_things));
    assert_int_equal(OK, add_one(p->store, 3));
}

static void ends_with_its_arena(void **state)
{
    struct place *p = *state;
    struct store_group *group;
    for (int told = 0; told < 2; told++) {
        struct ctx c = test_ctx();
        assert_ok(&c, store_group_begin(&c, p->store, &group));
        assert_int_equal(OK, unit(store_group_store(group), 1, 1));
        if (told)
            store_group_rollback(group);
        test_ctx_end(&c);
        assert_int_equal(0, number_now(p->store, count_things));
    }
    assert_ok(&p->c, store_group_begin(&p->c, p->store, &group));
    assert_ok(&p->c, store_group_commit(&p->c, group)); /* an empty one */
    assert_int_equal(OK, add_one(p->store, 1));
}

static void reads_its_own_writes(void **state)
{
    struct place *p = *state;
    struct ctx *c = &p->c;
    struct store_group *group;
    struct store_tx *inside, *tx;
    struct store_query *q;
    assert_int_equal(OK, add_one(p->store, 1));
    assert_int_equal(OK, add_one(p->store, 2));
    assert_ok(c, store_group_begin(c, p->store, &group));
    struct store *store = store_group_store(group);
    assert_int_equal(OK, unit(store, 3, 3));
    assert_int_equal(3, number_now(store, count_things));
    if (suite->isolates)
        assert_int_equal(2, number_now(p->store, count_things)); /* nobody else does */
    /* What reads stands where it stood while units write, and use the same query. */
    assert_ok(c, store_begin_read(c, store, &inside));
    assert_ok(c, store_query(c, inside, "SELECT seq FROM thing ORDER BY seq", &q));
    assert_true(another_row(c, q));
    for (int64_t seq = 4; seq <= 5; seq++) {
        assert_int_equal(OK, unit(store, seq, seq));
        assert_err(ERR_CONFLICT, unit(store, seq + 10, 99));
    }
    assert_ok(c, store_begin(c, store, &tx));
    assert_int_equal(1, number(c, tx, "SELECT seq FROM thing ORDER BY seq"));
    store_rollback(tx);
    assert_true(another_row(c, q));
    assert_int_equal(2, store_int(q, 0));
    assert_ok(c, store_group_commit(c, group));
    assert_int_equal(5, number_now(p->store, count_things));
}

/* -- Beside other threads */

struct other {
    struct store *store;
    int64_t seq;
    atomic_int *order;
    int came;
    enum err result;
};

/* Which unit it was is told by when it wrote. */
static void *write_one(void *arg)
{
    struct other *other = arg;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    other->result = store_begin(&c, other->store, &tx);
    other->came = atomic_fetch_add(other->order, 1);
    if (other->result == OK)
        other->result = thing_add(&c, tx, other->seq);
    if (other->result == OK)
        other->result = store_commit(&c, tx);
    test_ctx_end(&c);
    return NULL;
}

static void *write_group(void *arg)
{
    struct other *other = arg;
    struct ctx c = test_ctx();
    struct store_group *group;
    other->result = store_group_begin(&c, other->store, &group);
    other->came = atomic_fetch_add(other->order, 1);
    for (int64_t i = 0; other->result == OK && i < 10; i++)
        other->result = unit(store_group_store(group), other->seq + i, other->seq);
    if (other->result == OK)
        other->result = store_group_commit(&c, group);
    test_ctx_end(&c);
    return NULL;
}

static void waits_for_its_turn(void **state)
{
    enum { OTHERS = 5 };
    struct place *p = *state;
    struct store_tx *first;
    struct other others[OTHERS];
    pthread_t threads[OTHERS];
    atomic_int order = 0;
    assert_ok(&p->c, store_begin(&p->c, p->store, &first));
    for (int i = 0; i < OTHERS; i++) {
        others[i] = (struct other){.store = p->store, .seq = i * 100 + 1, .order = &order};
        assert_int_equal(0,
                         pthread_create(&threads[i], NULL, i % 2 == 1 ? write_group : write_one, &others[i]));
        usleep(20000); /* until it waits */
    }
    assert_int_equal(0, order);
    assert_ok(&p->c, thing_add(&p->c, first, 1000));
    assert_ok(&p->c, store_commit(&p->c, first));
    for (int i = 0; i < OTHERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(OK, others[i].result);
        assert_int_equal(i, others[i].came);
    }
    assert_int_equal(1 + 3 + 20, number_now(p->store, count_things));
}

/* Groups and single units of many threads: what was acknowledged is there, what failed is not, and nothing hangs. */
struct crowd {
    struct store *store;
    int64_t first, acknowledged;
    char failure[200];
};

enum { CROWD = 4, ROUNDS = 12, ROUND_UNITS = 20 };

static enum err crowd_round(struct ctx *c, struct crowd *crowd, int round)
{
    struct store_group *group;
    int64_t seq = crowd->first + round * ROUND_UNITS, kept = 0;
    TRY(store_group_begin(c, crowd->store, &group));
    for (int64_t i = 0; i < ROUND_UNITS; i++) {
        enum err e = unit(store_group_store(group), seq + i, i % 4 == 3 ? -1 : seq + i);
        if ((e == OK) == (i % 4 == 3))
            return ERR_CORRUPT;
        kept += e == OK;
    }
    if (round % 3 == 2)
        return OK; /* left to the arena */
    crowd->acknowledged += kept;
    return store_group_commit(c, group);
}

static void *crowd_work(void *arg)
{
    struct crowd *crowd = arg;
    for (int round = 0; round < ROUNDS && crowd->failure[0] == '\0'; round++) {
        struct ctx c = test_ctx();
        enum err e = crowd_round(&c, crowd, round);
        if (e != OK)
            snprintf(crowd->failure, sizeof crowd->failure, "%s: %.150s", err_name(e), c.why);
        test_ctx_end(&c);
        if (round % 2 == 0)
            crowd->acknowledged += add_one(crowd->store, crowd->first + 5000 + round) == OK;
    }
    return NULL;
}

static void shares_the_store_with_others(void **state)
{
    struct place *p = *state;
    struct crowd crowds[CROWD];
    pthread_t threads[CROWD];
    int64_t acknowledged = 0;
    for (int i = 0; i < CROWD; i++) {
        crowds[i] = (struct crowd){.store = p->store, .first = i * 10000 + 1};
        assert_int_equal(0, pthread_create(&threads[i], NULL, crowd_work, &crowds[i]));
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
        assert_string_equal("", crowds[i].failure);
        acknowledged += crowds[i].acknowledged;
    }
    assert_int_equal(CROWD * (8 * 15 + 6), acknowledged);
    assert_int_equal(acknowledged, number_now(p->store, count_things));
    assert_int_equal(acknowledged - CROWD * 6, number_now(p->store, "SELECT count(*) FROM part"));
}

int store_groups_run(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_FRESH_PLACE(keeps_units_together),          ON_A_FRESH_PLACE(undoes_only_the_unit_that_failed),
        ON_A_FRESH_PLACE(survives_units_without_an_end), ON_A_FRESH_PLACE(ends_with_its_arena),
        ON_A_FRESH_PLACE(reads_its_own_writes),          ON_A_FRESH_PLACE(waits_for_its_turn),
        ON_A_FRESH_PLACE(shares_the_store_with_others),
    };
    return cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
