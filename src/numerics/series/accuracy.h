/* How good forecasts were (Hyndman & Koehler, IJF 22, 2006). Errors of one series, averaged over its horizons. */
#ifndef NUMERICS_SERIES_ACCURACY_H
#define NUMERICS_SERIES_ACCURACY_H

#include <math.h>
#include <stddef.h>

/* Mean of 200 |y - f| / (|y| + |f|), 0 to 200; nothing over nothing is 0. */
static inline double accuracy_smape(const double *y, const double *f, size_t h)
{
    double sum = 0;
    for (size_t i = 0; i < h; i++) {
        double size = fabs(y[i]) + fabs(f[i]);
        sum += size > 0 ? 200 * fabs(y[i] - f[i]) / size : 0;
    }
    return sum / (double)h;
}

/* Mean of |y - f| over the mean of |x[t] - x[t-m]|; NAN when x has no such changes. */
static inline double accuracy_mase(const double *x, size_t n, size_t m, const double *y, const double *f,
                                   size_t h)
{
    double scale = 0, sum = 0;
    if (n <= m)
        return NAN;
    for (size_t i = m; i < n; i++)
        scale += fabs(x[i] - x[i - m]) / (double)(n - m);
    for (size_t i = 0; i < h; i++)
        sum += fabs(y[i] - f[i]) / (double)h;
    return scale > 0 ? sum / scale : NAN;
}

#endif
