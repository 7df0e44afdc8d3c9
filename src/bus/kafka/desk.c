/* Requests, from the side of who answers. The desks of an address are a group, which shares the partitions of three topics: bands of
 * priorities, each with a limit of its own, so that a flood of what can wait does not keep what is urgent outside. What has arrived is taken
 * in the order of the exact priorities. A request is done with when it is taken: nobody else takes it if we die over it. */
#include "base/date.h"
#include "bus/kafka/name.h"
#include "bus/kafka/reader.h"

#include <stdlib.h>

enum { WAITING_MAX = 256, TAKEN_MAX = 1024 };

/* Where an answer goes. */
struct taken {
    struct taken *next;
    uint64_t tag;
    int64_t serial, deadline_us;
    struct id correlation;
    int32_t partition;
    char process[];
};

struct desk {
    struct bus_desk base;
    struct kafka_reader reader;
    pthread_mutex_t lock; /* over what follows */
    struct taken *taken;  /* newest first */
    size_t taken_count;
    uint64_t last_tag;
};

/* -- Reading */

static bool read_number(const rd_kafka_message_t *message, const char *name, int64_t least, int64_t most,
                        int64_t *out)
{
    return text_to_int(kafka_header_of(message, name), out) && *out >= least && *out <= most;
}

static struct kafka_entry *read_request(struct kafka_reader *r, const rd_kafka_message_t *message)
{
    struct text reply_to = kafka_header_of(message, "florin-reply-to");
    struct kafka_entry *entry = kafka_entry_new(message, reply_to);
    int64_t priority = 0, partition = 0;
    (void)r;
    bool sound = reply_to.len > 0 && reply_to.len <= KAFKA_NAME_MAX && message->len <= BUS_REQUEST_MAX &&
                 id_parse(kafka_header_of(message, "florin-correlation"), &entry->correlation) &&
                 read_number(message, "florin-number", 1, INT64_MAX, &entry->number) &&
                 read_number(message, "florin-deadline", 1, INT64_MAX, &entry->deadline_us) &&
                 read_number(message, "florin-priority", 0, BUS_PRIORITIES - 1, &priority) &&
                 read_number(message, "florin-reply-partition", 0, INT32_MAX, &partition);
    entry->priority = (int)priority;
    entry->reply_partition = (int32_t)partition;
    entry->why = sound ? NULL : "it is no request";
    entry->state = !sound ? KAFKA_DYING : entry->deadline_us <= time_now_us() ? KAFKA_DONE : KAFKA_READY;
    return entry;
}

static int lane_of(const char *topic)
{
    int lane = topic[strlen(topic) - 1] - '0';
    return lane < 0 || lane >= KAFKA_BANDS ? KAFKA_BANDS - 1 : lane;
}

static enum err begin_requests(struct ctx *c, struct kafka_reader *r)
{
    const struct desk *desk = r->self;
    struct kafka *bus = r->client.bus;
    const char *names[KAFKA_BANDS];
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(KAFKA_BANDS);
    for (int band = 0; band < KAFKA_BANDS; band++) {
        names[band] = kafka_topic_of_address(c->arena, bus->prefix, text_of(desk->base.address), band);
        rd_kafka_topic_partition_list_add(topics, names[band], RD_KAFKA_PARTITION_UA);
    }
    enum err e = kafka_topics_make(c, bus, KAFKA_REQUESTS, names, KAFKA_BANDS, time_steady_us() + 3000000);
    rd_kafka_resp_err_t code =
        e == OK ? rd_kafka_subscribe(r->client.rk, topics) : RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_topic_partition_list_destroy(topics);
    return e != OK || code == RD_KAFKA_RESP_ERR_NO_ERROR ? e : kafka_busy(c, bus, rd_kafka_err2str(code));
}

static void release(struct kafka_reader *r)
{
    struct desk *desk = r->self;
    kafka_reader_free(r);
    while (desk->taken != NULL) {
        struct taken *taken = desk->taken;
        desk->taken = taken->next;
        free(taken);
    }
    pthread_mutex_destroy(&desk->lock);
    free(desk);
}

static const struct kafka_reading requests = {.lanes = KAFKA_BANDS,
                                              .most = WAITING_MAX,
                                              .patience_us = 0,
                                              .lane = lane_of,
                                              .read = read_request,
                                              .begin = begin_requests,
                                              .release = release};

enum err kafka_attend(struct ctx *c, struct bus *base, const char *address, struct bus_desk **out)
{
    struct kafka *bus = kafka_of(base);
    struct desk *desk = calloc(1, sizeof *desk);
    if (desk == NULL || pthread_mutex_init(&desk->lock, NULL) != 0)
        die("out of memory");
    desk->base = (struct bus_desk){base, address};
    desk->reader.self = desk;
    const char *group = kafka_name(c->arena, bus->prefix, text_of(arena_printf(c->arena, "ask/%s", address)));
    enum err e = kafka_reader_start(c, bus, &desk->reader, &requests, group);
    if (e != OK)
        release(&desk->reader);
    else
        *out = &desk->base;
    return e;
}

