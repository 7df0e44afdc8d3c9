#include "store/entity/revision.h"

#include <stdio.h>

/* Rows of the table of counters: "household/12". */
enum { NAME_MAX_BYTES = 40 };

static struct text name_of(int64_t household, char out[NAME_MAX_BYTES])
{
    int len = snprintf(out, NAME_MAX_BYTES, "household/%lld", (long long)household);
    return (struct text){out, (size_t)len};
}

enum err revision_get(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *out)
{
    struct store_query *q;
    char name[NAME_MAX_BYTES];
    bool row;
    TRY(store_query(c, tx, "SELECT next FROM counter WHERE name = ?1", &q));
    store_bind_text(q, 1, name_of(household, name));
    TRY(store_next(c, q, &row));
    *out = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

/* 62 of an id's random bits. */
static int64_t fresh_number(const struct ctx *c)
{
    struct id id = id_new(c->now_us);
    int64_t number = 0;
    memcpy(&number, id.bytes + 8, sizeof number);
    return number & INT64_C(0x3FFFFFFFFFFFFFFF);
}

enum err revision_renew(struct ctx *c, struct store_tx *tx, int64_t household)
{
    struct store_query *q;
    char name[NAME_MAX_BYTES];
    TRY(store_query(c, tx,
                    "INSERT INTO counter (name, next) VALUES (?1, ?2) "
                    "ON CONFLICT (name) DO UPDATE SET next = excluded.next",
                    &q));
    store_bind_text(q, 1, name_of(household, name));
    store_bind_int(q, 2, fresh_number(c));
    return store_run(c, q, NULL);
}

enum err revision_renew_of_account(struct ctx *c, struct store_tx *tx, int64_t account)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT household FROM account WHERE seq = ?1", &q));
    store_bind_int(q, 1, account);
    TRY(store_next(c, q, &row));
    if (!row)
        return OK;
    int64_t household = store_int(q, 0);
    store_reset(q);
    return revision_renew(c, tx, household);
}
