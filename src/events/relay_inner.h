/* What the relay's files share. For this folder alone. */
#ifndef EVENTS_RELAY_INNER_H
#define EVENTS_RELAY_INNER_H

#include "events/relay.h"

#include <stdatomic.h>

/* Events of one turn: few, so that writers do not wait for long; more while a consumer is behind, because each turn waits for the writers,
 * too, and under load it would never catch up. */
/* A long turn saves fsyncs while much waits, but whoever writes waits for its end: 320 events are some milliseconds. */
enum { TURN_EVENTS = 64, TURN_EVENTS_BEHIND = 320, CHORES_MAX = 8 };

struct member {
    struct relay_consumer consumer;
    struct bus_subscription *subscription;
    size_t most;          /* events of its next turn */
    int64_t few_until;    /* a long turn with this event failed: up to it, turns of TURN_EVENTS */
    int64_t single_until; /* a turn with this event failed: up to it, one event a transaction finds the one at
                             fault */
    int64_t rest_until_us;
};

struct relay {
    struct store *store;
    struct relay_options options;
    struct bus *bus;
    struct store_tx *reading; /* what the bus reads the log through, during a fetch */
    struct member members[RELAY_CONSUMERS_MAX];
    size_t member_count;
    struct relay_chore chores[CHORES_MAX];
    size_t chore_count;
    atomic_bool stopping, running;
    bool
        rests; /* members that work long rest: a thread beside others, not a command that waits for the end */
};

/* One event of a turn, and how its delivery went. */
struct delivery {
    struct bus_event event;
    bool fresh;
    int64_t took_us;
};

/* Some events of one consumer. */
struct turn {
    struct member *member;
    struct consumer_row place; /* as stored before */
    int64_t scanned;           /* the last number of the log that was looked at */
    struct delivery *at;
    size_t count, most;
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
/* One transaction of effects. On failure nothing is kept, and turn->failed says which event's. */
enum err turn_deliver(struct ctx *c, struct relay *relay, struct turn *turn) MUST_USE;
/* Tells the consumer how the delivery of an event ended. */
void settle(const struct member *member, const struct bus_event *event, enum relay_outcome outcome,
            int64_t took_us, const char *why);
/* Has one event take effect in `tx`, unless it did before (*fresh is false then). */
enum err relay_enter(struct ctx *c, struct member *member, struct store_tx *tx, const struct bus_event *event,
                     bool *fresh, int64_t *took_us) MUST_USE;
void event_from_row(struct ctx *c, const struct event_row *row, struct bus_event *out);

#endif
