/* Accounts opened by hand, and budgets. */
#include "book.h"
#include "finance/accounts.h"
#include "finance/budgets.h"
#include "finance/fsck.h"
#include "finance/report/tally.h"
#include "finance/transactions.h"
#include "store/entity/event.h"
#include "store/entity/sorting.h"

static struct book *empty(void)
{
    struct book *b = book_new();
    book_keep(b);
    return b;
}

/* A refused unit of work ends with its arena; here the book's goes on. */
#define assert_refused(b, code, call)                                                                        \
    do {                                                                                                     \
        struct arena_mark mark_ = arena_mark((b)->c.arena);                                                  \
        assert_err(code, call);                                                                              \
        arena_rewind((b)->c.arena, mark_);                                                                   \
    } while (0)

static struct account_summary only_summary(struct book *b)
{
    struct account_summary *rows;
    size_t count;
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, accounts_summary(&b->c, tx, HOUSEHOLD_FIRST, 0, &rows, &count));
    assert_int_equal(1, count);
    store_rollback(tx);
    return rows[0];
}

static void assert_sound(struct book *b)
{
    struct fsck_result result;
    struct fsck_options options = {.problem = NULL};
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, fsck_run(&b->c, tx, &options, &result));
    assert_int_equal(0, result.problems_all);
    store_rollback(tx);
}

static void an_account_opens_with_its_balance(void **state)
{
    (void)state;
    struct book *b = empty();
    int64_t seq;
    struct account_new fresh = {
        .name = TEXT("Cash"), .kind = ACCOUNT_ASSET, .number = TEXT("de89 3704 0044")};
    assert_refused(
        b, ERR_INPUT,
        accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &fresh, &seq)); /* nobody named a currency yet */
    fresh.currency = CURRENCY_EUR;
    fresh.opening = -1250;
    fresh.opening_date = day("2026-01-05");
    assert_ok(&b->c, accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &fresh, &seq));
    struct account_summary s = only_summary(b);
    assert_int_equal(-1250, s.balance);
    assert_int_equal(1, s.transactions);
    assert_int_equal(0, s.held);
    assert_int_equal(day("2026-01-05"), s.newest);
    assert_text("DE8937040044", s.row.number);
    assert_refused(b, ERR_CONFLICT, accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &fresh, &seq));
    assert_sound(b);
    struct store_tx *tx = book_read(b);
    struct event_row *events;
    size_t count;
    assert_ok(&b->c, event_list(&b->c, tx, HOUSEHOLD_FIRST, 10, &events, &count));
    assert_int_equal(2, count);
    assert_text("transaction.created", events[0].type);
    assert_text("account.created", events[1].type);
    /* The household keeps the first currency. */
    struct account_new second = {.name = TEXT("Box"), .kind = ACCOUNT_ASSET};
    assert_ok(&b->c, accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &second, &seq));
    book_free(b);
}

static void names_are_checked(void **state)
{
    (void)state;
    static const char *const bad[] = {"", " x", "x ", "a\nb", "Expenses:Food", "\xFF"};
    struct book *b = empty();
    int64_t seq;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct account_new fresh = {.name = text_of(bad[i]), .kind = ACCOUNT_ASSET, .currency = CURRENCY_EUR};
        assert_refused(b, ERR_INPUT, accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &fresh, &seq));
    }
    struct account_new fresh = {.name = TEXT("Giro"), .kind = ACCOUNT_EXPENSE, .currency = CURRENCY_EUR};
    assert_refused(b, ERR_INPUT, accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &fresh, &seq));
    book_free(b);
}

static void accounts_are_renamed_and_limited(void **state)
{
    (void)state;
    struct book *b = empty();
    int64_t seq;
    struct account_new fresh = {.name = TEXT("Giro"), .kind = ACCOUNT_ASSET, .currency = CURRENCY_EUR};
    assert_ok(&b->c, accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &fresh, &seq));
    assert_ok(&b->c, accounts_rename(&b->c, b->store, HOUSEHOLD_FIRST, TEXT("Giro"), TEXT("Main")));
    assert_refused(b, ERR_NOT_FOUND,
                   accounts_rename(&b->c, b->store, HOUSEHOLD_FIRST, TEXT("Giro"), TEXT("X")));
    assert_refused(b, ERR_INPUT,
                   accounts_rename(&b->c, b->store, HOUSEHOLD_FIRST, TEXT("Main"), TEXT("Income:X")));
    assert_ok(&b->c, accounts_limit(&b->c, b->store, HOUSEHOLD_FIRST, TEXT("Main"), true, -500));
    struct account_summary s = only_summary(b);
    assert_text("Main", s.row.name);
    assert_true(s.row.has_lowest);
    assert_int_equal(-500, s.row.lowest);
    book_free(b);
}

