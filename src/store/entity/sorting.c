#include "store/entity/sorting.h"

#include "base/limits.h"
#include "store/entity/household.h"
#include "store/entity/revision.h"

enum err rule_insert(struct ctx *c, struct store_tx *tx, int64_t household, struct text text, int64_t *seq)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "rule", 1, seq));
    TRY(store_query(
        c, tx,
        "INSERT INTO rule (seq, id, household, position, text, created_us) "
        "SELECT ?1, ?2, ?3, coalesce(max(position), 0) + 1, ?4, ?5 FROM rule WHERE household = ?3",
        &q));
    store_bind_int(q, 1, *seq);
    store_bind_id(q, 2, id_new(c->now_us));
    store_bind_int(q, 3, household);
    store_bind_text(q, 4, text);
    store_bind_int(q, 5, c->now_us);
    TRY(store_run(c, q, NULL));
    return revision_renew(c, tx, household);
}

enum err rule_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct rule_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT seq, id, position, text FROM rule WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such rule");
    *out = (struct rule_row){store_int(q, 0), store_get_id(q, 1), store_int(q, 2),
                             text_copy(c->arena, store_text(q, 3))};
    store_reset(q);
    return OK;
}

enum err rule_set_text(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq, struct text text)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE rule SET text = ?3 WHERE household = ?1 AND seq = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, seq);
    store_bind_text(q, 3, text);
    TRY(store_run(c, q, NULL));
    return revision_renew(c, tx, household);
}

enum err rule_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "DELETE FROM rule WHERE household = ?1 AND seq = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, seq);
    TRY(store_run(c, q, &changed));
    if (changed != 1)
        return fail(c, ERR_NOT_FOUND, "there is no rule %lld", (long long)seq);
    return revision_renew(c, tx, household);
}

enum err rule_delete_all(struct ctx *c, struct store_tx *tx, int64_t household)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM rule WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    TRY(store_run(c, q, NULL));
    return revision_renew(c, tx, household);
}

enum err rule_move(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq, int64_t position)
{
    struct store_query *q;
    int64_t changed;
    /* Make room: everything from there on moves down one place. */
    TRY(store_query(c, tx, "UPDATE rule SET position = position + 1 WHERE household = ?1 AND position >= ?2",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, position);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "UPDATE rule SET position = ?3 WHERE household = ?1 AND seq = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, seq);
    store_bind_int(q, 3, position);
    TRY(store_run(c, q, &changed));
    if (changed != 1)
        return fail(c, ERR_NOT_FOUND, "there is no rule %lld", (long long)seq);
    return revision_renew(c, tx, household);
}

enum err rule_list(struct ctx *c, struct store_tx *tx, int64_t household, struct rule_row **out,
                   size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM rule WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    size_t size = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    if (size > LIMIT_RULES)
        return fail(c, ERR_LIMIT, "more than %d rules", LIMIT_RULES);
    *out = ARENA_ARRAY(c->arena, struct rule_row, size + 1);
    *count = 0;
    TRY(store_query(
        c, tx, "SELECT seq, id, position, text FROM rule WHERE household = ?1 ORDER BY position, seq", &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || *count == size) {
            store_reset(q);
            return OK;
        }
        (*out)[(*count)++] = (struct rule_row){store_int(q, 0), store_get_id(q, 1), store_int(q, 2),
                                               text_copy(c->arena, store_text(q, 3))};
    }
}

enum err label_add(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee_key,
                   bool outgoing, int64_t category)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO label (household, payee_key, outgoing, category, times, updated_us) "
                    "VALUES (?1, ?2, ?3, ?4, 1, ?5) ON CONFLICT (household, payee_key, outgoing, category) "
                    "DO UPDATE SET times = label.times + 1, updated_us = excluded.updated_us",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, payee_key);
    store_bind_int(q, 3, outgoing);
    store_bind_int(q, 4, category);
    store_bind_int(q, 5, c->now_us);
    TRY(store_run(c, q, NULL));
    return revision_renew(c, tx, household);
}

enum err label_each(struct ctx *c, struct store_tx *tx, int64_t household,
                    void (*each)(void *self, struct text payee_key, bool outgoing, struct text category,
                                 int64_t times),
                    void *self)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT l.payee_key, l.outgoing, a.name, l.times FROM label l JOIN account a ON a.seq = l.category "
        "WHERE l.household = ?1 ORDER BY l.updated_us, l.payee_key, l.category",
        &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        each(self, store_text(q, 0), store_int(q, 1) != 0, store_text(q, 2), store_int(q, 3));
    }
}

enum err budget_put(struct ctx *c, struct store_tx *tx, int64_t household, struct budget_row *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "budget", 1, &row->seq));
    row->id = id_new(c->now_us);
    TRY(store_query(
        c, tx,
        "INSERT INTO budget (seq, id, household, category, currency, month_from, amount, rollover) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (household, category, currency, month_from) "
        "DO UPDATE SET amount = excluded.amount, rollover = excluded.rollover",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, household);
    store_bind_int(q, 4, row->category);
    store_bind_int(q, 5, row->currency);
    store_bind_int(q, 6, row->month_from);
    store_bind_int(q, 7, row->amount);
    store_bind_int(q, 8, row->rollover);
    return store_run(c, q, NULL);
}

enum err budget_list(struct ctx *c, struct store_tx *tx, int64_t household, struct budget_row **out,
                     size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM budget WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    size_t size = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    if (size > LIMIT_BUDGET_STEPS)
        return fail(c, ERR_LIMIT, "more than %d budgets", LIMIT_BUDGET_STEPS);
    *out = ARENA_ARRAY(c->arena, struct budget_row, size + 1);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT seq, id, category, currency, month_from, amount, rollover FROM budget "
                    "WHERE household = ?1 ORDER BY category, currency, month_from",
                    &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || *count == size) {
            store_reset(q);
            return OK;
        }
        (*out)[(*count)++] = (struct budget_row){.seq = store_int(q, 0),
                                                 .id = store_get_id(q, 1),
                                                 .category = store_int(q, 2),
                                                 .currency = (currency)store_int(q, 3),
                                                 .month_from = (int32_t)store_int(q, 4),
                                                 .amount = store_int(q, 5),
                                                 .rollover = store_int(q, 6) != 0};
    }
}

enum err csv_mapping_each(struct ctx *c, struct store_tx *tx, int64_t household,
                          void (*each)(void *self, struct text fingerprint, struct text mapping), void *self)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT fingerprint, mapping FROM csv_mapping WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        each(self, store_text(q, 0), store_text(q, 1));
    }
}

enum err csv_mapping_put(struct ctx *c, struct store_tx *tx, int64_t household, struct text fingerprint,
                         struct text mapping, bool edited)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO csv_mapping (household, fingerprint, mapping, edited, updated_us) "
                    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (household, fingerprint) DO UPDATE SET "
                    "mapping = excluded.mapping, edited = excluded.edited, updated_us = excluded.updated_us "
                    "WHERE csv_mapping.edited <= excluded.edited",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, fingerprint);
    store_bind_text(q, 3, mapping);
    store_bind_int(q, 4, edited);
    store_bind_int(q, 5, c->now_us);
    return store_run(c, q, NULL);
}
