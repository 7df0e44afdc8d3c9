/* Looks for the schedule in a row of days: every kind, every phase that one of the days suggests, every tolerance. */
#include "base/arena.h"
#include "numerics/recurring/schedule.h"

#include <math.h>
#include <stdlib.h>

enum {
    LAST_NTH = 5,
    TOLERANCE_MOST = 4,
    HITS_LEAST = 3,
    KINDS = 13, /* weeks, days and weekdays of months, each with its steps */
};

/* Of an occurrence to be paid, when the schedule is true. */
static const double paid = 0.95;
struct search {
    const date *days;
    size_t count;
    struct schedule_fit best;
    /* Of the schedule under way, whatever its tolerance: */
    int32_t *nearest; /* [count]: the occurrence that each day is nearest to */
    int *off;         /* [count]: by how many days */
};

/* Days ascend, and so do occurrences: one walk along both. The same as schedule_nearest for each day. */
static void find_nearest(struct search *search, const struct schedule *s)
{
    int32_t k = schedule_nearest(s, search->days[0]);
    date due = schedule_due(s, k), next = schedule_due(s, k + 1);
    for (size_t i = 0; i < search->count; i++) {
        date day = search->days[i];
        for (; next != DATE_NONE && abs(next - day) < abs(due - day); next = schedule_due(s, k + 1)) {
            due = next;
            k++;
        }
        search->nearest[i] = k;
        search->off[i] = abs(due - day);
    }
}

/* Occurrences in the order of days, each but once: of two payments for one, the nearer is it. */
static size_t assign(const struct search *search, const struct schedule *s, int32_t *occurrences)
{
    size_t hits = 0, holder = 0;
    int32_t last = SCHEDULE_EXTRA;
    for (size_t i = 0; i < search->count; i++) {
        int32_t k = search->nearest[i];
        int off = search->off[i];
        bool in_time = off <= s->tolerance;
        if (occurrences != NULL)
            occurrences[i] = SCHEDULE_EXTRA;
        if (!in_time)
            continue;
        if (k != last) {
            hits++;
        } else if (off >= search->off[holder]) {
            continue;
        } else if (occurrences != NULL) {
            occurrences[holder] = SCHEDULE_EXTRA;
        }
        if (occurrences != NULL)
            occurrences[i] = k;
        last = k;
        holder = i;
    }
    return hits;
}

/* How many occurrences lie between the first hit and the last one, both included. */
static size_t spanned(const struct search *search, const struct schedule *s)
{
    int32_t first = SCHEDULE_EXTRA, last = 0;
    for (size_t i = 0; i < search->count; i++) {
        int32_t k = search->nearest[i];
        if (search->off[i] > s->tolerance)
            continue;
        first = first == SCHEDULE_EXTRA ? k : first;
        last = k;
    }
    return first == SCHEDULE_EXTRA ? 0 : (size_t)(last - first) + 1;
}

/* Log-likelihood of so many payments on so many days, when they fall at random as often as they do (a Poisson process). */
static double at_random(size_t count, double days)
{
    return count == 0 ? 0 : (double)count * (log((double)count / days) - 1);
}

/* Returns the hits. */
static size_t consider(struct search *search, const struct schedule *s, double choices)
{
    size_t hits = assign(search, s, NULL);
    if (hits < HITS_LEAST)
        return hits;
    size_t gaps = spanned(search, s) - hits, extras = search->count - hits;
    double span = search->days[search->count - 1] - search->days[0] + 1;
    double evidence = (double)hits * log(paid / (2 * s->tolerance + 1)) + (double)gaps * log(1 - paid) +
                      at_random(extras, span) - at_random(search->count, span) - log(choices * KINDS);
    if (search->best.hits == 0 || evidence > search->best.evidence)
        search->best = (struct schedule_fit){*s, evidence, hits, gaps};
    return hits;
}

/* Tolerances cost as phases do: the looser one has to earn it, and cannot once every day is a hit. True: every day is one on its very day. */
static bool consider_tolerances(struct search *search, struct schedule *s, double choices)
{
    int most = schedule_period(s) < 10 ? 1 : TOLERANCE_MOST;
    find_nearest(search, s);
    for (s->tolerance = 0; s->tolerance <= most; s->tolerance++)
        if (consider(search, s, choices * (1 + s->tolerance)) == search->count)
            return s->tolerance == 0;
    return false;
}

