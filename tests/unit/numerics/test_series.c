/* Forecasting one series: seasons, smoothing, state space, combinations and intervals. */
#include "numerics/random.h"
#include "numerics/series/accuracy.h"
#include "numerics/series/ets.h"
#include "numerics/series/forecast.h"
#include "numerics/series/intermittent.h"
#include "numerics/series/interval.h"
#include "numerics/series/minimise.h"
#include "numerics/series/smooth.h"
#include "support.h"

#include <math.h>

enum { MOST = 400, AHEAD = 18 };

static void assert_near(double expected, double got, double relative)
{
    if (!(fabs(got - expected) <= relative * (fabs(expected) > 1 ? fabs(expected) : 1)))
        fail_msg("expected %.17g, got %.17g", expected, got);
}

/* A level that wanders, a slope, a season that multiplies, and noise. */
static void make(double *x, size_t n, size_t m, double slope, double season, double noise, uint64_t seed)
{
    struct random r = random_stream(seed, 77);
    double level = 500;
    for (size_t i = 0; i < n; i++) {
        level += slope + noise * 0.3 * random_normal(&r);
        x[i] =
            level * (1 + season * sin(6.283185307179586 * (double)i / (double)m)) + noise * random_normal(&r);
    }
}

static void seasons_by_hand(void **state)
{
    (void)state;
    /* four quarters around a level of 100 and of 200: the indices come out as they went in */
    double x[24], scratch[24], index[4];
    static const double own[4] = {0.8, 1.1, 1.3, 0.8}, more[4] = {-20, 10, 30, -20};
    for (size_t i = 0; i < 24; i++)
        x[i] = 100 * own[i % 4];
    assert_true(season_indices(x, 24, 4, true, scratch, index));
    for (size_t k = 0; k < 4; k++)
        assert_near(own[k], index[k], 1e-14);
    for (size_t i = 0; i < 24; i++)
        x[i] = -50 + 3 * (double)i + more[i % 4];
    assert_false(season_indices(x, 24, 4, true, scratch, index));
    assert_true(season_indices(x, 24, 4, false, scratch, index));
    for (size_t k = 0; k < 4; k++)
        assert_near(more[k], index[k], 1e-12);
    /* too short */
    assert_false(season_indices(x, 7, 4, true, scratch, index));
    assert_near(1, index[0], 0);
    /* 1 2 3 4 about 2.5: (-1.5)(-0.5) + (-0.5)(0.5) + (0.5)(1.5) of 5 */
    assert_near(0.25, season_autocorrelation((double[]){1, 2, 3, 4}, 4, 1), 1e-15);
    assert_near(0, season_autocorrelation((double[]){7, 7, 7}, 3, 1), 0);
}

/* By hand: quarters of four years whose ratios to the moving average are 0.8, 0.9, 1.1 and 1.2, but for one that is spoilt. Of three
 * ratios of a place the one in the middle stays. */
static void one_strange_value_is_left_out(void **state)
{
    (void)state;
    static const double own[4] = {0.8, 0.9, 1.1, 1.2};
    double x[16], scratch[16], index[4];
    for (size_t i = 0; i < 16; i++)
        x[i] = 100 * own[i % 4];
    x[8] =
        8000; /* it spoils the averages of 6 to 10: one ratio of the 2nd and 4th place, and two of the 3rd */
    assert_true(season_indices(x, 16, 4, true, scratch, index));
    assert_near(own[1] / own[3], index[1] / index[3], 1e-12);
    assert_near(own[0] / own[3], index[0] / index[3], 1e-12);
}

