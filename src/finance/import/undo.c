#include "base/json.h"
#include "base/limits.h"
#include "finance/import/import.h"
#include "finance/security/security.h"
#include "store/entity/event.h"
#include "store/entity/import.h"
#include "store/entity/total.h"
#include "store/entity/txn.h"

struct undoing {
    struct store_tx *tx;
    int64_t household, import;
    struct totals totals;
    struct undo_result *result;
};

static void release_totals(void *thing)
{
    totals_free(thing);
}

/* A transaction whose other side goes stands alone again. */
static enum err unpair(struct ctx *c, struct undoing *u, int64_t pair)
{
    struct txn_row row;
    if (pair == 0)
        return OK;
    TRY(txn_by_seq(c, u->tx, pair, &row));
    row.pair = 0;
    return txn_update(c, u->tx, &row);
}

static enum err void_one(struct ctx *c, struct undoing *u, int64_t seq)
{
    struct txn_row row;
    struct txn_lines lines;
    enum err e = txn_by_seq(c, u->tx, seq, &row);
    if (e == ERR_NOT_FOUND)
        return OK; /* numbers may have gaps */
    TRY(e);
    if (row.import != u->import || row.state == TXN_VOID)
        return OK;
    if (row.flags & TXN_RECONCILED)
        return fail(c, ERR_CONFLICT, "transaction %lld is reconciled, so the import stays", (long long)seq);
    TRY(txn_read_lines(c, u->tx, seq, &lines));
    int32_t before = lines.count;
    if (lines.count > 0)
        TRY(txn_void(c, &lines));
    TRY(txn_insert_lines(c, u->tx, seq, &lines, before, &u->totals));
    TRY(unpair(c, u, row.pair));
    row.pair = 0;
    if (row.flags & TXN_MAYBE_KNOWN)
        TRY(suggestion_resolve(c, u->tx, seq, SUGGESTION_DIFFERENT));
    bool held = (row.flags & TXN_HELD) != 0;
    row.flags &= ~(TXN_MAYBE_KNOWN | TXN_HELD);
    row.state = TXN_VOID;
    u->result->voided += (row.flags & TXN_OPENING) == 0;
    TRY(txn_update(c, u->tx, &row));
    return held ? held_gone(c, u->tx, u->household, seq) : OK;
}

/* The parts a void transaction had when it was made void: those its last lines took back. */
static size_t last_parts(struct arena *arena, const struct txn_lines *lines, int64_t own,
                         struct txn_part **out)
{
    int32_t from = lines->count;
    while (from > 0 && lines->at[from - 1].phase == LINE_VOID)
        from--;
    struct txn_part *parts = ARENA_ARRAY(arena, struct txn_part, lines->count - from + 1);
    size_t count = 0;
    for (int32_t i = from; i < lines->count; i++) {
        const struct transfer_line *line = &lines->at[i];
        bool in = line->debit == own;
        parts[count++] =
            (struct txn_part){in ? line->credit : line->debit, in ? line->amount : -line->amount};
    }
    *out = parts;
    return count;
}

/* Books a transaction once more, in another phase. */
static enum err book_again(struct ctx *c, struct undoing *u, const struct txn_row *row, enum line_phase phase)
{
    struct txn_lines lines;
    struct txn_part *parts;
    TRY(txn_read_lines(c, u->tx, row->seq, &lines));
    int32_t before = lines.count;
    if (before == 0)
        return OK;
    size_t count = txn_parts(c->arena, &lines, row->account, &parts);
    if (count == 0)
        count = last_parts(c->arena, &lines, row->account, &parts);
    TRY(txn_rebook(c, &lines, row->account, row->amount, phase, parts, count));
    return txn_insert_lines(c, u->tx, row->seq, &lines, before, &u->totals);
}

