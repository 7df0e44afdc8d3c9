/* Tasks: what agents are asked to do. */
#ifndef STORE_ENTITY_SERVED_TASK_H
#define STORE_ENTITY_SERVED_TASK_H

#include "store/store.h"

enum task_state {
    TASK_WAITING = 1, /* to be worked on when it is due, or being prepared */
    TASK_DONE = 2,
    TASK_DEAD = 3, /* given up */
    TASK_CANCELLED = 4,
};

enum { TASK_PRIORITIES = 10, TASK_PRIORITY_USUAL = 5 };

struct task_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text queue; /* the agent's name */
    struct text kind;  /* what it is asked for, in the agent's words */
    int64_t priority;  /* 0, the most urgent, to 9 */
    enum task_state state;
    int64_t due_us;      /* not worked on before */
    int64_t asked_us;    /* `due_us` as somebody asked for; 0: as soon as can be */
    int64_t deadline_us; /* given up afterwards; 0: none */
    int64_t tries;       /* that failed */
    struct text why;     /* the last one failed; empty: none did */
    struct text data;    /* JSON */
    struct text result;  /* JSON; empty: none */
    struct text holder;  /* who prepares it; empty: nobody */
    int64_t leased_us;   /* until when it is the holder's */
    int64_t event;       /* the log's row that told of it */
    struct id correlation;
    int64_t created_us, changed_us;
};

/* Who looks for work, and when. */
struct task_seeker {
    struct text queue;
    struct text me; /* what I hold myself is free to me */
    int64_t now_us; /* due until now */
    int64_t
        free_us; /* leases that end until then are over: now, or INT64_MAX where nobody else can hold any */
    int64_t lease_most; /* a lease that ends later than so long from now is over: the clock was set back */
    int64_t retry_most; /* the same of a next try */
};

/* Inserts and fills in seq and the times. An id that the household has is ERR_CONFLICT. */
enum err task_insert(struct ctx *c, struct store_tx *tx, struct task_row *row) MUST_USE;
/* Texts into c->arena. *found is false when the household has none with this id. */
enum err task_find(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct task_row *out,
                   bool *found) MUST_USE;
/* The same; ERR_NOT_FOUND. */
enum err task_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                    struct task_row *out) MUST_USE;
/* ERR_NOT_FOUND when there is none. */
enum err task_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct task_row *out) MUST_USE;
/* The most urgent one of a queue, of all households, that is due and free: by priority, then due_us, then seq. One whose due_us nobody asked
 * for, and which lies ahead as no backing off would put it, counts as due when there is no other. */
enum err task_next(struct ctx *c, struct store_tx *tx, const struct task_seeker *seeker, struct task_row *out,
                   bool *found) MUST_USE;
/* When the next one of a queue becomes due; INT64_MAX: none waits for its time. */
enum err task_next_due(struct ctx *c, struct store_tx *tx, struct text queue, int64_t now_us,
                       int64_t *due_us) MUST_USE;
/* Takes or renews the lease of a task that is as `row` says; writes row->tries, too. *ours is false when it is not so any more, or
 * somebody else has the lease. */
enum err task_lease(struct ctx *c, struct store_tx *tx, const struct task_seeker *seeker,
                    const struct task_row *row, int64_t tries, int64_t until_us, bool *ours) MUST_USE;
/* Writes state, due_us, tries, why, result, holder, leased_us and event; changed now. */
enum err task_update(struct ctx *c, struct store_tx *tx, const struct task_row *row) MUST_USE;

/* A household's tasks, newest first: those behind `before` (0: from the newest), of a queue (empty: any) and a state (0: any). */
struct task_filter {
    int64_t household, before;
    struct text queue;
    int64_t state;
};
/* At most `limit` of LIMIT_PAGE, into c->arena. */
enum err task_page(struct ctx *c, struct store_tx *tx, const struct task_filter *filter, int64_t limit,
                   struct task_row **out, size_t *count) MUST_USE;

struct task_depth {
    struct text queue;
    int64_t waiting;   /* due, and nobody works on them */
    int64_t delayed;   /* not due yet */
    int64_t leased;    /* being prepared */
    int64_t retried;   /* of all these: those that failed before */
    int64_t dead;      /* given up */
    int64_t oldest_us; /* since when the oldest one has been due; 0: none is */
};
/* Of each queue that holds any, by name, at most LIMIT_PAGE, into c->arena. Household 0: of all. */
enum err task_depths(struct ctx *c, struct store_tx *tx, int64_t household, struct task_depth **out,
                     size_t *count) MUST_USE;
/* How many of a household wait in a queue, due or not. */
enum err task_waiting_count(struct ctx *c, struct store_tx *tx, int64_t household, struct text queue,
                            int64_t *count) MUST_USE;
/* Forgets those that ended before a time, in whatever way. */
enum err task_delete_ended(struct ctx *c, struct store_tx *tx, int64_t before_us) MUST_USE;

#endif
