#include "app/react.h"

#include "agents/host.h"
#include "bus/bus_driver.h"

#include <unistd.h>

static void close_relay(void *thing)
{
    relay_close(thing);
}

static void close_host(void *thing)
{
    host_close(thing);
}

enum err react(struct ctx *c, struct store *store, FILE *terminal)
{
    enum { MESSAGES_SHOWN = 12 };
    struct relay_options options = {.bus = &bus_embedded};
    struct relay *relay;
    struct host *host;
    TRY(relay_open(c, store, &options, &relay));
    /* The host goes after the relay, so it is registered before it. */
    TRY(host_open(c, relay, store, &host));
    arena_defer(c->arena, close_host, host);
    arena_defer(c->arena, close_relay, relay);
    if (terminal != NULL) {
        struct channel_terminal_options how = {
            .out = terminal, .colour = isatty(fileno(terminal)), .most = MESSAGES_SHOWN};
        TRY(host_attach(c, host, channel_terminal_new(&how)));
    }
    return relay_run(c, relay, RELAY_DRAINED);
}
