#include "app/control/lender.h"

#include "app/control/wire.h"
#include "base/date.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LONG_SECONDS = 60 };

struct lender {
    struct lender_options options;
    pthread_t thread;
    int bell;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t change;
    int queue[LENDER_QUEUE_MOST]; /* a ring */
    size_t first, count;
    bool paused, ending, busy;
};

/* -- One loan */

/* Who has waited too long is gone. */
static bool is_there(int fd)
{
    char byte;
    return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EINTR);
}

static void tell_long(const struct lender *lender, int fd)
{
    char why[96];
    snprintf(why, sizeof why, "the process %ld has been writing for %d s; writes wait for it here",
             (long)wire_peer(fd), LONG_SECONDS);
    if (lender->options.trouble != NULL)
        lender->options.trouble(lender->options.self, why);
}

/* Whatever it sends means nothing: only its end does, which the system tells also when it was killed. */
static void wait_for_end(const struct lender *lender, int fd)
{
    char bytes[64];
    struct pollfd waiting = {.fd = fd, .events = POLLIN};
    int ready = poll(&waiting, 1, LONG_SECONDS * 1000);
    if (ready == 0)
        tell_long(lender, fd);
    struct timeval for_ever = {.tv_sec = 0};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &for_ever, sizeof for_ever);
    ssize_t len;
    do
        len = recv(fd, bytes, sizeof bytes, 0);
    while (len > 0 || (len < 0 && errno == EINTR));
}

/* May the loan go on, now that the turn is here? It was waited for. */
static bool still_wanted(struct lender *lender, int fd)
{
    pthread_mutex_lock(&lender->lock);
    bool open = !lender->ending;
    pthread_mutex_unlock(&lender->lock);
    return open && is_there(fd);
}

static void lend(struct lender *lender, int fd)
{
    const struct lender_options *how = &lender->options;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct arena_mark before = arena_mark(c.arena);
    int lock = -1;
    if (how->lends != NULL)
        how->lends(&c, how->self);
    if (store_lend(&c, how->store, &lock) != OK)
        (void)wire_answer(fd, WIRE_REFUSED, NULL, 0);
    else if (still_wanted(lender, fd) && wire_answer(fd, WIRE_HERE, &lock, 1))
        wait_for_end(lender, fd);
    arena_rewind(c.arena, before); /* the turn is back */
    c.now_us = time_now_us();
    if (how->returned != NULL)
        how->returned(&c, how->self);
    arena_free(c.arena);
}

/* -- The queue */

static int next_borrower(struct lender *lender)
{
    int fd = -1;
    pthread_mutex_lock(&lender->lock);
    while (!lender->ending && (lender->paused || lender->count == 0))
        pthread_cond_wait(&lender->change, &lender->lock);
    if (!lender->ending) {
        fd = lender->queue[lender->first];
        lender->first = (lender->first + 1) % LENDER_QUEUE_MOST;
        lender->count--;
        lender->busy = true;
    }
    pthread_mutex_unlock(&lender->lock);
    return fd;
}

static void loan_is_over(struct lender *lender)
{
    pthread_mutex_lock(&lender->lock);
    lender->busy = false;
    pthread_mutex_unlock(&lender->lock);
    (void)eventfd_write(lender->bell, 1);
}

static void *run(void *thing)
{
    struct lender *lender = thing;
    int fd;
    while ((fd = next_borrower(lender)) >= 0) {
        if (is_there(fd))
            lend(lender, fd);
        close(fd);
        loan_is_over(lender);
    }
    return NULL;
}

void lender_add(struct lender *lender, int fd)
{
    pthread_mutex_lock(&lender->lock);
    bool room = !lender->ending && lender->count < LENDER_QUEUE_MOST;
    if (room)
        lender->queue[(lender->first + lender->count++) % LENDER_QUEUE_MOST] = fd;
    pthread_cond_signal(&lender->change);
    pthread_mutex_unlock(&lender->lock);
    if (room)
        return;
    (void)wire_answer(fd, WIRE_REFUSED, NULL, 0);
    close(fd);
}

void lender_pause(struct lender *lender, bool pause)
{
    pthread_mutex_lock(&lender->lock);
    lender->paused = pause;
    pthread_cond_signal(&lender->change);
    pthread_mutex_unlock(&lender->lock);
}

bool lender_rests(struct lender *lender)
{
    eventfd_t rings;
    (void)eventfd_read(lender->bell, &rings);
    pthread_mutex_lock(&lender->lock);
    bool rests = !lender->busy;
    pthread_mutex_unlock(&lender->lock);
    return rests;
}

int lender_bell(const struct lender *lender)
{
    return lender->bell;
}

/* -- Open and close */

enum err lender_open(struct ctx *c, const struct lender_options *options, struct lender **out)
{
    struct lender *lender = calloc(1, sizeof *lender);
    if (lender == NULL)
        return fail(c, ERR_MEMORY, "no memory for a thread");
    lender->options = *options;
    lender->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&lender->lock, NULL);
    pthread_cond_init(&lender->change, NULL);
    if (lender->bell < 0 || pthread_create(&lender->thread, NULL, run, lender) != 0) {
        if (lender->bell >= 0)
            close(lender->bell);
        free(lender);
        return fail(c, ERR_IO, "no thread could be started");
    }
    *out = lender;
    return OK;
}

void lender_close(struct lender *lender)
{
    if (lender == NULL)
        return;
    pthread_mutex_lock(&lender->lock);
    lender->ending = true;
    pthread_cond_signal(&lender->change);
    pthread_mutex_unlock(&lender->lock);
    pthread_join(lender->thread, NULL);
    for (; lender->count > 0; lender->count--, lender->first = (lender->first + 1) % LENDER_QUEUE_MOST)
        close(lender->queue[lender->first]);
    close(lender->bell);
    pthread_cond_destroy(&lender->change);
    pthread_mutex_destroy(&lender->lock);
    free(lender);
}
