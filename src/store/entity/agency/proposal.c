#include "store/entity/agency/proposal.h"

#include "base/limits.h"
#include "store/entity/agency/rows.h"
#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, agent, person, run, kind, key, action, digest, reason, summary, amount, currency, " \
    "state, verdict, rule, policy, why, approvals_needed, approvals, step_up, not_before_us, expires_us, "   \
    "event, correlation, receipt, created_us, changed_us"

static void bind_run(struct store_query *q, int at, struct id run)
{
    if (id_is_zero(run))
        store_bind_null(q, at);
    else
        store_bind_id(q, at, run);
}

static void bind_what(struct store_query *q, const struct proposal_row *row)
{
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->agent);
    store_bind_ref(q, 5, row->person);
    bind_run(q, 6, row->run);
    store_bind_text(q, 7, row->kind);
    store_bind_text(q, 8, row->key);
    store_bind_text(q, 9, row->action);
    store_bind_blob(q, 10, row->digest.bytes, DIGEST_BYTES);
    store_bind_text(q, 11, row->reason);
    store_bind_text(q, 12, row->summary);
    store_bind_int(q, 13, row->amount);
    store_bind_int(q, 14, row->currency);
}

enum err proposal_insert(struct ctx *c, struct store_tx *tx, struct proposal_row *row)
{
    struct store_query *q;
    row->created_us = row->changed_us = c->now_us;
    TRY(counter_take(c, tx, "proposal", 1, &row->seq));
    TRY(store_query(c, tx,
                    "INSERT INTO proposal (" COLUMNS
                    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                    "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
                    &q));
    bind_what(q, row);
    store_bind_int(q, 15, row->state);
    store_bind_int(q, 16, row->verdict);
    store_bind_text(q, 17, row->rule);
    store_bind_blob(q, 18, row->policy.bytes, DIGEST_BYTES);
    store_bind_text(q, 19, row->why);
    store_bind_int(q, 20, row->approvals_needed);
    store_bind_int(q, 21, row->approvals);
    store_bind_int(q, 22, row->step_up);
    store_bind_int(q, 23, row->not_before_us);
    store_bind_int(q, 24, row->expires_us);
    store_bind_int(q, 25, row->event);
    store_bind_id(q, 26, row->correlation);
    store_bind_optional(q, 27, row->receipt);
    store_bind_int(q, 28, row->created_us);
    store_bind_int(q, 29, row->changed_us);
    return store_run(c, q, NULL);
}

enum err proposal_update(struct ctx *c, struct store_tx *tx, struct proposal_row *row)
{
    struct store_query *q;
    row->changed_us = c->now_us;
    TRY(store_query(
        c, tx,
        "UPDATE proposal SET state = ?2, verdict = ?3, rule = ?4, policy = ?5, why = ?6, "
        "approvals_needed = ?7, approvals = ?8, step_up = ?9, not_before_us = ?10, expires_us = ?11, "
        "receipt = ?12, changed_us = ?13 WHERE seq = ?1",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->state);
    store_bind_int(q, 3, row->verdict);
    store_bind_text(q, 4, row->rule);
    store_bind_blob(q, 5, row->policy.bytes, DIGEST_BYTES);
    store_bind_text(q, 6, row->why);
    store_bind_int(q, 7, row->approvals_needed);
    store_bind_int(q, 8, row->approvals);
    store_bind_int(q, 9, row->step_up);
    store_bind_int(q, 10, row->not_before_us);
    store_bind_int(q, 11, row->expires_us);
    store_bind_optional(q, 12, row->receipt);
    store_bind_int(q, 13, row->changed_us);
    return store_run(c, q, NULL);
}

static struct proposal_row read_row(struct ctx *c, struct store_query *q)
{
    struct proposal_row row = {.seq = store_int(q, 0),
                               .id = store_get_id(q, 1),
                               .household = store_int(q, 2),
                               .agent = text_copy(c->arena, store_text(q, 3)),
                               .person = store_int(q, 4),
                               .run = store_get_id(q, 5),
                               .kind = text_copy(c->arena, store_text(q, 6)),
                               .key = text_copy(c->arena, store_text(q, 7)),
                               .action = text_copy(c->arena, store_text(q, 8)),
                               .reason = text_copy(c->arena, store_text(q, 10)),
                               .summary = text_copy(c->arena, store_text(q, 11)),
                               .amount = store_int(q, 12),
                               .currency = (currency)store_int(q, 13),
                               .state = (enum proposal_state)store_int(q, 14),
                               .verdict = (int)store_int(q, 15),
                               .rule = text_copy(c->arena, store_text(q, 16)),
                               .why = text_copy(c->arena, store_text(q, 18)),
                               .approvals_needed = store_int(q, 19),
                               .approvals = store_int(q, 20),
                               .step_up = store_int(q, 21) != 0,
                               .not_before_us = store_int(q, 22),
                               .expires_us = store_int(q, 23),
                               .event = store_int(q, 24),
                               .correlation = store_get_id(q, 25),
                               .receipt = text_copy(c->arena, store_text(q, 26)),
                               .created_us = store_int(q, 27),
                               .changed_us = store_int(q, 28)};
    row.digest = read_digest(q, 9);
    row.policy = read_digest(q, 17);
    return row;
}

static enum err read_rows(struct ctx *c, struct store_query *q, int64_t most, struct proposal_row **out,
                          size_t *count)
{
    bool row;
    *out = ARENA_ARRAY(c->arena, struct proposal_row, most);
    *count = 0;
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

enum err proposal_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                        struct proposal_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM proposal WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such proposal");
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err proposal_by_key(struct ctx *c, struct store_tx *tx, int64_t household, struct text key,
                         struct proposal_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM proposal WHERE household = ?1 AND key = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, key);
    TRY(store_next(c, q, found));
    if (*found)
        *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err proposal_page(struct ctx *c, struct store_tx *tx, int64_t household, int64_t state, int64_t before,
                       int64_t limit, struct proposal_row **out, size_t *count)
{
    struct store_query *q;
    limit = limit < LIMIT_PAGE ? limit : LIMIT_PAGE;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS
                    " FROM proposal WHERE household = ?1 AND seq < ?2 AND (?3 = 0 OR state = ?3) "
                    "ORDER BY seq DESC LIMIT ?4",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, before == 0 ? INT64_MAX : before);
    store_bind_int(q, 3, state);
    store_bind_int(q, 4, limit);
    return read_rows(c, q, limit, out, count);
}

enum err proposal_of_run(struct ctx *c, struct store_tx *tx, int64_t household, struct id run,
                         struct proposal_row **out, size_t *count)
{
    struct store_query *q;
    TRY(store_query(
        c, tx, "SELECT " COLUMNS " FROM proposal WHERE run = ?1 AND household = ?2 ORDER BY seq LIMIT ?3",
        &q));
    store_bind_id(q, 1, run);
    store_bind_int(q, 2, household);
    store_bind_int(q, 3, LIMIT_PAGE);
    return read_rows(c, q, LIMIT_PAGE, out, count);
}

enum err proposal_due(struct ctx *c, struct store_tx *tx, int64_t now_us, int64_t limit,
                      struct proposal_row **out, size_t *count)
{
    struct store_query *q;
    struct proposal_row *over;
    size_t over_count;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS
                    " FROM proposal WHERE state = 1 AND expires_us <= ?1 ORDER BY expires_us, seq "
                    "LIMIT ?2",
                    &q));
    store_bind_int(q, 1, now_us);
    store_bind_int(q, 2, limit);
    TRY(read_rows(c, q, limit, &over, &over_count));
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM proposal WHERE state = 2 AND not_before_us <= ?1 ORDER BY "
                    "not_before_us, seq LIMIT ?2",
                    &q));
    store_bind_int(q, 1, now_us);
    store_bind_int(q, 2, limit);
    TRY(read_rows(c, q, limit, out, count));
    for (size_t i = 0; i < over_count && (int64_t)*count < limit; i++)
        (*out)[(*count)++] = over[i];
    return OK;
}

