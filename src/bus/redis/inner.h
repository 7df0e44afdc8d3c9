/* What the files of this driver share. For this folder alone.
 *
 * Threads: one for each subscription (events.c) and desk (desks.c) that waits for what comes, one that waits for answers (requests.c), and the
 * clerk (clerk.c), which says everything else: acknowledgements, requests, answers, questions. Each has a connection of its own. The one
 * that publishes is the caller's. */
#ifndef BUS_REDIS_INNER_H
#define BUS_REDIS_INNER_H

#include "bus/redis/redis.h"
#include "bus/redis/wire.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
    SLOTS = 8192,        /* messages that one subscription holds, acknowledgements on their way included */
    READ_MOST = 200,     /* messages of one read: with bodies as large as can be, 200 MiB */
    REQUESTS_MAX = 1024, /* that wait at one address with one priority, or on one bus for answers */
    JOBS_MAX = 4096,     /* that wait for the clerk */
    DESK_MOST = 4,       /* requests that a desk holds ready */
    DEAD_MOST = 10000,   /* dead messages that are kept, about */
    EVENTS_DEFAULT = 1000000,
    CLAIM_MS_DEFAULT = 30000,
};
#define BYTES_DEFAULT (INT64_C(256) << 20)

struct redis_bus;

/* Who has a connection, and how it is. */
struct worker {
    struct redis_bus *bus;
    struct redis_link *link;
    pthread_t thread;
    struct worker *next;
    bool fresh;                 /* connected, and nothing was said yet */
    int failures;               /* in a row */
    bool tried, well, was_well; /* these under the bus's lock */
    int64_t failed_us;
    char why[160];
};

/* A message that was received and is not yet acknowledged. */
enum slot_state { SLOT_FREE, SLOT_QUEUED, SLOT_HELD, SLOT_DONE, SLOT_DEAD };
struct slot {
    struct entry_id id;
    int64_t number;
    int64_t seen_us;    /* when the broker last knew that it is ours */
    const char *reason; /* of SLOT_DEAD */
    uint32_t generation;
    enum slot_state state;
};

/* Indexes of slots, oldest first. */
struct slot_ring {
    uint32_t at[SLOTS];
    size_t first, count;
};

struct ticket {
    struct bus_subscription subscription;
    struct worker worker;
    struct ticket *next;
    char *name;
    char **types;
    /* Under the bus's lock: */
    struct slot slots[SLOTS];
    struct slot_ring free, queued, done, dead;
    bool made; /* the group */
    /* Of its thread: */
    char from[ENTRY_ID_MAX]; /* where a group that is made again begins */
    struct buf unwanted;     /* ids to be acknowledged, each followed by a blank */
    size_t unwanted_count;
    /* Of the clerk: */
    int64_t claim_us, keep_us, sweep_us; /* when to do so next */
    char cursor[ENTRY_ID_MAX];
};

/* Something that the clerk says, and what to do with the replies. */
struct job {
    struct job *next;
    void (*say)(struct redis_bus *bus, struct job *job, struct redis_link *link);
    /* `e`: why there are none. Called with the bus's lock held. It may free the job. */
    void (*replied)(struct redis_bus *bus, struct job *job, const struct redis_value **replies, enum err e,
                    const char *why);
    size_t first; /* of its replies */
};

struct desk;
struct errand;

struct redis_bus {
    struct bus bus;
    struct redis_place *place;
    char *prefix, *process, *stream, *dead_stream, *inbox;
    int64_t events_most, bytes_most, claim_us;
    int stop_fd;  /* readable from closing on */
    int clerk_fd; /* wakes the clerk */
    struct worker publisher;
    int64_t message_bytes; /* about, of late; the publisher's */

    pthread_mutex_t lock; /* over all that follows */
    pthread_cond_t news;  /* a slot is free, an answer came, a first try is over, the end */
    bool stopping, leaving;
    struct worker *workers;
    struct ticket *tickets;
    struct desk *desks;
    struct errand *errands;
    size_t errand_count;
    int64_t last_serial;
    struct job *jobs, **jobs_end;
    size_t job_count;
    struct job *again, **again_end;
    struct arena *round; /* the clerk's */
    bool clerk_runs, inbox_runs;
    struct worker clerk, inbox_worker;
    struct bus_health counts;
};

