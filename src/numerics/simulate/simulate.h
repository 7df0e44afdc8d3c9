/* What becomes of a portfolio: by all of history's windows, by drawn histories (block bootstrap), and by drawn returns (correlated
 * lognormal). Everything is real: returns are fractions after inflation, money is in today's units of any currency. Pure, and
 * the same to the bit for a seed, at any number of threads.
 *
 * Not modelled: taxes, costs beyond plan.yearly_cost, and that the future may be like no history. */
#ifndef NUMERICS_SIMULATE_SIMULATE_H
#define NUMERICS_SIMULATE_SIMULATE_H

#include "base/err.h"

#include <stddef.h>

enum {
    SIMULATE_YEARS_MAX = 120,
    SIMULATE_ASSETS_MAX = 16,
    SIMULATE_HISTORY_MAX = 10000, /* years */
    SIMULATE_PATHS_MAX = 100000000,
    SIMULATE_THREADS_MAX = 256
};

/* Each year the portfolio is brought to that year's weights, grows, pays its cost, and then the year's flow is paid in or out;
 * with `flows_first` the flow comes before the growth. A portfolio that cannot pay a flow out and still hold something has
 * failed, and stays empty. A glide path is weights that change from year to year. */
struct plan {
    size_t years, assets;
    const double *weights; /* [years][assets], each year's add up to 1 */
    const double *flows;   /* [years]; what is paid out is negative */
    double start;          /* >= 0 */
    double yearly_cost;    /* fraction of the portfolio each year, 0 to 1 */
    bool flows_first;
};

/* Past real returns, in order. */
struct history {
    size_t years, assets;
    const double *returns; /* [years][assets], above -1 */
};

/* Where a drawn year's returns come from. */
enum market_kind {
    MARKET_LOGNORMAL, /* log(1 + return) is normal, each year anew */
    MARKET_BOOTSTRAP /* blocks of history, of geometric length, its end joined to its beginning: the stationary bootstrap of
                       * Politis & Romano, JASA 89 (1994) */
};

struct market {
    enum market_kind kind;
    size_t assets;
    const double *log_means;      /* [assets]; LOGNORMAL */
    const double *log_deviations; /* [assets], >= 0; LOGNORMAL */
    const double *correlations;   /* [assets][assets], of the logarithms; NULL: none; LOGNORMAL */
    struct history history;       /* BOOTSTRAP */
    double mean_block_years;      /* >= 1; BOOTSTRAP */
};

struct simulation {
    size_t paths;
    uint64_t seed;
    int threads; /* 0: one */
};

struct outcome {
    size_t paths, succeeded; /* held something after the last year, having paid every flow */
    double success;          /* succeeded / paths */
    double standard_error;   /* of success: sqrt(p (1-p) / paths) */
};

/* The end of every window of plan.years in history, the earliest first, into ends[history.years - plan.years + 1]; 0: failed.
 * ERR_INPUT when the plan or the history is out of its bounds, or the history shorter than the plan. */
enum err simulate_history(struct ctx *c, const struct plan *plan, const struct history *history, double *ends,
                          struct outcome *out) MUST_USE;
/* The end of every drawn path into ends[paths]; 0: failed. ERR_INPUT when something is out of its bounds or the correlations
 * are those of no variables. */
enum err simulate_paths(struct ctx *c, const struct plan *plan, const struct market *market,
                        const struct simulation *simulation, double *ends, struct outcome *out) MUST_USE;

/* Log means and deviations [assets] and correlations [assets][assets] of a history: what a lognormal market takes. */
enum err simulate_fit(struct ctx *c, const struct history *history, double *log_means, double *log_deviations,
                      double *correlations) MUST_USE;

/* The value that `fractions` (rising, 0 to 1) of the ends do not exceed, nearest rank: [count] into out. Reorders ends. */
void simulate_percentiles(double *ends, size_t paths, const double *fractions, size_t count, double *out);

/* How much likelier plan A succeeds than B, when both met the same paths, and the standard error of that difference: far
 * smaller than of two runs on their own. */
struct comparison {
    double difference, standard_error;
};
struct comparison simulate_compare(const double *ends_a, const double *ends_b, size_t paths);

#endif
