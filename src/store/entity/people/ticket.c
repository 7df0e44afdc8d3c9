#include "store/entity/people/ticket.h"

enum err ticket_insert(struct ctx *c, struct store_tx *tx, const struct ticket_row *row,
                       const uint8_t hash[32])
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO ticket (hash, household, person, person_id, credential, role, scopes, session, "
        "api_key, until_us, given_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &q));
    store_bind_blob(q, 1, hash, 32);
    store_bind_int(q, 2, row->household);
    store_bind_int(q, 3, row->person);
    store_bind_id(q, 4, row->person_id);
    store_bind_int(q, 5, row->credential);
    store_bind_int(q, 6, row->role);
    store_bind_int(q, 7, row->scopes);
    store_bind_int(q, 8, row->session);
    store_bind_int(q, 9, row->key);
    store_bind_int(q, 10, row->until_us);
    store_bind_int(q, 11, row->given_us);
    return store_run(c, q, NULL);
}

enum err ticket_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32], struct ticket_row *out,
                        bool *found)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "SELECT household, person, person_id, credential, role, scopes, session, api_key, until_us, "
        "given_us FROM ticket WHERE hash = ?1",
        &q));
    store_bind_blob(q, 1, hash, 32);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct ticket_row){.household = store_int(q, 0),
                               .person = store_int(q, 1),
                               .person_id = store_get_id(q, 2),
                               .credential = (int)store_int(q, 3),
                               .role = (int)store_int(q, 4),
                               .scopes = (unsigned)store_int(q, 5),
                               .session = store_int(q, 6),
                               .key = store_int(q, 7),
                               .until_us = store_int(q, 8),
                               .given_us = store_int(q, 9)};
    store_reset(q);
    return OK;
}

enum err ticket_delete(struct ctx *c, struct store_tx *tx, const uint8_t hash[32], bool *was_there)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "DELETE FROM ticket WHERE hash = ?1", &q));
    store_bind_blob(q, 1, hash, 32);
    TRY(store_run(c, q, &changed));
    *was_there = changed == 1;
    return OK;
}

enum err ticket_purge(struct ctx *c, struct store_tx *tx, int64_t before_us, int64_t after_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM ticket WHERE given_us < ?1 OR given_us > ?2", &q));
    store_bind_int(q, 1, before_us);
    store_bind_int(q, 2, after_us);
    return store_run(c, q, NULL);
}
