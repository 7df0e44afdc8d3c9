/* Inside the classifier: a transaction as a set of numbers. */
#ifndef SORTING_CLASSIFIER_FEATURES_H
#define SORTING_CLASSIFIER_FEATURES_H

#include "numerics/text/linear.h"
#include "numerics/text/neighbours.h"
#include "sorting/classifier.h"
#include "sorting/lexicon.h"

enum { FEATURES_MAX = 160, FEATURE_TEXT_MAX = 512 };

/* Keys of the texts, in the caller's memory. */
struct feature_texts {
    char payee_room[FEATURE_TEXT_MAX], memo_room[FEATURE_TEXT_MAX];
    struct text payee, memo; /* like payee_key, but without numbers of more than two digits */
    uint64_t
        payee_id; /* of the whole key of the payee, or of the memo when there is none; 0: there is nothing */
    bool outgoing;
    int bucket;                                       /* of the amount: its binary logarithm */
    struct lexicon_find finds[2 * LEXICON_FINDS_MAX]; /* in the payee, then in the memo */
    size_t payee_finds, find_count;
    uint64_t hash; /* of all that a prediction depends on */
};

void feature_texts_make(const struct classifier_features *from, struct feature_texts *out);
/* Looks up the words: the part that need not be done for a payee that is known. */
void feature_texts_search(struct feature_texts *texts);
/* Their squares sum to 1. */
void features_make(const struct classifier_features *from, const struct feature_texts *texts,
                   struct sparse *out);
/* Words and pieces of four bytes of a key, by which payees that are spelt alike are found; gives how many. */
size_t feature_keys(struct text key, uint64_t out[NEIGHBOURS_KEYS_MOST]);

#endif
