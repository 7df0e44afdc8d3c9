/* The sums a report is made from, and what its filter lets through. */
#include "finance/report.h"
#include "store/entity/total.h"

struct loading {
    struct report_book *book;
    size_t size;
};

static enum err keep_cell(struct ctx *c, void *self, const struct month_total *cell)
{
    struct loading *loading = self;
    struct report_book *book = loading->book;
    if (book->cell_count == loading->size) {
        size_t size = loading->size == 0 ? 1024 : loading->size * 2;
        struct month_total *cells = ARENA_ARRAY(c->arena, struct month_total, size);
        if (book->cell_count > 0)
            memcpy(cells, book->cells, book->cell_count * sizeof *cells);
        book->cells = cells;
        loading->size = size;
    }
    book->cells[book->cell_count++] = *cell;
    return OK;
}

static enum err add_lines(struct ctx *c, void *self, const struct walk_txn *txn)
{
    for (int32_t i = 0; i < txn->lines.count; i++)
        TRY(totals_add_line(c, self, &txn->lines, i));
    return OK;
}

static void release_totals(void *thing)
{
    totals_free(thing);
}

/* The kept sums do not know which own account a category's money came from; that account's transactions do.
 */
static enum err load_account(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account,
                             struct loading *loading)
{
    struct walk walk = {.household = household, .account = account, .from = DATE_NONE, .to = DATE_NONE};
    struct totals *totals = ARENA_NEW(c->arena, struct totals);
    arena_defer(c->arena, release_totals, totals);
    TRY(walk_transactions(c, tx, &walk, add_lines, totals));
    for (size_t i = 0; i < totals->count; i++)
        if (totals->cells[i].lines > 0)
            TRY(keep_cell(c, loading, &totals->cells[i]));
    return OK;
}

enum err report_load(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account,
                     struct report_book *out)
{
    struct loading loading = {.book = out};
    *out = (struct report_book){0};
    TRY(account_index_load(c, tx, household, &out->accounts));
    return account == 0 ? total_each(c, tx, household, keep_cell, &loading)
                        : load_account(c, tx, household, account, &loading);
}

static bool span_of(const struct report_book *book, bool only_flows, int32_t *oldest, int32_t *newest)
{
    bool any = false;
    for (size_t i = 0; i < book->cell_count; i++) {
        int32_t month = book->cells[i].month;
        const struct account_row *account = account_index_find(&book->accounts, book->cells[i].account);
        if (only_flows &&
            (account == NULL || (account->kind != ACCOUNT_INCOME && account->kind != ACCOUNT_EXPENSE)))
            continue;
        *oldest = !any || month < *oldest ? month : *oldest;
        *newest = !any || month > *newest ? month : *newest;
        any = true;
    }
    return any;
}

bool report_span(const struct report_book *book, int32_t *oldest, int32_t *newest)
{
    return span_of(book, true, oldest, newest) || span_of(book, false, oldest, newest);
}

struct text report_roll_up(struct text path, int depth)
{
    for (size_t i = 0; depth > 0 && i < path.len; i++)
        if (path.at[i] == ':' && --depth == 0)
            return (struct text){path.at, i};
    return path;
}

bool report_in_category(struct text path, struct text category)
{
    return category.len == 0 || text_equal_nocase(path, category) ||
           (path.len > category.len && path.at[category.len] == ':' && text_starts_nocase(path, category));
}
