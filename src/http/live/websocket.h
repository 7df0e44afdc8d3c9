/* WebSocket (RFC 6455), the server's side: the handshake's answers as pure functions of header texts, frames out, and a reader
 * of frames in over wslay. Nothing here owns a socket: see sockets.h. */
#ifndef HTTP_LIVE_WEBSOCKET_H
#define HTTP_LIVE_WEBSOCKET_H

#include "base/text.h"

#include <sys/types.h>

enum {
    WEBSOCKET_ACCEPT_MAX = 29,   /* 28 characters of base64 and a NUL */
    WEBSOCKET_CONTROL_MAX = 125, /* bytes of a control frame */
};

/* Close codes: section 7.4.1, and the registry that it founds. */
enum websocket_code {
    WEBSOCKET_NORMAL = 1000,
    WEBSOCKET_GOING_AWAY = 1001, /* the server stops: come back */
    WEBSOCKET_PROTOCOL = 1002,
    WEBSOCKET_UNSUPPORTED = 1003, /* not text */
    WEBSOCKET_POLICY = 1008,      /* the session has ended, too many messages: log in first */
    WEBSOCKET_TOO_BIG = 1009,
    WEBSOCKET_TRY_LATER = 1013, /* reads too slowly, or too many sockets: come back and resume */
};

enum websocket_opcode {
    WEBSOCKET_TEXT = 1,
    WEBSOCKET_CLOSE = 8,
    WEBSOCKET_PING = 9,
    WEBSOCKET_PONG = 10,
};

/* The headers of a request that asks for a WebSocket; empty: not there. */
struct websocket_offer {
    struct text upgrade, connection, version, key;
};

/* Does the request ask for a change to WebSocket at all? (Upgrade: websocket.) */
bool websocket_is_asked(const struct websocket_offer *offer);
/* Writes what Sec-WebSocket-Accept answers (section 4.2.2). ERR_INPUT, with the reason, when the offer is not one of version 13;
 * 426 with "Sec-WebSocket-Version: 13" fits when *version_wrong, 400 otherwise. */
enum err websocket_accept(struct ctx *c, const struct websocket_offer *offer,
                          char accept[WEBSOCKET_ACCEPT_MAX], bool *version_wrong) MUST_USE;
/* May a page of `origin` ("https://money.example:8443", the Origin header) open a socket at a server that the request's Host
 * header calls `host`? Only a page of this very server may; a program sends no origin and may. Browsers do not protect WebSockets as
 * they do other requests, so that a cookie alone proves nothing (section 10.2). */
bool websocket_origin_fits(struct text origin, struct text host);

/* Appends an unfragmented frame. */
void websocket_frame(struct buf *out, enum websocket_opcode opcode, struct text payload);
/* Appends a closing frame; `why` is cut at what fits (123 bytes). */
void websocket_close_frame(struct buf *out, int code, const char *why);

/* Reads one client's frames: checks them, joins fragments, answers pings and closes. About 9 KiB, so it exists only while a frame is under
 * way: between messages it can be freed and made again. */
struct websocket_reader;

enum websocket_reading {
    WEBSOCKET_BETWEEN, /* no frame or message is under way: the reader may be freed */
    WEBSOCKET_AMID,    /* one is */
    WEBSOCKET_CLOSED,  /* the client said farewell; the answer was given to `send`. Read no more */
    WEBSOCKET_REFUSED, /* it broke the rules; the closing frame was given to `send`. Read no more */
    WEBSOCKET_LOST,    /* `read` failed: the socket has ended */
};

struct websocket_reader_options {
    size_t message_bytes_max;
    int fragments_max; /* of one message */
    /* With the `self` of websocket_reader_run: */
    /* Up to `size` bytes from the client; 0: none for now, -1: it has ended. */
    ssize_t (*read)(void *self, uint8_t *to, size_t size);
    /* One message of text: UTF-8, lives until it returns. */
    void (*message)(void *self, struct text text);
    /* Whole frames for the client; likewise. */
    void (*send)(void *self, struct text frames);
};

/* NULL without memory. */
struct websocket_reader *websocket_reader_new(const struct websocket_reader_options *options);
/* NULL is allowed. */
void websocket_reader_free(struct websocket_reader *reader);
/* Reads until `read` has no more. */
enum websocket_reading websocket_reader_run(struct websocket_reader *reader, void *self);

#endif