enum err proposal_next_due(struct ctx *c, struct store_tx *tx, int64_t *due_us)
{
    struct store_query *q;
    bool row;
    *due_us = INT64_MAX;
    TRY(store_query(
        c, tx,
        "SELECT (SELECT min(expires_us) FROM proposal WHERE state = 1), (SELECT min(not_before_us) FROM "
        "proposal WHERE state = 2)",
        &q));
    TRY(store_next(c, q, &row));
    for (int i = 0; row && i < 2; i++)
        if (!store_is_null(q, i) && store_int(q, i) < *due_us)
            *due_us = store_int(q, i);
    store_reset(q);
    return OK;
}

/* -- What people said */

enum err approval_insert(struct ctx *c, struct store_tx *tx, const struct approval_row *row, bool *fresh)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(
        c, tx,
        "INSERT INTO approval (proposal, person, household, verdict, step_up, way, digest, time_us) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
        &q));
    store_bind_int(q, 1, row->proposal);
    store_bind_int(q, 2, row->person);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->approved ? 1 : 2);
    store_bind_int(q, 5, row->step_up);
    store_bind_text(q, 6, row->way);
    store_bind_blob(q, 7, row->digest.bytes, DIGEST_BYTES);
    store_bind_int(q, 8, c->now_us);
    TRY(store_run(c, q, &changed));
    *fresh = changed > 0;
    return OK;
}

enum err approval_step_up(struct ctx *c, struct store_tx *tx, int64_t proposal, int64_t person)
{
    struct store_query *q;
    TRY(store_query(
        c, tx, "UPDATE approval SET step_up = 1 WHERE proposal = ?1 AND person = ?2 AND verdict = 1", &q));
    store_bind_int(q, 1, proposal);
    store_bind_int(q, 2, person);
    return store_run(c, q, NULL);
}

enum err approval_list(struct ctx *c, struct store_tx *tx, int64_t proposal, struct approval_row **out,
                       size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct approval_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(
        c, tx,
        "SELECT proposal, person, household, verdict, step_up, way, digest, time_us FROM approval WHERE "
        "proposal = ?1 ORDER BY time_us, person LIMIT ?2",
        &q));
    store_bind_int(q, 1, proposal);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct approval_row *a = &(*out)[(*count)++];
        *a = (struct approval_row){.proposal = store_int(q, 0),
                                   .person = store_int(q, 1),
                                   .household = store_int(q, 2),
                                   .approved = store_int(q, 3) == 1,
                                   .step_up = store_int(q, 4) != 0,
                                   .way = text_copy(c->arena, store_text(q, 5)),
                                   .time_us = store_int(q, 7)};
        a->digest = read_digest(q, 6);
    }
}
