/* How far from a forecast values may fall. */
#ifndef NUMERICS_SERIES_INTERVAL_H
#define NUMERICS_SERIES_INTERVAL_H

#include "numerics/series/smooth.h"

/* Standard deviations of errors 1 to h steps ahead, for a series without a season that a damped trend was fitted to: at each
 * horizon the larger of what the model says (class 1 of Hyndman et al. 2008) and of what its forecasts from within the series
 * missed by; never falling with the horizon. Errors within a series are smaller than those behind it, for the parameters saw
 * them: squares are over n less the five parameters. */
void interval_deviations(const double *x, size_t n, const struct smooth *damped, size_t h,
                         double *deviations);

/* Student's quantile, by the expansion of Cornish and Fisher (Abramowitz & Stegun 26.7.5): `normal` is the normal quantile. */
double interval_student(double normal, double freedom);

#endif
