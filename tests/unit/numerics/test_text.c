/* Judging guesses, the linear model and the neighbours: by hand, and what must hold whatever comes. */
#include "numerics/random.h"
#include "numerics/text/judge.h"
#include "numerics/text/linear.h"
#include "numerics/text/neighbours.h"
#include "support.h"

#include <math.h>

static void judged_by_hand(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    /* Class 0: 2 of 3 found, guessed 3 times; class 1: 1 of 1, guessed once; class 2: none of 1. One has no guess. */
    static const struct judged at[] = {{0, 0, 0.9F}, {0, 0, 0.8F}, {0, 1, 0.7F},
                                       {1, 1, 0.6F}, {2, 0, 0.3F}, {2, -1, 0.0F}};
    struct judgement j;
    judge(&c, at, 6, 4, &j);
    assert_true(fabs(j.accuracy - 0.5) < 1e-12);
    double f0 = 4.0 / 6, f1 = 2.0 / 3, f2 = 0;
    assert_true(fabs(j.macro_f1 - (f0 + f1 + f2) / 3) < 1e-12);
    assert_true(fabs(j.weighted_f1 - (3 * f0 + f1 + 2 * f2) / 6) < 1e-12);
    /* Each is alone in its bin. */
    double error = (0.1 + 0.2 + 0.7 + 0.4 + 0.3 + 0) / 6;
    assert_true(fabs(j.calibration_error - error) < 1e-6);
    struct cut cut = judge_cut(at, 6, 0.6F);
    assert_true(fabs(cut.coverage - 4.0 / 6) < 1e-12 && fabs(cut.precision - 0.75) < 1e-12);
    assert_true(isnan(judge_cut(at, 6, 0.95F).precision));
    assert_true(fabsf(judge_threshold(&c, at, 6, 0.75) - 0.6F) < 1e-6F);
    assert_true(fabsf(judge_threshold(&c, at, 6, 1.0) - 0.8F) < 1e-6F);
    judge(&c, at, 0, 4, &j);
    assert_true(j.accuracy == 0 && j.macro_f1 == 0 && j.calibration_error == 0);
    static const struct judged wrong[] = {{0, 1, 0.9F}};
    assert_true(judge_threshold(&c, wrong, 1, 0.5) > 1);
    test_ctx_end(&c);
}

/* What is answered at a threshold that was chosen is right as often as was asked for. */
static void a_threshold_keeps_its_word(void **state)
{
    (void)state;
    enum { COUNT = 500 };
    struct ctx c = test_ctx();
    struct random r = random_stream(4, 0);
    struct judged at[COUNT];
    for (int i = 0; i < COUNT; i++) {
        float confidence = (float)random_below(&r, 40) / 40; /* many ties */
        at[i] = (struct judged){random_unit(&r) < (double)confidence ? 1 : 0, 1, confidence};
    }
    for (int percent = 10; percent <= 90; percent += 20) {
        float threshold = judge_threshold(&c, at, COUNT, percent / 100.0);
        assert_true(threshold <= 1);
        assert_true(judge_cut(at, COUNT, threshold).precision >= percent / 100.0);
    }
    test_ctx_end(&c);
}

static struct sparse features_of(uint64_t a, uint64_t b)
{
    return (struct sparse){.hashes = {a, b}, .values = {0.8F, 0.6F}, .count = 2};
}

/* Steps of softmax regression until it knows: a feature that two examples share does not decide, the others do. */
static void the_model_learns(void **state)
{
    (void)state;
    struct linear model;
    float scores[2048] = {0}, gradient[3];
    linear_init(&model, 3, 1 << 20);
    assert_int_equal(8, model.stride);
    for (int i = 0; i < 60; i++) {
        size_t truth = (size_t)(i % 3);
        struct sparse f = features_of(100, 200 + truth * 7919);
        float at[8] = {0}, sum = 0;
        linear_score(&model, &f, at);
        for (int k = 0; k < 3; k++)
            sum += expf(at[k]);
        for (size_t k = 0; k < 3; k++)
            gradient[k] = expf(at[k]) / sum - (k == truth ? 1.0F : 0.0F);
        linear_step(&model, &f, gradient, 3, 1.0F);
    }
    for (size_t truth = 0; truth < 3; truth++) {
        struct sparse f = features_of(100, 200 + truth * 7919);
        memset(scores, 0, sizeof scores);
        linear_score(&model, &f, scores);
        for (size_t k = 0; k < 3; k++)
            assert_true(k == truth || scores[truth] > scores[k] + 1);
    }
    /* More classes change nothing that was learnt. */
    float before = scores[2];
    linear_reserve(&model, 900);
    assert_true(model.stride > 900 && model.stride <= LINEAR_CLASSES_MOST);
    struct sparse f = features_of(100, 200 + 2 * 7919);
    memset(scores, 0, sizeof scores);
    linear_score(&model, &f, scores);
    assert_true(scores[2] == before && scores[900] == 0);
    linear_release(&model);
}

