/* Isolation forests: by hand, against the odds that can be worked out, and what must not change a score. */
#include "numerics/forest/forest.h"
#include "numerics/forest/inner.h"
#include "numerics/forest/stream.h"
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

/* Rows around the origin, and every 50th far away; columns of different units. */
static struct forest_rows make_rows(struct ctx *c, size_t count, size_t columns)
{
    struct random r = random_stream(99, 0);
    double *at = ARENA_ARRAY(c->arena, double, count *columns);
    for (size_t i = 0; i < count * columns; i++)
        at[i] = floor(1024 * random_normal(&r) * (i / columns % 50 == 7 ? 6 : 1)) / 1024 *
                (1 << (i % columns % 16));
    return (struct forest_rows){at, count, columns};
}

static double *score(struct ctx *c, const struct forest_rows *grown_from, const struct forest_rows *rows,
                     const struct forest_settings *settings)
{
    struct forest *forest;
    double *scores = ARENA_ARRAY(c->arena, double, rows->count);
    assert_ok(c, forest_grow(c, grown_from, settings, &forest));
    forest_score(forest, rows, settings->threads, scores);
    return scores;
}

static void assert_same(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(a[i] == b[i]))
            fail_msg("row %zu: %.17g is not %.17g", i, a[i], b[i]);
}

static void mean_depths_are_the_papers(void **state)
{
    (void)state;
    assert_true(forest_mean_depth(0) == 0 && forest_mean_depth(1) == 0);
    assert_true(fabs(forest_mean_depth(2) - 0.15443132980306572) < 1e-12);
    assert_true(fabs(forest_mean_depth(256) - 10.244770920119918) < 1e-12);
}

/* Two trees of two levels over columns a and b:
 *   a < 0.5 ? (b < 0.25 ? 2 : 3) : 1          b < 0.75 ? 1.5 : (a < 0.5 ? 2 : 4), in units of 2 */
static void a_forest_made_by_hand_scores_as_by_hand(void **state)
{
    (void)state;
    struct forest_cut cut[] = {{0.5f, 0}, {0.25f, 1}, {INFINITY, 0}, {0.75f, 1}, {INFINITY, 0}, {0.5f, 0}};
    float depth[] = {2, 3, 1, 1, 1.5f, 1.5f, 2, 4};
    double offsets[] = {10, 0}, scales[] = {0.1, 1};
    struct forest f = {.trees = 2,
                       .samples = 4,
                       .columns = 2,
                       .height = 2,
                       .cuts = 3,
                       .ends = 4,
                       .unit = 2,
                       .offsets = offsets,
                       .scales = scales,
                       .cut = cut,
                       .depth = depth};
    double rows[] = {12, 0.1, 12, 0.25, 12, 0.8, 15, 0.75, 15, 0, NAN, NAN};
    static const double means[] = {(2 + 1.5) / 2, (3 + 1.5) / 2, (3 + 2) / 2.0,
                                   (1 + 4) / 2.0, (1 + 1.5) / 2, (1 + 4) / 2.0};
    double scores[6];
    forest_score(&f, &(struct forest_rows){rows, 6, 2}, 1, scores);
    for (size_t i = 0; i < 6; i++)
        assert_true(fabs(scores[i] - pow(2, -means[i] / 2)) < 1e-12);
}

/* Of 0, 1 and 10 the first cut sets 10 apart with chance 0.9, else 0: mean depths 1.9, 2 and 1.1. */
static void three_points_are_set_apart_by_their_odds(void **state)
{
    struct ctx *c = *state;
    enum { TREES = 10000 };
    double at[] = {0, 1, 10};
    struct forest_rows rows = {at, 3, 1};
    double *scores = score(c, &rows, &rows, &(struct forest_settings){.seed = 5, .trees = TREES});
    static const double means[] = {1.9, 2, 1.1};
    for (size_t i = 0; i < 3; i++) {
        double depth = -log2(scores[i]) * forest_mean_depth(3);
        assert_true(fabs(depth - means[i]) < 5 * 0.3 / sqrt(TREES) + 1e-5);
    }
}

