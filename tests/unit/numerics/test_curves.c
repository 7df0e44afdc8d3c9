/* Curves by hand, and their areas against the figures of metrics.h. */
#include "numerics/curves.h"
#include "numerics/metrics.h"
#include "numerics/random.h"
#include "support.h"

enum { ROWS = 3000 };

static void points_by_hand(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    static const double scores[] = {0.9, 0.8, 0.8, 0.4, 0.1};
    static const uint8_t labels[] = {1, 0, 1, 0, 0};
    static const struct curve_point roc[] = {{0, 0}, {0, 0.5}, {1.0 / 3, 1}, {2.0 / 3, 1}, {1, 1}};
    static const struct curve_point precision[] = {{0.5, 1}, {1, 2.0 / 3}, {1, 0.5}, {1, 0.4}};
    struct curve curve;
    assert_ok(&c, curve_roc(&c, scores, labels, 5, &curve));
    assert_int_equal(5, curve.count);
    for (size_t i = 0; i < 5; i++)
        assert_true(curve.at[i].x == roc[i].x && curve.at[i].y == roc[i].y);
    assert_ok(&c, curve_precision(&c, scores, labels, 5, &curve));
    assert_int_equal(4, curve.count);
    for (size_t i = 0; i < 4; i++)
        assert_true(curve.at[i].x == precision[i].x && curve.at[i].y == precision[i].y);
    test_ctx_end(&c);
}

static void the_area_is_the_figure(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct random r = random_stream(41, 0);
    static double scores[ROWS];
    static uint8_t labels[ROWS];
    struct curve curve;
    struct ranking ranking;
    double area = 0;
    for (size_t i = 0; i < ROWS; i++) {
        labels[i] = random_below(&r, 10) == 0;
        scores[i] = random_unit(&r) + 0.4 * labels[i];
    }
    assert_ok(&c, metrics_ranking(&c, scores, labels, ROWS, &ranking));
    assert_ok(&c, curve_roc(&c, scores, labels, ROWS, &curve));
    assert_in_range(curve.count, CURVE_POINTS_MOST / 4, CURVE_POINTS_MOST);
    for (size_t i = 1; i < curve.count; i++) {
        assert_true(curve.at[i].x >= curve.at[i - 1].x && curve.at[i].y >= curve.at[i - 1].y);
        area += (curve.at[i].x - curve.at[i - 1].x) * (curve.at[i].y + curve.at[i - 1].y) / 2;
    }
    assert_true(area > ranking.auroc - 0.005 && area < ranking.auroc + 0.005);
    assert_true(curve.at[curve.count - 1].x == 1 && curve.at[curve.count - 1].y == 1);
    assert_ok(&c, curve_precision(&c, scores, labels, ROWS, &curve));
    assert_true(curve.at[curve.count - 1].x == 1);
    test_ctx_end(&c);
}

static void one_label_alone_has_no_curve(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    static const double scores[] = {1, 2};
    static const uint8_t ones[] = {1, 1}, zeros[] = {0, 0};
    struct curve curve;
    assert_err(ERR_INPUT, curve_roc(&c, scores, ones, 2, &curve));
    assert_err(ERR_INPUT, curve_precision(&c, scores, zeros, 2, &curve));
    assert_err(ERR_INPUT, curve_roc(&c, scores, ones, 0, &curve));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_by_hand),
        cmocka_unit_test(the_area_is_the_figure),
        cmocka_unit_test(one_label_alone_has_no_curve),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
