/* Price rises of subscriptions, rent, premiums: payments of one fixed amount at regular distances, followed
 * at the same distance by a higher fixed amount. What varies every month (power, shopping, a subscription in
 * dollars) has no price that could rise. */
#include "insight/series.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    SAME_DAYS = 2,      /* closer payments are one occurrence */
    SERIES_MOST = 1200, /* a payee paid every day is no subscription */
    LEAST_PERMILLE = 5,
    MOST_PERMILLE = 1500, /* beyond it is another contract */
    OTHERS_MOST = 3,      /* payments beside the subscription, for each one of it */
};

static const struct period {
    int32_t months, days, slack;
    int32_t old_least, new_least; /* occurrences */
} periods[] = {{1, 30, 6, 3, 2}, {3, 91, 12, 3, 2}, {12, 365, 20, 2, 1}};
enum { PERIOD_COUNT = sizeof periods / sizeof periods[0] };

/* Payments of one amount at one distance. */
struct run {
    int64_t amount, txn_first;
    date first, last;
    int32_t count;
    const struct period *period; /* NULL: a single payment */
};

/* One period apart, or two: a payment may be missing. */
static bool gap_fits(const struct period *period, date gap)
{
    return (gap >= period->days - period->slack && gap <= period->days + period->slack + 1) ||
           (gap >= 2 * (period->days - period->slack) && gap <= 2 * (period->days + period->slack));
}

static const struct period *period_of(date gap)
{
    for (size_t i = 0; i < PERIOD_COUNT; i++)
        if (gap >= periods[i].days - periods[i].slack && gap <= periods[i].days + periods[i].slack + 1)
            return &periods[i];
    return NULL;
}

/* Splits charges, ordered by amount and time, into runs. */
static size_t find_runs(const struct charge *sorted, size_t count, struct run *runs)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct run *run = found == 0 ? NULL : &runs[found - 1];
        date gap = run == NULL ? 0 : sorted[i].date - run->last;
        if (run != NULL && run->amount == sorted[i].amount) {
            if (gap <= SAME_DAYS)
                continue;
            const struct period *period = run->period == NULL ? period_of(gap) : run->period;
            if (period != NULL && gap_fits(period, gap)) {
                run->period = period;
                run->last = sorted[i].date;
                run->count++;
                continue;
            }
        }
        runs[found++] =
            (struct run){sorted[i].amount, sorted[i].txn, sorted[i].date, sorted[i].date, 1, NULL};
    }
    return found;
}

/* Is the whole series one payment a year? Then a single new amount is enough. */
static bool is_yearly(const struct charge *charges, size_t count)
{
    const struct period *year = &periods[PERIOD_COUNT - 1];
    if (count < (size_t)year->old_least + 1)
        return false;
    for (size_t i = 1; i < count; i++) {
        date gap = charges[i].date - charges[i - 1].date;
        if (gap < year->days - year->slack || gap > year->days + year->slack)
            return false;
    }
    return true;
}

struct series {
    const struct payment *any;
    const struct charge *charges;
    size_t charge_count;
    const struct run *runs;
    size_t run_count;
    date from, today;
};

/* Was the old amount ever charged again, or did other payments drown the two? */
static bool is_for_good(const struct series *s, const struct run *old, const struct run *new)
{
    int32_t others = 0;
    for (size_t i = 0; i < s->charge_count; i++) {
        const struct charge *charge = &s->charges[i];
        if (charge->amount == old->amount && charge->date > new->first)
            return false;
        others += charge->amount != old->amount && charge->amount != new->amount &&
                  charge->date >= old->first && charge->date <= new->last;
    }
    return others <= OTHERS_MOST * (old->count + new->count);
}

static int64_t permille_of(int64_t old, int64_t new)
{
    __int128 more = (__int128)(new - old) * 1000 + old / 2;
    more /= old;
    return more > INT32_MAX ? INT32_MAX : (int64_t)more;
}

/* The run that ends where this one begins. */
static const struct run *predecessor(const struct series *s, const struct run *new,
                                     const struct period *period)
{
    const struct run *best = NULL;
    for (size_t i = 0; i < s->run_count; i++) {
        const struct run *old = &s->runs[i];
        bool fits = old->amount < new->amount && old->period == period && old->count >= period->old_least &&
                    old->last < new->first &&gap_fits(period, new->first - old->last);
        if (fits && (best == NULL || old->last > best->last) && is_for_good(s, old, new))
            best = old;
    }
    return best;
}

static void report(const struct series *s, const struct run *old, const struct run *new,
                   const struct period *period, struct findings *out)
{
    int64_t permille = permille_of(old->amount, new->amount);
    if (permille < LEAST_PERMILLE || permille > MOST_PERMILLE)
        return;
    char day[DATE_TEXT_MAX];
    struct finding f = {.kind = INSIGHT_PRICE_RISE,
                        .severity = SEVERITY_WARNING,
                        .date = new->first,
                        .date_before = old->last,
                        .currency = s->any->currency,
                        .weight =
                            finding_weight(new->amount - old->amount, s->any->currency) / period->months,
                        .txn = new->txn_first,
                        .account = s->any->account,
                        .payee = s->any->payee,
                        .period_months = period->months,
                        .permille = (int32_t)permille,
                        .amount = new->amount,
                        .usual = old->amount};
    snprintf(f.topic, sizeof f.topic, "price_rise/%lld/%lld/%s/%lld", (long long)f.payee,
             (long long)f.account, date_format(new->first, day), (long long)new->amount);
    findings_add(out, f);
}

static void judge(const struct series *s, struct findings *out)
{
    bool yearly = is_yearly(s->charges, s->charge_count);
    for (size_t i = 0; i < s->run_count; i++) {
        const struct run *new = &s->runs[i];
        const struct period *period = new->period == NULL &&yearly ? &periods[PERIOD_COUNT - 1] : new->period;
        if (period == NULL || new->count < period->new_least || new->first < s->from ||
            new->first > s->today || s->today - new->last > period->days * 3 / 2 + period->slack)
            continue;
        const struct run *old = predecessor(s, new, period);
        if (old != NULL)
            report(s, old, new, period, out);
    }
}

void detect_price_rises(const struct payment *payments, size_t count, date from, date today,
                        struct findings *out)
{
    struct arena *scratch = arena_new();
    for (size_t start = 0, end; start < count; start = end) {
        struct arena_mark mark = arena_mark(scratch);
        struct charge *charges;
        end = series_end(payments, count, start);
        if (end - start < 3 || end - start > SERIES_MOST || payments[end - 1].date < from)
            continue;
        struct series s = {.any = &payments[start], .from = from, .today = today};
        s.charge_count = series_charges(scratch, payments, start, end, &charges);
        s.charges = charges;
        struct run *runs = ARENA_ARRAY(scratch, struct run, s.charge_count + 1);
        s.run_count = find_runs(charges_by_amount(scratch, charges, s.charge_count), s.charge_count, runs);
        s.runs = runs;
        judge(&s, out);
        arena_rewind(scratch, mark);
    }
    arena_free(scratch);
}
