/* A category's month against its past; a month as a whole. */
#include "unit/insight/history.h"

/* Two years of rent, groceries and restaurants, with a little noise. */
static void live(struct history *h, int32_t first, int32_t months)
{
    for (int32_t i = 0; i < months; i++) {
        spend(h, 1, first + i, 142000);
        spend(h, 2, first + i, 60000 + i * 37 % 11 * 1000);
        spend(h, 3, first + i, 20000 + i * 53 % 7 * 900);
    }
}

static void far_above_its_past_is_found(void **state)
{
    (void)state;
    struct history *h = history_new();
    live(h, month_of(2024, 11), 22);
    spend(h, 1, month_of(2026, 9), 142000);
    spend(h, 2, month_of(2026, 9), 66000);
    spend(h, 3, month_of(2026, 9), 129240);
    assert_int_equal(1, find_unusual(h, month_of(2026, 8), month_of(2026, 10)));
    const struct finding *f = h->found.at;
    assert_int_equal(3, f->category);
    assert_int_equal(129240, f->amount);
    assert_true(f->usual >= 20000 && f->usual < 26000);
    assert_string_equal("unusual_month/3/EUR/2026-09", f->topic);
    history_free(h);
}

static void near_misses_are_silent(void **state)
{
    (void)state;
    struct history *h = history_new();
    live(h, month_of(2024, 11), 22);
    spend(h, 1, month_of(2026, 9), 148500); /* the rent rose: another detector's news */
    spend(h, 2, month_of(2026, 9), 75000);  /* a dear month, within what happens */
    spend(h, 3, month_of(2026, 9), 100);    /* little is no news */
    assert_int_equal(0, find_unusual(h, month_of(2026, 8), month_of(2026, 10)));
    history_free(h);
}

static void small_money_and_short_pasts_are_silent(void **state)
{
    (void)state;
    struct history *h = history_new();
    live(h, month_of(2024, 11), 23);
    for (int32_t i = 0; i < 22; i++)
        spend(h, 4, month_of(2024, 11) + i, 300);
    spend(h, 4, month_of(2026, 9), 1100); /* four times as much, and yet nothing */
    assert_int_equal(0, find_unusual(h, month_of(2026, 9), month_of(2026, 9)));
    h->cell_count = 0;
    live(h, month_of(2026, 4), 5);
    spend(h, 3, month_of(2026, 9), 129240);
    assert_int_equal(0, find_unusual(h, month_of(2026, 9), month_of(2026, 9)));
    history_free(h);
}

static void a_season_comes_every_year(void **state)
{
    (void)state;
    struct history *h = history_new();
    live(h, month_of(2024, 11), 26);
    for (int32_t i = 0; i < 25; i++)
        if (i % 12 != 1)
            spend(h, 5, month_of(2024, 11) + i, 3000);
    spend(h, 5, month_of(2024, 12), 90000);
    spend(h, 5, month_of(2025, 12), 95000);
    assert_int_equal(0, find_unusual(h, month_of(2025, 12), month_of(2025, 12)));
    history_free(h);
}

static void a_rare_category_only_when_beyond_all_before(void **state)
{
    (void)state;
    struct history *h = history_new();
    live(h, month_of(2024, 11), 22);
    spend(h, 6, month_of(2025, 2), 40000);
    spend(h, 6, month_of(2025, 4), 35000);
    spend(h, 6, month_of(2026, 3), 42000);
    spend(h, 6, month_of(2026, 7), 45000);
    assert_int_equal(0, find_unusual(h, month_of(2026, 7), month_of(2026, 7)));
    h->cells[h->cell_count - 1].amount = 320000;
    assert_int_equal(1, find_unusual(h, month_of(2026, 7), month_of(2026, 7)));
    assert_int_equal(6, h->found.at[0].category);
    history_free(h);
}

static void summary_names_the_largest_and_the_usual(void **state)
{
    (void)state;
    struct history *h = history_new();
    live(h, month_of(2026, 1), 9);
    spend(h, 4, month_of(2026, 9), 500);
    spending_sort(h->cells, h->cell_count);
    detect_month_summary(h->cells, h->cell_count, month_of(2026, 9), &h->found);
    assert_int_equal(1, h->found.count);
    const struct finding *f = h->found.at;
    assert_int_equal(1, f->top[0].category);
    assert_int_equal(142000, f->top[0].usual);
    assert_int_equal(2, f->top[1].category);
    assert_int_equal(3, f->top[2].category);
    assert_int_equal(142000 + f->top[1].amount + f->top[2].amount + 500, f->amount);
    assert_string_equal("month_summary/EUR/2026-09", f->topic);
    h->found.count = 0;
    detect_month_summary(h->cells, h->cell_count, month_of(2026, 10), &h->found); /* nothing there */
    detect_month_summary(h->cells, h->cell_count, month_of(2026, 2), &h->found);  /* no past */
    assert_int_equal(0, h->found.count);
    history_free(h);
}

