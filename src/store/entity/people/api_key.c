#include "store/entity/people/api_key.h"

#include "store/entity/household.h"
#include "store/entity/people/rows.h"

#define COLUMNS "seq, id, person, household, scopes, created_us, used_us, expires_us"

enum err api_key_insert(struct ctx *c, struct store_tx *tx, struct api_key_row *row, const uint8_t hash[32])
{
    struct store_query *q;
    TRY(counter_take(c, tx, "api_key", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO api_key (" COLUMNS ", name, hash) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->person);
    store_bind_int(q, 4, row->household);
    store_bind_int(q, 5, row->scopes);
    store_bind_int(q, 6, row->created_us);
    store_bind_ref(q, 7, row->expires_us);
    store_bind_text(q, 8, row->name);
    store_bind_blob(q, 9, hash, 32);
    return store_run(c, q, NULL);
}

static struct api_key_row read_row(struct store_query *q)
{
    return (struct api_key_row){.seq = store_int(q, 0),
                                .id = store_get_id(q, 1),
                                .person = store_int(q, 2),
                                .household = store_int(q, 3),
                                .scopes = (unsigned)store_int(q, 4),
                                .created_us = store_int(q, 5),
                                .used_us = store_int(q, 6),
                                .expires_us = store_int(q, 7)};
}

enum err api_key_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32],
                         struct api_key_caller *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT k.seq, k.id, k.person, k.household, k.scopes, k.created_us, k.used_us, "
                    "k.expires_us, p.id, m.role FROM api_key k JOIN person p ON p.seq = k.person "
                    "JOIN member m ON m.household = k.household AND m.person = k.person "
                    "WHERE k.hash = ?1",
                    &q));
    store_bind_blob(q, 1, hash, 32);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct api_key_caller){
        .row = read_row(q), .person_id = store_get_id(q, 8), .role = (int)store_int(q, 9)};
    store_reset(q);
    return OK;
}

enum err api_key_touch(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t since_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE api_key SET used_us = ?2 WHERE seq = ?1 AND used_us <= ?3", &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, c->now_us);
    store_bind_int(q, 3, since_us);
    return store_run(c, q, NULL);
}

enum err api_key_rows(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                      struct api_key_row **out, size_t *count)
{
    struct store_query *q;
    struct rows rows = {0};
    bool row;
    TRY(store_query(c, tx,
                    "SELECT k.seq, k.id, k.person, k.household, k.scopes, k.created_us, k.used_us, "
                    "k.expires_us, k.name, p.email FROM api_key k JOIN person p ON p.seq = k.person "
                    "WHERE k.household = ?1 AND (?2 = 0 OR k.person = ?2) "
                    "ORDER BY k.created_us DESC, k.seq DESC LIMIT ?3",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, person);
    store_bind_int(q, 3, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        struct api_key_row *one = ROWS_ADD(c->arena, &rows, struct api_key_row);
        *one = read_row(q);
        one->name = text_copy(c->arena, store_text(q, 8));
        one->email = text_copy(c->arena, store_text(q, 9));
    }
    *out = rows.at;
    *count = rows.count;
    return OK;
}

enum err api_key_count(struct ctx *c, struct store_tx *tx, int64_t person, int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT COUNT(*) FROM api_key WHERE person = ?1", &q));
    store_bind_int(q, 1, person);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err api_key_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person, struct id id,
                        bool *found)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "DELETE FROM api_key WHERE household = ?1 AND (?2 = 0 OR person = ?2) AND id = ?3",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, person);
    store_bind_id(q, 3, id);
    TRY(store_run(c, q, &changed));
    *found = changed > 0;
    return OK;
}

enum err api_key_delete_all(struct ctx *c, struct store_tx *tx, int64_t person)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM api_key WHERE person = ?1", &q));
    store_bind_int(q, 1, person);
    return store_run(c, q, NULL);
}

enum err api_key_purge(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM api_key WHERE expires_us <= ?1", &q));
    store_bind_int(q, 1, c->now_us);
    return store_run(c, q, NULL);
}
