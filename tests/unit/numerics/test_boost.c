/* Boosted trees: one step by hand, what they can learn, and what must not change a model. */
#include "numerics/boost/boost.h"
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

static double *fit_and_score(struct ctx *c, const struct boost_rows *rows, const uint8_t *labels,
                             const struct boost_rows *asked, const struct boost_settings *settings)
{
    struct boost *model;
    double *odds = ARENA_ARRAY(c->arena, double, asked->count);
    assert_ok(c, boost_fit(c, rows, labels, settings, &model));
    boost_score(model, asked, settings->threads, odds);
    return odds;
}

/* Six rows, 1 and 2 of three labels 1 on each side of a cut: values 0 0 0 5 5 5. All begin at p = 1/2, so slopes are 1/2 or -1/2 and each
 * curvature is 1/4. Left (labels 0 0 1): slope 1/2, curvature 3/4, step -(1/2) / (3/4 + ridge 1/4) = -1/2; right the same upwards. */
static void one_step_by_hand(void **state)
{
    struct ctx *c = *state;
    double at[] = {0, 0, 0, 5, 5, 5}, asked[] = {-1, 0, 4.9, 5, 6, NAN};
    uint8_t labels[] = {0, 0, 1, 0, 1, 1};
    struct boost_settings s = {.seed = 1,
                               .rounds = 1,
                               .depth = 2,
                               .rate = 0.8,
                               .ridge = 0.25,
                               .least_weight = 0.5,
                               .row_share = 1,
                               .column_share = 1};
    double *odds =
        fit_and_score(c, &(struct boost_rows){at, 6, 1}, labels, &(struct boost_rows){asked, 6, 1}, &s);
    static const double expected[] = {-0.4, -0.4, -0.4, 0.4, 0.4, 0.4};
    for (size_t i = 0; i < 6; i++)
        assert_true(fabs(odds[i] - expected[i]) < 1e-12);
    /* Where a leaf would weigh too little there is no cut, and nothing to gain. */
    s.least_weight = 0.76;
    odds = fit_and_score(c, &(struct boost_rows){at, 6, 1}, labels, &(struct boost_rows){asked, 6, 1}, &s);
    assert_true(fabs(odds[0]) < 1e-12 && odds[0] == odds[4]);
}

enum { ROWS = 3000, COLUMNS = 4 };

/* 1 when just one of the first two columns is above 0: no single cut tells anything; the others are noise. */
static struct boost_rows make_rows(struct ctx *c, uint64_t seed, uint8_t *labels)
{
    struct random r = random_stream(seed, 0);
    double *at = ARENA_ARRAY(c->arena, double, ROWS *COLUMNS);
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t k = 0; k < COLUMNS; k++)
            at[i * COLUMNS + k] = random_normal(&r);
        labels[i] = (at[i * COLUMNS] > 0) != (at[i * COLUMNS + 1] > 0.3);
    }
    return (struct boost_rows){at, ROWS, COLUMNS};
}

static void what_needs_two_columns_is_learnt(void **state)
{
    struct ctx *c = *state;
    uint8_t labels[ROWS], asked[ROWS];
    struct boost_rows rows = make_rows(c, 1, labels), others = make_rows(c, 2, asked);
    struct boost_settings s = boost_usual(1);
    double *odds = fit_and_score(c, &rows, labels, &others, &s);
    size_t right = 0;
    for (size_t i = 0; i < ROWS; i++)
        right += (odds[i] > 0) == asked[i];
    assert_true(right > ROWS * 97 / 100);
}

static void the_seed_decides_and_threads_do_not(void **state)
{
    struct ctx *c = *state;
    uint8_t labels[ROWS];
    struct boost_rows rows = make_rows(c, 1, labels);
    /* Twice and again, so that nodes are large enough for threads. */
    double *at = ARENA_ARRAY(c->arena, double, 4 * ROWS * COLUMNS);
    uint8_t *all = ARENA_ARRAY(c->arena, uint8_t, 4 * ROWS);
    for (size_t i = 0; i < 4 * ROWS * COLUMNS; i++)
        at[i] = rows.at[i % (ROWS * COLUMNS)];
    for (size_t i = 0; i < 4 * ROWS; i++)
        all[i] = labels[i % ROWS];
    struct boost_rows four = {at, 4 * ROWS, COLUMNS};
    struct boost_settings s = boost_usual(1);
    s.rounds = 20;
    double *one = fit_and_score(c, &four, all, &rows, &s);
    s.threads = 5;
    double *five = fit_and_score(c, &four, all, &rows, &s);
    s.seed = 2;
    double *other = fit_and_score(c, &four, all, &rows, &s);
    size_t differ = 0;
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(one[i] == five[i]);
        differ += one[i] != other[i];
    }
    assert_true(differ > ROWS / 2);
}

static void only_the_order_of_values_counts(void **state)
{
    struct ctx *c = *state;
    uint8_t labels[ROWS];
    struct boost_rows rows = make_rows(c, 1, labels);
    double *risen = ARENA_ARRAY(c->arena, double, ROWS *COLUMNS);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        risen[i] = exp(rows.at[i]) * 1000 - 7;
    struct boost_rows other = {risen, ROWS, COLUMNS};
    struct boost_settings s = boost_usual(3);
    s.rounds = 30;
    double *a = fit_and_score(c, &rows, labels, &rows, &s), *b = fit_and_score(c, &other, labels, &other, &s);
    for (size_t i = 0; i < ROWS; i++)
        assert_true(a[i] == b[i]);
}

static void what_cannot_be_learnt_is_refused(void **state)
{
    struct ctx *c = *state;
    double at[] = {1, 2, INFINITY};
    uint8_t none[] = {0, 0, 0}, all[] = {1, 1, 1}, both[] = {0, 1, 0};
    struct boost *model;
    struct boost_settings s = boost_usual(1);
    assert_err(ERR_INPUT, boost_fit(c, &(struct boost_rows){at, 3, 1}, none, &s, &model));
    assert_err(ERR_INPUT, boost_fit(c, &(struct boost_rows){at, 3, 1}, all, &s, &model));
    assert_err(ERR_INPUT, boost_fit(c, &(struct boost_rows){at, 3, 0}, both, &s, &model));
    assert_err(ERR_INPUT, boost_fit(c, &(struct boost_rows){at, 3, 1}, both, &s, &model));
    assert_string_equal(c->why, "row 3, column 1 is no finite number");
    s.depth = BOOST_DEPTH_MAX + 1;
    assert_err(ERR_LIMIT, boost_fit(c, &(struct boost_rows){at, 2, 1}, both, &s, &model));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_step_by_hand, begin, end),
        cmocka_unit_test_setup_teardown(what_needs_two_columns_is_learnt, begin, end),
        cmocka_unit_test_setup_teardown(the_seed_decides_and_threads_do_not, begin, end),
        cmocka_unit_test_setup_teardown(only_the_order_of_values_counts, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_learnt_is_refused, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