/* Three rows of two columns; in the second only row 2 differs. The first cut falls in each with chance 1/2. */
static void columns_are_drawn_evenly_among_those_that_differ(void **state)
{
    struct ctx *c = *state;
    enum { TREES = 10000 };
    double at[] = {0, 5, 7, 1, 5, 7, 2, 6, 7};
    struct forest_rows rows = {at, 3, 3};
    double *scores = score(c, &rows, &rows, &(struct forest_settings){.seed = 6, .trees = TREES});
    /* Column 1: row 0 apart, or row 2, with chance 1/2 each; column 2: row 2. So row 2 is first with 3/4, row 0 with 1/4. */
    static const double means[] = {1.75, 2, 1.25};
    for (size_t i = 0; i < 3; i++) {
        double depth = -log2(scores[i]) * forest_mean_depth(3);
        assert_true(fabs(depth - means[i]) < 5 * 0.5 / sqrt(TREES) + 1e-5);
    }
}

/* Of 0 and 1 cut at u, the one below is log(0.5 / u) denser than the whole; the mean of -ln u is 1. Half of it counts. */
static void the_best_kind_counts_density(void **state)
{
    struct ctx *c = *state;
    enum { TREES = 10000 };
    double at[] = {0, 1};
    struct forest_rows rows = {at, 2, 1};
    struct forest_settings settings = {.kind = FOREST_BEST, .seed = 7, .trees = TREES};
    double *scores = score(c, &rows, &rows, &settings);
    for (size_t i = 0; i < 2; i++) {
        double depth = forest_mean_depth(2) * (1 + log2(1 / scores[i] - 1) / 4);
        assert_true(fabs(depth - (1 + (log(0.5) + 1) / 2)) < 5 * 0.5 / sqrt(TREES));
    }
}

/* Column 0 is 0 0 0 1 with kurtosis 7/3, column 1 is 0 1 0 1 with kurtosis 1: the first is cut first in 7 of 10 trees of the even
 * numbers, in half of the others. */
static void the_best_kind_draws_columns_by_kurtosis(void **state)
{
    struct ctx *c = *state;
    enum { TREES = 10000 };
    double at[] = {0, 0, 0, 1, 0, 0, 1, 1}, firsts[2] = {0, 0};
    struct forest *f;
    assert_ok(c, forest_grow(c, &(struct forest_rows){at, 4, 2},
                             &(struct forest_settings){.kind = FOREST_BEST, .seed = 8, .trees = TREES}, &f));
    for (size_t i = 0; i < TREES; i++)
        firsts[i % 2] += f->cut[i * f->cuts].column == 0;
    assert_true(fabs(firsts[0] / (TREES / 2) - 0.7) < 5 * sqrt(0.21 * 2 / TREES));
    assert_true(fabs(firsts[1] / (TREES / 2) - 0.5) < 5 * sqrt(0.25 * 2 / TREES));
}

/* One row at a time is walked node by node; many are walked 32 at once where the machine can. */
static void rows_alone_score_as_rows_together(void **state)
{
    struct ctx *c = *state;
    static const size_t columns[] = {1, 3, 9, 40, 128, 129}, samples[] = {2, 30, 64, 128, 256, 257};
    for (size_t i = 0; i < 6 * 6; i++) {
        struct forest_rows rows = make_rows(c, 1000 + i, columns[i / 6]);
        for (size_t k = 0; k < 8; k++) {
            static const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 0, -0.0, 1e-300};
            ((double *)rows.at)[(k * 37 + i) * rows.columns + k % rows.columns] = odd[k];
        }
        struct forest_rows tame = make_rows(c, 1000, columns[i / 6]);
        struct forest *forest;
        struct forest_settings settings = {
            .kind = i % 2 ? FOREST_BEST : FOREST_STANDARD, .seed = i, .trees = 20, .samples = samples[i % 6]};
        assert_ok(c, forest_grow(c, &tame, &settings, &forest));
        double *together = ARENA_ARRAY(c->arena, double, rows.count);
        forest_score(forest, &rows, 1, together);
        for (size_t k = 0; k < rows.count; k++) {
            double alone;
            forest_score(forest, &(struct forest_rows){rows.at + k * rows.columns, 1, rows.columns}, 1,
                         &alone);
            if (!(alone == together[k]))
                fail_msg("shape %zu, row %zu: %.17g is not %.17g", i, k, alone, together[k]);
        }
    }
}

