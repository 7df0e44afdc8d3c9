/* Accounts that are taxed in three ways: figures worked by hand, and what must hold whatever the years bring. */
#include "numerics/simulate/taxes.h"
#include "support.h"

#include <math.h>

enum { YEARS = 30, PAST = 60, PATHS = 1000 };

struct scene {
    struct ctx c;
    double weights[YEARS * 2], flows[YEARS], returns[PAST * 2];
    struct plan plan;
    struct history history;
    struct market market;
    struct taxes none; /* no tax at all */
};

static void scene_init(struct scene *s, double withdraw)
{
    *s = (struct scene){.c = test_ctx()};
    for (int i = 0; i < YEARS; i++) {
        s->weights[2 * i] = 0.6, s->weights[2 * i + 1] = 0.4;
        s->flows[i] = -withdraw;
    }
    for (int i = 0; i < PAST; i++) {
        s->returns[2 * i] = 0.06 + 0.2 * sin(i * 1.3);
        s->returns[2 * i + 1] = 0.02 + 0.05 * cos(i * 0.7);
    }
    s->plan = (struct plan){.years = YEARS, .assets = 2, .weights = s->weights, .flows = s->flows};
    s->history = (struct history){PAST, 2, s->returns};
    s->market =
        (struct market){.kind = MARKET_BOOTSTRAP, .assets = 2, .history = s->history, .mean_block_years = 5};
    s->none = (struct taxes){.start = {300, 300, 400}, .basis = 1, .shares = {0, 0, 1}};
}

/* One asset that grows the same each year. */
static struct tax_end certain(struct scene *s, const struct taxes *taxes, size_t years, double growth,
                              double flow)
{
    double weights[YEARS], flows[YEARS], returns[YEARS];
    struct tax_end end;
    struct outcome outcome;
    for (size_t i = 0; i < years; i++)
        weights[i] = 1, flows[i] = flow, returns[i] = growth - 1;
    struct plan plan = {.years = years, .assets = 1, .weights = weights, .flows = flows};
    struct history history = {years, 1, returns};
    assert_ok(&s->c, tax_history(&s->c, &plan, taxes, &history, &end, &outcome));
    return end;
}

static void assert_near(double expected, double value)
{
    assert_true(fabs(expected - value) <= 1e-9 * fmax(1, fabs(expected)));
}

static void worked_by_hand(void **state)
{
    (void)state;
    struct scene s;
    scene_init(&s, 0);
    /* Ten years at 5 %, a quarter of the gain at the end. */
    struct taxes t = {.start = {1000, 0, 0}, .basis = 1, .shares = {1, 0, 0}, .gain_rate = 0.25};
    struct tax_end end = certain(&s, &t, 10, 1.05, 0);
    assert_near(1628.894626777442, end.gross);
    assert_near(1628.894626777442 - 0.25 * 628.894626777442, end.net);
    assert_near(0, end.paid);
    /* A year at 7 % of which 2 % are dividends: 5 of 20 are tax, 15 buy more. */
    t.dividend = 0.02, t.dividend_rate = 0.25;
    end = certain(&s, &t, 1, 1.07, 0);
    assert_near(1065, end.gross);
    assert_near(1065 - 0.25 * 50, end.net);
    assert_near(5, end.paid);
    /* 100 after tax of an account of which half is gain: 114.29 are sold. */
    t = (struct taxes){.start = {1000, 0, 0}, .basis = 0.5, .shares = {1, 0, 0}, .gain_rate = 0.25};
    end = certain(&s, &t, 1, 1, -100);
    assert_near(1000 - 100 / 0.875, end.gross);
    assert_near(100 / 0.875 - 100, end.paid);
    assert_near(end.gross * 0.875, end.net);
    /* Inflation is a gain to the taxman. */
    t = (struct taxes){
        .start = {1000, 0, 0}, .basis = 1, .shares = {1, 0, 0}, .gain_rate = 0.25, .inflation = 0.1};
    assert_near(1000 - 0.25 * (1000 - 1000 / 1.1), certain(&s, &t, 1, 1, 0).net);
    /* A loss gives nothing back. */
    t.inflation = 0;
    assert_near(900, certain(&s, &t, 1, 0.9, 0).net);
    /* In order: 300 from the taxable one, and 70 / 0.7 from the deferred one. */
    t = (struct taxes){.start = {300, 400, 500}, .basis = 1, .shares = {0, 0, 1}, .income_rate = 0.3};
    end = certain(&s, &t, 1, 1, -370);
    assert_near(300 + 500, end.gross);
    assert_near(30, end.paid);
    t.order = TAX_ORDER_FREE_FIRST;
    end = certain(&s, &t, 1, 1, -370);
    assert_near(300 + 400 + 130, end.gross);
    assert_near(0, end.paid);
    /* Of each the same share of what it is worth: 300, 280 and 500 make 1,080. */
    t.order = TAX_ORDER_PROPORTIONAL;
    end = certain(&s, &t, 1, 1, -370);
    assert_near(120 * 370.0 / 1080, end.paid);
    assert_near(1080 - 370, end.net);
    test_ctx_end(&s.c);
}

