/* Entering transactions one after another, in groups: what is kept between them is never out of date. */
#include "finance/desk.h"
#include "ledger_world.h"

static const int64_t shop_id = INT64_C(1767225600000000);

static struct txn_new shop(uint64_t id, const char *payee)
{
    return (struct txn_new){.id = id == 0 ? (struct id){{0}} : id_seeded(shop_id, id),
                            .account = TEXT("giro"),
                            .date = 20500,
                            .amount = -1250,
                            .payee = text_of(payee)};
}

/* With an arena of its own, as a request has it. */
static enum err enter(struct store *store, struct desk *desk, struct txn_new fresh, int64_t *seq, bool *again)
{
    struct ctx c = test_ctx();
    enum err e = transaction_create_at(&c, store, desk, HOUSEHOLD_FIRST, &fresh, seq, again);
    test_ctx_end(&c);
    return e;
}

static int64_t entered(struct store *store, struct desk *desk, struct txn_new fresh)
{
    int64_t seq;
    bool again;
    assert_int_equal(OK, enter(store, desk, fresh, &seq, &again));
    assert_false(again);
    return seq;
}

/* How many transfers there are to this category. */
static int64_t in_category(struct world *w, const char *path)
{
    return world_ask_text(
        w, "SELECT count(*) FROM transfer t JOIN account a ON a.seq = t.debit WHERE a.name = ?1", path);
}

static int64_t add_rule(struct store *store, const char *text)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    int64_t seq;
    assert_ok(&c, store_begin(&c, store, &tx));
    assert_ok(&c, rule_insert(&c, tx, HOUSEHOLD_FIRST, text_of(text), &seq));
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
    return seq;
}

static void rules_hold_at_once(void **state)
{
    struct world *w = *state;
    struct desk *desk = desk_new(2);
    world_open_account(w, "giro", CURRENCY_EUR, "");
    entered(w->store, desk, shop(0, "Quxbar Ltd"));
    assert_int_equal(0, in_category(w, "Expenses:Toys"));
    int64_t rule = add_rule(w->store, "quxbar\tExpenses:Toys");
    entered(w->store, desk, shop(0, "Quxbar Ltd"));
    entered(w->store, desk, shop(0, "Quxbar Ltd"));
    assert_int_equal(2, in_category(w, "Expenses:Toys"));
    struct store_tx *tx;
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, rule_delete(&w->c, tx, HOUSEHOLD_FIRST, rule));
    assert_ok(&w->c, store_commit(&w->c, tx));
    entered(w->store, desk, shop(0, "Quxbar Ltd"));
    assert_int_equal(2, in_category(w, "Expenses:Toys"));
    desk_free(desk);
}

static void corrections_hold_at_once(void **state)
{
    struct world *w = *state;
    struct desk *desk = desk_new(1);
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t seq = entered(w->store, desk, shop(0, "Quxbar Ltd"));
    struct txn_edit edit = {.set_category = true, .category = TEXT("Expenses:Toys")};
    assert_ok(&w->c, transaction_edit(&w->c, w->store, HOUSEHOLD_FIRST, seq, &edit));
    int64_t before = in_category(w, "Expenses:Toys");
    entered(w->store, desk, shop(0, "Quxbar Ltd"));
    assert_int_equal(before + 1, in_category(w, "Expenses:Toys"));
    desk_free(desk);
}

/* What a unit or a group made is forgotten when it is undone, also by those who kept it. */
static void undone_categories_are_forgotten(void **state)
{
    struct world *w = *state;
    struct desk *desk = desk_new(1);
    struct store_group *group;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct txn_new fresh = shop(0, "Quxbar");
    fresh.category = TEXT("Expenses:Made");
    for (int kept = 0; kept < 2; kept++) {
        struct ctx c = test_ctx();
        assert_ok(&c, store_group_begin(&c, w->store, &group));
        struct store *store = store_group_store(group);
        entered(store, desk, fresh);
        entered(store, desk, fresh);
        /* A unit that makes a category and is refused. */
        struct txn_edit_part parts[] = {{TEXT("Expenses:Other"), -1000}, {TEXT("giro"), -250}};
        struct txn_new bad = shop(0, "Quxbar");
        bad.parts = parts;
        bad.part_count = 2;
        int64_t seq;
        bool again;
        assert_err(ERR_INPUT, enter(store, desk, bad, &seq, &again));
        fresh.category = TEXT("Expenses:Third"); /* takes the number that Expenses:Other had */
        entered(store, desk, fresh);
        fresh.category = TEXT("Expenses:Other");
        entered(store, desk, fresh);
        fresh.category = TEXT("Expenses:Made");
        if (kept)
            assert_ok(&c, store_group_commit(&c, group));
        test_ctx_end(&c);
        assert_int_equal(kept ? 2 : 0, in_category(w, "Expenses:Made"));
        assert_int_equal(kept ? 1 : 0, in_category(w, "Expenses:Other"));
        assert_int_equal(kept ? 1 : 0, in_category(w, "Expenses:Third"));
        if (!kept) { /* others take the numbers that were given back */
            struct txn_new other = shop(0, "Quxbar");
            other.category = TEXT("Expenses:Elsewhere");
            entered(w->store, desk, other);
        }
    }
    assert_int_equal(1, in_category(w, "Expenses:Elsewhere"));
    desk_free(desk);
}

