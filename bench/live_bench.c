/* Times live events: how long after an event's commit the last of 1,000 WebSockets has it, how many events per second reach one, and what an idle
 * connection costs in memory.
 *
 *     live_bench FOLDER [SOCKETS] */
#include "api/live/live.h"
#include "base/date.h"
#include "store/entity/event.h"
#include "store/entity/household.h"
#include "store/migrate.h"
#include "store/store_driver.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROUNDS = 50, IDLE_SOCKETS = 5000, BURST = 20000, BATCH = 100 };

struct bench {
    struct store *store;
    struct live *live;
    int epoll;
};

static void check(struct ctx *c, enum err e)
{
    if (e != OK)
        die("%s: %s", err_name(e), c->why);
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t resident_bytes(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f == NULL || fscanf(f, "%*s %ld", &pages) != 1)
        die("no /proc/self/statm");
    fclose(f);
    return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

static void append(struct bench *b, int count)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct store_tx *tx;
    check(&c, store_begin(&c, b->store, &tx));
    for (int i = 0; i < count; i++) {
        struct event_row row = {.household = HOUSEHOLD_FIRST,
                                .type = TEXT("user.alert.sent"),
                                .subject = TEXT("notification/1"),
                                .data =
                                    TEXT("{\"channel\":\"inapp\",\"title\":\"Groceries are over budget\"}")};
        check(&c, event_append(&c, tx, &row));
    }
    check(&c, store_commit(&c, tx));
    arena_free(c.arena);
}

static int join(struct bench *b, int64_t user)
{
    int ends[2];
    struct live_person person = {
        .household = HOUSEHOLD_FIRST, .user = user, .session = user, .authenticated_us = time_now_us()};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        die("no sockets: see ulimit -n");
    live_join(b->live, SOCKET_WEBSOCKET, &(struct socket_handle){.fd = ends[0]}, &person, LIVE_FROM_NOW);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = ends[1]};
    epoll_ctl(b->epoll, EPOLL_CTL_ADD, ends[1], &event);
    return ends[1];
}

/* Until `bytes` came in all, on whichever sockets. */
static void read_bytes(struct bench *b, int64_t bytes)
{
    struct epoll_event events[256];
    char waste[64 << 10];
    while (bytes > 0) {
        int count = epoll_wait(b->epoll, events, 256, 10000);
        if (count <= 0)
            die("%lld bytes did not come", (long long)bytes);
        for (int i = 0; i < count; i++) {
            ssize_t got = recv(events[i].data.fd, waste, sizeof waste, 0);
            if (got == 0)
                die("a connection was closed");
            bytes -= got > 0 ? got : 0;
        }
    }
}

/* Reads until nothing more comes; returns how many bytes came. */
static int64_t read_rest(struct bench *b)
{
    struct epoll_event events[256];
    char waste[64 << 10];
    int64_t bytes = 0;
    int count;
    while ((count = epoll_wait(b->epoll, events, 256, 500)) > 0)
        for (int i = 0; i < count; i++) {
            ssize_t got = recv(events[i].data.fd, waste, sizeof waste, 0);
            bytes += got > 0 ? got : 0;
        }
    return bytes;
}

static void alert(struct bench *b, int sockets)
{
    int64_t times[ROUNDS];
    append(b, 1);
    live_wake(b->live);
    int64_t each = read_rest(b); /* one event, to all */
    for (int i = 0; i < ROUNDS; i++) {
        append(b, 1);
        int64_t start_us = time_steady_us();
        live_wake(b->live);
        read_bytes(b, each);
        times[i] = time_steady_us() - start_us;
    }
    qsort(times, ROUNDS, sizeof *times, by_value);
    printf("an alert to %d sockets (%lld bytes each): median %.1f ms, slowest %.1f ms after its commit\n",
           sockets, (long long)(each / sockets), (double)times[ROUNDS / 2] / 1000,
           (double)times[ROUNDS - 1] / 1000);
}

static void burst(struct bench *b, int64_t each)
{
    int64_t start_us = time_steady_us();
    for (int i = 0; i < BURST; i += BATCH) {
        append(b, BATCH);
        live_wake(b->live);
        read_bytes(b, each * BATCH);
    }
    double s = (double)(time_steady_us() - start_us) / 1e6;
    printf("%d events to one socket, %d per commit: %.0f/s, commits included\n", BURST, BATCH, BURST / s);
}

static void idle(struct bench *b)
{
    static int fds[IDLE_SOCKETS];
    int64_t before = resident_bytes();
    for (int i = 0; i < IDLE_SOCKETS; i++)
        fds[i] = join(b, 1000 + i);
    read_rest(b);
    printf("%d idle connections: %lld bytes of memory each\n", IDLE_SOCKETS,
           (long long)((resident_bytes() - before) / IDLE_SOCKETS));
    for (int i = 0; i < IDLE_SOCKETS; i++)
        close(fds[i]);
}

int main(int argc, char **argv)
{
    int64_t sockets = 1000;
    if (argc < 2 || (argc > 2 && !text_to_int(text_of(argv[2]), &sockets)) || sockets < 1 || sockets > 9000)
        die("usage: live_bench FOLDER [SOCKETS]");
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct bench b = {.epoll = epoll_create1(EPOLL_CLOEXEC)};
    struct live_options options = {0};
    int *fds = ARENA_ARRAY(c.arena, int, sockets);
    check(&c, store_open(&c, &store_sqlite, argv[1], true, &b.store));
    check(&c, migrate_up(&c, b.store));
    check(&c, live_open(&c, b.store, &options, &b.live));
    append(&b, 10000); /* from here on all numbers have as many digits, and all messages one length */
    fds[0] = join(&b, 1);
    read_rest(&b);
    append(&b, 1);
    live_wake(b.live);
    burst(&b, read_rest(&b));
    for (int i = 1; i < sockets; i++)
        fds[i] = join(&b, i + 1);
    read_rest(&b);
    alert(&b, (int)sockets);
    for (int i = 0; i < sockets; i++)
        close(fds[i]);
    idle(&b);
    live_close(b.live);
    arena_free(c.arena);
    store_close(b.store);
    close(b.epoll);
    return 0;
}