/* Was the row itself taken back meanwhile, with its import or by the user? Then it stays void. */
static enum err is_gone(struct ctx *c, struct undoing *u, const struct txn_row *row, enum touch_kind kind,
                        bool *gone)
{
    struct import_row import;
    *gone = row->state == TXN_VOID && kind == TOUCH_SETTLED;
    if (*gone || row->import == 0)
        return OK;
    TRY(import_by_seq(c, u->tx, u->household, row->import, &import));
    *gone = import.state == IMPORT_UNDONE;
    return OK;
}

/* A pending row that the import settled or replaced is held again, an opening balance that it moved counts
 * again, as they were. */
static enum err restore(struct ctx *c, struct undoing *u, const struct import_touch_row *touch)
{
    struct txn_row row;
    bool gone;
    TRY(txn_by_seq(c, u->tx, touch->txn, &row));
    TRY(is_gone(c, u, &row, touch->kind, &gone));
    if (gone)
        return OK;
    if (row.flags & TXN_RECONCILED)
        return fail(c, ERR_CONFLICT, "transaction %lld is reconciled, so the import stays",
                    (long long)touch->txn);
    /* A payment of ours that was booked before the bank said so, too (finance/payment/). */
    bool booked = (row.flags & TXN_OPENING) != 0 || (row.import == 0 && (row.flags & TXN_BANK_PENDING) != 0);
    TRY(book_again(c, u, &row, booked ? LINE_POSTED : LINE_PENDING));
    TRY(unpair(c, u, row.pair));
    row.pair = 0;
    row.state = booked ? TXN_POSTED : TXN_PENDING;
    if (!booked && row.import != 0)
        row.flags |= TXN_BANK_PENDING;
    u->result->held_again += !booked;
    return txn_update(c, u->tx, &row);
}

static enum err append_event(struct ctx *c, struct undoing *u, int64_t household,
                             const struct import_row *import)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_int(&j, "import", import->seq);
    json_key_text(&j, "file", import->name);
    json_key_int(&j, "voided", u->result->voided);
    json_object_end(&j);
    struct event_row event = {.household = household,
                              .type = TEXT("import.undone"),
                              .subject =
                                  text_of(arena_printf(c->arena, "import/%lld", (long long)import->seq)),
                              .data = buf_view(data)};
    return event_append(c, u->tx, &event);
}

enum err import_undo(struct ctx *c, struct store *store, int64_t household, int64_t import,
                     struct undo_result *result)
{
    struct import_row row;
    struct import_touch_row *touched;
    size_t count;
    *result = (struct undo_result){0};
    struct undoing *u = ARENA_NEW(c->arena, struct undoing);
    *u = (struct undoing){.household = household, .import = import, .result = result};
    arena_defer(c->arena, release_totals, &u->totals);
    TRY(store_begin_bulk(c, store, &u->tx));
    TRY(import_by_seq(c, u->tx, household, import, &row));
    if (row.state == IMPORT_UNDONE)
        return fail(c, ERR_CONFLICT, "import %lld (%.*s) is undone already", (long long)import,
                    TEXT_ARGS(row.name));
    for (int64_t seq = row.txn_first; seq != 0 && seq <= row.txn_last; seq++) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(void_one(c, u, seq));
        arena_rewind(c->arena, mark);
    }
    TRY(import_touched(c, u->tx, import, &touched, &count));
    for (size_t i = 0; i < count; i++)
        TRY(restore(c, u, &touched[i]));
    TRY(held_withdraw(c, u->tx, household));
    TRY(total_add(c, u->tx, &u->totals));
    TRY(import_mark_undone(c, u->tx, import));
    TRY(append_event(c, u, household, &row));
    return store_commit(c, u->tx);
}

enum err import_newest(struct ctx *c, struct store *store, int64_t household, int64_t *import)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, store, &tx));
    TRY(import_last_committed(c, tx, household, import));
    TRY(store_commit(c, tx));
    if (*import != 0)
        return OK;
    return fail(c, ERR_NOT_FOUND, "no import is there to undo");
}
