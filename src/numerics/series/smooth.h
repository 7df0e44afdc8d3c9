/* Exponential smoothing of series without a season: level, trend, damped trend (Gardner & McKenzie, Management Science 31, 1985), and
 * the Theta method (Assimakopoulos & Nikolopoulos, IJF 16, 2000; Hyndman & Billah, IJF 19, 2003).
 *
 * Error form: e = x - (l + phi b); l <- l + phi b + alpha e; b <- phi b + alpha beta e. Parameters are those with the least sum of
 * squared one-step errors. A level begins at the first value; with a trend it begins on the
 * regression line through all values, with that line's slope (Holt) or none (damped), as in the M3 competition. */
#ifndef NUMERICS_SERIES_SMOOTH_H
#define NUMERICS_SERIES_SMOOTH_H

#include <stdbool.h>
#include <stddef.h>

struct smooth {
    double alpha, beta, phi;         /* phi is 0 for a level alone and 1 for Holt's trend */
    double first_level, first_trend; /* before x[0] */
    double level, trend;             /* after x[n-1] */
    double squares;                  /* sum of squared one-step errors */
};

/* x[n], n >= 1. */
void smooth_level(const double *x, size_t n, struct smooth *out);
void smooth_holt(const double *x, size_t n, struct smooth *out);
void smooth_damped(const double *x, size_t n, struct smooth *out);
/* forecasts[k] is for k + 1 steps ahead. */
void smooth_forecast(const struct smooth *s, size_t h, double *forecasts);

/* The mean of the line through all values and of level smoothing of the line with theta = 2 (twice the series less the line). */
void smooth_theta(const double *x, size_t n, size_t h, double *scratch, double *forecasts);

#endif
