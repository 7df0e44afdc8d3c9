#include "numerics/simulate/simulate.h"

#include "numerics/simulate/simulate_inner.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

enum err simulate_check_plan(struct ctx *c, const struct plan *plan)
{
    if (plan->years < 1 || plan->years > SIMULATE_YEARS_MAX || plan->assets < 1 ||
        plan->assets > SIMULATE_ASSETS_MAX)
        return fail(c, ERR_INPUT, "a plan has 1 to %d years and 1 to %d assets", SIMULATE_YEARS_MAX,
                    SIMULATE_ASSETS_MAX);
    if (!(plan->start >= 0) || !isfinite(plan->start))
        return fail(c, ERR_INPUT, "a plan does not begin with %g", plan->start);
    if (!(plan->yearly_cost >= 0 && plan->yearly_cost < 1))
        return fail(c, ERR_INPUT, "a yearly cost is 0 to 1 of the portfolio, not %g", plan->yearly_cost);
    for (size_t year = 0; year < plan->years; year++) {
        double sum = 0;
        for (size_t k = 0; k < plan->assets; k++) {
            double weight = plan->weights[year * plan->assets + k];
            if (!(weight >= 0))
                return fail(c, ERR_INPUT, "year %zu: a weight is not below 0", year + 1);
            sum += weight;
        }
        if (fabs(sum - 1) > 1e-9)
            return fail(c, ERR_INPUT, "year %zu: the weights add up to %g instead of 1", year + 1, sum);
        if (!isfinite(plan->flows[year]))
            return fail(c, ERR_INPUT, "year %zu: the flow is no finite number", year + 1);
    }
    return OK;
}

enum err simulate_check_history(struct ctx *c, const struct history *h, size_t assets)
{
    if (h->years < 1 || h->years > SIMULATE_HISTORY_MAX || h->assets != assets)
        return fail(c, ERR_INPUT, "a history has 1 to %d years, and the plan's assets", SIMULATE_HISTORY_MAX);
    for (size_t i = 0; i < h->years * h->assets; i++)
        if (!(h->returns[i] > -1) || !isfinite(h->returns[i]))
            return fail(c, ERR_INPUT, "year %zu of the history: a return is a number above -1",
                        i / h->assets + 1);
    return OK;
}

/* One year of the plan for `n` portfolios; all-or-nothing selections, so that they become vector instructions. */
static void step(const struct plan *plan, size_t year, const double *growth, double *held, size_t n)
{
    double flow = plan->flows[year], keeps = 1 - plan->yearly_cost;
    double before = plan->flows_first ? flow : 0, after = plan->flows_first ? 0 : flow;
    for (size_t i = 0; i < n; i++) {
        double now = (held[i] + before) * growth[i] * keeps + after;
        held[i] = now > 0 ? now : 0;
    }
}

/* Who holds nothing after paying out has failed, and later savings do not heal that: from then on it is kept at a sum below
 * every other. */
static void walk(const struct plan *plan, double (*growth)[COUNTER_BLOCK], double ends[COUNTER_BLOCK])
{
    double alive[COUNTER_BLOCK];
    for (int i = 0; i < COUNTER_BLOCK; i++) {
        ends[i] = plan->start;
        alive[i] = 1;
    }
    for (size_t year = 0; year < plan->years; year++) {
        step(plan, year, growth[year], ends, COUNTER_BLOCK);
        if (plan->flows[year] < 0)
            for (int i = 0; i < COUNTER_BLOCK; i++)
                alive[i] = ends[i] > 0 ? alive[i] : 0;
        for (int i = 0; i < COUNTER_BLOCK; i++)
            ends[i] *= alive[i];
    }
}

static void sum_up(const double *ends, size_t paths, struct outcome *out)
{
    *out = (struct outcome){.paths = paths};
    for (size_t i = 0; i < paths; i++)
        out->succeeded += ends[i] > 0;
    out->success = (double)out->succeeded / (double)paths;
    out->standard_error = sqrt(out->success * (1 - out->success) / (double)paths);
}

