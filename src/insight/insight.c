#include "insight/insight.h"

#include <stdlib.h>

const char *severity_name(enum severity severity)
{
    static const char *const names[] = {"none", "info", "notice", "warning", "alert"};
    return (unsigned)severity < sizeof names / sizeof names[0] ? names[severity] : "unknown";
}

const char *insight_kind_name(enum insight_kind kind)
{
    static const char *const names[INSIGHT_KIND_COUNT] = {
        [INSIGHT_DUPLICATE_CHARGE] = "duplicate_charge",
        [INSIGHT_PRICE_RISE] = "price_rise",
        [INSIGHT_UNUSUAL_MONTH] = "unusual_month",
        [INSIGHT_BUDGET_WARNING] = "budget_warning",
        [INSIGHT_BUDGET_EXCEEDED] = "budget_exceeded",
        [INSIGHT_MONTH_SUMMARY] = "month_summary",
        [INSIGHT_WEEKLY_RHYTHM] = "weekly_rhythm",
        [INSIGHT_NEW_PAYEE] = "new_payee",
        [INSIGHT_RUNS_DRY] = "runs_dry",
        [INSIGHT_MISSED_PAYMENT] = "missed_payment",
    };
    return (unsigned)kind < INSIGHT_KIND_COUNT ? names[kind] : "unknown";
}

struct finding *findings_add(struct findings *f, struct finding finding)
{
    if (f->count == f->size) {
        size_t size = f->size * 2 + 16;
        struct finding *more = ARENA_ARRAY(f->arena, struct finding, size);
        if (f->count > 0)
            memcpy(more, f->at, f->count * sizeof *more);
        f->at = more;
        f->size = size;
    }
    f->at[f->count] = finding;
    return &f->at[f->count++];
}

static int by_weight(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return strcmp(x->topic, y->topic);
}

void findings_keep(struct findings *f, size_t start, size_t most)
{
    if (f->count <= start)
        return;
    qsort(f->at + start, f->count - start, sizeof *f->at, by_weight);
    if (f->count - start > most)
        f->count = start + most;
}

int64_t finding_weight(int64_t amount, currency cur)
{
    int64_t weight = amount == INT64_MIN ? INT64_MAX : amount < 0 ? -amount : amount;
    for (int32_t places = currency_places(cur); places < 4; places++)
        if (__builtin_mul_overflow(weight, 10, &weight))
            return INT64_MAX;
    return weight;
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_payee(const void *a, const void *b)
{
    const struct payment *x = a, *y = b;
    int o = order(x->payee, y->payee);
    o = o != 0 ? o : order(x->account, y->account);
    o = o != 0 ? o : order(x->currency, y->currency);
    o = o != 0 ? o : order(x->date, y->date);
    return o != 0 ? o : order(x->txn, y->txn);
}

void payments_sort(struct payment *payments, size_t count)
{
    if (count > 1)
        qsort(payments, count, sizeof *payments, by_payee);
}

static int by_category(const void *a, const void *b)
{
    const struct month_spending *x = a, *y = b;
    int o = order(x->category, y->category);
    o = o != 0 ? o : order(x->currency, y->currency);
    return o != 0 ? o : order(x->month, y->month);
}

void spending_sort(struct month_spending *cells, size_t count)
{
    if (count > 1)
        qsort(cells, count, sizeof *cells, by_category);
}
