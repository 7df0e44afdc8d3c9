#include "store/entity/household.h"

#include "base/limits.h"

enum err household_get(struct ctx *c, struct store_tx *tx, int64_t seq, struct household *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT id, name, currency FROM household WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such household");
    *out = (struct household){.seq = seq,
                              .id = store_get_id(q, 0),
                              .name = text_copy(c->arena, store_text(q, 1)),
                              .currency = (currency)store_int(q, 2)};
    store_reset(q);
    return OK;
}

enum err household_insert(struct ctx *c, struct store_tx *tx, struct household *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "household", 1, &row->seq));
    row->id = id_new(c->now_us);
    TRY(store_query(c, tx,
                    "INSERT INTO household (seq, id, name, currency, created_us) VALUES (?1, ?2, ?3, ?4, ?5)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_text(q, 3, row->name);
    store_bind_int(q, 4, row->currency);
    store_bind_int(q, 5, c->now_us);
    return store_run(c, q, NULL);
}

enum err household_list(struct ctx *c, struct store_tx *tx, int64_t after, struct household **out,
                        size_t *count)
{
    struct store_query *q;
    bool row;
    struct household *rows = ARENA_ARRAY(c->arena, struct household, LIMIT_PAGE);
    size_t n = 0;
    TRY(store_query(
        c, tx, "SELECT seq, id, name, currency FROM household WHERE seq > ?1 ORDER BY seq LIMIT ?2", &q));
    store_bind_int(q, 1, after);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        rows[n++] = (struct household){.seq = store_int(q, 0),
                                       .id = store_get_id(q, 1),
                                       .name = text_copy(c->arena, store_text(q, 2)),
                                       .currency = (currency)store_int(q, 3)};
    }
    *out = rows;
    *count = n;
    return OK;
}

enum err household_rename(struct ctx *c, struct store_tx *tx, int64_t seq, struct text name)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE household SET name = ?2 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    store_bind_text(q, 2, name);
    return store_run(c, q, NULL);
}

enum err household_set_currency(struct ctx *c, struct store_tx *tx, int64_t seq, currency cur)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE household SET currency = ?2 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, cur);
    return store_run(c, q, NULL);
}

enum err household_give_ids(struct ctx *c, struct store *store)
{
    static const struct id placeholder = {{0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1}};
    struct store_tx *tx;
    struct store_query *q;
    struct household first;
    TRY(store_begin_read(c, store, &tx));
    TRY(household_get(c, tx, HOUSEHOLD_FIRST, &first));
    store_rollback(tx);
    if (!id_equal(first.id, placeholder))
        return OK;
    TRY(store_begin(c, store, &tx));
    TRY(store_query(c, tx, "UPDATE household SET id = ?2 WHERE id = ?1", &q));
    store_bind_id(q, 1, placeholder);
    store_bind_id(q, 2, id_new(c->now_us));
    TRY(store_run(c, q, NULL));
    return store_commit(c, tx);
}

/* Two statements, the first of which locks the row: for the one UPDATE … RETURNING SQLite opens a table that is
 * dropped again, which costs more than all the rest. */
enum err counter_take(struct ctx *c, struct store_tx *tx, const char *name, int64_t count, int64_t *first)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "UPDATE counter SET next = next + ?2 WHERE name = ?1", &q));
    store_bind_text(q, 1, text_of(name));
    store_bind_int(q, 2, count);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "SELECT next FROM counter WHERE name = ?1", &q));
    store_bind_text(q, 1, text_of(name));
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_CORRUPT, "the counter %s is missing", name);
    *first = store_int(q, 0) - count;
    store_reset(q);
    return OK;
}
