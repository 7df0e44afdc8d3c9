#include "bus/kafka/reader.h"

#include "base/date.h"

#include <stdlib.h>
#include <time.h>

/* Commits come in intervals: what a process that dies had not committed comes again, and is known by then. */
#define COMMIT_US INT64_C(200000)
/* So long after BUS_AGAIN. */
#define AGAIN_US INT64_C(200000)
/* What is under way when its partition leaves has so long. */
#define FINISH_US INT64_C(1000000)
/* A subscription waits so long for its group's beginning. */
#define BEGIN_US INT64_C(8000000)
/* How long giving everything up may take when a reader ends. */
#define LEAVE_US INT64_C(3000000)

enum { READ_AT_ONCE = 1000, HELD_BYTES_MAX = 16 << 20, QUEUED_KBYTES = 32768, FETCH_WAIT_MS = 100 };

/* -- Entries */

/* What is longer than ours can be is cut: it goes to the dead messages, for somebody to look at. */
struct kafka_entry *kafka_entry_new(const rd_kafka_message_t *message, struct text reply_to)
{
    size_t len = message->len > BUS_MESSAGE_MAX ? BUS_MESSAGE_MAX : message->len;
    struct kafka_entry *entry = calloc(1, sizeof *entry + len + reply_to.len + 1);
    if (entry == NULL)
        die("out of memory");
    char *at = (char *)(entry + 1);
    entry->offset = message->offset;
    if (len > 0)
        memcpy(at, message->payload, len);
    entry->body = (struct text){at, len};
    if (reply_to.len > 0)
        memcpy(at + len, reply_to.at, reply_to.len);
    entry->reply_to = (struct text){at + len, reply_to.len};
    return entry;
}

/* -- What arrives */

static bool accept_message(struct kafka_reader *r, const rd_kafka_message_t *message)
{
    const char *topic = rd_kafka_topic_name(message->rkt);
    struct kafka_entry *entry = r->how->read(r, message);
    enum kafka_state state = entry->state;
    bool ready = false;
    pthread_mutex_lock(&r->lock);
    size_t partition = held_partition(&r->held, topic, message->partition, r->how->lane(topic));
    if (!r->held.at[partition].ours) { /* it was taken away while this one was on its way */
        free(entry);
    } else {
        uint64_t tag = held_add(&r->held, partition, entry);
        ready = state == KAFKA_READY;
        if (state == KAFKA_READY)
            kafka_queue_put(&r->ready, tag);
        else if (state == KAFKA_DYING)
            kafka_queue_put(&r->dying, tag);
        else
            entry->state = KAFKA_READY, held_done(&r->held, tag);
    }
    pthread_mutex_unlock(&r->lock);
    atomic_fetch_add(&r->client.bus->received, ready);
    return ready;
}

static void read_messages(struct kafka_reader *r, int wait_ms)
{
    bool any = false, heard = false;
    for (int i = 0; i < READ_AT_ONCE; i++) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(r->client.rk, i == 0 ? wait_ms : 0);
        if (message == NULL)
            break;
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
            heard = true;
            any = accept_message(r, message) || any;
        }
        rd_kafka_message_destroy(message);
    }
    if (heard && kafka_is_away(r->client.bus))
        kafka_well(r->client.bus);
    if (any)
        bus_wake(&r->client.bus->bus);
}

/* -- Limits */

static void pause_lane(struct kafka_reader *r, int lane, bool pause)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(16);
    for (size_t i = 0; i < r->held.count; i++)
        if (r->held.at[i].ours && r->held.at[i].lane == lane)
            rd_kafka_topic_partition_list_add(list, r->held.at[i].topic, r->held.at[i].number);
    if (pause)
        rd_kafka_pause_partitions(r->client.rk, list);
    else
        rd_kafka_resume_partitions(r->client.rk, list);
    rd_kafka_topic_partition_list_destroy(list);
    r->lane[lane].paused = pause;
}

/* May more be read now? A pause throws away what librdkafka has fetched ahead, so a lane that is full for a moment just stops the reading;
 * who stops for long is thrown out of the group, so it does not stay at that. */
