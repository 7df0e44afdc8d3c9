/* What tools that simulate portfolios are given: shares in per cent on the command line, past returns in a file. */
#ifndef APP_BENCH_SUPPORT_PORTFOLIO_H
#define APP_BENCH_SUPPORT_PORTFOLIO_H

#include "app/command.h"
#include "numerics/simulate/simulate.h"

/* Fills in plan->assets and plan->weights, for plan->years: "60,40", and with `to` along a line to "30,70" in the last year. NULL `to`:
 * the same each year. */
enum err portfolio_weights(struct ctx *c, const struct invocation *inv, const char *from, const char *to,
                           struct plan *plan) MUST_USE;
/* A line for each past year: the year, and then one real return (0.05) for each asset. */
enum err portfolio_history(struct ctx *c, const char *file, size_t assets, struct history *out) MUST_USE;
/* A number of an option, `otherwise` when it was not given; a usage error outside of low..high. */
enum err portfolio_number(struct ctx *c, const struct invocation *inv, const char *option, double low,
                          double high, double otherwise, double *out) MUST_USE;

#endif
