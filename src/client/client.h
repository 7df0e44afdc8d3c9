/* HTTP out: one blocking request with a deadline. A client keeps its connections alive between requests; it is used by one thread at a
 * time, and others have their own. What a service answers is never trusted: its size, its headers and its redirects are limited.
 *
 * HTTP/1.1 (RFC 9110, 9112) over TCP, TLS 1.2 or later, or a unix socket. Nothing is unpacked: no Accept-Encoding is sent.
 * No reason ever contains more of an address than "https://host:port": paths and queries carry tokens. */
#ifndef CLIENT_CLIENT_H
#define CLIENT_CLIENT_H

#include "base/text.h"

#include <stdatomic.h>

struct sockaddr;
struct client;

struct client_options {
    const char *ca_file;     /* PEM; these authorities alone are believed. NULL: the system's */
    const char *unix_socket; /* a path: every request goes there, whatever the host of its URL. NULL: TCP */
    const char *proxy;       /* "http://host:port". NULL: none, whatever the environment says */
    int redirects;           /* how many a GET or HEAD follows; 0: a redirect is the reply */
    /* For addresses that came from users (webhooks): names and numbers that lead to this machine, a private network or anything else
     * that is not the public internet are refused. The address of each connection is looked at, so a name cannot change its mind. */
    bool public_only;
};

struct client_header {
    struct text name, value;
};

struct client_request {
    const char *method; /* NULL: GET */
    const char *url;    /* http or https */
    const struct client_header *headers;
    size_t header_count;
    struct text
        body; /* sent when it is not empty, or with POST and PUT; its Content-Type is the caller's header */
    size_t body_limit;       /* of the reply; 0: CLIENT_BODY_DEFAULT */
    int connect_timeout_ms;  /* 0: CLIENT_CONNECT_MS */
    const atomic_bool *ends; /* once it is true the request fails, within a second or so. NULL: never */
    int timeout_ms;          /* of everything, redirects each anew; 0: CLIENT_TOTAL_MS */
};

enum {
    CLIENT_BODY_DEFAULT = 1 << 20,
    CLIENT_CONNECT_MS = 5000,
    CLIENT_TOTAL_MS = 15000,
    CLIENT_HEADERS_MOST = 100,
    CLIENT_HEADER_BYTES = 64 << 10, /* all of a reply's headers */
};

struct client_reply {
    int status;
    struct text body; /* NUL-terminated behind its end */
    struct client_header *headers;
    size_t header_count;
};

/* ERR_USAGE when options contradict each other. `options` may be NULL; its texts are copied. */
enum err client_open(struct ctx *c, const struct client_options *options, struct client **out) MUST_USE;
/* NULL is allowed. */
void client_close(struct client *client);

/* Any status is a reply. Everything lives in c->arena, and nowhere else once the client is closed.
 *   ERR_BUSY    nobody answers, or not in time; the connection broke. It may have taken effect
 *   ERR_DENIED  the certificate is not believed, no TLS can be agreed on, the address is not public, or a redirect leaves TLS
 *   ERR_LIMIT   the reply is too large, or redirects do not end
 *   ERR_INPUT   what was asked is no http(s) URL, method or header
 *   ERR_IO      what came back is not HTTP
 * A kept connection that the other side had closed is replaced unnoticed, and the request sent again: give what must not happen twice a
 * key of its own. Redirects to another origin go without the caller's headers. */
enum err client_send(struct ctx *c, struct client *client, const struct client_request *request,
                     struct client_reply *out) MUST_USE;

/* The value of the first such header, in any case; at == NULL when there is none. */
struct text client_reply_header(const struct client_reply *reply, const char *name);
/* How long the reply asks to wait (Retry-After, seconds or a date: RFC 9110, 10.2.3), within 0 and `most_us`; `otherwise` when it does not. */
int64_t client_retry_after_us(const struct client_reply *reply, int64_t now_us, int64_t otherwise_us,
                              int64_t most_us);

/* "https://host:port" of a URL, the port only when it is not the usual one; what may be shown of it. ERR_INPUT when it is no http(s) URL. */
enum err client_origin(struct ctx *c, const char *url, const char **out) MUST_USE;
/* Percent-encoded for a path's segment, a query or a form. */
const char *client_escape(struct arena *arena, struct text t);
/* Is this an address of the public internet? IPv4 and IPv6, also embedded in each other (IANA special-purpose registries, RFC 6890). */
bool client_address_is_public(const struct sockaddr *address);

#endif