static bool has_room(struct kafka_reader *r)
{
    int64_t now_us = time_steady_us();
    bool room = true;
    pthread_mutex_lock(&r->lock);
    for (int i = 0; i < r->how->lanes; i++) {
        struct kafka_lane *lane = &r->lane[i];
        size_t low = lane->full ? r->how->most / 2 : r->how->most, bytes = r->held.bytes;
        bool full = r->held.entries[i] >= low ||
                    (r->held.entries[i] > 0 && bytes >= (lane->full ? HELD_BYTES_MAX / 2 : HELD_BYTES_MAX));
        if (full && !lane->full)
            lane->full_us = now_us;
        lane->full = full;
        if (full && !lane->paused && now_us - lane->full_us >= r->how->patience_us)
            pause_lane(r, i, true);
        else if (!full && lane->paused)
            pause_lane(r, i, false);
        room = room && (!full || lane->paused);
    }
    pthread_mutex_unlock(&r->lock);
    return room;
}

/* Until somebody makes room, or some milliseconds. */
static void rest(struct kafka_reader *r, int64_t rest_us)
{
    int64_t until_us = time_steady_us() + rest_us;
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    pthread_mutex_lock(&r->lock);
    if (!r->stopping)
        pthread_cond_timedwait(&r->news, &r->lock, &until);
    pthread_mutex_unlock(&r->lock);
}

/* -- What comes again, what dies */

static void give_again(struct kafka_reader *r)
{
    int64_t now_us = time_steady_us();
    bool any = false;
    pthread_mutex_lock(&r->lock);
    while (r->later.count > 0) {
        struct kafka_entry *entry = held_find(&r->held, r->later.at[r->later.first]);
        if (entry != NULL && entry->due_us > now_us)
            break;
        uint64_t tag = kafka_queue_get(&r->later);
        if (entry == NULL)
            continue;
        kafka_queue_put(entry->state == KAFKA_DYING ? &r->dying : &r->ready, tag);
        any = any || entry->state != KAFKA_DYING;
        entry->state = entry->state == KAFKA_DYING ? KAFKA_DYING : KAFKA_READY;
    }
    pthread_mutex_unlock(&r->lock);
    if (any)
        bus_wake(&r->client.bus->bus);
}

void kafka_postpone(struct kafka_reader *r, uint64_t tag, struct kafka_entry *entry)
{
    entry->due_us = time_steady_us() + AGAIN_US;
    kafka_queue_put(&r->later, tag);
}

/* -- Committing */

/* Places that moved, of all partitions or of those in `among`. NULL when there are none. Under the lock. */
static rd_kafka_topic_partition_list_t *places(struct kafka_reader *r, rd_kafka_topic_partition_list_t *among)
{
    rd_kafka_topic_partition_list_t *list = NULL;
    for (size_t i = 0; i < r->held.count; i++) {
        struct kafka_partition *p = &r->held.at[i];
        bool asked =
            among != NULL ? rd_kafka_topic_partition_list_find(among, p->topic, p->number) != NULL : p->ours;
        if (!asked || !held_is_due(p))
            continue;
        if (list == NULL)
            list = rd_kafka_topic_partition_list_new(16);
        rd_kafka_topic_partition_list_add(list, p->topic, p->number)->offset = p->place;
        p->committed = p->place;
    }
    return list;
}

/* A commit that failed is made again with the next one: what matters is the place. */
static void hear_commit(rd_kafka_t *rk, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t *list,
                        void *opaque)
{
    struct kafka_reader *r = opaque;
    (void)rk;
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR__NO_OFFSET || list == NULL)
        return;
    pthread_mutex_lock(&r->lock);
    for (int i = 0; i < list->cnt; i++)
        for (size_t j = 0; j < r->held.count; j++)
            if (r->held.at[j].number == list->elems[i].partition &&
                strcmp(r->held.at[j].topic, list->elems[i].topic) == 0)
                r->held.at[j].committed = -1;
    pthread_mutex_unlock(&r->lock);
}

