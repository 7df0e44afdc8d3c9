/* Turns on a writer's connection, and group commit: what drivers with one connection that writes share.
 *
 * A unit of work waits for its turn, first come first served, and holds it from begin to commit or rollback. An fsync costs more than a small unit, so a
 * unit that is done while others wait does not commit: it passes the turn on and waits. The last of such a group commits for all of
 * them. While that fsync runs new units queue up, and are the next group.
 *
 *     first unit    BEGIN  work                                      a large import pays for no savepoint
 *     second unit          SAVEPOINT work RELEASE                    or ROLLBACK TO, which undoes this unit
 *     last unit                                   SAVEPOINT work RELEASE COMMIT
 *
 * Whoever holds the turn keeps this true: when the turn is free, no transaction is open and nobody waits for a commit. So the end of every unit,
 * also of one that is rolled back, goes through commit_queue_commit or commit_queue_leave. */
#ifndef STORE_COMMIT_QUEUE_H
#define STORE_COMMIT_QUEUE_H

#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>

/* A unit that writes; its driver's transaction holds it. The driver sets `bulk` and `gathered` before the turn is taken. */
struct commit_unit {
    bool bulk;                /* nobody's commit waits for it: the group before it is committed first */
    bool gathered;            /* a group of one thread: commits without waiting for more */
    unsigned inner_count;     /* its units that committed */
    atomic_uint turn;         /* what the queue tells it; a futex */
    struct commit_unit *next; /* in the queue for the turn, then among the group's units */
    struct ctx *ctx;          /* of the thread that waits for the commit */
    enum err outcome;
};

/* What the driver does with its transaction. Both are called with the turn. */
struct commit_driver {
    enum err (*commit)(struct ctx *c,
                       void *store); /* an error: nothing of the transaction is kept, and it is closed */
    void (*roll_back)(void *store);  /* closes it when it is open; cannot fail */
};

struct commit_queue {
    const struct commit_driver *driver;
    void *store;          /* the driver's */
    pthread_mutex_t lock; /* over the turn, its queue and the counts; the rest belongs to who has the turn */
    bool turn_taken;
    struct commit_unit *queue, **queue_end;
    struct store_counts counts;
    struct commit_unit *units; /* done, waiting for the commit that they share */
    unsigned unit_count;
    int64_t since_us;       /* when the first of them was done */
    atomic_uint generation; /* of the group; grows when its units may read their outcome; a futex */
    enum err lost;          /* the whole transaction ended by itself, with these words */
    struct ctx lost_ctx;
    unsigned spins; /* how long the next unit looks for its turn before it sleeps */
};

/* `spin`: the driver's units take microseconds, so that to look for the turn beats sleeping. */
void commit_queue_init(struct commit_queue *q, const struct commit_driver *driver, void *store, bool spin);
void commit_queue_release(struct commit_queue *q);
struct store_counts commit_queue_counts(struct commit_queue *q);

/* The turn itself. Waits for it; who has it and begins no unit passes it on. */
void commit_queue_take(struct commit_queue *q, struct commit_unit *unit);
void commit_queue_pass(struct commit_queue *q);

/* With the turn: does somebody wait who would share this commit? */
bool commit_queue_is_waited_for(struct commit_queue *q);

/* The unit is done, its work kept within the transaction: commits the group (`alone`: at once), or leaves that to the next unit; passes the turn on and
 * waits. Gives how the commit ended, with its words in c->why. */
enum err commit_queue_commit(struct ctx *c, struct commit_queue *q, struct commit_unit *unit,
                             bool alone) MUST_USE;
/* The unit is rolled back, or never began (`began` false): commits what waits for it, or leaves that to the next unit; passes the turn on. */
void commit_queue_leave(struct commit_queue *q, bool began);
/* A savepoint within a unit was undone. */
void commit_queue_count_rollback(struct commit_queue *q);

/* The whole transaction is gone, and with it the units that wait: with the words of `why`. Until the group's end every unit fails so. */
void commit_queue_lose(struct commit_queue *q, enum err code, const struct ctx *why);
/* Those words, when there are any; OK otherwise. */
enum err commit_queue_lost(struct ctx *c, const struct commit_queue *q) MUST_USE;

#endif
