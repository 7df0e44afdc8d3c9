/* Isolation forests: how easily random cuts set a row apart from the others tells how odd it is.
 *
 * FOREST_STANDARD is Liu, Ting, Zhou, "Isolation Forest", ICDM 2008, and "Isolation-Based Anomaly Detection", ACM TKDD 2012: each tree
 * grows on a sample without replacement by a random column and a random cut between its least and largest value, to depth ceil(log2(samples));
 * a leaf of n rows counts as deep as c(n) = 2 H(n-1) - 2 (n-1)/n more; score = 2^(-E[depth] / c(samples)). H(i) is ln(i) + 0.5772 as in the
 * paper of 2008, for which the published tables stand (with exact H, that of 2012, KDD's http ranks worse).
 *
 * Rows are double [rows][columns], row after row; columns have any units. Inside they are float, after each column has been moved
 * and scaled by the extremes of the rows that were sampled, so that no column loses digits to its offset. A value that is not
 * a number is refused when growing and goes to the side of the large values when scoring. */
#ifndef NUMERICS_FOREST_FOREST_H
#define NUMERICS_FOREST_FOREST_H

#include "base/err.h"

#include <stddef.h>

enum {
    FOREST_TREES = 100,   /* what the papers use */
    FOREST_SAMPLES = 256, /* likewise */
    FOREST_TREES_MAX = 10000,
    FOREST_SAMPLES_MAX = 1 << 14,
    FOREST_COLUMNS_MAX = 4096
};

enum forest_kind { FOREST_STANDARD };

struct forest_settings {
    enum forest_kind kind;
    uint64_t seed;
    size_t trees;     /* 0: FOREST_TREES */
    size_t samples;   /* of each tree, at most all rows; 0: FOREST_SAMPLES */
    unsigned threads; /* the forest is the same at any number */
};

struct forest_rows {
    const double *at; /* [count][columns] */
    size_t count, columns;
};

struct forest;

/* Grows a forest in c->arena. ERR_INPUT with less than two rows, without columns, or with a sampled value that is not finite; ERR_LIMIT above the
 * limits. */
enum err forest_grow(struct ctx *c, const struct forest_rows *rows, const struct forest_settings *settings,
                     struct forest **out) MUST_USE;

/* scores[rows->count]: 0..1, higher is odder; about 0.5 for a row like the others (FOREST_STANDARD). Same columns as when grown (asserted).
 * Scratch memory is on the stack; safe from several threads at once. */
void forest_score(const struct forest *forest, const struct forest_rows *rows, unsigned threads,
                  double *scores);

/* The mean depth at which n rows are set apart by random cuts: c(n) as above. 0 for n < 2. */
double forest_mean_depth(size_t n);

#endif
