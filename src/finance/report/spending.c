#include "finance/report/parts.h"

#include <stdlib.h>

static int order(const void *a, const void *b)
{
    const struct report_spending *left = a, *right = b;
    if (left->month != right->month)
        return left->month < right->month ? -1 : 1;
    int names = text_compare(left->category, right->category);
    return names != 0 ? names : currency_order(left->currency, right->currency);
}

/* Rows of the same month, category and currency, which lie side by side, become one. */
static enum err merge(struct ctx *c, struct report_spending *rows, size_t *count)
{
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        if (kept == 0 || order(&rows[kept - 1], &rows[i]) != 0) {
            rows[kept++] = rows[i];
            continue;
        }
        TRY(report_add(c, &rows[kept - 1].amount, rows[i].amount));
        TRY(report_add(c, &rows[kept - 1].pending, rows[i].pending));
    }
    *count = kept;
    return OK;
}

enum err report_spending(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         enum report_by by, struct report_spending **out, size_t *count)
{
    struct report_spending *rows = ARENA_ARRAY(c->arena, struct report_spending, book->cell_count + 1);
    const struct account_row *account = NULL;
    size_t n = 0;
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct month_total *cell = &book->cells[i];
        if (account == NULL || account->seq != cell->account)
            account = account_index_find(&book->accounts, cell->account);
        if (account == NULL || account->kind != ACCOUNT_EXPENSE || cell->lines <= 0 ||
            !month_is_within(filter, cell->month) || !currency_is_wanted(filter, cell->currency) ||
            !report_in_category(account->name, filter->category))
            continue;
        rows[n++] = (struct report_spending){
            .month = by == REPORT_BY_CATEGORY ? REPORT_OPEN : cell->month,
            .category = by == REPORT_BY_MONTH ? TEXT("") : report_roll_up(account->name, filter->depth),
            .currency = cell->currency,
            .amount = cell->debit - cell->credit,
            .pending = cell->pending_debit - cell->pending_credit};
    }
    qsort(rows, n, sizeof *rows, order);
    *out = rows;
    *count = n;
    return merge(c, rows, count);
}
