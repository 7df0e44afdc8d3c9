#include "store/entity/notices/webhook.h"

#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, name, url, kinds, least, secret, old_secret, old_until_us, state, why, created_us"

static void bind(struct store_query *q, const struct webhook_row *row)
{
    store_bind_int(q, 1, row->seq);
    store_bind_text(q, 2, row->name);
    store_bind_text(q, 3, row->url);
    store_bind_text(q, 4, row->kinds.len == 0 ? TEXT("") : row->kinds);
    store_bind_int(q, 5, row->least);
    store_bind_blob(q, 6, row->secret.len == 0 ? "" : row->secret.at, row->secret.len);
    if (row->old_secret.len == 0)
        store_bind_null(q, 7);
    else
        store_bind_blob(q, 7, row->old_secret.at, row->old_secret.len);
    store_bind_ref(q, 8, row->old_until_us);
    store_bind_int(q, 9, row->state);
    store_bind_optional(q, 10, row->why);
}

enum err webhook_insert(struct ctx *c, struct store_tx *tx, struct webhook_row *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "webhook", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO webhook (seq, name, url, kinds, least, secret, old_secret, old_until_us, "
                    "state, why, id, household, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                    "?11, ?12, ?13)",
                    &q));
    bind(q, row);
    store_bind_id(q, 11, row->id);
    store_bind_int(q, 12, row->household);
    store_bind_int(q, 13, row->created_us);
    return store_run(c, q, NULL);
}

enum err webhook_update(struct ctx *c, struct store_tx *tx, const struct webhook_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE webhook SET name = ?2, url = ?3, kinds = ?4, least = ?5, secret = ?6, old_secret "
                    "= ?7, old_until_us = ?8, state = ?9, why = ?10 WHERE seq = ?1",
                    &q));
    bind(q, row);
    return store_run(c, q, NULL);
}

static struct webhook_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct webhook_row){.seq = store_int(q, 0),
                                .id = store_get_id(q, 1),
                                .household = store_int(q, 2),
                                .name = text_copy(c->arena, store_text(q, 3)),
                                .url = text_copy(c->arena, store_text(q, 4)),
                                .kinds = text_copy(c->arena, store_text(q, 5)),
                                .least = (int)store_int(q, 6),
                                .secret = text_copy(c->arena, store_blob(q, 7)),
                                .old_secret = text_copy(c->arena, store_blob(q, 8)),
                                .old_until_us = store_int(q, 9),
                                .state = (enum webhook_state)store_int(q, 10),
                                .why = text_copy(c->arena, store_text(q, 11)),
                                .created_us = store_int(q, 12)};
}

enum err webhook_rows(struct ctx *c, struct store_tx *tx, int64_t household, struct webhook_row **out,
                      size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct webhook_row, WEBHOOKS_MAX);
    *count = 0;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM webhook WHERE household = ?1 ORDER BY seq LIMIT 20", &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

static enum err one(struct ctx *c, struct store_query *q, struct webhook_row *out)
{
    bool row;
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such webhook");
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err webhook_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct webhook_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM webhook WHERE household = ?1 AND id = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_id(q, 2, id);
    return one(c, q, out);
}

enum err webhook_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct webhook_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM webhook WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return one(c, q, out);
}

enum err webhook_delete(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM webhook WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return store_run(c, q, NULL);
}