static void seasons_are_found(void **state)
{
    (void)state;
    double x[MOST];
    int found[2] = {0}, wrong[2] = {0};
    for (uint64_t seed = 0; seed < 100; seed++)
        for (int test = 0; test < 2; test++) {
            make(x, 96, 12, 0, 0.2, 10, seed);
            found[test] += season_is_significant(x, 96, 12, (enum season_test)test);
            struct random r = random_stream(seed, 3);
            for (size_t i = 0; i < 96; i++)
                x[i] = 100 + 10 * random_normal(&r);
            wrong[test] += season_is_significant(x, 96, 12, (enum season_test)test);
        }
    assert_true(found[0] > 95 && found[1] > 95 && wrong[0] < 25 && wrong[1] < 25);
    /* a slope alone is no season in the differences */
    make(x, 96, 12, 5, 0, 0.01, 1);
    assert_true(!season_is_significant(x, 96, 12, SEASON_TEST_DIFFERENCES));
    /* a steep slope hides a season from the levels alone */
    make(x, 60, 12, 15, 0.05, 2, 2);
    assert_false(season_is_significant(x, 60, 12, SEASON_TEST_LEVELS));
    assert_true(season_is_significant(x, 60, 12, SEASON_TEST_EITHER));
    assert_false(season_is_significant(x, 35, 12, SEASON_TEST_LEVELS));
    assert_false(season_is_significant(x, 96, 1, SEASON_TEST_LEVELS));
}

static double valley(void *arg, const double *x)
{
    (void)arg;
    return pow(x[0] - 1, 2) + 100 * pow(x[1] - x[0] * x[0], 2); /* Rosenbrock 1960 */
}

static void minimising(void **state)
{
    (void)state;
    struct minimise_box box = {
        .count = 2, .low = {-5, -5}, .high = {5, 5}, .step = {0.5, 0.5}, .absolute = 1e-18};
    double x[2] = {-1.2, 1};
    assert_true(minimise(valley, NULL, &box, 2000, x) < 1e-10);
    assert_true(fabs(x[0] - 1) < 1e-4 && fabs(x[1] - 1) < 1e-4);
    box.high[0] = 0.5; /* then the least lies on the edge */
    x[0] = -1.2, x[1] = 1;
    minimise(valley, NULL, &box, 2000, x);
    assert_true(x[0] == 0.5 && fabs(x[1] - 0.25) < 1e-4);
}

static void smoothing_by_hand(void **state)
{
    (void)state;
    struct smooth s;
    double f[3], scratch[8];
    /* a line goes on; a level stays */
    smooth_holt((double[]){3, 5, 7, 9, 11}, 5, &s);
    smooth_forecast(&s, 3, f);
    for (int k = 0; k < 3; k++)
        assert_near(13 + 2 * k, f[k], 1e-12);
    smooth_level((double[]){4, 4, 4, 4}, 4, &s);
    assert_near(4, s.level, 0);
    smooth_level((double[]){9}, 1, &s);
    assert_near(9, s.level, 0);
    /* 0 then 10 four times: an alpha of 1 errs once, by 10 */
    smooth_level((double[]){0, 10, 10, 10, 10}, 5, &s);
    assert_near(1, s.alpha, 1e-6);
    assert_near(100, s.squares, 1e-9);
    /* b dies away: l + b (phi + phi^2 + …) */
    smooth_forecast(&(struct smooth){.phi = 0.5, .level = 10, .trend = 8}, 3, f);
    assert_near(14, f[0], 0);
    assert_near(16, f[1], 0);
    assert_near(17, f[2], 0);
    /* the line through 1 2 3 4 is itself, twice less once as well: its level smoothing gives 4 */
    smooth_theta((double[]){1, 2, 3, 4}, 4, 2, scratch, f);
    assert_near((4 + 5) / 2.0, f[0], 1e-12);
    assert_near((4 + 6) / 2.0, f[1], 1e-12);
}

