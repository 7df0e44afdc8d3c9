/* florin serve: the server and the agents, until it is told to stop. */
#include "app/serving.h"

#include <signal.h>
#include <stdlib.h>

static const struct command_option options[] = {
    {"replace", 0, NULL,
     "take over from the server that runs on this data: no connection is refused meanwhile"},
    {0},
};

/* Signals are taken by sigwait in the main thread alone. Every thread started later inherits the mask, so this
 * comes before the store, which has a thread of its own. */
static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static const char *or_null(const char *text)
{
    return text[0] == '\0' ? NULL : text;
}

/* Passwords are shown as (set). */
static const char *shown(struct ctx *c, const struct invocation *inv, enum config_key key)
{
    return config_shown(c, inv->configuration->all, key);
}

static void tell_start(struct ctx *c, const struct invocation *inv, const struct serving *serving)
{
    const char *store = shown(c, inv, CONFIG_STORE), *bus = shown(c, inv, CONFIG_BUS);
    if (store[0] == '\0')
        store = arena_printf(c->arena, "sqlite:%s", inv->data);
    if (strcmp(bus, "embedded") != 0)
        bus = arena_printf(c->arena, "%s (%s)", bus, inv->configuration->bus_group);
    printf("Florin listens on %s\n", serving_url(serving));
    printf("Role %s, store %s, bus %s, cache %s\n", shown(c, inv, CONFIG_ROLE), store, bus,
           shown(c, inv, CONFIG_CACHE));
    fflush(stdout);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    sigset_t signals;
    struct serving *serving;
    const struct configuration *set = inv->configuration;
    struct serving_options how = {.listen = set->listen,
                                  .hosts = or_null(set->hosts),
                                  .proxies = or_null(set->proxies),
                                  .origins = or_null(set->origins),
                                  .rate = set->rate,
                                  .replace = invocation_has(inv, "replace")};
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    block_signals(&signals);
    TRY(serving_open(c, inv, &how, &serving));
    tell_start(c, inv, serving);
    serving_wait(serving, &signals);
    printf("Florin stops: requests under way are finished first.\n");
    fflush(stdout);
    serving_close(serving);
    return OK;
}

const struct command command_serve = {
    .name = "serve",
    .summary = "Run the server and the agents",
    .usage = "[--listen ADDRESS:PORT] [--host NAME] [--replace]",
    .details =
        "/ is the page, /api/v1 the API, /docs says what it does, /ws and /api/v1/live/stream tell what "
        "happens, /feed.atom what "
        "the agents say;\n"
        "/healthz and /readyz are for supervisors, /metrics for Prometheus. A listening socket that systemd "
        "hands over is used.\n"
        "SIGTERM or SIGINT ends it: not ready any more, requests under way finished, store closed, exit 0.",
    .options = options,
    .needs = CONFIG_FOR_SERVE,
    .run = run,
};
