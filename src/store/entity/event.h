/* The event log and how far each consumer has come: outbox, inbox and dead letters in one place. */
#ifndef STORE_ENTITY_EVENT_H
#define STORE_ENTITY_EVENT_H

#include "store/store.h"

struct event_row {
    int64_t seq; /* the order of the log */
    struct id id;
    int64_t household;
    struct text type;    /* "transaction.created" */
    struct text subject; /* what it is about: "import/12", "budget/Expenses:Groceries/2026-10" */
    int64_t time_us;
    struct id correlation; /* shared by all that one cause led to */
    struct id causation;   /* the event that led to this one; zero: a person or a program from outside */
    int64_t txn_first, txn_last; /* stands for one event per transaction of this range; first 0: one event */
    struct text data;            /* JSON */
};

/* Writes an event in the transaction of its cause; fills in seq, id, time. */
enum err event_append(struct ctx *c, struct store_tx *tx, struct event_row *row) MUST_USE;
/* The event after `seq`; *found is false at the end of the log. Texts into c->arena. */
enum err event_after(struct ctx *c, struct store_tx *tx, int64_t seq, struct event_row *out,
                     bool *found) MUST_USE;
/* Up to `limit` events after `after`, in order. */
enum err event_read(struct ctx *c, struct store_tx *tx, int64_t after, int64_t limit, struct event_row **out,
                    size_t *count) MUST_USE;
enum err event_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct event_row *out) MUST_USE;
/* The number of the log's newest event of all households; 0 when there is none. */
enum err event_newest(struct ctx *c, struct store_tx *tx, int64_t *seq) MUST_USE;
/* The newest `limit` events of a household (at most LIMIT_PAGE), newest first. */
enum err event_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                    struct event_row **out, size_t *count) MUST_USE;

/* A household's events, newest first: those behind `before` (0: from the newest) and down to `least`, whose type is `type` (or begins with
 * it when it ends with '*'; empty: any), at most `limit` of LIMIT_PAGE, into c->arena. */
struct event_span {
    struct text type;
    int64_t before, least;
};
enum err event_page(struct ctx *c, struct store_tx *tx, int64_t household, const struct event_span *span,
                    int64_t limit, struct event_row **out, size_t *count) MUST_USE;

struct consumer_row {
    struct text name;
    int64_t event; /* everything up to this one is done */
    int64_t tries; /* of the next one */
    int64_t next_try_us;
    struct text
        types; /* which it was moved for, blanks between them; empty: not known. To be put: empty leaves it as it is */
};

/* The consumer's place; a new consumer stands at 0. */
enum err consumer_get(struct ctx *c, struct store_tx *tx, const char *name,
                      struct consumer_row *out) MUST_USE;
enum err consumer_put(struct ctx *c, struct store_tx *tx, const struct consumer_row *row) MUST_USE;

/* Notes that an event takes effect at a consumer ahead of its place, in the transaction of the effect. *fresh is false when it did before. */
enum err inbox_enter(struct ctx *c, struct store_tx *tx, const char *consumer, int64_t event,
                     bool *fresh) MUST_USE;
/* The events behind `after`, up to `until`, that took effect ahead of the consumer's place; in order, into c->arena. */
enum err inbox_list(struct ctx *c, struct store_tx *tx, const char *consumer, int64_t after, int64_t until,
                    int64_t **events, size_t *count) MUST_USE;
/* The consumer's place has passed these. */
enum err inbox_forget(struct ctx *c, struct store_tx *tx, const char *consumer, int64_t until) MUST_USE;

enum dead_letter_state {
    DEAD_LETTER_WAITING = 1,
    DEAD_LETTER_REPLAYED = 2,
    DEAD_LETTER_DROPPED = 3,
    DEAD_LETTER_ASKED = 4, /* waits for the relay to try it once more */
};

struct dead_letter_row {
    struct text consumer;
    int64_t event;
    int64_t tries;
    struct text why;
    int64_t time_us;
    enum dead_letter_state state;
};

enum err dead_letter_put(struct ctx *c, struct store_tx *tx, const struct dead_letter_row *row) MUST_USE;
/* Waiting ones, oldest first, at most LIMIT_PAGE. */
enum err dead_letter_list(struct ctx *c, struct store_tx *tx, struct dead_letter_row **out,
                          size_t *count) MUST_USE;
/* Waiting and asked ones of a household's events, oldest first, at most LIMIT_PAGE. */
enum err dead_letter_list_of(struct ctx *c, struct store_tx *tx, int64_t household,
                             struct dead_letter_row **out, size_t *count) MUST_USE;
/* The oldest one that was asked for, of this consumer (empty: of any); *found is false when there is none. */
enum err dead_letter_asked(struct ctx *c, struct store_tx *tx, struct text consumer,
                           struct dead_letter_row *out, bool *found) MUST_USE;
/* One in any state. ERR_NOT_FOUND when there is none. */
enum err dead_letter_get(struct ctx *c, struct store_tx *tx, struct text consumer, int64_t event,
                         struct dead_letter_row *out) MUST_USE;
/* A waiting (or asked) one gets another state. ERR_NOT_FOUND when none waits. */
enum err dead_letter_resolve(struct ctx *c, struct store_tx *tx, struct text consumer, int64_t event,
                             enum dead_letter_state state) MUST_USE;

#endif
