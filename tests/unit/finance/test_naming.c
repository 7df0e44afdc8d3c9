/* The names things are sorted under: categories, payees, tags. */
#include "finance/budgets.h"
#include "finance/edit/edits.h"
#include "finance/fsck.h"
#include "finance/naming/categories.h"
#include "finance/naming/payees.h"
#include "finance/naming/tags.h"
#include "ledger_world.h"

static date day(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static int64_t book(struct world *w, int64_t amount, const char *payee, const char *category)
{
    int64_t seq;
    bool again;
    struct txn_new fresh = {.account = TEXT("giro"),
                            .date = day("2026-01-05"),
                            .amount = amount,
                            .payee = text_of(payee),
                            .category = text_of(category)};
    assert_ok(&w->c, transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    return seq;
}

static void assert_sound(struct world *w)
{
    struct store_tx *tx;
    struct fsck_result result;
    struct fsck_options options = {0};
    assert_books_balance(w);
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, fsck_run(&w->c, tx, &options, &result));
    store_rollback(tx);
    assert_int_equal(0, result.problems_all);
}

/* -- Tags -- */

static void tags_are_joined_and_changed(void **state)
{
    struct world *w = *state;
    struct arena *a = w->c.arena;
    struct text out;
    const struct text some[] = {TEXT(" fun"), TEXT("Work"), TEXT("FUN")};
    assert_ok(&w->c, tags_join(&w->c, some, 3, &out));
    assert_text("fun,Work", out);
    assert_ok(&w->c, tags_join(&w->c, NULL, 0, &out));
    assert_text("", out);
    static const char *const bad[] = {"", "a,b", "a\nb", "\xff"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_err(ERR_INPUT, tags_join(&w->c, &(struct text){bad[i], strlen(bad[i])}, 1, &out));
    assert_text("a,c,D", tags_change(a, TEXT("a, b ,c"), TEXT("C,D"), TEXT("B,x")));
    assert_text("", tags_change(a, TEXT("a"), TEXT(""), TEXT("A")));
}

static void tags_are_counted(void **state)
{
    struct world *w = *state;
    struct tag_count *tags;
    struct store_tx *tx;
    size_t count;
    static const char *const given[] = {"fun,work", "fun,work", "Fun", "travel"};
    world_open_account(w, "giro", CURRENCY_EUR, "");
    for (size_t i = 0; i < 4; i++) {
        int64_t seq = book(w, -100, "Bakery", "Expenses:Food");
        assert_ok(&w->c, world_edit(w, seq, (struct txn_edit){.set_tags = true, .tags = text_of(given[i])}));
        if (i == 3)
            assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    }
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, tags_list(&w->c, tx, HOUSEHOLD_FIRST, &tags, &count));
    assert_int_equal(2, count);
    assert_text("fun", tags[0].name);
    assert_int_equal(3, tags[0].transactions);
    assert_text("work", tags[1].name);
    assert_int_equal(2, tags[1].transactions);
    assert_ok(&w->c, tags_list(&w->c, tx, HOUSEHOLD_FIRST + 1, &tags, &count));
    assert_int_equal(0, count);
    store_rollback(tx);
}

/* -- Payees -- */

static struct payee_view *payees(struct world *w, const char *search, int64_t behind, int limit,
                                 size_t *count)
{
    struct store_tx *tx;
    struct payee_view *rows;
    struct payees_filter filter = {text_of(search), behind, limit};
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, payees_list(&w->c, tx, HOUSEHOLD_FIRST, &filter, &rows, count));
    store_rollback(tx);
    return rows;
}