static void commit_places(struct kafka_reader *r)
{
    int64_t now_us = time_steady_us();
    if (now_us - r->commit_us < COMMIT_US)
        return;
    r->commit_us = now_us;
    pthread_mutex_lock(&r->lock);
    rd_kafka_topic_partition_list_t *list = places(r, NULL);
    pthread_mutex_unlock(&r->lock);
    if (list == NULL)
        return;
    rd_kafka_commit(r->client.rk, list, 1);
    rd_kafka_topic_partition_list_destroy(list);
}

/* Before partitions go to others, so that these begin behind what is done. */
static void commit_now(struct kafka_reader *r, rd_kafka_topic_partition_list_t *among)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    bool refused;
    pthread_mutex_lock(&r->lock);
    rd_kafka_topic_partition_list_t *list = places(r, among);
    pthread_mutex_unlock(&r->lock);
    if (list != NULL) {
        if (kafka_is_away(r->client.bus) || kafka_commit(&c, &r->client, list, &refused) != OK)
            r->commit_us = 0; /* it comes again, and is known by then */
        rd_kafka_topic_partition_list_destroy(list);
    }
    arena_free(c.arena);
}

/* -- Rebalances. On the reader's thread. */

static void mark(struct kafka_reader *r, const rd_kafka_topic_partition_list_t *list, bool ours)
{
    pthread_mutex_lock(&r->lock);
    for (int i = 0; i < list->cnt; i++) {
        const char *topic = list->elems[i].topic;
        size_t p = held_partition(&r->held, topic, list->elems[i].partition, r->how->lane(topic));
        held_forget(&r->held, p);
        r->held.at[p].ours = ours;
    }
    r->look =
        true; /* another member may know topics that this one does not yet: it has to say that it wants them, too */
    for (int i = 0; i < KAFKA_LANES; i++) /* new partitions of a lane that is paused are not */
        r->lane[i].paused = r->lane[i].paused && !ours;
    pthread_mutex_unlock(&r->lock);
}

/* What is given out of partitions that leave may be settled yet: it then does not come to another process as well. Nothing more of them is
 * given out meanwhile. */
static void let_finish(struct kafka_reader *r, const rd_kafka_topic_partition_list_t *list)
{
    int64_t until_us = time_steady_us() + FINISH_US;
    struct timespec until = {(time_t)(until_us / 1000000), (long)(until_us % 1000000) * 1000};
    bool waits = true;
    pthread_mutex_lock(&r->lock);
    for (int i = 0; i < list->cnt; i++) {
        const char *topic = list->elems[i].topic;
        size_t p = held_partition(&r->held, topic, list->elems[i].partition, r->how->lane(topic));
        r->held.at[p].ours = false;
    }
    while (waits && !r->stopping) {
        waits = false;
        for (int i = 0; i < list->cnt && !waits; i++) {
            const char *topic = list->elems[i].topic;
            size_t p = held_partition(&r->held, topic, list->elems[i].partition, r->how->lane(topic));
            waits = held_is_taken(&r->held.at[p]);
        }
        waits = waits && pthread_cond_timedwait(&r->news, &r->lock, &until) == 0;
    }
    pthread_mutex_unlock(&r->lock);
}

static rd_kafka_error_t *give_up(rd_kafka_t *rk, struct kafka_reader *r,
                                 rd_kafka_topic_partition_list_t *list, bool bit_by_bit)
{
    if (!rd_kafka_assignment_lost(rk)) {
        let_finish(r, list);
        commit_now(r, list);
    }
    mark(r, list, false);
    if (bit_by_bit)
        return rd_kafka_incremental_unassign(rk, list);
    rd_kafka_assign(rk, NULL);
    return NULL;
}

/* Bit by bit (cooperative), or all at once. */
static void rebalance(rd_kafka_t *rk, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t *list,
                      void *opaque)
{
    struct kafka_reader *r = opaque;
    rd_kafka_error_t *error = NULL;
    bool bit_by_bit = strcmp(rd_kafka_rebalance_protocol(rk), "COOPERATIVE") == 0;
    if (code != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
        error = give_up(rk, r, list, bit_by_bit);
    } else {
        mark(r, list, true);
        if (bit_by_bit)
            error = rd_kafka_incremental_assign(rk, list);
        else
            rd_kafka_assign(rk, list);
    }
    if (error != NULL) {
        kafka_unwell(r->client.bus, rd_kafka_error_code(error), rd_kafka_error_string(error));
        rd_kafka_error_destroy(error);
    }
}

