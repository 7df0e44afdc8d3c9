#include "store/entity/served/lease.h"

static enum err lease_get(struct ctx *c, struct store_tx *tx, const char *name, struct text holder,
                          bool *ours, int64_t *until_us)
{
    struct store_query *q;
    bool row;
    *ours = false;
    *until_us = 0;
    TRY(store_query(c, tx, "SELECT holder, until_us FROM lease WHERE name = ?1", &q));
    store_bind_text(q, 1, text_of(name));
    TRY(store_next(c, q, &row));
    if (!row)
        return OK;
    *ours = text_equal(store_text(q, 0), holder);
    *until_us = store_int(q, 1);
    store_reset(q);
    return OK;
}

enum err lease_take(struct ctx *c, struct store_tx *tx, const char *name, struct text holder, int64_t for_us,
                    bool *ours, int64_t *until_us)
{
    struct store_query *q;
    TRY(lease_get(c, tx, name, holder, ours, until_us));
    /* An end that is further away than two leases was written before a clock was set back by more than one. */
    if (!*ours && *until_us > c->now_us && *until_us <= c->now_us + 2 * for_us)
        return OK;
    *ours = true;
    *until_us = c->now_us + for_us;
    TRY(store_query(c, tx,
                    "INSERT INTO lease (name, holder, until_us) VALUES (?1, ?2, ?3) "
                    "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_us = excluded.until_us",
                    &q));
    store_bind_text(q, 1, text_of(name));
    store_bind_text(q, 2, holder);
    store_bind_int(q, 3, *until_us);
    return store_run(c, q, NULL);
}

enum err lease_until(struct ctx *c, struct store_tx *tx, const char *name, int64_t *until_us)
{
    bool ours;
    return lease_get(c, tx, name, (struct text){NULL, 0}, &ours, until_us);
}

enum err lease_drop(struct ctx *c, struct store_tx *tx, const char *name, struct text holder)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM lease WHERE name = ?1 AND holder = ?2", &q));
    store_bind_text(q, 1, text_of(name));
    store_bind_text(q, 2, holder);
    return store_run(c, q, NULL);
}

enum err lease_release(struct ctx *c, struct store_tx *tx, struct text holder)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM lease WHERE holder = ?1", &q));
    store_bind_text(q, 1, holder);
    return store_run(c, q, NULL);
}
