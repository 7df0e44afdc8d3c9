/* Metrics: by hand, by counting pairs, and that the order of rows does not count. */
#include "numerics/metrics.h"
#include "numerics/random.h"
#include "support.h"

#include <math.h>

static int begin(void **state)
{
    struct ctx *c = calloc(1, sizeof *c);
    *c = test_ctx();
    *state = c;
    return 0;
}

static int end(void **state)
{
    test_ctx_end(*state);
    free(*state);
    return 0;
}

/* Scores 9 8 8 5 4, labels 1 0 1 0 1. Pairs of 1 and 0 that are right: 9>8, 9>5, 8=8 (half), 8>5 of 6: 3.5/6.
 * Steps: at 9 recall 1/3 precision 1; at 8 one more of three rows, 2/3; at 4 one more, 3/5. */
static void a_ranking_by_hand(void **state)
{
    struct ctx *c = *state;
    double scores[] = {5, 8, 9, 8, 4};
    uint8_t labels[] = {0, 0, 1, 1, 1}, none[] = {0, 0, 0, 0, 0};
    struct ranking r;
    assert_ok(c, metrics_ranking(c, scores, labels, 5, &r));
    assert_true(fabs(r.auroc - 3.5 / 6) < 1e-15);
    assert_true(fabs(r.average_precision - (1 + 2.0 / 3 + 3.0 / 5) / 3) < 1e-15);
    assert_ok(c, metrics_ranking(c, scores, none, 5, &r));
    assert_true(isnan(r.auroc) && isnan(r.average_precision));
}

/* All pairs and all thresholds, counted one by one. */
static struct ranking count_pairs(const double *scores, const uint8_t *labels, size_t n)
{
    double won = 0, pairs = 0, ones = 0, area = 0;
    for (size_t i = 0; i < n; i++) {
        size_t above = 0, hits = 0;
        for (size_t k = 0; k < n; k++) {
            if (labels[i] && !labels[k])
                won += scores[i] > scores[k] ? 1 : scores[i] == scores[k] ? 0.5 : 0, pairs++;
            above += scores[k] >= scores[i];
            hits += scores[k] >= scores[i] && labels[k];
        }
        ones += labels[i];
        area += labels[i] ? (double)hits / (double)above : 0;
    }
    return (struct ranking){won / pairs, area / ones};
}

static void rankings_agree_with_counting(void **state)
{
    struct ctx *c = *state;
    enum { ROWS = 300 };
    struct random r = random_stream(11, 0);
    double scores[ROWS];
    uint8_t labels[ROWS];
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < ROWS; i++) {
            labels[i] = random_below(&r, 10) == 0;
            scores[i] = (double)random_below(&r, (uint64_t)2 << round % 10) + labels[i];
        }
        labels[0] = 1;
        struct ranking got, expected = count_pairs(scores, labels, ROWS);
        assert_ok(c, metrics_ranking(c, scores, labels, ROWS, &got));
        assert_true(fabs(got.auroc - expected.auroc) < 1e-12);
        assert_true(fabs(got.average_precision - expected.average_precision) < 1e-12);
    }
}

/* Two cards a day are looked into. Day 1: cards 1 (0.9, fraud by its other row) and 2: 1 hit of 2. Day 2: card 1 is out, 3 and 2 are
 * looked into, both without fraud; card 4's fraud ranks third. Day 3: 4 is found, alone. */
static void card_precision_by_hand(void **state)
{
    (void)state;
    struct card_row rows[] = {
        {4, 2, 0.1, 1}, {1, 1, 0.9, 0}, {1, 1, 0.2, 1}, {2, 1, 0.8, 0}, {3, 1, 0.7, 1},
        {1, 2, 1.0, 1}, {3, 2, 0.6, 0}, {2, 2, 0.5, 0}, {4, 3, 0.3, 1}, {1, 3, 0.9, 1},
    };
    assert_true(fabs(metrics_card_precision(rows, 10, 2) - (0.5 + 0 + 0.5) / 3) < 1e-15);
    assert_true(metrics_card_precision(rows, 0, 2) == 0);
}

static void spreads_by_hand(void **state)
{
    (void)state;
    double values[] = {1, 2, 4};
    struct spread s = metrics_spread(values, 3), one = metrics_spread(values, 1);
    assert_true(fabs(s.mean - 7.0 / 3) < 1e-15);
    assert_true(fabs(s.deviation - sqrt(7.0 / 3)) < 1e-15);
    assert_true(one.mean == 1 && one.deviation == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ranking_by_hand, begin, end),
        cmocka_unit_test_setup_teardown(rankings_agree_with_counting, begin, end),
        cmocka_unit_test(card_precision_by_hand),
        cmocka_unit_test(spreads_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
