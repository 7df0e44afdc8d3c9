/* What the files of this room share about an exchange. For this folder alone. */
#ifndef HTTP_INNER_H
#define HTTP_INNER_H

#include "http/server.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    CONNECTIONS_MOST = 10000,
    CONNECTION_BYTES =
        10 << 10,      /* the header of a request and its values; 5,000 idle connections stay below 100 MiB */
    IDLE_SECONDS = 60, /* without a byte */
    HEADER_SECONDS =
        75,          /* from the last reply to the end of the next request's header, however bytes drip in */
    SPOOLS_MAX = 16, /* large bodies that are being sent at once, each in a file */
    SWALLOW_BYTES = 64 << 10, /* of a refused request's body, so that the reply can be read */
    LANES_MOST = 8,
    BATCH_MOST = 512,
};

enum exchange_state {
    EXCHANGE_HEADERS,  /* taking the body, or about to */
    EXCHANGE_PARKED,   /* in a lane */
    EXCHANGE_REPLYING, /* the reply is complete */
};

/* Whose a held exchange is: the worker lets it go itself when that was asked for before it had parked it. */
enum exchange_hold { HOLD_NONE, HOLD_ASKED, HOLD_PARKED, HOLD_OVER };

struct reply_header {
    struct reply_header *next;
    const char *name, *value;
};

struct exchange {
    struct http_exchange x; /* first: a pointer to it is a pointer to the exchange */
    struct MHD_Connection *connection;
    enum exchange_state state;
    bool refused; /* a step on the headers replied: the body is swallowed, not kept */
    struct http_plan plan;
    struct buf body;
    int64_t began_us;  /* steady */
    struct text query; /* raw */
    struct reply_header *headers;
    const struct http_lane *next_lane; /* http_go_on */
    http_work *next_work;
    atomic_int hold; /* enum exchange_hold */
    void (*take)(void *self, const struct http_socket *socket);
    void *take_self;
    struct http_stream *stream;
    struct exchange *next; /* in a lane's queue */
};

struct lane;     /* lanes.c */
struct acceptor; /* acceptor.c */

struct http_server {
    struct MHD_Daemon *daemon;
    struct acceptor *acceptor;
    struct http_options options;
    struct lane *lanes[LANES_MOST];
    char url[96];
    int listen_fd;
    atomic_bool draining;
    struct watch *watch; /* watch.c */
    atomic_ullong replies[6], within[7], bytes_in, bytes_out, refused, micros;
    atomic_llong arriving, connections, parked, spools;
};

/* road.c */
enum err road_run(struct exchange *e, enum http_stage stage, enum http_then *then);
/* Runs the planned work. True: the reply is there. False: it is parked in a lane and somebody else's until its connection runs again. */
bool road_work(struct exchange *e);
/* The reply is there: runs the finishing steps. */
void road_finish(struct exchange *e);
/* The lane that it has to go to is full. */
void road_busy(struct exchange *e);
/* Does one piece of work on the calling thread, and what http_go_on asked for in the same lane. Returns the lane it has to
 * go to next, or NULL when the reply is there. */
const struct http_lane *road_step(struct exchange *e, const struct http_lane *here);

/* lanes.c */
enum err lanes_open(struct ctx *c, struct http_server *server);
/* Ends the workers. A request that comes to a lane from now on is told that there is no room. */
void lanes_stop(struct http_server *server);
/* Once no connection is left. */
void lanes_free(struct http_server *server);
/* Queues a parked exchange; false when the lane is full. */
bool lane_put(struct http_server *server, const struct http_lane *lane, struct exchange *e);

/* reply.c */
enum MHD_Result reply_send(struct exchange *e);
/* Lets go of what a reply would be made of: a file, a stream, the connection. Also of an exchange that is over. */
void reply_drop(struct exchange *e);

/* watch.c: connections that never finish the header of a request (slowloris) are closed. */
enum err watch_open(struct ctx *c, struct watch **out);
void watch_close(struct watch *watch);
void *watch_add(struct watch *watch, int fd);
void watch_remove(struct watch *watch, void *entry);
void watch_header_done(void *entry);      /* a request's header is whole */
void watch_reply_done(void *entry);       /* its reply is sent: the next one may begin */
void watch_cut_idle(struct watch *watch); /* those that are between requests */

/* steps.c: is the name one of these, separated by commas? */
bool http_listed(const char *names, struct text name);

/* exchange.c */
void exchange_read_uri(struct exchange *e, const char *uri);

/* listen.c */
enum err listen_open(struct ctx *c, const char *where, int *fd);
/* "http://ADDRESS:PORT" of a listening socket. */
void listen_url(int fd, char *out, size_t size);

/* acceptor.c: hands the listening socket's connections to the daemon until it is stopped. */
enum err acceptor_start(struct ctx *c, struct http_server *server);
void acceptor_stop(struct acceptor *acceptor); /* NULL is fine */

#endif
