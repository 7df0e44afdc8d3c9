#include "store/entity/payee.h"

#include "store/entity/household.h"

enum err payee_intern(struct ctx *c, struct store_tx *tx, int64_t household, struct text name, int64_t *seq)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT seq FROM payee WHERE household = ?1 AND name = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, name);
    TRY(store_next(c, q, &row));
    if (row) {
        *seq = store_int(q, 0);
        store_reset(q);
        return OK;
    }
    TRY(counter_take(c, tx, "payee", 1, seq));
    TRY(store_query(c, tx, "INSERT INTO payee (seq, household, name) VALUES (?1, ?2, ?3)", &q));
    store_bind_int(q, 1, *seq);
    store_bind_int(q, 2, household);
    store_bind_text(q, 3, name);
    return store_run(c, q, NULL);
}

enum err payee_name(struct ctx *c, struct store_tx *tx, int64_t seq, struct text *out)
{
    struct store_query *q;
    bool row;
    *out = (struct text){NULL, 0};
    if (seq == 0)
        return OK;
    TRY(store_query(c, tx, "SELECT name FROM payee WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    if (row)
        *out = text_copy(c->arena, store_text(q, 0));
    store_reset(q);
    return OK;
}
