#include "finance/report/parts.h"

#include <stdlib.h>

static int order(const void *a, const void *b)
{
    const struct report_cashflow *left = a, *right = b;
    if (left->month != right->month)
        return left->month < right->month ? -1 : 1;
    return currency_order(left->currency, right->currency);
}

static enum err merge(struct ctx *c, struct report_cashflow *rows, size_t *count)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (kept == 0 || order(&rows[kept - 1], &rows[i]) != 0) {
            rows[kept++] = rows[i];
            continue;
        }
        TRY(report_add(c, &rows[kept - 1].income, rows[i].income));
        TRY(report_add(c, &rows[kept - 1].spending, rows[i].spending));
    }
    *count = kept;
    for (size_t i = 0; i < kept; i++) {
        rows[i].net = rows[i].income;
        TRY(report_add(c, &rows[i].net, -rows[i].spending));
    }
    return OK;
}

enum err report_cashflow(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         struct report_cashflow **out, size_t *count)
{
    struct report_cashflow *rows = ARENA_ARRAY(c->arena, struct report_cashflow, book->cell_count + 1);
    const struct account_row *account = NULL;
    size_t n = 0;
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct month_total *cell = &book->cells[i];
        if (account == NULL || account->seq != cell->account)
            account = account_index_find(&book->accounts, cell->account);
        if (account == NULL || (account->kind != ACCOUNT_EXPENSE && account->kind != ACCOUNT_INCOME) ||
            !month_is_within(filter, cell->month) || !currency_is_wanted(filter, cell->currency) ||
            !report_in_category(account->name, filter->category))
            continue;
        bool income = account->kind == ACCOUNT_INCOME;
        rows[n++] = (struct report_cashflow){.month = cell->month,
                                             .currency = cell->currency,
                                             .income = income ? cell->credit - cell->debit : 0,
                                             .spending = income ? 0 : cell->debit - cell->credit};
    }
    qsort(rows, n, sizeof *rows, order);
    *out = rows;
    *count = n;
    return merge(c, rows, count);
}
