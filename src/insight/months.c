/* A category's month against its own past, and one month as a whole. */
#include "insight/series.h"
#include "insight/statistics.h"

#include <stdio.h>

enum {
    PAST_MOST = 24, /* months compared with */
    PAST_LEAST = 6, /* fewer say nothing about what is usual */
    SEASON_MONTHS = 12,
    LEAST_WEIGHT = 10 * 10000, /* 10.00 of the currency more than usual */
    SUMMARY_PAST_LEAST = 3,
};

/* One category in one currency. */
struct category {
    const struct month_spending *cells;
    size_t count;
    int32_t household_first; /* the first month with any spending in this currency */
    int64_t household_usual; /* what a month costs in all */
};

static size_t category_end(const struct month_spending *cells, size_t count, size_t start)
{
    size_t end = start + 1;
    while (end < count && cells[end].category == cells[start].category &&
           cells[end].currency == cells[start].currency)
        end++;
    return end;
}

static int64_t largest(const int64_t *values, size_t count)
{
    int64_t most = 0;
    for (size_t i = 0; i < count; i++)
        most = values[i] > most ? values[i] : most;
    return most;
}

/* Is `x` far above a past in which most months have spending? Spread is at least a tenth of the median: a
 * fixed bill would otherwise be unusual by a cent. */
static bool above_regular(int64_t x, int64_t usual, const int64_t *past, size_t count)
{
    int64_t copy[PAST_MOST];
    memcpy(copy, past, count * sizeof *copy);
    double spread = statistics_spread(copy, count);
    double least = 0.1 * (double)usual;
    size_t year = count < SEASON_MONTHS ? count : SEASON_MONTHS;
    return (double)(x - usual) > 3.5 * (spread > least ? spread : least) &&
           x > largest(past + count - year, year);
}

/* Holidays, repairs: most months have none, so only far more than ever before is news. */
static bool above_rare(int64_t x, const int64_t *past, size_t count)
{
    size_t with = 0;
    for (size_t i = 0; i < count; i++)
        with += past[i] > 0;
    return with >= 3 && x / 3 > largest(past, count) / 2;
}

/* Was it as much in the same season a year before? Feasts and premiums move by a month. */
static bool is_season(int64_t x, const int64_t *past, size_t count)
{
    for (size_t back = SEASON_MONTHS - 1; back <= SEASON_MONTHS + 1; back++)
        if (count >= back && past[count - back] >= x - x / 5)
            return true;
    return false;
}

static void judge_month(const struct category *category, int32_t month, struct findings *out)
{
    int64_t past[PAST_MOST], copy[PAST_MOST], x;
    int32_t first =
        month - PAST_MOST > category->household_first ? month - PAST_MOST : category->household_first;
    if (month - first < PAST_LEAST)
        return;
    size_t count = (size_t)(month - first);
    currency cur = category->cells[0].currency;
    monthly_fill(category->cells, category->count, month, month, &x);
    monthly_fill(category->cells, category->count, first, month - 1, past);
    memcpy(copy, past, count * sizeof *copy);
    int64_t usual = statistics_median(copy, count);
    usual = usual < 0 ? 0 : usual;
    if (x <= usual || finding_weight(x - usual, cur) < LEAST_WEIGHT ||
        (x - usual) < category->household_usual / (usual > 0 ? 50 : 20))
        return;
    if (is_season(x, past, count) ||
        !(usual > 0 ? above_regular(x, usual, past, count) : above_rare(x, past, count)))
        return;
    char text[DATE_TEXT_MAX];
    struct finding f = {.kind = INSIGHT_UNUSUAL_MONTH,
                        .severity = SEVERITY_NOTICE,
                        .date = month_last(month),
                        .currency = cur,
                        .weight = finding_weight(x - usual, cur),
                        .category = category->cells[0].category,
                        .month = month,
                        .count = (int32_t)count,
                        .amount = x,
                        .usual = usual};
    snprintf(f.topic, sizeof f.topic, "unusual_month/%lld/%s/%s", (long long)f.category, currency_code(cur),
             month_format(month, text));
    findings_add(out, f);
}

