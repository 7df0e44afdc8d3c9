/* The Redis driver on a real server. */
#include "bus/redis/redis.h"
#include "conformance/bus_suite.h"
#include "servers/redis.h"

/* -- What every driver promises */

static void *begin(void)
{
    return redis_new("", "?claim=1000");
}

static void end(void *broker)
{
    redis_free(broker);
}

static const char *url_of(void *broker)
{
    return ((const struct redis_server *)broker)->url;
}

static void stop(void *broker)
{
    redis_end(broker, SIGTERM);
}

static void start(void *broker)
{
    redis_start(broker);
}

static void kill_it(void *broker)
{
    redis_end(broker, SIGKILL);
}

static void say_garbage(void *broker, const char *prefix, struct text raw)
{
    struct buf command = {0};
    buf_printf(&command, "*5\r\n$4\r\nXADD\r\n$%zu\r\n%s:events\r\n$1\r\n*\r\n$4\r\nbody\r\n$%zu\r\n",
               strlen(prefix) + 7, prefix, raw.len);
    buf_text(&command, raw);
    buf_z(&command, "\r\n");
    assert_true(redis_tell(broker, buf_view(&command), 2, NULL, 0));
    buf_free(&command);
}

static int64_t count_dead(void *broker, const char *prefix)
{
    char command[128];
    snprintf(command, sizeof command, "XLEN %s:dead", prefix);
    return redis_number(broker, command);
}

int main(void)
{
    static const struct bus_suite suite = {.name = "redis",
                                           .driver = &bus_redis,
                                           .begin = begin,
                                           .end = end,
                                           .url = url_of,
                                           .stop = stop,
                                           .start = start,
                                           .kill = kill_it,
                                           .garbage = say_garbage,
                                           .dead = count_dead};
    return bus_suite_run(&suite);
}
