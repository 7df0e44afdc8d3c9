/* The store's words on a PostgreSQL with pgvector; and that the database is what finds the vectors there. */
#include "conformance/store_suite.h"
#include "servers/postgres.h"
#include "store/entity/household.h"
#include "store/entity/served/embedding.h"
#include "store/migrate.h"
#include "store/store_driver.h"

static struct store *opened(struct ctx *c, const char *url)
{
    struct store *store;
    assert_ok(c, store_open(c, &store_postgres, url, true, &store));
    assert_ok(c, migrate_up(c, store));
    return store;
}

static void keep_one(struct ctx *c, struct store *store, const char *name)
{
    struct store_tx *tx;
    struct store_query *q;
    struct embedding_model_row model = {.name = text_of(name), .dims = 2};
    const float vector[] = {0.6F, 0.8F};
    assert_ok(c, store_begin(c, store, &tx));
    assert_ok(c, store_query(c, tx, "INSERT INTO payee (seq, household, name) VALUES (?1, 1, ?2)", &q));
    store_bind_int(q, 1, 1);
    store_bind_text(q, 2, text_of(name));
    assert_ok(c, store_run(c, q, NULL));
    assert_ok(c, embedding_model_insert(c, tx, &model));
    assert_ok(c, embedding_insert(c, tx,
                                  &(struct embedding_row){.model = model.seq,
                                                          .household = HOUSEHOLD_FIRST,
                                                          .payee = 1,
                                                          .memo = TEXT(""),
                                                          .vector = vector,
                                                          .dims = 2}));
    assert_ok(c, store_commit(c, tx));
}

/* Without a use on an account there is nothing to be found, but the database looks. */
static bool database_finds(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    struct store_near *near;
    size_t count;
    bool able;
    const float query[] = {1, 0};
    struct store_nearest ask = {.household = HOUSEHOLD_FIRST,
                                .model = 1,
                                .query = query,
                                .dims = 2,
                                .day_from = INT64_MIN,
                                .day_to = INT64_MAX,
                                .limit = 5};
    assert_ok(c, store_begin_read(c, store, &tx));
    assert_ok(c, store_vectors_nearest(c, tx, &ask, &near, &count, &able));
    store_rollback(tx);
    return able;
}

static void the_database_finds_them_and_what_it_lacks_is_added_at_the_next_start(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char *url = postgres_fresh();
    struct store *store = opened(&c, url);
    keep_one(&c, store, "one");
    assert_true(database_finds(&c, store));
    free(postgres_ask(url, "DELETE FROM embedding_vector"));
    assert_false(database_finds(&c, store)); /* it lacks one: the program looks itself */
    store_close(store);
    store = opened(&c, url);
    assert_true(database_finds(&c, store));
    char *wall =
        postgres_ask(url, "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = "
                          "'embedding_vector'");
    assert_string_equal("t", wall);
    free(wall);
    store_close(store);
    postgres_drop(url);
    test_ctx_end(&c);
}

/* pgvector 0.6 may be created by superusers alone. */
static void who_may_not_create_it_does_without(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char *url = postgres_fresh_walled();
    struct store *store = opened(&c, url);
    keep_one(&c, store, "one");
    assert_false(database_finds(&c, store));
    store_close(store);
    postgres_drop(url);
    test_ctx_end(&c);
}

int main(void)
{
    static const struct store_suite suite = {.name = "store in PostgreSQL with pgvector",
                                             .driver = &store_postgres,
                                             .fresh = postgres_fresh,
                                             .drop = postgres_drop,
                                             .keeps = true,
                                             .isolates = true};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_database_finds_them_and_what_it_lacks_is_added_at_the_next_start),
        cmocka_unit_test(who_may_not_create_it_does_without),
    };
    return store_suite_run(&suite) + cmocka_run_group_tests_name("pgvector", tests, NULL, NULL);
}