void detect_unusual_months(const struct month_spending *cells, size_t count, int32_t from, int32_t to,
                           struct findings *out)
{
    struct arena *scratch = arena_new();
    struct monthly totals = {0};
    struct category category = {0};
    currency known = CURRENCY_NONE;
    for (size_t start = 0, end; start < count; start = end) {
        end = category_end(cells, count, start);
        if (known != cells[start].currency) {
            known = cells[start].currency;
            totals = monthly_totals(scratch, cells, count, known);
            category.household_first = totals.first;
            category.household_usual = statistics_median(totals.values, totals.count);
        }
        category.cells = cells + start;
        category.count = end - start;
        for (int32_t month = from; month <= to; month++)
            judge_month(&category, month, out);
    }
    arena_free(scratch);
}

int64_t spending_usual_weight(const struct month_spending *cells, size_t count, struct arena *arena)
{
    int64_t most = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && cells[i].currency == cells[i - 1].currency)
            continue;
        struct monthly totals = monthly_totals(arena, cells, count, cells[i].currency);
        int64_t weight =
            totals.count < SUMMARY_PAST_LEAST
                ? 0
                : finding_weight(statistics_median(totals.values, totals.count), cells[i].currency);
        most = weight > most ? weight : most;
    }
    return most;
}

/* Puts a category among the largest, if it is one. */
static void rank(struct finding *f, int64_t category, int64_t amount, int64_t usual)
{
    if (amount <= f->top[FINDING_TOP - 1].amount)
        return;
    size_t at = FINDING_TOP - 1;
    for (; at > 0 && f->top[at - 1].amount < amount; at--)
        f->top[at] = f->top[at - 1];
    f->top[at].category = category;
    f->top[at].amount = amount;
    f->top[at].usual = usual;
}

static int64_t usual_of(const struct month_spending *cells, size_t count, int32_t first, int32_t month)
{
    int64_t past[SEASON_MONTHS];
    first = month - SEASON_MONTHS > first ? month - SEASON_MONTHS : first;
    monthly_fill(cells, count, first, month - 1, past);
    int64_t usual = statistics_median(past, (size_t)(month - first));
    return usual < 0 ? 0 : usual;
}

static void summarise(const struct month_spending *cells, size_t count, currency cur, int32_t month,
                      struct arena *scratch, struct findings *out)
{
    struct monthly totals = monthly_totals(scratch, cells, count, cur);
    char text[DATE_TEXT_MAX];
    if (totals.count == 0 || month - totals.first < SUMMARY_PAST_LEAST ||
        (size_t)(month - totals.first) >= totals.count || totals.values[month - totals.first] <= 0)
        return;
    size_t past = (size_t)(month - totals.first), year = past < SEASON_MONTHS ? past : SEASON_MONTHS;
    struct finding f = {.kind = INSIGHT_MONTH_SUMMARY,
                        .severity = SEVERITY_INFO,
                        .date = month_last(month),
                        .currency = cur,
                        .month = month,
                        .amount = totals.values[past]};
    f.weight = finding_weight(f.amount, cur);
    f.usual = statistics_median(totals.values + past - year, year);
    for (size_t start = 0, end; start < count; start = end) {
        int64_t x;
        end = category_end(cells, count, start);
        if (cells[start].currency != cur)
            continue;
        monthly_fill(cells + start, end - start, month, month, &x);
        if (x > f.top[FINDING_TOP - 1].amount)
            rank(&f, cells[start].category, x, usual_of(cells + start, end - start, totals.first, month));
    }
    snprintf(f.topic, sizeof f.topic, "month_summary/%s/%s", currency_code(cur), month_format(month, text));
    findings_add(out, f);
}

void detect_month_summary(const struct month_spending *cells, size_t count, int32_t month,
                          struct findings *out)
{
    enum { CURRENCIES = 16 };
    currency done[CURRENCIES];
    size_t done_count = 0;
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < count && done_count < CURRENCIES; i++) {
        bool known = false;
        for (size_t k = 0; k < done_count; k++)
            known = known || done[k] == cells[i].currency;
        if (known)
            continue;
        done[done_count++] = cells[i].currency;
        summarise(cells, count, cells[i].currency, month, scratch, out);
    }
    arena_free(scratch);
}
