/* Asking: a request is put into a list of its address and priority, and the answer comes into a list of this bus, its inbox, which one thread
 * reads for all who ask. */
#include "base/date.h"
#include "bus/redis/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum { WAIT_S = 2 };
/* A list that nobody reads ends by itself. */
#define LIST_LIFE_MS INT64_C(3600000)

/* A question under way. The asker and the clerk own it; the last one frees it. */
struct errand {
    struct job job;
    struct errand *next;
    int owners;
    int64_t serial, life_ms;
    char *key;
    struct buf payload, answer;
    bool answered, failed, said;
    char why[160];
};

char *requests_key(struct redis_bus *bus, struct text address, int priority)
{
    struct buf key = {0};
    buf_printf(&key, "%s:requests:%.*s:%d", bus->prefix, TEXT_ARGS(address), priority);
    return key.at;
}

/* -- Said by the clerk */

static void disown(struct errand *errand)
{
    if (--errand->owners > 0)
        return;
    free(errand->key);
    buf_free(&errand->payload);
    buf_free(&errand->answer);
    free(errand);
}

static void say_request(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    struct errand *errand = (struct errand *)job;
    (void)bus;
    redis_command(link, 3);
    redis_word_z(link, "RPUSH");
    redis_word_z(link, errand->key);
    redis_word(link, buf_view(&errand->payload));
    redis_command(link, 3);
    redis_word_z(link, "PEXPIRE");
    redis_word_z(link, errand->key);
    redis_word_int(link, errand->life_ms);
}

static void say_withdrawal(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    struct errand *errand = (struct errand *)job;
    (void)bus;
    redis_command(link, 4);
    redis_word_z(link, "LREM");
    redis_word_z(link, errand->key);
    redis_word_int(link, -1);
    redis_word(link, buf_view(&errand->payload));
}

static void withdrawal_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                               enum err e, const char *why)
{
    (void)bus;
    (void)replies;
    (void)e;
    (void)why;
    disown((struct errand *)job);
}

static void request_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                            enum err e, const char *why)
{
    struct errand *errand = (struct errand *)job;
    struct ctx c = {0};
    int64_t length = 0;
    if (e == OK && redis_refusal(&c, bus->clerk.link, replies[0]) != OK) {
        e = ERR_BUSY;
        why = c.why;
    }
    errand->said = e == OK;
    bool full = e == OK && redis_as_int(replies[0], &length) && length > REQUESTS_MAX;
    if (e != OK || full) {
        errand->failed = true;
        if (full)
            snprintf(errand->why, sizeof errand->why, "more than %d requests wait", REQUESTS_MAX);
        else
            snprintf(errand->why, sizeof errand->why, "%.*s", (int)sizeof errand->why - 1, why);
    }
    disown(errand);
}

/* -- The thread that waits for answers */

static void deliver(struct redis_bus *bus, struct text raw)
{
    int64_t serial;
    struct text body;
    if (!answer_read(raw, &serial, &body))
        return;
    pthread_mutex_lock(&bus->lock);
    for (struct errand *e = bus->errands; e != NULL; e = e->next) {
        if (e->serial != serial || e->answered)
            continue;
        buf_text(&e->answer, body);
        e->answered = true;
    }
    pthread_cond_broadcast(&bus->news);
    pthread_mutex_unlock(&bus->lock);
}

static enum err inbox_round(struct ctx *c, struct redis_bus *bus)
{
    struct worker *worker = &bus->inbox_worker;
    const struct redis_value **replies;
    TRY(worker_open(c, worker));
    redis_command(worker->link, 3);
    redis_word_z(worker->link, "BLPOP");
    redis_word_z(worker->link, bus->inbox);
    redis_word_int(worker->link, WAIT_S);
    enum err e = redis_exchange(c, worker->link, WAIT_S * 1000000 + REDIS_TIMEOUT_US, &replies);
    if (e == OK)
        e = redis_refusal(c, worker->link, replies[0]);
    if (e == OK)
        deliver(bus, redis_item(replies[0], 1)->text);
    if (e != ERR_CANCELLED && (e != OK || !worker->well))
        worker_note(worker, e, c->why);
    if (e != OK)
        redis_link_close(worker->link);
    return e;
}

