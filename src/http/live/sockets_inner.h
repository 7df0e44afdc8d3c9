/* What sockets.c (the loop) and connection.c (one of its connections) share. Everything here belongs to the loop's thread, except where
 * it says otherwise. */
#ifndef HTTP_LIVE_SOCKETS_INNER_H
#define HTTP_LIVE_SOCKETS_INNER_H

#include "http/live/sockets.h"
#include "http/live/websocket.h"

#include <pthread.h>
#include <stdatomic.h>

enum { HASH_SLOTS = 4096 };

enum count {
    COUNT_OPEN_WEBSOCKET,
    COUNT_OPEN_SSE,
    COUNT_ADOPTED,
    COUNT_SENT_MESSAGES,
    COUNT_SENT_BYTES,
    COUNT_RECEIVED,
    COUNT_SLOW,
    COUNT_SILENT,
    COUNT_UNRULY,
    COUNT_KINDS
};

/* What waits to be sent: a ring of references. None when it is empty and was not long. */
struct queue {
    struct message **slots;
    uint32_t size, head, count;
    size_t bytes; /* of all in it, the sent part of the first one included */
    size_t sent;  /* of the first one */
};

struct connection {
    uint64_t id;
    enum socket_kind kind;
    struct socket_handle handle;
    struct socket_owner owner;
    struct connection *next_of_id, *next_of_household; /* in their slots */
    struct connection *before, *after;                 /* in one of the two lines */
    struct connection *next_touched;
    struct websocket_reader *reader; /* only while a frame is under way */
    char *extra;                     /* handle.extra, until it is read */
    struct queue queue;
    size_t may_read; /* in this turn of the loop */
    int64_t due_ms;
    int64_t minute; /* in which `messages` came */
    uint32_t messages;
    uint8_t unanswered; /* pings */
    bool listening;
    bool touched;  /* is in the list of those to be settled */
    bool blocked;  /* full: waits until it is writable */
    bool ending;   /* nothing more is queued; stands in the line of farewells */
    bool farewell; /* the client's closing frame came */
    bool deaf;     /* what it sends is thrown away */
    bool lost;     /* to be cut */
    bool forget;   /* what a pipe still holds is not for its eyes any more */
};

/* Connections in the order in which they are due: all wait equally long. */
struct line {
    struct connection *first, *last;
};

struct sockets {
    struct sockets_limits limits;
    struct sockets_callbacks callbacks;
    pthread_t thread;
    int epoll, bell; /* the bell is an eventfd: commands wait */
    struct message *heartbeat;

    pthread_mutex_t lock; /* of the commands, which any thread may add */
    struct command *first_command, *last_command;
    bool stopped; /* likewise: the loop has ended */
    atomic_ullong commands_waiting, next_id;
    atomic_ullong counts[COUNT_KINDS];

    struct connection *of_id[HASH_SLOTS], *of_household[HASH_SLOTS];
    struct line pinged, farewells;
    struct connection *touched;
    size_t open;
    int64_t now_ms;     /* of this turn */
    int64_t stop_by_ms; /* 0: not stopping */
};

static inline void count_add(struct sockets *s, enum count which, uint64_t more)
{
    atomic_fetch_add_explicit(&s->counts[which], more, memory_order_relaxed);
}

void line_add(struct line *line, struct connection *conn);
void line_remove(struct line *line, struct connection *conn);

/* Has it settled at the end of the turn: sent, cut. */
void connection_touch(struct sockets *s, struct connection *conn);
/* Queues a message, or ends the connection when its queue is full. */
void connection_queue(struct sockets *s, struct connection *conn, struct message *message);
/* Says farewell; `forget`: before anything that waits. */
void connection_end(struct sockets *s, struct connection *conn, int code, const char *why, bool forget);
/* Reads what came. */
void connection_read(struct sockets *s, struct connection *conn);
/* Sends what it can. */
void connection_send(struct sockets *s, struct connection *conn);
/* Its ping is due. */
void connection_ping(struct sockets *s, struct connection *conn);
/* Nothing is left to be done for it? */
bool connection_is_over(const struct connection *conn);
/* Gives back all that it holds, the socket included. */
void connection_free(struct connection *conn);

#endif
