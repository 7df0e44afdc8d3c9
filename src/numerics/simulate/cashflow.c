#include "numerics/simulate/cashflow.h"

#include "base/arena.h"
#include "numerics/random.h"
#include "numerics/simulate/counter.h"
#include "numerics/simulate/simulate.h"

#include <math.h>
#include <string.h>

enum { WEEK = 7, WEEK_GROUPS = 1 << 20 /* groups of draws: items below, weeks of the rest above */ };

static enum err check_item(struct ctx *c, const struct cashflow_plan *p, size_t i)
{
    const struct cashflow_item *item = &p->items[i];
    if (item->day >= p->days || item->late_days > CASHFLOW_DAYS_MAX)
        return fail(c, ERR_INPUT, "item %zu lies outside of the %zu days ahead", i + 1, p->days);
    if (!isfinite(item->amount) || !(item->deviation >= 0) || !isfinite(item->deviation) ||
        !(item->chance >= 0 && item->chance <= 1))
        return fail(c, ERR_INPUT, "item %zu: an amount, a deviation from 0, a chance of 0 to 1", i + 1);
    return OK;
}

static enum err check(struct ctx *c, const struct cashflow_plan *p)
{
    if (p->days < 1 || p->days > CASHFLOW_DAYS_MAX || p->item_count > CASHFLOW_ITEMS_MAX)
        return fail(c, ERR_INPUT, "1 to %d days and at most %d items", CASHFLOW_DAYS_MAX, CASHFLOW_ITEMS_MAX);
    if (p->paths < COUNTER_BLOCK || p->paths > CASHFLOW_PATHS_MAX || p->paths % COUNTER_BLOCK != 0)
        return fail(c, ERR_INPUT, "paths are a multiple of %d up to %d", COUNTER_BLOCK, CASHFLOW_PATHS_MAX);
    if (!isfinite(p->balance))
        return fail(c, ERR_INPUT, "the balance is no finite number");
    for (size_t i = 0; i < p->item_count; i++)
        TRY(check_item(c, p, i));
    if (p->past_days == 0)
        return OK;
    if (p->past_days < CASHFLOW_PAST_MIN)
        return fail(c, ERR_INPUT, "of the past %d days or more are needed, not %zu", CASHFLOW_PAST_MIN,
                    p->past_days);
    if (p->past_weekday < 0 || p->past_weekday >= WEEK || p->first_weekday < 0 || p->first_weekday >= WEEK)
        return fail(c, ERR_INPUT, "a weekday is 0 to 6");
    for (size_t i = 0; i < p->past_days; i++)
        if (!isfinite(p->past[i]))
            return fail(c, ERR_INPUT, "day %zu of the past is no finite number", i + 1);
    return OK;
}

/* Adds one item to the days on which it comes, path by path. Its own group of draws: other items do not change it. */
static void add_item(const struct cashflow_plan *p, size_t which, uint64_t first,
                     double (*days)[COUNTER_BLOCK])
{
    const struct cashflow_item *item = &p->items[which];
    uint32_t words[4][COUNTER_BLOCK];
    double normals[4][COUNTER_BLOCK];
    counter_words(p->seed, first, (uint32_t)which * 2, words);
    counter_normals(p->seed, first, (uint32_t)which * 2 + 1, normals);
    for (int i = 0; i < COUNTER_BLOCK; i++) {
        size_t late = (size_t)((uint64_t)words[1][i] * (item->late_days + 1) >> 32), day = item->day + late;
        double amount = item->amount + item->deviation * normals[0][i];
        bool kept_sign = item->amount == 0 || (amount > 0) == (item->amount > 0);
        if (words[0][i] < item->chance * 0x1p32 && day < p->days && kept_sign)
            days[day][i] += amount;
    }
}

/* Which week of the past stands at place `at` of a path's own past: any, the same each time. */
static uint64_t week_of_path(uint64_t seed, uint64_t path, uint64_t at, uint64_t weeks)
{
    uint64_t state = seed ^ path * UINT64_C(0x9E3779B97F4A7C15) ^ at * UINT64_C(0xD1342543DE82EF95);
    return (random_split(&state) >> 32) * weeks >> 32;
}

