#include "store/entity/people/invitation.h"

#include "store/entity/household.h"
#include "store/entity/people/rows.h"

#define SELECT                                                                                               \
    "SELECT i.seq, i.id, i.household, h.id, h.name, i.email, i.role, i.created_us, i.expires_us "            \
    "FROM invitation i JOIN household h ON h.seq = i.household "

static enum err drop_older(struct ctx *c, struct store_tx *tx, const struct invitation_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM invitation WHERE household = ?1 AND email = ?2", &q));
    store_bind_int(q, 1, row->household);
    store_bind_text(q, 2, row->email);
    return store_run(c, q, NULL);
}

enum err invitation_insert(struct ctx *c, struct store_tx *tx, struct invitation_row *row,
                           const uint8_t hash[32])
{
    struct store_query *q;
    TRY(drop_older(c, tx, row));
    TRY(counter_take(c, tx, "invitation", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO invitation (seq, id, household, email, role, hash, created_us, expires_us) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->email);
    store_bind_int(q, 5, row->role);
    store_bind_blob(q, 6, hash, 32);
    store_bind_int(q, 7, row->created_us);
    store_bind_int(q, 8, row->expires_us);
    return store_run(c, q, NULL);
}

static struct invitation_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct invitation_row){.seq = store_int(q, 0),
                                   .id = store_get_id(q, 1),
                                   .household = store_int(q, 2),
                                   .household_id = store_get_id(q, 3),
                                   .household_name = text_copy(c->arena, store_text(q, 4)),
                                   .email = text_copy(c->arena, store_text(q, 5)),
                                   .role = (int)store_int(q, 6),
                                   .created_us = store_int(q, 7),
                                   .expires_us = store_int(q, 8)};
}

enum err invitation_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32],
                            struct invitation_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, SELECT "WHERE i.hash = ?1 AND i.expires_us > ?2", &q));
    store_bind_blob(q, 1, hash, 32);
    store_bind_int(q, 2, c->now_us);
    TRY(store_next(c, q, found));
    if (*found)
        *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err invitation_rows(struct ctx *c, struct store_tx *tx, int64_t household, struct invitation_row **out,
                         size_t *count)
{
    struct store_query *q;
    struct rows rows = {0};
    bool row;
    TRY(store_query(
        c, tx,
        SELECT "WHERE i.household = ?1 AND i.expires_us > ?2 ORDER BY i.created_us DESC, i.seq DESC LIMIT ?3",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, c->now_us);
    store_bind_int(q, 3, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        *ROWS_ADD(c->arena, &rows, struct invitation_row) = read_row(c, q);
    }
    *out = rows.at;
    *count = rows.count;
    return OK;
}

enum err invitation_delete(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, bool *found)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "DELETE FROM invitation WHERE household = ?1 AND id = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_id(q, 2, id);
    TRY(store_run(c, q, &changed));
    *found = changed > 0;
    return OK;
}

enum err invitation_purge(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM invitation WHERE expires_us <= ?1", &q));
    store_bind_int(q, 1, c->now_us);
    return store_run(c, q, NULL);
}
