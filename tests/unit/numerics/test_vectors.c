/* The search against a plain one that sorts everything; diversity against the definition. */
#include "numerics/random.h"
#include "numerics/vectors/vectors.h"
#include "support.h"

#include <math.h>

enum { ROWS = 5000, DIMS = 37 };

struct world {
    struct ctx c;
    float at[ROWS * DIMS], query[DIMS];
    int64_t owners[ROWS], times_us[ROWS];
    struct vector_set set;
};

static struct world *world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    struct random r = random_stream(31, 0);
    assert_non_null(w);
    w->c = test_ctx();
    for (size_t i = 0; i < ROWS * DIMS; i++)
        w->at[i] = (float)random_unit(&r) - 0.5F;
    for (size_t i = 0; i < DIMS; i++)
        w->query[i] = (float)random_unit(&r) - 0.5F;
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(vectors_normalise(w->at + i * DIMS, DIMS));
        w->owners[i] = 1 + (int64_t)random_below(&r, 3);
        w->times_us[i] = (int64_t)random_below(&r, 1000);
    }
    assert_true(vectors_normalise(w->query, DIMS));
    w->set = (struct vector_set){w->at, ROWS, DIMS, w->owners, w->times_us};
    return w;
}

static void world_free(struct world *w)
{
    test_ctx_end(&w->c);
    free(w);
}

static bool counts(const struct world *w, const struct vector_filter *f, size_t row)
{
    return f == NULL ||
           ((f->owner == 0 || w->owners[row] == f->owner) &&
            (f->till_us == 0 || (w->times_us[row] >= f->from_us && w->times_us[row] < f->till_us)));
}

/* How many rows come before this one. */
static size_t rank_of(const struct world *w, const struct vector_filter *f, const struct vector_hit *hit)
{
    size_t rank = 0;
    for (size_t i = 0; i < ROWS; i++) {
        float score = vectors_dot(w->query, w->at + i * DIMS, DIMS);
        rank += counts(w, f, i) && (score > hit->score || (score == hit->score && i < hit->row));
    }
    return rank;
}

static void assert_nearest(struct world *w, const struct vector_filter *f, size_t k, int threads)
{
    struct vector_hit out[64];
    size_t found, there = 0;
    for (size_t i = 0; i < ROWS; i++)
        there += counts(w, f, i);
    assert_ok(&w->c, vectors_nearest(&w->c, &w->set, w->query, f, k, threads, out, &found));
    assert_int_equal(k < there ? k : there, found);
    for (size_t i = 0; i < found; i++) {
        assert_true(counts(w, f, out[i].row));
        assert_true(out[i].score == vectors_dot(w->query, w->at + out[i].row * DIMS, DIMS));
        assert_int_equal(i, rank_of(w, f, &out[i]));
    }
}

static void the_nearest_are_found_at_any_number_of_threads(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_filter own = {.owner = 2}, time = {.from_us = 100, .till_us = 200},
                         both = {.owner = 3, .from_us = 5, .till_us = 6}, none = {.owner = 9};
    for (int threads = 1; threads <= 4; threads++) {
        assert_nearest(w, NULL, 1, threads);
        assert_nearest(w, NULL, 40, threads);
        assert_nearest(w, &own, 25, threads);
        assert_nearest(w, &time, 25, threads);
        assert_nearest(w, &both, 64, threads);
        assert_nearest(w, &none, 5, threads);
        assert_nearest(w, NULL, 0, threads);
    }
    world_free(w);
}

static void of_equal_ones_the_earlier_comes_first(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_hit out[3];
    size_t found;
    static const size_t same[] = {4000, 17, 1800};
    for (size_t i = 0; i < 3; i++)
        memcpy(w->at + same[i] * DIMS, w->query, sizeof w->query);
    assert_ok(&w->c, vectors_nearest(&w->c, &w->set, w->query, NULL, 3, 3, out, &found));
    assert_int_equal(17, out[0].row);
    assert_int_equal(1800, out[1].row);
    assert_int_equal(4000, out[2].row);
    assert_true(out[0].score > 0.9999F && out[0].score < 1.0001F);
    world_free(w);
}

static void what_is_no_number_never_comes(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_hit out[5];
    size_t found;
    for (size_t row = 0; row < ROWS; row++)
        if (row % 1000 != 7)
            w->at[row * DIMS] = NAN;
    assert_ok(&w->c, vectors_nearest(&w->c, &w->set, w->query, NULL, 5, 2, out, &found));
    assert_int_equal(5, found);
    for (size_t i = 0; i < found; i++)
        assert_int_equal(7, out[i].row % 1000);
    w->query[3] = INFINITY;
    assert_err(ERR_INPUT, vectors_nearest(&w->c, &w->set, w->query, NULL, 5, 2, out, &found));
    w->query[3] = 0;
    assert_err(ERR_LIMIT,
               vectors_nearest(&w->c, &w->set, w->query, NULL, VECTOR_HITS_MOST + 1, 1, out, &found));
    world_free(w);
}

static void sums_are_right_at_every_length(void **state)
{
    (void)state;
    float a[100], b[100];
    for (int i = 0; i < 100; i++) { /* small whole numbers: every order gives the same */
        a[i] = (float)(i % 7 - 3);
        b[i] = (float)(i % 5 - 2);
    }
    int sum = 0;
    for (int dims = 0; dims < 100; dims++) {
        assert_true(vectors_dot(a, b, (size_t)dims) == (float)sum);
        sum += (dims % 7 - 3) * (dims % 5 - 2);
    }
    float zero[3] = {0}, wild[2] = {INFINITY, 1};
    assert_false(vectors_normalise(zero, 3));
    assert_false(vectors_normalise(wild, 2));
    assert_true(wild[0] == 0 && wild[1] == 0);
}

static void diversity_takes_what_is_unlike(void **state)
{
    (void)state;
    static const float at[] = {1, 0, 0.995F, 0.0999F, 0.98F, -0.199F, 0.6F, 0.8F};
    struct ctx c = test_ctx();
    struct vector_set set = {at, 4, 2, NULL, NULL};
    static const float query[] = {1, 0};
    struct vector_hit hits[4], out[4];
    size_t found;
    assert_ok(&c, vectors_nearest(&c, &set, query, NULL, 4, 1, hits, &found));
    assert_int_equal(3, vectors_diverse(c.arena, &set, hits, found, 3, 1, out));
    assert_int_equal(0, out[0].row);
    assert_int_equal(1, out[1].row);
    assert_int_equal(2, out[2].row);
    assert_int_equal(2, vectors_diverse(c.arena, &set, hits, found, 2, 0.3F, out));
    assert_int_equal(0, out[0].row);
    assert_int_equal(3, out[1].row);
    assert_int_equal(4, vectors_diverse(c.arena, &set, hits, found, 9, 0.5F, out));
    assert_int_equal(0, vectors_diverse(c.arena, &set, hits, 0, 9, 0.5F, out));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_are_found_at_any_number_of_threads),
        cmocka_unit_test(of_equal_ones_the_earlier_comes_first),
        cmocka_unit_test(what_is_no_number_never_comes),
        cmocka_unit_test(sums_are_right_at_every_length),
        cmocka_unit_test(diversity_takes_what_is_unlike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
