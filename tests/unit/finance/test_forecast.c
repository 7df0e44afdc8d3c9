/* What lies ahead of a household: which transactions count, and up to which day an account is known. */
#include "finance/forecast/forecast.h"
#include "insight/insight.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"
#include "unit/finance/book.h"

struct ahead {
    struct book *b;
    int64_t checking, savings, card, rent, wages;
};

/* Two years up to October 2026: a salary on the 25th, a rent on the 3rd. */
static struct ahead *ahead_new(void)
{
    struct ahead *a = calloc(1, sizeof *a);
    assert_non_null(a);
    a->b = book_new();
    a->checking = book_account(a->b, "Checking", ACCOUNT_ASSET, "EUR");
    a->savings = book_account(a->b, "Savings", ACCOUNT_ASSET, "EUR");
    a->card = book_account(a->b, "Card", ACCOUNT_LIABILITY, "EUR");
    a->rent = book_category(a->b, "Expenses:Rent");
    a->wages = book_category(a->b, "Income:Wages");
    for (int32_t m = 2024 * 12 + 10; m <= 2026 * 12 + 9; m++) {
        char text[DATE_TEXT_MAX];
        date_format(month_first(m) + 2, text);
        book_entry(a->b, (struct entry){.account = a->checking, .day = text, .payee = "Landlord"}, a->rent,
                   -90000);
        date_format(month_first(m) + 24, text);
        book_entry(a->b, (struct entry){.account = a->checking, .day = text, .payee = "Employer"}, a->wages,
                   100000);
    }
    return a;
}

static void ahead_free(struct ahead *a)
{
    book_free(a->b);
    free(a);
}

static struct forecast_cash look(struct ahead *a, int64_t account, const char *today)
{
    struct forecast_cash cash;
    struct forecast_question question = {
        .account = account, .currency = CURRENCY_EUR, .today = day(today), .days = 30};
    struct store_tx *tx = book_read(a->b);
    assert_ok(&a->b->c, forecast_cash(&a->b->c, tx, HOUSEHOLD_FIRST, &question, &cash));
    store_rollback(tx);
    return cash;
}

static void an_account_is_known_up_to_its_newest_booking(void **state)
{
    (void)state;
    struct ahead *a = ahead_new();
    book_entry(a->b, (struct entry){.account = a->savings, .day = "2026-06-30", .payee = "Bank"}, a->wages,
               500);
    book_keep(a->b);
    struct forecast_cash cash = look(a, a->checking, "2026-10-30");
    assert_int_equal(day("2026-10-25"), cash.as_of);
    assert_int_equal(24 * 10000, cash.balance);
    assert_int_equal(35, cash.outlook.day_count); /* up to 30 days behind today */
    assert_int_equal(2, cash.due_count);
    assert_int_equal(day("2026-11-03"), cash.due[0].day);
    assert_text("Landlord", cash.due[0].payee);
    assert_int_equal(-90000, cash.due[0].amount);
    assert_int_equal(day("2026-11-25"), cash.due[1].day);
    cash = look(a, a->savings, "2026-10-30"); /* quiet: known as far as the household is */
    assert_int_equal(day("2026-10-25"), cash.as_of);
    cash = look(a, a->checking, "2027-03-01"); /* nothing was imported for long: today, and all has ended */
    assert_int_equal(day("2027-03-01"), cash.as_of);
    assert_int_equal(0, cash.due_count);
    ahead_free(a);
}

static void what_is_held_or_later_is_announced(void **state)
{
    (void)state;
    struct ahead *a = ahead_new();
    book_entry(
        a->b,
        (struct entry){.account = a->checking, .day = "2026-10-24", .payee = "Shop", .state = TXN_PENDING},
        a->rent, -700);
    book_entry(a->b, (struct entry){.account = a->checking, .day = "2026-11-10", .payee = "Roofer"}, a->rent,
               -300000);
    book_keep(a->b);
    struct forecast_cash cash = look(a, a->checking, "2026-10-26");
    assert_int_equal(24 * 10000, cash.balance);
    assert_true(cash.due[0].announced && cash.due[0].amount == -700 && cash.due[0].day == day("2026-10-26"));
    assert_true(cash.due[2].announced && cash.due[2].amount == -300000);
    const struct outlook_day *dry = forecast_dry(&cash, 0.9);
    assert_non_null(dry);
    assert_int_equal(day("2026-11-10"), dry->day);
    ahead_free(a);
}

/* A card has no bottom, unless it was given one. */
static void a_card_does_not_run_dry(void **state)
{
    (void)state;
    struct ahead *a = ahead_new();
    book_entry(a->b, (struct entry){.account = a->card, .day = "2026-10-20", .payee = "Shop"}, a->rent,
               -5000);
    book_keep(a->b);
    struct forecast_cash cash = look(a, a->card, "2026-10-26");
    assert_false(cash.can_dry);
    assert_null(forecast_dry(&cash, 0.01));
    cash = look(a, 0, "2026-10-26"); /* all assets: without the card */
    assert_int_equal(24 * 10000, cash.balance);
    assert_null(cash.account);
    ahead_free(a);
}

