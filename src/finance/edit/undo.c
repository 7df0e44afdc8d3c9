/* Taking an edit back: first every transaction is compared with what the edit left, then all are put back. */
#include "bus/types.h"
#include "finance/edit/change.h"
#include "finance/edit/edits.h"
#include "store/entity/edit/edit_txn.h"
#include "store/entity/import.h"
#include "store/entity/payee.h"

/* A transaction beside what it is to be again. */
struct restoring {
    struct change change;
    const struct edit_undo_txn *was;
    bool done;
};

/* What an import brought stays void when the import is undone. */
static enum err check_import(struct ctx *c, const struct restoring *r)
{
    struct import_row import;
    const struct txn_row *row = &r->change.row;
    if (row->import == 0 || row->state != TXN_VOID || r->was->state == TXN_VOID)
        return OK;
    TRY(import_by_seq(c, r->change.in->tx, r->change.in->household, row->import, &import));
    if (import.state == IMPORT_UNDONE)
        return fail(c, ERR_CONFLICT, "the import that brought a transaction is undone, so it stays void");
    return OK;
}

static enum err load(struct ctx *c, struct changing *in, const struct edit_undo_txn *was, struct restoring *r)
{
    r->was = was;
    TRY(change_load(c, in, was->txn, &r->change));
    if (change_hash(c, &r->change) != was->after)
        return fail(c, ERR_CONFLICT, "a transaction was changed since, so nothing is taken back");
    return check_import(c, r);
}

/* The lines tell what was booked: those that were there before the edit are there still. */
static enum err restore_lines(struct ctx *c, struct restoring *r)
{
    struct change *change = &r->change;
    struct txn_lines before = txn_lines_when(&change->lines, r->was->lines);
    struct txn_part *parts, *now;
    size_t count = txn_parts(c->arena, &before, change->row.account, &parts);
    size_t now_count = txn_parts(c->arena, &change->lines, change->row.account, &now);
    if (change->row.state == r->was->state && txn_parts_equal(parts, count, now, now_count))
        return OK;
    return txn_rebook(c, &change->lines, change->row.account, change->row.amount,
                      r->was->state == TXN_PENDING ? LINE_PENDING : LINE_POSTED, parts, count);
}

/* What hangs on the row: the question that was answered, the correction that was counted, the bank's id that was given. */
static enum err restore_around(struct ctx *c, struct restoring *r)
{
    struct change *change = &r->change;
    const struct edit_undo_txn *was = r->was;
    struct store_tx *tx = change->in->tx;
    if ((was->flags & TXN_MAYBE_KNOWN) && !(change->row.flags & TXN_MAYBE_KNOWN))
        TRY(suggestion_reopen(c, tx, was->txn));
    if (was->taught != 0)
        TRY(label_take(c, tx, change->in->household, change_label_key(c, change), change->row.amount < 0,
                       was->taught));
    if (!was->gave_bank_id)
        return OK;
    change->row.bank_id = (struct text){NULL, 0};
    return txn_forget_bank_id(c, tx, was->txn);
}

static enum err restore(struct ctx *c, struct restoring *r)
{
    struct change *change = &r->change;
    const struct edit_undo_txn *was = r->was;
    TRY(change_admits(c, change, was->state));
    TRY(restore_lines(c, r));
    change->row.state = was->state;
    TRY(restore_around(c, r));
    change->row.flags = was->flags;
    change->row.sorted_by = was->sorted_by;
    change->row.pair = was->pair;
    change->row.tags = was->tags;
    change->row.notes = was->notes;
    change->row.payee = 0;
    if (was->payee.len > 0)
        TRY(payee_intern(c, change->in->tx, change->in->household, was->payee, &change->row.payee));
    return change_write(c, change, was->side ? "" : EVENT_TRANSACTION_UPDATED);
}

static enum err take_back(struct ctx *c, struct changing *in, const struct edit_undo_txn *rows, size_t count,
                          int64_t *changed)
{
    struct restoring *all = ARENA_ARRAY(c->arena, struct restoring, count + 1);
    for (size_t i = 0; i < count; i++)
        TRY(load(c, in, &rows[i], &all[i]));
    /* What brings money comes first, so that an account's lowest balance is asked of what is left in the end. */
    for (int brings = 1; brings >= 0; brings--)
        for (size_t i = 0; i < count; i++) {
            const struct txn_row *row = &all[i].change.row;
            if ((change_moves(row, row->state, rows[i].state) >= 0) != brings || all[i].done)
                continue;
            all[i].done = true;
            TRY(restore(c, &all[i]));
            *changed += !rows[i].side;
        }
    return OK;
}

enum err edits_undo(struct ctx *c, struct store *store, struct editor who, struct id token, int64_t *changed)
{
    const int64_t hour_us = INT64_C(60000000) * EDITS_UNDO_MINUTES;
    struct changing *in;
    struct edit_undo_row undo;
    struct edit_undo_txn *rows;
    size_t count;
    *changed = 0;
    TRY(changing_begin(c, store, who.household, false, &in));
    TRY(edit_undo_get(c, in->tx, who.household, who.person, token, &undo));
    if (undo.created_us < c->now_us - hour_us)
        return fail(c, ERR_NOT_FOUND, "an edit can be taken back for %d minutes", EDITS_UNDO_MINUTES);
    TRY(edit_undo_txns(c, in->tx, token, &rows, &count));
    TRY(take_back(c, in, rows, count, changed));
    TRY(edit_undo_delete(c, in->tx, token));
    return changing_commit(c, in);
}
