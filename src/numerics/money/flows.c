#include "numerics/money/flows.h"

#include "numerics/money/root.h"

#include <math.h>
#include <stdlib.h>

/* Amounts that are not 0, by time. */
struct schedule {
    const double *amounts, *years;
    size_t count;
};

static enum err check_rate(struct ctx *c, double rate)
{
    if (!isfinite(rate) || rate <= -1)
        return fail(c, ERR_INPUT, "a rate must be a number above -100 %%");
    return OK;
}

static enum err check_amounts(struct ctx *c, size_t count, const double *amounts)
{
    if (count == 0)
        return fail(c, ERR_INPUT, "there are no cash flows");
    for (size_t i = 0; i < count; i++)
        if (!isfinite(amounts[i]))
            return fail(c, ERR_INPUT, "cash flow %zu is no finite number", i + 1);
    return OK;
}

static enum err give(struct ctx *c, double value, double *out)
{
    if (!isfinite(value))
        return fail(c, ERR_INPUT, "the answer is larger than numbers go");
    *out = value;
    return OK;
}

/* Their worth at u = log(1 + rate), seen from the end that makes no power larger than 1: the sign is what counts. */
static double worth(const void *arg, double u)
{
    const struct schedule *s = arg;
    double from = u > 0 ? s->years[0] : s->years[s->count - 1], sum = 0;
    for (size_t i = 0; i < s->count; i++)
        sum += s->amounts[i] * exp(-u * (s->years[i] - from));
    return sum;
}

static int sign_changes(const struct schedule *s)
{
    int changes = 0;
    for (size_t i = 1; i < s->count; i++)
        changes += (s->amounts[i] > 0) != (s->amounts[i - 1] > 0);
    return changes;
}

/* Where Newton's steps lead from `guess`, by the worth seen from the first flow: what spreadsheets do. False when they leave
 * or come to no end. */
static bool newton(const struct schedule *s, double guess, double *out)
{
    enum { STEPS_MAX = 50 };
    double rate = guess;
    for (int i = 0; i < STEPS_MAX; i++) {
        double sum = 0, slope = 0, u = log1p(rate);
        for (size_t k = 0; k < s->count; k++) {
            double now = s->amounts[k] * exp(-u * (s->years[k] - s->years[0]));
            sum += now;
            slope -= (s->years[k] - s->years[0]) * now / (1 + rate);
        }
        double step = sum / slope;
        if (!isfinite(step))
            return false;
        rate -= step;
        if (!(rate > -1))
            return false;
        if (fabs(step) < 1e-9 * (1 + rate)) {
            *out = log1p(rate);
            return true;
        }
    }
    return false;
}

/* Steps end near the root: brings it to the last digit where the sign changes around it. */
static double sharpen(const struct schedule *s, double u)
{
    double below = worth(s, u - 1e-7), above = worth(s, u + 1e-7);
    return (below > 0) == (above > 0) ? u : root_brent(worth, s, u - 1e-7, u + 1e-7);
}

/* Is the worth at this rate still a number that the amounts decide, and not rounding? */
static bool is_meant(const struct schedule *s, double u)
{
    double discounted = 0, plain = 0;
    for (size_t i = 0; i < s->count; i++) {
        plain += fabs(s->amounts[i]);
        discounted += fabs(s->amounts[i]) * exp(-u * (s->years[i] - s->years[0]));
    }
    return discounted < FLOWS_DISCOUNT_MAX * plain;
}

/* What came in for what went out, less 1: near the rate when most of it comes at once. */
static double gain(const struct schedule *s)
{
    double in = 0, spent = 0;
    for (size_t i = 0; i < s->count; i++)
        *(s->amounts[i] > 0 ? &in : &spent) += fabs(s->amounts[i]);
    return in / spent - 1;
}

/* Of several rates: Newton's from the first guess, unless it loses where the sums gain (or the other way round) and the one
 * from the second guess does not. */
static bool choose(const struct schedule *s, const double guesses[2], bool gains, double *out)
{
    double u[2];
    bool is[2];
    for (int i = 0; i < 2; i++)
        is[i] = newton(s, guesses[i], &u[i]) && is_meant(s, u[i]);
    if (!is[0] && !is[1])
        return false;
    bool second = !is[0] || (is[1] && (u[0] > 0) != gains && (u[1] > 0) == gains);
    *out = sharpen(s, u[second]);
    return true;
}

static enum err solve(struct ctx *c, const struct schedule *s, bool gain_first, double *out)
{
    struct root_search search = {.low = -36, .high = 600, .near = 0.05, .step = 0.02};
    double u;
    if (s->count == 0)
        return fail(c, ERR_INPUT, "any rate fits: nothing is paid");
    int changes = sign_changes(s);
    if (changes == 0)
        return fail(c, ERR_INPUT, "all cash flows go one way: no rate makes them worth nothing");
    double ratio = gain(s), guesses[2] = {gain_first ? ratio : 0.1, gain_first ? 0.1 : ratio};
    if (changes == 1)
        search.step = 0.5; /* there is one root: larger steps do not miss it */
    else if (choose(s, guesses, ratio > 0, &u))
        return give(c, expm1(u), out);
    if (!root_nearest_zero(worth, s, &search, &u))
        return fail(c, ERR_INPUT, "no rate above -100 %% makes these cash flows worth nothing");
    if (!is_meant(s, u))
        return fail(c, ERR_INPUT,
                    "no rate: at %.4g %% a year the last cash flows would be worth more than numbers resolve",
                    100 * expm1(u));
    return give(c, expm1(u), out);
}

