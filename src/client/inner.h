/* What the files of this room share. */
#ifndef CLIENT_INNER_H
#define CLIENT_INNER_H

#include "client/client.h"

#include <curl/curl.h>

/* A URL taken apart once: what is checked is what is used. */
struct client_url {
    CURLU *parts; /* the arena's */
    const char *origin;
    bool tls;
};

enum err client_url_read(struct ctx *c, const char *url, struct client_url *out) MUST_USE;

/* A reply that is being received. */
struct client_inbox {
    struct ctx *c;
    struct client_reply *reply;
    char *body;
    size_t size, limit; /* of body */
    size_t header_bytes, header_room;
    bool too_large, headers_too_large, starved;
};

/* client.c: starts libcurl, once for the process. */
void client_start(void);

/* libcurl's callbacks. */
size_t client_take_body(char *at, size_t size, size_t count, void *inbox);
size_t client_take_header(char *at, size_t size, size_t count, void *inbox);

#endif
