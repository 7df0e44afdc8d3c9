/* Inside the classifier: its two memories, and what passes between its files. */
#ifndef SORTING_CLASSIFIER_INNER_H
#define SORTING_CLASSIFIER_INNER_H

#include "numerics/text/linear.h"
#include "numerics/text/neighbours.h"
#include "sorting/classifier.h"
#include "sorting/classifier_features.h"

enum { CATEGORIES_MAX = LINEAR_CLASSES_MOST };

struct classifier {
    struct arena *arena;
    struct text *names; /* of the categories */
    size_t category_count;
    bool *is_income, *is_expense, *is_out; /* out: not to be answered */
    bool is_limited;                       /* only what classifier_only() named is answered */
    int32_t *nearest; /* of each default category: itself, or the nearest one above it that may be answered */
    float *examples;  /* by category: how many were learnt */
    float
        *meanings; /* by what the lexicon finds (a default category) and category: how often that was meant */

    struct payee_memory *payees;
    uint32_t payee_mask, payee_count;

    struct linear model;
    struct neighbours neighbours;

    struct cached *cache;
    uint32_t generation;
};

/* What the words say, and what they learn. Categories are below category_count. */
void words_init(struct classifier *cls);
void words_release(struct classifier *cls);
void words_learn(struct classifier *cls, const struct classifier_features *from, struct feature_texts *texts,
                 int32_t category, float weight);
/* What its payee is by now, for payees that are spelt alike. */
void words_remember(struct classifier *cls, const struct feature_texts *texts, int32_t category);
struct classifier_prediction words_predict(struct classifier *cls, const struct classifier_features *from,
                                           struct feature_texts *texts);

#endif
