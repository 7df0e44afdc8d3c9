/* A WebSocket client of few words, over any stream socket: frames are written and read as they are. */
#ifndef TESTS_UNIT_HTTP_CLIENT_H
#define TESTS_UNIT_HTTP_CLIENT_H

#include "base/date.h"
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENT_WAIT_MS = 20000 };

/* A masked frame, as clients send it. `first` is the whole first byte: 0x81 is a final text. */
static inline void client_frame(struct buf *out, unsigned first, struct text payload)
{
    static const unsigned char mask[4] = {0x37, 0xfa, 0x21, 0x3d};
    buf_char(out, (char)first);
    if (payload.len <= 125) {
        buf_char(out, (char)(0x80 | payload.len));
    } else if (payload.len <= 0xffff) {
        buf_char(out, (char)(0x80 | 126));
        buf_char(out, (char)(payload.len >> 8));
        buf_char(out, (char)payload.len);
    } else {
        buf_char(out, (char)(0x80 | 127));
        for (int shift = 56; shift >= 0; shift -= 8)
            buf_char(out, (char)((uint64_t)payload.len >> shift));
    }
    buf_add(out, (const char *)mask, sizeof mask);
    for (size_t i = 0; i < payload.len; i++)
        buf_char(out, (char)((unsigned char)payload.at[i] ^ mask[i % 4]));
}

static inline void client_write(int fd, struct text bytes)
{
    while (bytes.len > 0) {
        ssize_t sent = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return; /* the server hung up, which tests look at when they read */
        bytes = text_from(bytes, (size_t)sent);
    }
}

static inline void client_say(int fd, const char *text)
{
    struct buf out = {0};
    client_frame(&out, 0x81, text_of(text));
    client_write(fd, buf_view(&out));
    buf_free(&out);
}

/* Exactly `len` bytes; false at the end of the stream or when nothing comes. */
static inline bool client_read(int fd, void *to, size_t len)
{
    char *at = to;
    while (len > 0) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, CLIENT_WAIT_MS) <= 0)
            fail_msg("nothing came within %d ms", CLIENT_WAIT_MS);
        ssize_t got = recv(fd, at, len, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        len -= (size_t)got;
    }
    return true;
}

/* One frame of the server: its opcode, or -1 at the end. The payload replaces what is in `payload`. */
static inline int client_next(int fd, struct buf *payload)
{
    unsigned char head[2], length[8];
    buf_clear(payload);
    buf_add(payload, "", 0);
    if (!client_read(fd, head, 2))
        return -1;
    assert_int_equal(0x80, head[0] & 0xf0); /* final, no reserved bits */
    uint64_t len = head[1];
    size_t more = len == 126 ? 2 : len == 127 ? 8 : 0;
    assert_true(len <= 127); /* unmasked */
    if (more > 0) {
        len = 0;
        assert_true(client_read(fd, length, more));
        for (size_t i = 0; i < more; i++)
            len = len << 8 | length[i];
    }
    char *bytes = malloc(len + 1);
    assert_non_null(bytes);
    bool whole = client_read(fd, bytes, len);
    if (whole)
        buf_add(payload, bytes, len);
    free(bytes);
    return whole ? head[0] & 15 : -1;
}

/* The next text; pings are passed over. */
static inline bool client_text(int fd, struct buf *text)
{
    int opcode;
    do
        opcode = client_next(fd, text);
    while (opcode == 9);
    return opcode == 1;
}

/* Reads up to a closing frame (texts before it are passed over) and returns its code; -1 when the stream ends without. */
static inline int client_close_code(int fd)
{
    struct buf payload = {0};
    int opcode, code = -1;
    do
        opcode = client_next(fd, &payload);
    while (opcode != -1 && opcode != 8);
    if (opcode == 8 && payload.len >= 2)
        code = (unsigned char)payload.at[0] << 8 | (unsigned char)payload.at[1];
    buf_free(&payload);
    return code;
}

#endif
