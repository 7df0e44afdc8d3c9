/* The HTTP server: a table of routes over libmicrohttpd. The road of a request: accept (connection and size limits) -> route ->
 * handler -> reply. Handlers run on the server's threads, one unit of work each. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/text.h"

struct http_request {
    const char *method, *path;
};

struct http_reply {
    int status;        /* 200 unless the handler sets it */
    const char *type;  /* "text/plain; charset=utf-8" unless the handler sets it */
    struct buf *body;  /* in the request's arena */
    const char *cache; /* Cache-Control; NULL: no-store */
};

struct http_route {
    const char *path; /* exactly; GET and HEAD */
    enum err (*handle)(struct ctx *c, void *self, const struct http_request *request,
                       struct http_reply *reply);
    void *self;
};

struct http_server;

/* Listens on "ADDRESS:PORT" (port 0: any free one) and serves until closed. Requests whose Host is neither an IP address, localhost nor
 * `host` (NULL: none) are refused: a foreign site that lets its own name point here must not read what is here (DNS rebinding). `routes` is ended by a zeroed one and outlives the server. */
enum err http_server_open(struct ctx *c, const char *listen, const char *host,
                          const struct http_route *routes, struct http_server **out) MUST_USE;
/* The address to open, for people: "http://127.0.0.1:8080". Lives as long as the server. */
const char *http_server_url(const struct http_server *server);
/* Stops accepting, lets requests under way finish, closes. NULL is allowed. */
void http_server_close(struct http_server *server);

/* Requests answered so far, by class of status: [2] is 2xx. */
void http_server_counts(const struct http_server *server, uint64_t counts[6]);

/* Text into a page: & < > " ' become entities. */
void html_text(struct buf *out, struct text t);

#endif
