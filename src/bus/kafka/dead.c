/* Dead messages: what makes no sense goes to the topic "<prefix>.dead" with the reason, and is done with when it is there. */
#include "base/date.h"
#include "bus/kafka/reader.h"

#include <stdlib.h>

void kafka_bury(struct kafka_reader *r, uint64_t tag, const char *why)
{
    struct kafka_entry *entry = held_find(&r->held, tag);
    if (entry == NULL)
        return;
    entry->state = KAFKA_DYING;
    entry->why = why;
    kafka_queue_put(&r->dying, tag);
}

struct burial {
    struct kafka_errand errand;
    struct kafka_reader *reader;
    uint64_t tag;
};

/* What the dead messages have is done with; what they have not is tried again. */
static void buried(struct kafka_errand *errand, struct kafka *bus, rd_kafka_resp_err_t code)
{
    struct burial *burial = (struct burial *)errand;
    struct kafka_reader *r = burial->reader;
    pthread_mutex_lock(&r->lock);
    struct kafka_entry *entry = held_find(&r->held, burial->tag);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR && entry != NULL) {
        kafka_postpone(r, burial->tag, entry);
    } else if (entry != NULL) {
        held_done(&r->held, burial->tag);
        atomic_fetch_add(&bus->dead, 1);
    }
    pthread_mutex_unlock(&r->lock);
    free(burial);
}

static enum err bury(struct ctx *c, struct kafka_reader *r, uint64_t tag, struct kafka_letter *letter)
{
    struct kafka *bus = r->client.bus;
    const char *dead = letter->topic;
    TRY(kafka_topics_make(c, bus, KAFKA_DEAD, &dead, 1, time_steady_us() + 1000000));
    struct burial *burial = calloc(1, sizeof *burial);
    if (burial == NULL)
        die("out of memory");
    *burial = (struct burial){{buried}, r, tag};
    enum err e = kafka_write(c, bus, letter, &burial->errand, 0);
    if (e != OK)
        free(burial);
    return e;
}

/* The letter for an entry that is dying, with copies of all of it; false when it is forgotten. */
static bool last_words(struct ctx *c, struct kafka_reader *r, uint64_t tag, struct kafka_letter *out)
{
    struct arena *arena = c->arena;
    pthread_mutex_lock(&r->lock);
    struct kafka_entry *entry = held_find(&r->held, tag);
    if (entry != NULL) {
        const struct kafka_partition *p = held_partition_of(&r->held, tag);
        const char *from =
            arena_printf(arena, "%s/%d/%lld", p->topic, (int)p->number, (long long)entry->offset);
        *out = (struct kafka_letter){
            .topic = arena_printf(arena, "%s.dead", r->client.bus->prefix),
            .partition = RD_KAFKA_PARTITION_UA,
            .body = text_copy(arena, entry->body),
            .headers = {{"florin-why", text_of(entry->why)},
                        {"florin-from", text_of(from)},
                        {"florin-group", text_of(r->group)},
                        {"florin-number", text_of(arena_printf(arena, "%lld", (long long)entry->number))}},
            .header_count = entry->number > 0 ? 4 : 3};
    }
    pthread_mutex_unlock(&r->lock);
    return entry != NULL;
}

void kafka_bury_dying(struct kafka_reader *r)
{
    pthread_mutex_lock(&r->lock);
    size_t count = r->dying.count;
    pthread_mutex_unlock(&r->lock);
    for (; count > 0; count--) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        struct kafka_letter letter;
        pthread_mutex_lock(&r->lock);
        uint64_t tag = kafka_queue_get(&r->dying);
        pthread_mutex_unlock(&r->lock);
        bool there = last_words(&c, r, tag, &letter);
        if (there && bury(&c, r, tag, &letter) != OK) {
            pthread_mutex_lock(&r->lock);
            struct kafka_entry *entry = held_find(&r->held, tag);
            if (entry != NULL)
                kafka_postpone(r, tag, entry);
            pthread_mutex_unlock(&r->lock);
            count = 1;
        }
        arena_free(c.arena);
    }
}
