#include "store/entity/served/goal.h"

#include "base/limits.h"
#include "store/entity/household.h"

#define COLUMNS "seq, id, household, name, target, currency, saved, account, due, achieved_us, created_us"

static void bind_due(struct store_query *q, int at, date due)
{
    if (due == DATE_NONE)
        store_bind_null(q, at);
    else
        store_bind_int(q, at, due);
}

enum err goal_insert(struct ctx *c, struct store_tx *tx, struct goal_row *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "goal", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(
        c, tx, "INSERT INTO goal (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->name);
    store_bind_int(q, 5, row->target);
    store_bind_int(q, 6, row->currency);
    store_bind_int(q, 7, row->saved);
    store_bind_ref(q, 8, row->account);
    bind_due(q, 9, row->due);
    store_bind_ref(q, 10, row->achieved_us);
    store_bind_int(q, 11, row->created_us);
    return store_run(c, q, NULL);
}

static struct goal_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct goal_row){.seq = store_int(q, 0),
                             .id = store_get_id(q, 1),
                             .household = store_int(q, 2),
                             .name = text_copy(c->arena, store_text(q, 3)),
                             .target = store_int(q, 4),
                             .currency = (currency)store_int(q, 5),
                             .saved = store_int(q, 6),
                             .account = store_int(q, 7),
                             .due = store_is_null(q, 8) ? DATE_NONE : (date)store_int(q, 8),
                             .achieved_us = store_int(q, 9),
                             .created_us = store_int(q, 10)};
}

enum err goal_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct goal_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM goal WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such goal");
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err goal_list(struct ctx *c, struct store_tx *tx, int64_t household, struct goal_row **out,
                   size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct goal_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM goal WHERE household = ?1 ORDER BY seq LIMIT ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

enum err goal_update(struct ctx *c, struct store_tx *tx, const struct goal_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "UPDATE goal SET name = ?2, target = ?3, saved = ?4, account = ?5, due = ?6, achieved_us = ?7 "
        "WHERE seq = ?1",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_text(q, 2, row->name);
    store_bind_int(q, 3, row->target);
    store_bind_int(q, 4, row->saved);
    store_bind_ref(q, 5, row->account);
    bind_due(q, 6, row->due);
    store_bind_ref(q, 7, row->achieved_us);
    return store_run(c, q, NULL);
}

enum err goal_delete(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM goal WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return store_run(c, q, NULL);
}
