/* Two memories. One remembers, payee by payee, what was said last: that decides. The other is a linear model
 * over words and their pieces, trained as examples come (softmax regression with AdaGrad steps: Duchi, Hazan
 * and Singer, 2011); the built-in words are where it starts from. */
#include "sorting/classifier.h"

#include "base/hash.h"
#include "sorting/categories.h"
#include "sorting/classifier_features.h"
#include "sorting/lexicon.h"

#include <math.h>
#include <stdlib.h>

enum {
    CATEGORIES_MAX = 1024,
    LANES = 8,                   /* numbers that are worked on together; divides every stride */
    MODEL_BYTES_MAX = 128 << 20, /* of weights; new words are not learnt beyond */
    PAYEES_MAX = 1 << 20,        /* likewise payees */
    CACHE_SIZE = 1 << 15,
    REPEATS_LEARNT = 6, /* the same said of one payee more often teaches the model nothing new */
};

static const float step_size = 1.0F;
/* How much the number of examples of a category speaks for it. */
static const float habit_share = 0.6F;
static const float mcc_strength = 6.0F, bank_code_strength = 5.0F, memo_share = 0.85F;
/* Money out is hardly income; money in may be a refund of an expense. */
static const float wrong_way_out = -8.0F, wrong_way_in = -3.0F;
static const double confidence_min = 0.5;
static const float agreed_min = 0.6F;

struct payee_memory {
    uint64_t hash; /* of key and direction; 0 is empty. 64 bits are taken for equality */
    int32_t category;
    uint32_t repeats;
    float lead;          /* of the category over the others, among examples that are no corrections */
    float agreed, total; /* weights */
    bool is_corrected;
};

struct feature_row {
    uint64_t hash; /* 0 is empty */
    uint32_t row;
};

struct cached {
    uint64_t hash;
    uint32_t generation;
    struct classifier_prediction prediction;
};

struct classifier {
    struct arena *arena;
    struct text *names; /* of the categories */
    size_t category_count;
    bool *is_income, *is_expense;
    float *examples; /* by category: how many were learnt */
    float
        *meanings; /* by what the lexicon finds (a default category) and category: how often that was meant */

    struct payee_memory *payees;
    uint32_t payee_mask, payee_count;

    struct feature_row *features;
    uint32_t feature_mask, row_count, row_max;
    size_t stride;       /* categories that a row has room for */
    float *weights;      /* rows x stride */
    float *squared_sums; /* per row: of its gradients, for the step */
    size_t rows_room;

    struct cached *cache;
    uint32_t generation;
};

static void *take(size_t count, size_t size)
{
    void *at = calloc(count, size);
    if (at == NULL)
        die("out of memory for %zu times %zu bytes of the classifier", count, size);
    return at;
}

static int32_t category_add(struct classifier *cls, struct text name)
{
    for (size_t i = 0; i < cls->category_count; i++)
        if (text_equal(cls->names[i], name))
            return (int32_t)i;
    if (cls->category_count == CATEGORIES_MAX)
        return -1;
    size_t i = cls->category_count++;
    cls->names[i] = text_copy(cls->arena, name);
    cls->is_income[i] = text_starts(name, TEXT("Income:"));
    cls->is_expense[i] = text_starts(name, TEXT("Expenses:"));
    return (int32_t)i;
}

struct classifier *classifier_new(void)
{
    struct classifier *cls = take(1, sizeof *cls);
    cls->arena = arena_new();
    cls->names = ARENA_ARRAY(cls->arena, struct text, CATEGORIES_MAX);
    cls->is_income = ARENA_ARRAY(cls->arena, bool, CATEGORIES_MAX);
    cls->is_expense = ARENA_ARRAY(cls->arena, bool, CATEGORIES_MAX);
    cls->examples = ARENA_ARRAY(cls->arena, float, CATEGORIES_MAX);
    for (size_t i = 0; i < category_default_count; i++)
        category_add(cls, text_of(category_defaults[i]));
    cls->meanings = take(category_default_count * CATEGORIES_MAX, sizeof *cls->meanings);
    cls->payee_mask = 1023;
    cls->payees = take(cls->payee_mask + 1, sizeof *cls->payees);
    cls->feature_mask = 4095;
    cls->features = take(cls->feature_mask + 1, sizeof *cls->features);
    cls->stride = 64;
    cls->row_max = (uint32_t)(MODEL_BYTES_MAX / (cls->stride * sizeof *cls->weights));
    cls->cache = take(CACHE_SIZE, sizeof *cls->cache);
    cls->generation = 1;
    return cls;
}

void classifier_free(struct classifier *cls)
{
    if (cls == NULL)
        return;
    free(cls->meanings);
    free(cls->payees);
    free(cls->features);
    free(cls->weights);
    free(cls->squared_sums);
    free(cls->cache);
    arena_free(cls->arena);
    free(cls);
}

size_t classifier_category_count(const struct classifier *cls)
{
    return cls->category_count;
}

struct text classifier_category(const struct classifier *cls, int32_t category)
{
    if (category < 0 || (size_t)category >= cls->category_count)
        return (struct text){NULL, 0};
    return cls->names[category];
}