/* -- Its thread */

static bool is_stopping(struct kafka_reader *r)
{
    pthread_mutex_lock(&r->lock);
    bool stopping = r->stopping;
    pthread_mutex_unlock(&r->lock);
    return stopping;
}

static void begin(struct kafka_reader *r)
{
    for (bool begun = false; !begun && !is_stopping(r);) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        begun = r->how->begin(&c, r) == OK;
        arena_free(c.arena);
        if (!begun)
            rest(r, 1000 * KAFKA_STEP_MS);
    }
    pthread_mutex_lock(&r->lock);
    r->begun = true;
    pthread_cond_broadcast(&r->news);
    pthread_mutex_unlock(&r->lock);
}

/* librdkafka compares what the broker has with what is subscribed when it hears of all topics. */
static void look_for_topics(struct kafka_reader *r)
{
    const struct rd_kafka_metadata *all;
    pthread_mutex_lock(&r->lock);
    bool look = r->look;
    r->look = false;
    pthread_mutex_unlock(&r->lock);
    if (look && rd_kafka_metadata(r->client.rk, 1, NULL, &all, 1000) == RD_KAFKA_RESP_ERR_NO_ERROR)
        rd_kafka_metadata_destroy(all);
}

static bool is_assigned(rd_kafka_t *rk)
{
    rd_kafka_topic_partition_list_t *list = NULL;
    bool some = rd_kafka_assignment(rk, &list) == RD_KAFKA_RESP_ERR_NO_ERROR && list->cnt > 0;
    if (list != NULL)
        rd_kafka_topic_partition_list_destroy(list);
    return some;
}

/* Gives everything up while the group is still listened to. A rebalance that comes while rd_kafka_consumer_close is under way can be answered by
 * nobody any more (librdkafka 2.0.2): it would wait for ever. */
static void leave(struct kafka_reader *r)
{
    int64_t until_us = time_steady_us() + LEAVE_US;
    rd_kafka_unsubscribe(r->client.rk);
    do {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(r->client.rk, KAFKA_STEP_MS);
        if (message != NULL)
            rd_kafka_message_destroy(message);
    } while (is_assigned(r->client.rk) && time_steady_us() < until_us);
}

static void *run(void *thing)
{
    struct kafka_reader *r = thing;
    begin(r);
    while (!is_stopping(r)) {
        if (has_room(r))
            read_messages(r, KAFKA_STEP_MS);
        else
            rest(r, 10000);
        give_again(r);
        kafka_bury_dying(r);
        commit_places(r);
        look_for_topics(r);
        kafka_probe(&r->client);
    }
    commit_now(r, NULL);
    leave(r);
    rd_kafka_consumer_close(r->client.rk);
    return NULL;
}

/* -- From outside */

static rd_kafka_conf_t *settings(const struct kafka *bus, struct kafka_reader *r)
{
    rd_kafka_conf_t *conf = kafka_conf(bus, &r->client);
    int64_t session_ms = bus->url.session_s * 1000;
    kafka_set(conf, "group.id", r->group);
    kafka_set(conf, "enable.auto.commit", "false");
    kafka_set(conf, "enable.auto.offset.store", "false");
    kafka_set(conf, "auto.offset.reset", "earliest"); /* subscription.c says from where on */
    /* Each topic's partitions in turn to the members. "cooperative-sticky" interrupts less, but counts partitions whatever their topic: with
     * two members it gave all of a busy topic to one, and idle ones to the other. */
    kafka_set(conf, "partition.assignment.strategy", "roundrobin");
    kafka_set_int(conf, "session.timeout.ms", session_ms);
    kafka_set_int(conf, "heartbeat.interval.ms",
                  session_ms > 1500 ? 500 : session_ms / 3); /* tells of rebalances */
    kafka_set_int(conf, "topic.metadata.refresh.interval.ms", 1000);
    /* Above either, librdkafka 2.0 stops fetching for a second: enough for that second. */
    kafka_set_int(conf, "queued.min.messages", 1000000);
    kafka_set_int(conf, "queued.max.messages.kbytes", QUEUED_KBYTES);
    kafka_set_int(conf, "fetch.error.backoff.ms", 100);
    /* A broker answers a connection's requests in turn, so whatever a reader asks waits for the fetch before it: new topics, places to begin at. */
    kafka_set_int(conf, "fetch.wait.max.ms", FETCH_WAIT_MS);
    rd_kafka_conf_set_rebalance_cb(conf, rebalance);
    rd_kafka_conf_set_offset_commit_cb(conf, hear_commit);
    return conf;
}

