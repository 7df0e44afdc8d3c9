#include "store/entity/served/instance.h"

#include "base/limits.h"

enum err instance_put(struct ctx *c, struct store_tx *tx, const struct instance_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO instance (name, role, started_us, seen_us, agents) "
                    "VALUES (?1, ?2, ?3, ?4, ?5) "
                    "ON CONFLICT (name) DO UPDATE SET seen_us = excluded.seen_us, agents = excluded.agents",
                    &q));
    store_bind_text(q, 1, row->name);
    store_bind_text(q, 2, row->role);
    store_bind_int(q, 3, row->started_us);
    store_bind_int(q, 4, row->seen_us);
    store_bind_text(q, 5, row->agents);
    return store_run(c, q, NULL);
}

/* Clocks differ, and are set back: what was seen as far ahead of now as `since_us` is behind it was not seen lately either. */
static int64_t as_far_ahead(const struct ctx *c, int64_t since_us)
{
    return c->now_us + (c->now_us - since_us);
}

enum err instance_list(struct ctx *c, struct store_tx *tx, int64_t since_us, struct instance_row **out,
                       size_t *count)
{
    struct store_query *q;
    bool row;
    *count = 0;
    *out = ARENA_ARRAY(c->arena, struct instance_row, LIMIT_PAGE);
    TRY(store_query(c, tx,
                    "SELECT name, role, started_us, seen_us, agents FROM instance WHERE seen_us >= ?1 "
                    "AND seen_us <= ?3 ORDER BY name LIMIT ?2",
                    &q));
    store_bind_int(q, 1, since_us);
    store_bind_int(q, 2, LIMIT_PAGE);
    store_bind_int(q, 3, as_far_ahead(c, since_us));
    TRY(store_next(c, q, &row));
    while (row) {
        (*out)[(*count)++] = (struct instance_row){.name = text_copy(c->arena, store_text(q, 0)),
                                                   .role = text_copy(c->arena, store_text(q, 1)),
                                                   .started_us = store_int(q, 2),
                                                   .seen_us = store_int(q, 3),
                                                   .agents = text_copy(c->arena, store_text(q, 4))};
        TRY(store_next(c, q, &row));
    }
    return OK;
}

enum err instance_delete(struct ctx *c, struct store_tx *tx, struct text name, int64_t not_since_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM instance WHERE name = ?1 OR seen_us < ?2 OR seen_us > ?3", &q));
    store_bind_text(q, 1, name);
    store_bind_int(q, 2, not_since_us);
    store_bind_int(q, 3, as_far_ahead(c, not_since_us));
    return store_run(c, q, NULL);
}