/* --- what was said about a payee --- */

static uint64_t payee_hash(const struct feature_texts *texts, bool outgoing)
{
    return hash_mix(texts->payee_id, outgoing ? 1 : 2) | 1;
}

static struct payee_memory *payee_place(struct payee_memory *all, uint32_t mask, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 32) & mask;
    while (all[at].hash != 0 && all[at].hash != hash)
        at = (at + 1) & mask;
    return &all[at];
}

static void payees_grow(struct classifier *cls)
{
    uint32_t mask = cls->payee_mask * 2 + 1;
    struct payee_memory *all = take((size_t)mask + 1, sizeof *all);
    for (uint32_t i = 0; i <= cls->payee_mask; i++)
        if (cls->payees[i].hash != 0)
            *payee_place(all, mask, cls->payees[i].hash) = cls->payees[i];
    free(cls->payees);
    cls->payees = all;
    cls->payee_mask = mask;
}

/* A correction decides at once. Lighter examples vote (Boyer and Moore's majority count), until there is one.
 */
static void payee_vote(struct payee_memory *p, int32_t category, float weight)
{
    bool same = category == p->category, corrects = weight >= (float)CLASSIFIER_CORRECTION;
    p->total += weight;
    if (same) {
        p->agreed += weight;
        p->lead += weight;
        p->is_corrected |= corrects;
        return;
    }
    if (!corrects && (p->is_corrected || p->lead >= weight)) {
        p->lead -= weight;
        return;
    }
    p->category = category;
    p->agreed = p->lead = weight;
    p->is_corrected = corrects;
    p->repeats = 0;
}

/* Remembers; returns whether the model has something to learn from it. */
static bool payee_learn(struct classifier *cls, const struct feature_texts *texts, int32_t category,
                        float weight)
{
    if (texts->payee_id == 0)
        return true;
    uint64_t hash = payee_hash(texts, texts->outgoing);
    struct payee_memory *p = payee_place(cls->payees, cls->payee_mask, hash);
    if (p->hash == 0) {
        if (cls->payee_count == PAYEES_MAX)
            return true;
        if (++cls->payee_count * 2 > cls->payee_mask) {
            payees_grow(cls);
            p = payee_place(cls->payees, cls->payee_mask, hash);
        }
        *p = (struct payee_memory){.hash = hash, .category = category};
    }
    payee_vote(p, category, weight);
    return category != p->category || p->repeats++ < REPEATS_LEARNT;
}

static bool payee_predict(struct classifier *cls, const struct feature_texts *texts,
                          struct classifier_prediction *out)
{
    if (texts->payee_id == 0)
        return false;
    const struct payee_memory *p =
        payee_place(cls->payees, cls->payee_mask, payee_hash(texts, texts->outgoing));
    double most = 0.98;
    if (p->hash == 0) {
        /* The other way round it is a refund, or a transfer back. */
        p = payee_place(cls->payees, cls->payee_mask, payee_hash(texts, !texts->outgoing));
        most = 0.7;
        if (p->hash == 0 || cls->is_income[p->category])
            return false;
    }
    if (!p->is_corrected && p->agreed < agreed_min * p->total)
        return false; /* sorted now so, now so: the words may know better */
    double sure =
        ((double)p->agreed + 1.0) / ((double)p->total + 1.0); /* one correction more would say the same */
    *out = (struct classifier_prediction){p->category, most * (0.5 + 0.5 * sure), BASIS_PAYEE, p->category};
    return true;
}

/* --- the linear model --- */

static struct feature_row *feature_place(struct feature_row *all, uint32_t mask, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 32) & mask;
    while (all[at].hash != 0 && all[at].hash != hash)
        at = (at + 1) & mask;
    return &all[at];
}

static void features_grow(struct classifier *cls)
{
    uint32_t mask = cls->feature_mask * 2 + 1;
    struct feature_row *all = take((size_t)mask + 1, sizeof *all);
    for (uint32_t i = 0; i <= cls->feature_mask; i++)
        if (cls->features[i].hash != 0)
            *feature_place(all, mask, cls->features[i].hash) = cls->features[i];
    free(cls->features);
    cls->features = all;
    cls->feature_mask = mask;
}

static void rows_grow(struct classifier *cls, size_t rows, size_t stride)
{
    float *weights = take(rows * stride, sizeof *weights), *sums = take(rows, sizeof *sums);
    for (size_t r = 0; r < cls->row_count; r++)
        memcpy(weights + r * stride, cls->weights + r * cls->stride, sizeof *weights * cls->stride);
    if (cls->row_count > 0)
        memcpy(sums, cls->squared_sums, sizeof *sums * cls->row_count);
    free(cls->weights);
    free(cls->squared_sums);
    cls->weights = weights;
    cls->squared_sums = sums;
    cls->rows_room = rows;
    cls->stride = stride;
}

