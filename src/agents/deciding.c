/* A run of an agent that decides: gather -> decide -> carry out -> write down, all in the transaction of its cause. */
#include "agents/decision_inner.h"
#include "agents/host_inner.h"
#include "agents/runs_inner.h"
#include "base/date.h"
#include "base/hash.h"
#include "events/callbacks.h"
#include "finance/proposal/proposal.h"

enum { DATA_BYTES_MOST = 16 << 10, REFUSED_BYTES_MOST = 4 << 10 };
#define HOUR_US (INT64_C(3600) * 1000000)

/* -- What it knows */

static void write_cause(struct json *j, const struct agent_trigger *t)
{
    const struct relay_event *event = t->event;
    struct text data = t->task == NULL ? event->data : t->task->row.data;
    json_key_z(j, "cause", t->task == NULL ? "event" : "task");
    json_key_text(j, "kind", t->kind);
    json_key(j, "id");
    json_id(j, t->task == NULL ? event->id : t->task->row.id);
    if (t->task == NULL)
        json_key_text(j, "subject", event->subject);
    if (t->task == NULL && event->txn_first != 0) {
        json_key(j, "transactions");
        json_object(j);
        json_key_int(j, "first", event->txn_first);
        json_key_int(j, "last", event->txn_last);
        json_object_end(j);
    }
    json_key(j, "data");
    json_raw(j, data.len == 0 || data.len > DATA_BYTES_MOST ? TEXT("null") : data);
}

enum err run_gather(struct agent_context *x, const struct agent_trigger *trigger, struct gathered *out)
{
    char seed[20];
    struct ctx *c = x->c;
    struct buf *facts = buf_in_arena(c->arena);
    struct json j = json_into(facts);
    *out = (struct gathered){.id = id_new(c->now_us), .started_us = time_steady_us()};
    snprintf(seed, sizeof seed, "%016llx",
             (unsigned long long)hash_bytes(out->id.bytes, sizeof out->id.bytes, 0));
    json_object(&j);
    json_key_int(&j, "now", c->now_us);
    json_key_z(&j, "seed", seed);
    json_key(&j, "run");
    json_id(&j, out->id);
    write_cause(&j, trigger);
    json_key(&j, "known");
    json_object(&j);
    x->idle = false;
    TRY(x->agent->gather(x, trigger, &j));
    json_object_end(&j);
    json_object_end(&j);
    if (facts->len > AGENT_FACTS_BYTES)
        return fail(c, ERR_LIMIT, "agent %s knows more than %d bytes of facts", x->agent->name,
                    AGENT_FACTS_BYTES);
    out->facts = buf_view(facts);
    out->idle = x->idle;
    out->question = x->question;
    return OK;
}

/* -- What it wants */

static void write_question(struct json *j, const void *of)
{
    const struct proposal_row *row = of;
    json_key(j, "proposal");
    json_id(j, row->id);
    json_key_text(j, "summary", row->summary);
}

/* Whoever asked for the task hears that people have to answer first. */
static enum err call_back(struct agent_context *x, const struct proposal_row *row)
{
    char id[ID_TEXT_MAX];
    if (x->task == NULL || row->state != PROPOSAL_WAITING)
        return OK;
    return task_call_back(x->c, x->tx, &x->task->row, "needs_answer", text_of(id_format(row->id, id)),
                          write_question, row);
}

static enum err make_proposal(struct agent_context *x, const struct gathered *run, const struct act *act)
{
    struct proposal_row row;
    bool again, known = false;
    TRY(agent_need(x, AGENT_PROPOSES, "propose actions"));
    for (const char *const *kind = x->agent->proposes; kind != NULL && *kind != NULL; kind++)
        known = known || strcmp(*kind, act->proposal.kind) == 0;
    if (!known)
        return fail(x->c, ERR_DENIED, "agent %s may not propose \"%s\"", x->agent->name, act->proposal.kind);
    struct proposal_new fresh = {
        .agent = text_of(x->agent->name),
        .run = run->id,
        .kind = text_of(act->proposal.kind),
        .key = text_of(arena_printf(x->c->arena, "%s/%.*s", x->agent->name, TEXT_ARGS(act->proposal.key))),
        .reason = act->proposal.reason,
        .action = act->proposal.action,
        .event = x->cause->place,
        .correlation = x->cause->correlation,
        .causation = x->cause->id};
    TRY(proposal_make(x->c, x->tx, x->employee->judge, x->household, &fresh, &row, &again));
    return call_back(x, &row);
}