static bool is_new_phase(const struct search *search, size_t i, int modulus)
{
    for (size_t j = 0; j < i; j++)
        if ((search->days[j] - search->days[i]) % modulus == 0)
            return false;
    return true;
}

static void consider_weeks(struct search *search)
{
    static const int steps[] = {1, 2, 4};
    for (size_t n = 0; n < sizeof steps / sizeof *steps; n++)
        for (size_t i = 0; i < search->count; i++) {
            struct schedule s = {.kind = SCHEDULE_WEEKS, .step = steps[n], .first = search->days[i]};
            if (is_new_phase(search, i, 7 * steps[n]))
                consider_tolerances(search, &s, 7.0 * steps[n]);
        }
}

static const int month_steps[] = {1, 2, 3, 6, 12};
enum { MONTH_STEPS = sizeof month_steps / sizeof *month_steps };

/* Days of the month that came, and the month's end where that came. */
static unsigned days_seen(const struct search *search)
{
    unsigned seen = 0;
    for (size_t i = 0; i < search->count; i++) {
        seen |= 1u << date_to_civil(search->days[i]).day;
        if (search->days[i] == month_last(date_month(search->days[i])))
            seen |= 1u << 31;
    }
    return seen;
}

/* Those in which at least half of the days lie: with fewer, it is not the rhythm of all. */
static unsigned phases_seen(const struct search *search, int step)
{
    size_t in[12] = {0};
    unsigned seen = 0;
    for (size_t i = 0; i < search->count; i++)
        in[date_month(search->days[i]) % step]++;
    for (int phase = 0; phase < step; phase++)
        seen |= (2 * in[phase] >= search->count ? 1u : 0u) << phase;
    return seen;
}

static int32_t month_in_phase(const struct search *search, int step, int phase)
{
    int32_t month = date_month(search->days[0]);
    return month + (phase - month % step + step) % step;
}

static void consider_month_days(struct search *search, int step, int32_t month)
{
    unsigned seen = days_seen(search);
    for (int day = 1; day <= 31; day++) {
        bool exact = (seen >> day & 1) == 0;
        for (int shift = SHIFT_NONE; shift <= SHIFT_PREVIOUS && !exact; shift++) {
            struct schedule s = {.kind = SCHEDULE_MONTH_DAY,
                                 .shift = (enum schedule_shift)shift,
                                 .step = step,
                                 .day = day,
                                 .month = month};
            exact = consider_tolerances(search, &s, 31.0 * step * (shift == SHIFT_NONE ? 1 : 3));
        }
    }
}

/* Exact: whoever means a weekday means that day. */
static void consider_month_weekdays(struct search *search, int step, int32_t month)
{
    for (int weekday = 0; weekday < 7; weekday++)
        for (int nth = 1; nth <= LAST_NTH; nth++) {
            struct schedule s = {
                .kind = SCHEDULE_MONTH_WEEKDAY, .step = step, .weekday = weekday, .nth = nth, .month = month};
            find_nearest(search, &s);
            consider(search, &s, 35.0 * 3 * step);
        }
}

bool schedule_find(const date *days, size_t count, struct schedule_fit *out, int32_t *occurrences)
{
    if (count < HITS_LEAST)
        return false;
    struct arena *scratch = arena_new();
    struct search search = {.days = days,
                            .count = count,
                            .nearest = ARENA_ARRAY(scratch, int32_t, count),
                            .off = ARENA_ARRAY(scratch, int, count)};
    consider_weeks(&search);
    for (int n = 0; n < MONTH_STEPS; n++) {
        unsigned phases = phases_seen(&search, month_steps[n]);
        for (int phase = 0; phase < month_steps[n]; phase++) {
            if ((phases >> phase & 1) == 0)
                continue;
            int32_t month = month_in_phase(&search, month_steps[n], phase);
            consider_month_days(&search, month_steps[n], month);
            consider_month_weekdays(&search, month_steps[n], month);
        }
    }
    *out = search.best;
    if (search.best.hits > 0) {
        find_nearest(&search, &search.best.schedule);
        assign(&search, &search.best.schedule, occurrences);
    }
    arena_free(scratch);
    return search.best.hits > 0;
}
