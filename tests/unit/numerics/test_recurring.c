/* Payments that come again, made by rules that the test knows: which are found, when the next one comes, and what is none. */
#include "numerics/random.h"
#include "numerics/recurring/recurring.h"
#include "support.h"

enum { ROOM = 4000 };

struct book {
    struct ctx c;
    struct recurring_payment at[ROOM];
    size_t count;
    struct recurring_options how;
    struct recurring *groups;
    size_t group_count;
};

static struct book *book_new(void)
{
    struct book *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->c = test_ctx();
    b->how = (struct recurring_options){.today = DATE_NONE, .parties_known = true};
    return b;
}

static void book_free(struct book *b)
{
    test_ctx_end(&b->c);
    free(b);
}

static date day(int year, int month, int of_month)
{
    date out = DATE_NONE;
    assert_true(date_from_civil(year, month, of_month, &out));
    return out;
}

static void pay(struct book *b, int64_t party, date on, int64_t amount)
{
    assert_true(b->count < ROOM);
    b->at[b->count++] = (struct recurring_payment){party, amount, on};
}

static void find(struct book *b)
{
    assert_ok(&b->c, recurring_find(&b->c, b->at, b->count, &b->how, &b->groups, &b->group_count));
}

static const struct recurring *the_only(struct book *b)
{
    find(b);
    assert_int_equal(1, b->group_count);
    return &b->groups[0];
}

static void assert_schedule(const char *expected, const struct recurring *group)
{
    char text[SCHEDULE_TEXT_MAX];
    assert_string_equal(expected, schedule_format(&group->schedule, text));
}

/* -- Schedules */

static void pay_by(struct book *b, const struct schedule *s, int count, int64_t amount)
{
    for (int k = 0; k < count; k++)
        pay(b, 1, schedule_due(s, k), amount);
}

