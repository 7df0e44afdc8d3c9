/* Times a bus driver alone, without a store: events per second from bus_publish to settled at every consumer, in one process; how long an event
 * takes at 5,000 a second; how long requests take to be answered.
 *
 *     bus_bench URL [EVENTS [WIDE [NARROW]]]       WIDE consumers take all types, NARROW one of ten */
#include "base/date.h"
#include "bus/bus_driver.h"
#include "bus/kafka.h"
#include "bus/redis/redis.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 512, BODY_BYTES = 400, CONSUMERS_MAX = 32, REQUESTS = 5000 };
enum { LAG_EVENTS = 50000, LAG_RATE = 5000, LAG_BATCH = 25, LAG_FIRST = 1 << 30 };

static const char *const everything[] = {"*", NULL};
static const char *const one_of_ten[] = {"budget.*", "probe", NULL};

struct listener {
    char name[32];
    struct bus_consumer consumer;
    struct bus_subscription *subscription;
    int64_t taken, wanted;
};

struct bench {
    struct bus *bus;
    struct listener listeners[CONSUMERS_MAX];
    int listener_count;
    int64_t events;
};

static void check(struct ctx *c, enum err e)
{
    if (e != OK)
        die("%s: %s", err_name(e), c->why);
}

/* -- Events */

static void publish(struct ctx *c, struct bus *bus, int64_t first, int64_t count)
{
    static struct bus_message messages[BATCH];
    static char body[BODY_BYTES];
    memset(body, 'x', sizeof body);
    body[0] = '{';
    body[sizeof body - 1] = '}';
    for (int64_t i = 0; i < count; i++)
        messages[i] =
            (struct bus_message){.number = first + i,
                                 .household = i % 50 + 1,
                                 .id = TEXT("01890000-0000-7000-8000-000000000000"),
                                 .type = i % 10 == 0 ? TEXT("budget.warning") : TEXT("transaction.created"),
                                 .body = {body, sizeof body}};
    check(c, bus_publish(c, bus, messages, (size_t)count));
}

static void *publish_all(void *self)
{
    struct bench *bench = self;
    for (int64_t at = 0; at < bench->events; at += BATCH) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        int64_t left = bench->events - at;
        publish(&c, bench->bus, at + 1, left < BATCH ? left : BATCH);
        arena_free(c.arena);
    }
    return NULL;
}

static void listen_all(struct bench *bench)
{
    struct bus_delivery got[320];
    for (bool all = false; !all;) {
        bool any = false;
        all = true;
        for (int i = 0; i < bench->listener_count; i++) {
            struct listener *l = &bench->listeners[i];
            size_t count = bus_fetch(l->subscription, got, 320);
            bus_settle(l->subscription, got, count, BUS_DONE);
            l->taken += (int64_t)count;
            any = any || count > 0;
            all = all && l->taken >= l->wanted;
        }
        if (!any && !all)
            bus_wait(bench->bus, 100000);
    }
}

static void time_events(struct ctx *c, struct bench *bench, int wide, int narrow)
{
    pthread_t thread;
    int64_t tenths = 0;
    for (int64_t at = 0; at < bench->events; at++)
        tenths += at % BATCH % 10 == 0;
    for (int i = 0; i < wide + narrow; i++) {
        struct listener *l = &bench->listeners[i];
        snprintf(l->name, sizeof l->name, "agent/%d", i);
        l->consumer = (struct bus_consumer){l->name, i < wide ? everything : one_of_ten};
        l->wanted = i < wide ? bench->events : tenths;
        check(c, bus_subscribe(c, bench->bus, &l->consumer, &l->subscription));
    }
    bench->listener_count = wide + narrow;
    int64_t start_us = time_steady_us();
    if (pthread_create(&thread, NULL, publish_all, bench) != 0)
        die("no thread");
    listen_all(bench);
    pthread_join(thread, NULL);
    double s = (double)(time_steady_us() - start_us) / 1e6;
    printf("%lld events to %d wide and %d narrow consumers in %.2f s: %.0f/s\n", (long long)bench->events,
           wide, narrow, s, (double)bench->events / s);
}

/* -- Lag */

struct pace {
    struct bench *bench;
    int64_t *sent_us;
};

