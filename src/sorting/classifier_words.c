/* What a payee's words say: the built-in words first, what the household means by them, a linear model over words and their pieces (softmax
 * regression, numerics/text/linear.h), and the examples that are spelt most like it. */
#include "base/hash.h"
#include "sorting/categories.h"
#include "sorting/classifier_inner.h"
#include "sorting/spelling/spelling.h"

#include <math.h>

enum {
    MODEL_BYTES_MAX = 128 << 20, /* of weights; new words are not learnt beyond */
    EXAMPLES_MAX = 1 << 16,      /* that are compared with */
};

/* How much the number of examples of a category speaks for it. */
static const float habit_share = 0.3F;
static const float mcc_strength = 6.0F, bank_code_strength = 5.0F, memo_share = 0.85F;
/* Money out is hardly income; money in may be a refund of an expense. */
static const float wrong_way_out = -8.0F, wrong_way_in = -3.0F;
static const double confidence_min = 0.5;
/* Of the examples that are spelt alike: how much they say together, and the likeness from which on they do. */
static const float neighbour_strength = 1.0F, likeness_min = 0.5F;
/* Of what a spelling tells: how much it counts beside what this household taught, and how much it may speak against a category. */
static const float spelling_strength = 0.8F, spelling_least = -2.0F;

void words_init(struct classifier *cls)
{
    enum { CLASSES = 64 };
    linear_init(&cls->model, CLASSES, MODEL_BYTES_MAX);
    neighbours_init(&cls->neighbours, EXAMPLES_MAX);
}

void words_release(struct classifier *cls)
{
    linear_release(&cls->model);
    neighbours_release(&cls->neighbours);
}

static void raise_score(float *scores, int32_t category, float strength)
{
    if (category >= 0 && scores[category] < strength)
        scores[category] = strength;
}

/* The category of a pair (interest, taxes …) that fits the direction. */
static int32_t in_direction(int32_t category, bool outgoing)
{
    const char *way = category_for_direction(category_defaults[category], outgoing);
    for (size_t k = 0; way != category_defaults[category] && k < category_default_count; k++)
        if (strcmp(way, category_defaults[k]) == 0)
            return (int32_t)k;
    return category;
}

/* The built-in words mean their own category at first; a household that sorts their examples otherwise
 * teaches what they mean to it: score = strength + ln P(category | find). */
static void raise_by_meaning(const struct classifier *cls, float *scores, int32_t found, float strength)
{
    int32_t own = cls->nearest[found];
    const float *meant = cls->meanings + (size_t)found * CATEGORIES_MAX;
    float sum = 1.0F;
    for (size_t k = 0; k < cls->category_count; k++)
        sum += meant[k];
    for (size_t k = 0; k < cls->category_count; k++) {
        float share = meant[k] + ((int32_t)k == own ? 1.0F : 0.0F);
        if (share > 0)
            raise_score(scores, (int32_t)k, strength + logf(share / sum));
    }
}

static void learn_meanings(struct classifier *cls, const struct feature_texts *texts, int32_t category,
                           float weight)
{
    for (size_t i = 0; i < texts->find_count; i++) {
        size_t found = (size_t)in_direction(texts->finds[i].category, texts->outgoing);
        cls->meanings[found * CATEGORIES_MAX + (size_t)category] += weight;
    }
}

/* What is known before anything was learnt. */
static void scores_begin(const struct classifier *cls, const struct classifier_features *from,
                         const struct feature_texts *texts, float *scores)
{
    memset(scores, 0, sizeof *scores * cls->model.stride);
    for (size_t i = 0; i < texts->find_count; i++) {
        const struct lexicon_find *find = &texts->finds[i];
        float share = i < texts->payee_finds ? 1.0F : memo_share;
        raise_by_meaning(cls, scores, in_direction(find->category, texts->outgoing), find->strength * share);
    }
    if (from->mcc > 0) {
        struct text name = category_from_mcc(from->mcc);
        for (size_t i = 0; name.len > 0 && i < category_default_count; i++)
            if (text_is(name, category_defaults[i]))
                raise_score(scores, (int32_t)i, mcc_strength);
    }
    if (from->bank_code.len > 0 && from->bank_code.len < 64) {
        char folded[64];
        for (size_t i = 0; i < from->bank_code.len; i++)
            folded[i] = ascii_lower(from->bank_code.at[i]);
        raise_score(scores, lexicon_bank_code((struct text){folded, from->bank_code.len}),
                    bank_code_strength);
    }
    for (size_t i = 0; i < cls->category_count; i++) {
        if (texts->outgoing && cls->is_income[i])
            scores[i] += wrong_way_out;
        else if (!texts->outgoing && cls->is_expense[i])
            scores[i] += wrong_way_in;
        scores[i] += habit_share * logf(1.0F + cls->examples[i]);
    }
}