static void await_beginning(struct kafka_reader *r)
{
    int64_t until_us = time_steady_us() + BEGIN_US;
    bool begun = false;
    while (!begun && time_steady_us() < until_us && !kafka_is_away(r->client.bus)) {
        int64_t step_us = time_steady_us() + INT64_C(1000) * KAFKA_STEP_MS;
        struct timespec step = {(time_t)(step_us / 1000000), (long)(step_us % 1000000) * 1000};
        pthread_mutex_lock(&r->lock);
        if (!r->begun)
            pthread_cond_timedwait(&r->news, &r->lock, &step);
        begun = r->begun;
        pthread_mutex_unlock(&r->lock);
    }
}

enum err kafka_reader_start(struct ctx *c, struct kafka *bus, struct kafka_reader *r,
                            const struct kafka_reading *how, const char *group)
{
    pthread_condattr_t steady;
    r->how = how;
    r->client.bus = bus;
    if ((r->group = strdup(group)) == NULL || pthread_mutex_init(&r->lock, NULL) != 0 ||
        pthread_condattr_init(&steady) != 0)
        die("out of memory");
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    if (pthread_cond_init(&r->news, &steady) != 0)
        die("out of memory");
    pthread_condattr_destroy(&steady);
    enum err e = kafka_start(c, &r->client, RD_KAFKA_CONSUMER, settings(bus, r));
    if (e == OK)
        rd_kafka_poll_set_consumer(r->client.rk);
    if (e == OK && pthread_create(&r->thread, NULL, run, r) != 0)
        e = fail(c, ERR_IO, "no thread could be started");
    if (e != OK)
        return e;
    r->running = true;
    pthread_mutex_lock(&bus->lock);
    r->next = bus->readers;
    bus->readers = r;
    pthread_mutex_unlock(&bus->lock);
    await_beginning(r);
    return OK;
}

void kafka_readers_look(struct kafka *bus)
{
    pthread_mutex_lock(&bus->lock);
    for (struct kafka_reader *r = bus->readers; r != NULL; r = r->next) {
        pthread_mutex_lock(&r->lock);
        r->look = true;
        pthread_mutex_unlock(&r->lock);
    }
    pthread_mutex_unlock(&bus->lock);
}

void kafka_reader_stop(struct kafka_reader *r)
{
    if (!r->running)
        return;
    pthread_mutex_lock(&r->lock);
    r->stopping = true;
    pthread_cond_broadcast(&r->news);
    pthread_mutex_unlock(&r->lock);
    pthread_join(r->thread, NULL);
    r->running = false;
}

void kafka_reader_free(struct kafka_reader *r)
{
    if (r->client.rk != NULL)
        rd_kafka_destroy(r->client.rk);
    held_free(&r->held);
    free(r->ready.at);
    free(r->later.at);
    free(r->dying.at);
    free(r->group);
    pthread_cond_destroy(&r->news);
    pthread_mutex_destroy(&r->lock);
}

enum err kafka_reader_is_new(struct ctx *c, struct kafka *bus, const char *group, const char *name)
{
    enum err e = OK;
    pthread_mutex_lock(&bus->lock);
    for (const struct kafka_reader *r = bus->readers; r != NULL && e == OK; r = r->next)
        if (strcmp(r->group, group) == 0)
            e = fail(c, ERR_CONFLICT, "two of this process are named \"%s\"", name);
    pthread_mutex_unlock(&bus->lock);
    return e;
}
