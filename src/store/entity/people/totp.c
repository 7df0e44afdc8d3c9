#include "store/entity/people/totp.h"

enum err totp_get(struct ctx *c, struct store_tx *tx, int64_t person, struct totp_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT person, secret, next_secret, confirmed_us, last_step, failures, failed_us, "
                    "created_us FROM totp WHERE "
                    "person = ?1",
                    &q));
    store_bind_int(q, 1, person);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct totp_row){.person = store_int(q, 0),
                             .secret = text_copy(c->arena, store_blob(q, 1)),
                             .next = text_copy(c->arena, store_blob(q, 2)),
                             .confirmed_us = store_int(q, 3),
                             .last_step = store_int(q, 4),
                             .failures = store_int(q, 5),
                             .failed_us = store_int(q, 6),
                             .created_us = store_int(q, 7)};
    store_reset(q);
    return OK;
}

enum err totp_put(struct ctx *c, struct store_tx *tx, const struct totp_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO totp (person, secret, next_secret, confirmed_us, last_step, failures, failed_us, "
        "created_us) VALUES "
        "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, "
        "next_secret = excluded.next_secret, "
        "confirmed_us = excluded.confirmed_us, last_step = excluded.last_step, failures = excluded.failures, "
        "failed_us = excluded.failed_us, created_us = excluded.created_us",
        &q));
    store_bind_int(q, 1, row->person);
    store_bind_blob(q, 2, row->secret.at, row->secret.len);
    if (row->next.len == 0)
        store_bind_null(q, 3);
    else
        store_bind_blob(q, 3, row->next.at, row->next.len);
    store_bind_ref(q, 4, row->confirmed_us);
    store_bind_int(q, 5, row->last_step);
    store_bind_int(q, 6, row->failures);
    store_bind_int(q, 7, row->failed_us);
    store_bind_int(q, 8, row->created_us);
    return store_run(c, q, NULL);
}

enum err totp_delete(struct ctx *c, struct store_tx *tx, int64_t person)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM totp WHERE person = ?1", &q));
    store_bind_int(q, 1, person);
    return store_run(c, q, NULL);
}