/* Scores to probabilities, also of what is not to be answered; returns the most probable category that is. */
static int32_t softmax(const struct classifier *cls, float *scores)
{
    int32_t best = -1;
    for (size_t i = 0; i < cls->category_count; i++)
        if (!cls->is_out[i] && (best < 0 || scores[i] > scores[best]))
            best = (int32_t)i;
    float top = scores[best], sum = 0;
    for (size_t i = 0; i < cls->category_count; i++) {
        scores[i] = expf(scores[i] - top);
        sum += scores[i];
    }
    for (size_t i = 0; i < cls->category_count; i++)
        scores[i] /= sum;
    return best;
}

/* --- examples that are spelt alike --- */

/* Raises what the nearest examples were: the more alike, the more they say. */
static void add_neighbours(const struct classifier *cls, const struct feature_texts *texts, float *scores)
{
    struct neighbour near[NEIGHBOURS_MOST];
    uint64_t keys[NEIGHBOURS_KEYS_MOST];
    float embedding[EMBED_DIMS], sum = 0;
    if (cls->neighbours.count == 0 || texts->payee.len == 0)
        return;
    embed_text(texts->payee, embedding);
    size_t key_count = feature_keys(texts->payee, keys);
    size_t count = neighbours_find(&cls->neighbours, texts->payee_id, embedding, keys, key_count, near);
    for (size_t i = 0; i < count; i++) {
        near[i].likeness = fmaxf(near[i].likeness - likeness_min, 0) / (1 - likeness_min);
        sum += near[i].likeness * near[i].likeness;
    }
    if (sum <= 0)
        return;
    float all = neighbour_strength * near[0].likeness / sum;
    for (size_t i = 0; i < count; i++)
        scores[near[i].class_number] += all * near[i].likeness * near[i].likeness;
}

void words_remember(struct classifier *cls, const struct feature_texts *texts, int32_t category)
{
    uint64_t keys[NEIGHBOURS_KEYS_MOST];
    float embedding[EMBED_DIMS];
    if (texts->payee.len == 0 || texts->payee_id == 0 || !embed_text(texts->payee, embedding))
        return;
    size_t count = feature_keys(texts->payee, keys);
    neighbours_add(&cls->neighbours, texts->payee_id, category, embedding, keys, count);
}

/* --- names that nobody taught --- */

/* How much more probable each category is by the spelling than if it told nothing. Names that the built-in words know need it not. */
static void add_spelling(const struct classifier *cls, const struct feature_texts *texts,
                         const struct sparse *features, float *scores)
{
    float said[CATEGORIES_MAX] = {0}, share[CATEGORIES_MAX] = {0}, top = 0, sum = 0;
    if (texts->find_count > 0 || spelling_score(features, said) == 0)
        return;
    for (size_t i = 0; i < category_default_count; i++)
        top = fmaxf(top, said[i]);
    for (size_t i = 0; i < category_default_count; i++)
        sum += said[i] = expf(said[i] - top);
    for (size_t i = 0; i < category_default_count; i++)
        share[cls->nearest[i]] += said[i] / sum;
    for (size_t i = 0; i < cls->category_count; i++)
        if (share[i] > 0)
            scores[i] +=
                spelling_strength * fmaxf(logf(share[i] * (float)category_default_count), spelling_least);
}

/* --- both together --- */

/* Scores of all categories, before softmax. */
static void score(const struct classifier *cls, const struct classifier_features *from,
                  struct feature_texts *texts, struct sparse *features, float *scores)
{
    feature_texts_search(texts);
    features_make(from, texts, features);
    scores_begin(cls, from, texts, scores);
    linear_score(&cls->model, features, scores);
    add_spelling(cls, texts, features, scores);
    add_neighbours(cls, texts, scores);
}

void words_learn(struct classifier *cls, const struct classifier_features *from, struct feature_texts *texts,
                 int32_t category, float weight)
{
    struct sparse f;
    float gradient[CATEGORIES_MAX];
    linear_reserve(&cls->model, (size_t)category);
    score(cls, from, texts, &f, gradient);
    softmax(cls, gradient);
    gradient[category] -= 1.0F;
    linear_step(&cls->model, &f, gradient, cls->category_count, weight);
    learn_meanings(cls, texts, category, weight);
    cls->examples[category] += 1.0F;
}

struct classifier_prediction words_predict(struct classifier *cls, const struct classifier_features *from,
                                           struct feature_texts *texts)
{
    struct sparse f;
    float scores[CATEGORIES_MAX];
    score(cls, from, texts, &f, scores);
    int32_t best = softmax(cls, scores);
    double confidence = best < 0 ? 0 : (double)scores[best];
    bool sure = confidence >= confidence_min;
    return (struct classifier_prediction){sure ? best : -1, confidence, sure ? BASIS_WORDS : BASIS_NONE,
                                          best};
}
