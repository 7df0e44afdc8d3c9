/* The efficient frontier, against what two and three assets give by hand, and against every mix of a fine grid. */
#include "numerics/random.h"
#include "numerics/simulate/frontier.h"
#include "support.h"

#include <math.h>

enum { POINTS = 21 };

static void two_assets(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct frontier_point p[POINTS];
    /* deviations 0.2 and 0.1, no correlation: the least variance has 1/5 of the first */
    static const double means[] = {0.08, 0.03}, v[] = {0.04, 0, 0, 0.01};
    assert_ok(&c, frontier_trace(&c, means, v, 2, p, POINTS));
    assert_true(fabs(p[0].weights[0] - 0.2) < 1e-9 && fabs(p[0].deviation - sqrt(0.008)) < 1e-9);
    assert_true(p[POINTS - 1].weights[0] == 1 && p[POINTS - 1].deviation == 0.2);
    for (int i = 0; i < POINTS; i++) {
        double first = 0.2 + 0.8 * i / (POINTS - 1);
        assert_true(fabs(p[i].weights[0] - first) < 1e-6);
        assert_true(fabs(p[i].mean - (0.03 + 0.05 * first)) < 1e-7);
    }
    test_ctx_end(&c);
}

/* No mix of three assets, in steps of one per cent, has less variance for its mean. */
static void nothing_is_better(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct random r = random_stream(12, 1);
    for (int trial = 0; trial < 20; trial++) {
        double past[60 * 3], means[3], v[9];
        struct frontier_point p[POINTS];
        for (int i = 0; i < 60; i++) {
            double common = random_normal(&r);
            for (int k = 0; k < 3; k++)
                past[3 * i + k] = 0.02 * (k + 1) + 0.05 * (k + 1) * (0.5 * common + random_normal(&r));
        }
        assert_ok(&c, frontier_fit(&c, &(struct history){60, 3, past}, means, v));
        assert_ok(&c, frontier_trace(&c, means, v, 3, p, POINTS));
        for (int i = 0; i < POINTS; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                assert_true(p[i].weights[k] >= 0);
                sum += p[i].weights[k];
            }
            assert_true(fabs(sum - 1) < 1e-9);
            assert_true(i == 0 ||
                        (p[i].mean >= p[i - 1].mean - 1e-12 && p[i].deviation >= p[i - 1].deviation - 1e-9));
            for (int a = 0; a <= 100; a++)
                for (int b = 0; a + b <= 100; b++) {
                    double w[3] = {a / 100.0, b / 100.0, (100 - a - b) / 100.0}, mean = 0, variance = 0;
                    for (int k = 0; k < 3; k++) {
                        mean += w[k] * means[k];
                        for (int j = 0; j < 3; j++)
                            variance += w[k] * w[j] * v[3 * k + j];
                    }
                    if (mean >= p[i].mean)
                        assert_true(sqrt(variance) >= p[i].deviation * (1 - 1e-6));
                }
        }
    }
    test_ctx_end(&c);
}

static void odd_ones(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct frontier_point p[3];
    /* one asset; two that are the same; one without risk */
    assert_ok(&c, frontier_trace(&c, (double[]){0.05}, (double[]){0.04}, 1, p, 3));
    assert_true(p[1].weights[0] == 1 && p[1].deviation == 0.2);
    assert_ok(&c, frontier_trace(&c, (double[]){0.05, 0.05}, (double[]){0.04, 0.04, 0.04, 0.04}, 2, p, 3));
    assert_true(fabs(p[1].mean - 0.05) < 1e-12 && fabs(p[1].deviation - 0.2) < 1e-12);
    assert_ok(&c, frontier_trace(&c, (double[]){0.01, 0.05}, (double[]){0, 0, 0, 0.04}, 2, p, 3));
    assert_true(p[0].deviation < 1e-6 && fabs(p[1].mean - 0.03) < 1e-6 && fabs(p[1].deviation - 0.1) < 1e-6);
    assert_err(ERR_INPUT,
               frontier_trace(&c, (double[]){0.01, 0.05}, (double[]){0.01, 0.03, 0.03, 0.04}, 2, p, 3));
    assert_err(ERR_INPUT,
               frontier_trace(&c, (double[]){0.01, 0.05}, (double[]){0.01, 0.01, 0, 0.04}, 2, p, 3));
    assert_err(ERR_INPUT, frontier_trace(&c, (double[]){NAN}, (double[]){0.01}, 1, p, 3));
    assert_err(ERR_INPUT, frontier_trace(&c, (double[]){1}, (double[]){0.01}, 1, p, 1));
    double weights[6];
    glide_path((double[]){0.8, 0.2}, (double[]){0.4, 0.6}, 2, 3, weights);
    assert_true(weights[0] == 0.8 && fabs(weights[2] - 0.6) < 1e-15 && weights[5] == 0.6);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_assets),
        cmocka_unit_test(nothing_is_better),
        cmocka_unit_test(odd_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