/* Week by week from days of the past that begin on the weekday of day 0. */
static void add_rest(const struct cashflow_plan *p, uint64_t first, double (*days)[COUNTER_BLOCK])
{
    size_t shift = (size_t)((p->first_weekday - p->past_weekday + WEEK) % WEEK);
    uint64_t weeks = (p->past_days - shift) / WEEK;
    uint32_t words[4][COUNTER_BLOCK];
    for (size_t week = 0; week * WEEK < p->days; week++) {
        if (week % 4 == 0)
            counter_words(p->seed, first, WEEK_GROUPS + (uint32_t)week / 4, words);
        for (int i = 0; i < COUNTER_BLOCK; i++) {
            uint64_t from = words[week % 4][i] * weeks >> 32;
            if (p->past_is_short)
                from = week_of_path(p->seed, first + (uint64_t)i, from, weeks);
            for (size_t k = 0; k < WEEK && week * WEEK + k < p->days; k++)
                days[week * WEEK + k][i] += p->past[shift + from * WEEK + k];
        }
    }
}

/* Evening balances of a block of paths into all[day][path]. */
static void run_block(const struct cashflow_plan *p, uint64_t first, double (*days)[COUNTER_BLOCK],
                      double *all, double *below_by_then)
{
    double balance[COUNTER_BLOCK];
    bool was_below[COUNTER_BLOCK] = {false};
    memset(days, 0, p->days * sizeof *days);
    for (size_t i = 0; i < p->item_count; i++)
        add_item(p, i, first, days);
    if (p->past_days > 0)
        add_rest(p, first, days);
    for (int i = 0; i < COUNTER_BLOCK; i++)
        balance[i] = p->balance;
    for (size_t day = 0; day < p->days; day++)
        for (int i = 0; i < COUNTER_BLOCK; i++) {
            balance[i] += days[day][i];
            was_below[i] = was_below[i] || balance[i] < 0;
            below_by_then[day] += was_below[i];
            all[day * p->paths + first + (uint64_t)i] = balance[i];
        }
}

static void sum_up(const struct cashflow_plan *p, double *all, const struct cashflow *out)
{
    static const double fractions[] = {0.05, 0.5, 0.95};
    double n = (double)p->paths;
    for (size_t day = 0; day < p->days; day++) {
        double *ends = all + day * p->paths, at[3];
        for (size_t i = 0; i < p->paths; i++) {
            out->mean[day] += ends[i] / n;
            out->below[day] += ends[i] < 0;
        }
        out->below[day] /= n;
        out->below_by_then[day] /= n;
        out->standard_error[day] = sqrt(out->below_by_then[day] * (1 - out->below_by_then[day]) / n);
        simulate_percentiles(ends, p->paths, fractions, 3, at);
        out->low5[day] = at[0], out->median[day] = at[1], out->high95[day] = at[2];
    }
}

enum err cashflow_forecast(struct ctx *c, const struct cashflow_plan *p, struct cashflow *out)
{
    void *memory;
    TRY(check(c, p));
    double *kept = ARENA_ARRAY(c->arena, double, 7 * p->days);
    *out = (struct cashflow){kept,
                             kept + p->days,
                             kept + 2 * p->days,
                             kept + 3 * p->days,
                             kept + 4 * p->days,
                             kept + 5 * p->days,
                             kept + 6 * p->days};
    struct arena_mark mark = arena_mark(c->arena);
    TRY(arena_alloc_outside(c, p->days * (p->paths + COUNTER_BLOCK) * sizeof(double), &memory));
    double *all = memory;
    double(*days)[COUNTER_BLOCK] = (void *)(all + p->days * p->paths);
    for (uint64_t first = 0; first < p->paths; first += COUNTER_BLOCK)
        run_block(p, first, days, all, out->below_by_then);
    sum_up(p, all, out);
    arena_rewind(c->arena, mark);
    return OK;
}

size_t cashflow_dry_day(const struct cashflow *flow, size_t days, double chance)
{
    size_t day = 0;
    while (day < days && flow->below_by_then[day] < chance)
        day++;
    return day;
}
