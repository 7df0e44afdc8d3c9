#include "store/entity/served/idempotency.h"

enum err idempotency_find(struct ctx *c, struct store_tx *tx, int64_t household, int64_t user,
                          struct text key, struct idempotency_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT route, body, status, headers, reply, created_us FROM idempotency "
                    "WHERE household = ?1 AND person = ?2 AND key = ?3",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, user);
    store_bind_text(q, 3, key);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such key");
    *out = (struct idempotency_row){.household = household,
                                    .user = user,
                                    .key = key,
                                    .route = text_copy(c->arena, store_text(q, 0)),
                                    .body = text_copy(c->arena, store_text(q, 1)),
                                    .status = store_int(q, 2),
                                    .headers = text_copy(c->arena, store_text(q, 3)),
                                    .reply = text_copy(c->arena, store_text(q, 4)),
                                    .created_us = store_int(q, 5)};
    store_reset(q);
    return OK;
}

enum err idempotency_insert(struct ctx *c, struct store_tx *tx, const struct idempotency_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO idempotency (household, person, key, route, body, status, headers, reply, created_us) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        &q));
    store_bind_int(q, 1, row->household);
    store_bind_int(q, 2, row->user);
    store_bind_text(q, 3, row->key);
    store_bind_text(q, 4, row->route);
    store_bind_text(q, 5, row->body);
    store_bind_int(q, 6, row->status);
    store_bind_text(q, 7, row->headers.at == NULL ? TEXT("") : row->headers);
    store_bind_text(q, 8, row->reply.at == NULL ? TEXT("") : row->reply);
    store_bind_int(q, 9, c->now_us);
    return store_run(c, q, NULL);
}

enum err idempotency_delete_before(struct ctx *c, struct store_tx *tx, int64_t before_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM idempotency WHERE created_us < ?1", &q));
    store_bind_int(q, 1, before_us);
    return store_run(c, q, NULL);
}
