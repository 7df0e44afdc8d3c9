/* Time value of money: what was worked out by hand, what must hold between the functions, and what has no answer. */
#include "numerics/money/flows.h"
#include "numerics/money/tvm.h"
#include "numerics/random.h"
#include "support.h"

#include <math.h>

static void assert_near(double expected, double got, double relative)
{
    if (!(fabs(got - expected) <= relative * (fabs(expected) > 1 ? fabs(expected) : 1)))
        fail_msg("expected %.17g, got %.17g", expected, got);
}

static date day_of(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static void worked_out_by_hand(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double got;
    /* 100 a year for two years at 10 %: 100 x 1.1 + 100 */
    assert_ok(&c, tvm_fv(&c, &(struct annuity){.rate = 0.1, .nper = 2, .pmt = -100}, &got));
    assert_near(210, got, 1e-15);
    assert_ok(&c,
              tvm_fv(&c, &(struct annuity){.rate = 0.1, .nper = 2, .pmt = -100, .when = TVM_BEGIN}, &got));
    assert_near(231, got, 1e-15);
    assert_ok(&c, tvm_pv(&c, &(struct annuity){.rate = 0.25, .nper = 2, .pmt = 100, .fv = 125}, &got));
    assert_near(-(80 + 64 + 80), got, 1e-15);
    assert_ok(&c, tvm_pmt(&c, &(struct annuity){.rate = 0.25, .nper = 2, .pv = 144}, &got));
    assert_near(-100, got, 1e-15);
    assert_ok(&c, tvm_nper(&c, &(struct annuity){.rate = 1, .pv = -1, .fv = 1024}, &got));
    assert_near(10, got, 1e-14);
    assert_ok(&c, tvm_nper(&c, &(struct annuity){.pv = 1200, .pmt = -100}, &got));
    assert_near(12, got, 1e-15);
    assert_ok(&c, tvm_nper(&c, &(struct annuity){.pv = 1200}, &got));
    assert_true(isinf(got));
    assert_ok(&c, tvm_rate(&c, &(struct annuity){.nper = 2, .pv = -100, .fv = 121}, &got));
    assert_near(0.1, got, 1e-14);
    assert_ok(&c, tvm_rate(&c, &(struct annuity){.nper = 2, .pv = -100, .fv = 1e-4}, &got));
    assert_near(-0.999, got, 1e-14);
    /* 144 owed at 25 % and 100 paid: 36 interest, then 80 owed, 20 interest */
    struct annuity loan = {.rate = 0.25, .nper = 2, .pv = 144};
    assert_ok(&c, tvm_ipmt(&c, &loan, 1, &got));
    assert_near(-36, got, 1e-15);
    assert_ok(&c, tvm_ppmt(&c, &loan, 2, &got));
    assert_near(-80, got, 1e-15);
    test_ctx_end(&c);
}

/* Each of the five, taken from the other four, comes back; interest and principal are the payment; the principals are what
 * was owed. From rates of -50 % to 200 %, to and fro. */
static void there_and_back(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct random r = random_stream(5, 1);
    for (int i = 0; i < 2000; i++) {
        struct annuity a = {.rate = i % 10 == 0 ? 0 : 2.5 * random_unit(&r) - 0.5,
                            .nper = 1 + (double)random_below(&r, 60),
                            .pv = 1000 * random_unit(&r),
                            .fv = i % 3 == 0 ? 0 : -500 * random_unit(&r),
                            .when = i % 2 == 0 ? TVM_END : TVM_BEGIN};
        double got, paid = 0;
        assert_ok(&c, tvm_pmt(&c, &a, &a.pmt));
        double scale = a.rate > 0 ? exp(a.nper * log1p(a.rate)) : 1,
               back = a.rate < 0 ? exp(-a.nper * log1p(a.rate)) : 1;
        assert_ok(&c, tvm_fv(&c, &a, &got));
        assert_near(a.fv / scale, got / scale, 1e-10);
        assert_ok(&c, tvm_pv(&c, &a, &got));
        assert_near(a.pv / back, got / back, 1e-10);
        for (double per = 1; per <= a.nper; per++) {
            double interest, principal;
            assert_ok(&c, tvm_ipmt(&c, &a, per, &interest));
            assert_ok(&c, tvm_ppmt(&c, &a, per, &principal));
            assert_near(a.pmt, interest + principal, 1e-11);
            paid += principal;
        }
        if (a.when == TVM_END)
            assert_near(-(a.pv + a.fv), paid, 1e-10);
    }
    test_ctx_end(&c);
}

static void a_rate_is_found_again(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    for (int k = -95; k < 400; k++) {
        struct annuity a = {
            .rate = k / 100.0, .nper = 24, .pv = 1000, .when = k % 2 != 0 ? TVM_BEGIN : TVM_END};
        double got;
        assert_ok(&c, tvm_pmt(&c, &a, &a.pmt));
        assert_ok(&c, tvm_rate(&c, &a, &got));
        if (a.when == TVM_BEGIN && k > 100)
            continue; /* then nearly all is paid at once: the rate hangs on the last digits */
        assert_near(a.rate, got, 1e-9);
    }
    test_ctx_end(&c);
}

/* A payment grows with the rate, and what must be saved falls. */
static void monotone_in_the_rate(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double before = -INFINITY, saved_before = -INFINITY;
    for (int k = -200; k <= 2000; k++) {
        double owed, saved;
        assert_ok(&c, tvm_pmt(&c, &(struct annuity){.rate = k / 1e4, .nper = 360, .pv = -1e5}, &owed));
        assert_ok(&c, tvm_pmt(&c, &(struct annuity){.rate = k / 1e4, .nper = 360, .fv = 1e5}, &saved));
        assert_true(owed > before && saved > saved_before);
        before = owed;
        saved_before = saved;
    }
    test_ctx_end(&c);
}

static void no_answer(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double got;
    assert_err(ERR_INPUT,
               tvm_rate(&c, &(struct annuity){.nper = 12, .pmt = 400, .pv = 10000, .fv = 5000}, &got));
    assert_non_null(strstr(c.why, "no rate"));
    assert_err(ERR_INPUT, tvm_nper(&c, &(struct annuity){.rate = 0.1, .pmt = -99, .pv = 1000}, &got));
    assert_err(ERR_INPUT, tvm_pmt(&c, &(struct annuity){.rate = -1, .nper = 3, .pv = 1}, &got));
    assert_err(ERR_INPUT, tvm_pmt(&c, &(struct annuity){.rate = NAN, .nper = 3, .pv = 1}, &got));
    assert_err(ERR_INPUT, tvm_pmt(&c, &(struct annuity){.rate = 0.1, .nper = 0, .pv = 1}, &got));
    assert_err(ERR_INPUT, tvm_ipmt(&c, &(struct annuity){.rate = 0.1, .nper = 3, .pv = 1}, 0, &got));
    assert_err(ERR_INPUT, tvm_ppmt(&c, &(struct annuity){.rate = 0.1, .nper = 3, .pv = 1}, 4, &got));
    assert_err(ERR_INPUT, tvm_fv(&c, &(struct annuity){.rate = 9, .nper = 400, .pv = 1}, &got));
    assert_err(ERR_INPUT, flows_irr(&c, (double[]){1, 2, 3}, 3, &got));
    assert_err(ERR_INPUT, flows_irr(&c, NULL, 0, &got));
    assert_err(ERR_INPUT, flows_irr(&c, (double[]){0, 0}, 2, &got));
    assert_err(ERR_INPUT, flows_irr(&c, (double[]){-1, INFINITY}, 2, &got));
    /* 100 x^2 - 100 x + 26 has no real root, 25 has the one at x = 1/2 twice */
    assert_err(ERR_INPUT, flows_irr(&c, (double[]){100, -100, 26}, 3, &got));
    assert_non_null(strstr(c.why, "no rate"));
    assert_err(ERR_INPUT, flows_mirr(&c, (double[]){1, 2}, 2, 0.1, 0.1, &got));
    struct dated_flow one_way[] = {{day_of("2026-01-01"), 5}, {day_of("2027-01-01"), 5}};
    assert_err(ERR_INPUT, flows_xirr(&c, one_way, 2, DAYCOUNT_ACT_365F, &got));
    /* only losing 87 % a year would make 1 in thirty years outweigh a billion ten years before */
    struct dated_flow lost[] = {
        {day_of("2000-01-01"), -1}, {day_of("2020-01-01"), -1e9}, {day_of("2030-01-01"), 1}};
    assert_err(ERR_INPUT, flows_xirr(&c, lost, 3, DAYCOUNT_ACT_365F, &got));
    assert_non_null(strstr(c.why, "numbers resolve"));
    test_ctx_end(&c);
}

static void rates_of_return(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double got;
    assert_ok(&c, flows_irr(&c, (double[]){-100, 60, 60}, 3, &got));
    assert_near((60 + sqrt(27600)) / 200 - 1, got, 1e-14);
    assert_ok(&c, flows_irr(&c, (double[]){-100, 0, 0, 0.0001}, 4, &got));
    assert_near(-0.99, got, 1e-13);
    /* two rates, 10 % and 20 %: of -100 x^2 + 230 x - 132 */
    assert_ok(&c, flows_irr(&c, (double[]){-100, 230, -132}, 3, &got));
    assert_near(0, (got - 0.1) * (got - 0.2), 1e-12);
    assert_ok(&c, flows_npv(&c, 0.25, (double[]){-100, 50, 100}, 3, &got));
    assert_near(-100 + 40 + 64, got, 1e-15);
    /* 100 out; 50 after one year at 20 % and 60 after two: 120 for 100 in two years */
    assert_ok(&c, flows_mirr(&c, (double[]){-100, 50, 60}, 3, 0.1, 0.2, &got));
    assert_near(sqrt(1.2) - 1, got, 1e-14);
    struct dated_flow flows[] = {
        {day_of("2027-01-01"), 60}, {day_of("2026-01-01"), -100}, {day_of("2027-01-01"), 50}};
    assert_ok(&c, flows_xirr(&c, flows, 3, DAYCOUNT_ACT_365F, &got));
    assert_near(0.1, got, 1e-14);
    assert_ok(&c, flows_xnpv(&c, 0.1, flows, 3, DAYCOUNT_ACT_365F, &got));
    assert_near(0, got, 1e-12);
    assert_ok(&c, flows_xnfv(&c, 0.21, flows, 3, DAYCOUNT_ACT_365F, &got));
    assert_near(110 - 121, got, 1e-13);
    test_ctx_end(&c);
}

/* The order of the flows and the unit of money do not matter. */
static void order_and_scale(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct random r = random_stream(5, 2);
    for (int i = 0; i < 300; i++) {
        struct dated_flow flows[20], other[20];
        for (int k = 0; k < 20; k++) {
            flows[k] = (struct dated_flow){(date)(18000 + random_below(&r, 3000)),
                                           random_normal(&r) + (k < 8 ? -1 : 1)};
            other[19 - k] = (struct dated_flow){flows[k].on + 500, flows[k].amount * 1024};
        }
        double one, two;
        enum err e = flows_xirr(&c, flows, 20, DAYCOUNT_ACT_365F, &one);
        assert_err(e, flows_xirr(&c, other, 20, DAYCOUNT_ACT_365F, &two));
        if (e != OK)
            continue;
        assert_near(one, two, 1e-9);
        assert_ok(&c, flows_xnpv(&c, one, flows, 20, DAYCOUNT_ACT_365F, &two));
        double size = 0;
        for (int k = 0; k < 20; k++)
            size += fabs(flows[k].amount) * (one < 0 ? exp(-log1p(one) * 3000 / 365) : 1);
        assert_near(0, two / size, 1e-12);
    }
    test_ctx_end(&c);
}

static void day_counts(void **state)
{
    (void)state;
    static const struct {
        const char *name, *from, *to;
        double parts, of;
    } cases[] = {
        {"act/365F", "2024-01-01", "2025-01-01", 366, 365},
        {"act/360", "2024-02-01", "2024-03-01", 29, 360},
        {"act/364", "2026-01-01", "2026-12-31", 364, 364},
        {"act/365.25", "2026-01-01", "2026-12-31", 364, 365.25},
        {"nl/365", "2024-02-28", "2024-03-01", 1, 365},
        {"nl/360", "2024-02-01", "2025-03-01", 393, 360},
        {"30/360 ISDA", "2026-01-31", "2026-03-31", 60, 360},
        {"30/360 ISDA", "2026-01-15", "2026-03-31", 76, 360},
        {"30/360 ISDA", "2026-02-28", "2026-03-31", 33, 360},
        {"30/360 SIA", "2026-02-28", "2026-03-31", 30, 360},
        {"30/360 SIA", "2024-02-29", "2025-02-28", 360, 360},
        {"30E/360", "2026-01-15", "2026-03-31", 75, 360},
        {"30E+/360", "2026-01-15", "2026-03-31", 76, 360},
        {"30E/360 ISDA", "2026-02-28", "2026-08-31", 180, 360},
    };
    enum daycount convention;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(daycount_from_name(text_of(cases[i].name), &convention));
        assert_string_equal(cases[i].name, daycount_name(convention));
        double years = daycount_years(convention, day_of(cases[i].from), day_of(cases[i].to));
        assert_near(cases[i].parts / cases[i].of, years, 1e-15);
        assert_near(-years, daycount_years(convention, day_of(cases[i].to), day_of(cases[i].from)), 1e-15);
    }
    /* 184 days of 2023, 60 of the leap year 2024 */
    assert_near(184.0 / 365 + 60.0 / 366,
                daycount_years(DAYCOUNT_ACT_ACT_ISDA, day_of("2023-07-01"), day_of("2024-03-01")), 1e-15);
    assert_near(199, daycount_years(DAYCOUNT_ACT_ACT_ISDA, day_of("1900-01-01"), day_of("2099-01-01")),
                1e-13);
    assert_false(daycount_from_name(TEXT("30/361"), &convention));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_out_by_hand),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(a_rate_is_found_again),
        cmocka_unit_test(monotone_in_the_rate),
        cmocka_unit_test(no_answer),
        cmocka_unit_test(rates_of_return),
        cmocka_unit_test(order_and_scale),
        cmocka_unit_test(day_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
