/* Repaying a loan, to the cent: amounts are int64 minor units of any one currency, the rate is an exact decimal, and every
 * rounding is said. No floating point. */
#ifndef NUMERICS_MONEY_AMORTISE_H
#define NUMERICS_MONEY_AMORTISE_H

#include "base/decimal.h"

#include <stddef.h>

enum { AMORTISE_PERIODS_MAX = 36600 /* a hundred years of days */, AMORTISE_PER_YEAR_MAX = 366 };

enum amortise_rounding { AMORTISE_HALF_EVEN, AMORTISE_HALF_UP, AMORTISE_DOWN };

struct loan {
    int64_t principal;               /* owed at the beginning; > 0 */
    struct decimal yearly_rate;      /* nominal, as a fraction: 0.0425; 0 to 10 */
    int32_t per_year;                /* payments a year; a period's rate is the yearly one divided by it */
    int32_t periods;                 /* payments in all */
    int64_t payment;                 /* each; 0: worked out */
    int64_t extra;                   /* paid on top of each; >= 0 */
    enum amortise_rounding rounding; /* of each period's interest to a whole minor unit */
};

struct instalment {
    int64_t payment;   /* interest + principal; the last one is what is left */
    int64_t interest;  /* the balance before x the period's rate, rounded */
    int64_t principal; /* below 0 where a given payment does not cover the interest */
    int64_t balance;   /* owed after it */
};

/* The smallest whole payment with which no more than `periods` are needed and the last is not larger than the others (the
 * extra is not counted on). ERR_INPUT says what of the loan is out of range. */
enum err amortise_payment(struct ctx *c, const struct loan *loan, int64_t *out) MUST_USE;
/* One row a payment, in the arena; fewer than `periods` when it is repaid sooner. With a given payment that is too small, the
 * last row's balance is what is still owed. ERR_INPUT when the balance outgrows int64. */
enum err amortise(struct ctx *c, const struct loan *loan, struct instalment **rows, size_t *count) MUST_USE;

#endif
