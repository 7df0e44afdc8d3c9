/* The chore: what was settled by others, what is due, what is to be given. */
#include "finance/payment/work.h"

enum { DUE_BATCH = 256, OVERTAKEN_BATCH = 64 };

/* -- Settled by a statement, or by a person in the list of transactions */

static enum err follow(struct ctx *c, struct store_tx *tx, struct payment_row *row)
{
    struct txn_row txn;
    bool replaced;
    TRY(txn_by_seq(c, tx, row->txn, &txn));
    TRY(payment_txn_replaced(c, tx, row->txn, &replaced));
    if (txn.state == TXN_POSTED || replaced)
        return pay_book(c, tx, row);
    if (row->tries > 0)
        return OK; /* it may have gone out: only the provider knows */
    return pay_end(c, tx, row, PAYMENT_CANCELLED, TEXT("its transaction was made void"));
}

static enum err follow_some(struct ctx *c, struct store *store, bool *did)
{
    struct store_tx *tx;
    struct payment_row *rows;
    size_t count;
    TRY(store_begin_read(c, store, &tx));
    TRY(payment_overtaken(c, tx, 1, &rows, &count));
    store_rollback(tx);
    *did = count > 0;
    if (count == 0)
        return OK;
    TRY(store_begin(c, store, &tx));
    TRY(payment_overtaken(c, tx, OVERTAKEN_BATCH, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(follow(c, tx, &rows[i]));
    return store_commit(c, tx);
}

/* -- Due */

static enum err due_some(struct ctx *c, struct store *store, struct judge *judge, const struct pay_desk *desk,
                         bool *more)
{
    struct store_tx *tx;
    struct payment_row *rows;
    size_t count;
    int64_t next_us;
    TRY(store_begin_read(c, store, &tx));
    TRY(payment_next(c, tx, PAYMENT_PLANNED, &next_us));
    store_rollback(tx);
    *more = next_us <= c->now_us;
    if (!*more)
        return OK;
    TRY(store_begin(c, store, &tx));
    TRY(payment_ready(c, tx, PAYMENT_PLANNED, c->now_us, c->now_us, DUE_BATCH, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(pay_due(c, tx, judge, desk, &rows[i]));
    return store_commit(c, tx);
}

/* -- All of it */

static enum err begin(struct ctx *c, struct store *store, struct pay_desk *desk)
{
    struct store_tx *tx;
    if (desk->began || desk->provider == NULL || store_is_shared(store))
        return OK;
    TRY(store_begin(c, store, &tx));
    TRY(payment_unclaim(c, tx));
    TRY(store_commit(c, tx));
    desk->began = true;
    return OK;
}

static enum err find_next(struct ctx *c, struct store *store, const struct pay_desk *desk, int64_t *next_us)
{
    struct store_tx *tx;
    int64_t us;
    TRY(store_begin_read(c, store, &tx));
    for (int state = PAYMENT_PLANNED; state <= PAYMENT_SUBMITTED; state++) {
        if (state != PAYMENT_PLANNED && desk->provider == NULL)
            break;
        TRY(payment_next(c, tx, (enum payment_state)state, &us));
        /* What another process is sending, or nobody answers for, is looked at again soon, not at once. */
        if (us <= c->now_us)
            us = c->now_us + INT64_C(1000000);
        *next_us = us < *next_us ? us : *next_us;
    }
    return store_commit(c, tx);
}

enum err pay_work(struct ctx *c, struct store *store, struct judge *judge, struct pay_desk *desk,
                  int64_t *next_us, bool *did)
{
    *next_us = INT64_MAX;
    TRY(begin(c, store, desk));
    TRY(follow_some(c, store, did));
    for (bool more = true; more;) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(due_some(c, store, judge, desk, &more));
        *did = *did || more;
        arena_rewind(c->arena, mark);
    }
    if (desk->provider != NULL)
        TRY(pay_give(c, store, desk, did));
    return find_next(c, store, desk, next_us);
}
