/* Seasons: is there one, what are its indices, and the series without it. `m` is how many values make a year (12, 4; 1: none). */
#ifndef NUMERICS_SERIES_SEASON_H
#define NUMERICS_SERIES_SEASON_H

#include "base/err.h"

#include <stddef.h>

enum { SEASON_LENGTH_MAX = 366 };

/* What the autocorrelations are taken of. */
enum season_test {
    SEASON_TEST_LEVELS, /* |r_m| > 1.645 sqrt((1 + 2 sum of r_i^2, i < m) / n), Bartlett 1946; as in the M4 competition */
    SEASON_TEST_DIFFERENCES, /* of the first differences, |r_m| > 1.96 / sqrt(n - 1 - m): a trend does not look like a season */
    SEASON_TEST_EITHER /* one of them: a strong trend hides a season from the levels */
};

/* Autocorrelation at `lag` of x[n]; 0 where the series does not vary. */
double season_autocorrelation(const double *x, size_t n, size_t lag);
/* False with fewer than three seasons. */
bool season_is_significant(const double *x, size_t n, size_t m, enum season_test test);

/* Classical decomposition: ratios (multiplicative) or differences (additive) to a centred moving average of length m, their medial
 * average for each place in the season (the mean without the highest and the lowest, where there are three or more: Makridakis, Wheelwright
 * & Hyndman, Forecasting, 3rd ed. 1998, section 3/4), scaled to a mean of 1 (0). index[k] belongs to x[k], x[k + m], … False, with indices of 1
 * (0), when x has fewer than two seasons, or, multiplicative, a value that is not above 0. `scratch` has room for n. */
bool season_indices(const double *x, size_t n, size_t m, bool multiplicative, double *scratch, double *index);

#endif
