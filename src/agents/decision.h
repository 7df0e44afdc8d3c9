/* What an agent wants, as data: its decision. Written down with the run, compared when the run is repeated, carried out by the host under the agent's
 * permissions. Nothing here does anything.
 *
 * The facts that it is a function of, as the host wraps them:
 *     {"now": microseconds, "seed": "16 hexadecimal digits", "cause": "event" | "task", "kind": the event's type or the task's kind, "id": UUID, "subject",
 *      "transactions": {"first", "last"} (of a batch), "data": what the event or task carries (null when it is large), "known": what `gather` wrote,
 *      "run": UUID, "model": {"name", "question", "system", "messages", "answer": by its form, or null, "refused": why it was not asked, or null, "failed": why it did not
 *      answer, or null, "calls", "tokens", "cost_micro_usd", "took_us"} (of one that asked)} */
#ifndef AGENTS_DECISION_H
#define AGENTS_DECISION_H

#include "base/json_in.h"
#include "insight/insight.h"

struct decision;

/* An action for the policy (finance/proposal/): the same key is the same proposal. */
struct decision_proposal {
    const char *kind;
    struct text key;    /* the agent's own; the host puts its name before it */
    struct text action; /* JSON */
    struct text reason; /* for people */
};
/* Something that people should know. The same topic is told once. */
struct decision_insight {
    const char *kind;
    struct text topic;
    enum severity severity;
    date date;
    struct text title, body;
    int64_t txn; /* 0: about none */
    /* Of the event that says so: */
    struct text numbers; /* the numbers behind the words: a JSON object; empty: {} */
    const char *event;   /* its type; NULL: EVENT_INSIGHT_GENERATED */
    struct text subject; /* empty: "insight/TOPIC" */
};
/* A task for the agent itself, or for one of its `tasks_for`. The same key is the same task. */
struct decision_task {
    const char *agent; /* NULL: itself */
    const char *kind;
    struct text key;
    int64_t due_us;   /* 0: as soon as can be */
    int64_t priority; /* 0, the most urgent, to 9 */
    struct text data; /* JSON; empty: {} */
};

/* A line of reasoning, for people who ask why. */
void decision_explain(struct decision *d, const char *format, ...) PRINTF_LIKE(2, 3);
void decision_propose(struct decision *d, const struct decision_proposal *proposal);
/* A proposal of its own that it does not want any more. */
void decision_withdraw(struct decision *d, struct text key, struct text why);
void decision_tell(struct decision *d, const struct decision_insight *insight);
void decision_ask_later(struct decision *d, const struct decision_task *task);
/* The result of a task: JSON. */
void decision_answer(struct decision *d, struct text result);

/* -- Reading facts. What is missing or of another kind is 0, empty, false: `decide` never fails for that. */
const struct json_value *fact(const struct json_value *facts, const char *name); /* of "known" */
/* A model's answer; NULL: there is none. */
const struct json_value *fact_answer(const struct json_value *facts);
struct text fact_text(const struct json_value *v, const char *name); /* a member of v */
int64_t fact_int(const struct json_value *v, const char *name);
double fact_number(const struct json_value *v, const char *name);
bool fact_is(const struct json_value *v, const char *name); /* true, or not */
uint64_t fact_seed(const struct json_value *facts);

#endif
