/* The Dapr driver as its users have it: each bus with an HTTP server of its own (the API's road) and a sidecar of its own, over one broker. To the
 * conformance suite it looks like a driver: opening a bus starts both, and subscribing makes the sidecar ask again what is wanted, as it does when it
 * starts. Processes called "desk" are an app of their own, because a request to one's own app stays in its process. */
#ifndef TESTS_SERVERS_DAPR_WORLD_H
#define TESTS_SERVERS_DAPR_WORLD_H

#include "api/api.h"
#include "bus/bus_driver.h"
#include "bus/dapr_inbound.h"
#include "servers/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

enum { DAPR_WORLD_BUSES = 8 };

static struct server daprd;
static struct dapr_home {
    struct bus *bus;
    struct api api;
    struct http_server *http;
    int port; /* the sidecar's */
} dapr_homes[DAPR_WORLD_BUSES];

#define DAPR_WORLD_TOKEN "rosebud" /* APP_API_TOKEN */

static inline int64_t daprd_number(const char *reply)
{
    const char *colon = strchr(reply, ':');
    return colon == NULL ? -1 : strtoll(colon + 1, NULL, 10);
}

static inline struct dapr_home *dapr_home_of(const struct bus *bus)
{
    for (int i = 0; i < DAPR_WORLD_BUSES; i++)
        if (dapr_homes[i].bus == bus)
            return &dapr_homes[i];
    fail_msg("too many buses, or one that is not of this world");
    return NULL;
}

/* A socket that listens already, so that its port is known before the server is there. */
static inline int dapr_world_listen(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&address, size) == 0 && listen(fd, 64) == 0);
    assert_int_equal(0, getsockname(fd, (struct sockaddr *)&address, &size));
    *port = ntohs(address.sin_port);
    return fd;
}

/* In the order of serve: the bus, then the door. */
static inline enum err dapr_world_open(struct ctx *c, const struct bus_options *options, struct bus **out)
{
    struct dapr_home *home = dapr_home_of(NULL);
    bool desk = options->process != NULL && strcmp(options->process, "desk") == 0;
    int port, fd = dapr_world_listen(&port);
    home->port = (int)daprd_number(
        server_tell(&daprd, "sidecar %s %d " DAPR_WORLD_TOKEN, desk ? "florin-desk" : "florin", port));
    struct bus_options own = *options;
    own.url =
        arena_printf(c->arena, "dapr://127.0.0.1:%d/florin-pubsub?answers=florin-desk&bulk=64", home->port);
    assert_ok(c, bus_dapr.open(c, &own, out));
    home->bus = *out;
    home->api = (struct api){.dapr = *out, .dapr_token = DAPR_WORLD_TOKEN, .url = ""};
    struct http_options http = {.listen_fd = fd, .road = api_road, .lanes = api_lanes, .self = &home->api};
    assert_ok(c, http_server_open(c, &http, &home->http));
    return OK;
}

/* As serve does: nothing comes in any more, the door closes, then the bus. */
static inline void dapr_world_close(struct bus *bus)
{
    struct dapr_home *home = dapr_home_of(bus);
    dapr_inbound_end(bus);
    server_tell(&daprd, "gone %d", home->port);
    http_server_close(home->http);
    bus_dapr.close(bus);
    home->bus = NULL;
}

static inline enum err dapr_world_subscribe(struct ctx *c, struct bus *bus,
                                            const struct bus_consumer *consumer,
                                            struct bus_subscription **out)
{
    TRY(bus_dapr.subscribe(c, bus, consumer, out));
    server_tell(&daprd, "reload %d", dapr_home_of(bus)->port);
    return OK;
}

static inline struct bus_driver dapr_world_driver(void)
{
    struct bus_driver driver = bus_dapr;
    driver.open = dapr_world_open;
    driver.close = dapr_world_close;
    driver.subscribe = dapr_world_subscribe;
    return driver;
}

#endif
