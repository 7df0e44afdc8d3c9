/* What this folder shares. */
#ifndef NUMERICS_SIMULATE_INNER_H
#define NUMERICS_SIMULATE_INNER_H

#include "numerics/simulate/counter.h"
#include "numerics/simulate/simulate.h"

/* A market that has been checked; `factor` is the lower triangle of the covariance of the logarithms. */
struct source {
    const struct market *market;
    double factor[SIMULATE_ASSETS_MAX][SIMULATE_ASSETS_MAX];
    uint32_t jump_below; /* a block ends when a word is below; UINT32_MAX: always */
};

/* ERR_INPUT when something is out of its bounds. */
enum err simulate_check_plan(struct ctx *c, const struct plan *plan) MUST_USE;
enum err simulate_check_history(struct ctx *c, const struct history *h, size_t assets) MUST_USE;

enum err source_prepare(struct ctx *c, const struct market *market, struct source *out) MUST_USE;

/* growth[y][i]: what the plan's weights made of 1 in year y of path first + i, before costs. */
void source_grow(const struct source *source, const struct plan *plan, uint64_t seed, uint64_t first,
                 double (*growth)[COUNTER_BLOCK]);

#endif