static void rhythm_needs_a_clear_day(void **state)
{
    (void)state;
    struct history *h = history_new();
    date first = month_first(month_of(2026, 7));
    for (int i = 0; i < 92; i++) {
        pay(h, 1 + i, first + i, -1000);
        if (date_weekday(first + i) == 5)
            pay(h, 1, first + i, -4000);
    }
    payments_sort(h->payments, h->payment_count);
    detect_weekly_rhythm(h->payments, h->payment_count, month_of(2026, 9), &h->found);
    assert_int_equal(1, h->found.count);
    assert_int_equal(5, h->found.at[0].weekday);
    assert_int_equal(13 * 5000, h->found.at[0].amount);
    h->found.count = 0;
    for (size_t i = 0; i < h->payment_count; i++)
        h->payments[i].date = first + (date)i % 92; /* even */
    detect_weekly_rhythm(h->payments, h->payment_count, month_of(2026, 9), &h->found);
    for (size_t i = 0; i < h->payment_count; i++) /* a bank that books the weekend on Monday */
        h->payments[i].date +=
            date_weekday(h->payments[i].date) >= 5 ? 7 - date_weekday(h->payments[i].date) : 0;
    detect_weekly_rhythm(h->payments, h->payment_count, month_of(2026, 9), &h->found);
    assert_int_equal(0, h->found.count);
    history_free(h);
}

static void new_payees_need_a_past(void **state)
{
    (void)state;
    struct history *h = history_new();
    date from = day_of(2026, 9, 1), old = day_of(2025, 1, 1);
    pay(h, 1, day_of(2026, 9, 10), -80000);
    pay(h, 1, day_of(2026, 9, 20), -20000);
    pay(h, 2, day_of(2025, 3, 1), -100); /* known for long */
    pay(h, 2, day_of(2026, 9, 10), -90000);
    pay(h, 3, day_of(2026, 9, 10), -100);  /* small */
    pay(h, 4, day_of(2026, 9, 10), 90000); /* money in */
    payments_sort(h->payments, h->payment_count);
    int64_t least = finding_weight(10000, CURRENCY_EUR);
    detect_new_payees(h->payments, h->payment_count, from, old, least, &h->found);
    assert_int_equal(1, h->found.count);
    assert_int_equal(1, h->found.at[0].payee);
    assert_int_equal(100000, h->found.at[0].amount);
    assert_int_equal(day_of(2026, 9, 10), h->found.at[0].date);
    h->found.count = 0;
    detect_new_payees(h->payments, h->payment_count, from, from - 10, least, &h->found);
    assert_int_equal(0, h->found.count);
    history_free(h);
}

static void budgets_at_80_and_100_percent(void **state)
{
    (void)state;
    struct history *h = history_new();
    struct budget_month status = {
        .amount = 10000, .limit = 10000, .spent = 7999, .left = 2001, .percent = 79};
    detect_budget(&status, 4, CURRENCY_EUR, month_of(2026, 9), day_of(2026, 9, 20), &h->found);
    assert_int_equal(0, h->found.count);
    status.percent = 80;
    detect_budget(&status, 4, CURRENCY_EUR, month_of(2026, 9), day_of(2026, 9, 20), &h->found);
    status.percent = 100;
    detect_budget(&status, 4, CURRENCY_EUR, month_of(2026, 9), day_of(2026, 9, 20), &h->found);
    assert_int_equal(2, h->found.count);
    assert_string_equal("budget_warning/4/EUR/2026-09/10000", h->found.at[0].topic);
    assert_string_equal("budget_exceeded/4/EUR/2026-09/10000", h->found.at[1].topic);
    status.spent = -500; /* more came back than went */
    detect_budget(&status, 4, CURRENCY_EUR, month_of(2026, 9), day_of(2026, 9, 20), &h->found);
    assert_int_equal(2, h->found.count);
    history_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(far_above_its_past_is_found),
        cmocka_unit_test(near_misses_are_silent),
        cmocka_unit_test(small_money_and_short_pasts_are_silent),
        cmocka_unit_test(a_season_comes_every_year),
        cmocka_unit_test(a_rare_category_only_when_beyond_all_before),
        cmocka_unit_test(summary_names_the_largest_and_the_usual),
        cmocka_unit_test(rhythm_needs_a_clear_day),
        cmocka_unit_test(new_payees_need_a_past),
        cmocka_unit_test(budgets_at_80_and_100_percent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
