#include "agents/decision_inner.h"

#include <stdarg.h>
#include <stdio.h>

void decision_init(struct decision *d, struct arena *arena)
{
    *d = (struct decision){.arena = arena, .because = buf_in_arena(arena)};
    d->end = &d->first;
    d->because_json = json_into(d->because);
}

static struct act *add(struct decision *d, enum act_kind kind)
{
    struct act *act = ARENA_NEW(d->arena, struct act);
    *act = (struct act){.kind = kind};
    *d->end = act;
    d->end = &act->next;
    d->count++;
    return act;
}

void decision_explain(struct decision *d, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    json_text(&d->because_json, text_of(line));
}

void decision_propose(struct decision *d, const struct decision_proposal *proposal)
{
    struct act *act = add(d, ACT_PROPOSE);
    act->proposal = (struct decision_proposal){proposal->kind, text_copy(d->arena, proposal->key),
                                               text_copy(d->arena, proposal->action),
                                               text_copy(d->arena, proposal->reason)};
}

void decision_withdraw(struct decision *d, struct text key, struct text why)
{
    struct act *act = add(d, ACT_WITHDRAW);
    act->proposal =
        (struct decision_proposal){.key = text_copy(d->arena, key), .reason = text_copy(d->arena, why)};
}

void decision_tell(struct decision *d, const struct decision_insight *insight)
{
    struct act *act = add(d, ACT_TELL);
    act->insight = *insight;
    act->insight.topic = text_copy(d->arena, insight->topic);
    act->insight.title = text_copy(d->arena, insight->title);
    act->insight.body = text_copy(d->arena, insight->body);
    act->insight.numbers = text_copy(d->arena, insight->numbers);
    act->insight.subject = text_copy(d->arena, insight->subject);
}

void decision_ask_later(struct decision *d, const struct decision_task *task)
{
    struct act *act = add(d, ACT_TASK);
    act->task = *task;
    act->task.key = text_copy(d->arena, task->key);
    act->task.data = task->data.len == 0 ? TEXT("{}") : text_copy(d->arena, task->data);
}

void decision_answer(struct decision *d, struct text result)
{
    d->answer = text_copy(d->arena, result);
}

/* -- Writing it down */

static void write_proposal(struct json *j, const struct decision_proposal *p)
{
    json_key_z(j, "kind", p->kind);
    json_key_text(j, "key", p->key);
    json_key(j, "action");
    json_raw(j, p->action);
    json_key_text(j, "reason", p->reason);
}

static void write_insight(struct json *j, const struct decision_insight *i)
{
    json_key_z(j, "kind", i->kind);
    json_key_text(j, "topic", i->topic);
    json_key_z(j, "severity", severity_name(i->severity));
    json_key(j, "date");
    json_date(j, i->date);
    json_key_text(j, "title", i->title);
    json_key_text(j, "body", i->body);
    json_key_int(j, "transaction", i->txn);
    if (i->numbers.len > 0) {
        json_key(j, "numbers");
        json_raw(j, i->numbers);
    }
    if (i->event != NULL)
        json_key_z(j, "event", i->event);
    if (i->subject.len > 0)
        json_key_text(j, "subject", i->subject);
}

static void write_task(struct json *j, const struct decision_task *t)
{
    if (t->agent != NULL)
        json_key_z(j, "agent", t->agent);
    json_key_z(j, "kind", t->kind);
    json_key_text(j, "key", t->key);
    json_key_int(j, "due", t->due_us);
    json_key_int(j, "priority", t->priority);
    json_key(j, "data");
    json_raw(j, t->data);
}

static void write_act(struct json *j, const struct act *act)
{
    static const char *const words[] = {"propose", "withdraw", "tell", "task"};
    json_object(j);
    json_key_z(j, "act", words[act->kind]);
    if (act->kind == ACT_PROPOSE) {
        write_proposal(j, &act->proposal);
    } else if (act->kind == ACT_WITHDRAW) {
        json_key_text(j, "key", act->proposal.key);
        json_key_text(j, "why", act->proposal.reason);
    } else if (act->kind == ACT_TELL) {
        write_insight(j, &act->insight);
    } else {
        write_task(j, &act->task);
    }
    json_object_end(j);
}

void decision_write(struct json *j, const struct decision *d)
{
    json_object(j);
    json_key(j, "because");
    json_array(j);
    json_raw(j, buf_view(d->because));
    json_array_end(j);
    json_key(j, "acts");
    json_array(j);
    for (const struct act *act = d->first; act != NULL; act = act->next)
        write_act(j, act);
    json_array_end(j);
    json_key(j, "answer");
    json_raw(j, d->answer.len == 0 ? TEXT("null") : d->answer);
    json_object_end(j);
}

/* -- Facts */

const struct json_value *fact(const struct json_value *facts, const char *name)
{
    return json_member(json_member(facts, "known"), name);
}

const struct json_value *fact_answer(const struct json_value *facts)
{
    const struct json_value *answer = json_member(json_member(facts, "model"), "answer");
    return json_kind(answer) == JSON_OBJECT ? answer : NULL;
}

struct text fact_text(const struct json_value *v, const char *name)
{
    return json_as_text(json_member(v, name));
}

int64_t fact_int(const struct json_value *v, const char *name)
{
    int64_t value = 0;
    return json_as_int(json_member(v, name), &value) ? value : 0;
}

double fact_number(const struct json_value *v, const char *name)
{
    double value = 0;
    return json_as_double(json_member(v, name), &value) ? value : 0;
}

bool fact_is(const struct json_value *v, const char *name)
{
    return json_as_bool(json_member(v, name));
}

uint64_t fact_seed(const struct json_value *facts)
{
    struct text hex = fact_text(facts, "seed");
    uint64_t seed = 0;
    for (size_t i = 0; i < hex.len; i++)
        seed = seed << 4 |
               (uint64_t)(ascii_digit(hex.at[i]) ? hex.at[i] - '0' : ascii_lower(hex.at[i]) - 'a' + 10);
    return seed;
}