static void what_comes_again_is_listed(void **state)
{
    (void)state;
    struct ahead *a = ahead_new();
    struct forecast_recurring *rows;
    size_t count;
    book_keep(a->b);
    struct store_tx *tx = book_read(a->b);
    assert_ok(&a->b->c,
              forecast_recurring(&a->b->c, tx, HOUSEHOLD_FIRST, 0, day("2026-10-30"), &rows, &count));
    assert_int_equal(2, count);
    assert_text("Landlord", rows[0].payee);
    assert_int_equal(day("2026-11-03"), rows[0].group.next);
    assert_int_equal(RECURRING_RUNNING, rows[0].state);
    assert_int_equal(day("2026-10-03"), rows[0].last);
    assert_text("Checking", rows[0].account->name);
    assert_ok(&a->b->c, forecast_recurring(&a->b->c, tx, HOUSEHOLD_FIRST, a->savings, day("2026-10-30"),
                                           &rows, &count));
    assert_int_equal(0, count);
    store_rollback(tx);
    ahead_free(a);
}

/* Where nobody says which day it is, it is that of the household: in Auckland the next one begins at 11:00 UTC. */
static void days_are_the_households(void **state)
{
    (void)state;
    struct ahead *a = ahead_new();
    struct forecast_recurring *rows;
    size_t count;
    date today, given;
    bool fresh;
    enum { OWNER = 3 };
    const int64_t noon_us = ((int64_t)day("2026-10-30") * 24 + 12) * 3600 * 1000000;
    struct person_row owner = {.email = TEXT("a@b.example"),
                               .name = TEXT("Anna"),
                               .locale = TEXT("en"),
                               .zone = TEXT("Pacific/Auckland")};
    a->b->c.now_us = noon_us;
    assert_ok(&a->b->c, forecast_today(&a->b->c, a->b->tx, HOUSEHOLD_FIRST, DATE_NONE, &today));
    assert_int_equal(day("2026-10-30"), today); /* nobody is there: UTC */
    assert_ok(&a->b->c, person_insert(&a->b->c, a->b->tx, &owner, TEXT(""), &fresh));
    assert_ok(&a->b->c, member_insert(&a->b->c, a->b->tx, HOUSEHOLD_FIRST, owner.seq, OWNER, &fresh));
    book_keep(a->b);
    struct store_tx *tx = book_read(a->b);
    assert_ok(&a->b->c, forecast_today(&a->b->c, tx, HOUSEHOLD_FIRST, DATE_NONE, &today));
    assert_int_equal(day("2026-10-31"), today);
    assert_ok(&a->b->c, forecast_today(&a->b->c, tx, HOUSEHOLD_FIRST, day("2026-10-29"), &given));
    assert_int_equal(day("2026-10-29"), given);
    /* Forecasts reach as far behind the household's day as behind one that is said. */
    struct forecast_cash cash, said;
    struct forecast_question question = {.account = a->checking, .today = DATE_NONE, .days = 30};
    assert_ok(&a->b->c, forecast_cash(&a->b->c, tx, HOUSEHOLD_FIRST, &question, &cash));
    question.today = day("2026-10-31");
    assert_ok(&a->b->c, forecast_cash(&a->b->c, tx, HOUSEHOLD_FIRST, &question, &said));
    assert_int_equal(said.outlook.day_count, cash.outlook.day_count);
    assert_int_equal(day("2026-10-31") + 30, cash.outlook.days[cash.outlook.day_count - 1].day);
    assert_ok(&a->b->c, forecast_recurring(&a->b->c, tx, HOUSEHOLD_FIRST, 0, DATE_NONE, &rows, &count));
    assert_int_equal(2, count);
    store_rollback(tx);
    ahead_free(a);
}

static void bounds_are_kept(void **state)
{
    (void)state;
    struct ahead *a = ahead_new();
    struct forecast_cash cash;
    book_keep(a->b);
    struct store_tx *tx = book_read(a->b);
    struct forecast_question question = {.account = a->rent, .today = day("2026-10-30"), .days = 30};
    assert_int_equal(ERR_NOT_FOUND, forecast_cash(&a->b->c, tx, HOUSEHOLD_FIRST, &question, &cash));
    question = (struct forecast_question){.account = a->checking, .today = day("2026-10-30"), .days = 366};
    assert_int_equal(ERR_INPUT, forecast_cash(&a->b->c, tx, HOUSEHOLD_FIRST, &question, &cash));
    question.days = 30;
    question.today = DATE_LAST;
    assert_int_equal(ERR_INPUT, forecast_cash(&a->b->c, tx, HOUSEHOLD_FIRST, &question, &cash));
    assert_int_equal(ERR_NOT_FOUND,
                     forecast_cash(&a->b->c, tx, HOUSEHOLD_FIRST + 1,
                                   &(struct forecast_question){a->checking, 0, day("2026-10-30"), 30},
                                   &cash));
    store_rollback(tx);
    ahead_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_is_known_up_to_its_newest_booking),
        cmocka_unit_test(what_is_held_or_later_is_announced),
        cmocka_unit_test(a_card_does_not_run_dry),
        cmocka_unit_test(what_comes_again_is_listed),
        cmocka_unit_test(days_are_the_households),
        cmocka_unit_test(bounds_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
