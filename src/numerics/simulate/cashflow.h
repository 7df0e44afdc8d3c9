/* An account day by day: what is known to come and go, and the rest as it came and went before. Says how likely the balance is below
 * zero on each day. Pure, and the same for a seed at any machine's number of threads (it uses one).
 *
 * The rest is drawn from past days in whole weeks that begin on the right weekday, so that weekends and what follows a pay day within
 * the week stay as they were. Amounts are in any one unit; what goes out is negative. */
#ifndef NUMERICS_SIMULATE_CASHFLOW_H
#define NUMERICS_SIMULATE_CASHFLOW_H

#include "base/err.h"

#include <stddef.h>

enum {
    CASHFLOW_DAYS_MAX = 730,
    CASHFLOW_ITEMS_MAX = 20000,
    CASHFLOW_PATHS_MAX = 1 << 20,
    CASHFLOW_PAST_MIN = 14 /* days; with fewer, nothing can be said of the rest */
};

/* Something that recurs and is expected on one day. */
struct cashflow_item {
    size_t day;       /* 0 is the first day ahead */
    double amount;    /* expected */
    double deviation; /* of the amount, >= 0; it never changes sign */
    double chance;    /* that it comes at all, 0..1 */
    size_t late_days; /* it comes up to so many days later, each as likely */
};

struct cashflow_plan {
    double balance; /* on the evening before day 0 */
    size_t days;
    const struct cashflow_item *items;
    size_t item_count;
    const double *past; /* [past_days] what else came and went, sum by day, oldest first; may be NULL */
    size_t past_days;
    bool
        past_is_short; /* it is a sample of what may be: each path draws from weeks that were drawn from it themselves, which adds what
                         * so few weeks do not tell (a bootstrap of the bootstrap) */
    int past_weekday;  /* of past[0], 0..6 */
    int first_weekday; /* of day 0, counted the same way */
    size_t paths;      /* a multiple of 128; 4096 tells a chance to within 0.8 % */
    uint64_t seed;
};

/* Each [days], in the arena; balances are those of the evening. */
struct cashflow {
    double *mean;
    double *low5, *median, *high95; /* percentiles, nearest rank */
    double *below;                  /* chance that the balance is below 0 that evening */
    double *below_by_then;          /* chance that it was on that day or before */
    double *standard_error;         /* of `below_by_then` */
};

/* ERR_INPUT when something is out of its bounds: it says what. */
enum err cashflow_forecast(struct ctx *c, const struct cashflow_plan *plan, struct cashflow *out) MUST_USE;

/* The first day on which the chance of having been below 0 reaches `chance`; plan.days when none does. */
size_t cashflow_dry_day(const struct cashflow *flow, size_t days, double chance);

#endif