static void payees_are_listed_with_what_they_are(void **state)
{
    struct world *w = *state;
    size_t count;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    book(w, -100, "Bakery", "Expenses:Food");
    book(w, -200, "Bakery", "Expenses:Coffee");
    int64_t sorted = book(w, -300, "Bakery", "Expenses:Fun");
    assert_ok(&w->c, world_edit(w, sorted,
                                (struct txn_edit){.set_category = true, .category = TEXT("Expenses:Food")}));
    int64_t gone = book(w, -400, "Bakery", "Expenses:Coffee");
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, gone));
    book(w, -500, "Zoo", "Expenses:Fun");
    book(w, 500, "Ämter", "Income:Refunds");
    struct payee_view *rows = payees(w, "", 0, 0, &count);
    assert_int_equal(3, count);
    assert_text("Bakery", rows[0].name);
    assert_int_equal(3, rows[0].transactions);
    assert_text("Expenses:Food", rows[0].category);
    assert_text("Zoo", rows[1].name);
    assert_text("Ämter", rows[2].name);
    rows = payees(w, "ÄMT", 0, 0, &count);
    assert_int_equal(1, count);
    assert_text("Income:Refunds", rows[0].category);
    rows = payees(w, "", 0, 1, &count);
    assert_int_equal(1, count);
    rows = payees(w, "", rows[0].seq, 1, &count);
    assert_text("Zoo", rows[0].name);
    struct store_tx *tx;
    struct payees_filter filter = {.behind = 999};
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_err(ERR_INPUT, payees_list(&w->c, tx, HOUSEHOLD_FIRST, &filter, &rows, &count));
    int64_t seq, zoo = payees(w, "zoo", 0, 0, &count)[0].seq;
    assert_ok(&w->c, payees_find(&w->c, tx, HOUSEHOLD_FIRST, TEXT("Zoo"), &seq));
    assert_int_equal(zoo, seq);
    assert_ok(&w->c, payees_find(&w->c, tx, HOUSEHOLD_FIRST,
                                 text_of(arena_printf(w->c.arena, "%lld", (long long)zoo)), &seq));
    assert_int_equal(zoo, seq);
    assert_err(ERR_NOT_FOUND, payees_find(&w->c, tx, HOUSEHOLD_FIRST + 1, TEXT("Zoo"), &seq));
    assert_err(ERR_NOT_FOUND, payees_find(&w->c, tx, HOUSEHOLD_FIRST, TEXT("999"), &seq));
    store_rollback(tx);
}

/* A new name holds against rules; two that become one are one from then on. */
static void payees_are_renamed_and_merged(void **state)
{
    struct world *w = *state;
    size_t count;
    int64_t stays;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t first = book(w, -100, "AMZN Mktp", "Expenses:Shopping");
    int64_t second = book(w, -100, "Amazon", "Expenses:Shopping");
    int64_t amzn = world_row(w, first).payee, amazon = world_row(w, second).payee;
    assert_ok(&w->c, payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, amzn, TEXT("Market"), &stays));
    assert_int_equal(amzn, stays);
    assert_text("Market", world_view(w, first).payee);
    assert_true(world_row(w, first).flags & TXN_PAYEE_EDITED);
    assert_false(world_row(w, second).flags & TXN_PAYEE_EDITED);
    struct edits note = {.edit = {.set_notes = true, .notes = TEXT("x")}};
    struct id undo;
    assert_ok(&w->c, edit_one(&w->c, w->store, (struct editor){HOUSEHOLD_FIRST, 0}, world_row(w, first).id,
                              &note, &undo));

    assert_ok(&w->c, payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, amzn, TEXT("Amazon"), &stays));
    assert_int_equal(amazon, stays);
    assert_text("Amazon", world_view(w, first).payee);
    assert_int_equal(amazon, world_row(w, first).payee);
    payees(w, "", 0, 0, &count);
    assert_int_equal(1, count);
    /* What was edited before is not what it was. */
    int64_t changed;
    assert_refused(w, ERR_CONFLICT,
                   edits_undo(&w->c, w->store, (struct editor){HOUSEHOLD_FIRST, 0}, undo, &changed));
    assert_refused(w, ERR_NOT_FOUND,
                   payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, amzn, TEXT("X"), &stays));
    assert_refused(w, ERR_NOT_FOUND,
                   payees_rename(&w->c, w->store, HOUSEHOLD_FIRST + 1, amazon, TEXT("X"), &stays));
    assert_refused(w, ERR_INPUT, payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, amazon, TEXT(" X"), &stays));
    assert_refused(w, ERR_INPUT, payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, amazon, TEXT(""), &stays));
    uint64_t before = world_digest(w);
    assert_ok(&w->c, payees_rename(&w->c, w->store, HOUSEHOLD_FIRST, amazon, TEXT("Amazon"), &stays));
    assert_true(before == world_digest(w));
    assert_int_equal(2, world_ask_text(w, "SELECT count(*) FROM event WHERE type = ?1", "payee.renamed"));
    assert_sound(w);
}

