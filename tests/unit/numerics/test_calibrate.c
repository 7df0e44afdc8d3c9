/* Calibration: by hand, against the rates that made the answers, and that it never turns round. */
#include "numerics/calibrate.h"
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

static void without_answers_it_is_a_half(void **state)
{
    struct ctx *c = *state;
    struct calibration k;
    assert_ok(c, calibrate(c, NULL, NULL, 0, &k));
    assert_true(calibration_probability(&k, 3) == 0.5);
}

/* Two scores, each with its own answers: the sigmoid goes through both rates, with Platt's targets 4/5 and 1/6 instead of 1 and 0 (three ones,
 * four zeros). At score 0: one 1 and three 0, mean (0.8 + 3/6) / 4; at score 1: two 1 and one 0, mean (1.6 + 1/6) / 3. */
static void few_answers_make_platts_sigmoid(void **state)
{
    struct ctx *c = *state;
    double scores[] = {0, 0, 0, 0, 1, 1, 1}, low = (0.8 + 0.5) / 4, high = (1.6 + 1.0 / 6) / 3;
    uint8_t answers[] = {1, 0, 0, 0, 1, 1, 0};
    struct calibration k;
    assert_ok(c, calibrate(c, scores, answers, 7, &k));
    assert_true(fabs(calibration_probability(&k, 0) - low) < 1e-9);
    assert_true(fabs(calibration_probability(&k, 1) - high) < 1e-9);
    assert_true(calibration_probability(&k, 1e9) == 1 - 1.0 / 9);
}

static void answers_against_the_scores_make_it_flat(void **state)
{
    struct ctx *c = *state;
    double scores[] = {0, 1, 2, 3};
    uint8_t answers[] = {1, 1, 0, 0}, same[] = {0, 0, 0, 0};
    struct calibration k;
    assert_ok(c, calibrate(c, scores, answers, 4, &k));
    assert_true(calibration_probability(&k, -5) == calibration_probability(&k, 5));
    assert_true(fabs(calibration_probability(&k, 0) - 0.5) < 1e-12);
    assert_ok(c, calibrate(c, scores, same, 4, &k));
    assert_true(fabs(calibration_probability(&k, 0) - 1.0 / 6) < 1e-9);
    assert_true(fabs(calibration_probability(&k, 3) - 1.0 / 6) < 1e-9);
}

/* 1000 answers: scores 0 to 9, 100 of each. Rates 0 0.2 0.1 0.3 ... : 1 and 2 are pooled at score 1.5 with 0.15. */
static void many_answers_are_pooled(void **state)
{
    struct ctx *c = *state;
    enum { EACH = 100, SCORES = 10 };
    static const int ones[SCORES] = {0, 20, 10, 30, 40, 50, 60, 70, 80, 100};
    double scores[SCORES * EACH];
    uint8_t answers[SCORES * EACH];
    for (int i = 0; i < SCORES * EACH; i++) {
        scores[i] = i % SCORES;
        answers[i] = i / SCORES < ones[i % SCORES];
    }
    struct calibration k;
    assert_ok(c, calibrate(c, scores, answers, SCORES * EACH, &k));
    assert_int_equal(k.pools, 9);
    assert_true(fabs(calibration_probability(&k, 1.5) - 0.15) < 1e-12);
    assert_true(fabs(calibration_probability(&k, 0.75) - 0.075) < 1e-12);
    assert_true(fabs(calibration_probability(&k, 6.5) - 0.65) < 1e-12);
    assert_true(calibration_probability(&k, -1) == 1.0 / 1002);
    assert_true(calibration_probability(&k, 10) == 1 - 1.0 / 1002);
}

/* Answers drawn with known probabilities are found again, and a higher score never has a lower probability. */
static void probabilities_are_found_again(void **state)
{
    struct ctx *c = *state;
    static const size_t counts[] = {30, 900, 60000};
    static const double off[] = {0.5, 0.08, 0.05};
    for (size_t i = 0; i < 3; i++) {
        struct random r = random_stream(5, i);
        double *scores = ARENA_ARRAY(c->arena, double, counts[i]), last = 0;
        uint8_t *answers = ARENA_ARRAY(c->arena, uint8_t, counts[i]);
        for (size_t n = 0; n < counts[i]; n++) {
            scores[n] = 4 * random_unit(&r) - 2;
            answers[n] = random_unit(&r) < 1 / (1 + exp(-2 * scores[n]));
        }
        struct calibration k;
        assert_ok(c, calibrate(c, scores, answers, counts[i], &k));
        for (double score = -3; score <= 3; score += 0.01) {
            double p = calibration_probability(&k, score);
            assert_true(p >= last && p > 0 && p < 1);
            if (fabs(score) < 1.8)
                assert_true(fabs(p - 1 / (1 + exp(-2 * score))) < off[i]);
            last = p;
        }
    }
}

static void what_is_no_score_is_refused(void **state)
{
    struct ctx *c = *state;
    double scores[] = {1, NAN};
    uint8_t answers[] = {0, 1};
    struct calibration k;
    assert_err(ERR_INPUT, calibrate(c, scores, answers, 2, &k));
    assert_err(ERR_LIMIT, calibrate(c, scores, answers, (size_t)CALIBRATE_ANSWERS_MAX + 1, &k));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_answers_it_is_a_half, begin, end),
        cmocka_unit_test_setup_teardown(few_answers_make_platts_sigmoid, begin, end),
        cmocka_unit_test_setup_teardown(answers_against_the_scores_make_it_flat, begin, end),
        cmocka_unit_test_setup_teardown(many_answers_are_pooled, begin, end),
        cmocka_unit_test_setup_teardown(probabilities_are_found_again, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_score_is_refused, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