/* -- Taking */

/* The tag of the most urgent request, the oldest of these; what is forgotten or too late leaves the queue. False when there is none. Under the
 * reader's lock. */
static bool find_best(struct kafka_reader *r, uint64_t *best)
{
    int priority = BUS_PRIORITIES;
    int64_t now_us = time_now_us();
    for (size_t n = r->ready.count; n > 0; n--) {
        uint64_t tag = kafka_queue_get(&r->ready);
        const struct kafka_entry *entry = held_find(&r->held, tag);
        if (entry == NULL || entry->deadline_us <= now_us) {
            held_done(&r->held, tag);
            continue;
        }
        if (!held_partition_of(&r->held, tag)->ours) /* it goes to another desk */
            continue;
        kafka_queue_put(&r->ready, tag);
        if (entry->priority < priority) {
            priority = entry->priority;
            *best = tag;
        }
    }
    return priority < BUS_PRIORITIES;
}

static void take_out(struct kafka_queue *queue, uint64_t tag)
{
    for (size_t n = queue->count; n > 0; n--) {
        uint64_t next = kafka_queue_get(queue);
        if (next != tag)
            kafka_queue_put(queue, next);
    }
}

/* Who took a thousand requests and answered none answers the oldest never. */
static void remember(struct desk *desk, const struct kafka_entry *entry, uint64_t *tag)
{
    struct taken *taken = calloc(1, sizeof *taken + entry->reply_to.len + 1);
    if (taken == NULL)
        die("out of memory");
    memcpy(taken->process, entry->reply_to.at, entry->reply_to.len);
    taken->serial = entry->number;
    taken->deadline_us = entry->deadline_us;
    taken->correlation = entry->correlation;
    taken->partition = entry->reply_partition;
    pthread_mutex_lock(&desk->lock);
    *tag = taken->tag = ++desk->last_tag;
    taken->next = desk->taken;
    desk->taken = taken;
    if (++desk->taken_count > TAKEN_MAX) {
        struct taken **link = &desk->taken;
        while ((*link)->next != NULL)
            link = &(*link)->next;
        free(*link);
        *link = NULL;
        desk->taken_count--;
    }
    pthread_mutex_unlock(&desk->lock);
}

enum err kafka_take(struct ctx *c, struct bus_desk *base, struct bus_request *out, bool *found)
{
    struct desk *desk = (struct desk *)base;
    struct kafka_reader *r = &desk->reader;
    uint64_t tag;
    pthread_mutex_lock(&r->lock);
    *found = find_best(r, &tag);
    if (*found) {
        const struct kafka_entry *entry = held_find(&r->held, tag);
        take_out(&r->ready, tag);
        *out = (struct bus_request){.address = text_of(base->address),
                                    .correlation = entry->correlation,
                                    .priority = entry->priority,
                                    .deadline_us = entry->deadline_us,
                                    .body = text_copy(c->arena, entry->body)};
        remember(desk, entry, &out->tag);
        held_done(&r->held, tag);
    }
    pthread_cond_signal(&r->news);
    pthread_mutex_unlock(&r->lock);
    return OK;
}

/* -- Answering */

static struct taken *recall(struct desk *desk, uint64_t tag)
{
    struct taken *found = NULL;
    pthread_mutex_lock(&desk->lock);
    for (struct taken **link = &desk->taken; *link != NULL; link = &(*link)->next) {
        if ((*link)->tag != tag)
            continue;
        found = *link;
        *link = found->next;
        desk->taken_count--;
        break;
    }
    pthread_mutex_unlock(&desk->lock);
    return found;
}

static enum err send_answer(struct ctx *c, struct kafka *bus, const struct taken *taken, struct text body)
{
    char correlation[ID_TEXT_MAX];
    int64_t left_us = taken->deadline_us - time_now_us();
    if (left_us <= 0) /* nobody waits for it */
        return OK;
    struct kafka_letter letter = {
        .topic = kafka_name(c->arena, bus->prefix, TEXT("answers")),
        .partition = taken->partition,
        .body = body,
        .headers = {{"florin-correlation", text_of(id_format(taken->correlation, correlation))},
                    {"florin-number", text_of(arena_printf(c->arena, "%lld", (long long)taken->serial))},
                    {"florin-reply-to", text_of(taken->process)}},
        .header_count = 3};
    enum err e = kafka_write_through(c, bus, &letter, time_steady_us() + left_us);
    return e != OK && taken->deadline_us <= time_now_us() && !kafka_is_away(bus) ? OK : e;
}

enum err kafka_answer(struct ctx *c, struct bus_desk *base, const struct bus_request *request,
                      struct text body)
{
    struct desk *desk = (struct desk *)base;
    struct taken *taken = recall(desk, request->tag);
    if (taken == NULL)
        return OK;
    enum err e = send_answer(c, kafka_of(base->bus), taken, body);
    free(taken);
    return e;
}
