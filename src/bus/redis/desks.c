/* Answering: a desk's thread takes requests from the lists of its address, the most urgent first, and holds a few ready. What it holds
 * that is less urgent than what waits at Redis, or is not taken before the bus closes, goes back to the head of its list. */
#include "base/date.h"
#include "bus/redis/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum { WAIT_S = 1, TAKEN_MOST = 4096 };
#define FULL_US   INT64_C(20000)
#define ANSWER_MS INT64_C(60000) /* an inbox that nobody reads ends by itself */

/* A request that was received; the parts of `call` lie in `raw`. */
struct paper {
    struct paper *next;
    struct call call;
    struct buf raw;
    uint64_t tag;
};

struct desk {
    struct bus_desk desk;
    struct worker worker;
    struct desk *next;
    char *address;
    char *keys[BUS_PRIORITIES];
    /* Under the bus's lock: */
    struct paper *ready; /* the most urgent first, of these the oldest */
    size_t ready_count;
    struct paper *taken;
    size_t taken_count;
    uint64_t last_tag;
};

struct worker *redis_desk_worker(struct desk *desk)
{
    return &desk->worker;
}

struct desk *redis_desk_next(struct desk *desk)
{
    return desk->next;
}

static void paper_free(struct paper *paper)
{
    buf_free(&paper->raw);
    free(paper);
}

static void papers_free(struct paper *paper)
{
    while (paper != NULL) {
        struct paper *next = paper->next;
        paper_free(paper);
        paper = next;
    }
}

/* -- Ready */

/* Answers go to inboxes alone, whatever a request says. */
static bool is_inbox(const struct desk *desk, struct text key)
{
    struct text prefix = text_of(desk->worker.bus->prefix);
    return text_starts(key, prefix) && text_starts(text_from(key, prefix.len), TEXT(":answers:"));
}

/* What is no request, or too late, is nobody's. True when there is one more. */
static bool make_ready(struct desk *desk, struct text raw)
{
    struct paper *paper = calloc(1, sizeof *paper);
    if (paper == NULL)
        die("out of memory");
    buf_text(&paper->raw, raw);
    bool fits =
        raw.len > 0 && call_read(buf_view(&paper->raw), &paper->call) && is_inbox(desk, paper->call.inbox);
    if (!fits || paper->call.deadline_us <= time_now_us()) {
        paper_free(paper);
        return false;
    }
    pthread_mutex_lock(&desk->worker.bus->lock);
    struct paper **link = &desk->ready;
    while (*link != NULL && (*link)->call.priority <= paper->call.priority)
        link = &(*link)->next;
    paper->next = *link;
    *link = paper;
    desk->ready_count++;
    pthread_mutex_unlock(&desk->worker.bus->lock);
    bus_wake(&desk->worker.bus->bus);
    return true;
}

/* The last of them, NULL when there is none that can be spared. */
static struct paper *spare(struct desk *desk, size_t from)
{
    struct paper *paper = NULL;
    pthread_mutex_lock(&desk->worker.bus->lock);
    if (desk->ready_count > from) {
        struct paper **link = &desk->ready;
        while ((*link)->next != NULL)
            link = &(*link)->next;
        paper = *link;
        *link = NULL;
        desk->ready_count--;
    }
    pthread_mutex_unlock(&desk->worker.bus->lock);
    return paper;
}

/* Back to the head of its list, where it was. */
static enum err give_back(struct ctx *c, struct desk *desk, struct paper *paper)
{
    struct redis_link *link = desk->worker.link;
    const struct redis_value **replies;
    redis_command(link, 3);
    redis_word_z(link, "LPUSH");
    redis_word_z(link, desk->keys[paper->call.priority]);
    redis_word(link, buf_view(&paper->raw));
    paper_free(paper);
    return redis_exchange(c, link, REDIS_TIMEOUT_US, &replies);
}

/* -- The thread that receives */

static enum err await_request(struct ctx *c, struct desk *desk)
{
    struct redis_link *link = desk->worker.link;
    const struct redis_value **replies;
    redis_command(link, 2 + BUS_PRIORITIES);
    redis_word_z(link, "BLPOP");
    for (int i = 0; i < BUS_PRIORITIES; i++)
        redis_word_z(link, desk->keys[i]);
    redis_word_int(link, WAIT_S);
    TRY(redis_exchange(c, link, WAIT_S * 1000000 + REDIS_TIMEOUT_US, &replies));
    TRY(redis_refusal(c, link, replies[0]));
    make_ready(desk, redis_item(replies[0], 1)->text);
    return OK;
}

