/* A pipe in memory for a reply that the server sends bit by bit: the sockets' loop writes at one end, the server's threads pull at the
 * other. Each end is let go once; then the pipe is gone. */
#ifndef HTTP_LIVE_PIPE_H
#define HTTP_LIVE_PIPE_H

#include "base/text.h"

#include <sys/uio.h>

struct pipe;

enum { PIPE_BYTES = 32 << 10 };

/* Both ends belong to the caller. */
struct pipe *pipe_new(void);

/* -- The server's end, as struct http_stream_source wants it. */
/* Who is told, from the loop's thread, that there is something to pull. Before the other end is handed over. */
void pipe_on_readable(struct pipe *pipe, void (*wake)(void *self), void *self);
/* Bytes; 0: nothing at the moment; -1: the end. */
ptrdiff_t pipe_pull(void *pipe, char *out, size_t size);
/* Lets the server's end go: nobody is woken after this. */
void pipe_pull_end(void *pipe);

/* -- The loop's end. */
enum pipe_news {
    PIPE_WRITABLE, /* there is room again */
    PIPE_GONE,     /* the server's end was let go */
};
/* Who is told, from the server's threads. False when the server's end is gone already. */
bool pipe_on_news(struct pipe *pipe, void (*tell)(void *self, uint64_t id, enum pipe_news news), void *self,
                  uint64_t id);
/* How many bytes were taken; fewer than given: there is no more room, PIPE_WRITABLE follows. */
size_t pipe_write(struct pipe *pipe, const struct iovec *parts, int count);
/* Lets the loop's end go; the server gets what is in the pipe (unless `forget`) and then the end. Nobody is told after this. */
void pipe_write_end(struct pipe *pipe, bool forget);

#endif
