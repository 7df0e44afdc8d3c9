/* What an account will hold: what comes again, what is announced, and the rest. */
#include "numerics/outlook/outlook.h"
#include "numerics/random.h"
#include "support.h"

#include <math.h>

enum { RENT = 1, SALARY, GYM, SHOP, OTHER, MOST = 4000 };

static date day_of(int32_t year, int32_t month, int32_t day)
{
    date d;
    assert_true(date_from_civil(year, month, day, &d));
    return d;
}

struct ledger {
    struct recurring_payment payments[MOST];
    size_t count;
};

static void pay(struct ledger *l, int64_t party, int64_t amount, date day)
{
    assert_true(l->count < MOST);
    l->payments[l->count++] = (struct recurring_payment){party, amount, day};
}

/* Rent on the 3rd, salary on the 25th, from January 2025 up to November 2026. */
static void pay_months(struct ledger *l)
{
    for (int32_t month = 2025 * 12; month <= 2026 * 12 + 10; month++) {
        pay(l, RENT, -90000, month_first(month) + 2);
        if (month < 2026 * 12 + 10)
            pay(l, SALARY, 200000, month_first(month) + 24);
    }
}

static struct outlook_question ask(int64_t balance, size_t days)
{
    return (struct outlook_question){.as_of = day_of(2026, 11, 10),
                                     .past_from = DATE_NONE,
                                     .balance = balance,
                                     .days = days,
                                     .parties_known = true,
                                     .seed = 5};
}

static void known_payments_go_on(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct ledger *l = ARENA_NEW(c.arena, struct ledger);
    struct outlook_question q = ask(50000, 60);
    struct outlook out;
    pay_months(l);
    assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &out));
    assert_int_equal(2, out.group_count);
    assert_int_equal(4, out.due_count);
    assert_int_equal(day_of(2026, 11, 25), out.due[0].day);
    assert_int_equal(200000, out.due[0].amount);
    assert_int_equal(day_of(2026, 12, 3), out.due[1].day);
    assert_int_equal(-90000, out.due[1].amount);
    assert_true(out.due[1].chance > 0.97 && out.due[1].chance < 1 && out.due[1].low == out.due[1].high);
    assert_int_equal(day_of(2027, 1, 3), out.due[3].day);
    assert_int_equal(50000, out.days[0].median);
    assert_int_equal(250000, out.days[14].median);
    assert_int_equal(160000, out.days[22].median);
    assert_int_equal(day_of(2026, 11, 11), out.days[0].day);
    assert_int_equal(365, out.rest_days); /* known, and nothing was in them */
    assert_int_equal(0, out.rest_week);
    assert_null(outlook_dry(&out, 0.2));
    test_ctx_end(&c);
}

/* Below the lowest balance it has run dry; the same money above another one has the same chances. */
static void only_what_is_above_the_lowest_counts(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct ledger *l = ARENA_NEW(c.arena, struct ledger);
    struct outlook_question q = ask(0, 60);
    struct outlook poor, shifted;
    pay_months(l);
    pay(l, OTHER, -30000, q.as_of + 4); /* announced */
    assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &poor));
    const struct outlook_day *dry = outlook_dry(&poor, 0.2);
    assert_non_null(dry);
    assert_int_equal(q.as_of + 4, dry->day);
    assert_true(dry->below_by_then == 1 && dry->standard_error == 0);
    assert_true(poor.due[0].group == SIZE_MAX && poor.due[0].chance == 1);
    q.balance = q.lowest = -123456;
    assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &shifted));
    for (size_t i = 0; i < poor.day_count; i++) {
        assert_true(poor.days[i].below_by_then == shifted.days[i].below_by_then);
        assert_int_equal(poor.days[i].median - 123456, shifted.days[i].median);
    }
    test_ctx_end(&c);
}

static void what_ended_is_no_everyday_money(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct ledger *l = ARENA_NEW(c.arena, struct ledger);
    struct outlook_question q = ask(1000000, 60);
    struct outlook out;
    pay_months(l);
    for (int32_t month = 2025 * 12 + 10; month < 2026 * 12 + 6; month++)
        pay(l, GYM, -3000, month_first(month) + 8);
    assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &out));
    assert_int_equal(3, out.group_count);
    for (size_t i = 0; i < out.group_count; i++)
        assert_int_equal(out.groups[i].party == GYM ? RECURRING_ENDED : RECURRING_RUNNING,
                         recurring_state(&out.groups[i], q.as_of));
    assert_int_equal(4, out.due_count);
    assert_int_equal(0, out.rest_week);
    test_ctx_end(&c);
}

/* A salary that is due and not there comes soon, the less likely the longer it is late; then it was missed. */
static void what_is_late_becomes_less_likely(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct ledger *l = ARENA_NEW(c.arena, struct ledger);
    struct outlook_question q = ask(50000, 10);
    double before = 1;
    pay_months(l);
    for (date today = day_of(2026, 11, 24); today <= day_of(2026, 11, 28); today++) {
        struct outlook out;
        q.as_of = today;
        assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &out));
        const struct outlook_due *due = NULL;
        for (size_t i = 0; i < out.due_count && due == NULL; i++)
            due = out.due[i].amount > 0 ? &out.due[i] : NULL;
        assert_non_null(due);
        assert_int_equal(today + 1, due->day);
        assert_true(today <= day_of(2026, 11, 25) ? due->chance <= before : due->chance < before);
        before = due->chance;
    }
    q.as_of = day_of(2026, 11, 29);
    struct outlook out;
    assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &out));
    assert_int_equal(1, out.due_count); /* the rent alone */
    for (size_t i = 0; i < out.group_count; i++)
        if (out.groups[i].party == SALARY)
            assert_int_equal(RECURRING_MISSED, recurring_state(&out.groups[i], q.as_of));
    test_ctx_end(&c);
}

