/* What the user says stands: against the next import, against sorting again; and what is reconciled is
 * locked. */
#include "files.h"
#include "ledger_world.h"

#define JANUARY                                                                                              \
    "2024-01-02,-12.50,CORNER BAKERY 0042,r1\n"                                                              \
    "2024-01-03,-99.00,XYZZY SERVICES,r2\n"

static struct resort_result resort(struct world *w, const char *rules, bool all)
{
    struct resort_result result;
    struct resort_options how = {.household = HOUSEHOLD_FIRST, .rules_file = text_of(rules), .all = all};
    assert_ok(&w->c, transactions_resort(&w->c, w->store, &how, &result));
    return result;
}

static void edits_survive_reimport_and_resorting(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    int64_t bakery = world_txn(w, "CORNER BAKERY 0042");
    assert_ok(&w->c, world_edit(w, bakery,
                                (struct txn_edit){.set_category = true,
                                                  .category = TEXT("Expenses:Presents"),
                                                  .set_payee = true,
                                                  .payee = TEXT("Cake for Ann"),
                                                  .set_tags = true,
                                                  .tags = TEXT("ann,birthday"),
                                                  .set_notes = true,
                                                  .notes = TEXT("40!")}));
    world_take(w, "giro.csv", CSV_HEAD JANUARY "2024-02-02,-13.00,CORNER BAKERY 0042,r3\n");
    assert_counts(w, 1, 2, 0, 0);
    resort(w,
           "payee contains \"bakery\" -> category \"Expenses:Bread\", payee \"The bakery\", tag \"bread\"\n",
           true);
    struct txn_view v = world_view(w, bakery);
    assert_text("Cake for Ann", v.payee);
    assert_text("Expenses:Presents", v.category);
    assert_text("ann,birthday", v.row.tags);
    assert_text("40!", v.row.notes);
    assert_text("CORNER BAKERY 0042", v.row.text);
    assert_int_equal(1250, world_balance(w, "Expenses:Presents"));
    assert_books_balance(w);
}

static void a_correction_holds_for_the_next_statement(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    assert_ok(&w->c, world_edit(w, world_txn(w, "XYZZY SERVICES"),
                                (struct txn_edit){.set_category = true, .category = TEXT("Expenses:Magic")}));
    world_take(w, "giro.csv", CSV_HEAD "2024-02-03,-101.00,XYZZY SERVICES,r9\n");
    assert_int_equal(9900 + 10100, world_balance(w, "Expenses:Magic"));
    struct txn_row row = world_row(w, world_ask(w, "SELECT max(seq) FROM txn", 0, 0));
    assert_int_equal(SORTED_CLASSIFIER, row.sorted_by);
}

