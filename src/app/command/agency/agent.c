/* florin agent: who they are, what they did and why. */
#include "agents/runs.h"
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "base/date.h"
#include "finance/proposal/proposal.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"limit", 'n', "N", "runs: at most so many, newest first (default 50)"},
    {"why", 0, "TEXT", "pause: what people are told"},
    {0},
};

/* -- Who they are */

static const struct agent_pause *find_pause(const struct agent_pause *pauses, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(pauses[i].agent, name))
            return &pauses[i];
    return NULL;
}

static void write_words(struct json *j, const char *key, const char *const *words)
{
    json_key(j, key);
    json_array(j);
    for (; words != NULL && *words != NULL; words++)
        json_z(j, *words);
    json_array_end(j);
}

static void write_agent(struct json *j, const struct agent *agent, const struct agent_pause *pause)
{
    static const struct {
        unsigned bit;
        const char *word;
    } permissions[] = {{AGENT_READS_LEDGER, "reads_ledger"},
                       {AGENT_WRITES_INSIGHTS, "writes_insights"},
                       {AGENT_APPENDS_EVENTS, "appends_events"},
                       {AGENT_NOTIFIES, "notifies"},
                       {AGENT_PROPOSES, "proposes"},
                       {AGENT_PUTS_TASKS, "puts_tasks"},
                       {AGENT_ASKS_MODEL, "asks_model"}};
    json_object(j);
    json_key_z(j, "name", agent->name);
    json_key_z(j, "title", agent->title);
    json_key_bool(j, "decides", agent->decide != NULL);
    write_words(j, "events", agent->types);
    json_key(j, "permissions");
    json_array(j);
    for (size_t i = 0; i < sizeof permissions / sizeof *permissions; i++)
        if ((agent->permissions & permissions[i].bit) != 0)
            json_z(j, permissions[i].word);
    json_array_end(j);
    write_words(j, "proposes", agent->proposes);
    write_words(j, "tasks", agent->kinds);
    if ((agent->permissions & AGENT_ASKS_MODEL) != 0) {
        json_key(j, "model_budget"); /* of a household and day */
        json_object(j);
        json_key_int(j, "calls", agent->budget.model_calls);
        json_key_int(j, "tokens", agent->budget.model_tokens);
        json_key_int(j, "cost_micro_usd", agent->budget.model_cost);
        json_object_end(j);
    }
    json_key(j, "paused");
    pause == NULL ? json_null(j) : json_time(j, pause->since_us);
    json_key(j, "why_paused");
    pause == NULL ? json_null(j) : json_text(j, pause->why);
    json_object_end(j);
}

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct agent_pause *pauses;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(agent_pause_list(c, tx, &pauses, &count));
    json_array(&j);
    for (const struct agent *const *agent = agents; *agent != NULL; agent++) {
        const struct agent_pause *pause = find_pause(pauses, count, (*agent)->name);
        if (inv->json)
            write_agent(&j, *agent, pause);
        else
            printf("%-14s %s%s%s\n", (*agent)->name, (*agent)->title, pause == NULL ? "" : " [paused] ",
                   pause == NULL ? "" : terminal_field(c->arena, pause->why, 0));
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    return OK;
}

static enum err read_agent(struct ctx *c, const struct invocation *inv, const struct agent **out)
{
    if (inv->count != 2)
        return usage_error(c, inv, "which agent? `florin agent` lists them");
    *out = agent_find(text_of(inv->words[1]));
    return *out != NULL ? OK : fail(c, ERR_NOT_FOUND, "there is no agent \"%s\"", inv->words[1]);
}

/* -- What they did */

static void print_run(struct ctx *c, const struct run_row *run)
{
    char id[ID_TEXT_MAX], time[TIME_TEXT_MAX];
    printf("%s  %.19sZ  %-12s %-8s %s%s%s\n", id_format(run->id, id), time_format(run->started_us, time),
           terminal_field(c->arena, run->agent, 0), run_outcome_words[run->outcome - RUN_ACTED],
           terminal_field(c->arena, run->kind, 0), run->why.len > 0 ? ": " : "",
           terminal_field(c->arena, run->why, 0));
}

static enum err runs(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct run_row *rows;
    int64_t limit;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (inv->count > 2)
        return usage_error(c, inv, "runs takes one agent's name, or none");
    TRY(invocation_int(c, inv, "limit", 1, 1000, 50, &limit));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(run_page(c, tx, HOUSEHOLD_FIRST, inv->count == 2 ? text_of(inv->words[1]) : TEXT(""), 0, limit, &rows,
                 &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        if (inv->json)
            run_write(&j, &rows[i], false);
        else
            print_run(c, &rows[i]);
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("No runs.");
    return OK;
}

static enum err open_run(struct ctx *c, const struct invocation *inv, struct store_tx **tx,
                         struct run_row *run)
{
    struct store *store;
    struct id id;
    if (inv->count != 2 || !id_parse(text_of(inv->words[1]), &id))
        return usage_error(c, inv, "which run? `florin agent runs` shows their ids");
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, tx));
    return run_by_id(c, *tx, HOUSEHOLD_FIRST, id, run);
}

