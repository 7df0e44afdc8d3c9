/* Isolation forests: how easily random cuts set a row apart from the others tells how odd it is.
 *
 * FOREST_STANDARD is Liu, Ting, Zhou, "Isolation Forest", ICDM 2008, and "Isolation-Based Anomaly Detection", ACM TKDD 2012: each tree
 * grows on a sample without replacement by a random column and a random cut between its least and largest value, to depth ceil(log2(samples));
 * a leaf of n rows counts as deep as c(n) = 2 H(n-1) - 2 (n-1)/n more; score = 2^(-E[depth] / c(samples)). H(i) is ln(i) + 0.5772 as in the
 * paper of 2008, for which the published tables stand (with exact H, that of 2012, KDD's http ranks worse).
 *
 * FOREST_BEST departs from it in three ways, none of which knows the data it is tried on:
 * - every other tree draws a node's column with a chance in proportion to the kurtosis of its values there: odd rows are in the tails (Cortes,
 *   "Revisiting randomized choices in isolation forests", arXiv 2110.13402); the others draw evenly, which keeps what is odd without tails;
 * - a leaf's depth has half of ln(share of the rows / share of the volume) added, summed over its cuts: how dense it is, and not only
 *   how deep (Cortes, "Isolation forests: looking beyond tree depth", arXiv 2111.11639);
 * - there are twice as many trees, so that each kind is enough alone, of half as many samples, so that odd rows of one sort hide
 *   each other less (masking, section 4.1 of the paper of 2012).
 * score = 1 / (1 + 2^(4 (E[depth] / c(samples) - 1))).
 *
 * Rows are double [rows][columns], row after row; columns have any units. Inside they are float, after each column has been moved
 * and scaled by the extremes of the rows that were sampled, so that no column loses digits to its offset. A value that is not
 * a number is refused when growing and goes to the side of the large values when scoring. */
#ifndef NUMERICS_FOREST_FOREST_H
#define NUMERICS_FOREST_FOREST_H

#include "base/err.h"

#include <stddef.h>

enum {
    FOREST_TREES = 100, /* what the papers use */
    FOREST_TREES_BEST = 200,
    FOREST_SAMPLES_BEST = 128,
    FOREST_SAMPLES = 256, /* likewise */
    FOREST_TREES_MAX = 10000,
    FOREST_SAMPLES_MAX = 1 << 14,
    FOREST_COLUMNS_MAX = 4096,
    FOREST_ENDS_MAX = 1 << 26 /* trees x samples, rounded up to a power of two */
};

enum forest_kind { FOREST_STANDARD, FOREST_BEST };

struct forest_settings {
    enum forest_kind kind;
    uint64_t seed;
    size_t trees;     /* 0: FOREST_TREES or FOREST_TREES_BEST */
    size_t samples;   /* of each tree, at most all rows; 0: FOREST_SAMPLES or FOREST_SAMPLES_BEST */
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

/* scores[rows->count]: 0..1, higher is odder. Same columns as when grown (asserted).
 * Scratch memory is on the stack; safe from several threads at once. */
void forest_score(const struct forest *forest, const struct forest_rows *rows, unsigned threads,
                  double *scores);

/* Why a row scores as it does, after Saabas ("Interpreting random forests", 2014): whenever a cut sends the row to a side where rows are
 * set apart sooner than on the whole, the cut's column is given the difference. reasons[columns], in mean depths c(samples): above 0 for what makes
 * the row odd. They add up to forest_usual_depth less the row's own depth. Returns the score. */
double forest_explain(const struct forest *forest, const double *row, double *reasons);
/* Of the rows that the trees grew from, in c(samples). */
double forest_usual_depth(const struct forest *forest);

/* The mean depth at which n rows are set apart by random cuts: c(n) as above. 0 for n < 2. */
double forest_mean_depth(size_t n);

#endif
