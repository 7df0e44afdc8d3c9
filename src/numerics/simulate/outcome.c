/* What many paths say: a market's figures from history, percentiles, and the difference of two plans. */
#include "numerics/simulate/simulate.h"

#include <math.h>

enum err simulate_fit(struct ctx *c, const struct history *h, double *log_means, double *log_deviations,
                      double *correlations)
{
    size_t n = h->assets;
    if (h->years < 2 || h->years > SIMULATE_HISTORY_MAX || n < 1 || n > SIMULATE_ASSETS_MAX)
        return fail(c, ERR_INPUT, "a market is fitted to 2 to %d years of 1 to %d assets",
                    SIMULATE_HISTORY_MAX, SIMULATE_ASSETS_MAX);
    for (size_t i = 0; i < h->years * n; i++)
        if (!(h->returns[i] > -1) || !isfinite(h->returns[i]))
            return fail(c, ERR_INPUT, "year %zu of the history: a return is a number above -1", i / n + 1);
    for (size_t k = 0; k < n; k++) {
        log_means[k] = 0;
        for (size_t year = 0; year < h->years; year++)
            log_means[k] += log1p(h->returns[year * n + k]) / (double)h->years;
    }
    for (size_t k = 0; k < n; k++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t year = 0; year < h->years; year++)
                sum += (log1p(h->returns[year * n + k]) - log_means[k]) *
                       (log1p(h->returns[year * n + j]) - log_means[j]);
            correlations[k * n + j] = sum / (double)(h->years - 1);
        }
    for (size_t k = 0; k < n; k++)
        log_deviations[k] = sqrt(correlations[k * n + k]);
    for (size_t k = 0; k < n; k++)
        for (size_t j = 0; j < n; j++) {
            double by = log_deviations[k] * log_deviations[j];
            correlations[k * n + j] = k == j ? 1 : by > 0 ? correlations[k * n + j] / by : 0;
        }
    return OK;
}

static void swap(double *a, double *b)
{
    double kept = *a;
    *a = *b;
    *b = kept;
}

/* Puts the value of rank k in place: smaller ones before it, larger ones behind (Hoare's FIND, middle of three). */
static void select_rank(double *v, size_t low, size_t high, size_t k)
{
    while (high > low + 1) {
        size_t middle = low + (high - low) / 2, i = low, j = high - 1;
        if (v[middle] < v[low])
            swap(&v[middle], &v[low]);
        if (v[high - 1] < v[low])
            swap(&v[high - 1], &v[low]);
        if (v[high - 1] < v[middle])
            swap(&v[high - 1], &v[middle]);
        double pivot = v[middle];
        while (i <= j) {
            while (v[i] < pivot)
                i++;
            while (v[j] > pivot)
                j--;
            if (i > j)
                break;
            swap(&v[i++], &v[j]);
            if (j == 0)
                break;
            j--;
        }
        if (k <= j)
            high = j + 1;
        else if (k >= i)
            low = i;
        else
            return;
    }
}

void simulate_percentiles(double *ends, size_t paths, const double *fractions, size_t count, double *out)
{
    size_t low = 0;
    for (size_t i = 0; i < count; i++) {
        double rank = ceil(fractions[i] * (double)paths);
        size_t k = rank < 1 ? 0 : (size_t)rank - 1;
        k = k < paths ? k : paths - 1;
        k = k < low ? low : k;
        select_rank(ends, low, paths, k);
        out[i] = ends[k];
        low = k;
    }
}

struct comparison simulate_compare(const double *ends_a, const double *ends_b, size_t paths)
{
    size_t only_a = 0, only_b = 0;
    for (size_t i = 0; i < paths; i++) {
        only_a += ends_a[i] > 0 && !(ends_b[i] > 0);
        only_b += ends_b[i] > 0 && !(ends_a[i] > 0);
    }
    double n = (double)paths, difference = ((double)only_a - (double)only_b) / n;
    double variance = ((double)only_a + (double)only_b) / n - difference * difference;
    return (struct comparison){difference, sqrt((variance > 0 ? variance : 0) / n)};
}
