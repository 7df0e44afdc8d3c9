/* The Redis driver on a real server. */
#include "base/date.h"
#include "bus/redis/redis.h"
#include "conformance/bus_suite.h"
#include "servers/redis.h"

/* -- What every driver promises */

/* A user who may no more than the guide says. */
static void *begin(void)
{
    struct redis_server *s = redis_new(
        "user florin on >geheim ~suite-* +@stream +@list +pexpire +mget +set +unlink +ping +time +select\n",
        "?claim=3000");
    snprintf(s->url, sizeof s->url, "redis+unix://florin:geheim@%s/s%s", s->folder, s->query);
    return s;
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

/* -- What only Redis does */

struct scene {
    struct ctx c;
    struct redis_server *redis;
    struct bus *bus;
    struct bus_subscription *subscription;
};

static const char *const all_types[] = {"*", NULL};
static const struct bus_consumer listener = {"agent/listener", all_types};

static struct scene *scene_new(const char *query)
{
    struct scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->c = (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
    s->redis = redis_new("", query);
    struct bus_options options = {.url = s->redis->url, .prefix = "own", .process = "here"};
    assert_ok(&s->c, bus_open(&s->c, &bus_redis, &options, &s->bus));
    assert_ok(&s->c, bus_subscribe(&s->c, s->bus, &listener, &s->subscription));
    return s;
}

static void scene_free(struct scene *s)
{
    bus_close(s->bus);
    arena_free(s->c.arena);
    redis_free(s->redis);
    free(s);
}

static void publish(struct scene *s, int64_t first, int64_t last)
{
    for (; first <= last; first++) {
        struct bus_message message = {first, 1, TEXT("id"), TEXT("budget.warning"), TEXT("{}")};
        assert_ok(&s->c, bus_publish(&s->c, s->bus, &message, 1));
    }
}

/* Publishes many at once. */
static void publish_many(struct scene *s, int64_t first, int64_t last)
{
    enum { MOST = 500 };
    struct bus_message messages[MOST];
    while (first <= last) {
        size_t count = 0;
        for (; first <= last && count < MOST; first++)
            messages[count++] =
                (struct bus_message){first, 1, TEXT("id"), TEXT("budget.warning"), TEXT("{}")};
        assert_ok(&s->c, bus_publish(&s->c, s->bus, messages, count));
    }
}

/* Until each number was heard; how many came twice. */
static int hear(struct scene *s, int64_t first, int64_t last)
{
    int heard = 0, twice = 0;
    bool *seen = calloc((size_t)(last - first + 1), sizeof *seen);
    for (int64_t until_us = time_steady_us() + 60000000; heard < last - first + 1;) {
        struct bus_delivery got[64];
        size_t count = bus_fetch(s->subscription, got, 64);
        for (size_t i = 0; i < count; i++) {
            if (got[i].number < first || got[i].number > last)
                continue;
            bool *it = &seen[got[i].number - first];
            twice += *it;
            heard += !*it;
            *it = true;
        }
        bus_settle(s->subscription, got, count, BUS_DONE);
        if (time_steady_us() > until_us)
            fail_msg("%d of %lld came", heard, (long long)(last - first + 1));
        if (count == 0)
            bus_wait(s->bus, 5000);
    }
    free(seen);
    return twice;
}

static int64_t ask_number(const struct scene *s, const char *command)
{
    return redis_number(s->redis, command);
}

/* A number that follows a word in what Redis tells, which may take a while to come true. */
static void await_told(const struct scene *s, const char *command, const char *word, int64_t wanted)
{
    char line[128], reply[8192];
    int64_t got = -1;
    int len = snprintf(line, sizeof line, "%s\r\nPING\r\n", command);
    for (int i = 0; i < 12000 && got != wanted; i++) {
        struct timespec moment = {0, 5000000};
        int lines = 2;
        /* The last line is PING's. */
        while (redis_tell(s->redis, (struct text){line, (size_t)len}, lines, reply, sizeof reply) &&
               strstr(reply, "+PONG") == NULL && lines < 400)
            lines++;
        const char *at = strstr(reply, word);
        at = at == NULL ? NULL : strchr(at, ':');
        got = at == NULL ? -1 : strtoll(at + 1, NULL, 10);
        if (got != wanted)
            nanosleep(&moment, NULL);
    }
    assert_int_equal(wanted, got);
}

static void takes_over_from_the_dead(void **state)
{
    (void)state;
    struct scene *s = scene_new("?claim=300");
    publish(s, 1, 3);
    hear(s, 1, 3);
    for (int i = 0; i < 50; i++) { /* a process that takes some and dies; sometimes we are sooner */
        publish(s, 10 + i, 10 + i);
        (void)!redis_tell(s->redis,
                          TEXT("XREADGROUP GROUP agent/listener thief COUNT 9 STREAMS own:events >\r\n"), 1,
                          NULL, 0);
    }
    hear(s, 10, 59);
    await_told(s, "XINFO GROUPS own:events", "pending", 0);
    scene_free(s);
}

/* What is held here for longer than others wait is not taken away. */
static void keeps_what_it_works_on(void **state)
{
    (void)state;
    struct scene *s = scene_new("?claim=2000");
    struct bus *other;
    struct bus_subscription *rival;
    struct bus_options options = {.url = s->redis->url, .prefix = "own", .process = "there"};
    struct bus_delivery held[20], got[20];
    size_t count = 0;
    publish(s, 1, 20);
    while (count < 20) {
        bus_wait(s->bus, 5000);
        count += bus_fetch(s->subscription, held + count, 20 - count);
    }
    assert_ok(&s->c, bus_open(&s->c, &bus_redis, &options, &other));
    assert_ok(&s->c, bus_subscribe(&s->c, other, &listener, &rival));
    for (int i = 0; i < 50; i++) { /* longer than until it could be claimed */
        bus_wait(other, 100000);
        assert_int_equal(0, bus_fetch(rival, got, 20));
    }
    bus_settle(s->subscription, held, 20, BUS_DONE);
    await_told(s, "XINFO GROUPS own:events", "pending", 0);
    bus_close(other);
    scene_free(s);
}

static void goes_on_when_the_stream_is_lost(void **state)
{
    (void)state;
    struct scene *s = scene_new("");
    publish(s, 1, 10);
    hear(s, 1, 10);
    for (int64_t n = 11; n <= 50; n += 10) {
        assert_true(redis_tell(s->redis, TEXT("FLUSHALL\r\n"), 1, NULL, 0));
        publish(s, n, n + 9); /* before the group is there again */
        assert_int_equal(0, hear(s, n, n + 9));
    }
    assert_true(redis_tell(s->redis, TEXT("XGROUP DESTROY own:events agent/listener\r\n"), 1, NULL, 0));
    publish(s, 51, 60);
    hear(s, 51, 60);
    scene_free(s);
}

static void keeps_the_stream_short(void **state)
{
    (void)state;
    struct scene *s = scene_new("?events=1000");
    publish_many(s, 1, 20000);
    assert_in_range(ask_number(s, "XLEN own:events"), 1000, 1500);
    scene_free(s);
    struct scene *small = scene_new("?bytes=1048576");
    publish_many(small, 1, 50000);
    assert_in_range(ask_number(small, "XLEN own:events"), 1000, 20000);
    scene_free(small);
}

/* Nobody fetches: what waits here is limited, and the rest waits at Redis. */
static void reads_no_more_than_it_holds(void **state)
{
    (void)state;
    struct scene *s = scene_new("");
    struct bus_health health;
    int64_t depth = 0;
    publish_many(s, 1, 30000);
    for (int i = 0, full = 0; i < 60000 && full < 100; i++) { /* and a while after it is nearly full */
        bus_wait(s->bus, 2000);
        bus_health(s->bus, &health);
        full += health.received > 7000;
    }
    assert_in_range(health.received, 7001, 8192);
    assert_ok(&s->c, bus_depth(&s->c, s->subscription, &depth));
    assert_int_equal(30000, depth);
    assert_int_equal(0, hear(s, 1, 30000));
    scene_free(s);
}

static void leaves_nothing_behind(void **state)
{
    (void)state;
    struct scene *s = scene_new("");
    struct bus_desk *desk;
    struct text answer;
    struct bus_request request = {
        .address = TEXT("agent/absent"), .deadline_us = time_now_us() + 200000, .body = TEXT("{}")};
    publish(s, 1, 5);
    hear(s, 1, 5);
    assert_err(ERR_BUSY, bus_ask(&s->c, s->bus, &request, &answer));
    assert_ok(&s->c, bus_attend(&s->c, s->bus, "agent/desk", &desk));
    await_told(s, "XINFO GROUPS own:events", "consumers", 1);
    bus_close(s->bus);
    s->bus = NULL;
    await_told(s, "XINFO GROUPS own:events", "consumers", 0);
    assert_int_equal(0, ask_number(s, "EXISTS own:requests:agent/absent:0")); /* nobody wants it any more */
    assert_int_equal(1, ask_number(s, "DBSIZE"));                             /* the stream */
    scene_free(s);
}

/* What waits at a desk that closes goes to the next. */
static void gives_requests_back(void **state)
{
    (void)state;
    struct scene *s = scene_new("");
    struct bus_desk *desk;
    struct bus_request request;
    bool found = false;
    char line[600];
    struct bus *other;
    struct bus_options options = {.url = s->redis->url, .prefix = "own", .process = "there"};
    assert_ok(&s->c, bus_open(&s->c, &bus_redis, &options, &other));
    assert_ok(&s->c, bus_attend(&s->c, other, "agent/desk", &desk));
    for (int i = 9; i >= 0; i--) {
        int len = snprintf(line, sizeof line,
                           "RPUSH own:requests:agent/desk:%d \"1 01890000-0000-7000-8000-00000000000%d %d "
                           "%lld 7 own:answers:x\\n%d\"\r\n",
                           i, i, i, (long long)(time_now_us() + INT64_C(600000000)), i);
        assert_true(redis_tell(s->redis, (struct text){line, (size_t)len}, 1, NULL, 0));
    }
    /* And some that are none. */
    assert_true(redis_tell(s->redis, TEXT("RPUSH own:requests:agent/desk:0 garbage \"1 x y z\\n\" \"\"\r\n"),
                           1, NULL, 0));
    for (int i = 0; i < 100; i++)
        bus_wait(other, 2000);
    bus_close(other);
    assert_ok(&s->c, bus_attend(&s->c, s->bus, "agent/desk", &desk));
    for (int i = 0; i < 100; i++)
        bus_wait(s->bus, 2000);
    bool seen[10] = {false};
    for (int count = 0; count < 10;) {
        assert_ok(&s->c, bus_take(&s->c, desk, &request, &found));
        if (!found) {
            bus_wait(s->bus, 5000);
            continue;
        }
        assert_in_range(request.priority, 0, 9);
        assert_false(seen[request.priority]);
        seen[request.priority] = true;
        count++;
    }
    scene_free(s);
}

static void writes_down_the_dead(void **state)
{
    (void)state;
    struct scene *s = scene_new("");
    struct bus_delivery got;
    char reply[4096] = "";
    publish(s, 7, 7);
    while (bus_fetch(s->subscription, &got, 1) == 0)
        bus_wait(s->bus, 5000);
    bus_settle(s->subscription, &got, 1, BUS_DROP);
    await_told(s, "XINFO GROUPS own:events", "pending", 0);
    assert_true(redis_tell(s->redis, TEXT("XRANGE own:dead - +\r\n"), 30, reply, sizeof reply));
    assert_non_null(strstr(reply, "agent/listener"));
    assert_non_null(strstr(reply, "it makes no sense to its consumer"));
    assert_non_null(strstr(reply, "budget.warning"));
    scene_free(s);
}

static void tells_why_without_the_password(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct bus *bus;
    struct bus_health health;
    struct bus_message message = {1, 1, TEXT("id"), TEXT("budget.warning"), TEXT("{}")};
    struct bus_options options = {.url = "redis://:geheim@127.0.0.1:1/0"}, none = {0},
                       empty = {.url = options.url, .prefix = ""},
                       blank = {.url = options.url, .prefix = "a b"};
    assert_err(ERR_USAGE, bus_open(&c, &bus_redis, &none, &bus));
    assert_err(ERR_USAGE, bus_open(&c, &bus_redis, &empty, &bus));
    assert_err(ERR_USAGE, bus_open(&c, &bus_redis, &blank, &bus));
    assert_ok(&c, bus_open(&c, &bus_redis, &options, &bus));
    bus_health(bus, &health);
    assert_true(health.well); /* nothing was asked of it */
    assert_err(ERR_BUSY, bus_publish(&c, bus, &message, 1));
    assert_null(strstr(c.why, "geheim"));
    bus_health(bus, &health);
    assert_false(health.well);
    assert_non_null(strstr(health.why, "redis://127.0.0.1:1/0: Connection refused"));
    bus_close(bus);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_over_from_the_dead),
        cmocka_unit_test(keeps_what_it_works_on),
        cmocka_unit_test(goes_on_when_the_stream_is_lost),
        cmocka_unit_test(keeps_the_stream_short),
        cmocka_unit_test(reads_no_more_than_it_holds),
        cmocka_unit_test(leaves_nothing_behind),
        cmocka_unit_test(gives_requests_back),
        cmocka_unit_test(writes_down_the_dead),
        cmocka_unit_test(tells_why_without_the_password),
    };
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
    return cmocka_run_group_tests(tests, NULL, NULL) + bus_suite_run(&suite);
}
