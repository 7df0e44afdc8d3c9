/* The benchmarks' workload: always the same, each row on its own, its rules as promised. */
#include "app/bench/support/workload.h"
#include "support.h"

enum { ROWS = 20000 };

static int first_match(const char *text)
{
    for (int rule = 0; rule < WORKLOAD_RULES; rule++)
        if (text_find_nocase(text_of(text), text_of(workload_pattern(rule))) >= 0)
            return rule;
    return WORKLOAD_RULES;
}

static void a_row_is_the_same_in_any_order(void **state)
{
    struct workload_row first, again, other;
    (void)state;
    workload_row(ROWS, 777, &first);
    workload_row(ROWS, 3, &other);
    workload_row(ROWS, 777, &again);
    assert_memory_equal(&first, &again, sizeof first);
    assert_int_equal(workload_row_account(ROWS, 777), first.account);
    assert_int_equal(first.date, workload_first_day() + 777 * 1826 / ROWS);
}

/* Where a brand is part of the clutter around another, the sums the answers are checked against would be
 * wrong. */
static void the_first_rule_that_matches_is_the_one_that_was_drawn(void **state)
{
    struct workload_row row;
    (void)state;
    for (int64_t i = 0; i < ROWS; i++) {
        workload_row(ROWS, i, &row);
        if (first_match(row.text) != row.rule)
            fail_msg("\"%s\" is sorted by rule %d, not %d", row.text, first_match(row.text), row.rule);
    }
}

static void twins_differ_in_their_id_alone(void **state)
{
    struct workload_row row, before = {0};
    int twins = 0;
    (void)state;
    for (int64_t i = 0; i < ROWS; i++) {
        workload_row(ROWS, i, &row);
        if (row.twin) {
            twins++;
            assert_int_equal(row.account, before.account);
            assert_int_equal(row.date, before.date);
            assert_int_equal(row.cents, before.cents);
            assert_string_equal(row.text, before.text);
            assert_string_not_equal(row.id, before.id);
        }
        before = row;
    }
    assert_true(twins > ROWS / 1000 && twins < ROWS / 100);
}

static void rows_are_what_banks_print(void **state)
{
    struct workload_row row;
    int accounts[WORKLOAD_ACCOUNTS] = {0}, ruled = 0;
    date last = 0;
    (void)state;
    for (int64_t i = 0; i < ROWS; i++) {
        workload_row(ROWS, i, &row);
        accounts[row.account]++;
        ruled += row.rule != WORKLOAD_RULES;
        assert_int_not_equal(row.cents, 0);
        assert_true(row.date >= last && row.date < workload_first_day() + 1826);
        assert_true(strlen(row.text) > 5 && strlen(row.text) + 1 < sizeof row.text);
        assert_null(strpbrk(row.text, ",\"<>&\n"));
        last = row.date;
    }
    for (int i = 0; i < WORKLOAD_ACCOUNTS; i++)
        assert_true(accounts[i] > ROWS / 100);
    assert_true(ruled > ROWS / 2 && ruled < ROWS * 4 / 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_the_same_in_any_order),
        cmocka_unit_test(the_first_rule_that_matches_is_the_one_that_was_drawn),
        cmocka_unit_test(twins_differ_in_their_id_alone),
        cmocka_unit_test(rows_are_what_banks_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
