/* Thousands of sockets that listen: one thread, one epoll, no thread and no buffer of its own for a socket that is silent. Calls may come
 * from any thread; they are queued for the loop's thread and take effect in the order in which one thread made them.
 *
 * A client that reads too slowly is closed when its queue is full; it comes back and resumes by the id it saw last. Half-open sockets
 * are found by pings (WebSocket), and by comments that nobody acknowledges (SSE). */
#ifndef HTTP_LIVE_SOCKETS_H
#define HTTP_LIVE_SOCKETS_H

#include "http/live/message.h"
#include "http/live/pipe.h"

struct sockets;

enum {
    SOCKETS_MAX = 20000,
    SOCKET_QUEUE_BYTES = 256 << 10, /* what waits behind the message under way */
    SOCKET_MESSAGE_BYTES = 4 << 10, /* from a client */
    SOCKET_MESSAGE_FRAGMENTS = 16,
    SOCKET_MESSAGES_PER_MINUTE = 240, /* from a client */
    SOCKET_PING_MS = 30000,
    SOCKET_CLOSE_MS = 5000, /* the longest farewell */
    SOCKET_STOP_MS = 2000,  /* the longest when the server stops */
};

/* Zero: the figure above. */
struct sockets_limits {
    size_t sockets;
    size_t queue_bytes;
    int64_t ping_ms;
    int64_t close_ms;
    int64_t messages_per_minute;
};

/* A connection on which the server has answered (101, or 200 with text/event-stream) and that it hands over: a socket, or a pipe from which
 * the server goes on sending. */
struct socket_handle {
    int fd;
    struct text extra; /* what was read behind the request's head; copied */
    void (*close)(
        void *self); /* once, on the loop's thread, when the loop is done with `fd`; NULL: close(2) */
    void *self;
    struct pipe *pipe; /* not NULL: instead of all the above. The loop takes one of its two ends */
};

/* Whose it is; 0: none. */
struct socket_owner {
    int64_t household, user, session;
    int64_t until_us; /* closed then (policy): the credential has run out; 0: never */
};

/* Whom a call means: those who fit every number that is not 0. */
struct socket_audience {
    int64_t household, user, session;
};

struct sockets_callbacks {
    void *self;
    /* A client's message, on the loop's thread, like the other. Quick. */
    void (*message)(void *self, uint64_t id, struct text text);
    /* Once for every socket that was adopted. */
    void (*closed)(void *self, uint64_t id);
};

struct sockets_counts {
    uint64_t open[SOCKET_KINDS];
    uint64_t adopted, sent_messages, sent_bytes, received_messages;
    uint64_t closed_slow;   /* did not read what was sent */
    uint64_t closed_silent; /* did not answer pings */
    uint64_t closed_unruly; /* broke the protocol or a limit */
    uint64_t commands_waiting;
};

/* Starts the loop's thread. */
enum err sockets_open(struct ctx *c, const struct sockets_limits *limits,
                      const struct sockets_callbacks *callbacks, struct sockets **out) MUST_USE;
/* Says farewell (1001) to all and closes them, waiting at most the longest farewell; ends the thread. What is called from then on does
 * nothing: a connection that comes late is closed at once. */
void sockets_stop(struct sockets *sockets);
/* Stops, if it has not, and frees. NULL is allowed. */
void sockets_close(struct sockets *sockets);

/* A number that no other socket of this process has; for sockets_adopt, so that the caller can note it before the first callback. */
uint64_t sockets_next_id(struct sockets *sockets);
/* Takes the socket over in all cases: one too many is closed at once (1013). It hears no broadcast until sockets_listen. */
void sockets_adopt(struct sockets *sockets, uint64_t id, enum socket_kind kind,
                   const struct socket_handle *handle, const struct socket_owner *owner);
/* From now on it hears broadcasts. */
void sockets_listen(struct sockets *sockets, uint64_t id);
/* To one, to all who listen. The caller's reference stays its own. Whoever is gone is passed over. */
void sockets_send(struct sockets *sockets, uint64_t id, struct message *message);
void sockets_broadcast(struct sockets *sockets, struct socket_audience audience, struct message *message);
/* Closes after what is queued was sent. `why` is a literal of at most 100 bytes. */
void sockets_end(struct sockets *sockets, uint64_t id, int code, const char *why);
/* Likewise, but forgets what is queued: they may see no more. */
void sockets_drop(struct sockets *sockets, struct socket_audience audience, int code, const char *why);

/* Should whoever sends a lot wait a moment? (The loop is behind, or much is queued.) */
bool sockets_are_behind(struct sockets *sockets);
struct sockets_counts sockets_counts(struct sockets *sockets);

#endif
