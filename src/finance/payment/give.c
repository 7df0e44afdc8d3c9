/* Giving orders to the provider, outside of any transaction: claim and count the try, give or ask, note what came of it. A process that dies in between
 * leaves a try that was counted: then the provider is asked first. */
#include "bus/types.h"
#include "finance/payment/work.h"

enum { BATCH = 64, BULK = 256, INQUIRIES_TOLD = 4 };
#define BACKOFF_FIRST_US INT64_C(2000000)

static bool is_immediate(const struct pay_desk *desk)
{
    return payment_provider_is_immediate(desk->provider);
}

/* Four times as long each time. */
static int64_t backoff_us(int64_t tries, int64_t wait_us)
{
    int64_t us = BACKOFF_FIRST_US;
    for (int64_t i = 1; i < tries && us < PAY_ASK_MOST_US; i++)
        us *= 4;
    us = us < PAY_ASK_MOST_US ? us : PAY_ASK_MOST_US;
    return wait_us > us ? wait_us : us;
}

static enum err order_of(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                         struct payment_order *out)
{
    struct account_row account;
    TRY(account_by_seq(c, tx, row->account, &account));
    *out = (struct payment_order){.id = row->id,
                                  .debtor = account.name,
                                  .debtor_number = account.number,
                                  .debtor_bank = account.bank,
                                  .payee = row->payee,
                                  .number = row->number,
                                  .amount = row->amount,
                                  .currency = row->currency,
                                  .due = row->due,
                                  .reference = row->reference,
                                  .provider_ref = row->provider_ref,
                                  .created_us = row->created_us};
    return OK;
}

/* -- Noting */

/* When nobody says what became of it, people should know. */
static enum err note_unclear(struct ctx *c, struct store_tx *tx, struct payment_row *row,
                             const struct payment_receipt *r)
{
    bool tell = !row->told && row->tries >= INQUIRIES_TOLD;
    row->told = row->told || tell;
    row->next_us = c->now_us + backoff_us(row->tries, r->wait_us);
    TRY(payment_update(c, tx, row));
    return tell ? payment_tell(c, tx, row, EVENT_PAYMENT_UNCLEAR) : OK;
}

static enum err note_taken(struct ctx *c, struct store_tx *tx, const struct pay_desk *desk,
                           struct payment_row *row, const struct payment_receipt *r)
{
    bool fresh = row->state == PAYMENT_HELD;
    row->state = PAYMENT_SUBMITTED;
    row->why = TEXT("");
    row->next_us =
        payment_provider_tells(desk->provider) ? c->now_us + backoff_us(row->tries, r->wait_us) : INT64_MAX;
    TRY(payment_update(c, tx, row));
    return fresh ? payment_tell(c, tx, row, EVENT_PAYMENT_SUBMITTED) : OK;
}

/* Not taken for sure: nothing of it is out there, so it may fail. */
static enum err note_not_taken(struct ctx *c, struct store_tx *tx, struct payment_row *row,
                               const struct payment_receipt *r)
{
    if (row->tries >= PAY_TRIES)
        return pay_end(c, tx, row, PAYMENT_FAILED, text_of(r->why));
    row->next_us = c->now_us + backoff_us(row->tries, r->wait_us);
    return payment_update(c, tx, row);
}

/* One that they said they had, and do not know any more, is nothing that a program decides. */
static enum err note_absent(struct ctx *c, struct store_tx *tx, struct payment_row *row,
                            const struct payment_receipt *r)
{
    if (row->state == PAYMENT_SUBMITTED)
        return note_unclear(c, tx, row, r);
    return note_not_taken(c, tx, row, r);
}

static enum err note_outcome(struct ctx *c, struct store_tx *tx, const struct pay_desk *desk,
                             struct payment_row *row, const struct payment_receipt *r)
{
    row->claim_us = 0;
    row->provider = text_of(payment_provider_name(desk->provider));
    if (r->ref[0] != '\0')
        row->provider_ref = text_of(r->ref);
    row->why = text_of(r->why);
    switch (r->outcome) {
    case PAYMENT_SETTLED:
        return pay_book(c, tx, row);
    case PAYMENT_TAKEN:
        return note_taken(c, tx, desk, row, r);
    case PAYMENT_REFUSED:
        return pay_end(c, tx, row, PAYMENT_FAILED, text_of(r->why));
    case PAYMENT_LATER:
        return note_not_taken(c, tx, row, r);
    case PAYMENT_ABSENT:
        return note_absent(c, tx, row, r);
    case PAYMENT_UNKNOWN:
        break;
    }
    return note_unclear(c, tx, row, r);
}