static void one_id_is_one_effect_in_a_group(void **state)
{
    struct world *w = *state;
    struct desk *desk = desk_new(1);
    struct store_group *group;
    int64_t seq;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    assert_ok(&w->c, store_group_begin(&w->c, w->store, &group));
    struct store *store = store_group_store(group);
    int64_t first = entered(store, desk, shop(1, "Corner"));
    assert_int_equal(OK, enter(store, desk, shop(1, "Corner"), &seq, &again));
    assert_true(again);
    assert_int_equal(first, seq);
    assert_err(ERR_CONFLICT, enter(store, desk, shop(1, "Another"), &seq, &again));
    struct txn_new nowhere = shop(2, "Corner");
    nowhere.account = TEXT("nowhere");
    assert_err(ERR_NOT_FOUND, enter(store, desk, nowhere, &seq, &again));
    assert_false(again);
    entered(store, desk, shop(3, "Corner"));
    assert_ok(&w->c, store_group_commit(&w->c, group));
    assert_int_equal(2, world_ask(w, "SELECT count(*) FROM txn", 0, 0));
    assert_int_equal(OK, enter(w->store, desk, shop(3, "Corner"), &seq, &again));
    assert_true(again);
    desk_free(desk);
}

/* The second time it would be refused, and was done before all the same. */
static void a_repeat_is_no_second_booking(void **state)
{
    struct world *w = *state;
    struct desk *desk = desk_new(1);
    struct store_tx *tx;
    int64_t seq;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t giro = world_account(w, "giro");
    entered(w->store, desk, shop(0, "Corner"));
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, account_set_lowest(&w->c, tx, giro, true, -2500));
    assert_ok(&w->c, store_commit(&w->c, tx));
    int64_t first = entered(w->store, desk, shop(1, "Corner"));
    assert_err(ERR_DENIED, enter(w->store, desk, shop(2, "Corner"), &seq, &again)); /* the new limit holds */
    assert_int_equal(OK, enter(w->store, desk, shop(1, "Corner"), &seq, &again));
    assert_true(again);
    assert_int_equal(first, seq);
    desk_free(desk);
}

static void names_and_ids_name_the_same(void **state)
{
    struct world *w = *state;
    struct desk *desk = desk_new(1);
    struct store_tx *tx;
    struct account_row giro, food;
    char account[ID_TEXT_MAX], category[ID_TEXT_MAX], stranger[ID_TEXT_MAX];
    int64_t seq;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct txn_new fresh = shop(7, "Corner");
    fresh.category = TEXT("Expenses:Food");
    int64_t first = entered(w->store, desk, fresh);
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, account_by_name(&w->c, tx, HOUSEHOLD_FIRST, TEXT("giro"), &giro));
    assert_ok(&w->c, account_by_name(&w->c, tx, HOUSEHOLD_FIRST, TEXT("Expenses:Food"), &food));
    store_rollback(tx);
    fresh.account = text_of(id_format(giro.id, account));
    fresh.category = text_of(id_format(food.id, category));
    assert_int_equal(OK, enter(w->store, desk, fresh, &seq, &again));
    assert_true(again);
    assert_int_equal(first, seq);
    fresh.id = (struct id){{0}};
    entered(w->store, desk, fresh);
    assert_int_equal(2, in_category(w, "Expenses:Food"));
    fresh.account = text_of(id_format(id_seeded(shop_id, 99), stranger));
    assert_err(ERR_NOT_FOUND, enter(w->store, desk, fresh, &seq, &again));
    fresh.account = text_of(category);
    assert_err(ERR_INPUT, enter(w->store, desk, fresh, &seq, &again));
    desk_free(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(rules_hold_at_once),
        WORLD_TEST(corrections_hold_at_once),
        WORLD_TEST(undone_categories_are_forgotten),
        WORLD_TEST(one_id_is_one_effect_in_a_group),
        WORLD_TEST(a_repeat_is_no_second_booking),
        WORLD_TEST(names_and_ids_name_the_same),
    };
    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
