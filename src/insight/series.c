#include "insight/series.h"

#include <stdlib.h>

size_t series_end(const struct payment *payments, size_t count, size_t start)
{
    const struct payment *first = &payments[start];
    size_t end = start + 1;
    while (end < count && payments[end].payee == first->payee && payments[end].account == first->account &&
           payments[end].currency == first->currency)
        end++;
    return end;
}

size_t series_charges(struct arena *arena, const struct payment *payments, size_t start, size_t end,
                      struct charge **out)
{
    size_t count = 0;
    *out = ARENA_ARRAY(arena, struct charge, end - start + 1);
    for (size_t i = start; i < end; i++)
        if (payments[i].amount < 0 && payments[i].amount != INT64_MIN)
            (*out)[count++] = (struct charge){payments[i].txn, -payments[i].amount, payments[i].date};
    return count;
}

static int by_amount(const void *a, const void *b)
{
    const struct charge *x = a, *y = b;
    if (x->amount != y->amount)
        return x->amount < y->amount ? -1 : 1;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    return (x->txn > y->txn) - (x->txn < y->txn);
}

struct charge *charges_by_amount(struct arena *arena, const struct charge *charges, size_t count)
{
    struct charge *sorted = ARENA_ARRAY(arena, struct charge, count + 1);
    if (count > 0)
        memcpy(sorted, charges, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_amount);
    return sorted;
}

struct monthly monthly_totals(struct arena *arena, const struct month_spending *cells, size_t count,
                              currency cur)
{
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (size_t i = 0; i < count; i++) {
        if (cells[i].currency != cur)
            continue;
        first = cells[i].month < first ? cells[i].month : first;
        last = cells[i].month > last ? cells[i].month : last;
    }
    if (first > last)
        return (struct monthly){0};
    struct monthly m = {first, (size_t)(last - first) + 1, NULL};
    m.values = ARENA_ARRAY(arena, int64_t, m.count);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].currency == cur) {
            int64_t *value = &m.values[cells[i].month - first];
            *value = add_saturated(*value, cells[i].amount);
        }
    }
    return m;
}

void monthly_fill(const struct month_spending *cells, size_t count, int32_t first, int32_t last,
                  int64_t *values)
{
    for (int32_t m = first; m <= last; m++)
        values[m - first] = 0;
    for (size_t i = 0; i < count; i++)
        if (cells[i].month >= first && cells[i].month <= last)
            values[cells[i].month - first] = add_saturated(values[cells[i].month - first], cells[i].amount);
}