/* What is announced does not count as come; what is held counts as gone; what is void does not count. */
static void a_summary_tells_what_is_there(void **state)
{
    (void)state;
    struct book *b = book_new();
    int64_t own = book_account(b, "Giro", ACCOUNT_ASSET, "EUR"), food = book_category(b, "Expenses:Food");
    int64_t other = book_account(b, "Till", ACCOUNT_ASSET, "EUR");
    book_entry(b, (struct entry){.account = own, .day = "2026-01-05"}, food, 10000);
    book_entry(b, (struct entry){.account = own, .day = "2026-01-06", .state = TXN_PENDING}, food, -300);
    book_entry(b, (struct entry){.account = own, .day = "2026-01-07", .state = TXN_PENDING}, food, 900);
    book_entry(b, (struct entry){.account = own, .day = "2026-03-08"}, food, -2500);
    book_entry(b, (struct entry){.account = own, .day = "2026-04-09", .state = TXN_VOID}, food, -77);
    book_entry(b, (struct entry){.account = other, .day = "2026-05-10"}, food, -1);
    book_keep(b);
    struct account_summary *rows;
    struct account_month *months;
    size_t count;
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, accounts_summary(&b->c, tx, HOUSEHOLD_FIRST, own, &rows, &count));
    assert_int_equal(1, count);
    assert_int_equal(7500, rows[0].balance);
    assert_int_equal(600, rows[0].pending);
    assert_int_equal(7200, rows[0].available);
    assert_int_equal(4, rows[0].transactions);
    assert_int_equal(2, rows[0].held);
    assert_int_equal(day("2026-03-08"), rows[0].newest);
    assert_ok(&b->c, accounts_balances(&b->c, tx, own, month("2025-12"), month("2026-04"), &months, &count));
    static const int64_t balances[] = {0, 10000, 10000, 7500, 7500};
    assert_int_equal(5, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(month("2025-12") + (int32_t)i, months[i].month);
        assert_int_equal(balances[i], months[i].balance);
    }
    assert_ok(&b->c, accounts_balances(&b->c, tx, own, month("2026-02"), month("2026-01"), &months, &count));
    assert_int_equal(0, count);
    assert_err(ERR_INPUT, accounts_balances(&b->c, tx, own, 0, 1000, &months, &count));
    store_rollback(tx);
    book_free(b);
}

/* What was counted once is not counted again, and what came since is. */
static void a_tally_goes_on_where_it_stood(void **state)
{
    (void)state;
    struct book *b = book_new();
    struct tally *tally = tally_new();
    int64_t own = book_account(b, "Giro", ACCOUNT_ASSET, "EUR"), food = book_category(b, "Expenses:Food");
    int64_t other = book_account(b, "Till", ACCOUNT_ASSET, "EUR");
    book_entry(b, (struct entry){.account = own, .day = "2026-01-05"}, food, 100);
    book_entry(b, (struct entry){.account = own, .day = "2026-01-05", .state = TXN_VOID}, food, 100);
    book_keep(b);
    for (int round = 0; round < 3; round++) {
        struct account_summary *rows;
        size_t count;
        struct store_tx *tx = book_read(b);
        assert_ok(&b->c, tally_update(&b->c, tx, tally));
        assert_int_equal(2 + round, tally_of(tally, own));
        assert_int_equal(2 * round, tally_of(tally, other));
        assert_ok(&b->c, accounts_summary_with(&b->c, tx, HOUSEHOLD_FIRST, own, tally, &rows, &count));
        assert_int_equal(1 + round, rows[0].transactions);
        store_rollback(tx);
        book_begin(b);
        book_entry(b, (struct entry){.account = own, .day = "2026-01-05"}, food, 100);
        book_entry(b, (struct entry){.account = other, .day = "2026-01-05"}, food, 100);
        book_entry(b, (struct entry){.account = other, .day = "2026-01-05"}, food, 100);
        book_keep(b);
    }
    assert_int_equal(4, tally_of(tally, own)); /* as of the last update */
    assert_int_equal(0, tally_of(tally, food));
    tally_free(tally);
    book_free(b);
}