/* An agent by its name, or a run by its id, with the proposals that it made. */
static enum err show(struct ctx *c, const struct invocation *inv)
{
    struct store_tx *tx;
    struct run_row run;
    struct proposal_row *made;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    const struct agent *agent = inv->count == 2 ? agent_find(text_of(inv->words[1])) : NULL;
    if (agent != NULL) {
        write_agent(&j, agent, NULL);
        app_print_json(out);
        return OK;
    }
    TRY(open_run(c, inv, &tx, &run));
    TRY(proposal_of_run(c, tx, HOUSEHOLD_FIRST, run.id, &made, &count));
    json_object(&j);
    json_key(&j, "run");
    run_write(&j, &run, true);
    json_key(&j, "proposals");
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        proposal_write(&j, &made[i]);
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(out);
    return OK;
}

static enum err replay(struct ctx *c, struct invocation *inv)
{
    struct store_tx *tx;
    struct run_row run;
    struct run_replay replay;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(open_run(c, inv, &tx, &run));
    TRY(run_repeat(c, &run, &replay));
    json_object(&j);
    json_key_bool(&j, "same", replay.same);
    json_key_bool(&j, "facts_intact", replay.facts_intact);
    json_key_bool(&j, "decision_intact", replay.decision_intact);
    json_key(&j, "then");
    json_raw(&j, run.decision);
    json_key(&j, "now");
    json_raw(&j, replay.decision);
    json_object_end(&j);
    bool fine = replay.same && replay.facts_intact && replay.decision_intact;
    inv->exit_code = fine ? 0 : 3;
    if (inv->json)
        app_print_json(out);
    else if (fine)
        printf("The same decision: %s\n", terminal_field(c->arena, replay.decision, 0));
    else
        printf("%s\nthen: %s\nnow:  %s\n",
               !replay.facts_intact      ? "The stored facts were changed."
               : !replay.decision_intact ? "The stored decision was changed."
                                         : "Another decision.",
               terminal_field(c->arena, run.decision, 0), terminal_field(c->arena, replay.decision, 0));
    return OK;
}

/* -- Resting */

static enum err pause(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    const struct agent *agent;
    const char *why = invocation_value(inv, "why");
    TRY(read_agent(c, inv, &agent));
    struct agent_pause row = {text_of(agent->name), c->now_us,
                              text_of(why == NULL ? "at the terminal" : why)};
    if (row.why.len > 200 || !text_is_utf8(row.why))
        return usage_error(c, inv, "--why: at most 200 bytes of UTF-8");
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(agent_pause_put(c, tx, &row));
    TRY(store_commit(c, tx));
    printf("%s rests. What happens meanwhile waits for it: florin agent resume %s\n", agent->name,
           agent->name);
    return OK;
}

static enum err resume(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    const struct agent *agent;
    bool was;
    TRY(read_agent(c, inv, &agent));
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(agent_pause_end(c, tx, text_of(agent->name), &was));
    TRY(store_commit(c, tx));
    printf(was ? "%s works again.\n" : "%s was not resting.\n", agent->name);
    return react(c, inv, store, inv->json ? NULL : stdout);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("list") : text_of(inv->words[0]);
    if (text_is(word, "list") && inv->count <= 1)
        return list(c, inv);
    if (text_is(word, "runs"))
        return runs(c, inv);
    if (text_is(word, "show"))
        return show(c, inv);
    if (text_is(word, "replay"))
        return replay(c, inv);
    if (text_is(word, "pause"))
        return pause(c, inv);
    if (text_is(word, "resume"))
        return resume(c, inv);
    return usage_error(c, inv, "list, show NAME or RUN, runs [NAME], replay RUN, pause NAME or resume NAME");
}

const struct command command_agent = {
    .name = "agent",
    .summary = "What agents did and why",
    .usage = "[list | show NAME|RUN | runs [NAME] | replay RUN | pause NAME | resume NAME]",
    .details = "Each run of an agent that decides is written down: what it knew, what it made of that, what "
               "the policy said. "
               "`replay` puts the same facts to\n"
               "it once more and compares: exit code 3 when it decides otherwise, or the record was changed. "
               "One that is "
               "paused does nothing; what happens\n"
               "meanwhile waits for it.",
    .options = options,
    .run = run,
};