static void a_full_model_learns_nothing_new(void **state)
{
    (void)state;
    struct linear model;
    float gradient[8] = {1, -1}, scores[8] = {0};
    linear_init(&model, 8, 10 * 8 * sizeof(float)); /* ten rows */
    for (uint64_t i = 1; i <= 100; i++) {
        struct sparse f = {.hashes = {i << 32 | 1}, .values = {1}, .count = 1};
        linear_step(&model, &f, gradient, 8, 1.0F);
    }
    assert_int_equal(10, model.row_count);
    struct sparse late = {.hashes = {UINT64_C(50) << 32 | 1}, .values = {1}, .count = 1};
    linear_score(&model, &late, scores);
    assert_true(scores[0] == 0);
    linear_release(&model);
}

static size_t keys_of(const char *word, uint64_t *keys)
{
    size_t count = 0;
    for (size_t i = 0; i + 3 <= strlen(word) && count < NEIGHBOURS_KEYS_MOST; i++)
        keys[count++] = ((uint64_t)(unsigned char)word[i] << 48 | (uint64_t)(unsigned char)word[i + 1] << 40 |
                         (uint64_t)(unsigned char)word[i + 2] << 32) |
                        1;
    return count;
}

static void remember(struct neighbours *all, uint64_t id, int32_t class_number, const char *word)
{
    uint64_t keys[NEIGHBOURS_KEYS_MOST];
    float embedding[EMBED_DIMS];
    embed_text(text_of(word), embedding);
    size_t count = keys_of(word, keys);
    neighbours_add(all, id << 32 | 1, class_number, embedding, keys, count);
}

static size_t look(const struct neighbours *all, uint64_t but, const char *word,
                   struct neighbour out[NEIGHBOURS_MOST])
{
    uint64_t keys[NEIGHBOURS_KEYS_MOST];
    float embedding[EMBED_DIMS];
    embed_text(text_of(word), embedding);
    size_t count = keys_of(word, keys);
    return neighbours_find(all, but == 0 ? 0 : but << 32 | 1, embedding, keys, count, out);
}

static void the_most_alike_come_first(void **state)
{
    (void)state;
    struct neighbours all;
    struct neighbour near[NEIGHBOURS_MOST];
    neighbours_init(&all, 1000);
    assert_int_equal(0, look(&all, 0, "bakery", near));
    remember(&all, 1, 10, "bakery north");
    remember(&all, 2, 20, "bakerloo");
    remember(&all, 3, 30, "insurance");
    size_t count = look(&all, 0, "bakery south", near);
    assert_int_equal(2, count); /* the third shares nothing */
    assert_int_equal(10, near[0].class_number);
    assert_true(near[0].likeness > near[1].likeness);
    count = look(&all, 0, "bakery north", near);
    assert_true(near[0].likeness > 0.98F && near[0].likeness < 1.02F);
    count = look(&all, 1, "bakery north", near); /* not itself */
    assert_int_equal(1, count);
    assert_int_equal(20, near[0].class_number);
    remember(&all, 1, 11, "bakery north"); /* corrected */
    look(&all, 0, "bakery north", near);
    assert_int_equal(11, near[0].class_number);
    neighbours_release(&all);
}

/* Thousands of examples: the one that is the same is found however many share pieces with it, and no more than `most` are kept. */
static void many_examples(void **state)
{
    (void)state;
    enum { MOST = 3000, COUNT = 3500 };
    struct neighbours all;
    struct neighbour near[NEIGHBOURS_MOST];
    struct random r = random_stream(9, 0);
    static char words[COUNT][16];
    neighbours_init(&all, MOST);
    for (uint64_t i = 0; i < COUNT; i++) {
        for (int k = 0; k < 12; k++)
            words[i][k] = (char)('a' + random_below(&r, 20));
        remember(&all, i + 1, (int32_t)i, words[i]);
    }
    assert_int_equal(MOST, all.count);
    for (int32_t i = MOST - 500; i < MOST; i++) {
        assert_true(look(&all, 0, words[i], near) >= 1);
        assert_int_equal(i, near[0].class_number);
        for (size_t k = 1; k < look(&all, 0, words[i], near); k++)
            assert_true(near[k].likeness <= near[k - 1].likeness);
    }
    neighbours_release(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judged_by_hand),
        cmocka_unit_test(a_threshold_keeps_its_word),
        cmocka_unit_test(the_model_learns),
        cmocka_unit_test(a_full_model_learns_nothing_new),
        cmocka_unit_test(the_most_alike_come_first),
        cmocka_unit_test(many_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
