#include "base/date.h"
#include "bus/kafka/name.h"
#include "bus/kafka/reader.h"

#include <time.h>

enum { WAIT_MS = 3000, MADE_AT_ONCE = 64 };

/* -- Making */

static void note_known(struct kafka *bus, const char *name)
{
    pthread_mutex_lock(&bus->lock);
    text_map_put(&bus->topics, text_of(name), 1);
    pthread_mutex_unlock(&bus->lock);
}

static bool is_known(struct kafka *bus, const char *name)
{
    pthread_mutex_lock(&bus->lock);
    const int64_t *known = text_map_get(&bus->topics, text_of(name));
    bool there = known != NULL && *known == 1;
    pthread_mutex_unlock(&bus->lock);
    return there;
}

void kafka_topics_forget(struct kafka *bus)
{
    pthread_mutex_lock(&bus->lock);
    text_map_free(&bus->topics);
    pthread_mutex_unlock(&bus->lock);
}

static rd_kafka_NewTopic_t *wish_of(enum kafka_kind kind, const char *name)
{
    char why[100];
    rd_kafka_NewTopic_t *topic =
        rd_kafka_NewTopic_new(name, kind == KAFKA_DEAD ? 1 : KAFKA_PARTITIONS, -1, why, sizeof why);
    if (topic == NULL)
        die("no topic can be made: %s", why);
    /* A message of BUS_MESSAGE_MAX with its headers is larger than the broker's usual limit. */
    rd_kafka_NewTopic_set_config(topic, "max.message.bytes", "2097152");
    /* Nobody wants yesterday's answers. */
    if (kind == KAFKA_REQUESTS || kind == KAFKA_ANSWERS)
        rd_kafka_NewTopic_set_config(topic, "retention.ms", "3600000");
    return topic;
}

/* Where we have no right to make topics, or the broker cannot, writing will show whether the topic is there. */
static bool is_settled(rd_kafka_resp_err_t code)
{
    return code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS ||
           code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_POLICY_VIOLATION || code == RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE ||
           code == RD_KAFKA_RESP_ERR_UNSUPPORTED_VERSION;
}

static enum err read_result(struct ctx *c, struct kafka *bus, rd_kafka_event_t *event, bool *made)
{
    const rd_kafka_CreateTopics_result_t *result = rd_kafka_event_CreateTopics_result(event);
    rd_kafka_resp_err_t code = rd_kafka_event_error(event);
    size_t count = 0;
    if (code == RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE)
        return OK;
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafka_busy(c, bus, rd_kafka_event_error_string(event));
    const rd_kafka_topic_result_t **topics = rd_kafka_CreateTopics_result_topics(result, &count);
    for (size_t i = 0; i < count; i++) {
        rd_kafka_resp_err_t each = rd_kafka_topic_result_error(topics[i]);
        if (!is_settled(each))
            return kafka_busy(c, bus, rd_kafka_err2str(each));
        *made = *made || each == RD_KAFKA_RESP_ERR_NO_ERROR;
        note_known(bus, rd_kafka_topic_result_name(topics[i]));
    }
    return OK;
}

/* With the producer borrowed. */
static enum err make(struct ctx *c, struct kafka *bus, rd_kafka_t *rk, rd_kafka_NewTopic_t **topics,
                     size_t count, int wait_ms, bool *made)
{
    char why[100];
    rd_kafka_AdminOptions_t *options = rd_kafka_AdminOptions_new(rk, RD_KAFKA_ADMIN_OP_CREATETOPICS);
    rd_kafka_queue_t *queue = rd_kafka_queue_new(rk);
    rd_kafka_AdminOptions_set_request_timeout(options, wait_ms, why, sizeof why);
    rd_kafka_AdminOptions_set_operation_timeout(options, wait_ms, why, sizeof why);
    rd_kafka_CreateTopics(rk, topics, count, options, queue);
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, wait_ms + KAFKA_STEP_MS);
    enum err e = event == NULL ? kafka_busy(c, bus, "the broker made no topics in time")
                               : read_result(c, bus, event, made);
    if (event != NULL)
        rd_kafka_event_destroy(event);
    rd_kafka_queue_destroy(queue);
    rd_kafka_AdminOptions_destroy(options);
    return e;
}

/* Lets the producer know topics before it writes to them: by itself it asks once a second. What the broker has not spread yet is left to
 * that. */
static void get_acquainted(rd_kafka_t *rk, const char *const *names, size_t count)
{
    rd_kafka_topic_t *topics[MADE_AT_ONCE];
    const struct rd_kafka_metadata *known;
    for (size_t i = 0; i < count; i++)
        topics[i] = rd_kafka_topic_new(rk, names[i], NULL);
    bool all = false;
    for (int tries = 0; tries < 5 && !all; tries++) {
        struct timespec moment = {0, tries * 10000000};
        nanosleep(&moment, NULL);
        if (rd_kafka_metadata(rk, 0, NULL, &known, 1000) != RD_KAFKA_RESP_ERR_NO_ERROR)
            break;
        all = true;
        for (int i = 0; i < known->topic_cnt; i++)
            all = all && known->topics[i].partition_cnt > 0;
        rd_kafka_metadata_destroy(known);
    }
    for (size_t i = 0; i < count; i++)
        if (topics[i] != NULL)
            rd_kafka_topic_destroy(topics[i]);
}

