/* An account day by day. */
#include "numerics/random.h"
#include "numerics/simulate/cashflow.h"
#include "support.h"

#include <math.h>

enum { PATHS = 8192, PAST = 70 };

/* What is known is known: a salary, a rent and an empty account between them. */
static void certain(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct cashflow_item items[] = {{.day = 2, .amount = -700, .chance = 1},
                                          {.day = 5, .amount = 900, .chance = 1}};
    struct cashflow_plan plan = {.balance = 500, .days = 8, .items = items, .item_count = 2, .paths = PATHS};
    static const double expected[8] = {500, 500, -200, -200, -200, 700, 700, 700};
    struct cashflow flow;
    assert_ok(&c, cashflow_forecast(&c, &plan, &flow));
    for (size_t day = 0; day < 8; day++) {
        assert_true(fabs(flow.mean[day] - expected[day]) < 1e-9 && flow.low5[day] == expected[day]);
        assert_true(flow.median[day] == expected[day] && flow.high95[day] == expected[day]);
        assert_true(flow.below[day] == (expected[day] < 0));
        assert_true(flow.below_by_then[day] == (day >= 2) && flow.standard_error[day] == 0);
    }
    assert_int_equal(2, cashflow_dry_day(&flow, 8, 0.5));
    plan.balance = 700;
    assert_ok(&c, cashflow_forecast(&c, &plan, &flow));
    assert_int_equal(8, cashflow_dry_day(&flow, 8, 0.5)); /* nothing left is not below nothing */
    test_ctx_end(&c);
}

/* Chances, deviations and delays as they were asked for. */
static void uncertain(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const double five = 5 * 0.5 / sqrt(PATHS);
    struct cashflow_item item = {.day = 1, .amount = -100, .chance = 0.3};
    struct cashflow_plan plan = {
        .balance = 50, .days = 10, .items = &item, .item_count = 1, .paths = PATHS, .seed = 3};
    struct cashflow flow;
    assert_ok(&c, cashflow_forecast(&c, &plan, &flow));
    assert_true(flow.below[0] == 0 && fabs(flow.below[1] - 0.3) < five && flow.below[9] == flow.below[1]);
    item = (struct cashflow_item){.day = 1, .amount = -100, .deviation = 10, .chance = 1};
    plan.balance = 110;
    assert_ok(&c, cashflow_forecast(&c, &plan, &flow));
    assert_true(fabs(flow.below[1] - 0.158655) < five && fabs(flow.mean[1] - 10) < 5 * 10 / sqrt(PATHS));
    assert_true(fabs(flow.low5[1] - (10 - 16.449)) < 1 && fabs(flow.high95[1] - (10 + 16.449)) < 1);
    item = (struct cashflow_item){.day = 1, .amount = -100, .chance = 1, .late_days = 3};
    plan.balance = 50;
    assert_ok(&c, cashflow_forecast(&c, &plan, &flow));
    for (size_t day = 1; day < 5; day++)
        assert_true(fabs(flow.below[day] - 0.25 * (double)day) < five);
    assert_true(flow.below[4] == 1);
    test_ctx_end(&c);
}

