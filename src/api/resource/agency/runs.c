/* What agents did and why; letting them rest. */
#include "api/api.h"
#include "api/shapes/proposal.h"
#include "finance/proposal/proposal.h"
#include "store/entity/agency/run.h"

enum { NAME_MOST = 64 };

static const char *const cause_words[] = {"event", "task", NULL};
static const char *const outcome_words[] = {"acted", "idle", "stopped", NULL};

static const struct api_field run_fields[] = {
    {"id", API_ID, API_REQUIRED, "the run's"},
    {"agent", API_TEXT, API_REQUIRED, "whose"},
    {"cause", API_WORD, API_REQUIRED, "what brought it about", .words = cause_words},
    {"kind", API_TEXT, API_REQUIRED, "the event's type, or the task's kind"},
    {"event", API_INT, API_REQUIRED, "its number in the log"},
    {"correlation", API_ID, API_REQUIRED, "shared by all that one cause led to"},
    {"started", API_TIME, API_REQUIRED, "when"},
    {"took_us", API_INT, API_REQUIRED, "microseconds"},
    {"outcome", API_WORD, API_REQUIRED, "stopped: it wanted more than its budget, and nothing of it was done",
     .words = outcome_words},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "it was stopped, or what was refused"},
    {"model_calls", API_INT, API_REQUIRED, "questions to a language model"},
    {"model_tokens", API_INT, API_REQUIRED, "of those and their answers"},
    {"cost_micro_usd", API_INT, API_REQUIRED, "what those cost, in millionths of a US dollar"},
    {"facts_hash", API_TEXT, API_REQUIRED, "BLAKE2b of the facts"},
    {"decision_hash", API_TEXT, API_REQUIRED, "BLAKE2b of the decision"},
    {0},
};
static const struct api_shape run_shape = {"AgentRun", run_fields};

static const struct api_field full_fields[] = {
    {"run", API_OBJECT, API_REQUIRED, "the run", .shape = &run_shape},
    {"facts", API_ANY, API_REQUIRED, "all that the decision depends on"},
    {"decision", API_ANY, API_REQUIRED, "what it made of that, and why"},
    {"proposals", API_LIST, API_REQUIRED, "that it made, as they stand now", .item = API_OBJECT,
     .shape = &proposal_shape},
    {0},
};
static const struct api_shape full_shape = {"AgentRunInFull", full_fields};

static void key_digest(struct json *j, const char *key, const struct digest *digest)
{
    char hex[DIGEST_TEXT_MAX];
    json_key_z(j, key, digest_format(digest, hex));
}

static void write_run(struct json *j, const struct run_row *run)
{
    json_object(j);
    api_key_id(j, "id", run->id);
    json_key_text(j, "agent", run->agent);
    json_key_z(j, "cause", cause_words[run->cause - RUN_BY_EVENT]);
    json_key_text(j, "kind", run->kind);
    json_key_int(j, "event", run->event);
    api_key_id(j, "correlation", run->correlation);
    api_key_time(j, "started", run->started_us);
    json_key_int(j, "took_us", run->took_us);
    json_key_z(j, "outcome", outcome_words[run->outcome - RUN_ACTED]);
    api_key_text_or_null(j, "why", run->why);
    json_key_int(j, "model_calls", run->model_calls);
    json_key_int(j, "model_tokens", run->model_tokens);
    json_key_int(j, "cost_micro_usd", run->cost);
    key_digest(j, "facts_hash", &run->facts_hash);
    key_digest(j, "decision_hash", &run->decision_hash);
    json_object_end(j);
}

