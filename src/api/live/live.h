/* Live events: what is written to the event log is pushed to the household's people at once, over WebSocket or SSE.
 *
 * A message is one JSON text {"id":"<number in the log>","type":"transaction.created","event":{CloudEvents 1.0}}; an import's batch is
 * its summary. Besides: {"id","type":"ready"}: all that was missed was sent, from here on it is live; {"id","type":"reset"}: too much was
 * missed, load everything again, then go on from this id; {"type":T,"data":{…}} without an id: something passing (an import's progress).
 *
 * A client that comes back names the last id that it saw; it gets what it missed, then what is new: all, once, in order. */
#ifndef API_LIVE_LIVE_H
#define API_LIVE_LIVE_H

#include "http/live/sockets.h"
#include "store/store.h"

struct live;

enum {
    LIVE_SOCKETS_PER_USER = 2000,
    LIVE_RESUME_EVENTS = 1000,   /* missed more: reset */
    LIVE_RESUME_BYTES = 1 << 20, /* likewise, encoded */
    LIVE_RESUME_NUMBERS = 50000, /* likewise, numbers of the log, of all households */
    LIVE_BATCH_EVENTS = 500,     /* read at once */
    LIVE_IDLE_MS = 1000,         /* looks by itself, for a wake that another process could not give */
};

/* Zero: the figures above. */
struct live_options {
    struct sockets_limits sockets;
    size_t sockets_per_user;
    /* Told when reading the log fails (it is tried again in a second). May be NULL. */
    void (*trouble)(void *self, const char *why);
    void *self;
};

/* Who listens: from the request's struct caller. */
struct live_person {
    int64_t household, user;
    int64_t session;          /* 0: a key */
    int64_t authenticated_us; /* of the request, or of its ticket: what was revoked since lets nobody in */
    int64_t until_us;         /* when the credential runs out; 0: never */
};

#define LIVE_FROM_NOW (-1)

/* Starts the hub's thread and the sockets' loop. */
enum err live_open(struct ctx *c, struct store *store, const struct live_options *options,
                   struct live **out) MUST_USE;
/* Says farewell to all (1001) and ends both threads: the store is not read any more. What is called from then on does nothing; who comes late
 * is closed at once. */
void live_drain(struct live *live);
/* Drains, if that was not done, and frees: nobody may call any more. NULL is allowed. */
void live_close(struct live *live);

/* Where a client goes on: the Last-Event-ID header, which a browser keeps up to date, before the query's `after`; empty: not given;
 * neither: LIVE_FROM_NOW. ERR_INPUT for anything but a number. */
enum err live_resume_from(struct ctx *c, struct text last_event_id, struct text after, int64_t *out) MUST_USE;
/* Before the handshake is answered: is there room? ERR_LIMIT when this person or all together have too many sockets,
 * ERR_BUSY when the server stops. */
enum err live_has_room(struct ctx *c, struct live *live, const struct live_person *person) MUST_USE;
/* Hands over a socket on which the answer's head was sent. Takes it in all cases; if there is no room after all, or the person was
 * dropped meanwhile, it is closed with a code that says so. `after`: a number of the log, or LIVE_FROM_NOW. */
void live_join(struct live *live, enum socket_kind kind, const struct socket_handle *handle,
               const struct live_person *person, int64_t after);

/* From any thread, after a commit: there may be new events. Costs next to nothing. */
void live_wake(struct live *live);
/* From any thread: a passing message to a household's people who are up to date; user 0: all of them. `json` is a JSON value. */
void live_tell(struct live *live, int64_t household, int64_t user, struct text type, struct text json);
/* From any thread, after the revocation's commit: closes at once whoever fits all the numbers that are not 0, and whoever was
 * authenticated before now but has not joined yet. At least one number. */
void live_drop(struct live *live, struct socket_audience whom);

/* After another process may have changed who belongs where: drops all whom `stays` says no of. */
enum err live_review(struct ctx *c, struct live *live,
                     enum err (*stays)(struct ctx *c, void *self, const struct live_person *person,
                                       bool *stays),
                     void *self) MUST_USE;

/* For struct api_metrics_source. */
void live_metrics(const void *live, struct buf *out);

#endif
