/* Reports over a small ledger whose numbers are known. */
#include "book.h"
#include "finance/report.h"
#include "store/entity/sorting.h"

struct small {
    struct book *b;
    struct store_tx *tx;
    int64_t giro, card, london, food, restaurants, rent, salary, transfers, opening;
    struct report_book report;
};

static void write_entries(struct small *s)
{
    struct book *b = s->b;
    book_entry(b,
               (struct entry){
                   .account = s->giro, .day = "2025-12-31", .text = "Opening balance", .flags = TXN_OPENING},
               s->opening, 100000);
    book_entry(b, (struct entry){.account = s->giro, .day = "2026-01-02", .text = "Rent"}, s->rent, -80000);
    book_entry(b, (struct entry){.account = s->giro, .day = "2026-01-05", .text = "Market"}, s->food, -1250);
    book_entry(b, (struct entry){.account = s->card, .day = "2026-01-06", .text = "Market"}, s->food, -750);
    book_entry(b, (struct entry){.account = s->card, .day = "2026-01-07", .text = "Inn"}, s->restaurants,
               -4000);
    book_entry(b, (struct entry){.account = s->giro, .day = "2026-01-30", .text = "Wages"}, s->salary,
               250000);
    /* Bought and given back: a row of zero. */
    book_entry(b, (struct entry){.account = s->card, .day = "2026-03-01", .text = "Inn"}, s->restaurants,
               -3000);
    book_entry(b, (struct entry){.account = s->card, .day = "2026-03-02", .text = "Inn"}, s->restaurants,
               3000);
    book_entry(b, (struct entry){.account = s->giro, .day = "2026-03-03", .text = "Card"}, s->transfers,
               -4750);
    book_entry(b, (struct entry){.account = s->card, .day = "2026-03-03", .text = "Card"}, s->transfers,
               4750);
    book_entry(
        b, (struct entry){.account = s->giro, .day = "2026-03-04", .text = "Market", .state = TXN_PENDING},
        s->food, -999);
    book_entry(b,
               (struct entry){.account = s->giro, .day = "2026-03-05", .text = "Market", .state = TXN_VOID},
               s->food, -555);
    book_entry(b, (struct entry){.account = s->london, .day = "2026-03-05", .text = "Shop"}, s->food, -620);
}

static int setup(void **state)
{
    struct small *s = calloc(1, sizeof *s);
    struct book *b = s->b = book_new();
    s->giro = book_account(b, "Giro", ACCOUNT_ASSET, "EUR");
    s->card = book_account(b, "Card", ACCOUNT_LIABILITY, "EUR");
    s->london = book_account(b, "Classic", ACCOUNT_ASSET, "GBP");
    s->food = book_category(b, "Expenses:Food:Groceries");
    s->restaurants = book_category(b, "Expenses:Food:Restaurants");
    s->rent = book_category(b, "Expenses:Housing:Rent");
    s->salary = book_category(b, "Income:Salary");
    s->transfers = book_category(b, "Equity:Transfers");
    s->opening = book_category(b, "Equity:Opening balances");
    write_entries(s);
    book_keep(b);
    s->tx = book_read(b);
    assert_ok(&b->c, report_load(&b->c, s->tx, HOUSEHOLD_FIRST, 0, &s->report));
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct small *s = *state;
    book_free(s->b);
    free(s);
    return 0;
}

static struct report_filter everything(void)
{
    return (struct report_filter){.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};
}

/* Rows as one text, so that a test reads like the report. */
static const char *spending_text(struct small *s, const struct report_filter *filter, enum report_by by)
{
    struct report_spending *rows;
    size_t count;
    struct buf *out = buf_in_arena(s->b->c.arena);
    char money[MONEY_TEXT_MAX], when[DATE_TEXT_MAX];
    assert_ok(&s->b->c, report_spending(&s->b->c, &s->report, filter, by, &rows, &count));
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s %.*s %s %s\n",
                   rows[i].month == REPORT_OPEN ? "-" : month_format(rows[i].month, when),
                   TEXT_ARGS(rows[i].category), money_format(rows[i].amount, rows[i].currency, money),
                   currency_code(rows[i].currency));
    return out->at == NULL ? "" : out->at;
}

static void spending_is_by_month_category_currency(void **state)
{
    struct report_filter filter = everything();
    assert_string_equal("2026-01 Expenses:Food:Groceries 20.00 EUR\n"
                        "2026-01 Expenses:Food:Restaurants 40.00 EUR\n"
                        "2026-01 Expenses:Housing:Rent 800.00 EUR\n"
                        "2026-03 Expenses:Food:Groceries 0.00 EUR\n"
                        "2026-03 Expenses:Food:Groceries 6.20 GBP\n"
                        "2026-03 Expenses:Food:Restaurants 0.00 EUR\n",
                        spending_text(*state, &filter, REPORT_BY_BOTH));
}

