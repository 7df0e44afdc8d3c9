/* Repaying a loan to the cent. */
#include "numerics/money/amortise.h"
#include "numerics/random.h"
#include "support.h"

static void a_table_by_hand(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    /* 1000.00 at 12 % a year, three months: 340.03 each and 340.01 at the end; 340.02 would leave a cent too much */
    static const struct instalment expected[] = {
        {34003, 1000, 33003, 66997}, {34003, 670, 33333, 33664}, {34001, 337, 33664, 0}};
    struct loan loan = {.principal = 100000, .yearly_rate = {12, 2}, .per_year = 12, .periods = 3};
    struct instalment *rows;
    size_t count;
    assert_ok(&c, amortise(&c, &loan, &rows, &count));
    assert_int_equal(3, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(expected[i].payment, rows[i].payment);
        assert_int_equal(expected[i].interest, rows[i].interest);
        assert_int_equal(expected[i].principal, rows[i].principal);
        assert_int_equal(expected[i].balance, rows[i].balance);
    }
    loan.extra = 20000;
    assert_ok(&c, amortise(&c, &loan, &rows, &count));
    assert_int_equal(2, count);
    assert_int_equal(100000 + 1000 - 54003 + 470, rows[1].payment);
    loan = (struct loan){
        .principal = 100000, .yearly_rate = {12, 2}, .per_year = 12, .periods = 2, .payment = 900};
    assert_ok(&c, amortise(&c, &loan, &rows, &count));
    assert_int_equal(-100, rows[0].principal);
    assert_int_equal(100201, rows[1].balance);
    test_ctx_end(&c);
}

static void rounding_is_said(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    /* 1 % of 250 and of 350 cents: 2.5 and 3.5 */
    static const int64_t owed[] = {250, 350}, expected[3][2] = {{2, 4}, {3, 4}, {2, 3}};
    for (int how = AMORTISE_HALF_EVEN; how <= AMORTISE_DOWN; how++)
        for (int i = 0; i < 2; i++) {
            struct loan loan = {.principal = owed[i],
                                .yearly_rate = {12, 2},
                                .per_year = 12,
                                .periods = 1,
                                .rounding = (enum amortise_rounding)how};
            struct instalment *rows;
            size_t count;
            assert_ok(&c, amortise(&c, &loan, &rows, &count));
            assert_int_equal(expected[how][i], rows[0].interest);
        }
    test_ctx_end(&c);
}

/* Principals add up to the loan, each row follows from the one before, a cent less would not do, and more costs less. */
static void what_always_holds(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct random r = random_stream(6, 1);
    for (int i = 0; i < 300; i++) {
        struct loan loan = {.principal = 1 + (int64_t)random_below(&r, 100000000),
                            .yearly_rate = {(int64_t)random_below(&r, 30000), 5},
                            .per_year = i % 2 == 0 ? 12 : 4,
                            .periods = 1 + (int32_t)random_below(&r, 480)};
        struct instalment *rows;
        size_t count, fewer;
        int64_t payment, sum = 0, balance = loan.principal;
        assert_ok(&c, amortise_payment(&c, &loan, &payment));
        assert_ok(&c, amortise(&c, &loan, &rows, &count));
        assert_true(count <= (size_t)loan.periods && rows[count - 1].balance == 0);
        for (size_t k = 0; k < count; k++) {
            sum += rows[k].principal;
            assert_int_equal(rows[k].payment, rows[k].interest + rows[k].principal);
            assert_int_equal(balance - rows[k].principal, rows[k].balance);
            assert_true(k + 1 == count ? rows[k].payment <= payment : rows[k].payment == payment);
            balance = rows[k].balance;
        }
        assert_int_equal(loan.principal, sum);
        if (payment > 1) {
            loan.payment = payment - 1;
            assert_ok(&c, amortise(&c, &loan, &rows, &fewer));
            assert_true(rows[fewer - 1].balance > 0);
        }
        loan.payment = payment;
        loan.extra = payment / 4;
        assert_ok(&c, amortise(&c, &loan, &rows, &fewer));
        assert_true(fewer <= count);
    }
    test_ctx_end(&c);
}

static void refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct loan good = {.principal = 1000, .yearly_rate = {5, 2}, .per_year = 12, .periods = 12};
    struct loan bad[8];
    struct instalment *rows;
    size_t count;
    int64_t payment;
    for (size_t i = 0; i < 8; i++)
        bad[i] = good;
    bad[0].principal = 0;
    bad[1].yearly_rate.digits = -1;
    bad[2].yearly_rate = (struct decimal){1001, 2};
    bad[3].yearly_rate.scale = 13;
    bad[4].per_year = 0;
    bad[5].periods = AMORTISE_PERIODS_MAX + 1;
    bad[6].extra = -1;
    bad[7] = (struct loan){.principal = INT64_MAX, .yearly_rate = {10, 0}, .per_year = 1, .periods = 2};
    for (size_t i = 0; i < 8; i++)
        assert_err(ERR_INPUT, amortise(&c, &bad[i], &rows, &count));
    assert_err(ERR_INPUT, amortise_payment(&c, &bad[7], &payment));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_by_hand),
        cmocka_unit_test(rounding_is_said),
        cmocka_unit_test(what_always_holds),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
