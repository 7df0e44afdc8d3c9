#include "store/entity/people/proof.h"

enum err proof_get(struct ctx *c, struct store_tx *tx, int64_t person, struct proof_row *out)
{
    struct store_query *q;
    bool row;
    *out = (struct proof_row){.person = person};
    TRY(store_query(c, tx,
                    "SELECT salt, code, until_us, asked_us, tries, failures, failed_us FROM security_proof "
                    "WHERE person = ?1",
                    &q));
    store_bind_int(q, 1, person);
    TRY(store_next(c, q, &row));
    if (row)
        *out = (struct proof_row){.person = person,
                                  .salt = text_copy(c->arena, store_blob(q, 0)),
                                  .code = text_copy(c->arena, store_blob(q, 1)),
                                  .until_us = store_int(q, 2),
                                  .asked_us = store_int(q, 3),
                                  .tries = store_int(q, 4),
                                  .failures = store_int(q, 5),
                                  .failed_us = store_int(q, 6)};
    store_reset(q);
    return OK;
}

static void bind_blob(struct store_query *q, int at, struct text value)
{
    if (value.len == 0)
        store_bind_null(q, at);
    else
        store_bind_blob(q, at, value.at, value.len);
}

enum err proof_put(struct ctx *c, struct store_tx *tx, const struct proof_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO security_proof (person, salt, code, until_us, asked_us, tries, failures, "
                    "failed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (person) DO UPDATE SET "
                    "salt = excluded.salt, code = excluded.code, until_us = excluded.until_us, asked_us = "
                    "excluded.asked_us, tries = excluded.tries, failures = excluded.failures, failed_us = "
                    "excluded.failed_us",
                    &q));
    store_bind_int(q, 1, row->person);
    bind_blob(q, 2, row->salt);
    bind_blob(q, 3, row->code);
    store_bind_int(q, 4, row->until_us);
    store_bind_int(q, 5, row->asked_us);
    store_bind_int(q, 6, row->tries);
    store_bind_int(q, 7, row->failures);
    store_bind_int(q, 8, row->failed_us);
    return store_run(c, q, NULL);
}

enum err question_rows(struct ctx *c, struct store_tx *tx, int64_t person, struct question_row **out,
                       size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct question_row, QUESTIONS_MAX);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT number, question, hash FROM security_question WHERE person = ?1 ORDER BY number "
                    "LIMIT ?2",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_int(q, 2, QUESTIONS_MAX);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct question_row){store_int(q, 0), text_copy(c->arena, store_text(q, 1)),
                                                   text_copy(c->arena, store_text(q, 2))};
    }
}

enum err question_replace(struct ctx *c, struct store_tx *tx, int64_t person, const struct question_row *rows,
                          size_t count)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM security_question WHERE person = ?1", &q));
    store_bind_int(q, 1, person);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx,
                    "INSERT INTO security_question (person, number, question, hash, created_us) VALUES (?1, "
                    "?2, ?3, ?4, ?5)",
                    &q));
    for (size_t i = 0; i < count; i++) {
        store_bind_int(q, 1, person);
        store_bind_int(q, 2, (int64_t)i + 1);
        store_bind_text(q, 3, rows[i].question);
        store_bind_text(q, 4, rows[i].hash);
        store_bind_int(q, 5, c->now_us);
        TRY(store_run(c, q, NULL));
    }
    return OK;
}
