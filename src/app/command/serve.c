/* florin serve: the server and the agents, until it is told to stop. */
#include "app/serving.h"

#include <signal.h>
#include <stdlib.h>

static const struct command_option options[] = {
    {"listen", 0, "ADDRESS:PORT", "where to listen (default 127.0.0.1:8787; * for all addresses)"},
    {"host", 0, "NAME,...", "names this server is reached by, besides its addresses (behind a proxy)"},
    {"proxy", 0, "ADDRESS,...", "proxies whose X-Forwarded-For and -Proto are believed"},
    {"cors", 0, "ORIGIN,...", "other sites whose pages may call the API, with a key or token"},
    {"rate", 0, "N", "requests a second that one person or key may make (default 50000)"},
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

static enum err read_rate(struct ctx *c, const struct invocation *inv, int64_t *rate)
{
    enum { RATE = 50000, RATE_MOST = 1000000 };
    const char *given = invocation_value(inv, "rate");
    *rate = RATE;
    if (given != NULL && (!text_to_int(text_of(given), rate) || *rate < 1 || *rate > RATE_MOST))
        return usage_error(c, inv, "--rate takes a number from 1 to %d", RATE_MOST);
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    sigset_t signals;
    struct serving *serving;
    struct serving_options how = {.listen = invocation_value(inv, "listen"),
                                  .hosts = invocation_value(inv, "host"),
                                  .proxies = invocation_value(inv, "proxy"),
                                  .origins = invocation_value(inv, "cors"),
                                  .replace = invocation_has(inv, "replace")};
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    TRY(read_rate(c, inv, &how.rate));
    block_signals(&signals);
    TRY(serving_open(c, inv, &how, &serving));
    printf("Florin listens on %s\n", serving_url(serving));
    fflush(stdout);
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
    .run = run,
};