static void a_part_of_an_edit_that_is_wrong_changes_nothing(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    int64_t seq = world_txn(w, "XYZZY SERVICES");
    static const struct txn_edit_part short_of[] = {{TEXT("Expenses:A"), -5000}, {TEXT("Expenses:B"), -4000}};
    static const struct txn_edit_part none[] = {{TEXT("Expenses:A"), -9900}, {TEXT("Expenses:B"), 0}};
    static const struct txn_edit_part own[] = {{TEXT("giro"), -9900}};
    static const struct txn_edit_part huge[] = {{TEXT("Expenses:A"), INT64_MAX},
                                                {TEXT("Expenses:B"), INT64_MAX}};
    const struct txn_edit wrong[] = {
        {.set_category = true, .parts = short_of, .part_count = 2},
        {.set_category = true, .parts = none, .part_count = 2},
        {.set_category = true, .parts = own, .part_count = 1},
        {.set_category = true, .parts = huge, .part_count = 2},
        {.set_category = true, .category = TEXT("Groceries")},
        {.set_category = true, .category = TEXT("Expenses::Food")},
        {.set_category = true, .category = TEXT("")},
        {.set_payee = true, .payee = TEXT("\xff\xfe")},
        {.set_category = true, .category = TEXT("Expenses:New"), .set_tags = true, .tags = TEXT("\xc3")},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_refused(w, ERR_INPUT, world_edit(w, seq, wrong[i]));
    char *long_text = arena_alloc(w->c.arena, 5000);
    memset(long_text, 'x', 4999);
    assert_refused(w, ERR_LIMIT,
                   world_edit(w, seq, (struct txn_edit){.set_payee = true, .payee = text_of(long_text)}));
    assert_refused(w, ERR_LIMIT,
                   world_edit(w, seq, (struct txn_edit){.set_notes = true, .notes = text_of(long_text)}));
    assert_refused(w, ERR_NOT_FOUND, world_edit(w, 999, (struct txn_edit){.set_notes = true}));
}

static void what_is_reconciled_is_locked(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    int64_t seq = world_txn(w, "XYZZY SERVICES"), import = w->import;
    assert_ok(&w->c, world_edit(w, seq, (struct txn_edit){.set_reconciled = true, .reconciled = true}));
    assert_refused(w, ERR_CONFLICT,
                   world_edit(w, seq, (struct txn_edit){.set_notes = true, .notes = TEXT("no")}));
    assert_refused(
        w, ERR_CONFLICT,
        world_edit(w, seq, (struct txn_edit){.set_category = true, .category = TEXT("Expenses:Other")}));
    assert_refused(w, ERR_CONFLICT, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    struct undo_result undone;
    assert_refused(w, ERR_CONFLICT, import_undo(&w->c, w->store, HOUSEHOLD_FIRST, import, &undone));
    resort(w, "always -> category \"Expenses:All\"\n", true);
    assert_text("Expenses:All", world_view(w, world_txn(w, "CORNER BAKERY 0042")).category);
    assert_int_equal(1250, world_balance(w, "Expenses:All"));
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    assert_counts(w, 0, 2, 0, 0);
    assert_ok(&w->c, world_edit(w, seq, (struct txn_edit){.set_reconciled = true}));
    assert_ok(&w->c, world_edit(w, seq, (struct txn_edit){.set_notes = true, .notes = TEXT("yes")}));
    assert_int_equal(2, world_undo(w, import).voided);
    assert_books_balance(w);
}

/* Locked rows are not drawn into a transfer, either. */
static void what_is_reconciled_is_not_paired(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD "2024-01-03,-99.00,Transfer to savings,r2\n");
    int64_t seq = world_txn(w, "Transfer to savings");
    assert_ok(&w->c, world_edit(w, seq, (struct txn_edit){.set_reconciled = true, .reconciled = true}));
    world_take(w, "tagesgeld.csv", CSV_HEAD "2024-01-03,99.00,Transfer from giro,r3\n");
    assert_int_equal(0, w->result.paired);
    assert_int_equal(0, world_row(w, seq).pair);
}

/* What the user called void is not brought back by the bank's next file. */
static void what_is_void_stays_void(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    int64_t seq = world_txn(w, "XYZZY SERVICES"), first = w->import;
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    assert_refused(w, ERR_CONFLICT, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    assert_refused(w, ERR_CONFLICT, world_edit(w, seq, (struct txn_edit){.set_notes = true}));
    assert_int_equal(-1250, world_balance(w, "giro"));
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    assert_counts(w, 0, 2, 0, 0);
    assert_int_equal(-1250, world_balance(w, "giro"));
    /* Taking the import back is another matter: then everything may come again. */
    world_undo(w, first);
    world_take(w, "giro.csv", CSV_HEAD JANUARY);
    assert_counts(w, 2, 0, 0, 0);
    assert_int_equal(-11150, world_balance(w, "giro"));
    assert_books_balance(w);
}

static void a_transfer_that_the_user_sorts_otherwise_is_none(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD "2024-01-03,-99.00,Transfer to savings,r2\n");
    world_take(w, "tagesgeld.csv", CSV_HEAD "2024-01-04,99.00,Transfer from giro,r3\n");
    assert_int_equal(1, w->result.paired);
    int64_t seq = world_txn(w, "Transfer to savings"), other = world_txn(w, "Transfer from giro");
    assert_ok(
        &w->c,
        world_edit(w, seq, (struct txn_edit){.set_category = true, .category = TEXT("Expenses:Presents")}));
    assert_int_equal(0, world_row(w, seq).pair);
    assert_int_equal(0, world_row(w, other).pair);
    assert_books_balance(w);
    world_take(w, "giro.csv", CSV_HEAD "2024-01-03,-99.00,Transfer to savings,r2\n");
    assert_counts(w, 0, 1, 0, 0);
    assert_int_equal(9900, world_balance(w, "Expenses:Presents"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(edits_survive_reimport_and_resorting),
        WORLD_TEST(a_correction_holds_for_the_next_statement),
        WORLD_TEST(a_part_of_an_edit_that_is_wrong_changes_nothing),
        WORLD_TEST(what_is_reconciled_is_locked),
        WORLD_TEST(what_is_reconciled_is_not_paired),
        WORLD_TEST(what_is_void_stays_void),
        WORLD_TEST(a_transfer_that_the_user_sorts_otherwise_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
