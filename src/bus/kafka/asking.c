/* Requests, from the side of who asks. The answers to all processes come by one topic of some partitions: a process reads one of these from its
 * end on, and takes what is for it. (A topic for each process would stay behind with each that ends.) */
#include "base/date.h"
#include "base/hash.h"
#include "bus/kafka/inner.h"
#include "bus/kafka/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WAITING_MAX = 1024, QUERY_MS = 2000 };

/* An asker. On its stack. */
struct waiting {
    struct waiting *next;
    int64_t serial; /* a correlation may be asked twice at once */
    struct id correlation;
    bool answered, failed;
    struct buf answer;
};

struct kafka_asking {
    struct kafka_client client;
    pthread_t thread;
    int32_t partition;    /* ours, of the answers */
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t news;
    bool ready, stopping;
    struct waiting *waiting;
    size_t count;
    int64_t serial;
};

/* -- Answers */

static void hear_answer(struct kafka_asking *asking, const rd_kafka_message_t *message)
{
    struct id correlation;
    int64_t serial;
    if (!text_is(kafka_header_of(message, "florin-reply-to"), asking->client.bus->process) ||
        !text_to_int(kafka_header_of(message, "florin-number"), &serial) ||
        !id_parse(kafka_header_of(message, "florin-correlation"), &correlation) ||
        message->len > BUS_REQUEST_MAX)
        return;
    pthread_mutex_lock(&asking->lock);
    for (struct waiting *w = asking->waiting; w != NULL; w = w->next) {
        if (w->serial != serial || !id_equal(w->correlation, correlation) || w->answered)
            continue;
        buf_add(&w->answer, message->payload, message->len);
        w->answered = true;
        pthread_cond_broadcast(&asking->news);
    }
    pthread_mutex_unlock(&asking->lock);
}

/* Reads from the present end on: nothing that was answered before is for anybody here. */
static enum err begin(struct ctx *c, struct kafka_asking *asking)
{
    struct kafka *bus = asking->client.bus;
    const struct rd_kafka_metadata *metadata;
    const char *topic = kafka_name(c->arena, bus->prefix, TEXT("answers"));
    int64_t low, high;
    TRY(kafka_topics_make(c, bus, KAFKA_ANSWERS, &topic, 1, time_steady_us() + INT64_C(1000) * QUERY_MS));
    rd_kafka_topic_t *handle = rd_kafka_topic_new(asking->client.rk, topic, NULL);
    rd_kafka_resp_err_t code = rd_kafka_metadata(asking->client.rk, 0, handle, &metadata, QUERY_MS);
    rd_kafka_topic_destroy(handle);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafka_busy(c, bus, rd_kafka_err2str(code));
    int count = metadata->topic_cnt == 1 ? metadata->topics[0].partition_cnt : 0;
    rd_kafka_metadata_destroy(metadata);
    if (count < 1)
        return kafka_busy(c, bus, "the topic of answers is not there yet");
    asking->partition = (int32_t)(hash_text(text_of(bus->process)) % (uint64_t)count);
    code =
        rd_kafka_query_watermark_offsets(asking->client.rk, topic, asking->partition, &low, &high, QUERY_MS);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafka_busy(c, bus, rd_kafka_err2str(code));
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(list, topic, asking->partition)->offset = high;
    code = rd_kafka_assign(asking->client.rk, list);
    rd_kafka_topic_partition_list_destroy(list);
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? OK : kafka_busy(c, bus, rd_kafka_err2str(code));
}

static bool is_stopping(struct kafka_asking *asking)
{
    pthread_mutex_lock(&asking->lock);
    bool stopping = asking->stopping;
    pthread_mutex_unlock(&asking->lock);
    return stopping;
}

static bool try_begin(struct kafka_asking *asking)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    bool begun = begin(&c, asking) == OK;
    arena_free(c.arena);
    pthread_mutex_lock(&asking->lock);
    asking->ready = begun;
    pthread_cond_broadcast(&asking->news);
    pthread_mutex_unlock(&asking->lock);
    return begun;
}