/* -- Categories -- */

static struct category_view *categories(struct world *w, bool used, size_t *count)
{
    struct store_tx *tx;
    struct category_view *rows;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, categories_list(&w->c, tx, HOUSEHOLD_FIRST, used, &rows, count));
    store_rollback(tx);
    return rows;
}

static const struct category_view *category(struct world *w, const char *path)
{
    size_t count;
    struct category_view *rows = categories(w, false, &count);
    for (size_t i = 0; i < count; i++)
        if (text_is(rows[i].path, path))
            return &rows[i];
    return NULL;
}

static enum err rename_category(struct world *w, const char *from, const char *to)
{
    const struct category_view *view = category(w, from);
    assert_non_null(view);
    return categories_rename(&w->c, w->store, HOUSEHOLD_FIRST, view->id, text_of(to));
}

static void categories_are_listed(void **state)
{
    struct world *w = *state;
    size_t count;
    struct id id;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct category_view *rows = categories(w, false, &count);
    assert_true(count > 50);
    assert_true(id_is_zero(rows[0].id));
    assert_int_equal(ACCOUNT_EXPENSE, rows[0].kind);
    assert_int_equal(ACCOUNT_EQUITY, rows[count - 1].kind);
    assert_true(category(w, "Equity:Opening balances")->hidden);
    categories(w, true, &count);
    assert_int_equal(0, count);
    assert_ok(&w->c, categories_add(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("Expenses:Bees"), &id));
    assert_ok(&w->c, categories_add(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("expenses:groceries"), &id));
    assert_true(id_equal(id, category(w, "Expenses:Groceries")->id));
    assert_refused(w, ERR_CONFLICT,
                   categories_add(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("Expenses:Bees"), &id));
    static const char *const bad[] = {"Bees", "Expenses:", "Expenses: a", "Assets:Giro", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (categories_add(&w->c, w->store, HOUSEHOLD_FIRST, text_of(bad[i]), &id) != ERR_INPUT)
            fail_msg("\"%s\" was taken", bad[i]);
    book(w, -100, "Hive", "Expenses:Bees");
    rows = categories(w, true, &count);
    assert_int_equal(1, count);
    assert_text("Expenses:Bees", rows[0].path);
    assert_int_equal(1, rows[0].transactions);
}

static void a_category_moves_with_all_that_hangs_on_it(void **state)
{
    struct world *w = *state;
    struct budget_change budget = {.category = TEXT("Expenses:Groceries"),
                                   .amount = 5000,
                                   .currency = CURRENCY_EUR,
                                   .month_from = BUDGETS_FROM_DEFAULT};
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t fruit = book(w, -100, "Kiosk", "Expenses:Groceries:Fruit");
    int64_t taught = book(w, -100, "Corner", "Expenses:Fun");
    assert_ok(&w->c,
              world_edit(w, taught,
                         (struct txn_edit){.set_category = true, .category = TEXT("Expenses:Groceries")}));
    assert_ok(&w->c, budgets_set(&w->c, w->store, HOUSEHOLD_FIRST, &budget, 1));
    world_rule(w, "payee is \"Mill\" -> category \"Expenses:Groceries:Bread\" # daily");
    world_rule(w, "payee is \"Club\" -> category \"Expenses:Fun\"");

    assert_ok(&w->c, rename_category(w, "Expenses:Groceries", "Expenses:Food"));
    assert_text("Expenses:Food:Fruit", world_view(w, fruit).category);
    assert_text("Expenses:Food", world_view(w, taught).category);
    assert_null(category(w, "Expenses:Groceries"));
    assert_int_equal(1, world_ask_text(w, "SELECT count(*) FROM rule WHERE text = ?1",
                                       "payee is \"Mill\" -> category \"Expenses:Food:Bread\" # daily"));
    assert_int_equal(
        1, world_ask_text(w,
                          "SELECT count(*) FROM budget b JOIN account a ON a.seq = b.category WHERE "
                          "a.name = ?1",
                          "Expenses:Food"));
    /* What Florin knows by itself, and what was taught, follow. */
    w->how.account = "giro";
    world_take(w, "a.qif",
               "!Type:Bank\nD2026-02-05\nT-10.00\nPLIDL SAGT DANKE\n^\nD2026-02-06\nT-2.00\nPCorner\n^\n");
    assert_text("Expenses:Food", world_view(w, world_txn(w, "LIDL SAGT DANKE")).category);
    assert_text("Expenses:Food", world_view(w, world_txn(w, "Corner")).category);
    assert_int_equal(1, world_ask_text(w, "SELECT count(*) FROM event WHERE type = ?1", "category.renamed"));
    assert_sound(w);

    /* And back again, while somebody made a new one of the old name: that is another one. */
    struct id id;
    assert_ok(&w->c, categories_add(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("Expenses:Groceries"), &id));
    assert_refused(w, ERR_CONFLICT, rename_category(w, "Expenses:Food", "Expenses:Groceries"));
    world_take(w, "b.qif", "!Type:Bank\nD2026-03-05\nT-11.00\nPLIDL SAGT DANKE\n^\n");
    assert_text("Expenses:Groceries", world_view(w, world_txn(w, "LIDL SAGT DANKE")).category);
}

static void what_cannot_be_renamed_stays(void **state)
{
    struct world *w = *state;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    book(w, -100, "Kiosk", "Expenses:Food:Fruit:Fruit");
    book(w, -100, "Kiosk", "Expenses:Food:Fruit");
    book(w, -100, "Kiosk", "Expenses:Home");
    book(w, -100, "Kiosk", "Expenses:Home:Fruit");
    book(w, -100, "Kiosk", "Expenses:Uncategorised");
    book(w, -100, "Kiosk", "Equity:Transfers");
    assert_refused(w, ERR_CONFLICT, rename_category(w, "Expenses:Uncategorised", "Expenses:X"));
    assert_refused(w, ERR_CONFLICT, rename_category(w, "Equity:Transfers", "Equity:X"));
    assert_refused(w, ERR_INPUT, rename_category(w, "Expenses:Food:Fruit", "Income:Fruit"));
    assert_refused(w, ERR_INPUT, rename_category(w, "Expenses:Food:Fruit", "Expenses:Food:Fruit:More"));
    assert_refused(w, ERR_INPUT, rename_category(w, "Expenses:Food:Fruit", "Fruit"));
    assert_refused(w, ERR_CONFLICT, rename_category(w, "Expenses:Food:Fruit", "Expenses:Home"));
    uint64_t before = world_digest(w);
    assert_ok(&w->c, rename_category(w, "Expenses:Home", "Expenses:Home"));
    assert_true(before == world_digest(w));
    struct id nobody = id_seeded(1, 1), giro;
    struct store_tx *tx;
    struct account_row row;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, account_by_name(&w->c, tx, HOUSEHOLD_FIRST, TEXT("giro"), &row));
    store_rollback(tx);
    giro = row.id;
    assert_refused(w, ERR_NOT_FOUND,
                   categories_rename(&w->c, w->store, HOUSEHOLD_FIRST, nobody, TEXT("Expenses:X")));
    assert_refused(w, ERR_NOT_FOUND,
                   categories_rename(&w->c, w->store, HOUSEHOLD_FIRST, giro, TEXT("Expenses:X")));

    /* Upwards, into the place of what moves along. */
    assert_ok(&w->c, rename_category(w, "Expenses:Food:Fruit", "Expenses:Food"));
    assert_non_null(category(w, "Expenses:Food"));
    assert_non_null(category(w, "Expenses:Food:Fruit"));
    assert_null(category(w, "Expenses:Food:Fruit:Fruit"));
    assert_int_equal(100, world_balance(w, "Expenses:Food"));
    assert_int_equal(100, world_balance(w, "Expenses:Food:Fruit"));
    assert_sound(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(tags_are_joined_and_changed),
        WORLD_TEST(tags_are_counted),
        WORLD_TEST(payees_are_listed_with_what_they_are),
        WORLD_TEST(payees_are_renamed_and_merged),
        WORLD_TEST(categories_are_listed),
        WORLD_TEST(a_category_moves_with_all_that_hangs_on_it),
        WORLD_TEST(what_cannot_be_renamed_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
