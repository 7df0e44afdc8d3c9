/* An event's road: written to the log in the transaction of its cause -> read from the log in order by each consumer ->
 * its effect in one transaction with the consumer's place. Exactly once in effect, because the place moves with the effect.
 *
 * A bus that carries brings events ahead of that, to any process: such an effect is noted in the consumer's inbox, in its transaction, and
 * the place passes it later. So nothing depends on the bus: what it loses is found in the log, what it doubles or reorders is known.
 *
 * When a consumer's handler fails, its transaction is rolled back and the event tried again, eight times in
 * all, each time later (about 0.1 s, 0.4 s, … up to five minutes). Then, or at once when trying again cannot
 * help (relay_is_hopeless), it becomes a dead letter and the consumer goes on with the next event. Other
 * consumers never wait for it. */
#ifndef EVENTS_RELAY_H
#define EVENTS_RELAY_H

#include "bus/bus.h"
#include "store/entity/event.h"

struct relay;
struct leases;

enum { RELAY_TRIES = 8, RELAY_GRACE_US = 2000000 };

/* One event as consumers see it. Texts live in the arena of the unit of work that fetched it. */
struct relay_event {
    int64_t place;  /* its number in the log */
    bool followed;  /* another event of its household stands behind it already */
    void *prepared; /* what the consumer's `prepare` gave; NULL when it was not asked */
    struct id id;   /* what it causes names it */
    int64_t household;
    struct text type, subject;
    int64_t time_us;
    struct id correlation, causation;
    int64_t txn_first,
        txn_last;     /* a batch: one event for each transaction of this range; first 0: one event */
    struct text data; /* JSON */
};

enum relay_outcome {
    RELAY_DONE,   /* took effect and is committed */
    RELAY_KNOWN,  /* came again: had taken effect before */
    RELAY_FAILED, /* will be tried again */
    RELAY_DEAD,   /* became a dead letter */
};

struct relay_consumer {
    struct bus_consumer bus;
    void *self;
    /* What takes long and only reads, before nobody else may write: in a snapshot that holds the event, or a later state. What it gives
     * lives in c->arena, and is event->prepared in `handle`, which is called without as well. A consumer whose preparing takes long rests
     * after it. May be NULL. */
    enum err (*prepare)(struct ctx *c, void *self, struct store_tx *snapshot, const struct relay_event *event,
                        void **prepared);
    /* The effect, in `tx`. It neither commits nor waits, and touches nothing outside that it could not touch
     * twice. `c` and the event live until the transaction ends. */
    enum err (*handle)(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event);
    /* Once per delivery, when it is known how it ended. `why` is empty unless it failed. May be NULL. */
    void (*settled)(void *self, const struct relay_event *event, enum relay_outcome outcome, int64_t took_us,
                    const char *why);
    /* Somebody waits for it: it does not rest after preparing, however long that took. */
    bool urgent;
    /* Does it take nothing for now? What happens meanwhile waits for it. Asked before each turn; may be NULL. */
    bool (*pauses)(void *self);
};

/* Work between deliveries, outside of any transaction: sending what handlers queued. *next_us: when it wants
 * to run next (INT64_MAX: not by itself). */
struct relay_chore {
    void *self;
    enum err (*run)(struct ctx *c, void *self, int64_t *next_us);
    /* Where several processes share the store, only who holds this lease does it. NULL: each of them. */
    const char *lease;
};

struct relay_options {
    /* One that carries brings events ahead of the log's turn; the log is then read `grace_us` later, and at once when the bus is away.
     * It outlives the relay. */
    struct bus *bus;
    /* Where several processes share the store: only who holds a consumer's lease reads the log for it. NULL: this one does. */
    struct leases *leases;
    int64_t
        patience_us; /* how long processes of another version are waited for once they seem to be gone; 0: three leases */
    int64_t grace_us;              /* 0: RELAY_GRACE_US */
    int64_t (*now_us)(void *self); /* NULL: the system's clock. For tests */
    /* Told when the relay itself fails (the store, not a handler): it tries again. May be NULL. */
    void (*trouble)(void *self, const char *why);
    /* Told after each transaction of deliveries: it may have written events. May be NULL. */
    void (*committed)(void *self);
    void *self;
};

/* One relay per store: it is the only one to move consumers. */
enum err relay_open(struct ctx *c, struct store *store, const struct relay_options *options,
                    struct relay **out) MUST_USE;
/* No relay_run is under way. NULL is allowed. */
void relay_close(struct relay *relay);

/* Before the first run. The consumer is copied; its name and patterns outlive the relay. A new name begins
 * with the oldest event. */
enum err relay_add(struct ctx *c, struct relay *relay, const struct relay_consumer *consumer) MUST_USE;
enum err relay_add_chore(struct ctx *c, struct relay *relay, const struct relay_chore *chore) MUST_USE;

/* Tasks are worked on beside the events: relay_add_worker is in events/tasks.h. */

enum relay_until {
    RELAY_DRAINED, /* everything that is due now was delivered: a command after its work */
    RELAY_STOPPED, /* relay_stop was called: a thread of `florin serve` */
};
/* Delivers, on the calling thread; one run at a time. Handlers that fail do not make it fail; a store that
 * fails does (until DRAINED) or is tried again (until STOPPED). */
enum err relay_run(struct ctx *c, struct relay *relay, enum relay_until until) MUST_USE;
/* From any thread: something was committed that consumers should see now. Without it they see it within a
 * second. */
void relay_wake(struct relay *relay);
/* From any thread: ends relay_run until STOPPED, after the transaction under way. */
void relay_stop(struct relay *relay);

/* Delivers a dead letter to its consumer again, now. On success it is marked replayed. On failure the error
 * is returned, the letter goes on waiting, and its reason is renewed. ERR_NOT_FOUND when there is no such
 * letter or consumer, ERR_CONFLICT when the letter does not wait. Not while relay_run runs on another thread. */
enum err relay_replay(struct ctx *c, struct relay *relay, struct text consumer, int64_t event) MUST_USE;
/* From any thread: asks for a dead letter of a household's event to be delivered once more, by a relay that has its consumer; relay_wake makes
 * it soon, after the commit. When it fails again it goes on waiting. ERR_NOT_FOUND when none waits there. */
enum err dead_letter_ask(struct ctx *c, struct store *store, int64_t household, struct text consumer,
                         int64_t event) MUST_USE;
/* The oldest LIMIT_PAGE waiting letters, oldest first; counts how many took effect and how many failed again.
 */
enum err relay_replay_all(struct ctx *c, struct relay *relay, int64_t *replayed, int64_t *failed) MUST_USE;

/* How far a consumer is. */
struct relay_place {
    const char *name;
    int64_t event;  /* everything up to this number of the log is done */
    int64_t behind; /* numbers of the log after it: an upper bound of what waits */
    int64_t tries;  /* of the next one, which failed before; 0: none is failing */
    int64_t next_try_us;
};
enum { RELAY_CONSUMERS_MAX = 32 };
/* Fills places[RELAY_CONSUMERS_MAX]. From any thread. */
enum err relay_places(struct ctx *c, const struct relay *relay, struct relay_place *places,
                      size_t *count) MUST_USE;

/* When the try after `tries` failures is due, from now: four times as long each time, within a fifth of it
 * earlier or later, so that consumers which failed together do not come back together. The same arguments
 * give the same time. */
int64_t relay_backoff_us(const char *consumer, int64_t event, int64_t tries);
/* Can trying again not help? What is malformed, forbidden, too large or corrupt stays so. What conflicts or
 * is missing may come right. */
bool relay_is_hopeless(const struct ctx *c, enum err code);

#endif
