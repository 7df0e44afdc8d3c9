/* How well scores tell the rows labelled 1 from the rows labelled 0. A higher score claims a 1. */
#ifndef NUMERICS_METRICS_H
#define NUMERICS_METRICS_H

#include "base/err.h"

#include <stddef.h>

struct ranking {
    double
        auroc; /* chance that a 1 scores above a 0, ties counted half (Mann and Whitney 1947); NAN without both */
    double
        average_precision; /* sum over thresholds of (recall gained) x precision; rows of one score are one step; NAN without a 1 */
};

/* scores[count] without NAN, labels[count] of 0 and 1. Scratch memory from c->arena, given back. */
enum err metrics_ranking(struct ctx *c, const double *scores, const uint8_t *labels, size_t count,
                         struct ranking *out) MUST_USE;

/* Mean and standard deviation (n - 1; 0 for one value) of values[count]. */
struct spread {
    double mean, deviation;
};
struct spread metrics_spread(const double *values, size_t count);

/* Card precision at k (Dal Pozzolo 2015; Fraud Detection Handbook 4.3): each day the k cards with the highest score of a
 * transaction are looked into, and the share of them that had a fraud that day counts; cards found so are out on later days; the mean
 * over the days. */
struct card_row {
    uint32_t card;
    uint32_t day; /* any numbers that grow by days */
    double score;
    uint8_t fraud;
};
/* rows[count] in any order, sorted in place. 0 without rows. Days that have no row do not count. */
double metrics_card_precision(struct card_row *rows, size_t count, size_t k);

#endif
