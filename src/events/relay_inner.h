/* What the relay's files share. For this folder alone. */
#ifndef EVENTS_RELAY_INNER_H
#define EVENTS_RELAY_INNER_H

#include "events/tasks.h"

#include <stdatomic.h>

/* Events of one turn: few, so that writers do not wait for long; more while a consumer is behind, because each turn waits for the writers,
 * too, and under load it would never catch up. */
/* A long turn saves fsyncs while much waits, but whoever writes waits for its end: 320 events are some milliseconds. */
enum { TURN_EVENTS = 64, TURN_EVENTS_BEHIND = 320, CHORES_MAX = 8, WORKERS_MAX = 24 };
/* What prepares for longer rests so many times as long, at most so long: whoever is urgent waits behind what prepares, since all work on one thread. */
enum { REST_FROM_US = 2000, REST_TIMES = 19, REST_MOST_US = 5000000 };
int64_t relay_rest_until(int64_t prepared_us);
/* relay_backoff_us: five minutes, and a fifth more. */
#define RETRY_MOST_US INT64_C(360000000)

struct member {
    struct relay_consumer consumer;
    struct bus_subscription *subscription; /* NULL: the bus carries nothing */
    size_t most;                           /* events of its next turn */
    int64_t few_until;    /* a long turn with this event failed: up to it, turns of TURN_EVENTS */
    int64_t single_until; /* a turn with this event failed: up to it, one event a transaction finds the one at
                             fault */
    int64_t log_until; /* what came by the bus failed: up to it, everything is taken from the log, in order */
    int64_t rest_until_us; /* steady: clocks are set back */
    bool looked;           /* at which types the place was moved for */
    bool outdated;         /* for more than this program knows: left to others */
    int64_t free_since_us; /* steady: since when nobody seems to hold the lease of what is left to others */
};

/* A queue that this relay works on. */
struct work_queue {
    struct task_worker worker;
    char name[80];                         /* "tasks/analytics" */
    struct bus_consumer hears;             /* of tasks that are queued elsewhere */
    struct bus_subscription *subscription; /* NULL: the bus carries nothing */
    int64_t rest_until_us;                 /* steady */
};

struct relay {
    struct store *store;
    struct relay_options options;
    struct member members[RELAY_CONSUMERS_MAX];
    size_t member_count;
    struct relay_chore chores[CHORES_MAX];
    size_t chore_count;
    struct work_queue queues[WORKERS_MAX];
    size_t queue_count;
    atomic_bool stopping, running;
    bool
        rests; /* members that work long rest: a thread beside others, not a command that waits for the end */
};

/* One event of a turn, and how its delivery went. */
struct delivery {
    struct relay_event event;
    bool fresh;
    int64_t took_us;
};

/* Some events of one consumer: of the log behind its place, or what the bus brought. */
struct turn {
    struct member *member;
    bool carried;              /* by the bus */
    struct consumer_row place; /* as stored before */
    int64_t scanned;           /* the last number of the log that was looked at */
    struct delivery *at;
    size_t count, most;
    struct bus_delivery *carried_at; /* what of `carried` is to be settled */
    size_t carried_count;
    int64_t before_us;   /* the log's events from this time on are left to the bus for now, */
    int64_t ahead_us;    /* up to this one */
    bool passes_known;   /* the inbox holds some up to `scanned` */
    size_t failed;       /* which one did */
    enum err unprepared; /* preparing it failed with this */
    int64_t prepared_us; /* how long all of that took */
};

int64_t relay_now(const struct relay *relay);
/* Delivers the dead letters that were asked for. */
enum err replay_asked(struct ctx *c, struct relay *relay) MUST_USE;
/* A unit of work with an arena of its own; end it with arena_free(unit.arena). */
struct ctx relay_unit(const struct relay *relay);
struct member *relay_member(struct relay *relay, struct text name);
/* Reads what is due: *count 0 when nothing is. *due_us: when a failed event is, or INT64_MAX. */
enum err turn_read(struct ctx *c, struct relay *relay, struct turn *turn, int64_t *due_us) MUST_USE;
/* version.c: before a consumer's place is moved, and while it is left to others: may this program move it? member->outdated: no. */
enum err version_look(struct ctx *c, struct relay *relay, struct member *member, int64_t *due_us) MUST_USE;
/* Does this program know all the types that the place was moved for? */
bool version_fits(const struct member *member, const struct consumer_row *place);
/* It does not any more. */
enum err version_leave(struct ctx *c, struct relay *relay, struct member *member) MUST_USE;
/* Prepares what the consumer wants prepared, from a snapshot. */
enum err turn_prepare(struct ctx *c, struct turn *turn, struct store_tx *snapshot) MUST_USE;
/* Marks events that are followed by one of the same household, in this turn or in `behind` (may be NULL). */
void mark_followed(struct ctx *c, struct turn *turn, const struct relay_event *behind);
bool consumer_same(const struct consumer_row *a, const struct consumer_row *b);
/* One transaction of effects. On failure nothing is kept, and turn->failed says which event's. */
enum err turn_deliver(struct ctx *c, struct relay *relay, struct turn *turn) MUST_USE;
/* Tells the consumer how the delivery of an event ended. */
void settle(const struct member *member, const struct relay_event *event, enum relay_outcome outcome,
            int64_t took_us, const char *why);
/* carried.c: what the bus has brought, up to a turn's worth; the rest of it is settled already. The turn's deliveries are settled by
 * carried_settle, whatever became of it. */
enum err carried_read(struct ctx *c, struct relay *relay, struct turn *turn) MUST_USE;
void carried_settle(struct turn *turn);
/* worker.c: one task of a queue, if one is due. *due_us: when the next one is, or INT64_MAX. */
enum err work_take(struct ctx *c, struct relay *relay, struct work_queue *queue, bool *worked,
                   int64_t *due_us) MUST_USE;
/* tasks.c: writes a task that ended, as its state says, and appends the event that tells so. */
enum err task_end(struct ctx *c, struct store_tx *tx, struct task_row *row) MUST_USE;
/* Is something that rests until a steady time still to rest? *due_us: then, by the relay's clock. */
bool relay_rests(const struct relay *relay, int64_t until_us, int64_t *due_us);
struct relay_event event_from_row(const struct event_row *row);

#endif