/* What was fitted is the least squares, to what a fine grid finds. */
static void fits_are_least(void **state)
{
    (void)state;
    double x[MOST];
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct smooth s, holt;
        make(x, 40, 12, seed % 3 == 0 ? 8 : 0, 0, 30, seed);
        smooth_level(x, 40, &s);
        smooth_holt(x, 40, &holt);
        double least = INFINITY, least_holt = INFINITY;
        for (int i = 0; i <= 100; i++) {
            double l = x[0], sum = 0;
            for (int t = 0; t < 40; t++) {
                sum += (x[t] - l) * (x[t] - l);
                l += i / 100.0 * (x[t] - l);
            }
            least = fmin(least, sum);
            for (int k = 0; k <= 50; k++) {
                double b = holt.first_trend, level = holt.first_level;
                sum = 0;
                for (int t = 0; t < 40; t++) {
                    double e = x[t] - level - b;
                    sum += e * e;
                    level += b + i / 100.0 * e;
                    b += i / 100.0 * k / 50.0 * e;
                }
                least_holt = fmin(least_holt, sum);
            }
        }
        assert_true(s.squares <= least * (1 + 1e-9));
        assert_true(holt.squares <= least_holt * 1.01);
    }
}

static void state_space(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double x[MOST], f[AHEAD], d[AHEAD];
    struct ets e;
    char name[8];
    /* a line with next to no noise */
    for (int i = 0; i < 60; i++)
        x[i] = 100 + 2 * i + 0.01 * (i % 3);
    assert_ok(&c, ets_choose(&c, x, 60, 1, false, &e));
    assert_true(e.model.trend != ETS_NONE);
    ets_forecast(&e, 5, f);
    for (int k = 0; k < 5; k++)
        assert_near(220 + 2 * k, f[k], 1e-3);
    /* a season that grows with the level is seen to multiply */
    make(x, 120, 12, 10, 0.3, 5, 4);
    assert_ok(&c, ets_choose(&c, x, 120, 12, true, &e));
    assert_int_equal(ETS_MULTIPLICATIVE, e.model.season);
    assert_true(strchr(ets_name(e.model, name), 'M') != NULL);
    ets_deviations(&e, f, 3, d);
    /* level alone: 1, 1 + a^2, 1 + 2 a^2 */
    struct ets level = {.model = {ETS_ADDITIVE, ETS_NONE, ETS_NONE}, .m = 5, .alpha = 0.5, .deviation = 2};
    ets_deviations(&level, f, 3, d);
    assert_near(2, d[0], 0);
    assert_near(2 * sqrt(1.5), d[2], 1e-15);
    /* noise about a level has no trend, mostly */
    int trends = 0;
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct random r = random_stream(seed, 9);
        for (int i = 0; i < 80; i++)
            x[i] = 100 + 10 * random_normal(&r);
        assert_ok(&c, ets_choose(&c, x, 80, 1, false, &e));
        trends += e.model.trend != ETS_NONE;
        assert_true(e.alpha < 0.35);
    }
    assert_true(trends < 15);
    x[3] = -1;
    assert_err(ERR_INPUT,
               ets_fit(&c, x, 80, 1, (struct ets_model){ETS_MULTIPLICATIVE, ETS_NONE, ETS_NONE}, &e));
    assert_ok(&c, ets_choose(&c, x, 80, 1, false, &e));
    assert_int_equal(ETS_ADDITIVE, e.model.error);
    assert_err(ERR_INPUT, ets_choose(&c, x, 4, 1, false, &e));
    test_ctx_end(&c);
}

/* In another unit of money the same, and another beginning of time does not matter. */
static void scale(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double x[MOST], y[MOST];
    for (uint64_t seed = 0; seed < 6; seed++) {
        make(x, 90, 12, 2, seed % 2 == 0 ? 0.2 : 0, 20, seed);
        for (int i = 0; i < 90; i++)
            y[i] = x[i] * 4096;
        for (int method = 0; method < FORECAST_METHODS; method++) {
            struct forecast f, g;
            assert_ok(&c, forecast_series(&c, (enum forecast_method)method, SEASON_TEST_LEVELS, x, 90, 12,
                                          AHEAD, &f));
            assert_ok(&c, forecast_series(&c, (enum forecast_method)method, SEASON_TEST_LEVELS, y, 90, 12,
                                          AHEAD, &g));
            for (int k = 0; k < AHEAD; k++) {
                assert_near(f.mean[k], g.mean[k] / 4096, 1e-12);
                assert_near(f.high95[k], g.high95[k] / 4096, 1e-12);
                assert_true(f.low95[k] <= f.low80[k] && f.low80[k] <= f.mean[k]);
                assert_true(f.mean[k] <= f.high80[k] && f.high80[k] <= f.high95[k]);
            }
        }
    }
    test_ctx_end(&c);
}

