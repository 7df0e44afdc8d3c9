/* What agents did and why: one row for each run of an agent, and which agents rest. */
#ifndef STORE_ENTITY_AGENCY_RUN_H
#define STORE_ENTITY_AGENCY_RUN_H

#include "base/proof/digest.h"
#include "store/store.h"

enum run_cause { RUN_BY_EVENT = 1, RUN_BY_TASK = 2 };

enum run_outcome {
    RUN_ACTED = 1,
    RUN_IDLE = 2,    /* there was nothing to do */
    RUN_STOPPED = 3, /* its budget was used up: `why` says which */
};

struct run_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text agent;
    enum run_cause cause;
    struct text kind; /* the event's type, or the task's kind */
    int64_t event;    /* the log's row; of a task: the one that told of it */
    struct id correlation;
    int64_t started_us, took_us;
    enum run_outcome outcome;
    int64_t model_calls, model_tokens;
    int64_t cost; /* millionths of a US dollar */
    struct digest facts_hash, decision_hash;
    struct text facts, decision; /* JSON */
    struct text why;             /* empty: nothing went wrong */
};

/* Inserts and fills in seq; the id is the caller's. */
enum err run_insert(struct ctx *c, struct store_tx *tx, struct run_row *row) MUST_USE;
/* Texts into c->arena. ERR_NOT_FOUND. */
enum err run_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                   struct run_row *out) MUST_USE;
/* Newest first, behind `before` (0: from the newest), of one agent (empty: all), at most `limit` of LIMIT_PAGE; without facts and decision. */
enum err run_page(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent, int64_t before,
                  int64_t limit, struct run_row **out, size_t *count) MUST_USE;
/* How many runs of an agent began since a time and acted; of all households. For budgets. */
enum err run_count_acted(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent,
                         int64_t since_us, int64_t *count) MUST_USE;
/* Forgets those that began before a time, at most `most`; *gone tells how many went. */
enum err run_delete_before(struct ctx *c, struct store_tx *tx, int64_t before_us, int64_t most,
                           int64_t *gone) MUST_USE;

struct agent_pause {
    struct text agent;
    int64_t since_us;
    struct text why;
};
/* Twice is fine: the first one stays. */
enum err agent_pause_put(struct ctx *c, struct store_tx *tx, const struct agent_pause *row) MUST_USE;
/* *was is false when it did not rest. */
enum err agent_pause_end(struct ctx *c, struct store_tx *tx, struct text agent, bool *was) MUST_USE;
/* All of them, by name, into c->arena. */
enum err agent_pause_list(struct ctx *c, struct store_tx *tx, struct agent_pause **out,
                          size_t *count) MUST_USE;

#endif
