#include "app/chores/housekeeper.h"

#include "base/date.h"
#include "events/lease.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { CHORES_MOST = 8, IDLE_US = 1000000 };

#define ASKED_US (INT64_C(3600) * 1000000) /* every chore is asked at least so often */

struct housekeeper {
    struct housekeeper_options options;
    struct relay_chore chores[CHORES_MOST];
    int64_t due_us[CHORES_MOST]; /* steady: the clock may be set back by a year */
    size_t count;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t end;
    bool ending;
};

/* When the chore wants to run next. */
static int64_t run_one(struct housekeeper *h, const struct relay_chore *chore)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    int64_t next_us = INT64_MAX;
    bool ours = true;
    enum err e = OK;
    if (h->options.leases != NULL && chore->lease != NULL)
        e = leases_hold(&c, h->options.leases, chore->lease, &ours);
    if (e == OK && ours)
        e = chore->run(&c, chore->self, &next_us);
    if (e == OK && !ours)
        next_us = c.now_us + LEASE_US;
    if (e != OK) {
        h->options.trouble(h->options.self, c.why);
        next_us = c.now_us + IDLE_US;
    }
    arena_free(c.arena);
    int64_t wait_us = next_us - c.now_us;
    return time_steady_us() + (wait_us < ASKED_US ? wait_us : ASKED_US);
}

/* How long nothing is due, at most an idle second. */
static int64_t run_due(struct housekeeper *h)
{
    int64_t wait_us = IDLE_US;
    for (size_t i = 0; i < h->count; i++) {
        if (h->due_us[i] <= time_steady_us())
            h->due_us[i] = run_one(h, &h->chores[i]);
        int64_t until_us = h->due_us[i] - time_steady_us();
        wait_us = until_us < wait_us ? until_us : wait_us;
    }
    return wait_us < 0 ? 0 : wait_us;
}

static bool wait_is_over(struct housekeeper *h, int64_t wait_us)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += (until.tv_nsec / 1000 + wait_us) / 1000000;
    until.tv_nsec = (until.tv_nsec / 1000 + wait_us) % 1000000 * 1000;
    pthread_mutex_lock(&h->lock);
    if (!h->ending && wait_us > 0)
        pthread_cond_timedwait(&h->end, &h->lock, &until);
    bool ending = h->ending;
    pthread_mutex_unlock(&h->lock);
    return ending;
}

static void *run(void *thing)
{
    struct housekeeper *h = thing;
    while (!wait_is_over(h, run_due(h)))
        continue;
    return NULL;
}

enum err housekeeper_open(struct ctx *c, const struct housekeeper_options *options, struct housekeeper **out)
{
    pthread_condattr_t steady;
    struct housekeeper *h = calloc(1, sizeof *h);
    if (h == NULL)
        return fail(c, ERR_MEMORY, "no memory for a thread");
    h->options = *options;
    for (const struct relay_chore *chore = options->chores; chore->run != NULL && h->count < CHORES_MOST;
         chore++)
        h->chores[h->count++] = *chore;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->end, &steady);
    pthread_condattr_destroy(&steady);
    if (pthread_create(&h->thread, NULL, run, h) != 0) {
        free(h);
        return fail(c, ERR_IO, "no thread could be started");
    }
    *out = h;
    return OK;
}

void housekeeper_close(struct housekeeper *h)
{
    if (h == NULL)
        return;
    pthread_mutex_lock(&h->lock);
    h->ending = true;
    pthread_cond_signal(&h->end);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->thread, NULL);
    pthread_cond_destroy(&h->end);
    pthread_mutex_destroy(&h->lock);
    free(h);
}
