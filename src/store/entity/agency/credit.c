#include "store/entity/agency/credit.h"

#include "base/limits.h"
#include "store/entity/household.h"

static void bind_day(struct store_query *q, int at, date day)
{
    if (day == DATE_NONE)
        store_bind_null(q, at);
    else
        store_bind_int(q, at, day);
}

static date read_day(struct store_query *q, int column)
{
    return store_is_null(q, column) ? DATE_NONE : (date)store_int(q, column);
}

/* An empty text may have no bytes at all, which would be NULL. */
static void bind_words(struct store_query *q, int at, struct text t)
{
    store_bind_text(q, at, t.len == 0 ? TEXT("") : t);
}

/* -- Cards */

enum err card_put(struct ctx *c, struct store_tx *tx, const struct card_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO credit_card (account, household, credit_limit, statement_day, target, rate, opened, "
        "created_us, changed_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (account) DO "
        "UPDATE SET credit_limit = excluded.credit_limit, statement_day = excluded.statement_day, "
        "target = excluded.target, rate = excluded.rate, opened = excluded.opened, "
        "changed_us = excluded.changed_us",
        &q));
    store_bind_int(q, 1, row->account);
    store_bind_int(q, 2, row->household);
    store_bind_int(q, 3, row->limit);
    store_bind_int(q, 4, row->statement_day);
    store_bind_int(q, 5, row->target);
    if (row->rate < 0)
        store_bind_null(q, 6);
    else
        store_bind_int(q, 6, row->rate);
    bind_day(q, 7, row->opened);
    store_bind_int(q, 8, c->now_us);
    store_bind_int(q, 9, c->now_us);
    return store_run(c, q, NULL);
}

#define CARD "account, household, credit_limit, statement_day, target, rate, opened, created_us, changed_us"

static struct card_row read_card(struct store_query *q)
{
    return (struct card_row){.account = store_int(q, 0),
                             .household = store_int(q, 1),
                             .limit = store_int(q, 2),
                             .statement_day = store_int(q, 3),
                             .target = store_int(q, 4),
                             .rate = store_is_null(q, 5) ? -1 : store_int(q, 5),
                             .opened = read_day(q, 6),
                             .created_us = store_int(q, 7),
                             .changed_us = store_int(q, 8)};
}

enum err card_get(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account,
                  struct card_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " CARD " FROM credit_card WHERE account = ?1 AND household = ?2", &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, found));
    *out = *found ? read_card(q) : (struct card_row){.rate = -1, .opened = DATE_NONE};
    store_reset(q);
    return OK;
}

enum err card_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                   struct card_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct card_row, (size_t)limit);
    *count = 0;
    TRY(store_query(c, tx, "SELECT " CARD " FROM credit_card WHERE household = ?1 ORDER BY account LIMIT ?2",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_card(q);
    }
}

enum err card_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM credit_card WHERE account = ?1 AND household = ?2", &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, household);
    return store_run(c, q, NULL);
}

enum err card_is_touched(struct ctx *c, struct store_tx *tx, int64_t household, int64_t txn_first,
                         int64_t txn_last, bool *touched)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT 1 FROM txn t JOIN credit_card k ON k.account = t.account WHERE t.seq BETWEEN ?1 "
                    "AND ?2 AND k.household = ?3 LIMIT 1",
                    &q));
    store_bind_int(q, 1, txn_first);
    store_bind_int(q, 2, txn_last);
    store_bind_int(q, 3, household);
    TRY(store_next(c, q, touched));
    store_reset(q);
    return OK;
}

/* -- What was used of them */

enum err card_use_put(struct ctx *c, struct store_tx *tx, const struct card_use *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO credit_use (account, day, household, owed, credit_limit, projected, "
                    "statement) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (account, day) DO UPDATE "
                    "SET owed = excluded.owed, credit_limit = excluded.credit_limit, "
                    "projected = excluded.projected, statement = excluded.statement",
                    &q));
    store_bind_int(q, 1, row->account);
    store_bind_int(q, 2, row->day);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->owed);
    store_bind_int(q, 5, row->limit);
    store_bind_int(q, 6, row->projected);
    store_bind_int(q, 7, row->statement);
    return store_run(c, q, NULL);
}

enum err card_use_list(struct ctx *c, struct store_tx *tx, int64_t account, date from, date to,
                       struct card_use **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct card_use, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT account, household, day, owed, credit_limit, projected, statement FROM "
                    "credit_use WHERE account = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day LIMIT ?4",
                    &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, to);
    store_bind_int(q, 4, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct card_use){.account = store_int(q, 0),
                                               .household = store_int(q, 1),
                                               .day = (date)store_int(q, 2),
                                               .owed = store_int(q, 3),
                                               .limit = store_int(q, 4),
                                               .projected = store_int(q, 5),
                                               .statement = (date)store_int(q, 6)};
    }
}

enum err card_first_day(struct ctx *c, struct store_tx *tx, int64_t account, date *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT min(date) FROM txn WHERE account = ?1", &q));
    store_bind_int(q, 1, account);
    TRY(store_next(c, q, &row));
    *out = row ? read_day(q, 0) : DATE_NONE;
    store_reset(q);
    return OK;
}

/* -- Scores */

static enum err score_find(struct ctx *c, struct store_tx *tx, const struct score_row *row,
                           struct score_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT seq, id, score, created_us FROM credit_score WHERE household = ?1 AND day = ?2 "
                    "AND source = ?3",
                    &q));
    store_bind_int(q, 1, row->household);
    store_bind_int(q, 2, row->day);
    bind_words(q, 3, row->source);
    TRY(store_next(c, q, found));
    if (*found)
        *out = (struct score_row){.seq = store_int(q, 0),
                                  .id = store_get_id(q, 1),
                                  .score = store_int(q, 2),
                                  .created_us = store_int(q, 3)};
    store_reset(q);
    return OK;
}

