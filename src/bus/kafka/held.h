/* What was read of each partition and is not done with. A partition's place, which is committed to the broker, moves over what is done from
 * its beginning on, so that it never passes what is not. Pure bookkeeping: no locks, nothing of Kafka. */
#ifndef BUS_KAFKA_HELD_H
#define BUS_KAFKA_HELD_H

#include "base/id.h"

enum kafka_state {
    KAFKA_READY, /* to be given out */
    KAFKA_TAKEN, /* given out */
    KAFKA_LATER, /* to be given out again at due_us */
    KAFKA_DYING, /* on its way to the dead messages */
    KAFKA_DONE,
};

/* One message. From the heap, in one piece with its texts. */
struct kafka_entry {
    int64_t offset;
    enum kafka_state state;
    int64_t number;  /* of an event */
    int64_t due_us;  /* steady */
    const char *why; /* it is dying; a literal */
    int priority;    /* from here on of a request */
    int64_t deadline_us;
    struct id correlation;
    int32_t reply_partition;
    struct text reply_to; /* a process */
    struct text body;
};

struct kafka_partition {
    char *topic;
    int32_t number;
    int lane;  /* whose limits it counts for */
    bool ours; /* the group gave it to us */
    struct kafka_entry **ring;
    size_t size, first, count;
    uint64_t left;     /* entries that ever left the ring: the serial number of its first one */
    int64_t place;     /* everything before this offset is done; -1: not known */
    int64_t committed; /* the place that was last committed; -1: none */
};

/* A tag is a partition's index above, an entry's serial number below. */
enum { KAFKA_LANES = 3, HELD_SERIAL_BITS = 44 };

struct kafka_held {
    struct kafka_partition *at;
    size_t count, room;
    size_t last;                 /* which one was found last */
    size_t entries[KAFKA_LANES]; /* not done */
    size_t bytes;                /* of all their bodies */
};

/* The index of a partition; it is added when it is new. */
size_t held_partition(struct kafka_held *held, const char *topic, int32_t number, int lane);
/* Takes the entry, and gives what to call it from now on. An offset that is not behind the last one means that the partition began anew at
 * the broker: what was held of it is forgotten. */
uint64_t held_add(struct kafka_held *held, size_t partition, struct kafka_entry *entry);
/* NULL when it is done or forgotten. */
struct kafka_entry *held_find(const struct kafka_held *held, uint64_t tag);
/* It is done. Entries at the ring's beginning that are go, and the place moves. Forgotten ones do nothing. */
void held_done(struct kafka_held *held, uint64_t tag);
/* The partition is another one's now, or lost. */
void held_forget(struct kafka_held *held, size_t partition);
/* Is there a place to commit? */
bool held_is_due(const struct kafka_partition *partition);
/* Is something of it given out? */
bool held_is_taken(const struct kafka_partition *partition);
/* Whose is this entry? */
static inline struct kafka_partition *held_partition_of(const struct kafka_held *held, uint64_t tag)
{
    return &held->at[tag >> HELD_SERIAL_BITS];
}
void held_free(struct kafka_held *held);

/* Tags, first come first served. Zero it to begin; free(at) when done. */
struct kafka_queue {
    uint64_t *at;
    size_t first, count, size;
};
void kafka_queue_put(struct kafka_queue *queue, uint64_t tag);
/* There is one. */
uint64_t kafka_queue_get(struct kafka_queue *queue);

#endif
