/* Sums by account, currency and month. */
#include "ledger/totals.h"
#include "support.h"

static struct txn_lines one_line(struct ctx *c, int64_t amount, enum line_phase phase)
{
    struct txn_lines lines = {0};
    txn_lines_add(c->arena, &lines,
                  (struct transfer_line){.debit = 1,
                                         .credit = 2,
                                         .amount = amount,
                                         .currency = CURRENCY_EUR,
                                         .date = 20000,
                                         .phase = phase,
                                         .reverses = LINE_NONE});
    return lines;
}

static void each_phase_has_its_place(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct totals t = {0};
    struct txn_lines lines = one_line(&c, 500, LINE_PENDING);
    int32_t month = date_month(20000);
    assert_ok(&c, totals_add_line(&c, &t, &lines, 0));
    assert_int_equal(500, totals_cell(&t, 1, CURRENCY_EUR, month)->pending_debit);
    assert_int_equal(500, totals_cell(&t, 2, CURRENCY_EUR, month)->pending_credit);
    assert_ok(&c, txn_post(&c, &lines));
    assert_ok(&c, totals_add_line(&c, &t, &lines, 1));
    assert_int_equal(0, totals_cell(&t, 1, CURRENCY_EUR, month)->pending_debit);
    assert_int_equal(500, totals_cell(&t, 1, CURRENCY_EUR, month)->debit);
    assert_int_equal(1, totals_cell(&t, 1, CURRENCY_EUR, month)->lines);
    assert_ok(&c, txn_void(&c, &lines));
    assert_ok(&c, totals_add_line(&c, &t, &lines, 2));
    assert_int_equal(0, totals_cell(&t, 1, CURRENCY_EUR, month)->debit);
    assert_int_equal(0, totals_cell(&t, 2, CURRENCY_EUR, month)->credit);
    assert_int_equal(0, totals_cell(&t, 2, CURRENCY_EUR, month)->lines);
    assert_int_equal(2, t.count);
    totals_free(&t);
    test_ctx_end(&c);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct totals t = {0};
    struct txn_lines big = one_line(&c, INT64_MAX, LINE_POSTED), small = one_line(&c, 1, LINE_POSTED);
    assert_ok(&c, totals_add_line(&c, &t, &big, 0));
    assert_err(ERR_LIMIT, totals_add_line(&c, &t, &small, 0));
    totals_free(&t);
    test_ctx_end(&c);
}

/* Many cells: the table grows and loses none. */
static void cells_are_found_again(void **state)
{
    (void)state;
    struct totals t = {0};
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 20000; i++)
            totals_cell(&t, i % 97, (currency)(i % 7), i / 500)->debit++;
    size_t expected = 0;
    int64_t sum = 0;
    for (size_t i = 0; i < t.count; i++) {
        sum += t.cells[i].debit;
        expected++;
        assert_ptr_equal(&t.cells[i],
                         totals_cell(&t, t.cells[i].account, t.cells[i].currency, t.cells[i].month));
    }
    assert_int_equal(40000, sum);
    assert_int_equal(expected, t.count);
    totals_free(&t);
    assert_int_equal(0, t.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_phase_has_its_place),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(cells_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