static void every_kind_is_recognised(void **state)
{
    (void)state;
    static const struct {
        struct schedule schedule;
        const char *words;
    } cases[] = {
        {{.kind = SCHEDULE_WEEKS, .step = 1, .first = 20000}, "every week on Friday"},
        {{.kind = SCHEDULE_WEEKS, .step = 2, .first = 20001}, "every 2 weeks on Saturday"},
        {{.kind = SCHEDULE_WEEKS, .step = 4, .first = 20002}, "every 4 weeks on Sunday"},
        {{.kind = SCHEDULE_MONTH_DAY, .step = 1, .day = 3, .month = 24300}, "every month on the 3rd"},
        {{.kind = SCHEDULE_MONTH_DAY, .step = 1, .day = 31, .month = 24300},
         "every month on the month's last day"},
        {{.kind = SCHEDULE_MONTH_DAY, .step = 3, .day = 11, .month = 24301}, "every 3 months on the 11th"},
        {{.kind = SCHEDULE_MONTH_DAY, .step = 6, .day = 22, .month = 24301}, "every 6 months on the 22nd"},
        {{.kind = SCHEDULE_MONTH_DAY, .step = 12, .day = 1, .month = 24305}, "every year on the 1st"},
        {{.kind = SCHEDULE_MONTH_WEEKDAY, .step = 1, .weekday = 1, .nth = 2, .month = 24300},
         "every month on the 2nd Tuesday"},
        {{.kind = SCHEDULE_MONTH_WEEKDAY, .step = 1, .weekday = 4, .nth = 5, .month = 24300},
         "every month on the last Friday"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct book *b = book_new();
        pay_by(b, &cases[i].schedule, 9, -4200);
        const struct recurring *group = the_only(b);
        assert_schedule(cases[i].words, group);
        assert_int_equal(9, group->count);
        assert_int_equal(schedule_due(&cases[i].schedule, 9), group->next);
        assert_int_equal(AMOUNT_FIXED, group->model);
        assert_int_equal(-4200, group->next_amount);
        assert_true(group->confidence > 0.85 && group->confidence < 1);
        book_free(b);
    }
}

static void occurrences_follow_the_calendar(void **state)
{
    (void)state;
    struct schedule end = {.kind = SCHEDULE_MONTH_DAY, .step = 1, .day = 31, .month = 2024 * 12};
    assert_int_equal(day(2024, 1, 31), schedule_due(&end, 0));
    assert_int_equal(day(2024, 2, 29), schedule_due(&end, 1));
    assert_int_equal(day(2023, 2, 28), schedule_due(&end, -11));
    assert_int_equal(day(2024, 4, 30), schedule_due(&end, 3));
    struct schedule next = {
        .kind = SCHEDULE_MONTH_DAY, .step = 1, .day = 1, .shift = SHIFT_NEXT, .month = 2024 * 12 + 5};
    assert_int_equal(day(2024, 6, 3), schedule_due(&next, 0)); /* the 1st was a Saturday */
    next.shift = SHIFT_PREVIOUS;
    assert_int_equal(day(2024, 5, 31), schedule_due(&next, 0));
    assert_int_equal(DATE_NONE, schedule_due(&end, 1000000));
    struct schedule week = {.kind = SCHEDULE_WEEKS, .step = 2, .first = 20000};
    for (int32_t k = -3; k <= 3; k++) {
        assert_int_equal(k, schedule_nearest(&week, schedule_due(&week, k) + 6));
        assert_int_equal(k, schedule_nearest(&week, schedule_due(&week, k) - 6));
        assert_int_equal(k, schedule_nearest(&end, schedule_due(&end, k)));
    }
}

/* A bank that works on weekdays: the debit of a Saturday comes on the Monday. */
static void weekends_are_passed_over(void **state)
{
    (void)state;
    struct book *b = book_new();
    struct schedule s = {
        .kind = SCHEDULE_MONTH_DAY, .step = 1, .day = 15, .shift = SHIFT_NEXT, .month = 2023 * 12};
    pay_by(b, &s, 24, -90000);
    const struct recurring *group = the_only(b);
    assert_schedule("every month on the 15th", group);
    assert_int_equal(SHIFT_NEXT, group->schedule.shift);
    assert_int_equal(0, group->schedule.tolerance);
    assert_int_equal(schedule_due(&s, 24), group->next);
    book_free(b);
}

static void some_days_early_or_late_are_tolerated(void **state)
{
    (void)state;
    static const int off[] = {0, 2, 0, -1, 0, 1, 2, 0, -2, 0, 0, 1};
    struct book *b = book_new();
    for (int month = 1; month <= 12; month++)
        pay(b, 7, day(2025, month, 10) + off[month - 1], -3999);
    const struct recurring *group = the_only(b);
    assert_int_equal(12, group->count);
    assert_true(group->next_early <= day(2026, 1, 10) && day(2026, 1, 10) <= group->next_late);
    assert_true(group->next_late - group->next_early <= 8);
    book_free(b);
}

static void three_of_one_amount_are_enough_though_one_is_late(void **state)
{
    (void)state;
    struct book *b = book_new();
    pay(b, 1, day(2026, 1, 1), -80000);
    pay(b, 1, day(2026, 2, 2), -80000);
    pay(b, 1, day(2026, 3, 1), -80000);
    assert_schedule("every month on the 1st", the_only(b));
    b->how.parties_known = false; /* when nobody knows to whom, it may be chance */
    find(b);
    assert_int_equal(0, b->group_count);
    book_free(b);
}

/* -- Amounts */

static const struct recurring *monthly(struct book *b, const int64_t *amounts, int count)
{
    for (int i = 0; i < count; i++)
        pay(b, 3, day(2023 + i / 12, i % 12 + 1, 5), -amounts[i]);
    const struct recurring *group = the_only(b);
    assert_int_equal(count, group->count);
    assert_true(group->next_amount_low <= group->next_amount);
    assert_true(group->next_amount <= group->next_amount_high);
    return group;
}

static void a_raised_price_is_told(void **state)
{
    (void)state;
    static const int64_t prices[] = {999, 999, 999, 999, 999, 999, 1199, 1199};
    for (int known = 7; known <= 8; known++) { /* once seen, or twice */
        struct book *b = book_new();
        const struct recurring *group = monthly(b, prices, known);
        assert_int_equal(AMOUNT_STEPPED, group->model);
        assert_int_equal(-1199, group->next_amount);
        assert_true(group->rose);
        assert_int_equal(-999, group->rose_from);
        assert_int_equal(-1199, group->rose_to);
        assert_int_equal(day(2023, 7, 5), group->rose_on);
        book_free(b);
    }
}

static void a_lowered_price_is_no_rise(void **state)
{
    (void)state;
    static const int64_t prices[] = {1199, 1199, 1199, 1199, 999, 999, 999, 999};
    struct book *b = book_new();
    const struct recurring *group = monthly(b, prices, 8);
    assert_int_equal(AMOUNT_STEPPED, group->model);
    assert_false(group->rose);
    book_free(b);
}

static void what_grows_goes_on_growing(void **state)
{
    (void)state;
    int64_t amounts[18];
    for (int i = 0; i < 18; i++)
        amounts[i] = 10000 + 150 * i + (i * 7 % 5 - 2) * 20;
    struct book *b = book_new();
    const struct recurring *group = monthly(b, amounts, 18);
    assert_int_equal(AMOUNT_DRIFTING, group->model);
    assert_in_range(-group->next_amount, 10000 + 150 * 18 - 60, 10000 + 150 * 18 + 60);
    book_free(b);
}

static void heating_costs_more_in_winter(void **state)
{
    (void)state;
    static const int64_t year[] = {9000, 8500, 7000, 5000, 3000, 2500, 2500, 2600, 3200, 5200, 7400, 8800};
    int64_t amounts[36];
    for (int i = 0; i < 36; i++)
        amounts[i] = year[i % 12] * (100 + 4 * (i / 12)) / 100 + i * 13 % 40;
    struct book *b = book_new();
    for (int i = 0; i < 36;
         i++) { /* so wide a range is one bill only because all of the party's payments are like it */
        pay(b, 3, day(2023 + i / 12, i % 12 + 1, 5), -amounts[i]);
    }
    const struct recurring *group = the_only(b);
    assert_int_equal(AMOUNT_SEASONAL, group->model);
    assert_in_range(-group->next_amount, 9000 * 108 / 100, 9000 * 118 / 100);
    assert_true(group->next_amount_low < group->next_amount_high);
    book_free(b);
}

static void a_salary_is_found_beside_a_refund(void **state)
{
    (void)state;
    struct book *b = book_new();
    for (int month = 1; month <= 6; month++)
        pay(b, 5, day(2026, month, 28), 250000);
    pay(b, 5, day(2026, 3, 2), -1900); /* another sign: never the same group */
    const struct recurring *group = the_only(b);
    assert_int_equal(6, group->count);
    assert_int_equal(250000, group->next_amount);
    book_free(b);
}

/* -- Missed, ended */

static void what_is_missed_is_counted_and_then_over(void **state)
{
    (void)state;
    static const struct {
        int month, of_month, missed;
        bool cancelled;
    } cases[] = {{7, 1, 0, false}, {7, 7, 0, false}, {7, 9, 1, false}, {8, 1, 1, false}, {8, 20, 2, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct book *b = book_new();
        for (int month = 1; month <= 6; month++)
            pay(b, 2, day(2026, month, 5), -1500);
        b->how.today = day(2026, cases[i].month, cases[i].of_month);
        const struct recurring *group = the_only(b);
        assert_int_equal(cases[i].missed, group->missed);
        assert_int_equal(cases[i].cancelled, group->cancelled);
        if (cases[i].cancelled)
            assert_int_equal(DATE_NONE, group->next);
        else
            assert_int_equal(day(2026, 7 + cases[i].missed, 5), group->next);
        book_free(b);
    }
}

static void a_gap_lowers_the_confidence(void **state)
{
    (void)state;
    double confidence[2];
    for (int gap = 0; gap < 2; gap++) {
        struct book *b = book_new();
        for (int month = 1; month <= 10; month++)
            if (gap == 0 || month != 5)
                pay(b, 2, day(2026, month, 5), -1500);
        const struct recurring *group = the_only(b);
        assert_int_equal(gap, group->gaps);
        confidence[gap] = group->confidence;
        book_free(b);
    }
    assert_true(confidence[1] < confidence[0]);
}

/* -- What is one group, and what is none */

static void two_rents_of_one_amount_are_two(void **state)
{
    (void)state;
    struct book *b = book_new();
    for (int month = 1; month <= 8; month++) {
        pay(b, 1, day(2026, month, 1), -70000);
        pay(b, 1, day(2026, month, 17), -70000);
    }
    find(b);
    assert_int_equal(2, b->group_count);
    assert_schedule("every month on the 1st", &b->groups[0]);
    assert_schedule("every month on the 17th", &b->groups[1]);
    book_free(b);
}

static void shopping_is_none(void **state)
{
    (void)state;
    struct random r = random_stream(11, 0);
    struct book *b = book_new();
    for (int i = 0; i < 3000; i++)
        pay(b, (int64_t)random_below(&r, 40), day(2024, 1, 1) + (date)random_below(&r, 700),
            -(int64_t)(500 + random_below(&r, 9000)));
    find(b);
    assert_in_range(b->group_count, 0, 2); /* chance alone makes a few in so many */
    book_free(b);
}

static void a_bill_is_found_among_shopping_at_the_same_party(void **state)
{
    (void)state;
    struct random r = random_stream(12, 0);
    struct book *b = book_new();
    for (int month = 1; month <= 12; month++)
        pay(b, 1, day(2025, month, 20), -1299);
    for (int i = 0; i < 60; i++)
        pay(b, 1, day(2025, 1, 1) + (date)random_below(&r, 365), -(int64_t)(2600 + random_below(&r, 90000)));
    find(b);
    assert_int_equal(1, b->group_count);
    assert_int_equal(12, b->groups[0].count);
    assert_int_equal(-1299, b->groups[0].next_amount);
    book_free(b);
}

/* Where nobody knows who is paid, amounts that are alike are not taken for one bill. */
static void without_parties_only_equal_amounts_count(void **state)
{
    (void)state;
    struct book *b = book_new();
    b->how.parties_known = false;
    for (int month = 1; month <= 8; month++) {
        pay(b, 1, day(2026, month, 5), -1000 - (month > 4 ? 100 : 0));
        pay(b, 1, day(2026, month, 9), -5000 - month);
    }
    find(b);
    assert_int_equal(2, b->group_count);
    assert_int_equal(4, b->groups[0].count);
    assert_int_equal(4, b->groups[1].count);
    book_free(b);
}

static void two_payments_are_too_few(void **state)
{
    (void)state;
    struct book *b = book_new();
    find(b);
    assert_int_equal(0, b->group_count);
    pay(b, 1, day(2026, 1, 5), -1000);
    pay(b, 1, day(2026, 2, 5), -1000);
    pay(b, 1, day(2026, 3, 5), 0);
    find(b);
    assert_int_equal(0, b->group_count);
    book_free(b);
}

/* -- Properties */

static void many_bills(struct book *b)
{
    struct random r = random_stream(13, 0);
    for (int party = 1; party <= 40; party++) {
        int of_month = 1 + (int)random_below(&r, 28), amount = 1000 + (int)random_below(&r, 50000);
        for (int month = 0; month < 18; month++)
            pay(b, party, day(2024 + month / 12, month % 12 + 1, of_month), -amount);
        for (int i = 0; i < 20; i++)
            pay(b, party, day(2024, 1, 1) + (date)random_below(&r, 500), -(int64_t)random_below(&r, 30000));
    }
}

static void shuffle(struct book *b)
{
    struct random r = random_stream(14, 0);
    for (size_t i = b->count; i > 1; i--) {
        size_t j = random_below(&r, i);
        struct recurring_payment kept = b->at[i - 1];
        b->at[i - 1] = b->at[j];
        b->at[j] = kept;
    }
}

static void order_makes_no_difference(void **state)
{
    (void)state;
    struct book *a = book_new(), *b = book_new();
    many_bills(a);
    many_bills(b);
    shuffle(b);
    find(a);
    find(b);
    assert_true(a->group_count >= 40);
    assert_int_equal(a->group_count, b->group_count);
    for (size_t i = 0; i < a->group_count; i++) {
        assert_int_equal(a->groups[i].party, b->groups[i].party);
        assert_int_equal(a->groups[i].count, b->groups[i].count);
        assert_int_equal(a->groups[i].next, b->groups[i].next);
        assert_int_equal(a->groups[i].next_amount, b->groups[i].next_amount);
        for (size_t m = 0; m < a->groups[i].count; m++)
            assert_int_equal(a->at[a->groups[i].members[m]].date, b->at[b->groups[i].members[m]].date);
    }
    book_free(a);
    book_free(b);
}

/* Whole weeks later, in another currency's cents: the same groups. */
static void scale_makes_no_difference(void **state)
{
    (void)state;
    struct book *a = book_new(), *b = book_new();
    many_bills(a);
    many_bills(b);
    for (size_t i = 0; i < b->count; i++)
        b->at[i].amount *= 1000;
    find(a);
    find(b);
    assert_int_equal(a->group_count, b->group_count);
    for (size_t i = 0; i < a->group_count; i++) {
        assert_int_equal(a->groups[i].count, b->groups[i].count);
        assert_int_equal(a->groups[i].next, b->groups[i].next);
    }
    book_free(a);
    book_free(b);
}

static void nobody_is_in_two_groups(void **state)
{
    (void)state;
    struct book *b = book_new();
    bool taken[ROOM] = {false};
    many_bills(b);
    find(b);
    for (size_t i = 0; i < b->group_count; i++)
        for (size_t m = 0; m < b->groups[i].count; m++) {
            size_t at = b->groups[i].members[m];
            assert_false(taken[at]);
            taken[at] = true;
            assert_int_equal(b->groups[i].party, b->at[at].party);
            assert_true(m == 0 || b->at[b->groups[i].members[m - 1]].date <= b->at[at].date);
        }
    book_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_recognised),
        cmocka_unit_test(occurrences_follow_the_calendar),
        cmocka_unit_test(weekends_are_passed_over),
        cmocka_unit_test(some_days_early_or_late_are_tolerated),
        cmocka_unit_test(three_of_one_amount_are_enough_though_one_is_late),
        cmocka_unit_test(a_raised_price_is_told),
        cmocka_unit_test(a_lowered_price_is_no_rise),
        cmocka_unit_test(what_grows_goes_on_growing),
        cmocka_unit_test(heating_costs_more_in_winter),
        cmocka_unit_test(a_salary_is_found_beside_a_refund),
        cmocka_unit_test(what_is_missed_is_counted_and_then_over),
        cmocka_unit_test(a_gap_lowers_the_confidence),
        cmocka_unit_test(two_rents_of_one_amount_are_two),
        cmocka_unit_test(shopping_is_none),
        cmocka_unit_test(a_bill_is_found_among_shopping_at_the_same_party),
        cmocka_unit_test(without_parties_only_equal_amounts_count),
        cmocka_unit_test(two_payments_are_too_few),
        cmocka_unit_test(order_makes_no_difference),
        cmocka_unit_test(scale_makes_no_difference),
        cmocka_unit_test(nobody_is_in_two_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