/* The row of a feature, made when it is new; -1 when the model is full. */
static int64_t feature_row(struct classifier *cls, uint64_t hash)
{
    struct feature_row *f = feature_place(cls->features, cls->feature_mask, hash);
    if (f->hash != 0)
        return f->row;
    if (cls->row_count >= cls->row_max)
        return -1;
    if ((cls->row_count + 1) * 2 > cls->feature_mask) {
        features_grow(cls);
        f = feature_place(cls->features, cls->feature_mask, hash);
    }
    if (cls->row_count == cls->rows_room)
        rows_grow(cls, cls->rows_room == 0 ? 1024 : cls->rows_room * 2, cls->stride);
    *f = (struct feature_row){hash, cls->row_count++};
    return f->row;
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
    const float *meant = cls->meanings + (size_t)found * CATEGORIES_MAX;
    float sum = 1.0F;
    for (size_t k = 0; k < cls->category_count; k++)
        sum += meant[k];
    for (size_t k = 0; k < cls->category_count; k++) {
        float share = meant[k] + ((int32_t)k == found ? 1.0F : 0.0F);
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
    memset(scores, 0, sizeof *scores * cls->stride);
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

static void scores_add_model(struct classifier *cls, const struct features *f, float *scores)
{
    for (int i = 0; i < f->count; i++) {
        const struct feature_row *place = feature_place(cls->features, cls->feature_mask, f->hashes[i]);
        if (place->hash == 0)
            continue;
        const float *row = cls->weights + (size_t)place->row * cls->stride;
        float value = f->values[i];
        for (size_t k = 0; k < cls->stride; k += LANES)
            for (size_t lane = 0; lane < LANES; lane++)
                scores[k + lane] += value * row[k + lane];
    }
}

/* Scores to probabilities; returns the most probable category. */
static int32_t softmax(const struct classifier *cls, float *scores)
{
    int32_t best = 0;
    for (size_t i = 1; i < cls->category_count; i++)
        if (scores[i] > scores[best])
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

static void model_learn(struct classifier *cls, const struct classifier_features *from,
                        struct feature_texts *texts, int32_t category, float weight)
{
    if ((size_t)category >= cls->stride) {
        cls->row_max = (uint32_t)(MODEL_BYTES_MAX / (cls->stride * 2 * sizeof *cls->weights));
        rows_grow(cls, cls->rows_room == 0 ? 1024 : cls->rows_room, cls->stride * 2);
    }
    struct features f;
    float gradient[CATEGORIES_MAX];
    feature_texts_search(texts);
    features_make(from, texts, &f);
    scores_begin(cls, from, texts, gradient);
    scores_add_model(cls, &f, gradient);
    softmax(cls, gradient);
    gradient[category] -= 1.0F;
    float squares = 0;
    for (size_t k = 0; k < cls->category_count; k++)
        squares += gradient[k] * gradient[k];
    for (int i = 0; i < f.count; i++) {
        int64_t place = feature_row(cls, f.hashes[i]);
        if (place < 0)
            continue;
        float *sum = &cls->squared_sums[place];
        *sum += f.values[i] * f.values[i] * squares * weight;
        if (*sum <= 0)
            continue;
        float step = step_size * weight * f.values[i] / sqrtf(*sum);
        float *row = cls->weights + (size_t)place * cls->stride;
        for (size_t k = 0; k < cls->category_count; k++)
            row[k] -= step * gradient[k];
    }
    learn_meanings(cls, texts, category, weight);
}

void classifier_learn(struct classifier *cls, const struct classifier_features *from, struct text category,
                      double weight)
{
    if (!(weight > 0) || !category_is_valid(category))
        return;
    if (weight > 100)
        weight = 100;
    int32_t index = category_add(cls, category);
    if (index < 0)
        return;
    struct feature_texts texts;
    feature_texts_make(from, &texts);
    if (payee_learn(cls, &texts, index, (float)weight)) {
        model_learn(cls, from, &texts, index, weight > 1 ? 1.0F : (float)weight);
        cls->examples[index] += 1.0F;
    }
    cls->generation++;
}

static struct classifier_prediction
model_predict(struct classifier *cls, const struct classifier_features *from, struct feature_texts *texts)
{
    struct features f;
    float scores[CATEGORIES_MAX];
    feature_texts_search(texts);
    features_make(from, texts, &f);
    scores_begin(cls, from, texts, scores);
    if (cls->row_count > 0)
        scores_add_model(cls, &f, scores);
    int32_t best = softmax(cls, scores);
    double confidence = (double)scores[best];
    bool sure = confidence >= confidence_min;
    return (struct classifier_prediction){sure ? best : -1, confidence, sure ? BASIS_WORDS : BASIS_NONE,
                                          best};
}

struct classifier_prediction classifier_predict(struct classifier *cls,
                                                const struct classifier_features *from)
{
    struct feature_texts texts;
    struct classifier_prediction prediction;
    feature_texts_make(from, &texts);
    if (payee_predict(cls, &texts, &prediction))
        return prediction;
    struct cached *cached = &cls->cache[texts.hash % CACHE_SIZE];
    if (cached->hash == texts.hash && cached->generation == cls->generation)
        return cached->prediction;
    *cached = (struct cached){texts.hash, cls->generation, model_predict(cls, from, &texts)};
    return cached->prediction;
}
