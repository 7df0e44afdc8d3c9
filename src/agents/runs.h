/* Runs of agents that decide: doing them, and repeating what was decided. */
#ifndef AGENTS_RUNS_H
#define AGENTS_RUNS_H

#include "agents/agent.h"
#include "store/entity/agency/run.h"

/* What a run was, repeated: the stored facts through the agent's `decide` of this program. */
struct run_replay {
    bool facts_intact, decision_intact; /* the texts still have the hashes that were written with them */
    bool same;                          /* the decision is the stored one, byte by byte */
    struct text decision;               /* as it is now */
};

/* Writes nothing, does nothing. ERR_NOT_FOUND: this program has no such agent; ERR_CONFLICT: it is one that acts by itself. */
enum err run_repeat(struct ctx *c, const struct run_row *run, struct run_replay *out) MUST_USE;

/* "acted", "idle", "stopped", NULL: from RUN_ACTED on. */
extern const char *const run_outcome_words[];
/* As the API and the command line show one. `full`: with facts and decision. */
void run_write(struct json *j, const struct run_row *run, bool full);

const struct agent *agent_find(struct text name);

#endif
