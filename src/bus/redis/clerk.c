/* The clerk says to Redis whatever needs no waiting for: acknowledgements, requests and answers of this process, questions, and chores by the
 * clock, many at once, on one connection. */
#include "base/date.h"
#include "bus/redis/inner.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PING_US  INT64_C(1000000)
#define LEAVE_US INT64_C(2000000)

/* -- Jobs */

void clerk_wake(struct redis_bus *bus)
{
    static const uint64_t one = 1;
    if (write(bus->clerk_fd, &one, sizeof one) != sizeof one)
        die("an eventfd cannot be written");
}

bool clerk_post(struct redis_bus *bus, struct job *job)
{
    if (bus->job_count == JOBS_MAX || bus->leaving)
        return false;
    job->next = NULL;
    *bus->jobs_end = job;
    bus->jobs_end = &job->next;
    bus->job_count++;
    clerk_wake(bus);
    return true;
}

void clerk_again(struct redis_bus *bus, struct job *job)
{
    job->next = NULL;
    *bus->again_end = job;
    bus->again_end = &job->next;
}

/* What was posted, and what subscriptions need. */
static struct job *gather(struct redis_bus *bus, bool leaves)
{
    struct job *jobs = bus->jobs, **end = jobs == NULL ? &jobs : bus->jobs_end;
    bus->jobs = NULL;
    bus->jobs_end = &bus->jobs;
    bus->job_count = 0;
    if (leaves)
        duties_leave(bus, &end);
    else
        duties_gather(bus, &end);
    *end = NULL;
    return jobs;
}

static void reply_to_all(struct redis_bus *bus, struct job *jobs, const struct redis_value **replies,
                         enum err e, const char *why)
{
    pthread_mutex_lock(&bus->lock);
    while (jobs != NULL) {
        struct job *job = jobs;
        jobs = job->next; /* it may be freed, or be said again */
        job->replied(bus, job, e == OK ? replies + job->first : NULL, e, why);
    }
    pthread_cond_broadcast(&bus->news);
    pthread_mutex_unlock(&bus->lock);
}

static struct job *take_again(struct redis_bus *bus)
{
    pthread_mutex_lock(&bus->lock);
    struct job *jobs = bus->again;
    bus->again = NULL;
    bus->again_end = &bus->again;
    pthread_mutex_unlock(&bus->lock);
    return jobs;
}

/* Says the jobs, and what follows from the replies. */
static enum err do_jobs(struct ctx *c, struct redis_bus *bus, struct job *jobs, int64_t timeout_us)
{
    struct redis_link *link = bus->clerk.link;
    enum err e = OK;
    for (; jobs != NULL; jobs = take_again(bus)) {
        const struct redis_value **replies = NULL;
        for (struct job *job = jobs; job != NULL && e == OK; job = job->next) {
            job->first = redis_waiting(link);
            job->say(bus, job, link);
        }
        if (e == OK)
            e = redis_exchange(c, link, timeout_us, &replies);
        reply_to_all(bus, jobs, replies, e, c->why);
    }
    return e;
}

static enum err say_ping(struct ctx *c, struct redis_bus *bus)
{
    const struct redis_value **replies;
    redis_say(bus->clerk.link, "PING", NULL);
    TRY(redis_exchange(c, bus->clerk.link, PING_US * 2, &replies));
    return redis_refusal(c, bus->clerk.link, replies[0]);
}

/* -- The thread */

/* Until there is something to do, or a ping is due. */
static void await_work(struct redis_bus *bus)
{
    uint64_t count;
    struct pollfd wake = {.fd = bus->clerk_fd, .events = POLLIN};
    pthread_mutex_lock(&bus->lock);
    int64_t wait_us = duties_due_us(bus) - time_steady_us();
    pthread_mutex_unlock(&bus->lock);
    wait_us = wait_us > PING_US ? PING_US : wait_us < 0 ? 0 : wait_us;
    if (poll(&wake, 1, (int)((wait_us + 999) / 1000)) > 0 && read(bus->clerk_fd, &count, sizeof count) < 0)
        return; /* somebody took it: as good */
}

static enum err work(struct ctx *c, struct redis_bus *bus, int64_t *pinged_us)
{
    enum err e = worker_open(c, &bus->clerk);
    pthread_mutex_lock(&bus->lock);
    bus->round = c->arena;
    struct job *jobs = e == OK ? gather(bus, false) : bus->jobs;
    if (e != OK) { /* who waits for it hears at once */
        bus->jobs = NULL;
        bus->jobs_end = &bus->jobs;
        bus->job_count = 0;
    }
    pthread_mutex_unlock(&bus->lock);
    if (e != OK) {
        reply_to_all(bus, jobs, NULL, e, c->why);
        return e;
    }
    int64_t now_us = time_steady_us();
    if (jobs != NULL)
        e = do_jobs(c, bus, jobs, REDIS_TIMEOUT_US);
    else if (bus->clerk.fresh || now_us - *pinged_us >= PING_US)
        e = say_ping(c, bus);
    else
        return OK;
    *pinged_us = now_us;
    if (e != OK || !bus->clerk.well)
        worker_note(&bus->clerk, e, c->why);
    return e;
}

