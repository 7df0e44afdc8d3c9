/* Tasks: what an agent is asked to do. Like events they live in the store: a task is put in the transaction of its cause, so nothing is lost
 * whatever a broker does. Every process that has the agent works on them, the most urgent first; the bus only makes it soon.
 *
 *     task_put ──commit──> waiting ──> [ prepare, under a lease ] ──> [ handle + done + event ] ──commit──> done
 *                             ^                                         └─ fails: rolled back, later again
 *                             └── task_retry ── dead <── eight tries, hopeless, or too late
 *
 * A task takes effect once: its effect and its end are one transaction. The lease only keeps two processes from the same work. */
#ifndef EVENTS_TASKS_H
#define EVENTS_TASKS_H

#include "events/relay.h"
#include "store/entity/served/task.h"

/* -- Asking */

struct task_order {
    struct id id; /* the client's; zero: a new one */
    int64_t household;
    struct text queue;     /* the agent's name */
    struct text kind;      /* in the agent's words */
    int64_t priority;      /* 0, the most urgent, to 9; TASK_PRIORITY_USUAL */
    int64_t due_us;        /* not before; 0: as soon as can be */
    int64_t deadline_us;   /* given up afterwards; 0: none */
    struct text data;      /* JSON, mostly of an object; empty: {} */
    struct id causation;   /* the event that led to it; zero: a person or a program from outside */
    struct id correlation; /* zero: its own */
};

/* Writes a task and the event agent.task.queued. An id that the household has with the same body is that task as it is now; with another body
 * ERR_CONFLICT names the field. ERR_INPUT "field: …"; ERR_LIMIT: data above LIMIT_TASK_BYTES, or (retriable) LIMIT_TASKS_WAITING wait
 * already. `out` lives in c->arena. Wake the relay after the commit. */
enum err task_put(struct ctx *c, struct store_tx *tx, const struct task_order *order,
                  struct task_row *out) MUST_USE;
/* One that waits never takes effect, also when it is being prepared; one that was cancelled stays so. ERR_CONFLICT when it ended. */
enum err task_cancel(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                     struct task_row *out) MUST_USE;
/* One that was given up waits again, for eight more tries; one that waits does. ERR_CONFLICT when it ended otherwise, or its deadline is
 * over. ERR_LIMIT as task_put. */
enum err task_retry(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                    struct task_row *out) MUST_USE;

/* "waiting", "done", "dead", "cancelled", NULL: from TASK_WAITING on. */
extern const char *const task_state_words[];

/* How a queue does, in a word. */
enum task_health {
    TASKS_WELL,
    TASKS_BEHIND,  /* one has been due for more than TASKS_BEHIND_US */
    TASKS_FAILING, /* some failed and wait to be tried again, or were given up */
};
extern const char *const task_health_words[]; /* "well", "behind", "failing", NULL */
enum task_health task_health(const struct task_depth *depth, int64_t now_us);

/* -- Working */

#define TASK_LEASE_US   INT64_C(300000000)
#define TASKS_BEHIND_US INT64_C(60000000)

/* A task as workers see it. Lives in the arena of the unit of work. */
struct task {
    struct task_row row;
    struct relay_event cause; /* the event that told of it: what the task causes names it */
    void *prepared;           /* what the worker's `prepare` gave */
};

/* Who works on a queue. */
struct task_worker {
    const char *queue; /* outlives the relay */
    void *self;
    /* What takes long and only reads, from a snapshot, before nobody else may write. Meanwhile the task is leased to this process. What it
     * gives lives in c->arena and is task->prepared in `handle`. May be NULL. */
    enum err (*prepare)(struct ctx *c, void *self, struct store_tx *snapshot, const struct task *task,
                        void **prepared);
    /* What waits for others, after that: no transaction is open. May be NULL. */
    enum err (*wait)(struct ctx *c, void *self, const struct task *task);
    int64_t
        lease_us; /* how long preparing may take at most; another process may begin with it afterwards. 0: TASK_LEASE_US */
    /* The effect, in `tx`; as a relay consumer's. *result: JSON into c->arena, at most LIMIT_TASK_BYTES; empty: null. */
    enum err (*handle)(struct ctx *c, void *self, struct store_tx *tx, const struct task *task,
                       struct text *result);
    /* Once for each try, when it is known how it ended. RELAY_KNOWN: it was cancelled, or became another process's. May be NULL. */
    void (*settled)(void *self, const struct task *task, enum relay_outcome outcome, int64_t took_us,
                    const char *why);
    bool (*pauses)(void *self); /* as a relay consumer's; may be NULL */
};

/* Before the first run, with a queue that has no worker here. The worker is copied. From then on the relay takes one task of each queue in turn,
 * and events between them. */
enum err relay_add_worker(struct ctx *c, struct relay *relay, const struct task_worker *worker) MUST_USE;

/* Forgets tasks that ended long ago. */
#define TASKS_KEPT_US (INT64_C(90) * 86400 * 1000000)
enum err tasks_purge(struct ctx *c, struct store *store) MUST_USE;

#endif
