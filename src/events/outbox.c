#include "events/outbox.h"

#include "base/date.h"
#include "events/cloudevent.h"
#include "store/entity/event.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BATCH = 512, IDLE_US = 1000000, AWAY_US = 1000000, KEEP_EVENTS = 10000 };

/* How often the place is written down: what is published after it is published again after a crash. */
#define KEEP_US INT64_C(1000000)

struct outbox {
    struct outbox_options options;
    char name[48]; /* of its place: "outbox/redis" */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t news;
    bool woken, stopping;
    atomic_llong published, newest;
    bool ours; /* the lease is, and `place` is known */
    struct consumer_row place;
    int64_t kept, kept_us; /* the place in the store, and when it was written */
    bool away;
};

/* -- Its place */

static enum err find_place(struct ctx *c, struct outbox *o)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, o->options.store, &tx));
    TRY(consumer_get(c, tx, o->name, &o->place));
    store_rollback(tx);
    o->place.name = text_of(o->name);
    o->kept = o->place.event;
    o->kept_us = time_steady_us();
    o->ours = true;
    return OK;
}

static enum err keep_place(struct ctx *c, struct outbox *o)
{
    struct store_tx *tx;
    if (!o->ours || o->kept == o->place.event)
        return OK;
    TRY(store_begin(c, o->options.store, &tx));
    TRY(consumer_put(c, tx, &o->place));
    TRY(store_commit(c, tx));
    o->kept = o->place.event;
    o->kept_us = time_steady_us();
    return OK;
}

static bool keeping_is_due(const struct outbox *o)
{
    return o->place.event - o->kept >= KEEP_EVENTS ||
           (o->place.event != o->kept && time_steady_us() - o->kept_us >= KEEP_US);
}

/* -- Publishing */

static struct bus_message message_of(struct ctx *c, const struct event_row *row)
{
    struct buf body = {0};
    struct json j = json_into(&body);
    char id[ID_TEXT_MAX];
    cloudevent_write(&j, row);
    struct bus_message message = {.number = row->seq,
                                  .household = row->household,
                                  .id = text_copy(c->arena, text_of(id_format(row->id, id))),
                                  .type = row->type,
                                  .body = text_copy(c->arena, buf_view(&body))};
    buf_free(&body);
    return message;
}

/* A log that ends before our place is an earlier state of it, from a backup: what was published behind its end is not what will be written
 * there. */
static enum err look_again(struct ctx *c, struct outbox *o, int64_t newest)
{
    if (newest >= o->place.event)
        return OK;
    TRY(find_place(c, o));
    if (o->place.event > newest)
        o->place.event = newest;
    return OK;
}

/* A batch from the log to the broker. *more: the log may go on. */
static enum err publish_batch(struct ctx *c, struct outbox *o, bool *more)
{
    struct store_tx *tx;
    struct event_row *rows;
    size_t count;
    int64_t newest;
    TRY(store_begin_read(c, o->options.store, &tx));
    TRY(event_read(c, tx, o->place.event, BATCH, &rows, &count));
    TRY(event_newest(c, tx, &newest));
    store_rollback(tx);
    atomic_store(&o->newest, newest);
    TRY(look_again(c, o, newest));
    *more = count == BATCH;
    if (count == 0)
        return OK;
    struct bus_message *messages = ARENA_ARRAY(c->arena, struct bus_message, count);
    for (size_t i = 0; i < count; i++)
        messages[i] = message_of(c, &rows[i]);
    TRY(bus_publish(c, o->options.bus, messages, count));
    o->place.event = rows[count - 1].seq;
    atomic_store(&o->published, o->place.event);
    return OK;
}

static void tell(struct outbox *o, enum err e, const char *why)
{
    char text[240];
    bool away = e != OK;
    if (away != o->away && o->options.trouble != NULL) {
        snprintf(text, sizeof text, away ? "events wait in the log: %s" : "events are carried again%s",
                 away ? why : "");
        o->options.trouble(o->options.self, text);
    }
    o->away = away;
}