enum err kafka_topics_make(struct ctx *c, struct kafka *bus, enum kafka_kind kind, const char *const *names,
                           size_t count, int64_t until_us)
{
    rd_kafka_NewTopic_t *topics[MADE_AT_ONCE];
    const char *fresh[MADE_AT_ONCE];
    rd_kafka_t *rk;
    bool made = false;
    enum err e = OK;
    for (size_t done = 0; done < count && e == OK;) {
        size_t wanted = 0;
        for (; done < count && wanted < MADE_AT_ONCE; done++)
            if (!is_known(bus, names[done])) {
                fresh[wanted] = names[done];
                topics[wanted++] = wish_of(kind, names[done]);
            }
        if (wanted == 0)
            break;
        int64_t wait_ms = (until_us - time_steady_us()) / 1000;
        e = kafka_borrow(c, bus, &rk);
        if (e == OK) {
            e = make(c, bus, rk, topics, wanted, wait_ms < 1 ? 1 : (int)wait_ms, &made);
            if (e == OK)
                get_acquainted(rk, fresh, wanted);
            kafka_give_back(bus);
        }
        rd_kafka_NewTopic_destroy_array(topics, wanted);
    }
    if (made)
        kafka_readers_look(bus);
    return e;
}

/* -- Listing */

static void release_list(void *list)
{
    rd_kafka_topic_partition_list_destroy(list);
}

enum err kafka_topics_list(struct ctx *c, struct kafka_client *client, const char *const *types,
                           rd_kafka_topic_partition_list_t **out)
{
    const struct rd_kafka_metadata *all;
    struct text type;
    rd_kafka_resp_err_t code = rd_kafka_metadata(client->rk, 1, NULL, &all, WAIT_MS);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafka_busy(c, client->bus, rd_kafka_err2str(code));
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(64);
    arena_defer(c->arena, release_list, list);
    for (int i = 0; i < all->topic_cnt; i++) {
        const struct rd_kafka_metadata_topic *topic = &all->topics[i];
        if (kafka_type_of_topic(client->bus->prefix, topic->topic, &type) && bus_type_matches(types, type))
            for (int j = 0; j < topic->partition_cnt; j++)
                rd_kafka_topic_partition_list_add(list, topic->topic, topic->partitions[j].id);
    }
    rd_kafka_metadata_destroy(all);
    kafka_well(client->bus);
    *out = list;
    return OK;
}

rd_kafka_topic_partition_list_t *kafka_list_copy(struct ctx *c, const rd_kafka_topic_partition_list_t *list)
{
    rd_kafka_topic_partition_list_t *copy = rd_kafka_topic_partition_list_copy(list);
    arena_defer(c->arena, release_list, copy);
    return copy;
}

enum err kafka_edges(struct ctx *c, struct kafka_client *client, rd_kafka_topic_partition_list_t *list,
                     int64_t which)
{
    for (int i = 0; i < list->cnt; i++)
        list->elems[i].offset = which;
    rd_kafka_resp_err_t code =
        list->cnt == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_offsets_for_times(client->rk, list, WAIT_MS);
    for (int i = 0; i < list->cnt && code == RD_KAFKA_RESP_ERR_NO_ERROR; i++)
        code = list->elems[i].err;
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? OK : kafka_busy(c, client->bus, rd_kafka_err2str(code));
}

enum err kafka_committed(struct ctx *c, struct kafka_client *client, rd_kafka_topic_partition_list_t *list)
{
    rd_kafka_resp_err_t code =
        list->cnt == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_committed(client->rk, list, WAIT_MS);
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? OK : kafka_busy(c, client->bus, rd_kafka_err2str(code));
}

/* -- Committing */

static bool is_alive_without_us(rd_kafka_resp_err_t code)
{
    return code == RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID || code == RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION ||
           code == RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS || code == RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID;
}

enum err kafka_commit(struct ctx *c, struct kafka_client *client, const rd_kafka_topic_partition_list_t *list,
                      bool *refused)
{
    *refused = false;
    if (list->cnt == 0)
        return OK;
    rd_kafka_queue_t *queue = rd_kafka_queue_new(client->rk);
    rd_kafka_event_t *event = NULL;
    rd_kafka_resp_err_t code = rd_kafka_commit_queue(client->rk, list, queue, NULL, NULL);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        event = rd_kafka_queue_poll(queue, WAIT_MS);
        code = event == NULL ? RD_KAFKA_RESP_ERR__TIMED_OUT : rd_kafka_event_error(event);
    }
    if (event != NULL)
        rd_kafka_event_destroy(event);
    rd_kafka_queue_destroy(queue);
    *refused = is_alive_without_us(code);
    if (code ==
        RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) /* of one of them, which nobody may make or which is gone */
        code = RD_KAFKA_RESP_ERR_NO_ERROR;
    return code == RD_KAFKA_RESP_ERR_NO_ERROR || *refused
               ? OK
               : kafka_busy(c, client->bus, rd_kafka_err2str(code));
}