enum err score_put(struct ctx *c, struct store_tx *tx, struct score_row *row, enum score_change *change)
{
    struct store_query *q;
    struct score_row there = {0};
    bool found;
    TRY(score_find(c, tx, row, &there, &found));
    if (found) {
        row->seq = there.seq;
        row->id = there.id;
        row->created_us = there.created_us;
        *change = there.score == row->score ? SCORE_SAME : SCORE_CHANGED;
        if (*change == SCORE_SAME)
            return OK;
        TRY(store_query(c, tx, "UPDATE credit_score SET score = ?2 WHERE seq = ?1", &q));
        store_bind_int(q, 1, row->seq);
        store_bind_int(q, 2, row->score);
        return store_run(c, q, NULL);
    }
    *change = SCORE_ADDED;
    TRY(counter_take(c, tx, "credit_score", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO credit_score (seq, id, household, day, source, score, created_us) VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->day);
    bind_words(q, 5, row->source);
    store_bind_int(q, 6, row->score);
    store_bind_int(q, 7, row->created_us);
    return store_run(c, q, NULL);
}

enum err score_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                    struct score_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct score_row, (size_t)limit);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT seq, id, household, day, source, score, created_us FROM credit_score WHERE "
                    "household = ?1 ORDER BY day DESC, source LIMIT ?2",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct score_row){.seq = store_int(q, 0),
                                                .id = store_get_id(q, 1),
                                                .household = store_int(q, 2),
                                                .day = (date)store_int(q, 3),
                                                .source = text_copy(c->arena, store_text(q, 4)),
                                                .score = store_int(q, 5),
                                                .created_us = store_int(q, 6)};
    }
}

/* -- Requests for higher limits */

#define REQUEST                                                                                              \
    "seq, id, household, account, proposal, state, limit_before, limit_asked, limit_granted, reason, "       \
    "letter, asked_us, answered_us"

enum err limit_insert(struct ctx *c, struct store_tx *tx, struct limit_row *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "credit_request", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->asked_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO credit_request (" REQUEST
                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->account);
    store_bind_id(q, 5, row->proposal);
    store_bind_int(q, 6, row->state);
    store_bind_int(q, 7, row->before);
    store_bind_int(q, 8, row->asked);
    store_bind_ref(q, 9, row->granted);
    bind_words(q, 10, row->reason);
    bind_words(q, 11, row->letter);
    store_bind_int(q, 12, row->asked_us);
    store_bind_ref(q, 13, row->answered_us);
    return store_run(c, q, NULL);
}

static struct limit_row read_request(struct ctx *c, struct store_query *q)
{
    return (struct limit_row){.seq = store_int(q, 0),
                              .id = store_get_id(q, 1),
                              .household = store_int(q, 2),
                              .account = store_int(q, 3),
                              .proposal = store_get_id(q, 4),
                              .state = store_int(q, 5),
                              .before = store_int(q, 6),
                              .asked = store_int(q, 7),
                              .granted = store_int(q, 8),
                              .reason = text_copy(c->arena, store_text(q, 9)),
                              .letter = text_copy(c->arena, store_text(q, 10)),
                              .asked_us = store_int(q, 11),
                              .answered_us = store_int(q, 12)};
}

enum err limit_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                     struct limit_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT " REQUEST " FROM credit_request WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such request");
    *out = read_request(c, q);
    store_reset(q);
    return OK;
}

enum err limit_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account, int64_t limit,
                    struct limit_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct limit_row, (size_t)limit);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT " REQUEST " FROM credit_request WHERE household = ?1 AND (?2 = 0 OR account = "
                    "?2) ORDER BY seq DESC LIMIT ?3",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, account);
    store_bind_int(q, 3, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_request(c, q);
    }
}

enum err limit_update(struct ctx *c, struct store_tx *tx, const struct limit_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx, "UPDATE credit_request SET state = ?2, limit_granted = ?3, answered_us = ?4 WHERE seq = ?1",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->state);
    store_bind_ref(q, 3, row->granted);
    store_bind_ref(q, 4, row->answered_us);
    return store_run(c, q, NULL);
}

enum err limit_wished(struct ctx *c, struct store_tx *tx, int64_t household, struct text prefix,
                      struct limit_wish *out)
{
    struct store_query *q;
    bool row;
    struct text end = text_of(arena_printf(c->arena, "%.*s~", TEXT_ARGS(prefix)));
    TRY(store_query(c, tx,
                    "SELECT created_us, state, key FROM proposal WHERE household = ?1 AND key >= ?2 AND "
                    "key < ?3 ORDER BY seq DESC LIMIT 1",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, prefix);
    store_bind_text(q, 3, end);
    TRY(store_next(c, q, &row));
    *out = (struct limit_wish){0};
    if (row)
        *out = (struct limit_wish){store_int(q, 0), store_int(q, 1), text_copy(c->arena, store_text(q, 2))};
    store_reset(q);
    return OK;
}

enum err limit_insights(struct ctx *c, struct store_tx *tx, int64_t household, struct text kind, date from,
                        int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT count(*) FROM insight WHERE household = ?1 AND kind = ?2 AND date >= ?3 AND "
                    "dismissed_us IS NULL",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, kind);
    store_bind_int(q, 3, from);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}
