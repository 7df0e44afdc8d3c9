#include "numerics/series/season.h"

#include <math.h>

double season_autocorrelation(const double *x, size_t n, size_t lag)
{
    double mean = 0, all = 0, lagged = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        all += (x[i] - mean) * (x[i] - mean);
    for (size_t i = lag; i < n; i++)
        lagged += (x[i] - mean) * (x[i - lag] - mean);
    return all > 0 ? lagged / all : 0;
}

/* The same of x[i + 1] - x[i]. */
static double autocorrelation_of_differences(const double *x, size_t n, size_t lag)
{
    double mean = (x[n - 1] - x[0]) / (double)(n - 1), all = 0, lagged = 0;
    for (size_t i = 1; i < n; i++) {
        double d = x[i] - x[i - 1] - mean;
        all += d * d;
        if (i > lag)
            lagged += d * (x[i - lag] - x[i - lag - 1] - mean);
    }
    return all > 0 ? lagged / all : 0;
}

bool season_is_significant(const double *x, size_t n, size_t m, enum season_test test)
{
    if (m < 2 || n < 3 * m)
        return false;
    if (test == SEASON_TEST_EITHER)
        return season_is_significant(x, n, m, SEASON_TEST_LEVELS) ||
               season_is_significant(x, n, m, SEASON_TEST_DIFFERENCES);
    if (test == SEASON_TEST_DIFFERENCES)
        return fabs(autocorrelation_of_differences(x, n, m)) > 1.96 / sqrt((double)(n - 1 - m));
    double squares = 0;
    for (size_t lag = 1; lag < m; lag++) {
        double r = season_autocorrelation(x, n, lag);
        squares += r * r;
    }
    return fabs(season_autocorrelation(x, n, m)) > 1.645 * sqrt((1 + 2 * squares) / (double)n);
}

static double moving_average(const double *x, size_t at, size_t m)
{
    size_t half = m / 2;
    double sum = 0;
    for (size_t k = at - half; k <= at + half; k++)
        sum += x[k];
    if (m % 2 == 0)
        sum -= (x[at - half] + x[at + half]) / 2;
    return sum / (double)m;
}

bool season_indices(const double *x, size_t n, size_t m, bool multiplicative, double *scratch, double *index)
{
    bool possible = m >= 2 && m <= SEASON_LENGTH_MAX && n >= 2 * m;
    for (size_t i = 0; i < n && multiplicative; i++)
        possible = possible && x[i] > 0;
    for (size_t k = 0; k < m; k++)
        index[k] = multiplicative ? 1 : 0;
    if (!possible)
        return false;
    size_t half = m / 2;
    double mean = 0;
    for (size_t i = half; i + half < n; i++) {
        double average = moving_average(x, i, m);
        scratch[i] = multiplicative ? x[i] / average : x[i] - average;
    }
    for (size_t k = 0; k < m; k++) {
        double sum = 0, count = 0, least = INFINITY, most = -INFINITY;
        for (size_t i = k; i + half < n; i += m)
            if (i >= half) {
                sum += scratch[i];
                least = fmin(least, scratch[i]);
                most = fmax(most, scratch[i]);
                count++;
            }
        index[k] = count > 2 ? (sum - least - most) / (count - 2) : sum / count;
        mean += index[k] / (double)m;
    }
    for (size_t k = 0; k < m; k++)
        index[k] = multiplicative ? index[k] / mean : index[k] - mean;
    return true;
}
