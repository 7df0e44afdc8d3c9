/* Watches connections that are between requests: one that takes too long to send a whole header, however its bytes drip in
 * (slowloris), is cut. The idle time of libmicrohttpd begins anew with each byte, so it cannot see them. */
#include "base/date.h"
#include "http/inner.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct watched {
    struct watched *next, **place;
    struct watch *watch;
    int fd;
    atomic_llong since_us; /* steady, of the wait for a header; 0: in a request */
};

struct watch {
    pthread_mutex_t lock;
    pthread_cond_t end;
    pthread_t thread;
    struct watched *all;
    bool ending;
};

/* The lock also keeps descriptors from being closed, and given to others, meanwhile. */
static void cut_those_before(struct watch *watch, int64_t before_us)
{
    for (struct watched *w = watch->all; w != NULL; w = w->next) {
        int64_t since_us = atomic_load_explicit(&w->since_us, memory_order_relaxed);
        if (since_us != 0 && since_us <= before_us)
            shutdown(w->fd, SHUT_RDWR);
    }
}

static void *run(void *thing)
{
    struct watch *watch = thing;
    pthread_mutex_lock(&watch->lock);
    while (!watch->ending) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += 5;
        if (pthread_cond_timedwait(&watch->end, &watch->lock, &until) == ETIMEDOUT)
            cut_those_before(watch, time_steady_us() - (int64_t)HEADER_SECONDS * 1000000);
    }
    pthread_mutex_unlock(&watch->lock);
    return NULL;
}

enum err watch_open(struct ctx *c, struct watch **out)
{
    struct watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL)
        return fail(c, ERR_MEMORY, "no memory for a server");
    pthread_condattr_t steady;
    pthread_mutex_init(&watch->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&watch->end, &steady);
    pthread_condattr_destroy(&steady);
    if (pthread_create(&watch->thread, NULL, run, watch) != 0) {
        free(watch);
        return fail(c, ERR_IO, "no thread could be started");
    }
    *out = watch;
    return OK;
}

void watch_close(struct watch *watch)
{
    if (watch == NULL)
        return;
    pthread_mutex_lock(&watch->lock);
    watch->ending = true;
    pthread_cond_signal(&watch->end);
    pthread_mutex_unlock(&watch->lock);
    pthread_join(watch->thread, NULL);
    pthread_cond_destroy(&watch->end);
    pthread_mutex_destroy(&watch->lock);
    free(watch);
}

void *watch_add(struct watch *watch, int fd)
{
    struct watched *w = calloc(1, sizeof *w);
    if (w == NULL)
        return NULL;
    w->watch = watch;
    w->fd = fd;
    atomic_store(&w->since_us, time_steady_us());
    pthread_mutex_lock(&watch->lock);
    w->next = watch->all;
    w->place = &watch->all;
    if (w->next != NULL)
        w->next->place = &w->next;
    watch->all = w;
    pthread_mutex_unlock(&watch->lock);
    return w;
}

void watch_remove(struct watch *watch, void *entry)
{
    struct watched *w = entry;
    if (w == NULL)
        return;
    pthread_mutex_lock(&watch->lock);
    *w->place = w->next;
    if (w->next != NULL)
        w->next->place = w->place;
    pthread_mutex_unlock(&watch->lock);
    free(w);
}

void watch_header_done(void *entry)
{
    struct watched *w = entry;
    if (w != NULL)
        atomic_store_explicit(&w->since_us, 0, memory_order_relaxed);
}

void watch_reply_done(void *entry)
{
    struct watched *w = entry;
    if (w != NULL)
        atomic_store_explicit(&w->since_us, time_steady_us(), memory_order_relaxed);
}

void watch_cut_idle(struct watch *watch)
{
    pthread_mutex_lock(&watch->lock);
    cut_those_before(watch, INT64_MAX);
    pthread_mutex_unlock(&watch->lock);
}