static void *run(void *thing)
{
    struct kafka_asking *asking = thing;
    bool begun = false;
    while (!is_stopping(asking)) {
        if (!begun)
            begun = try_begin(asking);
        rd_kafka_message_t *message = rd_kafka_consumer_poll(asking->client.rk, KAFKA_STEP_MS);
        if (message != NULL && message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
            hear_answer(asking, message);
        if (message != NULL)
            rd_kafka_message_destroy(message);
        else
            kafka_probe(&asking->client);
    }
    rd_kafka_consumer_close(asking->client.rk);
    return NULL;
}

/* -- Beginning and end */

static rd_kafka_conf_t *settings(const struct kafka *bus, struct kafka_asking *asking)
{
    char group[KAFKA_PREFIX_MAX + 16];
    rd_kafka_conf_t *conf = kafka_conf(bus, &asking->client);
    snprintf(group, sizeof group, "%s.answers", bus->prefix);
    kafka_set(conf, "group.id", group); /* nobody joins it: a name for what is assigned by hand */
    kafka_set(conf, "enable.auto.commit", "false");
    kafka_set(conf, "auto.offset.reset", "earliest"); /* the topic began anew */
    kafka_set_int(conf, "fetch.error.backoff.ms", 100);
    return conf;
}

static enum err asking_new(struct ctx *c, struct kafka *bus, struct kafka_asking **out)
{
    struct kafka_asking *asking = calloc(1, sizeof *asking);
    pthread_condattr_t steady;
    if (asking == NULL || pthread_mutex_init(&asking->lock, NULL) != 0 || pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&asking->news, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
    asking->client.bus = bus;
    asking->serial = time_now_us(); /* unlike those of an earlier process of this name */
    enum err e = kafka_start(c, &asking->client, RD_KAFKA_CONSUMER, settings(bus, asking));
    if (e == OK)
        rd_kafka_poll_set_consumer(asking->client.rk);
    if (e == OK && pthread_create(&asking->thread, NULL, run, asking) != 0) {
        rd_kafka_destroy(asking->client.rk);
        e = fail(c, ERR_IO, "no thread could be started");
    }
    if (e == OK)
        *out = asking;
    else
        free(asking);
    return e;
}

/* The one of this bus: the first asker makes it. */
static enum err asking_of(struct ctx *c, struct kafka *bus, struct kafka_asking **out)
{
    enum err e = OK;
    pthread_mutex_lock(&bus->asking_lock);
    if (bus->asking == NULL)
        e = asking_new(c, bus, &bus->asking);
    *out = bus->asking;
    pthread_mutex_unlock(&bus->asking_lock);
    return e;
}

void kafka_asking_stop(struct kafka *bus)
{
    struct kafka_asking *asking = bus->asking;
    if (asking == NULL)
        return;
    pthread_mutex_lock(&asking->lock);
    asking->stopping = true;
    pthread_mutex_unlock(&asking->lock);
    pthread_join(asking->thread, NULL);
}

void kafka_asking_free(struct kafka *bus)
{
    struct kafka_asking *asking = bus->asking;
    if (asking == NULL)
        return;
    rd_kafka_destroy(asking->client.rk);
    pthread_cond_destroy(&asking->news);
    pthread_mutex_destroy(&asking->lock);
    free(asking);
    bus->asking = NULL;
}

/* -- Asking */

static enum err enlist(struct ctx *c, struct kafka_asking *asking, struct waiting *w)
{
    pthread_mutex_lock(&asking->lock);
    bool full = asking->count == WAITING_MAX;
    if (!full) {
        w->serial = ++asking->serial;
        w->next = asking->waiting;
        asking->waiting = w;
        asking->count++;
    }
    pthread_mutex_unlock(&asking->lock);
    return full ? fail(c, ERR_BUSY, "more than %d requests wait", WAITING_MAX) : OK;
}

static void unlist(struct kafka_asking *asking, const struct waiting *w)
{
    pthread_mutex_lock(&asking->lock);
    struct waiting **link = &asking->waiting;
    while (*link != w)
        link = &(*link)->next;
    *link = w->next;
    asking->count--;
    pthread_mutex_unlock(&asking->lock);
}

/* Waits for *what, the request's failure, or until `until_us`; gives *what. */
static bool await(struct kafka_asking *asking, const struct waiting *w, const bool *what, int64_t until_us)
{
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    pthread_mutex_lock(&asking->lock);
    while (!*what && !w->failed && pthread_cond_timedwait(&asking->news, &asking->lock, &until) == 0)
        ;
    bool done = *what;
    pthread_mutex_unlock(&asking->lock);
    return done;
}

/* A request on its way to the broker. */
struct sent {
    struct kafka_errand errand;
    struct kafka_asking *asking;
    int64_t serial;
};

static void sent_landed(struct kafka_errand *errand, struct kafka *bus, rd_kafka_resp_err_t code)
{
    struct sent *sent = (struct sent *)errand;
    (void)bus;
    pthread_mutex_lock(&sent->asking->lock);
    for (struct waiting *w = sent->asking->waiting; w != NULL; w = w->next)
        w->failed = w->failed || (w->serial == sent->serial && code != RD_KAFKA_RESP_ERR_NO_ERROR);
    pthread_cond_broadcast(&sent->asking->news);
    pthread_mutex_unlock(&sent->asking->lock);
    free(sent);
}

static enum err send_request(struct ctx *c, struct kafka_asking *asking, const struct bus_request *request,
                             const struct waiting *w, int64_t until_us)
{
    struct kafka *bus = asking->client.bus;
    char correlation[ID_TEXT_MAX];
    const char *serial = arena_printf(c->arena, "%lld", (long long)w->serial);
    struct kafka_letter letter = {
        .topic =
            kafka_topic_of_address(c->arena, bus->prefix, request->address, kafka_band(request->priority)),
        .partition = RD_KAFKA_PARTITION_UA,
        .key = text_of(
            serial), /* each goes elsewhere: desks share evenly, and what is asked again finds another one */
        .body = request->body,
        .headers = {{"florin-correlation", text_of(id_format(request->correlation, correlation))},
                    {"florin-number", text_of(serial)},
                    {"florin-priority", text_of(arena_printf(c->arena, "%d", request->priority))},
                    {"florin-deadline",
                     text_of(arena_printf(c->arena, "%lld", (long long)request->deadline_us))},
                    {"florin-reply-to", text_of(bus->process)},
                    {"florin-reply-partition",
                     text_of(arena_printf(c->arena, "%d", (int)asking->partition))}},
        .header_count = 6};
    TRY(kafka_topics_make(c, bus, KAFKA_REQUESTS, &letter.topic, 1, until_us));
    struct sent *sent = calloc(1, sizeof *sent);
    if (sent == NULL)
        die("out of memory");
    *sent = (struct sent){{sent_landed}, asking, w->serial};
    enum err e = kafka_write(c, bus, &letter, &sent->errand, until_us);
    if (e != OK)
        free(sent);
    return e;
}

enum err kafka_ask(struct ctx *c, struct bus *base, const struct bus_request *request, struct text *answer)
{
    struct kafka *bus = kafka_of(base);
    struct kafka_asking *asking;
    struct waiting w = {.correlation = request->correlation};
    int64_t left_us = request->deadline_us - time_now_us(), until_us = time_steady_us() + left_us;
    if (left_us <= 0)
        return fail(c, ERR_BUSY, "%.*s cannot answer before the deadline", TEXT_ARGS(request->address));
    TRY(asking_of(c, bus, &asking));
    TRY(enlist(c, asking, &w));
    bool ready = await(asking, &w, &asking->ready, until_us);
    enum err e = ready ? send_request(c, asking, request, &w, until_us) : OK;
    if (ready && e == OK)
        await(asking, &w, &w.answered, until_us);
    unlist(asking, &w);
    if (w.answered)
        *answer = text_copy(c->arena, buf_view(&w.answer));
    buf_free(&w.answer);
    if (e != OK || w.answered)
        return e;
    const char *why = arena_printf(c->arena, "%.*s did not answer in time", TEXT_ARGS(request->address));
    return kafka_busy(c, bus, why);
}
