/* The approximate index against the exact search: how much it finds, and that nothing but the rows and the seed decides it. */
#include "numerics/random.h"
#include "numerics/vectors/index.h"
#include "support.h"

#include <math.h>

enum { ROWS = 6000, DIMS = 100, QUERIES = 100, HITS = 10, DIRECTIONS = 12 };

struct world {
    struct ctx c;
    float at[(ROWS + QUERIES) * DIMS];
    int64_t owners[ROWS], times_us[ROWS];
    struct vector_set set;
    struct vector_index *index;
};

/* Near a surface of few directions, as texts are. */
static void make_rows(float *at, size_t rows)
{
    static float directions[DIRECTIONS * DIMS];
    struct random r = random_stream(5, 0);
    for (size_t i = 0; i < DIRECTIONS * DIMS; i++)
        directions[i] = (float)random_normal(&r);
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < DIMS; i++)
            at[row * DIMS + i] = 0.4F * (float)random_normal(&r);
        for (size_t d = 0; d < DIRECTIONS; d++) {
            float weight = (float)random_normal(&r);
            for (size_t i = 0; i < DIMS; i++)
                at[row * DIMS + i] += weight * directions[d * DIMS + i];
        }
        assert_true(vectors_normalise(at + row * DIMS, DIMS));
    }
}

static struct vector_index *index_of(struct ctx *c, const struct vector_set *set, uint64_t seed, int threads)
{
    struct vector_index *index;
    assert_ok(c,
              vector_index_open(c, &(struct vector_index_options){.dims = set->dims, .seed = seed}, &index));
    assert_ok(c, vector_index_add(c, index, set, threads));
    assert_int_equal(set->count, vector_index_count(index));
    return index;
}

static struct world *world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    struct random r = random_stream(6, 0);
    assert_non_null(w);
    w->c = test_ctx();
    make_rows(w->at, ROWS + QUERIES);
    for (size_t i = 0; i < ROWS; i++) {
        w->owners[i] = 1 + (int64_t)random_below(&r, 3);
        w->times_us[i] = (int64_t)random_below(&r, 1000);
    }
    w->set = (struct vector_set){w->at, ROWS, DIMS, w->owners, w->times_us};
    w->index = index_of(&w->c, &w->set, 1, 2);
    return w;
}

static void world_free(struct world *w)
{
    vector_index_close(w->index);
    test_ctx_end(&w->c);
    free(w);
}

static const float *query_of(const struct world *w, size_t q)
{
    return w->at + (ROWS + q) * DIMS;
}

/* Percent of the exact answers that the index gives as well, each with the exact score. */
static double recall(struct world *w, const struct vector_index *index, const struct vector_filter *filter,
                     unsigned width)
{
    size_t same = 0, all = 0;
    for (size_t q = 0; q < QUERIES; q++) {
        struct vector_hit truth[HITS], out[HITS];
        size_t there, found;
        assert_ok(&w->c, vectors_nearest(&w->c, &w->set, query_of(w, q), filter, HITS, 1, truth, &there));
        assert_ok(&w->c, vector_index_nearest(&w->c, index, &w->set, query_of(w, q), filter, HITS, width, out,
                                              &found));
        assert_int_equal(there, found);
        for (size_t i = 0; i < found; i++) {
            assert_true(vector_counts(&w->set, filter, out[i].row));
            assert_true(out[i].score == vectors_dot(query_of(w, q), w->at + out[i].row * DIMS, DIMS));
            assert_true(i == 0 || out[i].score < out[i - 1].score ||
                        (out[i].score == out[i - 1].score && out[i].row > out[i - 1].row));
            for (size_t j = 0; j < there; j++)
                same += out[i].row == truth[j].row;
        }
        all += there;
    }
    return 100 * (double)same / (double)all;
}

