#include "finance/report/parts.h"
#include "store/entity/sorting.h"

#include <stdlib.h>

static int by_month(const void *a, const void *b)
{
    const struct budget_spending *left = a, *right = b;
    return left->month < right->month ? -1 : left->month > right->month;
}

static int order(const void *a, const void *b)
{
    const struct report_budget *left = a, *right = b;
    int names = text_compare(left->category, right->category);
    return names != 0 ? names : currency_order(left->currency, right->currency);
}

/* What was spent on a category and below it, by month. */
static size_t spending_of(struct ctx *c, const struct report_book *book, struct text category, currency cur,
                          struct budget_spending **out)
{
    struct budget_spending *spending = ARENA_ARRAY(c->arena, struct budget_spending, book->cell_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < book->cell_count; i++) {
        const struct month_total *cell = &book->cells[i];
        const struct account_row *account = account_index_find(&book->accounts, cell->account);
        if (account != NULL && cell->currency == cur && budget_covers(category, account->name))
            spending[n++] = (struct budget_spending){cell->month, cell->debit - cell->credit};
    }
    qsort(spending, n, sizeof *spending, by_month);
    *out = spending;
    return n;
}

enum err report_budgets(struct ctx *c, struct store_tx *tx, int64_t household, const struct report_book *book,
                        const struct report_filter *filter, int32_t month, struct report_budget **out,
                        size_t *count)
{
    struct budget_row *rows;
    size_t row_count;
    TRY(budget_list(c, tx, household, &rows, &row_count));
    *out = ARENA_ARRAY(c->arena, struct report_budget, row_count + 1);
    *count = 0;
    for (size_t i = 0, end; i < row_count; i = end) {
        const struct account_row *category = account_index_find(&book->accounts, rows[i].category);
        struct budget_step *steps = ARENA_ARRAY(c->arena, struct budget_step, row_count - i);
        struct budget_spending *spending;
        bool has;
        for (end = i; end < row_count && rows[end].category == rows[i].category &&
                      rows[end].currency == rows[i].currency;
             end++)
            steps[end - i] = (struct budget_step){rows[end].month_from, rows[end].amount, rows[end].rollover};
        if (category == NULL || !currency_is_wanted(filter, rows[i].currency) ||
            !report_in_category(category->name, filter->category))
            continue;
        struct report_budget *row = &(*out)[*count];
        *row = (struct report_budget){.category = category->name, .currency = rows[i].currency};
        struct budget budget = {.steps = steps, .step_count = end - i};
        budget.spending_count = spending_of(c, book, category->name, rows[i].currency, &spending);
        budget.spending = spending;
        TRY(budget_status(c, &budget, month, &has, &row->status));
        *count += has;
    }
    qsort(*out, *count, sizeof **out, order);
    return OK;
}
