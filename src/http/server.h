/* The HTTP server: libmicrohttpd behind a road that its caller writes down as a list of steps.
 *
 *     accept -> limits -> [steps on the headers] -> body -> [steps on the body] -> work, in its lane -> [finishing steps] -> reply
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/exchange.h"

enum http_stage {
    HTTP_ON_HEADERS, /* before a byte of the body is taken: route, authenticate, authorise */
    HTTP_ON_BODY,    /* the request is whole: validate */
    HTTP_ON_REPLY,   /* the reply is there, also when it is a problem: conditional requests, compression */
};

/* A step of the road, run in the order of the list. An error becomes a problem reply. */
struct http_step {
    const char *name;
    enum http_stage stage;
    enum err (*run)(struct http_exchange *x, enum http_then *then);
};

/* What the road found out about the rest of it; set by a step on the headers through http_plan. */
struct http_plan {
    const struct http_lane *lane; /* NULL: at once */
    http_work *work;
    int64_t body_most; /* bytes; more is 413 */
    bool body_to_file; /* larger than LIMIT_BODY_MEMORY: into an unnamed file */
};
void http_set_plan(struct http_exchange *x, const struct http_plan *plan);

struct http_options {
    const char *listen; /* "ADDRESS:PORT", "[::1]:PORT"; port 0: any free one */
    int listen_fd; /* >= 0: an open listening socket instead (handed over, or by socket activation); the server's from now on */
    const char *spool; /* folder for uploads under way; NULL: the system's temporary one */
    const char
        *proxies; /* addresses whose X-Forwarded-For/-Proto are believed, comma separated; NULL: none */
    const struct http_step *road;         /* ended by a zeroed one; outlives the server */
    const struct http_lane *const *lanes; /* all that plans and http_go_on name, ended by NULL */
    void *self;
    /* Told what a request failed of inside (500s), for the log. May be NULL. */
    void (*trouble)(void *self, const char *method, struct text path, const char *why);
};

enum err http_server_open(struct ctx *c, const struct http_options *options,
                          struct http_server **out) MUST_USE;
/* The address to open, for people: "http://127.0.0.1:8080". Lives as long as the server. */
const char *http_server_url(const struct http_server *server);
/* Accepts nobody any more: who connects now waits for the next server on the same socket. Requests of who is connected are still
 * answered, each with "Connection: close". */
void http_server_quiesce(struct http_server *server);
/* Quiesces; requests are still answered, each with "Connection: close", until none is open or `wait_us` passed. Returns the
 * listening socket, which is the caller's now: to be handed over or closed. */
int http_server_drain(struct http_server *server, int64_t wait_us);
/* Drains if that was not done, and closes. NULL is allowed. */
void http_server_close(struct http_server *server);

struct http_counts {
    uint64_t replies[6]; /* by class of status: [2] is 2xx */
    uint64_t bytes_in, bytes_out;
    uint64_t refused; /* before the road: malformed, too large, too many */
    int64_t connections, parked;
    /* Replies by time from the whole request to the reply, cumulative: at most 1, 5, 25, 100, 500 ms, 2.5 s, all. */
    uint64_t within[7];
    double seconds; /* their sum */
};
void http_server_counts(const struct http_server *server, struct http_counts *out);

/* -- Steps that any road can use. */
enum err http_step_conditional(struct http_exchange *x,
                               enum http_then *then); /* ETag of 200 replies to GET; 304 */
enum err http_step_compress(struct http_exchange *x, enum http_then *then); /* gzip, where it is worth it */

enum { HTTP_TAG_MAX = 40 };
/* The entity tag of a body, and whether a list of tags (If-None-Match, If-Match) names it. */
void http_tag(struct text body, char out[HTTP_TAG_MAX]);
bool http_tag_matches(struct text list, struct text tag);

/* Is the Host header an IP address, localhost, or one of `hosts` (comma separated; may be NULL)? Refused otherwise, against DNS rebinding. */
bool http_host_is_ours(const struct http_exchange *x, const char *hosts);
/* Does the request come from a page of this very host (Origin, or Sec-Fetch-Site)? For what a browser sends by itself. */
bool http_same_origin(const struct http_exchange *x);

/* Text into a page: & < > " ' become entities. */
void html_text(struct buf *out, struct text t);

#endif
