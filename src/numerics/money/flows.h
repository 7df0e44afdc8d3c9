/* Cash flows at equal steps or on dates: present value, and the rates at which they are worth nothing. Amounts are doubles in
 * any one unit; in is positive, out is negative. Rates are fractions, above -1.
 *
 * Such flows may have no rate, one, or several (Descartes: no more than their sign changes). With one sign change the rate is
 * searched from 0 % outward and always found. With more, Newton's steps lead to it: flows_xirr begins at 10 %, as spreadsheets
 * do, flows_irr at what came in over what went out, less 1; where that rate loses though the sums gain, or the other way
 * round, and the other beginning leads to one that does not, that one is given; where the steps leave, the rate nearest 0 %.
 * A rate is refused when discounting by it makes the flows FLOWS_DISCOUNT_MAX times larger than they are: then their worth is
 * rounding, not money. Without a rate: ERR_INPUT that says why. */
#ifndef NUMERICS_MONEY_FLOWS_H
#define NUMERICS_MONEY_FLOWS_H

#include "numerics/money/daycount.h"

#define FLOWS_DISCOUNT_MAX 1e12 /* see above */

struct dated_flow {
    date on;
    double amount;
};

/* Sum of amounts[i] / (1+rate)^i: the first one is not discounted. */
enum err flows_npv(struct ctx *c, double rate, const double *amounts, size_t count, double *out) MUST_USE;
enum err flows_irr(struct ctx *c, const double *amounts, size_t count, double *out) MUST_USE;
/* What is paid out costs `finance`, what comes in earns `reinvest`: one rate, always. */
enum err flows_mirr(struct ctx *c, const double *amounts, size_t count, double finance, double reinvest,
                    double *out) MUST_USE;

/* By dates in any order; times count from the earliest. */
enum err flows_xnpv(struct ctx *c, double rate, const struct dated_flow *flows, size_t count,
                    enum daycount convention, double *out) MUST_USE;
/* The same at the latest date instead of the earliest. */
enum err flows_xnfv(struct ctx *c, double rate, const struct dated_flow *flows, size_t count,
                    enum daycount convention, double *out) MUST_USE;
enum err flows_xirr(struct ctx *c, const struct dated_flow *flows, size_t count, enum daycount convention,
                    double *out) MUST_USE;

#endif