static void *publish_paced(void *self)
{
    struct pace *pace = self;
    int64_t start_us = time_steady_us();
    for (int64_t at = 0; at < LAG_EVENTS; at += LAG_BATCH) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        int64_t wait_us = start_us + at * 1000000 / LAG_RATE - time_steady_us();
        struct timespec wait = {0, (wait_us > 0 ? wait_us : 0) * 1000};
        nanosleep(&wait, NULL);
        int64_t now_us = time_steady_us();
        for (int64_t i = at; i < at + LAG_BATCH; i++)
            pace->sent_us[i] = now_us;
        publish(&c, pace->bench->bus, LAG_FIRST + at, LAG_BATCH);
        arena_free(c.arena);
    }
    return NULL;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* From bus_publish until it was fetched, by the first consumer. */
static void time_lag(struct bench *bench)
{
    static int64_t sent_us[LAG_EVENTS], lag_us[LAG_EVENTS];
    struct pace pace = {bench, sent_us};
    struct bus_subscription *subscription = bench->listeners[0].subscription;
    pthread_t thread;
    int64_t count = 0;
    if (pthread_create(&thread, NULL, publish_paced, &pace) != 0)
        die("no thread");
    while (count < LAG_EVENTS) {
        struct bus_delivery got[320];
        size_t some = bus_fetch(subscription, got, 320);
        int64_t now_us = time_steady_us();
        for (size_t i = 0; i < some && count < LAG_EVENTS; i++)
            if (got[i].number >= LAG_FIRST)
                lag_us[count++] = now_us - sent_us[got[i].number - LAG_FIRST];
        bus_settle(subscription, got, some, BUS_DONE);
        if (some == 0)
            bus_wait(bench->bus, 100000);
    }
    pthread_join(thread, NULL);
    qsort(lag_us, LAG_EVENTS, sizeof *lag_us, by_size);
    printf("at %d events/s: p50 %.1f ms, p99 %.1f ms, most %.1f ms\n", LAG_RATE,
           (double)lag_us[LAG_EVENTS / 2] / 1e3, (double)lag_us[LAG_EVENTS / 100 * 99] / 1e3,
           (double)lag_us[LAG_EVENTS - 1] / 1e3);
}

/* -- Requests */

static void *ask_all(void *self)
{
    struct bench *bench = self;
    for (int i = 0; i < REQUESTS; i++) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        struct text answer;
        struct bus_request request = {.address = TEXT("agent/echo"),
                                      .correlation = id_new(c.now_us),
                                      .deadline_us = c.now_us + 10000000,
                                      .body = TEXT("{}")};
        check(&c, bus_ask(&c, bench->bus, &request, &answer));
        arena_free(c.arena);
    }
    return NULL;
}

static void time_requests(struct ctx *c, struct bench *bench)
{
    struct bus_desk *desk;
    pthread_t thread;
    int64_t start_us = time_steady_us();
    check(c, bus_attend(c, bench->bus, "agent/echo", &desk));
    if (pthread_create(&thread, NULL, ask_all, bench) != 0)
        die("no thread");
    for (int answered = 0; answered < REQUESTS;) {
        struct bus_request request;
        struct ctx unit = {.arena = arena_new(), .now_us = time_now_us()};
        bool found;
        check(&unit, bus_take(&unit, desk, &request, &found));
        if (found)
            check(&unit, bus_answer(&unit, desk, &request, TEXT("{}")));
        else
            bus_wait(bench->bus, 100000);
        answered += found;
        arena_free(unit.arena);
    }
    pthread_join(thread, NULL);
    printf("%d requests one after the other: %.0f us each\n", REQUESTS,
           (double)(time_steady_us() - start_us) / REQUESTS);
}

int main(int count, char **args)
{
    struct bench bench = {.events = count > 2 ? strtoll(args[2], NULL, 10) : 300000};
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    int wide = count > 3 ? (int)strtol(args[3], NULL, 10) : 1,
        narrow = count > 4 ? (int)strtol(args[4], NULL, 10) : 0;
    char prefix[64];
    if (count < 2 || bench.events < 1 || wide < 0 || narrow < 0 || wide + narrow < 1 ||
        wide + narrow > CONSUMERS_MAX)
        die("usage: bus_bench URL [EVENTS [WIDE [NARROW]]]");
    snprintf(prefix, sizeof prefix, "bench-%d", (int)getpid());
    struct bus_options options = {.url = args[1], .prefix = prefix, .process = "bench"};
    const struct bus_driver *driver = strncmp(args[1], "kafka:", 6) == 0 ? &bus_kafka : &bus_redis;
    check(&c, bus_open(&c, driver, &options, &bench.bus));
    time_events(&c, &bench, wide, narrow);
    time_lag(&bench);
    time_requests(&c, &bench);
    bus_close(bench.bus);
    arena_free(c.arena);
    return 0;
}
