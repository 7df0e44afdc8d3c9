#include "finance/import/import.h"

#include "base/json.h"
#include "base/limits.h"
#include "store/entity/event.h"
#include "store/entity/import.h"
#include "store/entity/total.h"
#include "store/entity/txn.h"

struct undoing {
    struct store_tx *tx;
    int64_t import;
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
    TRY(txn_by_seq(c, u->tx, seq, &row));
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
    row.flags &= ~TXN_MAYBE_KNOWN;
    row.state = TXN_VOID;
    u->result->voided += (row.flags & TXN_OPENING) == 0;
    return txn_update(c, u->tx, &row);
}

/* A pending row that the import settled is held again, as it was. */
static enum err hold_again(struct ctx *c, struct undoing *u, int64_t seq)
{
    struct txn_row row;
    struct txn_lines lines;
    struct txn_part *parts;
    TRY(txn_by_seq(c, u->tx, seq, &row));
    TRY(txn_read_lines(c, u->tx, seq, &lines));
    int32_t before = lines.count;
    size_t count = txn_parts(c->arena, &lines, row.account, &parts);
    if (lines.count > 0) {
        struct transfer_line first = lines.at[0];
        if (count == 0) {
            /* It was replaced and is void: its first booking says how it was sorted. */
            parts[count++] = (struct txn_part){first.debit == row.account ? first.credit : first.debit, row.amount};
        } else {
            TRY(txn_void(c, &lines));
        }
        TRY(txn_book(c, &lines, row.account, row.amount, first.currency, row.date, LINE_PENDING, parts, count));
        TRY(txn_insert_lines(c, u->tx, seq, &lines, before, &u->totals));
    }
    row.state = TXN_PENDING;
    row.flags |= TXN_BANK_PENDING;
    u->result->held_again++;
    return txn_update(c, u->tx, &row);
}

static enum err append_event(struct ctx *c, struct undoing *u, int64_t household, const struct import_row *import)
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
                              .subject = text_of(arena_printf(c->arena, "import/%lld", (long long)import->seq)),
                              .data = buf_view(data)};
    return event_append(c, u->tx, &event);
}

enum err import_undo(struct ctx *c, struct store *store, int64_t household, int64_t import, struct undo_result *result)
{
    struct import_row row;
    int64_t *touched;
    size_t count;
    *result = (struct undo_result){0};
    struct undoing *u = ARENA_NEW(c->arena, struct undoing);
    *u = (struct undoing){.import = import, .result = result};
    arena_defer(c->arena, release_totals, &u->totals);
    TRY(store_begin_bulk(c, store, &u->tx));
    TRY(import_by_seq(c, u->tx, household, import, &row));
    if (row.state == IMPORT_UNDONE)
        return fail(c, ERR_CONFLICT, "import %lld (%.*s) is undone already", (long long)import, TEXT_ARGS(row.name));
    for (int64_t seq = row.txn_first; seq != 0 && seq <= row.txn_last; seq++) {
        struct arena_mark mark = arena_mark(c->arena);
        enum err e = void_one(c, u, seq);
        if (e != OK && e != ERR_NOT_FOUND)
            return e;
        arena_rewind(c->arena, mark);
    }
    TRY(import_touched(c, u->tx, import, &touched, &count));
    for (size_t i = 0; i < count; i++)
        TRY(hold_again(c, u, touched[i]));
    TRY(total_add(c, u->tx, &u->totals));
    TRY(import_mark_undone(c, u->tx, import));
    TRY(append_event(c, u, household, &row));
    return store_commit(c, u->tx);
}

enum err import_newest(struct ctx *c, struct store *store, int64_t household, int64_t *import)
{
    struct store_tx *tx;
    struct import_row *rows;
    size_t count;
    TRY(store_begin_read(c, store, &tx));
    TRY(import_list(c, tx, household, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].state != IMPORT_COMMITTED)
            continue;
        *import = rows[i].seq;
        return store_commit(c, tx);
    }
    return fail(c, ERR_NOT_FOUND, "no import is there to undo");
}
