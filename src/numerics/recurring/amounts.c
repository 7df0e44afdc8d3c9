/* How the amount of a group behaves. Medians throughout: one odd payment changes nothing. */
#include "numerics/recurring/inner.h"

#include <math.h>
#include <stdlib.h>

enum { YEAR = 12, SLOPES_MOST = 400 };

/* 90 % of a normal distribution lie within so many median absolute deviations of its middle. */
static const double deviations = 1.4826 * 1.645;

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(struct arena *arena, const double *values, size_t count)
{
    double *sorted = ARENA_ARRAY(arena, double, count + 1);
    for (size_t i = 0; i < count; i++)
        sorted[i] = values[i];
    qsort(sorted, count, sizeof *sorted, by_value);
    return count == 0 ? 0 : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

static int64_t whole(double value)
{
    if (!(value > -0x1p62))
        return -((int64_t)1 << 62);
    return value > 0x1p62 ? (int64_t)1 << 62 : (int64_t)llround(value);
}

static void expect(struct recurring *group, double middle, double off)
{
    group->next_amount = whole(middle);
    group->next_amount_low = whole(middle - off);
    group->next_amount_high = whole(middle + off);
}

/* -- Steps */

struct steps {
    size_t count, short_ones; /* changes; levels that lasted for one payment only, the last one apart */
    size_t last;              /* where the last level begins */
};

static struct steps find_steps(const int64_t *amounts, size_t count)
{
    struct steps steps = {0};
    for (size_t i = 1; i < count; i++) {
        if (amounts[i] == amounts[i - 1])
            continue;
        steps.short_ones += i - steps.last == 1;
        steps.count++;
        steps.last = i;
    }
    return steps;
}

static int64_t size_of(int64_t amount)
{
    return amount < 0 ? -amount : amount;
}

static void judge_steps(struct recurring *group, const int64_t *amounts, const date *days,
                        const struct steps *steps)
{
    int64_t last = amounts[group->count - 1];
    group->model = steps->count == 0 ? AMOUNT_FIXED : AMOUNT_STEPPED;
    expect(group, (double)last, 0);
    group->next_amount = group->next_amount_low = group->next_amount_high = last;
    if (steps->count == 0 || size_of(last) <= size_of(amounts[steps->last - 1]))
        return;
    group->rose = true;
    group->rose_from = amounts[steps->last - 1];
    group->rose_to = last;
    group->rose_on = days[steps->last];
}

/* -- Seasons and drift */

/* Mean error when the payment of a year ago is taken for the next one, and when the mean is. */
static bool is_seasonal(const double *values, size_t count)
{
    double mean = 0, yearly = 0, plain = 0;
    if (count < 2 * YEAR)
        return false;
    for (size_t i = 0; i < count; i++)
        mean += values[i] / (double)count;
    for (size_t i = YEAR; i < count; i++) {
        yearly += fabs(values[i] - values[i - YEAR]);
        plain += fabs(values[i] - mean);
    }
    return yearly < 0.6 * plain;
}

static void judge_seasons(struct arena *arena, struct recurring *group, const double *values)
{
    size_t count = group->count;
    double *errors = ARENA_ARRAY(arena, double, count), now = 0, before = 0;
    for (size_t i = count - YEAR; i < count; i++) {
        now += values[i];
        before += values[i - YEAR];
    }
    double growth = before == 0 ? 1 : now / before;
    for (size_t i = YEAR; i < count; i++)
        errors[i - YEAR] = fabs(values[i] - values[i - YEAR] * growth);
    group->model = AMOUNT_SEASONAL;
    expect(group, values[count - YEAR] * growth, deviations * median(arena, errors, count - YEAR));
}

/* The median of the slopes between pairs (Theil 1950, Sen 1968), over the newest ones where there are many. */
static double slope_of(struct arena *arena, const double *values, size_t count)
{
    size_t from = count > SLOPES_MOST ? count - SLOPES_MOST : 0, n = count - from, found = 0;
    double *slopes = ARENA_ARRAY(arena, double, n *(n - 1) / 2 + 1);
    for (size_t i = from; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            slopes[found++] = (values[j] - values[i]) / (double)(j - i);
    return median(arena, slopes, found);
}

static void judge_drift(struct arena *arena, struct recurring *group, const double *values)
{
    enum { TREND_LEAST = 6 };
    size_t count = group->count;
    double slope = count < TREND_LEAST ? 0 : slope_of(arena, values, count);
    double *around = ARENA_ARRAY(arena, double, count), *off = ARENA_ARRAY(arena, double, count);
    for (int with_slope = count >= TREND_LEAST; with_slope >= 0; with_slope--) {
        double s = with_slope ? slope : 0;
        for (size_t i = 0; i < count; i++)
            around[i] = values[i] - s * (double)i;
        double level = median(arena, around, count);
        for (size_t i = 0; i < count; i++)
            off[i] = fabs(around[i] - level);
        double spread = median(arena, off, count);
        if (with_slope &&
            (fabs(slope) * (double)count <= 2 * spread || (level + s * (double)count > 0) != (values[0] > 0)))
            continue; /* too little to be told from noise, or past nothing: it cannot go on like that */
        group->model = with_slope ? AMOUNT_DRIFTING : AMOUNT_VARYING;
        expect(group, level + s * (double)count, deviations * spread);
        return;
    }
}

void recurring_judge_amounts(struct arena *arena, struct recurring *group, const int64_t *amounts,
                             const date *days)
{
    struct steps steps = find_steps(amounts, group->count);
    if (steps.short_ones == 0 && steps.count <= group->count / 3) {
        judge_steps(group, amounts, days, &steps);
        return;
    }
    double *values = ARENA_ARRAY(arena, double, group->count);
    for (size_t i = 0; i < group->count; i++)
        values[i] = (double)amounts[i];
    if (group->schedule.kind != SCHEDULE_WEEKS && group->schedule.step == 1 &&
        is_seasonal(values, group->count))
        judge_seasons(arena, group, values);
    else
        judge_drift(arena, group, values);
}

const char *recurring_amount_name(enum recurring_amount model)
{
    static const char *const names[] = {"fixed", "stepped", "drifting", "seasonal", "varying"};
    return names[model];
}
