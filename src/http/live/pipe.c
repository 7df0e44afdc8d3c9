#include "http/live/pipe.h"

#include <pthread.h>
#include <stdlib.h>

struct pipe {
    pthread_mutex_t lock;
    struct buf held; /* from `start` on */
    size_t start;
    bool full; /* a write found no room: tell when there is some */
    bool write_ended, pull_ended;
    void (*wake)(void *self);
    void *wake_self;
    void (*tell)(void *self, uint64_t id, enum pipe_news news);
    void *tell_self;
    uint64_t id;
};

struct pipe *pipe_new(void)
{
    struct pipe *pipe = calloc(1, sizeof *pipe);
    if (pipe == NULL)
        die("no memory for a pipe");
    pthread_mutex_init(&pipe->lock, NULL);
    return pipe;
}

/* Unlocks; the one who lets the second end go frees. */
static void leave(struct pipe *pipe)
{
    bool last = pipe->write_ended && pipe->pull_ended;
    pthread_mutex_unlock(&pipe->lock);
    if (!last)
        return;
    pthread_mutex_destroy(&pipe->lock);
    buf_free(&pipe->held);
    free(pipe);
}

void pipe_on_readable(struct pipe *pipe, void (*wake)(void *self), void *self)
{
    pthread_mutex_lock(&pipe->lock);
    pipe->wake = wake;
    pipe->wake_self = self;
    pthread_mutex_unlock(&pipe->lock);
}

bool pipe_on_news(struct pipe *pipe, void (*tell)(void *self, uint64_t id, enum pipe_news news), void *self,
                  uint64_t id)
{
    pthread_mutex_lock(&pipe->lock);
    pipe->tell = tell;
    pipe->tell_self = self;
    pipe->id = id;
    bool there = !pipe->pull_ended;
    pthread_mutex_unlock(&pipe->lock);
    return there;
}

static void tell(struct pipe *pipe, enum pipe_news news)
{
    if (pipe->tell != NULL && !pipe->write_ended)
        pipe->tell(pipe->tell_self, pipe->id, news);
}

static void wake(struct pipe *pipe)
{
    if (pipe->wake != NULL && !pipe->pull_ended)
        pipe->wake(pipe->wake_self);
}

ptrdiff_t pipe_pull(void *self, char *out, size_t size)
{
    struct pipe *pipe = self;
    pthread_mutex_lock(&pipe->lock);
    size_t len = pipe->held.len - pipe->start;
    if (len > size)
        len = size;
    ptrdiff_t got = len == 0 && pipe->write_ended ? -1 : (ptrdiff_t)len;
    if (len > 0)
        memcpy(out, pipe->held.at + pipe->start, len);
    pipe->start += len;
    if (pipe->start == pipe->held.len) {
        /* Most of the time a pipe is empty: it costs nothing then. */
        buf_free(&pipe->held);
        pipe->start = 0;
    }
    if (pipe->full && len > 0) {
        pipe->full = false;
        tell(pipe, PIPE_WRITABLE);
    }
    pthread_mutex_unlock(&pipe->lock);
    return got;
}

void pipe_pull_end(void *self)
{
    struct pipe *pipe = self;
    pthread_mutex_lock(&pipe->lock);
    pipe->pull_ended = true;
    tell(pipe, PIPE_GONE);
    leave(pipe);
}

/* What was pulled makes room. */
static void compact(struct pipe *pipe)
{
    if (pipe->start == 0)
        return;
    pipe->held.len -= pipe->start;
    memmove(pipe->held.at, pipe->held.at + pipe->start, pipe->held.len);
    pipe->start = 0;
}

size_t pipe_write(struct pipe *pipe, const struct iovec *parts, int count)
{
    size_t taken = 0;
    pthread_mutex_lock(&pipe->lock);
    compact(pipe);
    bool was_empty = pipe->held.len == 0;
    for (int i = 0; i < count && !pipe->full; i++) {
        size_t room = PIPE_BYTES - pipe->held.len;
        size_t len = parts[i].iov_len < room ? parts[i].iov_len : room;
        buf_add(&pipe->held, parts[i].iov_base, len);
        taken += len;
        pipe->full = len < parts[i].iov_len;
    }
    if (was_empty && taken > 0)
        wake(pipe);
    pthread_mutex_unlock(&pipe->lock);
    return taken;
}

void pipe_write_end(struct pipe *pipe, bool forget)
{
    pthread_mutex_lock(&pipe->lock);
    if (forget) {
        buf_free(&pipe->held);
        pipe->start = 0;
    }
    pipe->write_ended = true;
    wake(pipe);
    leave(pipe);
}