enum err flows_npv(struct ctx *c, double rate, const double *amounts, size_t count, double *out)
{
    double sum = 0;
    TRY(check_rate(c, rate));
    TRY(check_amounts(c, count, amounts));
    for (size_t i = count; i-- > 0;)
        sum = sum / (1 + rate) + amounts[i];
    return give(c, sum, out);
}

enum err flows_irr(struct ctx *c, const double *amounts, size_t count, double *out)
{
    TRY(check_amounts(c, count, amounts));
    void *memory;
    TRY(arena_alloc_outside(c, 2 * count * sizeof(double), &memory));
    double *kept = memory, *years = kept + count;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        kept[n] = amounts[i];
        years[n] = (double)i;
        n += amounts[i] != 0;
    }
    return solve(c, &(struct schedule){kept, years, n}, true, out);
}

enum err flows_mirr(struct ctx *c, const double *amounts, size_t count, double finance, double reinvest,
                    double *out)
{
    double spent = 0, earned = 0;
    TRY(check_rate(c, finance));
    TRY(check_rate(c, reinvest));
    TRY(check_amounts(c, count, amounts));
    for (size_t i = 0; i < count; i++) {
        double n = (double)i, last = (double)(count - 1);
        if (amounts[i] < 0)
            spent -= amounts[i] * exp(-n * log1p(finance));
        else
            earned += amounts[i] * exp((last - n) * log1p(reinvest));
    }
    if (spent == 0 || earned == 0)
        return fail(c, ERR_INPUT, "all cash flows go one way: there is no rate of return");
    return give(c, expm1(log(earned / spent) / (double)(count - 1)), out);
}

static int by_date(const void *a, const void *b)
{
    const struct dated_flow *x = a, *y = b;
    return (x->on > y->on) - (x->on < y->on);
}

/* In the order of time, one amount for each day, without zeros; years from the earliest of all dates. The order within a
 * day does not matter to more than the last digit. */
static enum err arrange(struct ctx *c, const struct dated_flow *flows, size_t count, enum daycount convention,
                        struct schedule *out, double *whole_years)
{
    void *memory;
    if (count == 0)
        return fail(c, ERR_INPUT, "there are no cash flows");
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(flows[i].amount))
            return fail(c, ERR_INPUT, "cash flow %zu is no finite number", i + 1);
        if (flows[i].on < DATE_FIRST || flows[i].on > DATE_LAST)
            return fail(c, ERR_INPUT, "cash flow %zu has no date between 1900 and 2199", i + 1);
    }
    TRY(arena_alloc_outside(c, count * (sizeof(struct dated_flow) + 2 * sizeof(double)), &memory));
    struct dated_flow *sorted = memory;
    double *amounts = (double *)(sorted + count), *years = amounts + count;
    memcpy(sorted, flows, count * sizeof *flows);
    qsort(sorted, count, sizeof *sorted, by_date);
    size_t n = 0;
    for (size_t i = 0; i < count;) {
        date day = sorted[i].on;
        double sum = 0;
        for (; i < count && sorted[i].on == day; i++)
            sum += sorted[i].amount;
        amounts[n] = sum;
        years[n] = daycount_years(convention, sorted[0].on, day);
        n += sum != 0;
    }
    *out = (struct schedule){amounts, years, n};
    *whole_years = daycount_years(convention, sorted[0].on, sorted[count - 1].on);
    return OK;
}

enum err flows_xnpv(struct ctx *c, double rate, const struct dated_flow *flows, size_t count,
                    enum daycount convention, double *out)
{
    struct schedule s;
    double whole, sum = 0;
    TRY(check_rate(c, rate));
    TRY(arrange(c, flows, count, convention, &s, &whole));
    for (size_t i = 0; i < s.count; i++)
        sum += s.amounts[i] * exp(-log1p(rate) * s.years[i]);
    return give(c, sum, out);
}

enum err flows_xnfv(struct ctx *c, double rate, const struct dated_flow *flows, size_t count,
                    enum daycount convention, double *out)
{
    struct schedule s;
    double whole, sum = 0;
    TRY(check_rate(c, rate));
    TRY(arrange(c, flows, count, convention, &s, &whole));
    for (size_t i = 0; i < s.count; i++)
        sum += s.amounts[i] * exp(log1p(rate) * (whole - s.years[i]));
    return give(c, sum, out);
}

enum err flows_xirr(struct ctx *c, const struct dated_flow *flows, size_t count, enum daycount convention,
                    double *out)
{
    struct schedule s;
    double whole;
    TRY(arrange(c, flows, count, convention, &s, &whole));
    return solve(c, &s, false, out);
}
