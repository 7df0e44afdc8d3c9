/* Events: each consumer is a group of its own, whose members share the partitions. */
#include "base/date.h"
#include "bus/kafka/name.h"
#include "bus/kafka/reader.h"

#include <stdlib.h>

enum { HELD_MAX = 8192 };

struct subscription {
    struct bus_subscription base;
    struct kafka_reader reader;
    struct arena *arena;
    const char **types; /* a copy: who subscribed may be gone before the bus */
};

/* -- Reading */

/* The number is in a header, so that no body has to be parsed to know it: of what a message says nothing else is believed. */
static struct kafka_entry *read_event(struct kafka_reader *r, const rd_kafka_message_t *message)
{
    (void)r;
    struct kafka_entry *entry = kafka_entry_new(message, (struct text){0});
    struct text number = kafka_header_of(message, "florin-number"), body = text_trim(entry->body);
    bool object = body.len >= 2 && body.at[0] == '{' && body.at[body.len - 1] == '}';
    if (number.at == NULL || !text_to_int(number, &entry->number) || entry->number < 1) {
        entry->number = 0;
        entry->why = "it has no number (header florin-number)";
    } else if (!object || message->len > BUS_MESSAGE_MAX) {
        entry->why = object ? "it is too large" : "its value is no JSON object";
    }
    entry->state = entry->why != NULL ? KAFKA_DYING : KAFKA_READY;
    return entry;
}

/* -- The group's beginning */

/* Topics of whole names are made, so that their first message finds its reader. */
static enum err make_named(struct ctx *c, struct kafka *bus, const char *const *types)
{
    const char *names[1];
    for (; *types != NULL; types++) {
        if (strchr(*types, '*') != NULL)
            continue;
        names[0] = kafka_topic_of_type(c->arena, bus->prefix, text_of(*types));
        TRY(kafka_topics_make(c, bus, KAFKA_EVENTS, names, 1, time_steady_us() + 3000000));
    }
    return OK;
}

/* A group that the broker does not know begins at the present ends of the topics that there are: these are committed for it before it reads
 * anything. From then on what is not committed is a topic that was made later, and read from its beginning
 * (auto.offset.reset). A place in the empty topic "<prefix>.groups" tells members that come later, before there is any other, that the group has
 * begun; a group that is alive refuses what is committed from outside, which says the same. */
static enum err give_birth(struct ctx *c, struct kafka_client *client, const char *const *types)
{
    struct kafka *bus = client->bus;
    const char *marker = kafka_name(c->arena, bus->prefix, TEXT("groups"));
    rd_kafka_topic_partition_list_t *places, *ends;
    bool alive;
    TRY(kafka_topics_make(c, bus, KAFKA_DEAD, &marker, 1, time_steady_us() + 3000000));
    TRY(kafka_topics_list(c, client, types, &places));
    TRY(kafka_topics_list(c, client, types, &ends));
    rd_kafka_topic_partition_list_add(places, marker, 0);
    TRY(kafka_committed(c, client, places));
    for (int i = 0; i < places->cnt; i++)
        if (places->elems[i].offset >= 0)
            return OK;
    TRY(kafka_edges(c, client, ends, RD_KAFKA_OFFSET_END));
    rd_kafka_topic_partition_list_add(ends, marker, 0)->offset = 0;
    return kafka_commit(c, client, ends, &alive);
}