static void *inbox_run(void *self)
{
    struct redis_bus *bus = self;
    for (int failed = 0; !redis_is_stopping(bus);) {
        struct ctx c = redis_unit();
        enum err e = inbox_round(&c, bus);
        arena_free(c.arena);
        failed = e == OK ? 0 : failed + 1;
        if (failed > 0)
            worker_rest(&bus->inbox_worker, failed);
    }
    return NULL;
}

void inbox_start(struct redis_bus *bus)
{
    if (bus->inbox_runs)
        return;
    bus->inbox_runs = true;
    pthread_mutex_unlock(&bus->lock);
    worker_init(bus, &bus->inbox_worker, bus->stop_fd);
    worker_start(&bus->inbox_worker, inbox_run, bus);
    pthread_mutex_lock(&bus->lock);
}

/* -- The port */

static struct errand *errand_new(struct redis_bus *bus, const struct bus_request *request, int64_t serial,
                                 int64_t left_us)
{
    struct errand *errand = calloc(1, sizeof *errand);
    if (errand == NULL)
        die("out of memory");
    int64_t left_ms = left_us / 1000 + 60000;
    *errand = (struct errand){.job = {.say = say_request, .replied = request_replied},
                              .owners = 1,
                              .serial = serial,
                              .life_ms = left_ms > LIST_LIFE_MS ? left_ms : LIST_LIFE_MS,
                              .key = requests_key(bus, request->address, request->priority)};
    call_write(&errand->payload, &(struct call){.correlation = request->correlation,
                                                .priority = request->priority,
                                                .deadline_us = request->deadline_us,
                                                .serial = serial,
                                                .inbox = text_of(bus->inbox),
                                                .body = request->body});
    return errand;
}

static void await_answer(struct redis_bus *bus, const struct errand *errand, int64_t until_us)
{
    while (!errand->answered && !errand->failed && !bus->stopping && time_steady_us() < until_us)
        redis_await_news(bus, until_us);
}

/* What nobody wants any more is taken back, or found to be late by whoever takes it. */
static void withdraw(struct redis_bus *bus, struct errand *errand)
{
    bool with_clerk = errand->owners > 1;
    struct errand **link = &bus->errands;
    while (*link != errand)
        link = &(*link)->next;
    *link = errand->next;
    bus->errand_count--;
    if (errand->answered || with_clerk || !errand->said) {
        disown(errand);
        return;
    }
    errand->job = (struct job){.say = say_withdrawal, .replied = withdrawal_replied};
    if (!clerk_post(bus, &errand->job))
        disown(errand);
}

static enum err ask_now(struct ctx *c, struct redis_bus *bus, const struct bus_request *request,
                        int64_t left_us, struct text *answer)
{
    char why[160] = "";
    int64_t until_us = time_steady_us() + left_us;
    if (redis_is_away(bus, why))
        return fail(c, ERR_BUSY, "%s", why);
    if (bus->errand_count == REQUESTS_MAX)
        return fail(c, ERR_BUSY, "more than %d requests wait", REQUESTS_MAX);
    clerk_start(bus);
    inbox_start(bus);
    struct errand *errand = errand_new(bus, request, ++bus->last_serial, left_us);
    errand->next = bus->errands;
    bus->errands = errand;
    bus->errand_count++;
    errand->owners = 2;
    if (!clerk_post(bus, &errand->job)) {
        errand->owners = 1;
        errand->failed = true;
        snprintf(errand->why, sizeof errand->why, "too much waits to be said to Redis");
    }
    await_answer(bus, errand, until_us);
    bool answered = errand->answered, failed = errand->failed;
    if (answered)
        *answer = text_copy(c->arena, buf_view(&errand->answer));
    memcpy(why, errand->why, sizeof why);
    withdraw(bus, errand);
    return answered ? OK
           : failed ? fail(c, ERR_BUSY, "%s", why)
                    : fail(c, ERR_BUSY, "%.*s did not answer in time", TEXT_ARGS(request->address));
}

enum err redis_ask(struct ctx *c, struct bus *base, const struct bus_request *request, struct text *answer)
{
    struct redis_bus *bus = redis_bus_of(base);
    int64_t left_us = request->deadline_us - time_now_us();
    if (left_us <= 0)
        return fail(c, ERR_BUSY, "%.*s did not answer in time", TEXT_ARGS(request->address));
    pthread_mutex_lock(&bus->lock);
    enum err e = ask_now(c, bus, request, left_us, answer);
    pthread_mutex_unlock(&bus->lock);
    return e;
}