static void accounts_close_and_open_again(void **state)
{
    (void)state;
    struct book *b = empty();
    int64_t seq, txn;
    bool again;
    struct account_new fresh = {.name = TEXT("Giro"), .kind = ACCOUNT_ASSET, .currency = CURRENCY_EUR};
    struct txn_new entry = {.account = TEXT("Giro"), .date = day("2026-01-05"), .amount = -1};
    struct account_change close = {.set_closed = true, .closed = true}, open = {.set_closed = true};
    assert_ok(&b->c, accounts_add(&b->c, b->store, HOUSEHOLD_FIRST, &fresh, &seq));
    assert_ok(&b->c, accounts_change(&b->c, b->store, HOUSEHOLD_FIRST, seq, &close));
    assert_int_equal(b->c.now_us, only_summary(b).row.closed_us);
    assert_refused(b, ERR_CONFLICT,
                   transaction_create(&b->c, b->store, HOUSEHOLD_FIRST, &entry, &txn, &again));
    assert_ok(&b->c, accounts_change(&b->c, b->store, HOUSEHOLD_FIRST, seq, &open));
    assert_ok(&b->c, transaction_create(&b->c, b->store, HOUSEHOLD_FIRST, &entry, &txn, &again));
    struct account_change all = {
        .set_name = true, .name = TEXT("Main"), .set_lowest = true, .has_lowest = true, .lowest = -5};
    assert_refused(b, ERR_NOT_FOUND, accounts_change(&b->c, b->store, HOUSEHOLD_FIRST + 1, seq, &all));
    assert_ok(&b->c, accounts_change(&b->c, b->store, HOUSEHOLD_FIRST, seq, &all));
    struct account_summary s = only_summary(b);
    assert_text("Main", s.row.name);
    assert_int_equal(-5, s.row.lowest);
    all = (struct account_change){.set_lowest = true};
    assert_ok(&b->c, accounts_change(&b->c, b->store, HOUSEHOLD_FIRST, seq, &all));
    assert_false(only_summary(b).row.has_lowest);
    assert_sound(b);
    book_free(b);
}

static struct budget_row *budgets(struct book *b, size_t *count)
{
    struct budget_row *rows;
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, budget_list(&b->c, tx, HOUSEHOLD_FIRST, &rows, count));
    store_rollback(tx);
    return rows;
}

static void a_first_budget_holds_always_and_a_later_one_from_now(void **state)
{
    (void)state;
    struct book *b = empty();
    size_t count;
    struct budget_change change = {.category = TEXT("Expenses:Food"),
                                   .amount = 40000,
                                   .currency = CURRENCY_EUR,
                                   .month_from = BUDGETS_FROM_DEFAULT};
    assert_ok(&b->c, budgets_set(&b->c, b->store, HOUSEHOLD_FIRST, &change, 1));
    change.amount = 50000;
    assert_ok(&b->c, budgets_set(&b->c, b->store, HOUSEHOLD_FIRST, &change, 1));
    struct budget_row *rows = budgets(b, &count);
    assert_int_equal(2, count);
    assert_true(rows[0].month_from <= date_month(0));
    assert_int_equal(month("2026-01"), rows[1].month_from); /* the test's now */
    assert_int_equal(50000, rows[1].amount);
    struct budget_change other = {.category = TEXT("Expenses:Fun"),
                                  .amount = 1,
                                  .currency = CURRENCY_EUR,
                                  .month_from = BUDGETS_FROM_DEFAULT,
                                  .rollover = true};
    assert_ok(&b->c, budgets_set(&b->c, b->store, HOUSEHOLD_FIRST, &other, 1));
    rows = budgets(b, &count);
    assert_int_equal(3, count);
    assert_int_equal(month("2026-01"),
                     rows[2].month_from); /* nothing is carried over from before it was set */
    struct store_tx *tx = book_read(b);
    struct event_row *events;
    assert_ok(&b->c, event_list(&b->c, tx, HOUSEHOLD_FIRST, 10, &events, &count));
    assert_int_equal(3, count);
    assert_text("budget.created", events[0].type);
    assert_text("budget.updated", events[1].type);
    assert_text("{\"category\":\"Expenses:Food\",\"currency\":\"EUR\",\"month\":\"2026-01\",\"amount\":\"500."
                "00\",\"rollover\":false}",
                events[1].data);
    assert_text("budget/Expenses:Food/2026-01", events[1].subject);
    assert_sound(b);
    book_free(b);
}