static void nearly_all_are_found_and_more_with_more_width(void **state)
{
    (void)state;
    struct world *w = world_new();
    double narrow = recall(w, w->index, NULL, 16), usual = recall(w, w->index, NULL, 0),
           wide = recall(w, w->index, NULL, 256);
    assert_true(narrow > 75);
    assert_true(usual > 97);
    assert_true(wide > 99.8);
    assert_true(narrow < usual);
    world_free(w);
}

static void assert_same_answers(struct world *w, const struct vector_index *a, const struct vector_index *b)
{
    for (size_t q = 0; q < QUERIES; q++) {
        struct vector_hit here[HITS], there[HITS];
        size_t count_here, count_there;
        assert_ok(&w->c,
                  vector_index_nearest(&w->c, a, &w->set, query_of(w, q), NULL, HITS, 12, here, &count_here));
        assert_ok(&w->c, vector_index_nearest(&w->c, b, &w->set, query_of(w, q), NULL, HITS, 12, there,
                                              &count_there));
        assert_int_equal(count_here, count_there);
        for (size_t i = 0; i < count_here; i++) {
            assert_int_equal(here[i].row, there[i].row);
            assert_true(here[i].score == there[i].score);
        }
    }
}

static void the_graph_is_the_same_at_any_number_of_threads(void **state)
{
    (void)state;
    struct world *w = world_new();
    static const int threads[] = {1, 3, 4};
    for (size_t i = 0; i < 3; i++) {
        struct vector_index *other = index_of(&w->c, &w->set, 1, threads[i]);
        assert_same_answers(w, w->index, other);
        vector_index_close(other);
    }
    world_free(w);
}

static void another_seed_makes_another_graph_that_is_as_good(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_index *other = index_of(&w->c, &w->set, 99, 2);
    assert_true(recall(w, other, NULL, 0) > 97);
    vector_index_close(other);
    world_free(w);
}

static void rows_that_come_later_are_found_as_well(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_set some = w->set;
    some.count = ROWS / 3;
    struct vector_index *index = index_of(&w->c, &some, 1, 2);
    for (; some.count < ROWS; some.count += ROWS / 12)
        assert_ok(&w->c, vector_index_add(&w->c, index, &some, 2));
    assert_ok(&w->c, vector_index_add(&w->c, index, &w->set, 2));
    assert_int_equal(ROWS, vector_index_count(index));
    assert_true(recall(w, index, NULL, 0) > 97);
    vector_index_close(index);
    world_free(w);
}

/* The order in which rows came decides links, not what is found. */
static void rows_in_another_order_are_found_as_well(void **state)
{
    (void)state;
    struct world *w = world_new();
    for (size_t i = 0, j = ROWS - 1; i < j; i++, j--)
        for (size_t d = 0; d < DIMS; d++) {
            float kept = w->at[i * DIMS + d];
            w->at[i * DIMS + d] = w->at[j * DIMS + d];
            w->at[j * DIMS + d] = kept;
        }
    struct vector_index *index = index_of(&w->c, &w->set, 1, 2);
    assert_true(recall(w, index, NULL, 0) > 97);
    vector_index_close(index);
    world_free(w);
}

static void filters_let_through_what_counts_and_lose_nothing_where_it_is_little(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_filter third = {.owner = 2}, half = {.from_us = 0, .till_us = 500},
                         few = {.from_us = 100, .till_us = 110}, none = {.owner = 7};
    assert_true(recall(w, w->index, &third, 0) > 97);
    assert_true(recall(w, w->index, &half, 0) > 97);
    assert_true(recall(w, w->index, &few, 0) == 100);
    struct vector_hit out[HITS];
    size_t found = 1;
    assert_ok(&w->c,
              vector_index_nearest(&w->c, w->index, &w->set, query_of(w, 0), &none, HITS, 0, out, &found));
    assert_int_equal(0, found);
    world_free(w);
}

