/* What the files that do runs share. For this folder alone. */
#ifndef AGENTS_RUNS_INNER_H
#define AGENTS_RUNS_INNER_H

#include "agents/decision_inner.h"
#include "agents/runs.h"

/* What an agent knows before it decides. */
struct gathered {
    struct id id;       /* of the run */
    int64_t started_us; /* steady */
    struct text facts;
    bool idle;
    const struct llm_question *question; /* NULL: it asks nothing */
    struct llm_spent spent;
};

enum err run_gather(struct agent_context *x, const struct agent_trigger *trigger,
                    struct gathered *out) MUST_USE;
/* What it wants to ask is asked, within its budget, and becomes a fact; a question that fails does, too. Outside of any transaction. */
enum err run_ask(struct ctx *c, const struct employee *employee, int64_t household,
                 struct gathered *run) MUST_USE;
/* The whole run: with x->prepared, or what it gathers now. *result: of a task, JSON; may be NULL. */
enum err run_of_agent(struct agent_context *x, const struct agent_trigger *trigger,
                      struct text *result) MUST_USE;
enum err run_decide(struct ctx *c, const struct agent *agent, struct text facts,
                    struct decision *out) MUST_USE;
struct text decision_text(struct arena *arena, const struct decision *d);
struct id task_id_of(int64_t household, const char *agent, struct text key);

/* Forgets runs that are older than RUNS_KEPT_US. */
#define RUNS_KEPT_US (INT64_C(400) * 86400 * 1000000)
enum err runs_purge(struct ctx *c, struct store *store) MUST_USE;

bool agent_takes_tasks(const struct agent *agent);
#define DAILY_KIND "daily"

#endif
