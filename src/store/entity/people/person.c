#include "store/entity/people/person.h"

#include "store/entity/household.h"
#include "store/entity/people/rows.h"

#define COLUMNS "seq, id, email, name, locale, zone, created_us"

static struct person_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct person_row){.seq = store_int(q, 0),
                               .id = store_get_id(q, 1),
                               .email = text_copy(c->arena, store_text(q, 2)),
                               .name = text_copy(c->arena, store_text(q, 3)),
                               .locale = text_copy(c->arena, store_text(q, 4)),
                               .zone = text_copy(c->arena, store_text(q, 5)),
                               .created_us = store_int(q, 6)};
}

enum err person_insert(struct ctx *c, struct store_tx *tx, struct person_row *row, struct text hash,
                       bool *fresh)
{
    struct store_query *q;
    int64_t changed;
    TRY(counter_take(c, tx, "person", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO person (" COLUMNS ", password, password_us) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7) ON CONFLICT (email) DO NOTHING",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_text(q, 3, row->email);
    store_bind_text(q, 4, row->name);
    store_bind_text(q, 5, row->locale);
    store_bind_text(q, 6, row->zone);
    store_bind_int(q, 7, row->created_us);
    store_bind_optional(q, 8, hash);
    TRY(store_run(c, q, &changed));
    *fresh = changed == 1;
    return OK;
}

static enum err one(struct ctx *c, struct store_query *q, struct person_row *out)
{
    bool row;
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such person");
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err person_by_email(struct ctx *c, struct store_tx *tx, struct text email, struct person_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM person WHERE email = ?1", &q));
    store_bind_text(q, 1, email);
    return one(c, q, out);
}

enum err person_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct person_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM person WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return one(c, q, out);
}

enum err person_by_id(struct ctx *c, struct store_tx *tx, struct id id, struct person_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM person WHERE id = ?1", &q));
    store_bind_id(q, 1, id);
    return one(c, q, out);
}

enum err person_list(struct ctx *c, struct store_tx *tx, struct text after, struct person_row **out,
                     size_t *count)
{
    struct store_query *q;
    struct rows rows = {0};
    bool row;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM person WHERE email > ?1 ORDER BY email LIMIT ?2", &q));
    store_bind_text(q, 1, after.at == NULL ? TEXT("") : after);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        *ROWS_ADD(c->arena, &rows, struct person_row) = read_row(c, q);
    }
    *out = rows.at;
    *count = rows.count;
    return OK;
}

enum err person_update(struct ctx *c, struct store_tx *tx, const struct person_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE person SET name = ?2, locale = ?3, zone = ?4 WHERE seq = ?1", &q));
    store_bind_int(q, 1, row->seq);
    store_bind_text(q, 2, row->name);
    store_bind_text(q, 3, row->locale);
    store_bind_text(q, 4, row->zone);
    return store_run(c, q, NULL);
}

enum err person_delete(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM person WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return store_run(c, q, NULL);
}

/* Seqs are never given twice: the counter remembers those who left. */
enum err person_ever(struct ctx *c, struct store_tx *tx, bool *ever)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT next FROM counter WHERE name = 'person'", &q));
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_CORRUPT, "the counter person is missing");
    *ever = store_int(q, 0) > 1;
    store_reset(q);
    return OK;
}

enum err person_password(struct ctx *c, struct store_tx *tx, struct text email, struct person_password *out)
{
    struct store_query *q;
    bool row;
    *out = (struct person_password){0};
    TRY(store_query(c, tx, "SELECT seq, password, password_us FROM person WHERE email = ?1", &q));
    store_bind_text(q, 1, email);
    TRY(store_next(c, q, &row));
    if (!row)
        return OK;
    *out = (struct person_password){
        .seq = store_int(q, 0), .hash = text_copy(c->arena, store_text(q, 1)), .set_us = store_int(q, 2)};
    store_reset(q);
    return OK;
}

enum err person_password_us(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t *set_us)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT password_us FROM person WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    *set_us = row ? store_int(q, 0) : -1;
    store_reset(q);
    return OK;
}

/* A clock that stands still must not make two passwords look like one: see struct login_checked. */
enum err person_set_password(struct ctx *c, struct store_tx *tx, int64_t seq, struct text hash)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE person SET password = ?2, "
                    "password_us = CASE WHEN password_us >= ?3 THEN password_us + 1 ELSE ?3 END "
                    "WHERE seq = ?1",
                    &q));
    store_bind_int(q, 1, seq);
    store_bind_text(q, 2, hash);
    store_bind_int(q, 3, c->now_us);
    return store_run(c, q, NULL);
}

/* -- Failed log-ins -- */

enum err failure_get(struct ctx *c, struct store_tx *tx, const uint8_t key[32], struct failure_row *out)
{
    struct store_query *q;
    bool row;
    *out = (struct failure_row){0};
    TRY(store_query(c, tx, "SELECT failures, failed_us FROM login_failure WHERE account = ?1", &q));
    store_bind_blob(q, 1, key, 32);
    TRY(store_next(c, q, &row));
    if (!row)
        return OK;
    *out = (struct failure_row){store_int(q, 0), store_int(q, 1)};
    store_reset(q);
    return OK;
}

static enum err failure_trim(struct ctx *c, struct store_tx *tx, int64_t keep)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT COUNT(*) FROM login_failure", &q));
    TRY(store_next(c, q, &row));
    int64_t excess = row ? store_int(q, 0) - keep : 0;
    store_reset(q);
    if (excess <= 0)
        return OK;
    TRY(store_query(c, tx,
                    "DELETE FROM login_failure WHERE account IN "
                    "(SELECT account FROM login_failure ORDER BY failures, failed_us LIMIT ?1)",
                    &q));
    store_bind_int(q, 1, excess);
    return store_run(c, q, NULL);
}

enum err failure_add(struct ctx *c, struct store_tx *tx, const uint8_t key[32], int64_t since_us,
                     int64_t keep)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO login_failure (account, failures, failed_us) VALUES (?1, 1, ?2) "
        "ON CONFLICT (account) DO UPDATE SET failed_us = excluded.failed_us, "
        "failures = CASE WHEN login_failure.failed_us < ?3 THEN 1 ELSE login_failure.failures + 1 END",
        &q));
    store_bind_blob(q, 1, key, 32);
    store_bind_int(q, 2, c->now_us);
    store_bind_int(q, 3, since_us);
    TRY(store_run(c, q, NULL));
    return failure_trim(c, tx, keep);
}

enum err failure_clear(struct ctx *c, struct store_tx *tx, const uint8_t key[32])
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM login_failure WHERE account = ?1", &q));
    store_bind_blob(q, 1, key, 32);
    return store_run(c, q, NULL);
}