/* The first tree of the forest made by hand, alone: means 1.75 at the root, 2.5 on its left, where b decides 2 or 3. */
static void reasons_by_hand(void **state)
{
    (void)state;
    struct forest_cut cut[] = {{0.5f, 0}, {0.25f, 1}, {INFINITY, 0}};
    float depth[] = {2, 3, 1, 1}, mean[] = {1.75f, 2.5f, 1};
    double offsets[] = {0, 0}, scales[] = {1, 1}, row[] = {0.2, 0.1}, reasons[2];
    struct forest f = {.trees = 1,
                       .samples = 4,
                       .columns = 2,
                       .height = 2,
                       .cuts = 3,
                       .ends = 4,
                       .unit = 2,
                       .offsets = offsets,
                       .scales = scales,
                       .cut = cut,
                       .depth = depth,
                       .mean = mean};
    assert_true(fabs(forest_explain(&f, row, reasons) - 0.5) < 1e-12);
    assert_true(fabs(reasons[0] - (1.75 - 2.5) / 2) < 1e-12);
    assert_true(fabs(reasons[1] - (2.5 - 2) / 2) < 1e-12);
    assert_true(fabs(forest_usual_depth(&f) - 1.75 / 2) < 1e-12);
}

static void reasons_name_the_column_and_add_up(void **state)
{
    struct ctx *c = *state;
    struct forest_rows rows = make_rows(c, 2000, 4);
    for (int kind = FOREST_STANDARD; kind <= FOREST_BEST; kind++) {
        struct forest *f;
        assert_ok(c, forest_grow(c, &rows,
                                 &(struct forest_settings){.kind = (enum forest_kind)kind, .seed = 1}, &f));
        for (size_t odd = 0; odd < 4; odd++) {
            double row[4] = {0, 0, 0, 0}, reasons[4], sum = 0, score;
            row[odd] = 40 * (1 << odd);
            forest_score(f, &(struct forest_rows){row, 1, 4}, 1, &score);
            assert_true(fabs(forest_explain(f, row, reasons) - score) < 1e-6);
            for (size_t k = 0; k < 4; k++) {
                assert_true(k == odd || reasons[k] < reasons[odd] / 2);
                sum += reasons[k];
            }
            double units = kind == FOREST_STANDARD ? -log2(score) : 1 + log2(1 / score - 1) / 4;
            assert_true(reasons[odd] > 0.2 && fabs(sum - (forest_usual_depth(f) - units)) < 1e-4);
        }
    }
}

/* What was odd is usual after a window of it, and what was usual is odd; the same stream gives the same scores. */
static void a_stream_follows_what_it_sees(void **state)
{
    struct ctx *c = *state;
    enum { WINDOW = 1000 };
    double scores[2][4];
    for (int round = 0; round < 2; round++) {
        struct forest_rows rows = make_rows(c, 500, 2);
        struct forest_stream *s;
        struct random r = random_stream(21, 0);
        struct forest_stream_settings settings = {.forest = {.kind = FOREST_BEST, .seed = 1},
                                                  .window = WINDOW};
        double old[] = {0, 0}, new[] = {30, 60};
        assert_ok(c, forest_stream_new(c, &rows, &settings, &s));
        forest_score(forest_stream_forest(s), &(struct forest_rows){old, 1, 2}, 1, &scores[round][0]);
        forest_score(forest_stream_forest(s), &(struct forest_rows){new, 1, 2}, 1, &scores[round][1]);
        for (int i = 0; i < 8 * WINDOW; i++)
            assert_ok(c, forest_stream_add(c, s, (double[]){30 + random_normal(&r), 60 + random_normal(&r)}));
        forest_score(forest_stream_forest(s), &(struct forest_rows){old, 1, 2}, 1, &scores[round][2]);
        forest_score(forest_stream_forest(s), &(struct forest_rows){new, 1, 2}, 1, &scores[round][3]);
        assert_true(scores[round][1] > scores[round][0] + 0.1);
        assert_true(scores[round][2] > scores[round][3] + 0.1);
        assert_err(ERR_INPUT, forest_stream_add(c, s, (double[]){1, INFINITY}));
    }
    assert_same(scores[0], scores[1], 4);
}

