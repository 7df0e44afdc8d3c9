/* Budgets: steps, rollover, thresholds. */
#include "ledger/budget.h"
#include "support.h"

static struct budget_month status(const struct budget *b, int32_t month)
{
    struct ctx c = test_ctx();
    struct budget_month out;
    bool has = false;
    assert_ok(&c, budget_status(&c, b, month, &has, &out));
    assert_true(has);
    test_ctx_end(&c);
    return out;
}

static bool has_budget(const struct budget *b, int32_t month)
{
    struct ctx c = test_ctx();
    struct budget_month out;
    bool has = true;
    assert_ok(&c, budget_status(&c, b, month, &has, &out));
    test_ctx_end(&c);
    return has;
}

static void steps_hold_until_the_next(void **state)
{
    (void)state;
    const struct budget_step steps[] = {
        {10, 1000, false}, {13, 2000, false}, {15, 0, false}, {17, 500, false}};
    const struct budget_spending spending[] = {{9, 777}, {11, 300}, {11, 550}, {13, 2000}, {17, -20}};
    struct budget b = {steps, 4, spending, 5};
    assert_false(has_budget(&b, 9));
    assert_int_equal(1000, status(&b, 12).left);
    assert_int_equal(850, status(&b, 11).spent);
    assert_int_equal(85, status(&b, 11).percent);
    assert_int_equal(100, status(&b, 13).percent);
    assert_int_equal(2000, status(&b, 14).limit);
    assert_false(has_budget(&b, 15));
    assert_false(has_budget(&b, 16));
    assert_int_equal(520, status(&b, 17).left);
    assert_int_equal(0, status(&b, 17).percent);
}

static void rollover_carries_what_is_left_and_overspent(void **state)
{
    (void)state;
    const struct budget_step steps[] = {{10, 1000, true}, {13, 1000, false}};
    const struct budget_spending spending[] = {{10, 400}, {11, 2000}, {12, 100}, {13, 100}};
    struct budget b = {steps, 2, spending, 4};
    assert_int_equal(0, status(&b, 10).carried);
    struct budget_month eleven = status(&b, 11);
    assert_int_equal(600, eleven.carried);
    assert_int_equal(1600, eleven.limit);
    assert_int_equal(-400, eleven.left);
    assert_int_equal(125, eleven.percent);
    assert_int_equal(600, status(&b, 12).limit);
    assert_int_equal(1500, status(&b, 13).limit); /* carried in, but not on */
    assert_int_equal(1000, status(&b, 14).limit);
}

static void an_ended_budget_carries_nothing(void **state)
{
    (void)state;
    const struct budget_step steps[] = {{10, 1000, true}, {11, 0, true}, {12, 1000, true}};
    struct budget b = {steps, 3, NULL, 0};
    assert_int_equal(1000, status(&b, 12).limit);
}

static void percent_rounds_down_and_knows_nothing_left(void **state)
{
    (void)state;
    const struct budget_step steps[] = {{10, 1000, true}};
    const struct budget_spending spending[] = {{10, 799}, {11, 5000}, {12, 1}};
    struct budget b = {steps, 1, spending, 3};
    assert_int_equal(79, status(&b, 10).percent);
    assert_int_equal(BUDGET_PERCENT_MAX, status(&b, 12).percent); /* limit -2799 */
}

static void overflow_is_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct budget_step steps[] = {{10, INT64_MAX, true}};
    const struct budget_spending spending[] = {{10, -1}};
    struct budget b = {steps, 1, spending, 1};
    struct budget_month out;
    bool has;
    assert_err(ERR_LIMIT, budget_status(&c, &b, 10, &has, &out));
    test_ctx_end(&c);
}

static void covers_what_lies_below(void **state)
{
    (void)state;
    assert_true(budget_covers(TEXT("Expenses:Food"), TEXT("Expenses:Food")));
    assert_true(budget_covers(TEXT("Expenses:Food"), TEXT("Expenses:Food:Coffee")));
    assert_false(budget_covers(TEXT("Expenses:Food"), TEXT("Expenses:Foodstuff")));
    assert_false(budget_covers(TEXT("Expenses:Food:Coffee"), TEXT("Expenses:Food")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_hold_until_the_next),
        cmocka_unit_test(rollover_carries_what_is_left_and_overspent),
        cmocka_unit_test(an_ended_budget_carries_nothing),
        cmocka_unit_test(percent_rounds_down_and_knows_nothing_left),
        cmocka_unit_test(overflow_is_refused),
        cmocka_unit_test(covers_what_lies_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
