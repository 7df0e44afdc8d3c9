#include "store/entity/total.h"

enum err total_add(struct ctx *c, struct store_tx *tx, const struct totals *totals)
{
    struct store_query *q;
    for (size_t i = 0; i < totals->count; i++) {
        const struct month_total *cell = &totals->cells[i];
        TRY(store_query(
            c, tx,
            "INSERT INTO month_total (account, currency, month, debit, credit, pending_debit, "
            "pending_credit, lines) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
            "ON CONFLICT (account, currency, month) DO UPDATE SET "
            "debit = month_total.debit + excluded.debit, credit = month_total.credit + excluded.credit, "
            "pending_debit = month_total.pending_debit + excluded.pending_debit, "
            "pending_credit = month_total.pending_credit + excluded.pending_credit, "
            "lines = month_total.lines + excluded.lines",
            &q));
        store_bind_int(q, 1, cell->account);
        store_bind_int(q, 2, cell->currency);
        store_bind_int(q, 3, cell->month);
        store_bind_int(q, 4, cell->debit);
        store_bind_int(q, 5, cell->credit);
        store_bind_int(q, 6, cell->pending_debit);
        store_bind_int(q, 7, cell->pending_credit);
        store_bind_int(q, 8, cell->lines);
        TRY(store_run(c, q, NULL));
        if (cell->lines > 0)
            continue;
        TRY(store_query(
            c, tx,
            "DELETE FROM month_total WHERE account = ?1 AND currency = ?2 AND month = ?3 AND lines = 0", &q));
        store_bind_int(q, 1, cell->account);
        store_bind_int(q, 2, cell->currency);
        store_bind_int(q, 3, cell->month);
        TRY(store_run(c, q, NULL));
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

enum err total_balance(struct ctx *c, struct store_tx *tx, int64_t account, int64_t *minor)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT coalesce(sum(debit - credit), 0) FROM month_total WHERE account = ?1",
                    &q));
    store_bind_int(q, 1, account);
    TRY(store_next(c, q, &row));
    *minor = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
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
