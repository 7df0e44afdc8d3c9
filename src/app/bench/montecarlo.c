/* florin bench montecarlo: paths of a portfolio by the second: half and half of two assets, thirty years, 4 % of the beginning taken out each year.
 * Two correlated lognormal returns a year, and blocks of a made-up history. bench/peers/montecarlo.py has the same plan in numpy. */
#include "app/app.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "numerics/simulate/taxes.h"

#include <math.h>
#include <time.h>

enum { PATHS = 1000000, YEARS = 30, PAST = 100, ASSETS = 2, RUNS = 3 };

static const char *const options[] = {"threads", NULL};
static const double log_means[ASSETS] = {0.06, 0.02}, log_deviations[ASSETS] = {0.18, 0.07},
                    correlations[ASSETS * ASSETS] = {1, 0.1, 0.1, 1};

struct clocks {
    double wall_s, cpu_s;
};

static struct clocks now(void)
{
    return (struct clocks){seconds_now(), (double)clock() / CLOCKS_PER_SEC};
}

static struct clocks since(struct clocks start)
{
    struct clocks at = now();
    return (struct clocks){at.wall_s - start.wall_s, at.cpu_s - start.cpu_s};
}

static void told(struct bench *b, const char *section, const struct outcome *outcome, int threads,
                 struct clocks taken)
{
    bench_section(b, section);
    bench_count(b, "paths", (int64_t)outcome->paths);
    bench_count(b, "years", YEARS);
    bench_count(b, "threads", threads);
    bench_number(b, "success_percent", 100 * outcome->success);
    bench_number(b, "paths_per_s", (double)outcome->paths / taken.wall_s);
    bench_number(b, "cpu_s", taken.cpu_s);
    bench_goal(b, "time_s", taken.wall_s, 1);
}

/* The quickest of some: other work of the machine only ever slows it. */
static enum err draw(struct ctx *c, struct bench *b, const struct plan *plan, const struct market *market,
                     const char *section, int threads)
{
    double *ends = ARENA_ARRAY(c->arena, double, PATHS);
    struct clocks best = {INFINITY, INFINITY};
    struct simulation simulation = {.paths = PATHS, .seed = 1, .threads = threads};
    struct outcome outcome;
    for (int i = 0; i < RUNS; i++) {
        struct clocks started = now();
        TRY(simulate_paths(c, plan, market, &simulation, ends, &outcome));
        struct clocks taken = since(started);
        best = (struct clocks){fmin(best.wall_s, taken.wall_s), fmin(best.cpu_s, taken.cpu_s)};
    }
    told(b, section, &outcome, threads, best);
    return OK;
}

static enum err draw_taxed(struct ctx *c, struct bench *b, const struct plan *plan,
                           const struct market *market)
{
    struct tax_end *ends = ARENA_ARRAY(c->arena, struct tax_end, PATHS);
    struct taxes taxes = {.start = {0.4, 0.4, 0.2},
                          .basis = 1,
                          .shares = {0, 0, 1},
                          .dividend = 0.02,
                          .dividend_rate = 0.25,
                          .gain_rate = 0.25,
                          .income_rate = 0.3,
                          .inflation = 0.02};
    struct outcome outcome;
    struct clocks started = now();
    TRY(tax_paths(c, plan, &taxes, market, &(struct simulation){.paths = PATHS, .seed = 1}, ends, &outcome));
    told(b, "three_accounts", &outcome, 1, since(started));
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    double weights[YEARS * ASSETS], flows[YEARS], returns[PAST * ASSETS];
    struct machine machine;
    int64_t threads;
    machine_read(&machine);
    TRY(invocation_int(c, b->inv, "threads", 1, SIMULATE_THREADS_MAX, machine.cores, &threads));
    for (int i = 0; i < YEARS; i++)
        weights[2 * i] = weights[2 * i + 1] = 0.5, flows[i] = -0.04;
    for (int i = 0; i < PAST * ASSETS; i++)
        returns[i] = exp(log_means[i % ASSETS] + log_deviations[i % ASSETS] * M_SQRT2 *
                                                     sin((1.3 + 0.7 * (i % ASSETS)) * (i / ASSETS))) -
                     1; /* a wave has no year that another program could not make */
    struct plan plan = {.years = YEARS, .assets = ASSETS, .weights = weights, .flows = flows, .start = 1};
    struct market market = {.kind = MARKET_LOGNORMAL,
                            .assets = ASSETS,
                            .log_means = log_means,
                            .log_deviations = log_deviations,
                            .correlations = correlations,
                            .history = {PAST, ASSETS, returns},
                            .mean_block_years = 8};
    TRY(draw(c, b, &plan, &market, "lognormal_one_thread", 1));
    TRY(draw(c, b, &plan, &market, "lognormal", (int)threads));
    TRY(draw_taxed(c, b, &plan, &market));
    market.kind = MARKET_BOOTSTRAP;
    TRY(draw(c, b, &plan, &market, "bootstrap_one_thread", 1));
    return draw(c, b, &plan, &market, "bootstrap", (int)threads);
}

const struct benchmark benchmark_montecarlo = {
    .name = "montecarlo",
    .summary =
        "a million thirty-year paths of a portfolio: lognormal, bootstrap, and taxed in three accounts",
    .options = options,
    .run = run,
};
