#include "bus/kafka/held.h"

#include <stdlib.h>

enum { PARTITIONS_MAX = 1 << 19 };

static const uint64_t SERIAL_MASK = (UINT64_C(1) << HELD_SERIAL_BITS) - 1;

size_t held_partition(struct kafka_held *held, const char *topic, int32_t number, int lane)
{
    for (size_t i = 0; i < held->count; i++) {
        size_t at = (held->last + i) % held->count; /* messages come in runs */
        if (held->at[at].number == number && strcmp(held->at[at].topic, topic) == 0)
            return held->last = at;
    }
    if (held->count == held->room) {
        held->room = held->room == 0 ? 16 : held->room * 2;
        held->at = realloc(held->at, held->room * sizeof *held->at);
        if (held->at == NULL || held->room > PARTITIONS_MAX)
            die("no room for %zu partitions", held->room);
    }
    char *copy = strdup(topic);
    if (copy == NULL)
        die("out of memory");
    held->at[held->count] =
        (struct kafka_partition){.topic = copy, .number = number, .lane = lane, .place = -1, .committed = -1};
    return held->last = held->count++;
}

static struct kafka_entry **slot(const struct kafka_partition *p, size_t i)
{
    return &p->ring[(p->first + i) % p->size];
}

static void grow(struct kafka_partition *p)
{
    size_t size = p->size == 0 ? 64 : p->size * 2;
    struct kafka_entry **ring = calloc(size, sizeof(struct kafka_entry *));
    if (ring == NULL)
        die("out of memory");
    for (size_t i = 0; i < p->count; i++)
        ring[i] = *slot(p, i);
    free(p->ring);
    p->ring = ring;
    p->size = size;
    p->first = 0;
}

/* The first entry leaves. */
static void leave(struct kafka_partition *p)
{
    free(*slot(p, 0));
    p->first = (p->first + 1) % p->size;
    p->count--;
    p->left++;
}

uint64_t held_add(struct kafka_held *held, size_t partition, struct kafka_entry *entry)
{
    struct kafka_partition *p = &held->at[partition];
    if (p->count > 0 && entry->offset <= (*slot(p, p->count - 1))->offset)
        held_forget(held, partition);
    if (p->count == p->size)
        grow(p);
    *slot(p, p->count++) = entry;
    held->entries[p->lane]++;
    held->bytes += entry->body.len;
    return (uint64_t)partition << HELD_SERIAL_BITS | ((p->left + p->count - 1) & SERIAL_MASK);
}

struct kafka_entry *held_find(const struct kafka_held *held, uint64_t tag)
{
    size_t partition = (size_t)(tag >> HELD_SERIAL_BITS);
    if (partition >= held->count)
        return NULL;
    const struct kafka_partition *p = &held->at[partition];
    uint64_t i = ((tag & SERIAL_MASK) - p->left) & SERIAL_MASK;
    if (i >= p->count)
        return NULL;
    struct kafka_entry *entry = *slot(p, (size_t)i);
    return entry->state == KAFKA_DONE ? NULL : entry;
}

static void uncount(struct kafka_held *held, const struct kafka_partition *p, const struct kafka_entry *entry)
{
    if (entry->state == KAFKA_DONE)
        return;
    held->entries[p->lane]--;
    held->bytes -= entry->body.len;
}

void held_done(struct kafka_held *held, uint64_t tag)
{
    struct kafka_entry *entry = held_find(held, tag);
    if (entry == NULL)
        return;
    struct kafka_partition *p = &held->at[tag >> HELD_SERIAL_BITS];
    uncount(held, p, entry);
    entry->state = KAFKA_DONE;
    while (p->count > 0 && (*slot(p, 0))->state == KAFKA_DONE) {
        p->place = (*slot(p, 0))->offset + 1;
        leave(p);
    }
}

void held_forget(struct kafka_held *held, size_t partition)
{
    struct kafka_partition *p = &held->at[partition];
    while (p->count > 0) {
        uncount(held, p, *slot(p, 0));
        leave(p);
    }
    p->place = p->committed = -1;
}

bool held_is_due(const struct kafka_partition *p)
{
    return p->place >= 0 && p->place != p->committed;
}

bool held_is_taken(const struct kafka_partition *p)
{
    for (size_t i = 0; i < p->count; i++)
        if ((*slot(p, i))->state == KAFKA_TAKEN)
            return true;
    return false;
}

void kafka_queue_put(struct kafka_queue *q, uint64_t tag)
{
    if (q->count == q->size) {
        size_t size = q->size == 0 ? 256 : q->size * 2;
        uint64_t *at = calloc(size, sizeof *at);
        if (at == NULL)
            die("out of memory");
        for (size_t i = 0; i < q->count; i++)
            at[i] = q->at[(q->first + i) % q->size];
        free(q->at);
        *q = (struct kafka_queue){at, 0, q->count, size};
    }
    q->at[(q->first + q->count++) % q->size] = tag;
}

uint64_t kafka_queue_get(struct kafka_queue *q)
{
    uint64_t tag = q->at[q->first];
    q->first = (q->first + 1) % q->size;
    q->count--;
    return tag;
}

void held_free(struct kafka_held *held)
{
    for (size_t i = 0; i < held->count; i++) {
        held_forget(held, i);
        free(held->at[i].ring);
        free(held->at[i].topic);
    }
    free(held->at);
    *held = (struct kafka_held){0};
}