static inline struct redis_bus *redis_bus_of(struct bus *bus)
{
    return (struct redis_bus *)bus;
}

/* -- redis.c */
char *redis_copy(const char *text);
char *redis_join(const char *first, const char *second, const char *third);
/* Makes the connection of a worker that is zeroed, and begins to tell of it. */
void worker_init(struct redis_bus *bus, struct worker *worker, int stop_fd);
void worker_start(struct worker *worker, void *(*run)(void *self), void *self);
/* Opens the connection when it is closed. A failure is noted. */
enum err worker_open(struct ctx *c, struct worker *worker) MUST_USE;
/* Until it is worth trying again, or the bus closes. */
void worker_rest(struct worker *worker, int failures);
/* How the last thing went that it said. */
void worker_note(struct worker *worker, enum err e, const char *why);
bool redis_is_stopping(struct redis_bus *bus);
/* Waits for news, with the lock held; false when the time is over. */
bool redis_await_news(struct redis_bus *bus, int64_t until_us);
struct ctx redis_unit(void);

/* -- events.c */
enum err redis_subscribe(struct ctx *c, struct bus *base, const struct bus_consumer *consumer,
                         struct bus_subscription **out) MUST_USE;
size_t redis_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most);
void redis_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                  enum bus_verdict verdict);
void ticket_free(struct ticket *ticket);
/* Takes in entries that were read or claimed; what is not wanted goes to `unwanted`. With the lock held. */
void ticket_receive(struct redis_bus *bus, struct ticket *ticket, const struct redis_value *entries,
                    bool claimed, struct buf *unwanted, size_t *unwanted_count);
/* XACK of ids that are separated by blanks. */
void say_ack(struct redis_bus *bus, struct redis_link *link, const char *group, struct text ids,
             size_t count);
uint32_t ring_pop(struct slot_ring *ring);
void ring_push(struct slot_ring *ring, uint32_t index);
void slot_release(struct ticket *ticket, uint32_t index);

/* -- clerk.c */
/* Starts the clerk. With the lock held. */
void clerk_start(struct redis_bus *bus);
void clerk_wake(struct redis_bus *bus);
/* Hands a job to the clerk; false when too many wait. With the lock held. */
bool clerk_post(struct redis_bus *bus, struct job *job);
/* Is it known that nothing can be said now? With the lock held. */
bool redis_is_away(const struct redis_bus *bus, char why[160]);
enum err redis_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out) MUST_USE;

/* One more for this round, after the ones that are replied to now. With the lock held, from `replied`. */
void clerk_again(struct redis_bus *bus, struct job *job);

/* -- duties.c: what the clerk does for subscriptions. With the lock held; the jobs live in bus->round. */
void duties_gather(struct redis_bus *bus, struct job ***end);
/* When something is due again by the clock (steady). */
int64_t duties_due_us(struct redis_bus *bus);
/* What this process did not settle goes to others at once. */
void duties_leave(struct redis_bus *bus, struct job ***end);

/* -- requests.c, desks.c */
enum err redis_ask(struct ctx *c, struct bus *base, const struct bus_request *request,
                   struct text *answer) MUST_USE;
enum err redis_attend(struct ctx *c, struct bus *base, const char *address, struct bus_desk **out) MUST_USE;
enum err redis_take(struct ctx *c, struct bus_desk *base, struct bus_request *out, bool *found) MUST_USE;
enum err redis_answer(struct ctx *c, struct bus_desk *base, const struct bus_request *request,
                      struct text body) MUST_USE;
struct worker *redis_desk_worker(struct desk *desk);
struct desk *redis_desk_next(struct desk *desk);
void redis_desk_free(struct desk *desk);
/* Starts the thread that waits for answers. With the lock held. */
void inbox_start(struct redis_bus *bus);
/* The list of requests of an address and a priority. */
char *requests_key(struct redis_bus *bus, struct text address, int priority);

#endif
