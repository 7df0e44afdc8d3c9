/* Sustainable withdrawals from Shiller's annual data, as the Trinity study asked (Cooley, Hubbard, Walz, AAII Journal, February
 * 1998): stocks, and a ladder of ten government bonds of one to ten years. */
#ifndef NUMERICS_SIMULATE_TRINITY_H
#define NUMERICS_SIMULATE_TRINITY_H

#include "numerics/simulate/simulate.h"

/* A January: price and the year's dividend of the index, yields of one and ten years in per cent, consumer prices. */
struct shiller_year {
    int32_t year;
    double price, dividend, short_percent, long_percent, prices;
};

struct real_year {
    int32_t year;
    double returns[2]; /* real: stocks, bonds */
    double bond;       /* nominal, to four decimals */
    double inflation;
};

/* From `count` consecutive years, count - 1 years' returns into out.
 *   stock: (P[t+1] + D[t]) / P[t] - 1. Inflation: CPI[t+1] / CPI[t] - 1. Real: (1 + nominal) / (1 + inflation) - 1.
 *   bond: the ladder begins with par (1+r)^k of k+1 years at coupon r, r the first year's long yield. Each year the coupons and
 *   the par of the bond that ends buy a new one of ten years at the long yield; bonds are valued at a yield between the short
 *   one (1 year) and the long one (10 years), along a line. The change of the ladder's value is the return.
 * ERR_INPUT when years are not consecutive or a figure is out of its bounds. */
enum err trinity_returns(struct ctx *c, const struct shiller_year *rows, size_t count,
                         struct real_year *out) MUST_USE;

/* How many windows of plan.years that begin in `from` or later and end by `until` (both inclusive) succeed. `years` are
 * consecutive. */
enum err trinity_success(struct ctx *c, const struct plan *plan, const struct real_year *years, size_t count,
                         int32_t from, int32_t until, struct outcome *out) MUST_USE;

#endif
