/* Did not come, or is only another day, another name, another account that nobody knows yet? */
#include "unit/insight/history.h"

enum { SALARY = 1, MARKET, OTHER };

/* Everyday payments, so that the account is known up to a day. */
static void known_until(struct history *h, date last)
{
    for (date d = last - 300; d <= last; d += 3)
        pay(h, MARKET, d, -1000 - d % 7 * 213);
}

static size_t missed(struct history *h)
{
    h->found.count = 0;
    payments_sort(h->payments, h->payment_count);
    assert_ok(&h->c, detect_missed_payments(&h->c, h->payments, h->payment_count, &h->found));
    return h->found.count;
}

static void a_salary_does_not_come(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay_monthly(h, SALARY, month_of(2025, 9), 13, 1, 25, 280000);
    known_until(h, day_of(2026, 11, 5));
    assert_int_equal(1, missed(h));
    const struct finding *f = h->found.at;
    assert_int_equal(INSIGHT_MISSED_PAYMENT, f->kind);
    assert_int_equal(SEVERITY_WARNING, f->severity);
    assert_int_equal(280000, f->amount);
    assert_int_equal(day_of(2026, 10, 25), f->date_before);
    assert_int_equal(13, f->count);
    assert_string_equal("missed/1/1/2026-10-25", f->topic);
    struct finding_names names = {.payee = TEXT("Employer"), .account = TEXT("Checking")};
    struct finding_words words = finding_words(h->c.arena, f, &names);
    assert_text("Employer: 2800.00 EUR did not come", words.title);
    history_free(h);
}

static void nothing_is_said_before_it_is_time(void **state)
{
    (void)state;
    for (int late = 0; late <= 3; late++) {
        struct history *h = history_new();
        pay_monthly(h, SALARY, month_of(2025, 9), 13, 1, 25, 280000);
        known_until(h, day_of(2026, 10, 25) + late);
        assert_int_equal(0, missed(h));
        history_free(h);
    }
}

static void the_same_money_under_another_name_is_no_miss(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay_monthly(h, SALARY, month_of(2025, 9), 13, 1, 25, 280000);
    pay(h, OTHER, day_of(2026, 10, 26), 281000);
    known_until(h, day_of(2026, 11, 5));
    assert_int_equal(0, missed(h));
    history_free(h);
}

static void an_account_that_is_not_known_so_far_misses_nothing(void **state)
{
    (void)state;
    struct history *h = history_new();
    pay_monthly(h, SALARY, month_of(2025, 9), 13, 1, 25, 280000);
    for (size_t i = 0; i < h->payment_count; i++)
        h->payments[i].account = 2;
    known_until(h, day_of(2026, 11, 5)); /* of account 1 */
    assert_int_equal(0, missed(h));
    history_free(h);
}

static void what_failed_before_or_ended_long_ago_is_no_news(void **state)
{
    (void)state;
    struct history *h = history_new();
    for (int32_t i = 0; i < 13; i++)
        if (i != 5)
            pay(h, SALARY, month_first(month_of(2025, 9) + i) + 24, 280000); /* one is missing before */
    pay_monthly(h, OTHER, month_of(2025, 3), 12, 1, 10, -2500);              /* ended in February */
    known_until(h, day_of(2026, 11, 5));
    assert_int_equal(0, missed(h));
    history_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_salary_does_not_come),
        cmocka_unit_test(nothing_is_said_before_it_is_time),
        cmocka_unit_test(the_same_money_under_another_name_is_no_miss),
        cmocka_unit_test(an_account_that_is_not_known_so_far_misses_nothing),
        cmocka_unit_test(what_failed_before_or_ended_long_ago_is_no_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