static void what_is_far_away_scores_highest(void **state)
{
    struct ctx *c = *state;
    struct forest_rows rows = make_rows(c, 2000, 3);
    double far[] = {60, -120, 240}, middle[] = {0, 0, 0}, *scores, out[2];
    struct forest *forest;
    assert_ok(c, forest_grow(c, &rows, &(struct forest_settings){.seed = 1}, &forest));
    scores = ARENA_ARRAY(c->arena, double, rows.count);
    forest_score(forest, &rows, 1, scores);
    forest_score(forest, &(struct forest_rows){far, 1, 3}, 1, &out[0]);
    forest_score(forest, &(struct forest_rows){middle, 1, 3}, 1, &out[1]);
    for (size_t i = 0; i < rows.count; i++)
        assert_true(scores[i] > 0 && scores[i] < 1 && scores[i] <= out[0] + 1e-6);
    assert_true(out[0] > 0.7 && out[1] < 0.45);
}

/* Moving by whole numbers and scaling by powers of two is exact; other units change only what rounding does. */
static void units_do_not_count(void **state)
{
    struct ctx *c = *state;
    struct forest_rows rows = make_rows(c, 3000, 4);
    struct forest_settings settings = {.seed = 3, .kind = FOREST_BEST};
    double *at = ARENA_ARRAY(c->arena, double, rows.count * 4),
           *other = ARENA_ARRAY(c->arena, double, rows.count * 4);
    static const double factors[] = {0.25, 8, 1024, 2}, odd[] = {0.01, 3, 1e6, 7.7};
    for (size_t i = 0; i < rows.count * 4; i++) {
        at[i] = rows.at[i] * factors[i % 4] + 4096;
        other[i] = rows.at[i] * odd[i % 4] - 17.3;
    }
    struct forest_rows moved = {at, rows.count, 4}, converted = {other, rows.count, 4};
    double *plain = score(c, &rows, &rows, &settings);
    assert_same(plain, score(c, &moved, &moved, &settings), rows.count);
    double *rounded = score(c, &converted, &converted, &settings);
    for (size_t i = 0; i < rows.count; i++)
        assert_true(fabs(plain[i] - rounded[i]) < 0.01);
}

/* When every tree sees every row, their order changes nothing. */
static void the_order_of_rows_does_not_count(void **state)
{
    struct ctx *c = *state;
    enum { ROWS = 200 };
    struct forest_rows rows = make_rows(c, ROWS, 3);
    struct random r = random_stream(4, 4);
    size_t place[ROWS];
    double at[ROWS * 3];
    for (size_t i = 0; i < ROWS; i++)
        place[i] = i;
    for (size_t i = ROWS - 1; i > 0; i--) {
        size_t k = random_below(&r, i + 1), swap = place[i];
        place[i] = place[k];
        place[k] = swap;
    }
    for (size_t i = 0; i < ROWS * 3; i++)
        at[i] = rows.at[place[i / 3] * 3 + i % 3];
    struct forest_rows shuffled = {at, ROWS, 3};
    struct forest_settings settings = {.seed = 2, .samples = ROWS};
    double *plain = score(c, &rows, &rows, &settings), *other = score(c, &shuffled, &shuffled, &settings);
    for (size_t i = 0; i < ROWS; i++)
        assert_true(other[i] == plain[place[i]]);
}

static void the_seed_decides_and_threads_do_not(void **state)
{
    struct ctx *c = *state;
    struct forest_rows rows = make_rows(c, 20000, 5);
    for (int kind = FOREST_STANDARD; kind <= FOREST_BEST; kind++) {
        struct forest_settings settings = {.kind = (enum forest_kind)kind, .seed = 1, .threads = 1};
        double *one = score(c, &rows, &rows, &settings);
        settings.threads = 7;
        double *seven = score(c, &rows, &rows, &settings);
        settings.seed = 2;
        double *other = score(c, &rows, &rows, &settings);
        size_t differ = 0;
        assert_same(one, seven, rows.count);
        for (size_t i = 0; i < rows.count; i++)
            differ += one[i] != other[i];
        assert_true(differ > rows.count / 2);
    }
}

