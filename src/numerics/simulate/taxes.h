/* A portfolio in three kinds of accounts: a taxable one, a tax-deferred one (taxed when money is taken out, as a pension plan), and a tax-free one (as
 * an ISA or a Roth account). Kept simple, and this is all that is assumed:
 *
 * - Every account holds the plan's weights, so all grow alike; which assets lie where is not modelled.
 * - Rates are flat: no brackets, allowances, penalties, least withdrawals, loss carry-overs or steps at death. Losses give nothing back.
 * - Money and returns are real. What was paid for the taxable holdings (their basis) stays the same in nominal money, so it loses the year's
 *   inflation: inflation is taxed as a gain, as the law does. A sale takes the average basis.
 * - Each year a fraction of the taxable account comes as dividends or interest: taxed at once, and the rest buys more and adds to the
 *   basis.
 * - A flow out is what is left after taxes; tax on a sale or on a withdrawal is paid from the same account, in the same year.
 * - A flow in is divided by fixed shares; into the deferred account it goes before income tax, into the others after it, as given.
 *
 * Sources: sales, basis and dividends as in IRS Publication 550, withdrawals as in Publication 590-B, without the exceptions above; orders of
 * withdrawal as compared by Spitzer & Singh, Journal of Financial Planning 19 (2006), and Reichenstein, Financial Analysts Journal 62
 * (2006). One flat rate makes a deferred unit worth (1 - rate) tax-free ones, whatever the years bring; tests hold it to that. */
#ifndef NUMERICS_SIMULATE_TAXES_H
#define NUMERICS_SIMULATE_TAXES_H

#include "numerics/simulate/simulate.h"

enum tax_account { TAX_TAXABLE, TAX_DEFERRED, TAX_FREE, TAX_ACCOUNTS };

enum tax_order {
    TAX_ORDER_TAXABLE_FIRST,  /* taxable, deferred, free */
    TAX_ORDER_DEFERRED_FIRST, /* deferred, taxable, free */
    TAX_ORDER_FREE_FIRST,     /* free, taxable, deferred */
    TAX_ORDER_PROPORTIONAL    /* of each the same share */
};

struct taxes {
    double start[TAX_ACCOUNTS]; /* what each holds, >= 0; plan.start is not read */
    double basis; /* of the taxable account at the start, as a fraction of it; above 1: at a loss */
    double shares[TAX_ACCOUNTS];                  /* of flows in; they add up to 1 */
    double dividend;                              /* of the taxable account a year, 0..1 */
    double dividend_rate, gain_rate, income_rate; /* 0..1, below 1 */
    double inflation;                             /* a year, above -1 */
    enum tax_order order;
};

/* What became of one path, real. */
struct tax_end {
    double gross; /* held after the last year; 0: failed */
    double net;   /* left of it if all were sold and taken out */
    double paid;  /* taxes on the way */
};

/* As simulate_history and simulate_paths, of plan.weights, flows, yearly_cost and flows_first: into ends[history.years - plan.years + 1], ends[paths].
 * One thread whatever the simulation says. ERR_INPUT as there, or when a figure above is out of its bounds. */
enum err tax_history(struct ctx *c, const struct plan *plan, const struct taxes *taxes,
                     const struct history *history, struct tax_end *ends, struct outcome *out) MUST_USE;
enum err tax_paths(struct ctx *c, const struct plan *plan, const struct taxes *taxes,
                   const struct market *market, const struct simulation *simulation, struct tax_end *ends,
                   struct outcome *out) MUST_USE;

/* "taxable-first", "deferred-first", "free-first", "proportional" */
bool tax_order_from_name(const char *name, enum tax_order *out);

#endif
