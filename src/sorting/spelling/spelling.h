/* What a name's spelling tells of its trade, from the names that the built-in words know: "bäck", "pizz" and "bank" are pieces of thousands of them.
 * The weights are those of a softmax regression over the names' words and pieces, taught when Florin is built (tools/spelling/teach.c) and
 * laid into the program: nothing is learnt at its start. */
#ifndef SORTING_SPELLING_SPELLING_H
#define SORTING_SPELLING_SPELLING_H

#include "numerics/text/linear.h"

/* Adds to scores[category_default_count], as logarithms up to a constant. Gives how many of the features are known. */
size_t spelling_score(const struct sparse *features, float *scores);

/* -- The table, made by tools/spelling/teach.c */

enum { SPELLING_BUCKET_BITS = 14 };

struct spelling_row {
    uint32_t tag;   /* the lower half of the feature's hash; its upper bits are the bucket */
    uint32_t first; /* of its weights; they end where the next row's begin */
};

struct spelling_weight {
    uint8_t category; /* in category_defaults */
    int8_t weight;    /* times spelling_step */
};

extern const float spelling_step;
extern const uint32_t spelling_buckets[(1 << SPELLING_BUCKET_BITS) + 1]; /* first rows */
extern const struct spelling_row spelling_rows[];                        /* by hash; one more ends the last */
extern const struct spelling_weight spelling_weights[];

#endif
