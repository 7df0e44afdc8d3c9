/* The event log as live clients are to see it. Belongs to the hub's thread. */
#ifndef API_LIVE_LOG_H
#define API_LIVE_LOG_H

#include "http/live/message.h"
#include "store/store.h"

struct live_log {
    int64_t seen; /* everything up to this number was handed on */
    void *self;
    /* Is anybody of the household listening? */
    bool (*is_wanted)(void *self, int64_t household);
    /* A new event of a household that is; the reference stays the caller's. */
    void (*on_event)(void *self, int64_t household, struct message *message);
    struct buf body; /* for use again and again */
};

void live_log_release(struct live_log *log);

/* Passes over what is there: nobody was listening. */
enum err live_log_skip(struct ctx *c, struct live_log *log, struct store_tx *tx) MUST_USE;
/* Hands on what is new, LIVE_BATCH_EVENTS at most; *more: there is more. */
enum err live_log_read(struct ctx *c, struct live_log *log, struct store_tx *tx, bool *more) MUST_USE;
/* What somebody of the household missed who saw everything up to `after` (or LIVE_FROM_NOW), up to `seen`, then "ready", as one message for one
 * kind of client; "reset" instead of what was missed when it is too much, or `after` was never given out. */
enum err live_log_missed(struct ctx *c, struct live_log *log, struct store_tx *tx, int64_t household,
                         enum socket_kind kind, int64_t after, struct message **out) MUST_USE;

#endif
