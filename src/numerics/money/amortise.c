#include "numerics/money/amortise.h"

static enum err check(struct ctx *c, const struct loan *loan)
{
    struct decimal rate = loan->yearly_rate, most;
    if (loan->principal <= 0)
        return fail(c, ERR_INPUT, "a loan's principal is more than nothing");
    if (rate.digits < 0 || !decimal_rescale((struct decimal){10, 0}, rate.scale, &most) ||
        rate.digits > most.digits)
        return fail(c, ERR_INPUT, "a loan's rate is 0 to 10 (1000 %%) a year");
    if (loan->per_year < 1 || loan->per_year > AMORTISE_PER_YEAR_MAX || loan->periods < 1 ||
        loan->periods > AMORTISE_PERIODS_MAX)
        return fail(c, ERR_INPUT, "a loan has 1 to %d payments, at most %d a year", AMORTISE_PERIODS_MAX,
                    AMORTISE_PER_YEAR_MAX);
    if (loan->payment < 0 || loan->extra < 0)
        return fail(c, ERR_INPUT, "a loan's payment is not below nothing");
    return OK;
}

/* balance x digits / (10^scale x per_year), rounded; false when it does not fit. */
static bool interest_of(const struct loan *loan, int64_t balance, int64_t *out)
{
    __int128 below = loan->per_year;
    for (int32_t i = 0; i < loan->yearly_rate.scale; i++)
        below *= 10;
    __int128 above = (__int128)balance * loan->yearly_rate.digits;
    __int128 whole = above / below, rest = above % below * 2;
    bool up = (rest > below && loan->rounding != AMORTISE_DOWN) ||
              (rest == below && (loan->rounding == AMORTISE_HALF_UP ||
                                 (loan->rounding == AMORTISE_HALF_EVEN && whole % 2 != 0)));
    whole += up;
    *out = (int64_t)whole;
    return whole <= INT64_MAX;
}

/* Is it repaid within its periods by payments of this size? What a payment does not take off is not taken off by any later
 * one, for interest never falls while the balance grows. */
static bool is_repaid_by(const struct loan *loan, int64_t payment)
{
    int64_t balance = loan->principal, interest;
    for (int32_t i = 0; i < loan->periods; i++) {
        if (!interest_of(loan, balance, &interest) || payment <= interest)
            return false;
        if (payment - interest >= balance)
            return true;
        balance -= payment - interest;
    }
    return false;
}

enum err amortise_payment(struct ctx *c, const struct loan *loan, int64_t *out)
{
    int64_t low = 0, high, interest; /* low does not repay it, high does */
    TRY(check(c, loan));
    if (!interest_of(loan, loan->principal, &interest) ||
        __builtin_add_overflow(loan->principal, interest, &high))
        return fail(c, ERR_INPUT, "a loan's first payment does not fit in 64 bits");
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (is_repaid_by(loan, middle))
            high = middle;
        else
            low = middle;
    }
    *out = high;
    return OK;
}

enum err amortise(struct ctx *c, const struct loan *loan, struct instalment **rows, size_t *count)
{
    int64_t each = loan->payment, balance = loan->principal, due;
    void *memory;
    TRY(check(c, loan));
    if (each == 0)
        TRY(amortise_payment(c, loan, &each));
    if (__builtin_add_overflow(each, loan->extra, &each))
        return fail(c, ERR_INPUT, "a loan's payment does not fit in 64 bits");
    TRY(arena_alloc_outside(c, (size_t)loan->periods * sizeof(struct instalment), &memory));
    *rows = memory;
    *count = 0;
    while (balance > 0 && *count < (size_t)loan->periods) {
        struct instalment *row = &(*rows)[*count];
        if (!interest_of(loan, balance, &row->interest) ||
            __builtin_add_overflow(balance, row->interest, &due))
            return fail(c, ERR_INPUT, "payment %zu: what is owed does not fit in 64 bits", *count + 1);
        row->payment = each < due ? each : due;
        row->principal = row->payment - row->interest;
        balance = due - row->payment;
        row->balance = balance;
        *count += 1;
    }
    return OK;
}
