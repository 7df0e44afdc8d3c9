#include "store/entity/agency/run.h"

#include "base/limits.h"
#include "store/entity/agency/rows.h"
#include "store/entity/household.h"

#define HEAD                                                                                                 \
    "seq, id, household, agent, cause, kind, event, correlation, started_us, took_us, outcome, "             \
    "model_calls, "                                                                                          \
    "cost, facts_hash, decision_hash, why, tokens"
enum { HEAD_COLUMNS = 17 };

enum err run_insert(struct ctx *c, struct store_tx *tx, struct run_row *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "run", 1, &row->seq));
    TRY(store_query(c, tx,
                    "INSERT INTO run (" HEAD ", facts, decision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                    "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->agent);
    store_bind_int(q, 5, row->cause);
    store_bind_text(q, 6, row->kind);
    store_bind_int(q, 7, row->event);
    store_bind_id(q, 8, row->correlation);
    store_bind_int(q, 9, row->started_us);
    store_bind_int(q, 10, row->took_us);
    store_bind_int(q, 11, row->outcome);
    store_bind_int(q, 12, row->model_calls);
    store_bind_int(q, 13, row->cost);
    store_bind_blob(q, 14, row->facts_hash.bytes, DIGEST_BYTES);
    store_bind_blob(q, 15, row->decision_hash.bytes, DIGEST_BYTES);
    store_bind_optional(q, 16, row->why);
    store_bind_int(q, 17, row->model_tokens);
    store_bind_text(q, 18, row->facts);
    store_bind_text(q, 19, row->decision);
    return store_run(c, q, NULL);
}

static struct run_row read_head(struct ctx *c, struct store_query *q)
{
    struct run_row row = {.seq = store_int(q, 0),
                          .id = store_get_id(q, 1),
                          .household = store_int(q, 2),
                          .agent = text_copy(c->arena, store_text(q, 3)),
                          .cause = (enum run_cause)store_int(q, 4),
                          .kind = text_copy(c->arena, store_text(q, 5)),
                          .event = store_int(q, 6),
                          .correlation = store_get_id(q, 7),
                          .started_us = store_int(q, 8),
                          .took_us = store_int(q, 9),
                          .outcome = (enum run_outcome)store_int(q, 10),
                          .model_calls = store_int(q, 11),
                          .cost = store_int(q, 12),
                          .model_tokens = store_int(q, 16),
                          .why = text_copy(c->arena, store_text(q, 15))};
    row.facts_hash = read_digest(q, 13);
    row.decision_hash = read_digest(q, 14);
    return row;
}

enum err run_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct run_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT " HEAD ", facts, decision FROM run WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such run");
    *out = read_head(c, q);
    out->facts = text_copy(c->arena, store_text(q, HEAD_COLUMNS));
    out->decision = text_copy(c->arena, store_text(q, HEAD_COLUMNS + 1));
    store_reset(q);
    return OK;
}

enum err run_page(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent, int64_t before,
                  int64_t limit, struct run_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    limit = limit < LIMIT_PAGE ? limit : LIMIT_PAGE;
    *out = ARENA_ARRAY(c->arena, struct run_row, limit);
    *count = 0;
    if (agent.len == 0)
        TRY(store_query(
            c, tx, "SELECT " HEAD " FROM run WHERE household = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3",
            &q));
    else
        TRY(store_query(c, tx,
                        "SELECT " HEAD
                        " FROM run WHERE household = ?1 AND agent = ?4 AND seq < ?2 ORDER BY seq "
                        "DESC LIMIT ?3",
                        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, before == 0 ? INT64_MAX : before);
    store_bind_int(q, 3, limit);
    if (agent.len > 0)
        store_bind_text(q, 4, agent);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_head(c, q);
    }
}

enum err run_count_acted(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent,
                         int64_t since_us, int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT count(*) FROM (SELECT started_us FROM run WHERE household = ?1 AND agent = ?2 AND "
        "outcome = 1 ORDER BY seq DESC LIMIT 10000) AS newest WHERE started_us >= ?3",
        &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, agent);
    store_bind_int(q, 3, since_us);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err run_delete_before(struct ctx *c, struct store_tx *tx, int64_t before_us, int64_t most, int64_t *gone)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "DELETE FROM run WHERE seq IN (SELECT seq FROM run WHERE started_us < ?1 ORDER BY started_us "
        "LIMIT ?2)",
        &q));
    store_bind_int(q, 1, before_us);
    store_bind_int(q, 2, most);
    return store_run(c, q, gone);
}

/* -- Agents that rest */

enum err agent_pause_put(struct ctx *c, struct store_tx *tx, const struct agent_pause *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx, "INSERT INTO agent_pause (agent, since_us, why) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        &q));
    store_bind_text(q, 1, row->agent);
    store_bind_int(q, 2, row->since_us);
    store_bind_text(q, 3, row->why);
    return store_run(c, q, NULL);
}

enum err agent_pause_end(struct ctx *c, struct store_tx *tx, struct text agent, bool *was)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "DELETE FROM agent_pause WHERE agent = ?1", &q));
    store_bind_text(q, 1, agent);
    TRY(store_run(c, q, &changed));
    *was = changed > 0;
    return OK;
}

enum err agent_pause_list(struct ctx *c, struct store_tx *tx, struct agent_pause **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct agent_pause, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(c, tx, "SELECT agent, since_us, why FROM agent_pause ORDER BY agent LIMIT ?1", &q));
    store_bind_int(q, 1, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct agent_pause){.agent = text_copy(c->arena, store_text(q, 0)),
                                                  .since_us = store_int(q, 1),
                                                  .why = text_copy(c->arena, store_text(q, 2))};
    }
}