static void removed_rows_are_found_no_more_and_the_others_are(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_hit out[HITS];
    size_t found;
    for (size_t row = 0; row < ROWS; row++)
        if (row % 10 != 3)
            vector_index_remove(w->index, row);
    vector_index_remove(w->index, 0);
    vector_index_remove(w->index, ROWS + 5);
    assert_int_equal(ROWS / 10 * 9, vector_index_removed(w->index));
    for (size_t q = 0; q < QUERIES; q++) {
        assert_ok(&w->c,
                  vector_index_nearest(&w->c, w->index, &w->set, query_of(w, q), NULL, HITS, 0, out, &found));
        assert_int_equal(HITS, found);
        for (size_t i = 0; i < found; i++)
            assert_int_equal(3, out[i].row % 10);
    }
    for (size_t row = 0; row < ROWS; row++)
        vector_index_remove(w->index, row);
    assert_ok(&w->c,
              vector_index_nearest(&w->c, w->index, &w->set, query_of(w, 0), NULL, HITS, 0, out, &found));
    assert_int_equal(0, found);
    world_free(w);
}

static void what_is_alike_or_no_vector_does_no_harm(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    enum { COUNT = 3000, WIDE = 5 };
    float *at = calloc((size_t)COUNT * WIDE, sizeof *at);
    struct vector_set set = {.at = at, .count = COUNT, .dims = WIDE};
    struct vector_hit out[HITS];
    size_t found;
    for (size_t row = 0; row < COUNT; row++) /* all the same but two: nothing, and no numbers */
        at[row * WIDE + 2] = 1;
    at[100 * WIDE + 2] = 0;
    at[200 * WIDE + 2] = NAN;
    struct vector_index *index = index_of(&c, &set, 1, 2);
    float query[WIDE] = {0, 0, 1, 0, 0};
    assert_ok(&c, vector_index_nearest(&c, index, &set, query, NULL, HITS, 0, out, &found));
    assert_int_equal(HITS, found);
    for (size_t i = 0; i < found; i++)
        assert_true(out[i].score == 1);
    vector_index_close(index);
    free(at);
    test_ctx_end(&c);
}

static void wrong_questions_are_refused(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct vector_hit out[HITS];
    struct vector_index *index;
    struct vector_set other = w->set;
    size_t found;
    float query[DIMS] = {0};
    assert_err(ERR_LIMIT, vector_index_open(&w->c, &(struct vector_index_options){.dims = 0}, &index));
    assert_err(ERR_LIMIT,
               vector_index_open(&w->c, &(struct vector_index_options){.dims = 8, .links = 100}, &index));
    other.count = ROWS - 1;
    assert_err(ERR_INPUT, vector_index_nearest(&w->c, w->index, &other, query, NULL, HITS, 0, out, &found));
    other.count = ROWS + 1;
    other.dims = 3;
    assert_err(ERR_INPUT, vector_index_add(&w->c, w->index, &other, 1));
    query[5] = INFINITY;
    assert_err(ERR_INPUT, vector_index_nearest(&w->c, w->index, &w->set, query, NULL, HITS, 0, out, &found));
    query[5] = 0;
    assert_err(ERR_LIMIT, vector_index_nearest(&w->c, w->index, &w->set, query, NULL, HITS,
                                               VECTOR_WIDTH_MOST + 1, out, &found));
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearly_all_are_found_and_more_with_more_width),
        cmocka_unit_test(the_graph_is_the_same_at_any_number_of_threads),
        cmocka_unit_test(another_seed_makes_another_graph_that_is_as_good),
        cmocka_unit_test(rows_that_come_later_are_found_as_well),
        cmocka_unit_test(rows_in_another_order_are_found_as_well),
        cmocka_unit_test(filters_let_through_what_counts_and_lose_nothing_where_it_is_little),
        cmocka_unit_test(removed_rows_are_found_no_more_and_the_others_are),
        cmocka_unit_test(what_is_alike_or_no_vector_does_no_harm),
        cmocka_unit_test(wrong_questions_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
