/* florin numerics retire FILE WEIGHTS: would yearly withdrawals have lasted, and would they? FILE has a line for each past year: the year,
 * and then one real return (0.05) for each asset; WEIGHTS are shares of them in per cent (60,40). */
#include "app/app.h"
#include "app/bench/support/portfolio.h"
#include "app/numeric.h"
#include "base/json.h"
#include "numerics/simulate/simulate.h"

#include <stdio.h>

enum { PATHS = 100000 };

static const char *const options[] = {"years", "withdraw", "to", "block", "seed", "threads", NULL};
static const double fractions[] = {0.05, 0.25, 0.5, 0.75, 0.95};

struct told {
    struct outcome outcome;
    double ends[5]; /* as multiples of the beginning */
};

static enum err drawn(struct ctx *c, const struct plan *plan, const struct market *market,
                      const struct simulation *simulation, struct told *out)
{
    double *ends = ARENA_ARRAY(c->arena, double, simulation->paths);
    TRY(simulate_paths(c, plan, market, simulation, ends, &out->outcome));
    simulate_percentiles(ends, simulation->paths, fractions, 5, out->ends);
    return OK;
}

static enum err tell_all(struct ctx *c, const struct plan *plan, const struct history *history, double block,
                         const struct simulation *simulation, struct told out[3])
{
    double *ends = ARENA_ARRAY(c->arena, double, history->years),
           *fit = ARENA_ARRAY(c->arena, double, plan->assets *(plan->assets + 2));
    struct market market = {
        .kind = MARKET_BOOTSTRAP, .assets = plan->assets, .history = *history, .mean_block_years = block};
    TRY(simulate_history(c, plan, history, ends, &out[0].outcome));
    simulate_percentiles(ends, out[0].outcome.paths, fractions, 5, out[0].ends);
    TRY(drawn(c, plan, &market, simulation, &out[1]));
    double *deviations = fit + plan->assets, *correlations = deviations + plan->assets;
    TRY(simulate_fit(c, history, fit, deviations, correlations));
    market = (struct market){.kind = MARKET_LOGNORMAL,
                             .assets = plan->assets,
                             .log_means = fit,
                             .log_deviations = deviations,
                             .correlations = correlations};
    return drawn(c, plan, &market, simulation, &out[2]);
}

static void print_json(const struct told told[3], const char *const names[3])
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_object(&j);
    for (int i = 0; i < 3; i++) {
        json_key(&j, names[i]);
        json_object(&j);
        json_key_int(&j, "paths", (int64_t)told[i].outcome.paths);
        json_key(&j, "success"), json_double(&j, told[i].outcome.success);
        json_key(&j, "standard_error"), json_double(&j, told[i].outcome.standard_error);
        json_key(&j, "ends");
        json_array(&j);
        for (int k = 0; k < 5; k++)
            json_double(&j, told[i].ends[k]);
        json_array_end(&j);
        json_object_end(&j);
    }
    json_object_end(&j);
    app_print_json(&out);
    buf_free(&out);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    static const char *const names[3] = {"history", "bootstrap", "lognormal"};
    struct plan plan = {.start = 1};
    struct history history;
    struct told told[3];
    int64_t years, block, seed, threads;
    double share;
    TRY(portfolio_number(c, inv, "withdraw", 0, 100, 4, &share));
    TRY(invocation_int(c, inv, "years", 1, SIMULATE_YEARS_MAX, 30, &years));
    TRY(invocation_int(c, inv, "block", 1, SIMULATE_YEARS_MAX, 8, &block));
    TRY(invocation_int(c, inv, "seed", 0, INT64_MAX, 1, &seed));
    TRY(invocation_int(c, inv, "threads", 1, SIMULATE_THREADS_MAX, 1, &threads));
    double *flows = ARENA_ARRAY(c->arena, double, years);
    for (int64_t i = 0; i < years; i++)
        flows[i] = -share / 100;
    plan.years = (size_t)years;
    plan.flows = flows;
    TRY(portfolio_weights(c, inv, inv->words[2], invocation_value(inv, "to"), &plan));
    TRY(portfolio_history(c, inv->words[1], plan.assets, &history));
    struct simulation simulation = {.paths = PATHS, .seed = (uint64_t)seed, .threads = (int)threads};
    TRY(tell_all(c, &plan, &history, (double)block, &simulation, told));
    if (inv->json) {
        print_json(told, names);
        return OK;
    }
    puts("source,paths,success,standard_error,end_5,end_25,end_50,end_75,end_95");
    for (int i = 0; i < 3; i++)
        printf("%s,%zu,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f\n", names[i], told[i].outcome.paths,
               told[i].outcome.success, told[i].outcome.standard_error, told[i].ends[0], told[i].ends[1],
               told[i].ends[2], told[i].ends[3], told[i].ends[4]);
    return OK;
}

const struct numeric numeric_retire = {
    .name = "retire",
    .summary = "do yearly withdrawals last: by history's windows, drawn histories and drawn returns",
    .usage = "FILE WEIGHTS [--to WEIGHTS] [--years N] [--withdraw PERCENT] [--block YEARS] [--seed N] "
             "[--threads N]",
    .options = options,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};
