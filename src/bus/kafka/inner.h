/* What the files of the Kafka driver share. For this folder alone. Its parts:
 *   driver.c        the driver: open, close, health
 *   url.c name.c    what a URL means; what things are called at the broker
 *   client.c        a client of librdkafka with the settings and the ears that all have in common
 *   producer.c      the one that writes: batches, single messages, dead ones
 *   topics.c        making and listing topics, places in them
 *   held.c          what was read and is not done with
 *   reader.c        a thread that reads for a group: rebalances, limits, commits
 *   dead.c          what makes no sense
 *   subscription.c  events: a reader for each consumer
 *   asking.c        requests and the answers to them
 *   desk.c          those who answer: a reader for each address */
#ifndef BUS_KAFKA_INNER_H
#define BUS_KAFKA_INNER_H

#include "base/text_map.h"
#include "bus/bus_driver.h"
#include "bus/kafka/url.h"

#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <stdatomic.h>

enum { KAFKA_PARTITIONS = 8, KAFKA_STEP_MS = 100 };

struct kafka_reader; /* reader.h */
struct kafka_asking;

struct kafka {
    struct bus bus;
    struct arena *arena; /* of the texts below */
    struct kafka_url url;
    const char *prefix, *process;
    atomic_llong published, received, settled, dead;
    pthread_mutex_t lock; /* over what follows */
    bool well, away;      /* away: nobody answers. Not well and not away: somebody answers, and refuses */
    char why[160], heard[160]; /* heard: what the last connection broke of */
    int64_t probed_us, reconnects;
    struct text_map topics;       /* that are there */
    struct kafka_reader *readers; /* of subscriptions and desks, newest first */
    pthread_mutex_t asking_lock;
    struct kafka_asking *asking; /* NULL until somebody asks */
    pthread_rwlock_t producer_lock;
    struct kafka_producer *producer; /* NULL until something is written */
};

static inline struct kafka *kafka_of(struct bus *bus)
{
    return (struct kafka *)bus;
}

/* -- client.c */

/* Begins everything that librdkafka is given as an opaque. */
struct kafka_client {
    struct kafka *bus;
    rd_kafka_t *rk;
};

/* Settings that all clients have; more by kafka_set. */
rd_kafka_conf_t *kafka_conf(const struct kafka *bus, struct kafka_client *client);
void kafka_set(rd_kafka_conf_t *conf, const char *name, const char *value);
void kafka_set_int(rd_kafka_conf_t *conf, const char *name, int64_t value);
/* Starts it; the settings are used up. */
enum err kafka_start(struct ctx *c, struct kafka_client *client, rd_kafka_type_t type,
                     rd_kafka_conf_t *conf) MUST_USE;
/* What the broker's answers mean for the bus's health. `why` may come from librdkafka. */
void kafka_well(struct kafka *bus);
void kafka_unwell(struct kafka *bus, rd_kafka_resp_err_t code, const char *why);
/* Nobody has answered, and it is not the first thing that was asked. */
bool kafka_is_away(struct kafka *bus);
/* When the bus is not well, and nobody asked within a second: asks the broker for something small. Waits for a second at most. */
void kafka_probe(struct kafka_client *client);
/* ERR_BUSY in the words of the health, or of `why`. */
enum err kafka_busy(struct ctx *c, struct kafka *bus, const char *what) MUST_USE;

/* -- producer.c */

struct kafka_header {
    const char *name;
    struct text value;
};

enum { KAFKA_HEADERS_MAX = 6 };

/* Something to write. Everything is copied. */
struct kafka_letter {
    const char *topic;
    int32_t partition; /* RD_KAFKA_PARTITION_UA: by its key */
    struct text key, body;
    struct kafka_header headers[KAFKA_HEADERS_MAX];
    size_t header_count;
};

/* Who is told once for each letter, on the producer's thread, when the broker has it or never will. */
struct kafka_errand {
    void (*landed)(struct kafka_errand *errand, struct kafka *bus, rd_kafka_resp_err_t code);
};

/* Hands over a letter; `errand` (NULL allowed) is told later, unless this fails. Does not wait, but for room until `until_us` (steady). */
enum err kafka_write(struct ctx *c, struct kafka *bus, const struct kafka_letter *letter,
                     struct kafka_errand *errand, int64_t until_us) MUST_USE;
/* The same, and waits until the broker has it. */
enum err kafka_write_through(struct ctx *c, struct kafka *bus, const struct kafka_letter *letter,
                             int64_t until_us) MUST_USE;
enum err kafka_publish(struct ctx *c, struct bus *bus, const struct bus_message *messages,
                       size_t count) MUST_USE;
/* The producer's handle for something that is neither reading nor writing, between these two. */
enum err kafka_borrow(struct ctx *c, struct kafka *bus, rd_kafka_t **out) MUST_USE;
void kafka_give_back(struct kafka *bus);
/* Everything under way is given up, and told so. */
void kafka_producer_end(struct kafka *bus);

/* A header's value; at == NULL without. */
struct text kafka_header_of(const rd_kafka_message_t *message, const char *name);

/* -- topics.c */

enum kafka_kind { KAFKA_EVENTS, KAFKA_REQUESTS, KAFKA_ANSWERS, KAFKA_DEAD };

/* Makes those that are not there. Where we may not, whoever runs the broker has made them. */
enum err kafka_topics_make(struct ctx *c, struct kafka *bus, enum kafka_kind kind, const char *const *names,
                           size_t count, int64_t until_us) MUST_USE;
/* The broker said that one is not there. */
void kafka_topics_forget(struct kafka *bus);
/* All partitions of events that a consumer wants. For rd_kafka_topic_partition_list_destroy, when the arena goes. */
enum err kafka_topics_list(struct ctx *c, struct kafka_client *client, const char *const *types,
                           rd_kafka_topic_partition_list_t **out) MUST_USE;
/* Likewise. */
rd_kafka_topic_partition_list_t *kafka_list_copy(struct ctx *c, const rd_kafka_topic_partition_list_t *list);
/* Their ends (RD_KAFKA_OFFSET_END) or beginnings. */
enum err kafka_edges(struct ctx *c, struct kafka_client *client, rd_kafka_topic_partition_list_t *list,
                     int64_t which) MUST_USE;
/* What the group has committed there; below 0: nothing. */
enum err kafka_committed(struct ctx *c, struct kafka_client *client,
                         rd_kafka_topic_partition_list_t *list) MUST_USE;
/* Waits until the offsets are committed. *refused: the group is alive without us. */
enum err kafka_commit(struct ctx *c, struct kafka_client *client, const rd_kafka_topic_partition_list_t *list,
                      bool *refused) MUST_USE;

/* -- The port's functions of the other files */

enum err kafka_subscribe(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                         struct bus_subscription **out) MUST_USE;
size_t kafka_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most);
void kafka_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                  enum bus_verdict verdict);
enum err kafka_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out) MUST_USE;
enum err kafka_ask(struct ctx *c, struct bus *bus, const struct bus_request *request,
                   struct text *answer) MUST_USE;
void kafka_asking_stop(struct kafka *bus);
void kafka_asking_free(struct kafka *bus);
enum err kafka_attend(struct ctx *c, struct bus *bus, const char *address, struct bus_desk **out) MUST_USE;
enum err kafka_take(struct ctx *c, struct bus_desk *desk, struct bus_request *out, bool *found) MUST_USE;
enum err kafka_answer(struct ctx *c, struct bus_desk *desk, const struct bus_request *request,
                      struct text body) MUST_USE;

#endif
