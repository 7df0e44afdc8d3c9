/* Two memories. One remembers, payee by payee, what was said last: that decides. The other is what the words say
 * (classifier_words.c). */
#include "base/hash.h"
#include "sorting/categories.h"
#include "sorting/classifier_inner.h"

#include <stdlib.h>

enum {
    PAYEES_MAX = 1 << 20, /* that are remembered */
    CACHE_SIZE = 1 << 15,
    REPEATS_LEARNT = 6, /* the same said of one payee more often teaches the words nothing new */
    VOTES_LEARNT = 1000,
};

static const float agreed_min = 0.6F;

struct payee_memory {
    uint64_t hash; /* of key and direction; 0 is empty. 64 bits are taken for equality */
    int32_t category;
    uint32_t repeats;
    float lead;          /* of the category over the others, among examples that are no corrections */
    float agreed, total; /* weights */
    bool is_corrected;
};

struct cached {
    uint64_t hash;
    uint32_t generation;
    struct classifier_prediction prediction;
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
    cls->is_out[i] = cls->is_limited;
    cls->is_income[i] = text_starts(name, TEXT("Income:"));
    cls->is_expense[i] = text_starts(name, TEXT("Expenses:"));
    return (int32_t)i;
}

/* The category, or the nearest one above it, that may be answered; itself when there is none. */
static int32_t nearest_in(const struct classifier *cls, const int32_t found)
{
    int32_t category = found;
    struct text name = cls->names[category];
    while (cls->is_out[category]) {
        size_t len = name.len;
        while (len > 0 && name.at[len - 1] != ':')
            len--;
        if (len == 0)
            return found;
        name.len = len - 1;
        for (size_t k = 0; k < cls->category_count; k++)
            if (text_equal(cls->names[k], name))
                category = (int32_t)k;
    }
    return category;
}

static void find_nearest(struct classifier *cls)
{
    for (size_t i = 0; i < category_default_count; i++)
        cls->nearest[i] = nearest_in(cls, (int32_t)i);
}

struct classifier *classifier_new(void)
{
    struct classifier *cls = take(1, sizeof *cls);
    cls->arena = arena_new();
    cls->names = ARENA_ARRAY(cls->arena, struct text, CATEGORIES_MAX);
    cls->is_income = ARENA_ARRAY(cls->arena, bool, CATEGORIES_MAX);
    cls->is_expense = ARENA_ARRAY(cls->arena, bool, CATEGORIES_MAX);
    cls->is_out = ARENA_ARRAY(cls->arena, bool, CATEGORIES_MAX);
    cls->examples = ARENA_ARRAY(cls->arena, float, CATEGORIES_MAX);
    for (size_t i = 0; i < category_default_count; i++)
        category_add(cls, text_of(category_defaults[i]));
    cls->nearest = ARENA_ARRAY(cls->arena, int32_t, category_default_count);
    find_nearest(cls);
    cls->meanings = take(category_default_count * CATEGORIES_MAX, sizeof *cls->meanings);
    cls->payee_mask = 1023;
    cls->payees = take(cls->payee_mask + 1, sizeof *cls->payees);
    words_init(cls);
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
    words_release(cls);
    free(cls->cache);
    arena_free(cls->arena);
    free(cls);
}

void classifier_only(struct classifier *cls, const struct text *categories, size_t count)
{
    cls->is_limited = count > 0;
    for (size_t i = 0; i < cls->category_count; i++)
        cls->is_out[i] = cls->is_limited;
    for (size_t i = 0; i < count; i++) {
        int32_t category = category_is_valid(categories[i]) ? category_add(cls, categories[i]) : -1;
        if (category >= 0)
            cls->is_out[category] = false;
    }
    if (cls->category_count > 0)
        linear_reserve(&cls->model, cls->category_count - 1);
    find_nearest(cls);
    cls->generation++;
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
                        float weight, int32_t *known_as)
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
    *known_as = p->category;
    return p->repeats++ < (weight >= (float)CLASSIFIER_CORRECTION ? REPEATS_LEARNT : VOTES_LEARNT);
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
    int32_t known_as = index;
    bool news = payee_learn(cls, &texts, index, (float)weight, &known_as);
    words_remember(cls, &texts, known_as);
    if (news)
        words_learn(cls, from, &texts, index, weight > 1 ? 1.0F : (float)weight);
    cls->generation++;
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
    *cached = (struct cached){texts.hash, cls->generation, words_predict(cls, from, &texts)};
    return cached->prediction;
}
