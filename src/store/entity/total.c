#include "store/entity/total.h"

/* There are fewer than 4,096 months: when each cell of an account is at most twice this, their sum fits. */
static const int64_t SMALL = INT64_MAX / 8192;

static bool is_small(int64_t sum)
{
    return sum >= -SMALL && sum <= SMALL;
}

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

static void bind_cell(struct store_query *q, const struct month_total *cell)
{
    store_bind_int(q, 1, cell->account);
    store_bind_int(q, 2, cell->currency);
    store_bind_int(q, 3, cell->month);
    store_bind_int(q, 4, cell->debit);
    store_bind_int(q, 5, cell->credit);
    store_bind_int(q, 6, cell->pending_debit);
    store_bind_int(q, 7, cell->pending_credit);
    store_bind_int(q, 8, cell->lines);
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
    bind_cell(q, cell);
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

/* Do the cells of an account fit together, too? */
static enum err check_account(struct ctx *c, struct store_tx *tx, const struct month_total *cell)
{
    struct store_query *q;
    int64_t sums[4] = {0};
    bool row, fits = true;
    if (is_small(cell->debit) && is_small(cell->credit) && is_small(cell->pending_debit) &&
        is_small(cell->pending_credit))
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

/* What every cell is but in the strangest ledgers: there already, far from what 64 bits hold, and not emptied. One statement then does it;
 * *added is false when the cell must be looked at. */
static enum err add_to_small(struct ctx *c, struct store_tx *tx, const struct month_total *cell, bool *added)
{
    struct store_query *q;
    int64_t changed;
    *added = false;
    if (!is_small(cell->debit) || !is_small(cell->credit) || !is_small(cell->pending_debit) ||
        !is_small(cell->pending_credit) || cell->lines <= 0)
        return OK;
    TRY(store_query(c, tx,
                    "UPDATE month_total SET debit = debit + ?4, credit = credit + ?5, "
                    "pending_debit = pending_debit + ?6, pending_credit = pending_credit + ?7, "
                    "lines = lines + ?8 WHERE account = ?1 AND currency = ?2 AND month = ?3 "
                    "AND debit BETWEEN 0 AND ?9 AND credit BETWEEN 0 AND ?9 "
                    "AND pending_debit BETWEEN 0 AND ?9 AND pending_credit BETWEEN 0 AND ?9",
                    &q));
    bind_cell(q, cell);
    store_bind_int(q, 9, SMALL);
    TRY(store_run(c, q, &changed));
    *added = changed == 1;
    return OK;
}

/* Added up here, not in SQL: SQLite turns a sum that does not fit into a floating-point number. */
enum err total_add(struct ctx *c, struct store_tx *tx, const struct totals *totals)
{
    for (size_t i = 0; i < totals->count; i++) {
        struct month_total cell = totals->cells[i];
        bool added;
        TRY(add_to_small(c, tx, &cell, &added));
        if (added)
            continue;
        TRY(add_stored(c, tx, &cell));
        TRY(cell.lines > 0 ? put_cell(c, tx, &cell) : drop_cell(c, tx, &cell));
        TRY(check_account(c, tx, &cell));
    }
    return OK;
}

static struct month_total cell_from_query(struct store_query *q)
{
    return (struct month_total){.account = store_int(q, 0),
                                .currency = (currency)store_int(q, 1),
                                .month = (int32_t)store_int(q, 2),
                                .debit = store_int(q, 3),
                                .credit = store_int(q, 4),
                                .pending_debit = store_int(q, 5),
                                .pending_credit = store_int(q, 6),
                                .lines = store_int(q, 7)};
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
        struct month_total cell = cell_from_query(q);
        TRY(each(c, self, &cell));
    }
}

static enum err count_cells(struct ctx *c, struct store_tx *tx, int64_t account, size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM month_total WHERE account = ?1", &q));
    store_bind_int(q, 1, account);
    TRY(store_next(c, q, &row));
    *count = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err total_of_account(struct ctx *c, struct store_tx *tx, int64_t account, struct month_total **out,
                          size_t *count)
{
    struct store_query *q;
    size_t size;
    bool row;
    TRY(count_cells(c, tx, account, &size));
    *out = ARENA_ARRAY(c->arena, struct month_total, size + 1);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT account, currency, month, debit, credit, pending_debit, pending_credit, lines "
                    "FROM month_total WHERE account = ?1 ORDER BY currency, month",
                    &q));
    store_bind_int(q, 1, account);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || *count == size) {
            store_reset(q);
            return OK;
        }
        (*out)[(*count)++] = cell_from_query(q);
    }
}

enum err total_lines(struct ctx *c, struct store_tx *tx, int64_t account, int64_t *lines)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT sum(lines) FROM month_total WHERE account = ?1", &q));
    store_bind_int(q, 1, account);
    TRY(store_next(c, q, &row));
    *lines = row ? store_int(q, 0) : 0;
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