/* A statement or a person may have settled it in the meantime: then that counts. */
static enum err note(struct ctx *c, struct store *store, const struct pay_desk *desk, int64_t seq,
                     const struct payment_receipt *r)
{
    struct store_tx *tx;
    struct payment_row row;
    TRY(store_begin(c, store, &tx));
    TRY(payment_by_seq(c, tx, seq, &row));
    if (row.state == PAYMENT_HELD || row.state == PAYMENT_SUBMITTED)
        TRY(note_outcome(c, tx, desk, &row, r));
    return store_commit(c, tx);
}

/* -- Giving */

struct claimed {
    bool mine;
    bool was_out; /* it may have gone out before */
    bool wanted;  /* nobody made its transaction void */
};

/* In the transaction that claims it: as it is now. */
static enum err claim(struct ctx *c, struct store *store, int64_t seq, enum payment_state state,
                      struct payment_order *order, struct claimed *out)
{
    struct store_tx *tx;
    struct payment_row row;
    struct txn_row txn;
    TRY(store_begin(c, store, &tx));
    TRY(payment_by_seq(c, tx, seq, &row));
    TRY(txn_by_seq(c, tx, row.txn, &txn));
    out->was_out = row.tries > 0;
    out->wanted = txn.state == TXN_PENDING;
    out->mine = row.state == state && (row.claim_us == 0 || row.claim_us <= c->now_us - PAY_CLAIM_US) &&
                (out->wanted || out->was_out);
    if (out->mine) {
        row.claim_us = c->now_us;
        row.tries++;
        TRY(payment_update(c, tx, &row));
        TRY(order_of(c, tx, &row, order));
    }
    return store_commit(c, tx);
}

/* Asks first where it may be there already; what is not there is given in the same turn. */
static enum err give(struct ctx *c, struct store *store, const struct pay_desk *desk, int64_t seq,
                     enum payment_state state, bool *away)
{
    struct payment_order order;
    struct payment_receipt receipt;
    struct claimed is;
    TRY(claim(c, store, seq, state, &order, &is));
    if (!is.mine)
        return OK;
    if (is.was_out)
        payment_inquire(c, desk->provider, &order, &receipt);
    bool absent = is.was_out && receipt.outcome == PAYMENT_ABSENT && state == PAYMENT_HELD;
    if (absent && !is.wanted)
        receipt.outcome = PAYMENT_REFUSED;
    else if (!is.was_out || absent)
        payment_submit(c, desk->provider, &order, &receipt);
    *away = receipt.away;
    return note(c, store, desk, seq, &receipt);
}

static enum err give_some(struct ctx *c, struct store *store, const struct pay_desk *desk,
                          enum payment_state state, bool *more, bool *did)
{
    struct store_tx *tx;
    struct payment_row *rows;
    size_t count;
    bool away = false;
    TRY(store_begin_read(c, store, &tx));
    TRY(payment_ready(c, tx, state, c->now_us, c->now_us - PAY_CLAIM_US, BATCH, &rows, &count));
    store_rollback(tx);
    *did = *did || count > 0;
    for (size_t i = 0; i < count && !away && !atomic_load(&desk->ending); i++)
        TRY(give(c, store, desk, rows[i].seq, state, &away));
    *more = count == BATCH && !away && !atomic_load(&desk->ending);
    return OK;
}

/* Without I/O: many in one transaction. One that is void or booked already is what statements settle. */
static enum err book_some(struct ctx *c, struct store *store, const struct pay_desk *desk, bool *more,
                          bool *did)
{
    struct store_tx *tx;
    struct payment_row *rows;
    struct txn_row txn;
    size_t count;
    *more = false;
    TRY(store_begin_read(c, store, &tx));
    TRY(payment_ready(c, tx, PAYMENT_HELD, c->now_us, c->now_us - PAY_CLAIM_US, 1, &rows, &count));
    store_rollback(tx);
    if (count == 0)
        return OK;
    *did = true;
    TRY(store_begin(c, store, &tx));
    TRY(payment_ready(c, tx, PAYMENT_HELD, c->now_us, c->now_us - PAY_CLAIM_US, BULK, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(txn_by_seq(c, tx, rows[i].txn, &txn));
        rows[i].provider = text_of(payment_provider_name(desk->provider));
        rows[i].tries++;
        if (txn.state != TXN_PENDING)
            continue;
        TRY(pay_book(c, tx, &rows[i]));
        *more = count == BULK;
    }
    return store_commit(c, tx);
}

enum err pay_give(struct ctx *c, struct store *store, const struct pay_desk *desk, bool *did)
{
    for (bool more = true; more;) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(is_immediate(desk) ? book_some(c, store, desk, &more, did)
                               : give_some(c, store, desk, PAYMENT_HELD, &more, did));
        arena_rewind(c->arena, mark);
    }
    for (bool more = !is_immediate(desk); more;) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(give_some(c, store, desk, PAYMENT_SUBMITTED, &more, did));
        arena_rewind(c->arena, mark);
    }
    return OK;
}