static void a_removed_budget_stays_removed(void **state)
{
    (void)state;
    struct book *b = empty();
    size_t count;
    const struct budget_change changes[] = {
        {TEXT("Expenses:Food"), 40000, CURRENCY_EUR, BUDGETS_FROM_DEFAULT, false},
        {TEXT("Expenses:Food"), 60000, CURRENCY_EUR, month("2027-01"), false},
    };
    assert_ok(&b->c, budgets_set(&b->c, b->store, HOUSEHOLD_FIRST, changes, 2));
    assert_ok(&b->c, budgets_remove(&b->c, b->store, HOUSEHOLD_FIRST, TEXT("Expenses:Food"), CURRENCY_NONE,
                                    BUDGETS_FROM_DEFAULT));
    struct budget_row *rows = budgets(b, &count);
    assert_int_equal(3, count);
    assert_int_equal(40000, rows[0].amount); /* what was, stays */
    assert_int_equal(0, rows[1].amount);
    assert_int_equal(month("2026-01"), rows[1].month_from);
    assert_int_equal(0, rows[2].amount);
    assert_refused(b, ERR_NOT_FOUND,
                   budgets_remove(&b->c, b->store, HOUSEHOLD_FIRST, TEXT("Expenses:None"), CURRENCY_NONE,
                                  BUDGETS_FROM_DEFAULT));
    book_free(b);
}

static void all_budgets_are_set_or_none(void **state)
{
    (void)state;
    struct book *b = empty();
    size_t count;
    const struct budget_change changes[] = {
        {TEXT("Expenses:Food"), 40000, CURRENCY_EUR, BUDGETS_FROM_DEFAULT, false},
        {TEXT("Food"), 60000, CURRENCY_EUR, BUDGETS_FROM_DEFAULT, false},
    };
    assert_refused(b, ERR_INPUT, budgets_set(&b->c, b->store, HOUSEHOLD_FIRST, changes, 2));
    budgets(b, &count);
    assert_int_equal(0, count);
    book_free(b);
}

static void a_file_of_budgets_is_read(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct budget_change *rows;
    size_t count;
    struct text file = TEXT("\xEF\xBB\xBF# ours\r\nExpenses:Food\t400.00\tEUR\r\n\r\n Expenses:Fun \t "
                            "12\t\r\nExpenses:Rent\t80000\tJPY");
    assert_ok(&c, budgets_read(&c, file, CURRENCY_EUR, &rows, &count));
    assert_int_equal(3, count);
    assert_text("Expenses:Food", rows[0].category);
    assert_int_equal(40000, rows[0].amount);
    assert_text("Expenses:Fun", rows[1].category);
    assert_int_equal(1200, rows[1].amount);
    assert_int_equal(80000, rows[2].amount);
    test_ctx_end(&c);
}

static void broken_lines_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *file, *why;
    } cases[] = {
        {"Expenses:Food\t1\tEUR\nFood\t2\tEUR", "line 2: \"Food\" is no category"},
        {"\n\nExpenses:Food\tx\tEUR", "line 3: \"x\" is no amount of EUR"},
        {"Expenses:Food\t1.234\tEUR", "line 1: \"1.234\" is no amount of EUR"},
        {"Expenses:Food\t-1\tEUR", "line 1: \"-1\" is no amount of EUR"},
        {"Expenses:Food\t1\tEURO", "line 1: \"EURO\" is no currency"},
        {"Expenses:Food\t1\t", "line 1: which currency?"},
        {"Expenses:Food\t1\tEUR\tx", "line 1: something stands behind"},
        {"Assets:Giro\t1\tEUR", "line 1: \"Assets:Giro\" is no category"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ctx c = test_ctx();
        struct budget_change *rows;
        size_t count;
        assert_err(ERR_INPUT, budgets_read(&c, text_of(cases[i].file), CURRENCY_NONE, &rows, &count));
        if (strncmp(c.why, cases[i].why, strlen(cases[i].why)) != 0)
            fail_msg("expected \"%s\", got \"%s\"", cases[i].why, c.why);
        test_ctx_end(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_opens_with_its_balance),
        cmocka_unit_test(names_are_checked),
        cmocka_unit_test(accounts_are_renamed_and_limited),
        cmocka_unit_test(a_summary_tells_what_is_there),
        cmocka_unit_test(a_tally_goes_on_where_it_stood),
        cmocka_unit_test(accounts_close_and_open_again),
        cmocka_unit_test(a_first_budget_holds_always_and_a_later_one_from_now),
        cmocka_unit_test(a_removed_budget_stays_removed),
        cmocka_unit_test(all_budgets_are_set_or_none),
        cmocka_unit_test(a_file_of_budgets_is_read),
        cmocka_unit_test(broken_lines_are_named),
    };
    return cmocka_run_group_tests_name("finance/accounts", tests, NULL, NULL);
}