static void leave_round(struct redis_bus *bus, bool leaves)
{
    struct ctx c = redis_unit();
    pthread_mutex_lock(&bus->lock);
    bus->round = c.arena;
    struct job *jobs = gather(bus, leaves);
    pthread_mutex_unlock(&bus->lock);
    if (redis_link_is_open(bus->clerk.link))
        (void)!do_jobs(&c, bus, jobs, LEAVE_US);
    else
        reply_to_all(bus, jobs, NULL, ERR_BUSY, "the bus is closed");
    arena_free(c.arena);
}

static bool is_leaving(struct redis_bus *bus)
{
    pthread_mutex_lock(&bus->lock);
    bool leaving = bus->leaving;
    pthread_mutex_unlock(&bus->lock);
    return leaving;
}

static void *clerk_run(void *self)
{
    struct redis_bus *bus = self;
    int64_t pinged_us = 0;
    for (int failed = 0; !is_leaving(bus);) {
        struct ctx c = redis_unit();
        enum err e = work(&c, bus, &pinged_us);
        arena_free(c.arena);
        failed = e == OK ? 0 : failed + 1;
        if (e == OK)
            await_work(bus);
        else
            worker_rest(&bus->clerk, failed);
    }
    leave_round(bus, false); /* what was settled last, and then nothing is */
    leave_round(bus, true);
    return NULL;
}

void clerk_start(struct redis_bus *bus)
{
    if (bus->clerk_runs)
        return;
    bus->clerk_runs = true;
    pthread_mutex_unlock(&bus->lock);
    worker_init(bus, &bus->clerk, -1);
    worker_start(&bus->clerk, clerk_run, bus);
    pthread_mutex_lock(&bus->lock);
}

bool redis_is_away(const struct redis_bus *bus, char why[160])
{
    if (!bus->clerk.tried || bus->clerk.well)
        return false;
    memcpy(why, bus->clerk.why, sizeof bus->clerk.why);
    return true;
}

/* -- How much waits */

struct depth_job {
    struct job job;
    const char *group;
    int owners; /* who waits, and the clerk: the last one frees it */
    bool over;
    enum err e;
    char why[160];
    int64_t depth;
};

static void say_depth(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    (void)job;
    redis_say(link, "XINFO", "GROUPS", bus->stream, NULL);
    redis_say(link, "XLEN", bus->stream, NULL);
}

/* What is delivered and not settled, and what is behind it. Redis may not know the latter after a trim: then the whole stream is the bound. */
static void read_depth(struct depth_job *d, const struct redis_value **replies)
{
    for (size_t i = 0; i < replies[0]->count; i++) {
        const struct redis_value *group = replies[0]->items[i];
        int64_t pending, lag;
        if (!text_is(redis_member(group, "name")->text, d->group))
            continue;
        if (!redis_as_int(redis_member(group, "pending"), &pending))
            pending = 0;
        if (!redis_as_int(redis_member(group, "lag"), &lag) && !redis_as_int(replies[1], &lag))
            lag = 0;
        d->depth = pending + lag;
    }
}

static void depth_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                          enum err e, const char *why)
{
    struct depth_job *d = (struct depth_job *)job;
    (void)bus;
    if (e == OK)
        read_depth(d, replies);
    d->e = e;
    snprintf(d->why, sizeof d->why, "%.*s", (int)sizeof d->why - 1, why);
    d->over = true;
    if (--d->owners == 0)
        free(d);
}

enum err redis_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out)
{
    struct redis_bus *bus = redis_bus_of(subscription->bus);
    struct depth_job *d = calloc(1, sizeof *d);
    int64_t until_us = time_steady_us() + REDIS_TIMEOUT_US;
    if (d == NULL)
        die("out of memory");
    *d = (struct depth_job){.job = {.say = say_depth, .replied = depth_replied},
                            .group = ((const struct ticket *)subscription)->name,
                            .owners = 2};
    pthread_mutex_lock(&bus->lock);
    if (redis_is_away(bus, d->why) || !clerk_post(bus, &d->job))
        d->owners = 1;
    while (d->owners == 2 && !d->over && time_steady_us() < until_us)
        redis_await_news(bus, until_us);
    enum err e = d->over ? d->e : ERR_BUSY;
    if (e == OK)
        *out = d->depth;
    else
        e = fail(c, ERR_BUSY, "%s", d->why[0] != '\0' ? d->why : "Redis does not answer in time");
    if (--d->owners == 0)
        free(d);
    pthread_mutex_unlock(&bus->lock);
    return e;
}