/* *wait_us: until it is worth looking again. */
static enum err round_of(struct ctx *c, struct outbox *o, int64_t *wait_us)
{
    bool ours = true, more = false;
    *wait_us = IDLE_US;
    if (o->options.leases != NULL)
        TRY(leases_hold(c, o->options.leases, o->name, &ours));
    if (!ours) {
        o->ours = false;
        atomic_store(&o->published, -1);
        return OK;
    }
    if (!o->ours)
        TRY(find_place(c, o));
    enum err e = publish_batch(c, o, &more);
    tell(o, e, c->why);
    if (e == OK && keeping_is_due(o))
        e = keep_place(c, o);
    *wait_us = e != OK ? AWAY_US : more ? 0 : o->place.event != o->kept ? KEEP_US : IDLE_US;
    return e;
}

/* -- Its thread */

static void await_news(struct outbox *o, int64_t wait_us)
{
    int64_t until_us = time_steady_us() + wait_us;
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    pthread_mutex_lock(&o->lock);
    while (!o->stopping && !o->woken && pthread_cond_timedwait(&o->news, &o->lock, &until) == 0)
        ;
    o->woken = false;
    pthread_mutex_unlock(&o->lock);
}

static bool is_stopping(struct outbox *o)
{
    pthread_mutex_lock(&o->lock);
    bool stopping = o->stopping;
    pthread_mutex_unlock(&o->lock);
    return stopping;
}

static void *run(void *thing)
{
    struct outbox *o = thing;
    while (!is_stopping(o)) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        int64_t wait_us;
        enum err e = round_of(&c, o, &wait_us);
        arena_free(c.arena);
        if (e != OK) { /* its wakes do not hurry a broker */
            struct timespec moment = {0, 100000000};
            for (int i = 0; i < 10 && !is_stopping(o); i++)
                nanosleep(&moment, NULL);
        } else if (wait_us > 0) {
            await_news(o, wait_us);
        }
    }
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    if (keep_place(&c, o) != OK && o->options.trouble != NULL)
        o->options.trouble(o->options.self, c.why);
    arena_free(c.arena);
    return NULL;
}

enum err outbox_open(struct ctx *c, const struct outbox_options *options, struct outbox **out)
{
    struct outbox *o = calloc(1, sizeof *o);
    pthread_condattr_t steady;
    if (o == NULL || pthread_mutex_init(&o->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&o->news, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
    o->options = *options;
    atomic_store(&o->published, -1);
    snprintf(o->name, sizeof o->name, "outbox/%s", bus_name(options->bus));
    *out = o;
    if (pthread_create(&o->thread, NULL, run, o) == 0)
        return OK;
    pthread_cond_destroy(&o->news);
    pthread_mutex_destroy(&o->lock);
    free(o);
    *out = NULL;
    return fail(c, ERR_IO, "no thread could be started");
}

void outbox_wake(struct outbox *o)
{
    if (o == NULL)
        return;
    pthread_mutex_lock(&o->lock);
    o->woken = true;
    pthread_cond_signal(&o->news);
    pthread_mutex_unlock(&o->lock);
}

void outbox_close(struct outbox *o)
{
    if (o == NULL)
        return;
    pthread_mutex_lock(&o->lock);
    o->stopping = true;
    pthread_cond_signal(&o->news);
    pthread_mutex_unlock(&o->lock);
    pthread_join(o->thread, NULL);
    pthread_cond_destroy(&o->news);
    pthread_mutex_destroy(&o->lock);
    free(o);
}

void outbox_look(struct outbox *o, struct outbox_state *out)
{
    int64_t published = atomic_load(&o->published), newest = atomic_load(&o->newest);
    *out = (struct outbox_state){.published = published,
                                 .waiting = published >= 0 && newest > published ? newest - published : 0};
}
