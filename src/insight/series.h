/* What the detectors share. For this folder alone. */
#ifndef INSIGHT_SERIES_H
#define INSIGHT_SERIES_H

#include "insight/insight.h"

/* Outgoing payments of one payee from one account, as detectors work on them. */
struct charge {
    int64_t txn;
    int64_t amount; /* > 0 */
    date date;
};

/* Where the series that begins at `start` ends: one payee, account and currency. */
size_t series_end(const struct payment *payments, size_t count, size_t start);
/* The outgoing ones of payments[start..end), in order of time. Returns how many. */
size_t series_charges(struct arena *arena, const struct payment *payments, size_t start, size_t end,
                      struct charge **out);
/* A copy ordered by amount, then time. */
struct charge *charges_by_amount(struct arena *arena, const struct charge *charges, size_t count);

/* What a currency's categories cost together, month by month. */
struct monthly {
    int32_t first; /* month of values[0] */
    size_t count;
    int64_t *values;
};
struct monthly monthly_totals(struct arena *arena, const struct month_spending *cells, size_t count,
                              currency cur);
/* The months first..last of one category; cells[0..count) are its cells. Months without a cell are 0. */
void monthly_fill(const struct month_spending *cells, size_t count, int32_t first, int32_t last,
                  int64_t *values);

/* Sums stop at the ends of int64 instead of running over: here they only judge. */
static inline int64_t add_saturated(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? (b > 0 ? INT64_MAX : INT64_MIN) : sum;
}

#endif