/* COMB is the mean of its three; naive2 repeats the last season's shape. */
static void combining(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double x[48];
    struct forecast f[FORECAST_METHODS];
    static const double own[4] = {0.8, 1.1, 1.3, 0.8};
    for (size_t i = 0; i < 48; i++)
        x[i] = 100 * own[i % 4];
    for (int i = 0; i < FORECAST_METHODS; i++)
        assert_ok(&c, forecast_series(&c, (enum forecast_method)i, SEASON_TEST_LEVELS, x, 48, 4, 8, &f[i]));
    for (size_t k = 0; k < 8; k++) {
        assert_near(100 * own[k % 4], f[FORECAST_NAIVE2].mean[k], 1e-12);
        assert_near((f[FORECAST_SES].mean[k] + f[FORECAST_HOLT].mean[k] + f[FORECAST_DAMPED].mean[k]) / 3,
                    f[FORECAST_COMB].mean[k], 1e-12);
        assert_near((f[FORECAST_THETA].mean[k] + f[FORECAST_COMB].mean[k] + f[FORECAST_ETS].mean[k]) / 3,
                    f[FORECAST_BEST].mean[k], 1e-12);
        assert_near(100 * own[k % 4], f[FORECAST_BEST].mean[k], 1e-2);
    }
    test_ctx_end(&c);
}

/* Of random walks and of noise, about four in five and nineteen in twenty values lie where they were expected. */
static void coverage(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double x[MOST];
    for (int walk = 0; walk < 2; walk++) {
        double within80 = 0, within95 = 0, all = 0;
        for (uint64_t seed = 0; seed < 400; seed++) {
            struct random r = random_stream(seed, 21);
            for (int i = 0; i < 60; i++)
                x[i] = walk && i > 0 ? x[i - 1] + random_normal(&r) : random_normal(&r);
            struct forecast f;
            struct arena_mark mark = arena_mark(c.arena);
            assert_ok(&c, forecast_series(&c, FORECAST_BEST, SEASON_TEST_LEVELS, x, 48, 1, 12, &f));
            for (int k = 0; k < 12; k++, all++) {
                within80 += x[48 + k] >= f.low80[k] && x[48 + k] <= f.high80[k];
                within95 += x[48 + k] >= f.low95[k] && x[48 + k] <= f.high95[k];
            }
            arena_rewind(c.arena, mark);
        }
        assert_true(fabs(within80 / all - 0.8) < 0.06 && fabs(within95 / all - 0.95) < 0.035);
    }
    /* Student's 97.5 % with 10 degrees of freedom, and 90 % with 5: from tables */
    assert_near(2.228139, interval_student(1.959963984540054, 10), 2e-4);
    assert_near(1.475884, interval_student(1.2815515655446004, 5), 1e-3);
    test_ctx_end(&c);
}

static void short_and_odd(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct forecast f;
    double x[MOST] = {0};
    for (int method = 0; method < FORECAST_METHODS; method++) {
        enum forecast_method m = (enum forecast_method)method;
        for (size_t n = 1; n < 40; n++) {
            for (size_t i = 0; i < n; i++)
                x[i] = n % 3 == 0 ? 5 : n % 3 == 1 ? (double)(i * i) - 20 : (double)(i % 4);
            assert_ok(&c, forecast_series(&c, m, SEASON_TEST_LEVELS, x, n, 4, 6, &f));
            for (int k = 0; k < 6; k++) {
                assert_true(isfinite(f.mean[k]) && isfinite(f.low95[k]) && isfinite(f.high95[k]));
                if (n % 3 == 0)
                    assert_near(5, f.mean[k], 1e-9);
            }
        }
        assert_string_equal(forecast_name(m), forecast_name(m));
        assert_err(ERR_INPUT, forecast_series(&c, m, SEASON_TEST_LEVELS, x, 0, 1, 6, &f));
        assert_err(ERR_INPUT, forecast_series(&c, m, SEASON_TEST_LEVELS, x, 9, 0, 6, &f));
        assert_err(ERR_INPUT, forecast_series(&c, m, SEASON_TEST_LEVELS, x, 9, 1, 0, &f));
        x[4] = NAN;
        assert_err(ERR_INPUT, forecast_series(&c, m, SEASON_TEST_LEVELS, x, 9, 1, 1, &f));
    }
    enum forecast_method found;
    assert_true(forecast_from_name(TEXT("theta"), &found) && found == FORECAST_THETA);
    assert_false(forecast_from_name(TEXT("oracle"), &found));
    test_ctx_end(&c);
}

