/* Lists of payments that tools of `florin numerics` are given: CSV with the columns date (YYYY-MM-DD) and amount, and perhaps payee (or party,
 * counterparty, name, description) and account. */
#ifndef APP_BENCH_SUPPORT_PAYMENTS_H
#define APP_BENCH_SUPPORT_PAYMENTS_H

#include "base/decimal.h"
#include "numerics/recurring/recurring.h"

enum { PAYMENT_PLACES = 4 }; /* amounts are ten-thousandths: no currency has more places */

struct payment_list {
    struct recurring_payment *payments; /* party: payee and account together */
    struct text *payees;                /* of each payment; empty: the file has none */
    size_t count;
    bool parties_known; /* the file has a column of payees */
};

/* All of it into c->arena. ERR_INPUT names file, line and column. */
enum err payment_list_read(struct ctx *c, const char *file, struct payment_list *out) MUST_USE;

/* An amount with two places, or as many as it needs; a day. In the arena. */
const char *payment_amount(struct arena *arena, int64_t amount);
/* One that statistics made, rounded to two places. */
const char *payment_estimate(struct arena *arena, int64_t amount);
const char *payment_day(struct arena *arena, date day);

#endif
