/* Guesses the category of a transaction from its words: first by what the user said about this very payee,
 * then by what was learnt from similar ones, from a start of built-in brand names and everyday words of eight
 * languages. Says "don't know" rather than something unlikely. Deterministic: the same examples in the same
 * order give the same answers, so its state is rebuilt from stored examples and never saved. One thread at a
 * time. Statistics: floating point is fine here. */
#ifndef SORTING_CLASSIFIER_H
#define SORTING_CLASSIFIER_H

#include "base/decimal.h"
#include "base/text.h"

struct classifier;

/* Knows the default categories and the built-in words. Ends the process without memory. */
struct classifier *classifier_new(void);
void classifier_free(struct classifier *cls);

struct classifier_features {
    struct text payee; /* cleaned: payee_clean */
    struct text memo;  /* empty when there is none */
    struct text
        bank_code; /* the bank's kind of transaction: OFX TRNTYPE, MT940 type, GVC, ISO 20022; or empty */
    /* Where the payee is, as far as that is known: ISO 3166 codes, '|' between several, what follows a '-' does not count; or empty. */
    struct text country;
    int32_t mcc;           /* merchant category code, 0 when unknown */
    struct decimal amount; /* negative: money out */
};

#define CLASSIFIER_CORRECTION 1.0  /* the user said so */
#define CLASSIFIER_HISTORY    0.9  /* one of many that were sorted before: they vote */
#define CLASSIFIER_BY_RULE    0.25 /* a rule of the user sorted it */

/* From now on only these categories are answered, and no others that were learnt; what the built-in words mean counts for the nearest
 * category above that is among them. None: all are. */
void classifier_only(struct classifier *cls, const struct text *categories, size_t count);

/* Learns one example. A correction (weight >= 1) decides for its payee until the next one; a lighter example
 * never overrules a heavier one of the same payee, but adds to what is known about similar payees. An invalid
 * category or a weight that is not positive is ignored. */
void classifier_learn(struct classifier *cls, const struct classifier_features *f, struct text category,
                      double weight);

enum classifier_basis { BASIS_NONE, BASIS_PAYEE, BASIS_WORDS };

struct classifier_prediction {
    int32_t category;            /* index for classifier_category, -1: don't know */
    double confidence;           /* 0..1, of `category`, or of the best guess that was not good enough */
    enum classifier_basis basis; /* what was said about this payee, or what is known about its words */
    int32_t guess;               /* the best guess even when `category` is -1; -1 when there is none */
};

struct classifier_prediction classifier_predict(struct classifier *cls, const struct classifier_features *f);

/* The default categories come first, in their order; then those that were learnt. */
size_t classifier_category_count(const struct classifier *cls);
struct text classifier_category(const struct classifier *cls, int32_t category);

#endif
