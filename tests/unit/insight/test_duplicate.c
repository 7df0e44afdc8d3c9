/* Charged twice, or only two coffees? */
#include "unit/insight/history.h"

static date from(void)
{
    return day_of(2026, 8, 1);
}

static void two_equal_charges_are_found(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay(h, 1, day_of(2026, 8, 21), -24900);
    pay(h, 1, day_of(2026, 8, 22), -24900);
    assert_int_equal(1, find_duplicates(h, from()));
    const struct finding *f = h->found.at;
    assert_int_equal(INSIGHT_DUPLICATE_CHARGE, f->kind);
    assert_int_equal(24900, f->amount);
    assert_int_equal(2, f->count);
    assert_int_equal(2, f->txn);
    assert_int_equal(day_of(2026, 8, 22), f->date);
    assert_string_equal("duplicate_charge/1/1/2026-08-21/24900", f->topic);
    history_free(h);
}

static void among_other_purchases_too(void **state)
{
    (void)state;
    struct history *h = history_new();
    for (int i = 0; i < 30; i++)
        pay(h, 1, day_of(2026, 1, 3) + i * 7, -(4000 + i * 37));
    pay(h, 1, day_of(2026, 8, 24), -5431);
    pay(h, 1, day_of(2026, 8, 24), -5431);
    assert_int_equal(1, find_duplicates(h, from()));
    history_free(h);
}

static void a_subscription_of_any_size_charged_twice(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay_monthly(h, 1, month_of(2026, 1), 9, 1, 14, -299);
    pay(h, 1, day_of(2026, 8, 15), -299);
    assert_int_equal(1, find_duplicates(h, from()));
    history_free(h);
}

static void three_are_one_finding(void **state)
{
    (void)state;
    struct history *h = history_new();
    for (int i = 0; i < 3; i++)
        pay(h, 1, day_of(2026, 8, 21) + i, -9900);
    assert_int_equal(1, find_duplicates(h, from()));
    assert_int_equal(3, h->found.at[0].count);
    history_free(h);
}

static void near_misses_are_silent(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay(h, 1, day_of(2026, 8, 10), -9900); /* three days apart */
    pay(h, 1, day_of(2026, 8, 13), -9900);
    pay(h, 2, day_of(2026, 8, 10), -9900); /* another amount */
    pay(h, 2, day_of(2026, 8, 10), -9901);
    pay(h, 3, day_of(2026, 8, 10), 9900); /* money in */
    pay(h, 3, day_of(2026, 8, 10), 9900);
    pay(h, 4, day_of(2026, 7, 10), -9900); /* before */
    pay(h, 4, day_of(2026, 7, 10), -9900);
    pay(h, 5, day_of(2026, 8, 10), -380); /* two coffees */
    pay(h, 5, day_of(2026, 8, 10), -380);
    pay(h, 6, day_of(2026, 8, 10), -9900); /* another account */
    pay(h, 6, day_of(2026, 8, 10), -9900);
    h->payments[h->payment_count - 1].account = 2;
    assert_int_equal(0, find_duplicates(h, from()));
    history_free(h);
}

static void given_back_is_settled(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay(h, 1, day_of(2026, 8, 21), -24900);
    pay(h, 1, day_of(2026, 8, 21), -24900);
    pay(h, 1, day_of(2026, 9, 2), 24900);
    assert_int_equal(0, find_duplicates(h, from()));
    history_free(h);
}

static void habits_of_the_payee_are_known(void **state)
{
    (void)state;
    struct history *h = history_new();
    for (int i = 0; i < 60; i++) /* lunch at a fixed price on most days */
        pay(h, 1, day_of(2026, 6, 1) + i * 3 / 2, -1250);
    for (int i = 0; i < 8; i++) { /* two contracts with one insurer, debited on one day */
        pay(h, 2, month_first(month_of(2026, 2) + i), -4500);
        pay(h, 2, month_first(month_of(2026, 2) + i), -4500);
    }
    for (int i = 0; i < 10; i++) { /* tickets there and back, at changing prices */
        pay(h, 3, day_of(2026, 5, 1) + i * 13, -(1800 + i));
        pay(h, 3, day_of(2026, 5, 1) + i * 13, -(1800 + i));
    }
    assert_int_equal(0, find_duplicates(h, from()));
    history_free(h);
}

static void order_of_import_does_not_matter(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay(h, 1, day_of(2026, 8, 22), -24900);
    pay(h, 9, day_of(2026, 8, 1), -100);
    pay(h, 1, day_of(2026, 8, 21), -24900);
    assert_int_equal(1, find_duplicates(h, from()));
    assert_string_equal("duplicate_charge/1/1/2026-08-21/24900", h->found.at[0].topic);
    history_free(h);
}

static void extreme_amounts_are_harmless(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay(h, 1, day_of(2026, 8, 21), INT64_MIN);
    pay(h, 1, day_of(2026, 8, 21), INT64_MIN);
    pay(h, 2, day_of(2026, 8, 21), -INT64_MAX);
    pay(h, 2, day_of(2026, 8, 21), -INT64_MAX);
    assert_int_equal(1, find_duplicates(h, from()));
    assert_int_equal(0, find_rises(h, from(), day_of(2026, 9, 1)));
    history_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_equal_charges_are_found),
        cmocka_unit_test(among_other_purchases_too),
        cmocka_unit_test(a_subscription_of_any_size_charged_twice),
        cmocka_unit_test(three_are_one_finding),
        cmocka_unit_test(near_misses_are_silent),
        cmocka_unit_test(given_back_is_settled),
        cmocka_unit_test(habits_of_the_payee_are_known),
        cmocka_unit_test(order_of_import_does_not_matter),
        cmocka_unit_test(extreme_amounts_are_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
