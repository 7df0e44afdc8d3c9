#include "store/entity/people/link.h"

static void bind_digest(struct store_query *q, int at, const struct digest *digest)
{
    store_bind_blob(q, at, digest->bytes, DIGEST_BYTES);
}

enum err answer_link_insert(struct ctx *c, struct store_tx *tx, const struct answer_link_row *row,
                            const uint8_t hash[LINK_HASH_BYTES])
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO answer_link (hash, household, person, about, subject, digest, answer, "
                    "until_us, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    &q));
    store_bind_blob(q, 1, hash, LINK_HASH_BYTES);
    store_bind_int(q, 2, row->household);
    store_bind_int(q, 3, row->person);
    store_bind_int(q, 4, row->about);
    store_bind_id(q, 5, row->subject);
    bind_digest(q, 6, &row->digest);
    store_bind_int(q, 7, row->yes ? 1 : 2);
    store_bind_int(q, 8, row->until_us);
    store_bind_int(q, 9, c->now_us);
    return store_run(c, q, NULL);
}

static void read_digest(struct text blob, struct digest *out)
{
    *out = (struct digest){{0}};
    if (blob.len == DIGEST_BYTES)
        memcpy(out->bytes, blob.at, DIGEST_BYTES);
}

enum err answer_link_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[LINK_HASH_BYTES],
                             struct answer_link_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT household, person, about, subject, digest, answer, until_us, used_us, created_us "
                    "FROM answer_link WHERE hash = ?1",
                    &q));
    store_bind_blob(q, 1, hash, LINK_HASH_BYTES);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct answer_link_row){.household = store_int(q, 0),
                                    .person = store_int(q, 1),
                                    .about = (enum link_about)store_int(q, 2),
                                    .subject = store_get_id(q, 3),
                                    .yes = store_int(q, 5) == 1,
                                    .until_us = store_int(q, 6),
                                    .used_us = store_is_null(q, 7) ? 0 : store_int(q, 7),
                                    .created_us = store_int(q, 8)};
    read_digest(store_blob(q, 4), &out->digest);
    store_reset(q);
    return OK;
}

enum err answer_link_use(struct ctx *c, struct store_tx *tx, int64_t person, struct id subject,
                         int64_t *changed)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE answer_link SET used_us = ?3 WHERE person = ?1 AND subject = ?2 AND used_us IS "
                    "NULL",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_id(q, 2, subject);
    store_bind_int(q, 3, c->now_us);
    return store_run(c, q, changed);
}

enum err unsubscribe_link_insert(struct ctx *c, struct store_tx *tx, const struct unsubscribe_link_row *row,
                                 const uint8_t hash[LINK_HASH_BYTES])
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO unsubscribe_link (hash, person, kind, until_us, created_us) VALUES (?1, ?2, "
                    "?3, ?4, ?5)",
                    &q));
    store_bind_blob(q, 1, hash, LINK_HASH_BYTES);
    store_bind_int(q, 2, row->person);
    store_bind_text(q, 3, row->kind);
    store_bind_int(q, 4, row->until_us);
    store_bind_int(q, 5, c->now_us);
    return store_run(c, q, NULL);
}

enum err unsubscribe_link_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[LINK_HASH_BYTES],
                                  struct unsubscribe_link_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT person, kind, until_us FROM unsubscribe_link WHERE hash = ?1", &q));
    store_bind_blob(q, 1, hash, LINK_HASH_BYTES);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct unsubscribe_link_row){.person = store_int(q, 0),
                                         .kind = text_copy(c->arena, store_text(q, 1)),
                                         .until_us = store_int(q, 2)};
    store_reset(q);
    return OK;
}

enum err link_delete(struct ctx *c, struct store_tx *tx, const uint8_t hash[LINK_HASH_BYTES])
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM answer_link WHERE hash = ?1", &q));
    store_bind_blob(q, 1, hash, LINK_HASH_BYTES);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "DELETE FROM unsubscribe_link WHERE hash = ?1", &q));
    store_bind_blob(q, 1, hash, LINK_HASH_BYTES);
    return store_run(c, q, NULL);
}

enum err links_purge(struct ctx *c, struct store_tx *tx, int64_t before_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM answer_link WHERE until_us < ?1", &q));
    store_bind_int(q, 1, before_us);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "DELETE FROM unsubscribe_link WHERE until_us < ?1", &q));
    store_bind_int(q, 1, before_us);
    return store_run(c, q, NULL);
}
