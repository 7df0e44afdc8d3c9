/* The curves behind a ranking's figures (numerics/metrics.h), for people to look at. */
#ifndef NUMERICS_CURVES_H
#define NUMERICS_CURVES_H

#include "base/err.h"

#include <stddef.h>

enum { CURVE_POINTS_MOST = 500 };

struct curve_point {
    double x, y; /* 0 to 1 */
};
struct curve {
    struct curve_point *at;
    size_t count;
};

/* Receiver operating characteristic: for each threshold the share of the 0s above it (x) and of the 1s (y), from 0,0 to 1,1; rows of one
 * score are one step. Precision over recall: x is the recall, y the precision, from the highest score on. Thinned to at most CURVE_POINTS_MOST
 * points about equally far apart, the first and the last among them. scores[count] without NAN, labels of 0 and 1. ERR_INPUT when one of the labels is missing.
 * Points live in c->arena. */
enum err curve_roc(struct ctx *c, const double *scores, const uint8_t *labels, size_t count,
                   struct curve *out) MUST_USE;
enum err curve_precision(struct ctx *c, const double *scores, const uint8_t *labels, size_t count,
                         struct curve *out) MUST_USE;

#endif
