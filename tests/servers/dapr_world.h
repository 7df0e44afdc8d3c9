/* The Dapr driver as its users have it: each bus with an HTTP server of its own (the API's road) and a sidecar of its own, over one broker. To the
 * conformance suite it looks like a driver: opening a bus starts both, and subscribing makes the sidecar ask again what is wanted, as it does when it
 * starts. Processes called "desk" are an app of their own, because a request to one's own app stays in its process. */
#ifndef TESTS_SERVERS_DAPR_WORLD_H
#define TESTS_SERVERS_DAPR_WORLD_H

#include "api/api.h"
#include "bus/bus_driver.h"
#include "bus/dapr_inbound.h"
#include "servers/server.h"

enum { DAPR_WORLD_BUSES = 8 };

static struct server daprd;
static const char *dapr_world_query = "";

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

static inline enum err dapr_world_open(struct ctx *c, const struct bus_options *options, struct bus **out)
{
    struct dapr_home *home = dapr_home_of(NULL);
    bool desk = options->process != NULL && strcmp(options->process, "desk") == 0;
    home->api = (struct api){.dapr_token = DAPR_WORLD_TOKEN, .url = ""};
    struct http_options http = {
        .listen = "127.0.0.1:0", .listen_fd = -1, .road = api_road, .lanes = api_lanes, .self = &home->api};
    assert_ok(c, http_server_open(c, &http, &home->http));
    const char *port = strrchr(http_server_url(home->http), ':') + 1;
    home->port = (int)daprd_number(
        server_tell(&daprd, "sidecar %s %s " DAPR_WORLD_TOKEN, desk ? "florin-desk" : "florin", port));
    struct bus_options own = *options;
    own.url = arena_printf(c->arena, "dapr://127.0.0.1:%d/florin-pubsub?answers=florin-desk%s", home->port,
                           dapr_world_query);
    enum err e = bus_dapr.open(c, &own, out);
    assert_ok(c, e);
    home->bus = home->api.dapr = *out;
    return e;
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
