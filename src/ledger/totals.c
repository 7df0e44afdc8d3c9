#include "ledger/totals.h"

#include "base/hash.h"

#include <stdlib.h>

static uint64_t cell_hash(int64_t account, currency cur, int32_t month)
{
    return hash_mix(hash_mix((uint64_t)account, (uint64_t)cur), (uint64_t)(uint32_t)month);
}

static void *grow(void *at, size_t size)
{
    void *grown = realloc(at, size);
    if (grown == NULL)
        die("out of memory for %zu bytes", size);
    return grown;
}

static void place(struct totals *t, size_t index)
{
    const struct month_total *cell = &t->cells[index];
    size_t slot = cell_hash(cell->account, cell->currency, cell->month) & (t->slot_count - 1);
    while (t->slots[slot] != 0)
        slot = (slot + 1) & (t->slot_count - 1);
    t->slots[slot] = (uint32_t)index + 1;
}

static void rehash(struct totals *t)
{
    t->slot_count = t->slot_count == 0 ? 256 : t->slot_count * 2;
    t->slots = grow(t->slots, t->slot_count * sizeof *t->slots);
    memset(t->slots, 0, t->slot_count * sizeof *t->slots);
    for (size_t i = 0; i < t->count; i++)
        place(t, i);
}

struct month_total *totals_cell(struct totals *t, int64_t account, currency cur, int32_t month)
{
    if (t->count * 2 >= t->slot_count)
        rehash(t);
    size_t slot = cell_hash(account, cur, month) & (t->slot_count - 1);
    for (; t->slots[slot] != 0; slot = (slot + 1) & (t->slot_count - 1)) {
        struct month_total *cell = &t->cells[t->slots[slot] - 1];
        if (cell->account == account && cell->currency == cur && cell->month == month)
            return cell;
    }
    if (t->count == t->size) {
        t->size = t->size == 0 ? 128 : t->size * 2;
        t->cells = grow(t->cells, t->size * sizeof *t->cells);
    }
    t->cells[t->count] = (struct month_total){.account = account, .currency = cur, .month = month};
    t->slots[slot] = (uint32_t)++t->count;
    return &t->cells[t->count - 1];
}

/* Adds `sign` times a line's amount to one side of one account. */
static bool add_side(struct totals *t, const struct transfer_line *line, int64_t account, int64_t amount)
{
    struct month_total *cell = totals_cell(t, account, line->currency, date_month(line->date));
    bool debit = account == line->debit;
    int64_t *sum = line->phase == LINE_PENDING ? (debit ? &cell->pending_debit : &cell->pending_credit)
                                               : (debit ? &cell->debit : &cell->credit);
    cell->lines += amount < 0 ? -1 : 1;
    return !__builtin_add_overflow(*sum, amount, sum);
}

static bool add_both(struct totals *t, const struct transfer_line *line, int64_t sign)
{
    return add_side(t, line, line->debit, sign * line->amount) &&
           add_side(t, line, line->credit, sign * line->amount);
}

enum err totals_add_line(struct ctx *c, struct totals *t, const struct txn_lines *lines, int32_t i)
{
    const struct transfer_line *line = &lines->at[i];
    bool fits = line->reverses == LINE_NONE || add_both(t, &lines->at[line->reverses], -1);
    if (line->phase != LINE_VOID)
        fits = fits && add_both(t, line, 1);
    return fits ? OK : fail(c, ERR_LIMIT, "a balance does not fit in 64 bits");
}

void totals_free(struct totals *t)
{
    free(t->cells);
    free(t->slots);
    *t = (struct totals){0};
}
