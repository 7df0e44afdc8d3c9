/* A Kafka broker for a test: ctest's fixture (FLORIN_TEST_KAFKA is its folder), or one of the test's own, to be stopped and killed. */
#ifndef TESTS_SERVERS_KAFKA_H
#define TESTS_SERVERS_KAFKA_H

#include "support.h"

#include <librdkafka/rdkafka.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct kafka_broker {
    char folder[200];
    char *url;  /* of everybody */
    char *kind; /* "mock", or "kafka 3.9.1" */
};

static inline char *kafka_broker_read(const struct kafka_broker *b, const char *name)
{
    char path[240], text[1024];
    snprintf(path, sizeof path, "%s/%s", b->folder, name);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return NULL;
    size_t len = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[len] = 0;
    return strdup(text);
}

/* tests/servers/kafka.py: what its head says. */
static inline void kafka_broker_do(const struct kafka_broker *b, const char *what)
{
    const char *program = getenv("FLORIN_TEST_KAFKA_PROGRAM"), *mock = getenv("FLORIN_TEST_KAFKA_CLUSTER");
    if (program == NULL)
        fail_msg("FLORIN_TEST_KAFKA_PROGRAM is not set: run by ctest, or name tests/servers/kafka.py");
    char *words[] = {"python3",
                     (char *)(uintptr_t)program,
                     (char *)(uintptr_t)what,
                     (char *)(uintptr_t)b->folder,
                     (char *)(uintptr_t)mock,
                     NULL};
    pid_t pid;
    int status;
    if (posix_spawnp(&pid, "python3", NULL, NULL, words, environ) != 0 || waitpid(pid, &status, 0) != pid ||
        status != 0)
        fail_msg("kafka.py %s %s failed", what, b->folder);
}

/* One of the test's own. kafka_broker_end ends it; so does the end of the test program. */
static inline struct kafka_broker *kafka_broker_begin(void)
{
    struct kafka_broker *b = calloc(1, sizeof *b);
    snprintf(b->folder, sizeof b->folder, "/tmp/florin-kafka-%d", (int)getpid());
    kafka_broker_do(b, "start");
    b->url = kafka_broker_read(b, "url");
    b->kind = kafka_broker_read(b, "kind");
    return b;
}

/* The fixture's; kafka_broker_forget when done. */
static inline struct kafka_broker *kafka_broker_shared(void)
{
    const char *folder = getenv("FLORIN_TEST_KAFKA");
    if (folder == NULL)
        fail_msg("FLORIN_TEST_KAFKA is not set: run by ctest, or start tests/servers/kafka.py");
    struct kafka_broker *b = calloc(1, sizeof *b);
    snprintf(b->folder, sizeof b->folder, "%s", folder);
    b->url = kafka_broker_read(b, "url");
    b->kind = kafka_broker_read(b, "kind");
    if (b->url == NULL || b->kind == NULL)
        fail_msg("no broker in %s", folder);
    print_message("broker: %s\n", b->kind);
    return b;
}

static inline void kafka_broker_forget(struct kafka_broker *b)
{
    free(b->url);
    free(b->kind);
    free(b);
}

static inline void kafka_broker_end(struct kafka_broker *b)
{
    kafka_broker_do(b, "stop");
    kafka_broker_forget(b);
}

static inline bool kafka_broker_is_real(const struct kafka_broker *b)
{
    return strcmp(b->kind, "mock") != 0;
}

/* -- A client that is not the driver's */

static inline rd_kafka_t *kafka_member_new(const struct kafka_broker *b, rd_kafka_type_t type,
                                           const char *group)
{
    char why[200];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    const char *servers = b->url + strlen("kafka://");
    if (rd_kafka_conf_set(conf, "bootstrap.servers", servers, why, sizeof why) != RD_KAFKA_CONF_OK ||
        rd_kafka_conf_set(conf, "group.id", group, why, sizeof why) != RD_KAFKA_CONF_OK ||
        rd_kafka_conf_set(conf, "log_level", "0", why, sizeof why) != RD_KAFKA_CONF_OK)
        fail_msg("%s", why);
    rd_kafka_t *rk = rd_kafka_new(type, conf, why, sizeof why);
    if (rk == NULL)
        fail_msg("%s", why);
    return rk;
}

static inline rd_kafka_t *kafka_client_new(const struct kafka_broker *b, rd_kafka_type_t type)
{
    return kafka_member_new(b, type, "tests");
}

/* Writes one message, without headers unless `number` is given. */
static inline void kafka_write_raw(const struct kafka_broker *b, const char *topic, const char *number,
                                   struct text value)
{
    rd_kafka_t *rk = kafka_client_new(b, RD_KAFKA_PRODUCER);
    void *at = (void *)(uintptr_t)(value.at == NULL ? "" : value.at);
    rd_kafka_resp_err_t code =
        number == NULL
            ? rd_kafka_producev(rk, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                RD_KAFKA_V_VALUE(at, value.len), RD_KAFKA_V_END)
            : rd_kafka_producev(rk, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                RD_KAFKA_V_VALUE(at, value.len),
                                RD_KAFKA_V_HEADER("florin-number", number, -1), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR || rd_kafka_flush(rk, 30000) != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail_msg("%s: %s", topic, rd_kafka_err2str(code));
    rd_kafka_destroy(rk);
}

/* How many messages a topic holds; 0 when it is not there. */
static inline int64_t kafka_count(const struct kafka_broker *b, const char *topic)
{
    rd_kafka_t *rk = kafka_client_new(b, RD_KAFKA_PRODUCER);
    const struct rd_kafka_metadata *all;
    int64_t count = 0;
    if (rd_kafka_metadata(rk, 1, NULL, &all, 10000) != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail_msg("the broker does not answer");
    for (int i = 0; i < all->topic_cnt; i++) {
        if (strcmp(all->topics[i].topic, topic) != 0)
            continue;
        for (int32_t p = 0; p < all->topics[i].partition_cnt; p++) {
            int64_t low = 0, high = 0;
            if (rd_kafka_query_watermark_offsets(rk, topic, p, &low, &high, 10000) !=
                RD_KAFKA_RESP_ERR_NO_ERROR)
                fail_msg("%s: its ends are not known", topic);
            count += high - low;
        }
    }
    rd_kafka_metadata_destroy(all);
    rd_kafka_destroy(rk);
    return count;
}

/* What a group has committed of a topic, over all its partitions. */
static inline int64_t kafka_committed_sum(const struct kafka_broker *b, const char *group, const char *topic,
                                          int32_t partitions)
{
    rd_kafka_t *rk = kafka_member_new(b, RD_KAFKA_CONSUMER, group);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(partitions);
    int64_t sum = 0;
    rd_kafka_topic_partition_list_add_range(list, topic, 0, partitions - 1);
    if (rd_kafka_committed(rk, list, 30000) != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail_msg("%s: its places are not known", group);
    for (int i = 0; i < list->cnt; i++)
        sum += list->elems[i].offset > 0 ? list->elems[i].offset : 0;
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_destroy(rk);
    return sum;
}

#endif