static void accuracy(void **state)
{
    (void)state;
    static const double x[] = {1, 3, 2, 6}, y[] = {10, 20}, f[] = {30, 20};
    assert_near(200 * 20.0 / 40 / 2, accuracy_smape(y, f, 2), 1e-15);
    /* changes 2, 1, 4: 7/3; errors 20 and 0 */
    assert_near(10 / (7.0 / 3), accuracy_mase(x, 4, 1, y, f, 2), 1e-15);
    assert_near(10 / ((1 + 3) / 2.0), accuracy_mase(x, 4, 2, y, f, 2), 1e-15);
    assert_true(isnan(accuracy_mase((double[]){2, 2}, 2, 1, y, f, 2)));
    assert_near(0, accuracy_smape((double[]){0}, (double[]){0}, 1), 0);
}

static void mostly_nothing(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    static const double x[] = {0, 0, 6, 0, 0, 0, 10, 0};
    struct intermittent got;
    /* size 6 then 6 + 0.5 x 4; gap 3 then 3 + 0.5 x 1 */
    assert_ok(&c, intermittent_fit(&c, INTERMITTENT_CROSTON, x, 8, 0.5, 0, &got));
    assert_near(8, got.size, 0);
    assert_near(3.5, got.gap, 0);
    assert_near(8 / 3.5, got.rate, 1e-15);
    assert_ok(&c, intermittent_fit(&c, INTERMITTENT_SBA, x, 8, 0.5, 0, &got));
    assert_near(0.75 * 8 / 3.5, got.rate, 1e-15);
    /* chance 1/3, three times x 0.5, then half of the way to 1, then x 0.5 */
    assert_ok(&c, intermittent_fit(&c, INTERMITTENT_TSB, x, 8, 0.5, 0.5, &got));
    double chance = (1 / 24.0 + 0.5 * (1 - 1 / 24.0)) / 2;
    assert_near(chance * 8, got.rate, 1e-15);
    assert_ok(&c, intermittent_fit(&c, INTERMITTENT_SBA, (double[]){0, 0}, 2, 0.1, 0.1, &got));
    assert_true(got.rate == 0 && isinf(got.gap));
    assert_err(ERR_INPUT, intermittent_fit(&c, INTERMITTENT_SBA, (double[]){-1, 1}, 2, 0.1, 0.1, &got));
    assert_err(ERR_INPUT, intermittent_fit(&c, INTERMITTENT_SBA, x, 8, 1.1, 0.1, &got));
    assert_true(intermittent_is(x, 8) && !intermittent_is((double[]){1, 2, 3, 0}, 3));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seasons_by_hand),   cmocka_unit_test(one_strange_value_is_left_out),
        cmocka_unit_test(seasons_are_found), cmocka_unit_test(minimising),
        cmocka_unit_test(smoothing_by_hand), cmocka_unit_test(fits_are_least),
        cmocka_unit_test(state_space),       cmocka_unit_test(scale),
        cmocka_unit_test(combining),         cmocka_unit_test(coverage),
        cmocka_unit_test(short_and_odd),     cmocka_unit_test(accuracy),
        cmocka_unit_test(mostly_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
