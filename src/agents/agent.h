/* What an agent is, and what it may do. An agent is one file in agents/team/ that defines `const struct agent
 * agent_NAME`; the build finds it. It reacts to events of the log, in one transaction per event (or with
 * others of its queue), exactly once in effect.
 *
 * It may also take tasks: what it is asked for, by people or programs, in a queue of its name (events/tasks.h).
 *
 * An agent reaches the household only through the calls below, and each asks for a permission that the agent
 * declared. */
#ifndef AGENTS_AGENT_H
#define AGENTS_AGENT_H

#include "agents/decision.h"
#include "bus/types.h"
#include "events/tasks.h"
#include "llm/llm.h"
#include "store/entity/insight.h"

enum agent_permission {
    AGENT_READS_LEDGER = 1, /* accounts, transactions, totals, budgets */
    AGENT_WRITES_INSIGHTS = 2,
    AGENT_APPENDS_EVENTS = 4, /* none of the types it reacts to: it would never come to rest */
    AGENT_NOTIFIES = 8,
    AGENT_PROPOSES = 16,   /* actions of the kinds in `proposes` */
    AGENT_PUTS_TASKS = 32, /* for itself, later, and for those in `tasks_for` */
    AGENT_ASKS_MODEL =
        64 /* within its budget; such an agent takes tasks alone, and has no memory: it works on a thread of its own */
};

struct agent_context;
struct employee;

/* What brought a run about. */
struct agent_trigger {
    const struct relay_event *event; /* of a task: the one that told of it */
    const struct task *task;         /* NULL: an event */
    struct text kind;                /* the event's type, or the task's kind */
};

/* The most that an agent may do. 0: the usual. Above it the run is stopped: nothing of it takes effect, and the household is told. */
struct agent_budget {
    int64_t acts;    /* of one run; usually AGENT_ACTS_USUAL */
    int64_t runs;    /* that act, of one household in an hour; usually AGENT_RUNS_USUAL */
    int64_t took_us; /* of one run, without what it waits for a model; usually AGENT_TOOK_USUAL_US */
    /* Of a household and day: questions to a model, their tokens, millionths of a US dollar. 0: none. Whoever runs the program may allow less. */
    int64_t model_calls, model_tokens, model_cost;
};
enum {
    AGENT_ACTS_USUAL = 32,
    AGENT_RUNS_USUAL = 2000,
    AGENT_TOOK_USUAL_US = 10000000,
    AGENT_FACTS_BYTES = 64 << 10
};

struct agent {
    const char *name;         /* "analytics": its consumer is "agent/analytics" */
    const char *title;        /* one line for people */
    const char *const *types; /* patterns of the events it wants, ended by NULL */
    unsigned permissions;     /* enum agent_permission */
    /* -- One that decides. `gather` reads what matters and writes it as members of an open JSON object; `decide` is a pure function of that and of what the
     * host adds (agents/decision.h); the host writes both down and carries the decision out. So each run can be explained, and repeated to the same decision:
     * `florin agent replay`. In place of on_event and on_task. With nothing to say, gather sets x->idle: then no run is written. */
    enum err (*gather)(struct agent_context *x, const struct agent_trigger *trigger, struct json *facts);
    enum err (*decide)(struct ctx *c, const struct json_value *facts, struct decision *out);
    /* A cache of its own that lives as long as the host: x->memory. What is in it can be made anew from the store at any time. May be NULL. */
    void *(*memory_new)(void);
    void (*memory_free)(void *memory);
    bool gathers_long; /* from a snapshot, while others write; else in the transaction of its effects */
    bool urgent;       /* people wait for what it does: it does not rest after it gathered */
    const char *const *kinds;     /* of tasks that it knows, ended by NULL; NULL: it takes none */
    const char *const *proposes;  /* kinds of actions, ended by NULL */
    const char *const *tasks_for; /* other agents, ended by NULL */
    struct agent_budget budget;
    int32_t
        daily_minute; /* a task "daily" for each household at this minute of its day (0: none; 1 to 1439) */
    /* -- One that acts by itself. */
    /* What takes long and only reads: the ledger as it is now, while others go on writing. *prepared lives in x->c->arena and is
     * x->prepared in on_event, which is called without as well. May be NULL. */
    enum err (*prepare)(struct agent_context *x, const struct relay_event *event, void **prepared);
    /* The effect of one event. An error undoes it all; the event comes again later, or goes to the dead
     * letters. */
    enum err (*on_event)(struct agent_context *x, const struct relay_event *event);
    /* The same for tasks; NULL: it takes none. An unknown kind is ERR_INPUT. *result: JSON into x->c->arena; not set: null. */
    enum err (*prepare_task)(struct agent_context *x, const struct task *task, void **prepared);
    enum err (*on_task)(struct agent_context *x, const struct task *task, struct text *result);
    /* How long prepare_task may take at most: so long a task waits whose process died. 0: TASK_LEASE_US. */
    int64_t task_lease_us;
};

/* Made from agents/team/ in the order of file names, ended by NULL. */
extern const struct agent *const agents[];

/* One reaction, or one task's try. */
struct agent_context {
    struct ctx *c;
    int64_t household;
    const struct agent *agent;
    void *prepared;
    void *memory; /* what the agent's memory_new gave */
    /* The host's: agents use the calls below. */
    struct employee *employee;
    struct store_tx *tx;
    const struct relay_event *cause;     /* of a task: the event that told of it */
    const struct task *task;             /* that it works on; NULL: none */
    bool idle;                           /* `gather` found nothing to decide */
    const struct llm_question *question; /* what `gather` wants to ask */
};

/* The transaction, to read facts through store/entity/. Needs AGENT_READS_LEDGER. */
enum err agent_ledger(struct agent_context *x, struct store_tx **out) MUST_USE;
/* Stores an insight under the agent's name; fills in household and agent. As insight_insert. Needs
 * AGENT_WRITES_INSIGHTS. */
enum err agent_insight(struct agent_context *x, struct insight_row *row, bool *fresh) MUST_USE;
/* Reads one. Needs AGENT_READS_LEDGER or AGENT_NOTIFIES. */
enum err agent_find_insight(struct agent_context *x, struct id id, struct insight_row *out) MUST_USE;
/* Appends an event that this one led to. Needs AGENT_APPENDS_EVENTS. */
enum err agent_append(struct agent_context *x, const char *type, struct text subject,
                      struct text data) MUST_USE;
/* Tells a person of an insight: in the store, and on every attached channel that wants its severity, once on
 * each. Appends user.alert.sent when it is told. Needs AGENT_NOTIFIES. */
enum err agent_notify(struct agent_context *x, const struct insight_row *insight) MUST_USE;

/* Is there a language model to ask? */
bool agent_has_model(const struct agent_context *x);
/* Asks it, once `gather` is done and reads no more; the answer is the fact "model" (agents/decision.h), so that a run repeated asks nobody. One question in a
 * run, only in `gather` of a task; it lives in x->c->arena. Needs AGENT_ASKS_MODEL. Whether it is answered is not `gather`'s to know: a budget that is
 * spent, a service that is away or an answer that is none are facts, too. */
enum err agent_ask_model(struct agent_context *x, const struct llm_question *question) MUST_USE;

#endif