static void spending_keeps_what_is_held_apart(void **state)
{
    struct small *s = *state;
    struct report_filter filter = everything();
    struct report_spending *rows;
    size_t count;
    filter.month_from = month("2026-03");
    filter.currency = CURRENCY_EUR;
    filter.category = TEXT("Expenses:Food:Groceries");
    assert_ok(&s->b->c, report_spending(&s->b->c, &s->report, &filter, REPORT_BY_BOTH, &rows, &count));
    assert_int_equal(1, count);
    assert_int_equal(0, rows[0].amount);
    assert_int_equal(999, rows[0].pending);
}

static void spending_can_be_summed_and_limited(void **state)
{
    struct report_filter filter = everything();
    filter.depth = 2;
    assert_string_equal(
        "- Expenses:Food 60.00 EUR\n- Expenses:Food 6.20 GBP\n- Expenses:Housing 800.00 EUR\n",
        spending_text(*state, &filter, REPORT_BY_CATEGORY));
    assert_string_equal("2026-01  860.00 EUR\n2026-03  0.00 EUR\n2026-03  6.20 GBP\n",
                        spending_text(*state, &filter, REPORT_BY_MONTH));
    filter.category = TEXT("expenses:housing");
    assert_string_equal("- Expenses:Housing 800.00 EUR\n",
                        spending_text(*state, &filter, REPORT_BY_CATEGORY));
    filter.category = TEXT("Expenses:Hous");
    assert_string_equal("", spending_text(*state, &filter, REPORT_BY_CATEGORY));
    filter = everything();
    filter.month_to = month("2025-12");
    assert_string_equal("", spending_text(*state, &filter, REPORT_BY_BOTH));
}

static void one_account_is_walked(void **state)
{
    struct small *s = *state;
    struct report_filter filter = everything();
    assert_ok(&s->b->c, report_load(&s->b->c, s->tx, HOUSEHOLD_FIRST, s->card, &s->report));
    assert_string_equal(
        "2026-01 Expenses:Food:Groceries 7.50 EUR\n2026-01 Expenses:Food:Restaurants 40.00 EUR\n"
        "2026-03 Expenses:Food:Restaurants 0.00 EUR\n",
        spending_text(s, &filter, REPORT_BY_BOTH));
}

static void cashflow_leaves_transfers_and_openings_out(void **state)
{
    struct small *s = *state;
    struct report_filter filter = everything();
    struct report_cashflow *rows;
    size_t count;
    assert_ok(&s->b->c, report_cashflow(&s->b->c, &s->report, &filter, &rows, &count));
    assert_int_equal(3, count);
    assert_int_equal(month("2026-01"), rows[0].month);
    assert_int_equal(250000, rows[0].income);
    assert_int_equal(86000, rows[0].spending);
    assert_int_equal(164000, rows[0].net);
    assert_string_equal("EUR", currency_code(rows[1].currency));
    assert_int_equal(0, rows[1].net);
    assert_string_equal("GBP", currency_code(rows[2].currency));
    assert_int_equal(-620, rows[2].net);
}

static void balances_are_booked_with_what_is_held_beside(void **state)
{
    struct small *s = *state;
    struct report_filter filter = everything();
    struct report_balance *rows;
    size_t count;
    assert_ok(&s->b->c, report_balances(&s->b->c, &s->report, &filter, &rows, &count));
    assert_int_equal(3, count);
    assert_text("Classic", rows[0].account->name);
    assert_int_equal(-620, rows[0].balance);
    assert_text("Giro", rows[1].account->name);
    assert_int_equal(100000 - 80000 - 1250 + 250000 - 4750, rows[1].balance);
    assert_int_equal(-999, rows[1].pending);
    assert_text("Card", rows[2].account->name);
    assert_int_equal(0, rows[2].balance);
}

static void networth_has_every_month(void **state)
{
    struct small *s = *state;
    struct report_filter filter = everything();
    struct report_networth *rows;
    size_t count;
    assert_ok(&s->b->c, report_networth(&s->b->c, &s->report, &filter, &rows, &count));
    assert_int_equal(4 * 2, count); /* December to March, in two currencies */
    assert_int_equal(100000, rows[0].net);
    assert_int_equal(0, rows[1].net);
    assert_int_equal(268750, rows[2].assets);
    assert_int_equal(-4750, rows[2].liabilities);
    assert_int_equal(264000, rows[2].net);
    assert_int_equal(264000, rows[4].net); /* February: nothing happened */
    assert_int_equal(264000, rows[6].net);
    assert_int_equal(-620, rows[7].net);
    filter.month_from = filter.month_to = month("2026-02");
    assert_ok(&s->b->c, report_networth(&s->b->c, &s->report, &filter, &rows, &count));
    assert_int_equal(2, count);
    assert_int_equal(264000, rows[0].net);
}

