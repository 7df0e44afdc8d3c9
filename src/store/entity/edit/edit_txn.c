#include "store/entity/edit/edit_txn.h"

#include "store/entity/revision.h"

enum err txn_forget_bank_id(struct ctx *c, struct store_tx *tx, int64_t txn)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE txn SET bank_id = NULL WHERE seq = ?1", &q));
    store_bind_int(q, 1, txn);
    return store_run(c, q, NULL);
}

enum err txn_each_tags(struct ctx *c, struct store_tx *tx, int64_t household,
                       void (*each)(void *self, struct text tags, int64_t transactions), void *self)
{
    struct store_query *q;
    bool row;
    /* CROSS JOIN: each account's part of the index of tags, not the table of transactions. */
    TRY(store_query(c, tx,
                    "SELECT t.tags, count(*) FROM account a CROSS JOIN txn t WHERE a.household = ?1 AND "
                    "t.account = a.seq AND t.tags IS NOT NULL AND t.state <> 3 GROUP BY t.account, t.tags",
                    &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        each(self, store_text(q, 0), store_int(q, 1));
    }
}

enum err suggestion_reopen(struct ctx *c, struct store_tx *tx, int64_t txn)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE suggestion SET state = 1 WHERE txn = ?1", &q));
    store_bind_int(q, 1, txn);
    return store_run(c, q, NULL);
}

static void bind_label(struct store_query *q, int64_t household, struct text payee_key, bool outgoing,
                       int64_t category)
{
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, payee_key);
    store_bind_int(q, 3, outgoing);
    store_bind_int(q, 4, category);
}

enum err label_take(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee_key,
                    bool outgoing, int64_t category)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE label SET times = times - 1 WHERE household = ?1 AND payee_key = ?2 AND "
                    "outgoing = ?3 AND category = ?4",
                    &q));
    bind_label(q, household, payee_key, outgoing, category);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx,
                    "DELETE FROM label WHERE household = ?1 AND payee_key = ?2 AND outgoing = ?3 AND "
                    "category = ?4 AND times < 1",
                    &q));
    bind_label(q, household, payee_key, outgoing, category);
    TRY(store_run(c, q, NULL));
    return revision_renew(c, tx, household);
}
