#include "store/entity/history.h"

#include "base/hash.h"
#include "base/limits.h"

enum err history_newest(struct ctx *c, struct store_tx *tx, int64_t account, date not_after, date *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT date FROM txn WHERE account = ?1 AND date <= ?2 AND state <> 3 ORDER BY date DESC LIMIT 1",
        &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, not_after);
    TRY(store_next(c, q, &row));
    *out = row ? (date)store_int(q, 0) : DATE_NONE;
    store_reset(q);
    return OK;
}

enum err history_payments(struct ctx *c, struct store_tx *tx, int64_t account, date from, date to,
                          int64_t limit, void (*each)(void *self, const struct history_payment *payment),
                          void *self)
{
    struct store_query *q;
    bool row;
    /* flags & 8: TXN_OPENING. The order is the index's own, so nothing is sorted. */
    TRY(store_query(c, tx,
                    "SELECT seq, payee, amount, date FROM txn WHERE account = ?1 AND date BETWEEN ?2 AND ?3 "
                    "AND state = 2 AND payee IS NOT NULL AND pair IS NULL AND flags & 8 = 0 "
                    "ORDER BY date DESC, seq DESC LIMIT ?4",
                    &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, to);
    store_bind_int(q, 4, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct history_payment payment = {store_int(q, 0), store_int(q, 1), store_int(q, 2),
                                          (date)store_int(q, 3)};
        each(self, &payment);
    }
}

enum err history_flows(struct ctx *c, struct store_tx *tx, int64_t account, date from, date to, int64_t limit,
                       void (*each)(void *self, const struct history_flow *flow), void *self)
{
    struct store_query *q;
    bool row;
    /* As above; the description only where it says who it was. */
    TRY(store_query(
        c, tx,
        "SELECT t.seq, t.payee, t.amount, t.date, o.account, "
        "CASE WHEN t.payee IS NULL THEN t.text END, t.state FROM txn t LEFT JOIN txn o ON o.seq = t.pair "
        "WHERE t.account = ?1 AND t.date BETWEEN ?2 AND ?3 AND t.state <> 3 AND t.flags & 8 = 0 "
        "ORDER BY t.date DESC, t.seq DESC LIMIT ?4",
        &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, to);
    store_bind_int(q, 4, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct history_flow flow = {.txn = store_int(q, 0),
                                    .payee = store_is_null(q, 1) ? 0 : store_int(q, 1),
                                    .amount = store_int(q, 2),
                                    .date = (date)store_int(q, 3),
                                    .other = store_is_null(q, 4) ? 0 : store_int(q, 4),
                                    .words = store_is_null(q, 5) ? 0 : hash_text(store_text(q, 5)),
                                    .held = store_int(q, 6) == TXN_PENDING};
        each(self, &flow);
    }
}

enum err history_range(struct ctx *c, struct store_tx *tx, int64_t household, int64_t after, int64_t last,
                       int64_t limit, struct history_txn **out, size_t *count)
{
    struct store_query *q;
    bool row;
    /* CROSS JOIN: SQLite then walks the range of txn, not every account's transactions. */
    limit = limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
    *out = ARENA_ARRAY(c->arena, struct history_txn, limit);
    *count = 0;
    TRY(store_query(
        c, tx,
        "SELECT t.seq, t.id, a.name, a.currency, t.date, t.amount, t.state, p.name, t.import FROM txn t "
        "CROSS JOIN account a LEFT JOIN payee p ON p.seq = t.payee WHERE a.seq = t.account "
        "AND t.seq > ?1 AND t.seq <= ?2 AND t.state <> 3 AND a.household = ?3 ORDER BY t.seq LIMIT ?4",
        &q));
    store_bind_int(q, 1, after);
    store_bind_int(q, 2, last);
    store_bind_int(q, 3, household);
    store_bind_int(q, 4, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct history_txn){.seq = store_int(q, 0),
                                                  .id = store_get_id(q, 1),
                                                  .account = text_copy(c->arena, store_text(q, 2)),
                                                  .currency = (int16_t)store_int(q, 3),
                                                  .date = (date)store_int(q, 4),
                                                  .amount = store_int(q, 5),
                                                  .state = (enum txn_state)store_int(q, 6),
                                                  .payee = text_copy(c->arena, store_text(q, 7)),
                                                  .import = store_int(q, 8)};
    }
}

enum err history_has_kind(struct ctx *c, struct store_tx *tx, int64_t txn, int64_t own,
                          enum account_kind kind, bool *has)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT l.line FROM transfer l "
                    "JOIN account a ON a.seq = CASE WHEN l.debit = ?2 THEN l.credit ELSE l.debit END "
                    "WHERE l.txn = ?1 AND l.phase <> 3 AND a.kind = ?3 AND NOT EXISTS "
                    "(SELECT 1 FROM transfer r WHERE r.txn = l.txn AND r.reverses = l.line) LIMIT 1",
                    &q));
    store_bind_int(q, 1, txn);
    store_bind_int(q, 2, own);
    store_bind_int(q, 3, kind);
    TRY(store_next(c, q, has));
    store_reset(q);
    return OK;
}
