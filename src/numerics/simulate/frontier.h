/* Which mixes of assets have the least variance for their mean return, without borrowing and without selling what is not held
 * (Markowitz, Journal of Finance 7, 1952). Means and covariances are of yearly returns as fractions, estimated by whoever asks:
 * the mixes are no better than the estimates, and means are known badly. Pure and deterministic. */
#ifndef NUMERICS_SIMULATE_FRONTIER_H
#define NUMERICS_SIMULATE_FRONTIER_H

#include "numerics/simulate/simulate.h"

enum { FRONTIER_POINTS_MAX = 1000 };

struct frontier_point {
    double mean, deviation;
    double weights[SIMULATE_ASSETS_MAX]; /* each >= 0, they add up to 1 */
};

/* `count` points (2 or more) from the mix of least variance to the one of the highest mean, at equal steps of the mean. covariances
 * is [assets][assets], symmetric. ERR_INPUT when it is not, or a number is not finite, or a variance is below 0. */
enum err frontier_trace(struct ctx *c, const double *means, const double *covariances, size_t assets,
                        struct frontier_point *points, size_t count) MUST_USE;

/* Arithmetic means [assets] and covariances [assets][assets] of a history. */
enum err frontier_fit(struct ctx *c, const struct history *history, double *means,
                      double *covariances) MUST_USE;

/* A glide path for struct plan: weights [years][assets] that go along a line from one mix to another. */
void glide_path(const double *from, const double *to, size_t assets, size_t years, double *weights);

#endif
