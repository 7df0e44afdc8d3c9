/* The driver's thread: what has waited too long is answered, and the sidecar is looked after. */
#include "base/date.h"
#include "bus/dapr/inner.h"

#include <time.h>

/* How often the sidecar is looked at; often while something is wrong. */
#define WELL_US   INT64_C(3000000)
#define UNWELL_US INT64_C(300000)
/* Deadlines are of another clock, which may be set. */
#define LOOK_US INT64_C(100000)

static void wait_until(struct dapr *dapr, int64_t until_us)
{
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    pthread_cond_timedwait(&dapr->news, &dapr->lock, &until);
}

/* With the lock held, which is let go meanwhile. */
static void answer_late(struct dapr *dapr, int64_t now_us)
{
    struct parcel *parcels = NULL;
    struct errand *errands = NULL;
    parcels_expire(dapr, now_us, &parcels);
    errands_expire(dapr, time_now_us(), &errands);
    if (parcels == NULL && errands == NULL)
        return;
    pthread_mutex_unlock(&dapr->lock);
    parcels_answer(parcels);
    errands_answer(errands);
    pthread_mutex_lock(&dapr->lock);
}

static void *run(void *self)
{
    struct dapr *dapr = self;
    int64_t probe_us = 0;
    pthread_mutex_lock(&dapr->lock);
    while (!dapr->closing) {
        int64_t now_us = time_steady_us();
        answer_late(dapr, now_us);
        if (now_us >= probe_us) {
            pthread_mutex_unlock(&dapr->lock);
            sidecar_probe(dapr);
            pthread_mutex_lock(&dapr->lock);
            probe_us = time_steady_us() + (dapr->health.well ? WELL_US : UNWELL_US);
        }
        bool watches = dapr->parcels != NULL || dapr->errands != NULL;
        int64_t look_us = time_steady_us() + LOOK_US;
        if (!dapr->closing)
            wait_until(dapr, watches && look_us < probe_us ? look_us : probe_us);
    }
    pthread_mutex_unlock(&dapr->lock);
    return NULL;
}

enum err clock_start(struct ctx *c, struct dapr *dapr)
{
    pthread_mutex_lock(&dapr->lock);
    if (!dapr->clock_runs)
        dapr->clock_runs = pthread_create(&dapr->clock, NULL, run, dapr) == 0;
    bool runs = dapr->clock_runs;
    pthread_mutex_unlock(&dapr->lock);
    return runs ? OK : fail(c, ERR_IO, "no thread could be started");
}

void clock_stop(struct dapr *dapr)
{
    pthread_mutex_lock(&dapr->lock);
    dapr->closing = true;
    pthread_cond_signal(&dapr->news);
    pthread_mutex_unlock(&dapr->lock);
    if (dapr->clock_runs)
        pthread_join(dapr->clock, NULL);
}
