#include "store/entity/agency/verification.h"

#include "base/limits.h"
#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, txn, txn_id, state, was, agent, proposal, payee, payee_key, account, amount, "      \
    "currency, date, score, threshold, probability, evidence, deadline_us, person, answered_us, "            \
    "created_us"

enum err verification_insert(struct ctx *c, struct store_tx *tx, struct verification_row *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "verification", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO verification (" COLUMNS
                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
                    "?18, ?19, ?20, ?21, ?22, ?23)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->txn);
    store_bind_id(q, 5, row->txn_id);
    store_bind_int(q, 6, row->state);
    store_bind_int(q, 7, row->was);
    store_bind_text(q, 8, row->agent);
    store_bind_id(q, 9, row->proposal);
    store_bind_text(q, 10, row->payee);
    store_bind_text(q, 11, row->payee_key);
    store_bind_text(q, 12, row->account);
    store_bind_int(q, 13, row->amount);
    store_bind_int(q, 14, row->currency);
    store_bind_int(q, 15, row->date);
    store_bind_int(q, 16, row->score);
    store_bind_int(q, 17, row->threshold);
    store_bind_int(q, 18, row->probability);
    store_bind_text(q, 19, row->evidence);
    store_bind_int(q, 20, row->deadline_us);
    store_bind_ref(q, 21, row->person);
    store_bind_ref(q, 22, row->answered_us);
    store_bind_int(q, 23, row->created_us);
    return store_run(c, q, NULL);
}

enum err verification_update(struct ctx *c, struct store_tx *tx, const struct verification_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE verification SET state = ?2, deadline_us = ?3, person = ?4, "
                    "answered_us = ?5 WHERE seq = ?1",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->state);
    store_bind_int(q, 3, row->deadline_us);
    store_bind_ref(q, 4, row->person);
    store_bind_ref(q, 5, row->answered_us);
    return store_run(c, q, NULL);
}

static struct verification_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct verification_row){.seq = store_int(q, 0),
                                     .id = store_get_id(q, 1),
                                     .household = store_int(q, 2),
                                     .txn = store_int(q, 3),
                                     .txn_id = store_get_id(q, 4),
                                     .state = (enum verification_state)store_int(q, 5),
                                     .was = (int)store_int(q, 6),
                                     .agent = text_copy(c->arena, store_text(q, 7)),
                                     .proposal = store_get_id(q, 8),
                                     .payee = text_copy(c->arena, store_text(q, 9)),
                                     .payee_key = text_copy(c->arena, store_text(q, 10)),
                                     .account = text_copy(c->arena, store_text(q, 11)),
                                     .amount = store_int(q, 12),
                                     .currency = (currency)store_int(q, 13),
                                     .date = (date)store_int(q, 14),
                                     .score = store_int(q, 15),
                                     .threshold = store_int(q, 16),
                                     .probability = store_int(q, 17),
                                     .evidence = text_copy(c->arena, store_text(q, 18)),
                                     .deadline_us = store_int(q, 19),
                                     .person = store_int(q, 20),
                                     .answered_us = store_int(q, 21),
                                     .created_us = store_int(q, 22)};
}

enum err verification_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                            struct verification_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM verification WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "nothing of this id is or was held");
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err verification_by_txn(struct ctx *c, struct store_tx *tx, int64_t household, int64_t txn,
                             struct verification_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM verification WHERE txn = ?1 AND household = ?2", &q));
    store_bind_int(q, 1, txn);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, found));
    *out = *found ? read_row(c, q) : (struct verification_row){0};
    store_reset(q);
    return OK;
}

enum err verification_page(struct ctx *c, struct store_tx *tx, int64_t household, int64_t state,
                           int64_t before, int64_t limit, struct verification_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    int64_t most = limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
    *out = ARENA_ARRAY(c->arena, struct verification_row, most);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM verification WHERE household = ?1 AND seq < ?2 AND (?3 = 0 OR "
                    "state = ?3) ORDER BY seq DESC LIMIT ?4",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, before == 0 ? INT64_MAX : before);
    store_bind_int(q, 3, state);
    store_bind_int(q, 4, most);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

enum err verification_count(struct ctx *c, struct store_tx *tx, int64_t household, int64_t since_us,
                            struct verification_counts *out)
{
    struct store_query *q;
    bool row;
    *out = (struct verification_counts){0};
    TRY(store_query(
        c, tx,
        "SELECT state, count(*) FROM verification WHERE household = ?1 AND created_us >= ?2 GROUP "
        "BY state",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, since_us);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        int64_t state = store_int(q, 0), held = store_int(q, 1);
        out->open += state == VERIFICATION_OPEN ? held : 0;
        out->confirmed += state == VERIFICATION_CONFIRMED ? held : 0;
        out->denied += state == VERIFICATION_DENIED ? held : 0;
    }
}

/* -- How a household wants to be watched */

enum err security_setting_get(struct ctx *c, struct store_tx *tx, int64_t household,
                              struct security_setting *out)
{
    struct store_query *q;
    bool row;
    *out = (struct security_setting){
        .hours = SECURITY_HOURS_USUAL, .target = SECURITY_TARGET_USUAL, .holds = true};
    TRY(store_query(
        c, tx, "SELECT version, hours, target, holds, asks FROM security_setting WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    if (row)
        *out = (struct security_setting){store_int(q, 0), store_int(q, 1), store_int(q, 2),
                                         store_int(q, 3) != 0, store_int(q, 4) != 0};
    store_reset(q);
    return OK;
}

enum err security_setting_put(struct ctx *c, struct store_tx *tx, int64_t household,
                              struct security_setting *setting)
{
    struct store_query *q;
    setting->version++;
    TRY(store_query(
        c, tx,
        "INSERT INTO security_setting (household, version, hours, target, holds, asks) VALUES (?1, ?2, "
        "?3, ?4, ?5, ?6) ON CONFLICT (household) DO UPDATE SET version = excluded.version, hours = "
        "excluded.hours, target = excluded.target, holds = excluded.holds, asks = excluded.asks",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, setting->version);
    store_bind_int(q, 3, setting->hours);
    store_bind_int(q, 4, setting->target);
    store_bind_int(q, 5, setting->holds);
    store_bind_int(q, 6, setting->asks);
    return store_run(c, q, NULL);
}

/* -- What was confirmed */

enum err security_trust_put(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee,
                            struct text reason, int64_t amount)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO security_trust (household, payee, reason, amount, since_us) VALUES (?1, ?2, "
                    "?3, ?4, ?5) ON CONFLICT (household, payee, reason) DO UPDATE SET amount = CASE WHEN "
                    "excluded.amount > security_trust.amount THEN excluded.amount ELSE security_trust.amount "
                    "END",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, payee);
    store_bind_text(q, 3, reason);
    store_bind_int(q, 4, amount);
    store_bind_int(q, 5, c->now_us);
    return store_run(c, q, NULL);
}

enum err security_trust_has(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee,
                            struct text reason, int64_t amount, bool *out)
{
    struct store_query *q;
    bool row;
    *out = false;
    TRY(store_query(
        c, tx, "SELECT amount FROM security_trust WHERE household = ?1 AND payee = ?2 AND reason = ?3", &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, payee);
    store_bind_text(q, 3, reason);
    TRY(store_next(c, q, &row));
    if (row)
        *out = amount - amount / 5 <= store_int(q, 0); /* amount / 1.25, without overflow */
    store_reset(q);
    return OK;
}
