#include "store/entity/txn.h"

#include "base/hash.h"
#include "store/entity/search.h"

/* A hash over what never changes: silent corruption of a page shows here (SQLite itself would not notice a flipped bit in a row). */
static int64_t row_check(const struct txn_row *row)
{
    uint64_t h = hash_bytes(row->id.bytes, sizeof row->id.bytes, (uint64_t)row->account);
    h = hash_mix(h, (uint64_t)row->amount);
    h = hash_mix(h, (uint64_t)(int64_t)row->date);
    h = hash_bytes(row->text.at, row->text.len, h);
    return (int64_t)hash_bytes(row->memo.at, row->memo.len, h);
}

enum err txn_insert(struct ctx *c, struct store_tx *tx, const struct txn_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO txn (" TXN_COLUMNS ") VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->account);
    store_bind_int(q, 4, row->date);
    store_bind_int(q, 5, row->amount);
    store_bind_int(q, 6, row->state);
    store_bind_int(q, 7, row->flags);
    store_bind_int(q, 8, row->sorted_by);
    store_bind_ref(q, 9, row->import);
    store_bind_ref(q, 10, row->payee);
    store_bind_ref(q, 11, row->pair);
    store_bind_int(q, 12, row_check(row));
    store_bind_text(q, 13, row->text.at == NULL ? TEXT("") : row->text);
    store_bind_optional(q, 14, row->bank_id);
    store_bind_optional(q, 15, row->memo);
    store_bind_optional(q, 16, row->tags);
    store_bind_optional(q, 17, row->notes);
    enum err e = store_run(c, q, NULL);
    return e == ERR_CONFLICT ? fail(c, e, "a transaction with this id exists already") : e;
}

enum err txn_insert_lines(struct ctx *c, struct store_tx *tx, int64_t txn, const struct txn_lines *lines,
                          int32_t from, struct totals *totals)
{
    struct store_query *q;
    for (int32_t i = from; i < lines->count; i++) {
        const struct transfer_line *line = &lines->at[i];
        TRY(totals_add_line(c, totals, lines, i));
        TRY(store_query(
            c, tx,
            "INSERT INTO transfer (txn, line, debit, credit, amount, currency, date, phase, reverses) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            &q));
        store_bind_int(q, 1, txn);
        store_bind_int(q, 2, i);
        store_bind_int(q, 3, line->debit);
        store_bind_int(q, 4, line->credit);
        store_bind_int(q, 5, line->amount);
        store_bind_int(q, 6, line->currency);
        store_bind_int(q, 7, line->date);
        store_bind_int(q, 8, line->phase);
        if (line->reverses != LINE_NONE)
            store_bind_int(q, 9, line->reverses);
        TRY(store_run(c, q, NULL));
    }
    return OK;
}

enum err txn_update(struct ctx *c, struct store_tx *tx, const struct txn_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "UPDATE txn SET state = ?2, flags = ?3, sorted_by = ?4, payee = ?5, pair = ?6, tags = ?7, "
        "notes = ?8, bank_id = coalesce(bank_id, ?9) WHERE seq = ?1",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->state);
    store_bind_int(q, 3, row->flags);
    store_bind_int(q, 4, row->sorted_by);
    store_bind_ref(q, 5, row->payee);
    store_bind_ref(q, 6, row->pair);
    store_bind_optional(q, 7, row->tags);
    store_bind_optional(q, 8, row->notes);
    store_bind_optional(q, 9, row->bank_id);
    TRY(store_run(c, q, NULL));
    return search_touch(c, tx, row->seq);
}

bool txn_from_query(struct store_query *q, struct txn_row *out)
{
    *out = (struct txn_row){.seq = store_int(q, 0),
                            .id = store_get_id(q, 1),
                            .account = store_int(q, 2),
                            .date = (date)store_int(q, 3),
                            .amount = store_int(q, 4),
                            .state = (enum txn_state)store_int(q, 5),
                            .flags = (int)store_int(q, 6),
                            .sorted_by = (enum sorted_by)store_int(q, 7),
                            .import = store_int(q, 8),
                            .payee = store_int(q, 9),
                            .pair = store_int(q, 10),
                            .text = store_text(q, 12),
                            .bank_id = store_text(q, 13),
                            .memo = store_text(q, 14),
                            .tags = store_text(q, 15),
                            .notes = store_text(q, 16)};
    return row_check(out) == store_int(q, 11);
}

void txn_keep(struct arena *arena, struct txn_row *row)
{
    row->text = text_copy(arena, row->text);
    row->bank_id = text_copy(arena, row->bank_id);
    row->memo = text_copy(arena, row->memo);
    row->tags = text_copy(arena, row->tags);
    row->notes = text_copy(arena, row->notes);
}

static enum err one(struct ctx *c, struct store_query *q, struct txn_row *out)
{
    bool row;
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such transaction");
    if (!txn_from_query(q, out))
        return fail(c, ERR_CORRUPT, "transaction %lld on disk is not what was written", (long long)out->seq);
    txn_keep(c->arena, out);
    store_reset(q);
    return OK;
}

/* A transaction has no wall of its own (store/postgres/walls.c), its account has: found by a number or an id alone, it is there when that is. */
#define OF_ITS_ACCOUNT " AND EXISTS (SELECT 1 FROM account WHERE account.seq = txn.account)"

enum err txn_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct txn_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " TXN_COLUMNS " FROM txn WHERE seq = ?1" OF_ITS_ACCOUNT, &q));
    store_bind_int(q, 1, seq);
    return one(c, q, out);
}

enum err txn_by_id(struct ctx *c, struct store_tx *tx, struct id id, struct txn_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " TXN_COLUMNS " FROM txn WHERE id = ?1" OF_ITS_ACCOUNT, &q));
    store_bind_id(q, 1, id);
    return one(c, q, out);
}

enum err txn_read_lines(struct ctx *c, struct store_tx *tx, int64_t seq, struct txn_lines *out)
{
    struct store_query *q;
    bool row;
    *out = (struct txn_lines){0};
    TRY(store_query(c, tx,
                    "SELECT debit, credit, amount, currency, date, phase, reverses FROM transfer "
                    "WHERE txn = ?1 ORDER BY line",
                    &q));
    store_bind_int(q, 1, seq);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        txn_lines_add(
            c->arena, out,
            (struct transfer_line){.debit = store_int(q, 0),
                                   .credit = store_int(q, 1),
                                   .amount = store_int(q, 2),
                                   .currency = (currency)store_int(q, 3),
                                   .date = (date)store_int(q, 4),
                                   .phase = (enum line_phase)store_int(q, 5),
                                   .reverses = store_is_null(q, 6) ? LINE_NONE : (int32_t)store_int(q, 6)});
    }
}