/* What is no proposal (a model may have made it up) is refused before anything is written: the run says so and goes on. */
static enum err propose(struct agent_context *x, const struct gathered *run, const struct act *act,
                        struct buf *refused)
{
    enum err e = make_proposal(x, run, act);
    if (e != ERR_INPUT && e != ERR_LIMIT && e != ERR_DENIED && e != ERR_CONFLICT && e != ERR_NOT_FOUND)
        return e;
    if (refused->len < REFUSED_BYTES_MOST)
        buf_printf(refused, "%s%s \"%.*s\" was refused: %s", refused->len == 0 ? "" : "; ",
                   act->proposal.kind, TEXT_ARGS(act->proposal.key), x->c->why);
    return OK;
}

static enum err withdraw(struct agent_context *x, const struct act *act)
{
    TRY(agent_need(x, AGENT_PROPOSES, "propose actions"));
    struct text key =
        text_of(arena_printf(x->c->arena, "%s/%.*s", x->agent->name, TEXT_ARGS(act->proposal.key)));
    return proposal_withdraw(x->c, x->tx, x->household, key, act->proposal.reason);
}

static enum err tell_insight(struct agent_context *x, const struct decision_insight *insight)
{
    bool fresh;
    struct insight_row row = {.kind = text_of(insight->kind),
                              .topic = insight->topic,
                              .severity = insight->severity,
                              .date = insight->date,
                              .title = insight->title,
                              .body = insight->body,
                              .txn = insight->txn};
    TRY(agent_insight(x, &row, &fresh));
    if (!fresh)
        return OK;
    struct buf *data = buf_in_arena(x->c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key(&j, "insight");
    json_id(&j, row.id);
    json_key_text(&j, "kind", row.kind);
    json_key_text(&j, "topic", row.topic);
    json_key_z(&j, "severity", severity_name(row.severity));
    json_key(&j, "date");
    json_date(&j, row.date);
    json_key_text(&j, "title", row.title);
    json_key_text(&j, "body", row.body);
    if (row.txn != 0)
        json_key_int(&j, "transaction", row.txn);
    json_key(&j, "numbers");
    json_raw(&j, insight->numbers.len == 0 ? TEXT("{}") : insight->numbers);
    json_object_end(&j);
    struct text subject = text_of(arena_printf(x->c->arena, "insight/%.*s", TEXT_ARGS(row.topic)));
    return agent_append(x, insight->event == NULL ? EVENT_INSIGHT_GENERATED : insight->event,
                        insight->subject.len == 0 ? subject : insight->subject, buf_view(data));
}

/* A name's id: the same for the same household, agent and key. */
struct id task_id_of(int64_t household, const char *agent, struct text key)
{
    struct id id;
    char number[24];
    int len = snprintf(number, sizeof number, "%lld", (long long)household);
    struct text texts[] = {TEXT("florin task 1"), {number, (size_t)len}, text_of(agent), key};
    struct digest d = digest_of(texts, 4);
    memcpy(id.bytes, d.bytes, sizeof id.bytes);
    id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0F) | 0x80); /* version 8: made by rules of our own (RFC 9562) */
    id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

static enum err put_task(struct agent_context *x, const struct decision_task *task)
{
    struct task_row row;
    bool found;
    const char *agent = task->agent == NULL ? x->agent->name : task->agent;
    struct task_order order = {.id = task_id_of(x->household, agent, task->key),
                               .household = x->household,
                               .queue = text_of(agent),
                               .kind = text_of(task->kind),
                               .priority = task->priority,
                               .due_us = task->due_us,
                               .data = task->data,
                               .causation = x->cause->id,
                               .correlation = x->cause->correlation};
    TRY(agent_need(x, AGENT_PUTS_TASKS, "put tasks"));
    bool known = task->agent == NULL;
    for (const char *const *other = x->agent->tasks_for; other != NULL && *other != NULL; other++)
        known = known || strcmp(*other, task->agent) == 0;
    if (!known)
        return fail(x->c, ERR_DENIED, "agent %s may not put tasks for %s", x->agent->name, task->agent);
    TRY(task_find(x->c, x->tx, x->household, order.id, &row, &found));
    return found ? OK : task_put(x->c, x->tx, &order, &row);
}

static enum err carry_out(struct agent_context *x, const struct gathered *run, const struct decision *d,
                          struct buf *refused)
{
    for (const struct act *act = d->first; act != NULL; act = act->next)
        switch (act->kind) {
        case ACT_PROPOSE:
            TRY(propose(x, run, act, refused));
            break;
        case ACT_WITHDRAW:
            TRY(withdraw(x, act));
            break;
        case ACT_TELL:
            TRY(tell_insight(x, &act->insight));
            break;
        case ACT_TASK:
            TRY(put_task(x, &act->task));
            break;
        }
    return OK;
}

