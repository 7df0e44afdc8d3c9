/* Repeating a run, and showing one. */
#include "agents/runs_inner.h"

const char *const run_outcome_words[] = {"acted", "idle", "stopped", NULL};

const struct agent *agent_find(struct text name)
{
    for (const struct agent *const *agent = agents; *agent != NULL; agent++)
        if (text_is(name, (*agent)->name))
            return *agent;
    return NULL;
}

enum err run_decide(struct ctx *c, const struct agent *agent, struct text facts, struct decision *out)
{
    const struct json_value *read;
    int64_t now_us = 0;
    decision_init(out, c->arena);
    TRY(json_read(c, facts, &read));
    (void)json_as_int(json_member(read, "now"), &now_us);
    struct ctx own = {.arena = c->arena, .now_us = now_us};
    enum err e = agent->decide(&own, read, out);
    return e == OK ? OK : fail(c, e, "%s", own.why);
}

struct text decision_text(struct arena *arena, const struct decision *d)
{
    struct buf *out = buf_in_arena(arena);
    struct json j = json_into(out);
    decision_write(&j, d);
    return buf_view(out);
}

enum err run_repeat(struct ctx *c, const struct run_row *run, struct run_replay *out)
{
    struct decision decision;
    const struct agent *agent = agent_find(run->agent);
    if (agent == NULL)
        return fail(c, ERR_NOT_FOUND, "this program has no agent \"%.*s\"", TEXT_ARGS(run->agent));
    if (agent->decide == NULL)
        return fail(c, ERR_CONFLICT,
                    "%s looks at the ledger as it is and acts by itself: its runs are told, not repeated",
                    agent->name);
    struct digest facts = digest_of(&run->facts, 1), decided = digest_of(&run->decision, 1);
    TRY(run_decide(c, agent, run->facts, &decision));
    *out = (struct run_replay){.facts_intact = digest_equal(&facts, &run->facts_hash),
                               .decision_intact = digest_equal(&decided, &run->decision_hash),
                               .decision = decision_text(c->arena, &decision)};
    out->same = text_equal(out->decision, run->decision);
    return OK;
}

/* -- Showing */

static void write_hash(struct json *j, const char *key, const struct digest *d)
{
    char text[DIGEST_TEXT_MAX];
    json_key_z(j, key, digest_format(d, text));
}

void run_write(struct json *j, const struct run_row *run, bool full)
{
    json_object(j);
    json_key(j, "id");
    json_id(j, run->id);
    json_key_text(j, "agent", run->agent);
    json_key_z(j, "cause", run->cause == RUN_BY_EVENT ? "event" : "task");
    json_key_text(j, "kind", run->kind);
    json_key_int(j, "event", run->event);
    json_key(j, "correlation");
    json_id(j, run->correlation);
    json_key(j, "started");
    json_time(j, run->started_us);
    json_key_int(j, "took_us", run->took_us);
    json_key_z(j, "outcome", run_outcome_words[run->outcome - RUN_ACTED]);
    json_key(j, "why");
    run->why.len == 0 ? json_null(j) : json_text(j, run->why);
    json_key_int(j, "model_calls", run->model_calls);
    json_key_int(j, "model_tokens", run->model_tokens);
    json_key_int(j, "cost_micro_usd", run->cost);
    write_hash(j, "facts_hash", &run->facts_hash);
    write_hash(j, "decision_hash", &run->decision_hash);
    if (full) {
        json_key(j, "facts");
        json_raw(j, run->facts);
        json_key(j, "decision");
        json_raw(j, run->decision);
    }
    json_object_end(j);
}
