/* Where drawn years come from: the two kinds of market. */
#include "numerics/simulate/simulate_inner.h"

#include <math.h>
#include <string.h>

/* Cholesky's factor of the covariance. A variable that the ones before it determine gets a zero on the diagonal. */
static enum err factorise(struct ctx *c, const struct market *m, struct source *out)
{
    size_t n = m->assets;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k <= i; k++) {
            double own = m->correlations == NULL ? i == k : m->correlations[i * n + k];
            double mirrored = m->correlations == NULL ? own : m->correlations[k * n + i];
            if (!(fabs(own) <= 1 + 1e-12) || fabs(own - mirrored) > 1e-9 || (i == k && fabs(own - 1) > 1e-9))
                return fail(c, ERR_INPUT, "the correlation of assets %zu and %zu is none", i + 1, k + 1);
            double sum = own;
            for (size_t j = 0; j < k; j++)
                sum -= out->factor[i][j] * out->factor[k][j];
            if (i == k && sum < -1e-9)
                return fail(c, ERR_INPUT, "no variables have these correlations (asset %zu)", i + 1);
            if (i == k)
                out->factor[i][i] = sum > 0 ? sqrt(sum) : 0;
            else
                out->factor[i][k] = out->factor[k][k] > 1e-6 ? sum / out->factor[k][k] : 0;
        }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k <= i; k++)
            out->factor[i][k] *= m->log_deviations[i];
    return OK;
}

enum err source_prepare(struct ctx *c, const struct market *market, struct source *out)
{
    memset(out, 0, sizeof *out);
    out->market = market;
    if (market->kind == MARKET_BOOTSTRAP) {
        double block = market->mean_block_years;
        if (!(block >= 1))
            return fail(c, ERR_INPUT, "blocks of history are one year long or more, not %g", block);
        out->jump_below = block == 1 ? UINT32_MAX : (uint32_t)(0x1p32 / block);
        return OK;
    }
    for (size_t i = 0; i < market->assets; i++) {
        double mean = market->log_means[i], deviation = market->log_deviations[i];
        if (!(fabs(mean) <= 2) || !(deviation >= 0 && deviation <= 2))
            return fail(c, ERR_INPUT,
                        "asset %zu: a log mean is between -2 and 2, a deviation between 0 and 2", i + 1);
    }
    return factorise(c, market, out);
}

/* Draw number d of a path is word d % 4 of group d / 4; a year takes one draw per asset. */
static void grow_lognormal(const struct source *s, const struct plan *plan, uint64_t seed, uint64_t first,
                           double (*growth)[COUNTER_BLOCK])
{
    const struct market *m = s->market;
    double drawn[4][COUNTER_BLOCK], z[SIMULATE_ASSETS_MAX][COUNTER_BLOCK], x[COUNTER_BLOCK];
    uint32_t draw = 0;
    for (size_t year = 0; year < plan->years; year++) {
        for (size_t k = 0; k < m->assets; k++, draw++) {
            if (draw % 4 == 0)
                counter_normals(seed, first, draw / 4, drawn);
            memcpy(z[k], drawn[draw % 4], sizeof z[k]);
        }
        memset(growth[year], 0, sizeof growth[year]);
        for (size_t k = 0; k < m->assets; k++) {
            double weight = plan->weights[year * m->assets + k], mean = m->log_means[k];
            if (weight == 0)
                continue;
            for (int i = 0; i < COUNTER_BLOCK; i++)
                x[i] = mean;
            for (size_t j = 0; j <= k; j++) {
                double by = s->factor[k][j];
                for (int i = 0; i < COUNTER_BLOCK; i++)
                    x[i] += by * z[j][i];
            }
            counter_exp(x);
            for (int i = 0; i < COUNTER_BLOCK; i++)
                growth[year][i] += weight * x[i];
        }
    }
}

/* A year takes two words of a path: does a block end, and where does the next begin. */
static void grow_bootstrap(const struct source *s, const struct plan *plan, uint64_t seed, uint64_t first,
                           double (*growth)[COUNTER_BLOCK])
{
    const struct history *h = &s->market->history;
    uint32_t words[4][COUNTER_BLOCK], at[COUNTER_BLOCK];
    double table[SIMULATE_HISTORY_MAX];
    uint32_t years = (uint32_t)h->years;
    for (size_t year = 0; year < plan->years; year++) {
        const double *weights = plan->weights + year * h->assets;
        if (year == 0 || memcmp(weights, weights - h->assets, h->assets * sizeof *weights) != 0)
            for (size_t row = 0; row < h->years; row++) {
                table[row] = 0;
                for (size_t k = 0; k < h->assets; k++)
                    table[row] += weights[k] * (1 + h->returns[row * h->assets + k]);
            }
        if (year % 2 == 0)
            counter_words(seed, first, (uint32_t)year / 2, words);
        const uint32_t *jump = words[year % 2 * 2], *where = words[year % 2 * 2 + 1];
        for (int i = 0; i < COUNTER_BLOCK; i++) {
            uint32_t next = year > 0 && at[i] + 1 < years ? at[i] + 1 : 0;
            bool jumps = year == 0 || jump[i] <= s->jump_below;
            at[i] = jumps ? (uint32_t)((uint64_t)where[i] * years >> 32) : next;
            growth[year][i] = table[at[i]];
        }
    }
}

void source_grow(const struct source *source, const struct plan *plan, uint64_t seed, uint64_t first,
                 double (*growth)[COUNTER_BLOCK])
{
    if (source->market->kind == MARKET_LOGNORMAL)
        grow_lognormal(source, plan, seed, first, growth);
    else
        grow_bootstrap(source, plan, seed, first, growth);
}