/* Without taxes three accounts are one, in whatever order. */
static void without_taxes_nothing_changes(void **state)
{
    (void)state;
    struct scene s;
    static struct tax_end ends[PATHS];
    static double plain[PATHS];
    struct outcome a, b;
    scene_init(&s, 55);
    struct simulation simulation = {.paths = PATHS, .seed = 9};
    s.plan.start = 1000;
    assert_ok(&s.c, simulate_paths(&s.c, &s.plan, &s.market, &simulation, plain, &a));
    assert_true(a.success > 0.05 && a.success < 0.95);
    for (int order = 0; order <= TAX_ORDER_PROPORTIONAL; order++) {
        s.none.order = (enum tax_order)order;
        assert_ok(&s.c, tax_paths(&s.c, &s.plan, &s.none, &s.market, &simulation, ends, &b));
        assert_int_equal(a.succeeded, b.succeeded);
        for (int i = 0; i < PATHS; i++)
            assert_true(fabs(plain[i] - ends[i].gross) < 1e-6 && ends[i].paid == 0 &&
                        ends[i].gross == ends[i].net);
    }
    test_ctx_end(&s.c);
}

/* A deferred unit is worth (1 - rate) tax-free ones. */
static void deferred_is_free_less_its_tax(void **state)
{
    (void)state;
    struct scene s;
    static struct tax_end deferred[PATHS], free_ones[PATHS];
    struct outcome a, b;
    scene_init(&s, 35);
    struct simulation simulation = {.paths = PATHS, .seed = 4};
    struct taxes t = {.start = {0, 1000, 0}, .basis = 1, .shares = {0, 0, 1}, .income_rate = 0.3};
    assert_ok(&s.c, tax_paths(&s.c, &s.plan, &t, &s.market, &simulation, deferred, &a));
    t = (struct taxes){.start = {0, 0, 700}, .basis = 1, .shares = {0, 0, 1}};
    assert_ok(&s.c, tax_paths(&s.c, &s.plan, &t, &s.market, &simulation, free_ones, &b));
    assert_int_equal(a.succeeded, b.succeeded);
    for (int i = 0; i < PATHS; i++)
        assert_true(fabs(deferred[i].net - free_ones[i].net) < 1e-6);
    test_ctx_end(&s.c);
}

/* No path is the better for a higher rate. */
static void more_tax_is_never_better(void **state)
{
    (void)state;
    struct scene s;
    static struct tax_end less[PATHS], more[PATHS];
    struct outcome a, b;
    scene_init(&s, 40);
    struct simulation simulation = {.paths = PATHS, .seed = 2};
    for (int order = 0; order <= TAX_ORDER_PROPORTIONAL; order++)
        for (int which = 0; which < 3; which++) {
            struct taxes t = s.none;
            t.order = (enum tax_order)order;
            t.dividend = 0.02, t.inflation = 0.02;
            t.dividend_rate = t.gain_rate = t.income_rate = 0.2;
            assert_ok(&s.c, tax_paths(&s.c, &s.plan, &t, &s.market, &simulation, less, &a));
            *(which == 0 ? &t.dividend_rate : which == 1 ? &t.gain_rate : &t.income_rate) = 0.4;
            assert_ok(&s.c, tax_paths(&s.c, &s.plan, &t, &s.market, &simulation, more, &b));
            assert_true(b.succeeded <= a.succeeded);
            for (int i = 0; i < PATHS && which != 0; i++) /* a dividend's tax adds less to the basis */
                assert_true(more[i].net <= less[i].net + 1e-6);
        }
    test_ctx_end(&s.c);
}

static void bounds_are_kept(void **state)
{
    (void)state;
    struct scene s;
    static struct tax_end ends[PAST];
    struct outcome out;
    scene_init(&s, 10);
    struct taxes wrong[6];
    for (int i = 0; i < 6; i++)
        wrong[i] = s.none;
    wrong[0].income_rate = 1;
    wrong[1].start[TAX_FREE] = -1;
    wrong[2].shares[TAX_FREE] = 0.5;
    wrong[3].inflation = -1;
    wrong[4].dividend = NAN;
    wrong[5].order = (enum tax_order)7;
    for (int i = 0; i < 6; i++)
        assert_int_equal(ERR_INPUT, tax_history(&s.c, &s.plan, &wrong[i], &s.history, ends, &out));
    assert_ok(&s.c, tax_history(&s.c, &s.plan, &s.none, &s.history, ends, &out));
    assert_int_equal(PAST - YEARS + 1, out.paths);
    enum tax_order order;
    assert_true(tax_order_from_name("proportional", &order) && order == TAX_ORDER_PROPORTIONAL);
    assert_false(tax_order_from_name("last", &order));
    test_ctx_end(&s.c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_by_hand),
        cmocka_unit_test(without_taxes_nothing_changes),
        cmocka_unit_test(deferred_is_free_less_its_tax),
        cmocka_unit_test(more_tax_is_never_better),
        cmocka_unit_test(bounds_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