/* Twice the money is twice the balance, and the order of payments is none. */
static void scale_and_order_change_nothing(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct ledger *l = ARENA_NEW(c.arena, struct ledger), *m = ARENA_NEW(c.arena, struct ledger);
    struct random r = random_stream(3, 0);
    struct outlook_question q = ask(40000, 40);
    struct outlook a, b;
    pay_months(l);
    for (date d = q.as_of - 300; d <= q.as_of; d++)
        if (random_below(&r, 10) < 4)
            pay(l, SHOP + (int64_t)random_below(&r, 5), -100 - (int64_t)random_below(&r, 9000), d);
    for (size_t i = l->count; i-- > 0;)
        pay(m, l->payments[i].party, 2 * l->payments[i].amount, l->payments[i].date);
    assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &a));
    q.balance *= 2;
    assert_ok(&c, outlook_make(&c, m->payments, m->count, &q, &b));
    assert_int_equal(a.due_count, b.due_count);
    for (size_t i = 0; i < a.day_count; i++) {
        assert_true(fabs((double)(2 * a.days[i].median - b.days[i].median)) <= 2);
        assert_true(fabs((double)(2 * a.days[i].low - b.days[i].low)) <= 2);
        assert_true(a.days[i].below_by_then == b.days[i].below_by_then);
    }
    test_ctx_end(&c);
}

/* Households made alike: the balance after 30 days lies in the 90 % band about that often. */
static void the_band_holds_what_it_promises(void **state)
{
    (void)state;
    enum { HOUSEHOLDS = 200, AHEAD = 30 };
    int inside = 0;
    for (int h = 0; h < HOUSEHOLDS; h++) {
        struct ctx c = test_ctx();
        struct ledger *l = ARENA_NEW(c.arena, struct ledger);
        struct random r = random_stream(11, (uint64_t)h);
        struct outlook_question q = ask(500000, AHEAD);
        struct outlook out;
        int64_t ahead = 0;
        q.paths = 1024;
        pay_months(l);
        for (date d = q.as_of - 400; d <= q.as_of + AHEAD; d++) {
            if (random_below(&r, 10) >= 4)
                continue;
            int64_t amount = -500 - (int64_t)(4000 * -log(1 - random_unit(&r)));
            if (d > q.as_of)
                ahead += amount;
            else
                pay(l, SHOP + (int64_t)random_below(&r, 6), amount, d);
        }
        assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &out));
        ahead += q.balance + 200000 - 90000; /* the salary of the 25th, the rent of the 3rd */
        inside += ahead >= out.days[AHEAD - 1].low && ahead <= out.days[AHEAD - 1].high;
        test_ctx_end(&c);
    }
    assert_in_range(inside, HOUSEHOLDS * 84 / 100, HOUSEHOLDS * 98 / 100);
}

/* Bills that shrink do not become income, and of bills that are sometimes large the mean is expected, not the middle. */
static void varying_bills_keep_their_sign(void **state)
{
    (void)state;
    static const int64_t shrinking[] = {-3500, -3300, -2900, -2500, -2000, -1700, -1100, -700, -300, -100};
    static const int64_t jumping[] = {-1000, -1200, -9000, -1100, -900, -1300, -8800, -1050, -1150, -9500};
    for (int which = 0; which < 2; which++) {
        struct ctx c = test_ctx();
        struct ledger *l = ARENA_NEW(c.arena, struct ledger);
        struct outlook_question q = ask(100000, 60);
        struct outlook out;
        double sum = 0;
        for (int32_t i = 0; i < 10; i++) {
            pay(l, SHOP, (which == 0 ? shrinking : jumping)[i], month_first(2026 * 12 + 1 + i) + 6);
            sum += (double)jumping[i];
        }
        assert_ok(&c, outlook_make(&c, l->payments, l->count, &q, &out));
        for (size_t i = 0; i < out.due_count; i++) {
            assert_true(out.due[i].amount < 0);
            if (which == 1)
                assert_true(fabs((double)out.due[i].amount - sum / 10) <= 1);
        }
        assert_true(out.due_count == 2 || out.group_count == 0);
        for (size_t i = 1; i < out.day_count; i++)
            assert_true(out.days[i].mean <= out.days[i - 1].mean);
        test_ctx_end(&c);
    }
}

static void bounds_are_kept(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct outlook_question q = ask(0, 0);
    struct outlook out;
    assert_int_equal(ERR_INPUT, outlook_make(&c, NULL, 0, &q, &out));
    q.days = CASHFLOW_DAYS_MAX + 1;
    assert_int_equal(ERR_INPUT, outlook_make(&c, NULL, 0, &q, &out));
    q.days = 3;
    assert_ok(&c, outlook_make(&c, NULL, 0, &q, &out));
    assert_true(out.rest_days == 0 && out.due_count == 0 && out.days[2].high == 0);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_payments_go_on),
        cmocka_unit_test(only_what_is_above_the_lowest_counts),
        cmocka_unit_test(what_ended_is_no_everyday_money),
        cmocka_unit_test(what_is_late_becomes_less_likely),
        cmocka_unit_test(scale_and_order_change_nothing),
        cmocka_unit_test(the_band_holds_what_it_promises),
        cmocka_unit_test(varying_bills_keep_their_sign),
        cmocka_unit_test(bounds_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
