/* Reading as a member of a group: what subscriptions and desks have in common. For this folder alone. */
#ifndef BUS_KAFKA_READER_H
#define BUS_KAFKA_READER_H

#include "bus/kafka/held.h"
#include "bus/kafka/inner.h"

struct kafka_lane {
    bool full, paused;
    int64_t full_us; /* steady: since when */
};

/* What readers differ in. */
struct kafka_reading {
    int lanes;
    size_t most; /* entries of a lane */
    int64_t
        patience_us; /* so long a full lane stops the reading of all; then its partitions are paused, and the others go on */
    int (*lane)(const char *topic);
    /* The entry for a message. One that cannot be ours is given back KAFKA_DYING with its reason, one that is not wanted KAFKA_DONE. */
    struct kafka_entry *(*read)(struct kafka_reader *reader, const rd_kafka_message_t *message);
    /* Before the first message: the topics, the group's first places, rd_kafka_subscribe. Called again until it succeeds. */
    enum err (*begin)(struct ctx *c, struct kafka_reader *reader);
    /* kafka_reader_free, and of what `self` is. */
    void (*release)(struct kafka_reader *reader);
};

/* A thread that reads as a member of a group. */
struct kafka_reader {
    struct kafka_client client;
    const struct kafka_reading *how;
    void *self; /* the subscription or desk that it is a part of */
    struct kafka_reader *next;
    char *group;
    pthread_t thread;
    bool running;
    pthread_mutex_t lock;       /* over what follows */
    pthread_cond_t news;        /* room, the beginning, the end */
    bool stopping, begun, look; /* look: there may be new topics */
    struct kafka_held held;
    struct kafka_queue ready, later, dying; /* tags; some are forgotten */
    struct kafka_lane lane[KAFKA_LANES];
    int64_t commit_us;
};

/* Starts reading into `reader`, which the caller has zeroed but for `self`, and which is released when the bus is closed. Waits for the beginning, as long as the broker
 * answers: some seconds at most. `group` is copied. */
enum err kafka_reader_start(struct ctx *c, struct kafka *bus, struct kafka_reader *reader,
                            const struct kafka_reading *how, const char *group) MUST_USE;
/* ERR_CONFLICT when this bus reads for the group already. */
enum err kafka_reader_is_new(struct ctx *c, struct kafka *bus, const char *group, const char *name) MUST_USE;
/* Commits what is done, leaves the group. */
void kafka_reader_stop(struct kafka_reader *reader);
/* After the producer's end. */
void kafka_reader_free(struct kafka_reader *reader);
/* All readers look for new topics. */
void kafka_readers_look(struct kafka *bus);
/* An entry in one piece with its texts. */
struct kafka_entry *kafka_entry_new(const rd_kafka_message_t *message, struct text reply_to);
/* Under the reader's lock: the entry is given out again, or buried once more, in a moment. */
void kafka_postpone(struct kafka_reader *reader, uint64_t tag, struct kafka_entry *entry);

/* -- dead.c */

/* Under the reader's lock: it shall go to the dead messages. `why` is a literal. */
void kafka_bury(struct kafka_reader *reader, uint64_t tag, const char *why);
/* On the reader's thread: sends them there. */
void kafka_bury_dying(struct kafka_reader *reader);

#endif