/* -- Budgets */

static enum err over_budget(struct agent_context *x, const struct decision *d, int64_t took_us,
                            const char **why)
{
    const struct agent_budget *b = &x->agent->budget;
    int64_t acts = b->acts == 0 ? AGENT_ACTS_USUAL : b->acts,
            runs = b->runs == 0 ? AGENT_RUNS_USUAL : b->runs;
    int64_t took_most = b->took_us == 0 ? AGENT_TOOK_USUAL_US : b->took_us, acted = 0;
    *why = NULL;
    if ((int64_t)d->count > acts)
        *why = arena_printf(x->c->arena, "%zu acts in one run, %lld are allowed", d->count, (long long)acts);
    else if (took_us > took_most)
        *why = arena_printf(x->c->arena, "it took %lld ms, %lld are allowed", (long long)(took_us / 1000),
                            (long long)(took_most / 1000));
    if (*why != NULL || d->count == 0)
        return OK;
    TRY(run_count_acted(x->c, x->tx, x->household, text_of(x->agent->name), x->c->now_us - HOUR_US, &acted));
    if (acted >= runs)
        *why = arena_printf(x->c->arena, "it acted %lld times within an hour, %lld are allowed",
                            (long long)acted, (long long)runs);
    return OK;
}

/* Once an hour at most. */
static enum err tell_stopped(struct agent_context *x, const char *why)
{
    int64_t hour = x->c->now_us / HOUR_US;
    unsigned needs = AGENT_WRITES_INSIGHTS | AGENT_APPENDS_EVENTS;
    if ((x->agent->permissions & needs) != needs)
        return OK;
    struct decision_insight insight = {
        .kind = "agent_stopped",
        .topic = text_of(arena_printf(x->c->arena, "agent-stopped/%s/%lld", x->agent->name, (long long)hour)),
        .severity = SEVERITY_WARNING,
        .date = time_date(x->c->now_us),
        .title = text_of(arena_printf(x->c->arena, "The agent %s was stopped", x->agent->name)),
        .body = text_of(arena_printf(x->c->arena, "What it wanted was not done: %s.", why))};
    return tell_insight(x, &insight);
}

/* -- The run */

static enum err write_down(struct agent_context *x, const struct agent_trigger *trigger,
                           const struct gathered *run, const struct decision *d, enum run_outcome outcome,
                           struct text why, int64_t took_us)
{
    struct run_row row = {.id = run->id,
                          .household = x->household,
                          .agent = text_of(x->agent->name),
                          .cause = trigger->task == NULL ? RUN_BY_EVENT : RUN_BY_TASK,
                          .kind = trigger->kind,
                          .event = trigger->event->place,
                          .correlation = trigger->event->correlation,
                          .started_us = x->c->now_us,
                          .took_us = took_us,
                          .outcome = outcome,
                          .facts = run->facts,
                          .decision = decision_text(x->c->arena, d),
                          .model_calls = run->spent.requests,
                          .model_tokens = run->spent.tokens_in + run->spent.tokens_out,
                          .cost = run->spent.cost,
                          .why = why};
    row.facts_hash = digest_of(&row.facts, 1);
    row.decision_hash = digest_of(&row.decision, 1);
    return run_insert(x->c, x->tx, &row);
}

enum err run_of_agent(struct agent_context *x, const struct agent_trigger *trigger, struct text *result)
{
    struct gathered *run = x->prepared, fresh;
    struct decision decision;
    const char *stopped;
    if (run == NULL) {
        TRY(run_gather(x, trigger, &fresh));
        run = &fresh;
    }
    if (run->idle)
        return OK;
    TRY(run_decide(x->c, x->agent, run->facts, &decision));
    int64_t took_us = time_steady_us() - run->started_us;
    TRY(over_budget(x, &decision, took_us - run->spent.took_us, &stopped));
    if (result != NULL)
        *result = decision.answer;
    if (stopped != NULL) {
        TRY(write_down(x, trigger, run, &decision, RUN_STOPPED, text_of(stopped), took_us));
        return tell_stopped(x, stopped);
    }
    struct buf *refused = buf_in_arena(x->c->arena);
    TRY(carry_out(x, run, &decision, refused));
    return write_down(x, trigger, run, &decision, decision.count > 0 ? RUN_ACTED : RUN_IDLE,
                      buf_view(refused), took_us);
}
