/* What is told of names that nobody listed, by how they are spelt. */
#include "sorting/categories.h"
#include "sorting/classifier.h"
#include "sorting/classifier_features.h"
#include "sorting/spelling/spelling.h"
#include "support.h"

static void features_of(const char *name, struct sparse *out)
{
    struct classifier_features from = {.payee = text_of(name), .amount = {.digits = -1250, .scale = 2}};
    struct feature_texts texts;
    feature_texts_make(&from, &texts);
    feature_texts_search(&texts);
    assert_int_equal(0, texts.find_count); /* else the built-in words know it */
    features_make(&from, &texts, out);
}

static void a_name_of_no_known_piece_tells_nothing(void **state)
{
    (void)state;
    float scores[LINEAR_CLASSES_MOST] = {0};
    struct sparse f;
    features_of("\u1234\u1235\u1236\u1237", &f);
    assert_int_equal(0, spelling_score(&f, scores));
    for (size_t i = 0; i < category_default_count; i++)
        assert_true(scores[i] == 0);
}

static struct classifier_prediction predicted(struct classifier *cls, const char *name)
{
    struct sparse f;
    features_of(name, &f);
    struct classifier_features from = {.payee = text_of(name), .amount = {.digits = -1250, .scale = 2}};
    return classifier_predict(cls, &from);
}

/* Made up: if one is founded and listed, another takes its place here. */
static void trades_are_told_by_pieces_of_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *category;
    } cases[] = {
        {"Bancorama", "Expenses:Fees"},
        {"Insuravia", "Expenses:Insurance"},
        {"Fitnezzo", "Expenses:Health:Fitness"},
    };
    struct classifier *cls = classifier_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(cases[i].category, classifier_category(cls, predicted(cls, cases[i].name).category));
    assert_int_equal(-1, predicted(cls, "Zorgon").category);
    assert_int_equal(-1, predicted(cls, "Acme Rocket").category);
    classifier_free(cls);
}

/* What a household teaches counts for more, from the first time on. */
static void a_correction_decides(void **state)
{
    (void)state;
    struct classifier *cls = classifier_new();
    struct classifier_features from = {.payee = TEXT("Bancorama"), .amount = {.digits = -1250, .scale = 2}};
    classifier_learn(cls, &from, TEXT("Expenses:Fun"), CLASSIFIER_CORRECTION);
    assert_text("Expenses:Fun", classifier_category(cls, predicted(cls, "Bancorama").category));
    classifier_free(cls);
}

/* The table is in order, its rows do not overlap and name categories that there are. */
static void the_table_is_sound(void **state)
{
    (void)state;
    uint32_t rows = spelling_buckets[1 << SPELLING_BUCKET_BITS];
    assert_int_equal(0, spelling_buckets[0]);
    assert_true(rows > 10000);
    for (size_t i = 0; i < 1 << SPELLING_BUCKET_BITS; i++)
        assert_true(spelling_buckets[i] <= spelling_buckets[i + 1]);
    for (uint32_t i = 0; i < rows; i++)
        assert_true(spelling_rows[i].first < spelling_rows[i + 1].first);
    for (uint32_t i = 0; i < spelling_rows[rows].first; i++)
        assert_true(spelling_weights[i].category < category_default_count && spelling_weights[i].weight != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_of_no_known_piece_tells_nothing),
        cmocka_unit_test(trades_are_told_by_pieces_of_names),
        cmocka_unit_test(a_correction_decides),
        cmocka_unit_test(the_table_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