static void budgets_count_what_is_below_them(void **state)
{
    struct small *s = *state;
    struct book *b = s->b;
    struct report_filter filter = everything();
    struct report_budget *rows;
    size_t count;
    book_begin(b);
    struct budget_row housing = {s->rent, {{0}}, s->rent, CURRENCY_EUR, month("2026-01"), 100000, false};
    struct budget_row food = {.category = book_category(b, "Expenses:Food"),
                              .currency = CURRENCY_EUR,
                              .month_from = month("2026-01"),
                              .amount = 5000,
                              .rollover = true};
    assert_ok(&b->c, budget_put(&b->c, b->tx, HOUSEHOLD_FIRST, &housing));
    assert_ok(&b->c, budget_put(&b->c, b->tx, HOUSEHOLD_FIRST, &food));
    book_keep(b);
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, report_load(&b->c, tx, HOUSEHOLD_FIRST, 0, &s->report));
    assert_ok(&b->c, report_budgets(&b->c, tx, HOUSEHOLD_FIRST, &s->report, &filter, month("2026-01"), &rows,
                                    &count));
    assert_int_equal(2, count);
    assert_text("Expenses:Food", rows[0].category);
    assert_int_equal(6000, rows[0].status.spent);
    assert_int_equal(-1000, rows[0].status.left);
    assert_int_equal(120, rows[0].status.percent);
    assert_int_equal(80, rows[1].status.percent);
    assert_ok(&b->c, report_budgets(&b->c, tx, HOUSEHOLD_FIRST, &s->report, &filter, month("2026-02"), &rows,
                                    &count));
    assert_int_equal(4000, rows[0].status.limit); /* January's overspending is carried */
    assert_ok(&b->c, report_budgets(&b->c, tx, HOUSEHOLD_FIRST, &s->report, &filter, month("2025-12"), &rows,
                                    &count));
    assert_int_equal(0, count);
}

static void span_is_where_something_was_spent(void **state)
{
    struct small *s = *state;
    int32_t oldest, newest;
    assert_true(report_span(&s->report, &oldest, &newest));
    assert_int_equal(month("2026-01"), oldest); /* December has an opening balance only */
    assert_int_equal(month("2026-03"), newest);
    struct report_book empty = {.cells = NULL};
    assert_false(report_span(&empty, &oldest, &newest));
}

static void an_empty_ledger_has_empty_reports(void **state)
{
    (void)state;
    struct book *b = book_new();
    struct report_book report;
    struct report_filter filter = everything();
    struct report_spending *spending;
    struct report_networth *networth;
    struct report_balance *balances;
    struct report_cashflow *cashflow;
    struct report_budget *budgets;
    size_t count;
    book_keep(b);
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, report_load(&b->c, tx, HOUSEHOLD_FIRST, 0, &report));
    assert_ok(&b->c, report_spending(&b->c, &report, &filter, REPORT_BY_BOTH, &spending, &count));
    assert_int_equal(0, count);
    assert_ok(&b->c, report_networth(&b->c, &report, &filter, &networth, &count));
    assert_int_equal(0, count);
    assert_ok(&b->c, report_balances(&b->c, &report, &filter, &balances, &count));
    assert_int_equal(0, count);
    assert_ok(&b->c, report_cashflow(&b->c, &report, &filter, &cashflow, &count));
    assert_int_equal(0, count);
    assert_ok(&b->c, report_budgets(&b->c, tx, HOUSEHOLD_FIRST, &report, &filter, month("2026-01"), &budgets,
                                    &count));
    assert_int_equal(0, count);
    book_free(b);
}

static void paths_roll_up(void **state)
{
    (void)state;
    assert_text("Expenses:Food", report_roll_up(TEXT("Expenses:Food:Groceries"), 2));
    assert_text("Expenses", report_roll_up(TEXT("Expenses:Food:Groceries"), 1));
    assert_text("Expenses:Food", report_roll_up(TEXT("Expenses:Food"), 5));
    assert_text("Expenses:Food", report_roll_up(TEXT("Expenses:Food"), 0));
    assert_true(report_in_category(TEXT("Expenses:Food"), TEXT("Expenses:Food")));
    assert_false(report_in_category(TEXT("Expenses:Foodstuff"), TEXT("Expenses:Food")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(spending_is_by_month_category_currency, setup, teardown),
        cmocka_unit_test_setup_teardown(spending_keeps_what_is_held_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(spending_can_be_summed_and_limited, setup, teardown),
        cmocka_unit_test_setup_teardown(one_account_is_walked, setup, teardown),
        cmocka_unit_test_setup_teardown(cashflow_leaves_transfers_and_openings_out, setup, teardown),
        cmocka_unit_test_setup_teardown(balances_are_booked_with_what_is_held_beside, setup, teardown),
        cmocka_unit_test_setup_teardown(networth_has_every_month, setup, teardown),
        cmocka_unit_test_setup_teardown(budgets_count_what_is_below_them, setup, teardown),
        cmocka_unit_test_setup_teardown(span_is_where_something_was_spent, setup, teardown),
        cmocka_unit_test(an_empty_ledger_has_empty_reports),
        cmocka_unit_test(paths_roll_up),
    };
    return cmocka_run_group_tests_name("finance/report", tests, NULL, NULL);
}