/* While no more may be held: is there something more urgent than the least urgent here? */
static enum err swap_for_urgent(struct ctx *c, struct desk *desk, int least, bool *swapped)
{
    struct redis_link *link = desk->worker.link;
    const struct redis_value **replies;
    int64_t length = 0;
    int urgent = 0;
    *swapped = false;
    for (int i = 0; i < least; i++)
        redis_say(link, "LLEN", desk->keys[i], NULL);
    TRY(redis_exchange(c, link, REDIS_TIMEOUT_US, &replies));
    while (urgent < least && (!redis_as_int(replies[urgent], &length) || length == 0))
        urgent++;
    if (urgent == least)
        return OK;
    redis_say(link, "LPOP", desk->keys[urgent], NULL);
    TRY(redis_exchange(c, link, REDIS_TIMEOUT_US, &replies));
    *swapped = make_ready(desk, replies[0]->text);
    struct paper *paper = spare(desk, DESK_MOST);
    return paper == NULL ? OK : give_back(c, desk, paper);
}

/* The least urgent priority that is held; -1: there is room. */
static int least_urgent(struct desk *desk)
{
    int least = -1;
    pthread_mutex_lock(&desk->worker.bus->lock);
    for (const struct paper *p = desk->ready; p != NULL && desk->ready_count >= DESK_MOST; p = p->next)
        least = p->call.priority;
    pthread_mutex_unlock(&desk->worker.bus->lock);
    return least;
}

static void await_taker(struct desk *desk)
{
    struct redis_bus *bus = desk->worker.bus;
    int64_t until_us = time_steady_us() + FULL_US;
    pthread_mutex_lock(&bus->lock);
    while (!bus->stopping && desk->ready_count >= DESK_MOST && time_steady_us() < until_us)
        redis_await_news(bus, until_us);
    pthread_mutex_unlock(&bus->lock);
}

static enum err desk_round(struct ctx *c, struct desk *desk)
{
    bool swapped = false;
    TRY(worker_open(c, &desk->worker));
    int least = least_urgent(desk);
    enum err e = least < 0   ? await_request(c, desk)
                 : least > 0 ? swap_for_urgent(c, desk, least, &swapped)
                             : OK;
    if (e == OK && least >= 0 && !swapped)
        await_taker(desk);
    if (e != ERR_CANCELLED && (e != OK || !desk->worker.well))
        worker_note(&desk->worker, e, c->why);
    if (e != OK)
        redis_link_close(desk->worker.link);
    return e;
}

/* What nobody took goes to another desk. The last goes back first. */
static void leave(struct desk *desk)
{
    struct ctx c = redis_unit();
    struct paper *paper;
    redis_link_free(desk->worker.link);
    desk->worker.link = redis_link_new(desk->worker.bus->place, -1);
    enum err e = OK;
    while (e == OK && (paper = spare(desk, 0)) != NULL) {
        e = redis_link_open(&c, desk->worker.link, REDIS_CONNECT_US);
        if (e == OK)
            e = give_back(&c, desk, paper);
        else
            paper_free(paper);
    }
    arena_free(c.arena);
}

static void *desk_run(void *self)
{
    struct desk *desk = self;
    for (int failed = 0; !redis_is_stopping(desk->worker.bus);) {
        struct ctx c = redis_unit();
        enum err e = desk_round(&c, desk);
        arena_free(c.arena);
        failed = e == OK ? 0 : failed + 1;
        if (failed > 0)
            worker_rest(&desk->worker, failed);
    }
    leave(desk);
    return NULL;
}

/* -- The port */

enum err redis_attend(struct ctx *c, struct bus *base, const char *address, struct bus_desk **out)
{
    struct redis_bus *bus = redis_bus_of(base);
    struct desk *desk = calloc(1, sizeof *desk);
    (void)c;
    if (desk == NULL)
        die("out of memory");
    desk->desk = (struct bus_desk){base, address};
    desk->address = redis_copy(address);
    for (int i = 0; i < BUS_PRIORITIES; i++)
        desk->keys[i] = requests_key(bus, text_of(address), i);
    worker_init(bus, &desk->worker, bus->stop_fd);
    pthread_mutex_lock(&bus->lock);
    desk->next = bus->desks;
    bus->desks = desk;
    clerk_start(bus);
    pthread_mutex_unlock(&bus->lock);
    worker_start(&desk->worker, desk_run, desk);
    *out = &desk->desk;
    return OK;
}

