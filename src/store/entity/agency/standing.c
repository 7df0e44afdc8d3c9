#include "store/entity/agency/standing.h"

#include "base/limits.h"

enum err household_policy(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *version,
                          struct text *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx, "SELECT version, text FROM policy WHERE household = ?1 ORDER BY version DESC LIMIT 1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    *version = row ? store_int(q, 0) : 0;
    *out = row ? text_copy(c->arena, store_text(q, 1)) : TEXT("");
    store_reset(q);
    return OK;
}

enum err household_policy_version(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *version)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT max(version) FROM policy WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    *version = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err household_policy_put(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                              struct text text, int64_t *version)
{
    struct store_query *q;
    TRY(household_policy_version(c, tx, household, version));
    ++*version;
    TRY(store_query(
        c, tx,
        "INSERT INTO policy (household, version, text, person, created_us) VALUES (?1, ?2, ?3, ?4, ?5)", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, *version);
    store_bind_text(q, 3, text);
    store_bind_ref(q, 4, person);
    store_bind_int(q, 5, c->now_us);
    return store_run(c, q, NULL);
}

static struct payee_standing read_standing(struct ctx *c, struct store_query *q)
{
    return (struct payee_standing){.payee = text_copy(c->arena, store_text(q, 0)),
                                   .name = text_copy(c->arena, store_text(q, 1)),
                                   .known_us = store_int(q, 2),
                                   .blocked_us = store_int(q, 3),
                                   .why = text_copy(c->arena, store_text(q, 4))};
}

enum err standing_get(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee,
                      struct payee_standing *out)
{
    struct store_query *q;
    bool row;
    *out = (struct payee_standing){.payee = payee};
    TRY(store_query(
        c, tx,
        "SELECT payee, name, known_us, blocked_us, why FROM payee_standing WHERE household = ?1 AND "
        "payee = ?2",
        &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, payee);
    TRY(store_next(c, q, &row));
    if (row)
        *out = read_standing(c, q);
    store_reset(q);
    return OK;
}

enum err standing_put(struct ctx *c, struct store_tx *tx, int64_t household, const struct payee_standing *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO payee_standing (household, payee, name, known_us, blocked_us, why) VALUES (?1, ?2, "
        "?3, ?4, ?5, ?6) ON CONFLICT (household, payee) DO UPDATE SET name = excluded.name, known_us = "
        "excluded.known_us, blocked_us = excluded.blocked_us, why = excluded.why",
        &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, row->payee);
    store_bind_text(q, 3, row->name);
    store_bind_ref(q, 4, row->known_us);
    store_bind_ref(q, 5, row->blocked_us);
    store_bind_optional(q, 6, row->why);
    return store_run(c, q, NULL);
}

enum err standing_blocked(struct ctx *c, struct store_tx *tx, int64_t household, struct payee_standing **out,
                          size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct payee_standing, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(
        c, tx,
        "SELECT payee, name, known_us, blocked_us, why FROM payee_standing WHERE household = ?1 AND "
        "blocked_us IS NOT NULL ORDER BY name, payee LIMIT ?2",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_standing(c, q);
    }
}

/* -- What was paid */

static enum err add_one(struct ctx *c, struct store_tx *tx, int64_t household, currency cur,
                        struct text payee, date day, struct outlay_sums change)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO outlay (household, currency, payee, date, amount, count) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6) ON CONFLICT (household, currency, payee, date) DO UPDATE SET amount = outlay.amount + "
        "excluded.amount, count = outlay.count + excluded.count",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, cur);
    store_bind_text(q, 3, payee);
    store_bind_int(q, 4, day);
    store_bind_int(q, 5, change.amount);
    store_bind_int(q, 6, change.count);
    return store_run(c, q, NULL);
}

enum err outlay_add(struct ctx *c, struct store_tx *tx, int64_t household, currency cur, struct text payee,
                    date day, struct outlay_sums change)
{
    TRY(add_one(c, tx, household, cur, TEXT(""), day, change));
    return payee.len == 0 ? OK : add_one(c, tx, household, cur, payee, day, change);
}

enum err outlay_sum(struct ctx *c, struct store_tx *tx, int64_t household, currency cur, struct text payee,
                    date from, date to, struct outlay_sums *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT sum(amount), sum(count) FROM outlay WHERE household = ?1 AND currency = ?2 AND payee = "
        "?3 AND date BETWEEN ?4 AND ?5",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, cur);
    store_bind_text(q, 3, payee);
    store_bind_int(q, 4, from);
    store_bind_int(q, 5, to);
    TRY(store_next(c, q, &row));
    *out = (struct outlay_sums){row ? store_int(q, 0) : 0, row ? store_int(q, 1) : 0};
    store_reset(q);
    return OK;
}

enum err outlay_others(struct ctx *c, struct store_tx *tx, int64_t household, currency cur, struct text payee,
                       date from, date to, struct outlay_sums *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT sum(count) FROM outlay WHERE household = ?1 AND currency <> ?2 AND payee = ?3 AND date "
        "BETWEEN ?4 AND ?5",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, cur);
    store_bind_text(q, 3, payee);
    store_bind_int(q, 4, from);
    store_bind_int(q, 5, to);
    TRY(store_next(c, q, &row));
    *out = (struct outlay_sums){0, row ? store_int(q, 0) : 0};
    store_reset(q);
    return OK;
}
