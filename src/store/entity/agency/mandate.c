#include "base/limits.h"
#include "store/entity/agency/payment.h"
#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, account, payee, number, payee_key, most, currency, every, unit, first, reference, " \
    "series, category, state, confirmed, proposal, why, created_us, ended_us"

enum err mandate_insert(struct ctx *c, struct store_tx *tx, struct mandate_row *row)
{
    struct store_query *q;
    row->created_us = c->now_us;
    TRY(counter_take(c, tx, "mandate", 1, &row->seq));
    TRY(store_query(c, tx,
                    "INSERT INTO mandate (" COLUMNS
                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
                    "?18, ?19, ?20, ?21)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->account);
    store_bind_text(q, 5, row->payee);
    store_bind_optional(q, 6, row->number);
    store_bind_text(q, 7, row->payee_key);
    store_bind_int(q, 8, row->most);
    store_bind_int(q, 9, row->currency);
    store_bind_int(q, 10, row->every);
    store_bind_int(q, 11, row->unit);
    store_bind_int(q, 12, row->first);
    store_bind_optional(q, 13, row->reference);
    store_bind_text(q, 14, row->series);
    store_bind_ref(q, 15, row->category);
    store_bind_int(q, 16, row->state);
    store_bind_int(q, 17, row->confirmed);
    store_bind_int(q, 18, row->proposal);
    store_bind_optional(q, 19, row->why);
    store_bind_int(q, 20, row->created_us);
    store_bind_ref(q, 21, row->ended_us);
    return store_run(c, q, NULL);
}

enum err mandate_end_row(struct ctx *c, struct store_tx *tx, struct mandate_row *row, struct text why)
{
    struct store_query *q;
    row->state = MANDATE_ENDED;
    row->why = why;
    row->ended_us = c->now_us;
    TRY(store_query(c, tx, "UPDATE mandate SET state = ?2, why = ?3, ended_us = ?4 WHERE seq = ?1", &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->state);
    store_bind_optional(q, 3, why);
    store_bind_int(q, 4, row->ended_us);
    return store_run(c, q, NULL);
}

static struct mandate_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct mandate_row){.seq = store_int(q, 0),
                                .id = store_get_id(q, 1),
                                .household = store_int(q, 2),
                                .account = store_int(q, 3),
                                .payee = text_copy(c->arena, store_text(q, 4)),
                                .number = text_copy(c->arena, store_text(q, 5)),
                                .payee_key = text_copy(c->arena, store_text(q, 6)),
                                .most = store_int(q, 7),
                                .currency = (currency)store_int(q, 8),
                                .every = store_int(q, 9),
                                .unit = (enum mandate_unit)store_int(q, 10),
                                .first = (date)store_int(q, 11),
                                .reference = text_copy(c->arena, store_text(q, 12)),
                                .series = text_copy(c->arena, store_text(q, 13)),
                                .category = store_int(q, 14),
                                .state = (enum mandate_state)store_int(q, 15),
                                .confirmed = store_int(q, 16),
                                .proposal = store_int(q, 17),
                                .why = text_copy(c->arena, store_text(q, 18)),
                                .created_us = store_int(q, 19),
                                .ended_us = store_int(q, 20)};
}

static enum err need_one(struct ctx *c, struct store_query *q, struct mandate_row *out)
{
    bool row;
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such mandate");
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err mandate_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct mandate_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM mandate WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    return need_one(c, q, out);
}

enum err mandate_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct mandate_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM mandate WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return need_one(c, q, out);
}

enum err mandate_list(struct ctx *c, struct store_tx *tx, int64_t household, bool ended,
                      struct mandate_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct mandate_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS
                    " FROM mandate WHERE household = ?1 AND (state = 1 OR ?2 = 1) ORDER BY seq LIMIT ?3",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, ended);
    store_bind_int(q, 3, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}