void redis_desk_free(struct desk *desk)
{
    papers_free(desk->ready);
    papers_free(desk->taken);
    for (int i = 0; i < BUS_PRIORITIES; i++)
        free(desk->keys[i]);
    free(desk->address);
    redis_link_free(desk->worker.link);
    free(desk);
}

/* Nobody waits for the answers of these any more. */
static void forget_late(struct desk *desk, int64_t now_us)
{
    struct paper **link = &desk->taken;
    while (*link != NULL) {
        struct paper *paper = *link;
        if (paper->call.deadline_us > now_us && desk->taken_count <= TAKEN_MOST) {
            link = &paper->next;
            continue;
        }
        *link = paper->next;
        desk->taken_count--;
        paper_free(paper);
    }
}

enum err redis_take(struct ctx *c, struct bus_desk *base, struct bus_request *out, bool *found)
{
    struct redis_bus *bus = redis_bus_of(base->bus);
    struct desk *desk = (struct desk *)base;
    int64_t now_us = time_now_us();
    *found = false;
    pthread_mutex_lock(&bus->lock);
    forget_late(desk, now_us);
    while (desk->ready != NULL && !*found) {
        struct paper *paper = desk->ready;
        desk->ready = paper->next;
        desk->ready_count--;
        if (paper->call.deadline_us <= now_us) {
            paper_free(paper);
            continue;
        }
        paper->tag = ++desk->last_tag;
        paper->next = desk->taken;
        desk->taken = paper;
        desk->taken_count++;
        *found = true;
        *out = (struct bus_request){.address = text_of(base->address),
                                    .correlation = paper->call.correlation,
                                    .priority = paper->call.priority,
                                    .deadline_us = paper->call.deadline_us,
                                    .body = text_copy(c->arena, paper->call.body),
                                    .tag = paper->tag};
    }
    pthread_cond_broadcast(&bus->news);
    pthread_mutex_unlock(&bus->lock);
    return OK;
}

/* -- Answers, said by the clerk */

struct reply {
    struct job job;
    struct buf inbox, payload;
};

static void say_answer(struct redis_bus *bus, struct job *job, struct redis_link *link)
{
    struct reply *reply = (struct reply *)job;
    (void)bus;
    redis_command(link, 3);
    redis_word_z(link, "RPUSH");
    redis_word(link, buf_view(&reply->inbox));
    redis_word(link, buf_view(&reply->payload));
    redis_command(link, 3);
    redis_word_z(link, "PEXPIRE");
    redis_word(link, buf_view(&reply->inbox));
    redis_word_int(link, ANSWER_MS);
}

static void reply_free(struct reply *reply)
{
    buf_free(&reply->inbox);
    buf_free(&reply->payload);
    free(reply);
}

static void answer_replied(struct redis_bus *bus, struct job *job, const struct redis_value **replies,
                           enum err e, const char *why)
{
    (void)bus;
    (void)replies;
    (void)e;
    (void)why;
    reply_free((struct reply *)job);
}

static struct paper *take_back(struct desk *desk, uint64_t tag)
{
    for (struct paper **link = &desk->taken; *link != NULL; link = &(*link)->next) {
        struct paper *paper = *link;
        if (paper->tag != tag)
            continue;
        *link = paper->next;
        desk->taken_count--;
        return paper;
    }
    return NULL;
}

static enum err answer_now(struct ctx *c, struct redis_bus *bus, const struct paper *paper, struct text body)
{
    char why[160];
    if (paper->call.deadline_us <= time_now_us())
        return OK;
    if (redis_is_away(bus, why))
        return fail(c, ERR_BUSY, "%s", why);
    struct reply *reply = calloc(1, sizeof *reply);
    if (reply == NULL)
        die("out of memory");
    reply->job = (struct job){.say = say_answer, .replied = answer_replied};
    buf_text(&reply->inbox, paper->call.inbox);
    answer_write(&reply->payload, paper->call.serial, body);
    if (clerk_post(bus, &reply->job))
        return OK;
    reply_free(reply);
    return fail(c, ERR_BUSY, "too much waits to be said to Redis");
}

enum err redis_answer(struct ctx *c, struct bus_desk *base, const struct bus_request *request,
                      struct text body)
{
    struct redis_bus *bus = redis_bus_of(base->bus);
    enum err e = OK;
    pthread_mutex_lock(&bus->lock);
    struct paper *paper = take_back((struct desk *)base, request->tag);
    if (paper != NULL)
        e = answer_now(c, bus, paper, body);
    pthread_mutex_unlock(&bus->lock);
    if (paper != NULL)
        paper_free(paper);
    return e;
}