/* Heights other than that of 256 samples, and more columns than a block holds rows of. */
static void other_shapes_work(void **state)
{
    struct ctx *c = *state;
    static const struct {
        size_t rows, columns, samples, trees;
    } shapes[] = {{2, 1, 256, 3},
                  {3, 1, 2, 1},
                  {1000, 2, 17, 30},
                  {3000, 3, 2048, 20},
                  {40, FOREST_COLUMNS_MAX, 256, 5}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct random r = random_stream(1, i);
        size_t cells = shapes[i].rows * shapes[i].columns;
        double *at = ARENA_ARRAY(c->arena, double, cells);
        for (size_t k = 0; k < cells; k++)
            at[k] = random_unit(&r);
        struct forest_rows rows = {at, shapes[i].rows, shapes[i].columns};
        double *scores = score(
            c, &rows, &rows,
            &(struct forest_settings){.seed = 1, .trees = shapes[i].trees, .samples = shapes[i].samples});
        for (size_t k = 0; k < rows.count; k++)
            assert_true(scores[k] > 0 && scores[k] <= 1);
    }
}

static void rows_that_are_all_the_same_score_the_same(void **state)
{
    struct ctx *c = *state;
    double at[600];
    for (size_t i = 0; i < 600; i++)
        at[i] = 7;
    struct forest_rows rows = {at, 300, 2};
    double *scores = score(c, &rows, &rows, &(struct forest_settings){.seed = 1});
    for (size_t i = 0; i < 300; i++)
        assert_true(fabs(scores[i] - 0.5) < 1e-6);
}

static void what_cannot_be_grown_is_refused(void **state)
{
    struct ctx *c = *state;
    double at[] = {1, 2, 3, NAN}, huge[] = {1, 2, 3, 1e308};
    struct forest *forest;
    struct forest_settings settings = {.seed = 1};
    assert_err(ERR_INPUT, forest_grow(c, &(struct forest_rows){at, 1, 1}, &settings, &forest));
    assert_err(ERR_INPUT, forest_grow(c, &(struct forest_rows){at, 2, 0}, &settings, &forest));
    assert_err(ERR_INPUT, forest_grow(c, &(struct forest_rows){at, 2, 2}, &settings, &forest));
    assert_string_equal(c->why, "row 2, column 2 is no finite number");
    assert_err(ERR_INPUT, forest_grow(c, &(struct forest_rows){huge, 2, 2}, &settings, &forest));
    struct forest_rows many = make_rows(c, 20000, 1);
    struct forest_settings vast = {.seed = 1, .trees = FOREST_TREES_MAX, .samples = FOREST_SAMPLES_MAX};
    assert_err(ERR_LIMIT, forest_grow(c, &many, &vast, &forest));
    settings.trees = FOREST_TREES_MAX + 1;
    assert_err(ERR_LIMIT, forest_grow(c, &(struct forest_rows){at, 3, 1}, &settings, &forest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_depths_are_the_papers),
        cmocka_unit_test(a_forest_made_by_hand_scores_as_by_hand),
        cmocka_unit_test_setup_teardown(three_points_are_set_apart_by_their_odds, begin, end),
        cmocka_unit_test_setup_teardown(columns_are_drawn_evenly_among_those_that_differ, begin, end),
        cmocka_unit_test_setup_teardown(the_best_kind_counts_density, begin, end),
        cmocka_unit_test_setup_teardown(the_best_kind_draws_columns_by_kurtosis, begin, end),
        cmocka_unit_test_setup_teardown(rows_alone_score_as_rows_together, begin, end),
        cmocka_unit_test(reasons_by_hand),
        cmocka_unit_test_setup_teardown(reasons_name_the_column_and_add_up, begin, end),
        cmocka_unit_test_setup_teardown(a_stream_follows_what_it_sees, begin, end),
        cmocka_unit_test_setup_teardown(what_is_far_away_scores_highest, begin, end),
        cmocka_unit_test_setup_teardown(units_do_not_count, begin, end),
        cmocka_unit_test_setup_teardown(the_order_of_rows_does_not_count, begin, end),
        cmocka_unit_test_setup_teardown(the_seed_decides_and_threads_do_not, begin, end),
        cmocka_unit_test_setup_teardown(other_shapes_work, begin, end),
        cmocka_unit_test_setup_teardown(rows_that_are_all_the_same_score_the_same, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_grown_is_refused, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
