#include "store/entity/total.h"

/* What is stored of a cell is added to it; zeros when nothing is. */
static enum err add_stored(struct ctx *c, struct store_tx *tx, struct month_total *cell)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT debit, credit, pending_debit, pending_credit, lines FROM month_total "
                    "WHERE account = ?1 AND currency = ?2 AND month = ?3",
                    &q));
    store_bind_int(q, 1, cell->account);
    store_bind_int(q, 2, cell->currency);
    store_bind_int(q, 3, cell->month);
    TRY(store_next(c, q, &row));
    if (!row)
        return OK;
    int64_t *sums[] = {&cell->debit, &cell->credit, &cell->pending_debit, &cell->pending_credit,
                       &cell->lines};
    bool fits = true;
    for (int i = 0; i < 5; i++)
        fits = fits && !__builtin_add_overflow(*sums[i], store_int(q, i), sums[i]);
    store_reset(q);
    return fits ? OK : fail(c, ERR_LIMIT, "a balance does not fit in 64 bits");
}

static enum err put_cell(struct ctx *c, struct store_tx *tx, const struct month_total *cell)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO month_total (account, currency, month, debit, credit, pending_debit, "
                    "pending_credit, lines) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
                    "ON CONFLICT (account, currency, month) DO UPDATE SET debit = excluded.debit, "
                    "credit = excluded.credit, pending_debit = excluded.pending_debit, "
                    "pending_credit = excluded.pending_credit, lines = excluded.lines",
                    &q));
    store_bind_int(q, 1, cell->account);
    store_bind_int(q, 2, cell->currency);
    store_bind_int(q, 3, cell->month);
    store_bind_int(q, 4, cell->debit);
    store_bind_int(q, 5, cell->credit);
    store_bind_int(q, 6, cell->pending_debit);
    store_bind_int(q, 7, cell->pending_credit);
    store_bind_int(q, 8, cell->lines);
    return store_run(c, q, NULL);
}

static enum err drop_cell(struct ctx *c, struct store_tx *tx, const struct month_total *cell)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM month_total WHERE account = ?1 AND currency = ?2 AND month = ?3",
                    &q));
    store_bind_int(q, 1, cell->account);
    store_bind_int(q, 2, cell->currency);
    store_bind_int(q, 3, cell->month);
    return store_run(c, q, NULL);
}

/* Do the cells of an account fit together, too? There are fewer than 4,096 months, so small ones always do.
 */
static enum err check_account(struct ctx *c, struct store_tx *tx, const struct month_total *cell)
{
    const int64_t small = INT64_MAX / 4096;
    struct store_query *q;
    int64_t sums[4] = {0};
    bool row, fits = true;
    if (cell->debit <= small && cell->credit <= small && cell->pending_debit <= small &&
        cell->pending_credit <= small)
        return OK;
    TRY(store_query(c, tx,
                    "SELECT debit, credit, pending_debit, pending_credit FROM month_total WHERE account = ?1",
                    &q));
    store_bind_int(q, 1, cell->account);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return fits ? OK : fail(c, ERR_LIMIT, "a balance does not fit in 64 bits");
        for (int i = 0; i < 4; i++)
            fits = fits && !__builtin_add_overflow(sums[i], store_int(q, i), &sums[i]);
    }
}

/* Added up here, not in SQL: SQLite turns a sum that does not fit into a floating-point number. */
enum err total_add(struct ctx *c, struct store_tx *tx, const struct totals *totals)
{
    for (size_t i = 0; i < totals->count; i++) {
        struct month_total cell = totals->cells[i];
        TRY(add_stored(c, tx, &cell));
        TRY(cell.lines > 0 ? put_cell(c, tx, &cell) : drop_cell(c, tx, &cell));
        TRY(check_account(c, tx, &cell));
    }
    return OK;
}

enum err total_each(struct ctx *c, struct store_tx *tx, int64_t household,
                    enum err (*each)(struct ctx *c, void *self, const struct month_total *cell), void *self)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT m.account, m.currency, m.month, m.debit, m.credit, m.pending_debit, m.pending_credit, "
        "m.lines FROM account a JOIN month_total m ON m.account = a.seq WHERE a.household = ?1 "
        "ORDER BY m.account, m.currency, m.month",
        &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct month_total cell = {.account = store_int(q, 0),
                                   .currency = (currency)store_int(q, 1),
                                   .month = (int32_t)store_int(q, 2),
                                   .debit = store_int(q, 3),
                                   .credit = store_int(q, 4),
                                   .pending_debit = store_int(q, 5),
                                   .pending_credit = store_int(q, 6),
                                   .lines = store_int(q, 7)};
        TRY(each(c, self, &cell));
    }
}

enum err total_sums(struct ctx *c, struct store_tx *tx, int64_t account, struct account_sums *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0), coalesce(sum(pending_debit), 0), "
        "coalesce(sum(pending_credit), 0) FROM month_total WHERE account = ?1",
        &q));
    store_bind_int(q, 1, account);
    TRY(store_next(c, q, &row));
    *out = row ? (struct account_sums){store_int(q, 0), store_int(q, 1), store_int(q, 2), store_int(q, 3)}
               : (struct account_sums){0};
    store_reset(q);
    return OK;
}