static const struct api_field list_query[] = {
    {"agent", API_TEXT, 0, "only this agent's", .least = 1, .most = NAME_MOST},
    {0},
};

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct run_row *rows;
    struct text next = {NULL, 0};
    int64_t before = 0;
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(run_page(call->c, tx, call->household, api_query(call, "agent"), before, (int64_t)limit, &rows,
                 &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_run(&call->reply, &rows[i]);
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    struct run_row run;
    struct proposal_row *made;
    size_t count;
    struct id id;
    struct json *j = &call->reply;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(run_by_id(call->c, tx, call->household, id, &run));
    TRY(proposal_of_run(call->c, tx, call->household, run.id, &made, &count));
    json_object(j);
    json_key(j, "run");
    write_run(j, &run);
    json_key(j, "facts");
    json_raw(j, run.facts);
    json_key(j, "decision");
    json_raw(j, run.decision);
    json_key(j, "proposals");
    json_array(j);
    for (size_t i = 0; i < count; i++)
        proposal_write(j, &made[i]);
    json_array_end(j);
    json_object_end(j);
    return store_commit(call->c, tx);
}

/* -- Resting */

static const struct api_field pause_fields[] = {
    {"agent", API_TEXT, API_REQUIRED, "which", .least = 1, .most = NAME_MOST},
    {"why", API_TEXT, 0, "what people are told", .most = 200},
    {0},
};
static const struct api_shape pause_body = {"AgentPauseRequest", pause_fields};
static const struct api_field paused_fields[] = {
    {"agent", API_TEXT, API_REQUIRED, "which"},
    {"since", API_TIME, API_REQUIRED, "it does nothing"},
    {"why", API_TEXT, API_REQUIRED, "as it was said"},
    {0},
};
static const struct api_shape paused_shape = {"AgentPause", paused_fields};

static enum err write_pauses(struct api_call *call, struct store_tx *tx)
{
    struct agent_pause *rows;
    size_t count;
    struct json *j = &call->reply;
    TRY(agent_pause_list(call->c, tx, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        json_key_text(j, "agent", rows[i].agent);
        api_key_time(j, "since", rows[i].since_us);
        json_key_text(j, "why", rows[i].why);
        json_object_end(j);
    }
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

static enum err list_pauses(struct api_call *call)
{
    struct store_tx *tx;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(write_pauses(call, tx));
    return store_commit(call->c, tx);
}

static enum err check_agent(struct api_call *call, struct text name)
{
    struct api_agent *agents = ARENA_ARRAY(call->c->arena, struct api_agent, API_AGENTS_MAX);
    const struct api *api = call->api;
    size_t count = api->agents == NULL ? 0 : api->agents(call->c, api->agents_self, agents);
    for (size_t i = 0; i < count; i++)
        if (text_is(name, agents[i].name))
            return OK;
    struct text shown = text_glimpse(name);
    return fail(call->c, ERR_INPUT, "agent: there is no \"%.*s\"", TEXT_ARGS(shown));
}

static enum err pause(struct api_call *call)
{
    struct store_tx *tx;
    struct text why = api_text(call->body, "why");
    struct agent_pause row = {api_text(call->body, "agent"), call->c->now_us,
                              why.len == 0 ? TEXT("by a person") : why};
    TRY(check_agent(call, row.agent));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(agent_pause_put(call->c, tx, &row));
    TRY(write_pauses(call, tx));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

static const struct api_field resume_fields[] = {
    {"agent", API_TEXT, API_REQUIRED, "which", .least = 1, .most = NAME_MOST},
    {0},
};
static const struct api_shape resume_body = {"AgentResumeRequest", resume_fields};

static enum err resume(struct api_call *call)
{
    struct store_tx *tx;
    bool was;
    TRY(check_agent(call, api_text(call->body, "agent")));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(agent_pause_end(call->c, tx, api_text(call->body, "agent"), &was));
    TRY(write_pauses(call, tx));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/agents/runs",
     .id = "listAgentRuns",
     .title = "What agents decided, newest first",
     .about = "Each run of an agent that decides is written down. They are kept for 400 days.",
     .need = API_READ,
     .lane = API_READS,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &run_shape,
     .handle = list},
    {.method = "GET",
     .path = "/api/v1/agents/runs/{id}",
     .id = "getAgentRun",
     .title = "One run: what it knew, what it made of that, what became of it",
     .need = API_READ,
     .reply = &full_shape,
     .handle = get},
    {.method = "GET",
     .path = "/api/v1/agents/pauses",
     .id = "listAgentPauses",
     .title = "Agents that rest",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &paused_shape,
     .handle = list_pauses},
    {.method = "POST",
     .path = "/api/v1/agents/pause",
     .id = "pauseAgent",
     .title = "Let an agent rest",
     .about = "It does nothing, for all households of this server; what happens meanwhile waits for it.",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_LISTED,
     .body = &pause_body,
     .reply = &paused_shape,
     .handle = pause},
    {.method = "POST",
     .path = "/api/v1/agents/resume",
     .id = "resumeAgent",
     .title = "Let it work again",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_LISTED,
     .body = &resume_body,
     .reply = &paused_shape,
     .handle = resume},
    {0},
};

const struct api_resource api_resource_runs = {
    .name = "Agents' runs",
    .about = "Why an agent did what it did. `florin agent replay` repeats a run to the same decision.",
    .routes = routes,
};
