/* What the own accounts hold: now, and at the end of each month. */
#include "finance/report/parts.h"

#include <stdlib.h>

static struct report_balance *find_row(struct report_balance *rows, size_t count, int64_t account)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].account->seq == account)
            return &rows[i];
    return NULL;
}

enum err report_balances(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         struct report_balance **out, size_t *count)
{
    struct report_balance *rows = ARENA_ARRAY(c->arena, struct report_balance, book->accounts.count + 1);
    size_t n = 0;
    for (size_t i = 0; i < book->accounts.count; i++) {
        const struct account_row *account = &book->accounts.rows[i];
        if (account_is_own(account->kind) && currency_is_wanted(filter, account->currency))
            rows[n++] = (struct report_balance){.account = account};
    }
    struct report_balance *row = NULL; /* of the cell before: cells of one account lie side by side */
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct month_total *cell = &book->cells[i];
        if (row == NULL || row->account->seq != cell->account)
            row = find_row(rows, n, cell->account);
        if (row == NULL || row->account->currency != cell->currency ||
            (filter->month_to != REPORT_OPEN && cell->month > filter->month_to))
            continue;
        TRY(report_add(c, &row->balance, cell->debit - cell->credit));
        TRY(report_add(c, &row->pending, cell->pending_debit - cell->pending_credit));
    }
    *out = rows;
    *count = n;
    return OK;
}

static int by_month(const void *a, const void *b)
{
    const struct month_total *left = *(const struct month_total *const *)a,
                             *right = *(const struct month_total *const *)b;
    return left->month < right->month ? -1 : left->month > right->month;
}

static int by_code(const void *a, const void *b)
{
    return currency_order(((const struct report_networth *)a)->currency,
                          ((const struct report_networth *)b)->currency);
}

/* One running sum per currency of the own accounts. */
static size_t running_sums(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                           struct report_networth **out)
{
    struct report_networth *sums = ARENA_ARRAY(c->arena, struct report_networth, book->accounts.count + 1);
    size_t n = 0;
    for (size_t i = 0; i < book->accounts.count; i++) {
        const struct account_row *account = &book->accounts.rows[i];
        size_t k = 0;
        while (k < n && sums[k].currency != account->currency)
            k++;
        if (k == n && account_is_own(account->kind) && currency_is_wanted(filter, account->currency))
            sums[n++].currency = account->currency;
    }
    qsort(sums, n, sizeof *sums, by_code);
    *out = sums;
    return n;
}

static enum err add_cell(struct ctx *c, const struct report_book *book, const struct month_total *cell,
                         struct report_networth *sums, size_t count)
{
    const struct account_row *account = account_index_find(&book->accounts, cell->account);
    for (size_t k = 0; k < count; k++) {
        if (sums[k].currency != cell->currency)
            continue;
        int64_t *side = account->kind == ACCOUNT_ASSET ? &sums[k].assets : &sums[k].liabilities;
        TRY(report_add(c, side, cell->debit - cell->credit));
        TRY(report_add(c, &sums[k].net, cell->debit - cell->credit));
    }
    return OK;
}

enum err report_networth(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         struct report_networth **out, size_t *count)
{
    const struct month_total **own = ARENA_ARRAY(c->arena, const struct month_total *, book->cell_count + 1);
    struct report_networth *sums;
    size_t own_count = 0, next = 0, currencies = running_sums(c, book, filter, &sums);
    *count = 0;
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct account_row *account = account_index_find(&book->accounts, book->cells[i].account);
        if (account != NULL && account_is_own(account->kind))
            own[own_count++] = &book->cells[i];
    }
    *out = NULL;
    if (own_count == 0)
        return OK;
    qsort(own, own_count, sizeof *own, by_month);
    int32_t first = own[0]->month, last = own[own_count - 1]->month;
    *out = ARENA_ARRAY(c->arena, struct report_networth, (size_t)(last - first + 1) * currencies + 1);
    for (int32_t month = first; month <= last; month++) {
        for (; next < own_count && own[next]->month == month; next++)
            TRY(add_cell(c, book, own[next], sums, currencies));
        for (size_t k = 0; k < currencies && month_is_within(filter, month); k++) {
            sums[k].month = month;
            (*out)[(*count)++] = sums[k];
        }
    }
    return OK;
}
