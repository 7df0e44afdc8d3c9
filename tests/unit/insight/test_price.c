/* Dearer for good, or only another amount? */
#include "unit/insight/history.h"

static size_t rises(struct history *h)
{
    return find_rises(h, day_of(2025, 11, 1), day_of(2026, 10, 31));
}

static void a_subscription_rises(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay_monthly(h, 1, month_of(2024, 11), 16, 1, 14, -1299);
    pay_monthly(h, 1, month_of(2026, 3), 8, 1, 14, -1499);
    assert_int_equal(1, rises(h));
    const struct finding *f = h->found.at;
    assert_int_equal(INSIGHT_PRICE_RISE, f->kind);
    assert_int_equal(1299, f->usual);
    assert_int_equal(1499, f->amount);
    assert_int_equal(154, f->permille);
    assert_int_equal(1, f->period_months);
    assert_int_equal(day_of(2026, 3, 14), f->date);
    assert_string_equal("price_rise/1/1/2026-03-14/1499", f->topic);
    history_free(h);
}

static void weekends_a_missing_and_a_double_payment_do_not_hide_it(void **state)
{
    (void)state;
    struct history *h = history_new();
    for (int32_t i = 0; i < 12; i++)
        if (i != 4)
            pay(h, 1, month_first(month_of(2025, 5) + i) + i % 4, i < 8 ? -142000 : -148500);
    pay(h, 1, month_first(month_of(2025, 5)), -142000); /* twice in one month */
    pay_monthly(h, 1, month_of(2026, 5), 6, 1, 1, -148500);
    pay(h, 1, day_of(2026, 2, 11), -8612); /* once something else */
    assert_int_equal(1, rises(h));
    history_free(h);
}

static void quarterly_and_yearly_rises(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay_monthly(h, 1, month_of(2025, 2), 4, 3, 17, -8640);
    pay_monthly(h, 1, month_of(2026, 2), 3, 3, 17, -9180);
    pay_monthly(h, 2, month_of(2024, 1), 2, 12, 5, -31200);
    pay_monthly(h, 2, month_of(2026, 1), 1, 12, 7, -34800); /* one payment of a yearly premium is enough */
    assert_int_equal(2, rises(h));
    assert_int_equal(3, h->found.at[0].period_months);
    assert_int_equal(12, h->found.at[1].period_months);
    history_free(h);
}

static void falls_wobbles_and_detours_are_silent(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay_monthly(h, 1, month_of(2025, 1), 12, 1, 3, -1499); /* cheaper */
    pay_monthly(h, 1, month_of(2026, 1), 10, 1, 3, -1299);
    for (int32_t i = 0; i < 22; i++) /* power by the meter */
        pay(h, 2, month_first(month_of(2025, 1) + i) + 9, -(9000 + i * i * 7 % 1311));
    pay_monthly(h, 3, month_of(2025, 1), 14, 1, 3, -2000); /* one dear month, then as before */
    pay_monthly(h, 3, month_of(2026, 3), 1, 1, 3, -3500);
    pay_monthly(h, 3, month_of(2026, 4), 7, 1, 3, -2000);
    pay_monthly(h, 4, month_of(2026, 1), 9, 1, 3, 5000); /* wages rise as they may */
    pay_monthly(h, 4, month_of(2026, 8), 3, 1, 3, 6000);
    pay_monthly(h, 5, month_of(2025, 1), 20, 1, 3, -3000); /* only once so far */
    pay_monthly(h, 5, month_of(2026, 9), 1, 1, 3, -3100);
    pay_monthly(h, 6, month_of(2023, 1), 6, 1, 3, -3000); /* long ago */
    pay_monthly(h, 6, month_of(2023, 7), 39, 1, 3, -3100);
    pay_monthly(h, 7, month_of(2025, 6), 6, 1, 3, -3000); /* dearer, then cancelled */
    pay_monthly(h, 7, month_of(2025, 12), 4, 1, 3, -3100);
    pay_monthly(h, 8, month_of(2025, 6), 6, 1, 3, -3000); /* another contract */
    pay_monthly(h, 8, month_of(2025, 12), 11, 1, 3, -9900);
    assert_int_equal(0, rises(h));
    history_free(h);
}

static void shopping_is_no_subscription(void **state)
{
    (void)state;
    struct history *h = history_new();
    uint64_t seed = 7;
    for (int i = 0; i < 1100; i++) { /* a bakery: few prices, often */
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        pay(h, 1 + i % 4, day_of(2024, 11, 1) + i * 2 / 3, -(320 + (int64_t)(seed >> 33) % 12 * 15));
    }
    assert_int_equal(0, rises(h));
    history_free(h);
}

static void weight_puts_the_dearest_first(void **state)
{
    (void)state;
    struct history *h = history_new();
    for (int64_t payee = 1; payee <= 5; payee++) {
        pay_monthly(h, payee, month_of(2025, 6), 8, 1, 3, -1000 * payee);
        pay_monthly(h, payee, month_of(2026, 2), 9, 1, 3, -1100 * payee);
    }
    assert_int_equal(5, rises(h));
    findings_keep(&h->found, 0, 2);
    assert_int_equal(2, h->found.count);
    assert_int_equal(5, h->found.at[0].payee);
    assert_int_equal(4, h->found.at[1].payee);
    history_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subscription_rises),
        cmocka_unit_test(weekends_a_missing_and_a_double_payment_do_not_hide_it),
        cmocka_unit_test(quarterly_and_yearly_rises),
        cmocka_unit_test(falls_wobbles_and_detours_are_silent),
        cmocka_unit_test(shopping_is_no_subscription),
        cmocka_unit_test(weight_puts_the_dearest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