/* The rest keeps its weekdays: what was spent on the fifth day of a week is spent there, whatever weekday comes first. */
static void the_rest(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double past[PAST];
    struct cashflow flow;
    for (int first = 0; first < 7; first++)
        for (int begin = 0; begin < 7; begin += 3) {
            double spent = 0;
            for (int i = 0; i < PAST; i++)
                past[i] = (i + begin) % 7 == 4 ? -20 : 0;
            struct cashflow_plan plan = {.days = 16,
                                         .past = past,
                                         .past_days = PAST,
                                         .past_weekday = begin,
                                         .first_weekday = first,
                                         .paths = 256};
            assert_ok(&c, cashflow_forecast(&c, &plan, &flow));
            for (int day = 0; day < 16; day++) {
                spent += (day + first) % 7 == 4 ? 20 : 0;
                assert_true(flow.low5[day] == -spent && flow.high95[day] == -spent);
            }
        }
    struct random r = random_stream(8, 1);
    double sum = 0;
    for (int i = 0; i < PAST; i++)
        sum += past[i] = -5 + 8 * random_normal(&r);
    struct cashflow_plan plan = {
        .balance = 300, .days = 28, .past = past, .past_days = PAST, .paths = PATHS, .seed = 1};
    assert_ok(&c, cashflow_forecast(&c, &plan, &flow));
    assert_true(fabs(flow.mean[27] - (300 + 28 * sum / PAST)) < 5);
    double before = 0;
    for (int day = 0; day < 28; day++) {
        assert_true(flow.low5[day] <= flow.median[day] && flow.median[day] <= flow.high95[day]);
        assert_true(flow.below_by_then[day] >= before && flow.below_by_then[day] >= flow.below[day]);
        before = flow.below_by_then[day];
    }
    /* more money: never likelier to run dry */
    struct cashflow richer;
    plan.balance = 320;
    assert_ok(&c, cashflow_forecast(&c, &plan, &richer));
    for (int day = 0; day < 28; day++)
        assert_true(richer.below_by_then[day] <= flow.below_by_then[day]);
    test_ctx_end(&c);
}

static void refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double past[PAST] = {0};
    struct cashflow_item item = {.day = 1, .amount = 1, .chance = 1};
    const struct cashflow_plan good = {
        .days = 10, .items = &item, .item_count = 1, .past = past, .past_days = PAST, .paths = 128};
    struct cashflow_plan bad = good;
    struct cashflow flow;
    assert_ok(&c, cashflow_forecast(&c, &bad, &flow));
    bad.days = 0;
    assert_err(ERR_INPUT, cashflow_forecast(&c, &bad, &flow));
    bad = good, bad.paths = 100;
    assert_err(ERR_INPUT, cashflow_forecast(&c, &bad, &flow));
    bad = good, bad.past_days = 13;
    assert_err(ERR_INPUT, cashflow_forecast(&c, &bad, &flow));
    bad = good, bad.first_weekday = 7;
    assert_err(ERR_INPUT, cashflow_forecast(&c, &bad, &flow));
    bad = good, item.chance = 1.5;
    assert_err(ERR_INPUT, cashflow_forecast(&c, &bad, &flow));
    assert_non_null(strstr(c.why, "item 1"));
    item.chance = 1, item.day = 10;
    assert_err(ERR_INPUT, cashflow_forecast(&c, &bad, &flow));
    item.day = 1, past[60] = INFINITY;
    assert_err(ERR_INPUT, cashflow_forecast(&c, &bad, &flow));
    test_ctx_end(&c);
}

/* Ten weeks drawn from ten: their sum varies 1 + 9 / 10 times as much when the ten are a sample themselves; the mean stays. */
static void a_short_past_is_a_sample(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double past[PAST];
    struct random r = random_stream(7, 0);
    struct cashflow_plan plan = {.days = PAST,
                                 .past = past,
                                 .past_days = PAST,
                                 .past_weekday = 3,
                                 .first_weekday = 3,
                                 .paths = PATHS,
                                 .seed = 1};
    struct cashflow narrow, wide;
    for (int i = 0; i < PAST; i++)
        past[i] = random_normal(&r);
    assert_ok(&c, cashflow_forecast(&c, &plan, &narrow));
    plan.past_is_short = true;
    assert_ok(&c, cashflow_forecast(&c, &plan, &wide));
    double widths =
        (wide.high95[PAST - 1] - wide.low5[PAST - 1]) / (narrow.high95[PAST - 1] - narrow.low5[PAST - 1]);
    assert_true(fabs(widths / sqrt(1.9) - 1) < 0.06);
    assert_true(fabs(wide.mean[PAST - 1] - narrow.mean[PAST - 1]) < 1);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_past_is_a_sample),
        cmocka_unit_test(certain),
        cmocka_unit_test(uncertain),
        cmocka_unit_test(the_rest),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