static enum err begin_events(struct ctx *c, struct kafka_reader *r)
{
    const struct subscription *s = r->self;
    struct kafka *bus = r->client.bus;
    const char *const *types = s->types;
    TRY(make_named(c, bus, types));
    TRY(give_birth(c, &r->client, types));
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(8);
    for (; *types != NULL; types++)
        rd_kafka_topic_partition_list_add(topics, kafka_topic_of_pattern(c->arena, bus->prefix, *types),
                                          RD_KAFKA_PARTITION_UA);
    rd_kafka_resp_err_t code =
        topics->cnt == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_subscribe(r->client.rk, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? OK : kafka_busy(c, bus, rd_kafka_err2str(code));
}

static int only_lane(const char *topic)
{
    (void)topic;
    return 0;
}

static void release(struct kafka_reader *r)
{
    struct subscription *s = r->self;
    kafka_reader_free(r);
    arena_free(s->arena);
    free(s);
}

static void copy_types(struct subscription *s, const char *const *types)
{
    size_t count = 0;
    while (types[count] != NULL)
        count++;
    s->arena = arena_new();
    s->types = ARENA_ARRAY(s->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        s->types[i] = arena_printf(s->arena, "%s", types[i]);
}

static const struct kafka_reading events = {.lanes = 1,
                                            .most = HELD_MAX,
                                            .patience_us = 1000000,
                                            .lane = only_lane,
                                            .read = read_event,
                                            .begin = begin_events,
                                            .release = release};

enum err kafka_subscribe(struct ctx *c, struct bus *base, const struct bus_consumer *consumer,
                         struct bus_subscription **out)
{
    struct kafka *bus = kafka_of(base);
    const char *group = kafka_name(c->arena, bus->prefix, text_of(consumer->name));
    TRY(kafka_reader_is_new(c, bus, group, consumer->name));
    struct subscription *s = calloc(1, sizeof *s);
    if (s == NULL)
        die("out of memory");
    s->base = (struct bus_subscription){base, consumer};
    s->reader.self = s;
    copy_types(s, consumer->types);
    enum err e = kafka_reader_start(c, bus, &s->reader, &events, group);
    if (e != OK)
        release(&s->reader);
    else
        *out = &s->base;
    return e;
}

/* -- Giving out and settling */

size_t kafka_fetch(struct bus_subscription *base, struct bus_delivery *out, size_t most)
{
    struct kafka_reader *r = &((struct subscription *)base)->reader;
    size_t count = 0;
    pthread_mutex_lock(&r->lock);
    while (count < most && r->ready.count > 0) {
        uint64_t tag = kafka_queue_get(&r->ready);
        struct kafka_entry *entry = held_find(&r->held, tag);
        if (entry == NULL ||
            !held_partition_of(&r->held, tag)->ours) /* its partition goes to another process */
            continue;
        entry->state = KAFKA_TAKEN;
        out[count++] = (struct bus_delivery){.number = entry->number, .tag = tag};
    }
    pthread_mutex_unlock(&r->lock);
    return count;
}

static void settle_one(struct kafka_reader *r, uint64_t tag, enum bus_verdict verdict)
{
    struct kafka_entry *entry = held_find(&r->held, tag);
    if (entry == NULL || entry->state != KAFKA_TAKEN)
        return;
    if (verdict == BUS_DONE) {
        held_done(&r->held, tag);
    } else if (verdict == BUS_AGAIN) {
        entry->state = KAFKA_LATER;
        kafka_postpone(r, tag, entry);
    } else {
        kafka_bury(r, tag, "the consumer makes no sense of it");
    }
    atomic_fetch_add(&r->client.bus->settled, verdict != BUS_AGAIN);
}

void kafka_settle(struct bus_subscription *base, const struct bus_delivery *deliveries, size_t count,
                  enum bus_verdict verdict)
{
    struct kafka_reader *r = &((struct subscription *)base)->reader;
    pthread_mutex_lock(&r->lock);
    for (size_t i = 0; i < count; i++)
        settle_one(r, deliveries[i].tag, verdict);
    pthread_cond_signal(&r->news);
    pthread_mutex_unlock(&r->lock);
}

/* -- Depth */

/* Partitions with their beginnings and ends. Asked through the producer: on a reader's connection each question waits behind a fetch that is under
 * way. */
static enum err read_edges(struct ctx *c, struct kafka *bus, const char *const *types,
                           rd_kafka_topic_partition_list_t **firsts, rd_kafka_topic_partition_list_t **ends)
{
    struct kafka_client producer = {.bus = bus};
    TRY(kafka_borrow(c, bus, &producer.rk));
    enum err e = kafka_topics_list(c, &producer, types, firsts);
    if (e == OK) {
        *ends = kafka_list_copy(c, *firsts);
        e = kafka_edges(c, &producer, *firsts, RD_KAFKA_OFFSET_BEGINNING);
    }
    if (e == OK)
        e = kafka_edges(c, &producer, *ends, RD_KAFKA_OFFSET_END);
    kafka_give_back(bus);
    return e;
}

enum err kafka_depth(struct ctx *c, struct bus_subscription *base, int64_t *out)
{
    struct subscription *s = (struct subscription *)base;
    struct kafka_reader *r = &s->reader;
    rd_kafka_topic_partition_list_t *firsts, *ends;
    if (kafka_is_away(r->client.bus)) /* who asks for every consumer does not wait for each */
        return kafka_busy(c, r->client.bus, "the broker is away");
    TRY(read_edges(c, kafka_of(base->bus), s->types, &firsts, &ends));
    rd_kafka_topic_partition_list_t *places = kafka_list_copy(c, ends);
    TRY(kafka_committed(c, &r->client, places));
    *out = 0;
    for (int i = 0; i < ends->cnt; i++) {
        const char *topic = ends->elems[i].topic;
        int32_t number = ends->elems[i].partition;
        const rd_kafka_topic_partition_t *place = rd_kafka_topic_partition_list_find(places, topic, number);
        const rd_kafka_topic_partition_t *first = rd_kafka_topic_partition_list_find(firsts, topic, number);
        int64_t from = place->offset > first->offset ? place->offset : first->offset;
        *out += ends->elems[i].offset > from ? ends->elems[i].offset - from : 0;
    }
    return OK;
}
