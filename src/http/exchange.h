/* One request and its reply, on their road. Handlers and steps see this; the server behind it is http/server.h. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "base/text.h"

#include <stdint.h>

struct http_server;
struct http_exchange;

/* Texts live as long as the exchange. */
struct http_request {
    const char *method; /* "GET"; HEAD comes as "GET" with `head` set */
    bool head;
    struct text path; /* percent-decoded, without the query */
    struct text body; /* whole; empty when it was written to a file */
    int body_fd; /* -1, or the file that a large upload was written to, at its beginning; unnamed, gone with the exchange */
    int64_t body_bytes;
    struct text
        client; /* the address, "192.0.2.1"; of the nearest untrusted hop when a trusted proxy names it */
    bool tls;   /* the client's side of the connection is encrypted (here, or at a trusted proxy) */
};

struct http_reply {
    int status;        /* 200 unless the handler sets it */
    const char *type;  /* Content-Type; "application/json" unless set */
    struct buf *body;  /* in the exchange's arena */
    int fd;            /* >= 0: the body is this file instead; closed by the server */
    struct text fixed; /* at != NULL: the body is this constant instead; it outlives the server */
    const char *cache; /* Cache-Control; NULL: no-store */
    bool packed;       /* the body is gzip already; sent unpacked to whom does not take it */
    bool no_policy;    /* the page's Content-Security-Policy is set by the handler */
};

enum http_then {
    HTTP_GO_ON, /* to the next step */
    HTTP_REPLY, /* the reply is complete: the rest of the road is skipped up to what finishes replies */
};

/* What is behind an exchange for its road: `self` of the server, and one pointer that the road may use. */
struct http_exchange {
    struct ctx c; /* the arena lives until the reply is sent */
    struct http_request request;
    struct http_reply reply;
    struct http_server *server;
    void *self;   /* the caller's of http_server_open */
    void *matter; /* the road's own: what its steps find out */
    void *turn;   /* while its work runs in a batch: what http_lane.begin gave; else NULL */
};

/* Names of headers in any case. Empty (at == NULL) when not given. */
struct text http_header(const struct http_exchange *x, const char *name);
struct text http_cookie(const struct http_exchange *x, const char *name);
/* Parameters of the query, decoded, in order: calls each() until it returns false. */
void http_query_each(const struct http_exchange *x,
                     bool (*each)(void *self, struct text name, struct text value), void *self);
/* The same for fields of a form (application/x-www-form-urlencoded), from wherever; into the arena. */
void http_form_each(struct arena *arena, struct text form,
                    bool (*each)(void *self, struct text name, struct text value), void *self);
/* The query as it came, behind the '?'. */
struct text http_query(const struct http_exchange *x);
/* Adds a header to the reply; both texts are copied. */
void http_reply_header(struct http_exchange *x, const char *name, const char *value);
void http_reply_headers_each(const struct http_exchange *x,
                             void (*each)(void *self, const char *name, const char *value), void *self);
/* Makes the reply a problem (RFC 9457). `code` is a stable name for programs, `why` a sentence for people; when it begins
 * with a name and ": ", the problem's "field" is that name. */
void http_problem(struct http_exchange *x, int status, const char *code, const char *why);
/* The same for an error of the unit of work: 400 input, 403 denied, 404 not_found, 409 conflict, 413 limit, 503 busy with
 * Retry-After, 507 full, 500 with the reason only in the log. */
void http_problem_of(struct http_exchange *x, enum err e);

/* -- Where work is done.
 * A lane is a queue with workers of its own. An exchange that goes there is parked: no thread waits for it, its connection
 * only when the reply is there. */
struct http_lane {
    const char *name; /* for metrics */
    int threads;      /* workers; 0: on the connection's own thread, at once */
    int queue_most;   /* above this, 503 with Retry-After */
    int batch_most;   /* exchanges that one turn takes; 1: no batches */
    /* Around a batch, on the worker's thread. What begin gives is x->turn of each; replies are sent only after end; when
     * it (or begin) fails, every reply of the batch becomes that problem. Both may be NULL. */
    enum err (*begin)(struct ctx *c, void *self, void **turn);
    enum err (*end)(struct ctx *c, void *self, void *turn);
};

typedef enum err http_work(struct http_exchange *x);

/* From within work: when it returns OK, go on with `work` in another lane before the reply is finished (hash a password in
 * one, write it in the next). */
void http_go_on(struct http_exchange *x, const struct http_lane *lane, http_work *work);

/* Work in a lane without batches that replies later, when somebody else says so: it holds the exchange, hands it over and returns OK without
 * touching it again. Whoever has it completes the reply and calls http_let_go, once, from any thread, also before the work has returned. No
 * thread waits meanwhile. Whoever holds exchanges lets all of them go before the server closes. */
void http_hold(struct http_exchange *x);
void http_let_go(struct http_exchange *x);

/* Work that replies by taking over the connection (WebSocket): when it returns OK, a 101 with the reply's headers is sent and the
 * socket handed to `take`, which owns it and calls `socket->close` once. */
struct http_socket {
    int fd;            /* non-blocking */
    const char *extra; /* bytes that came behind the request; only during the call */
    size_t extra_len;
    void (*close)(void *self); /* from any thread, once */
    void *self;
};
void http_take_over(struct http_exchange *x, void (*take)(void *self, const struct http_socket *socket),
                    void *self);

/* Work that replies bit by bit (server-sent events, long downloads), with what pull() gives: bytes written to `out`, 0 for
 * nothing at the moment (the connection is parked until http_stream_wake), -1 for the end. end() is called once, when the
 * connection is over for any reason; the stream is gone then. Both on the server's threads. */
struct http_stream;
struct http_stream_source {
    ptrdiff_t (*pull)(void *self, char *out, size_t size);
    void (*end)(void *self);
    void *self;
};
struct http_stream *http_reply_stream(struct http_exchange *x, const struct http_stream_source *source);
/* From any thread, before end(). */
void http_stream_wake(struct http_stream *stream);

#endif
