#include "store/entity/edit/edit_undo.h"

enum err edit_undo_insert(struct ctx *c, struct store_tx *tx, const struct edit_undo_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO edit_undo (id, household, person, created_us) VALUES (?1, ?2, ?3, ?4)", &q));
    store_bind_id(q, 1, row->id);
    store_bind_int(q, 2, row->household);
    store_bind_ref(q, 3, row->person);
    store_bind_int(q, 4, row->created_us);
    return store_run(c, q, NULL);
}

enum err edit_undo_insert_txn(struct ctx *c, struct store_tx *tx, struct id undo,
                              const struct edit_undo_txn *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO edit_undo_txn (undo, txn, lines, state, flags, sorted_by, pair, payee, tags, "
        "notes, taught, side, gave_bank_id, after) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        &q));
    store_bind_id(q, 1, undo);
    store_bind_int(q, 2, row->txn);
    store_bind_int(q, 3, row->lines);
    store_bind_int(q, 4, row->state);
    store_bind_int(q, 5, row->flags);
    store_bind_int(q, 6, row->sorted_by);
    store_bind_ref(q, 7, row->pair);
    store_bind_optional(q, 8, row->payee);
    store_bind_optional(q, 9, row->tags);
    store_bind_optional(q, 10, row->notes);
    store_bind_ref(q, 11, row->taught);
    store_bind_int(q, 12, row->side);
    store_bind_int(q, 13, row->gave_bank_id);
    store_bind_int(q, 14, row->after);
    return store_run(c, q, NULL);
}

enum err edit_undo_get(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, struct id id,
                       struct edit_undo_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT created_us FROM edit_undo WHERE id = ?1 AND household = ?2 "
                    "AND coalesce(person, 0) = ?3",
                    &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    store_bind_int(q, 3, person);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such edit to take back");
    *out = (struct edit_undo_row){id, household, person, store_int(q, 0)};
    store_reset(q);
    return OK;
}

static enum err count_txns(struct ctx *c, struct store_tx *tx, struct id undo, size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM edit_undo_txn WHERE undo = ?1", &q));
    store_bind_id(q, 1, undo);
    TRY(store_next(c, q, &row));
    *count = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

static struct edit_undo_txn read_txn(struct ctx *c, struct store_query *q)
{
    return (struct edit_undo_txn){.txn = store_int(q, 0),
                                  .lines = (int32_t)store_int(q, 1),
                                  .state = (enum txn_state)store_int(q, 2),
                                  .flags = (int)store_int(q, 3),
                                  .sorted_by = (enum sorted_by)store_int(q, 4),
                                  .pair = store_int(q, 5),
                                  .payee = text_copy(c->arena, store_text(q, 6)),
                                  .tags = text_copy(c->arena, store_text(q, 7)),
                                  .notes = text_copy(c->arena, store_text(q, 8)),
                                  .taught = store_int(q, 9),
                                  .side = store_int(q, 10) != 0,
                                  .gave_bank_id = store_int(q, 11) != 0,
                                  .after = store_int(q, 12)};
}

enum err edit_undo_txns(struct ctx *c, struct store_tx *tx, struct id undo, struct edit_undo_txn **out,
                        size_t *count)
{
    struct store_query *q;
    size_t size;
    bool row;
    TRY(count_txns(c, tx, undo, &size));
    *out = ARENA_ARRAY(c->arena, struct edit_undo_txn, size + 1);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT txn, lines, state, flags, sorted_by, pair, payee, tags, notes, taught, side, "
                    "gave_bank_id, after FROM edit_undo_txn WHERE undo = ?1 ORDER BY txn",
                    &q));
    store_bind_id(q, 1, undo);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || *count == size) {
            store_reset(q);
            return OK;
        }
        (*out)[(*count)++] = read_txn(c, q);
    }
}

enum err edit_undo_delete(struct ctx *c, struct store_tx *tx, struct id id)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM edit_undo WHERE id = ?1", &q));
    store_bind_id(q, 1, id);
    return store_run(c, q, NULL);
}

enum err edit_undo_prune(struct ctx *c, struct store_tx *tx, int64_t before_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM edit_undo WHERE created_us < ?1", &q));
    store_bind_int(q, 1, before_us);
    return store_run(c, q, NULL);
}