enum err simulate_history(struct ctx *c, const struct plan *plan, const struct history *history, double *ends,
                          struct outcome *out)
{
    TRY(simulate_check_plan(c, plan));
    TRY(simulate_check_history(c, history, plan->assets));
    if (history->years < plan->years)
        return fail(c, ERR_INPUT, "a history of %zu years has no window of %zu", history->years, plan->years);
    size_t windows = history->years - plan->years + 1;
    for (size_t start = 0; start < windows; start++) {
        bool alive = true;
        ends[start] = plan->start;
        for (size_t year = 0; year < plan->years; year++) {
            const double *weights = plan->weights + year * plan->assets;
            const double *returns = history->returns + (start + year) * plan->assets;
            double growth = 0;
            for (size_t k = 0; k < plan->assets; k++)
                growth += weights[k] * (1 + returns[k]);
            step(plan, year, &growth, &ends[start], 1);
            alive = alive && (plan->flows[year] >= 0 || ends[start] > 0);
            ends[start] = alive ? ends[start] : 0;
        }
    }
    sum_up(ends, windows, out);
    return OK;
}

/* One thread's part: blocks of paths first to last. */
struct share {
    const struct plan *plan;
    const struct source *source;
    uint64_t seed;
    size_t first, last, paths;
    double *ends;
};

static void *run_share(void *arg)
{
    const struct share *s = arg;
    double growth[SIMULATE_YEARS_MAX][COUNTER_BLOCK], ends[COUNTER_BLOCK];
    for (size_t block = s->first; block < s->last; block++) {
        size_t at = block * COUNTER_BLOCK, rest = s->paths - at;
        source_grow(s->source, s->plan, s->seed, at, growth);
        walk(s->plan, growth, ends);
        memcpy(s->ends + at, ends, (rest < COUNTER_BLOCK ? rest : COUNTER_BLOCK) * sizeof *ends);
    }
    return NULL;
}

/* A thread that cannot be had leaves its share to the caller. */
static void run_shares(struct share *shares, int count)
{
    pthread_t threads[SIMULATE_THREADS_MAX];
    bool runs[SIMULATE_THREADS_MAX];
    for (int i = 1; i < count; i++)
        runs[i] = pthread_create(&threads[i], NULL, run_share, &shares[i]) == 0;
    run_share(&shares[0]);
    for (int i = 1; i < count; i++)
        if (!runs[i])
            run_share(&shares[i]);
    for (int i = 1; i < count; i++)
        if (runs[i])
            pthread_join(threads[i], NULL);
}

enum err simulate_paths(struct ctx *c, const struct plan *plan, const struct market *market,
                        const struct simulation *simulation, double *ends, struct outcome *out)
{
    struct share shares[SIMULATE_THREADS_MAX];
    struct source source;
    size_t paths = simulation->paths, blocks = (paths + COUNTER_BLOCK - 1) / COUNTER_BLOCK;
    int threads = simulation->threads < 1 ? 1 : simulation->threads;
    TRY(simulate_check_plan(c, plan));
    if (paths < 1 || paths > SIMULATE_PATHS_MAX || threads > SIMULATE_THREADS_MAX)
        return fail(c, ERR_INPUT, "1 to %d paths, by at most %d threads", SIMULATE_PATHS_MAX,
                    SIMULATE_THREADS_MAX);
    if (market->assets != plan->assets)
        return fail(c, ERR_INPUT, "the plan holds %zu assets, the market has %zu", plan->assets,
                    market->assets);
    if (market->kind == MARKET_BOOTSTRAP)
        TRY(simulate_check_history(c, &market->history, plan->assets));
    TRY(source_prepare(c, market, &source));
    for (int i = 0; i < threads; i++)
        shares[i] = (struct share){.plan = plan,
                                   .source = &source,
                                   .seed = simulation->seed,
                                   .first = blocks * (size_t)i / (size_t)threads,
                                   .last = blocks * (size_t)(i + 1) / (size_t)threads,
                                   .paths = paths,
                                   .ends = ends};
    run_shares(shares, threads);
    sum_up(ends, paths, out);
    return OK;
}
