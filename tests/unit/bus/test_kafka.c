/* The Kafka driver under what every driver promises, on a broker of its own. */
#include "bus/kafka.h"
#include "bus/kafka/name.h"
#include "conformance/bus_suite.h"
#include "servers/kafka.h"

static struct bus_suite suite;

static void *begin(void)
{
    struct kafka_broker *b = kafka_broker_begin();
    print_message("broker: %s\n", b->kind);
    if (!kafka_broker_is_real(b)) /* the mock cluster ends for good, and what it held with it */
        suite.stop = suite.start = suite.kill = NULL;
    return b;
}

static void end(void *broker)
{
    kafka_broker_end(broker);
}

static const char *url(void *broker)
{
    return ((const struct kafka_broker *)broker)->url;
}

/* Consumers are taken for dead after three seconds instead of ten, and publishing waits for two instead of five. */
static const char *hasty_url(void *broker)
{
    static char hasty[240];
    snprintf(hasty, sizeof hasty, "%s?session=3&patience=2", url(broker));
    return hasty;
}

static void stop(void *broker)
{
    kafka_broker_do(broker, "halt");
}

static void start(void *broker)
{
    kafka_broker_do(broker, "go");
}

static void kill_it(void *broker)
{
    kafka_broker_do(broker, "kill");
}

static void garbage(void *broker, const char *prefix, struct text raw)
{
    struct arena *arena = arena_new();
    kafka_write_raw(broker, kafka_topic_of_type(arena, prefix, TEXT("probe.ready")), NULL, raw);
    arena_free(arena);
}

static int64_t dead(void *broker, const char *prefix)
{
    char topic[80];
    snprintf(topic, sizeof topic, "%s.dead", prefix);
    return kafka_count(broker, topic);
}

int main(void)
{
    suite = (struct bus_suite){.name = "kafka",
                               .driver = &bus_kafka,
                               .begin = begin,
                               .end = end,
                               .url = url,
                               .hasty_url = hasty_url,
                               .stop = stop,
                               .start = start,
                               .kill = kill_it,
                               .garbage = garbage,
                               .dead = dead};
    return bus_suite_run(&suite);
}
