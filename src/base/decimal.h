/* Exact decimal numbers: digits x 10^-scale. For amounts as files write them and for rates; no floating point.
 * The sum of two decimals keeps the larger scale. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/text.h"

enum { DECIMAL_SCALE_MAX = 12, DECIMAL_TEXT_MAX = 24 };

struct decimal {
    int64_t digits;
    int32_t scale; /* 0..DECIMAL_SCALE_MAX */
};

/* Reads [+-]digits[mark digits], all of `t`; `mark` is '.' or ','. At least one digit; at most DECIMAL_SCALE_MAX places
 * (zeros beyond that are dropped). False when it is anything else or does not fit. */
bool decimal_parse(struct text t, char mark, struct decimal *out);
/* Writes "-12.50" with exactly `scale` places; returns `out`. */
char *decimal_format(struct decimal d, char out[DECIMAL_TEXT_MAX]);
/* False on overflow; *out is untouched then. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out) MUST_USE;
bool decimal_negate(struct decimal a, struct decimal *out) MUST_USE;
/* The same value with another scale; false when digits would be lost or overflow. */
bool decimal_rescale(struct decimal a, int32_t scale, struct decimal *out) MUST_USE;
/* Equal in value: 1.5 equals 1.50. */
bool decimal_equal(struct decimal a, struct decimal b);
/* -1, 0 or 1. */
int decimal_sign(struct decimal a);

#endif
