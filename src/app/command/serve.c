/* florin serve: the server and the agents, until it is told to stop. */
#include "api/api.h"
#include "app/app.h"
#include "app/team.h"
#include "store/entity/household.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static const struct command_option options[] = {
    {"listen", 0, "ADDRESS:PORT", "where to listen (default 127.0.0.1:8787)"},
    {"host", 0, "NAME", "a name this server is reached by, besides its addresses (behind a proxy)"},
    {0},
};

/* The relay's own thread: events reach the agents here. */
struct agents_thread {
    pthread_t thread;
    struct team *team;
};

static void *run_agents(void *thing)
{
    struct agents_thread *a = thing;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = relay_run(&c, a->team->relay, RELAY_STOPPED);
    if (e != OK)
        fprintf(stderr, "florin: the agents stopped: %s\n", c.why);
    arena_free(c.arena);
    return NULL;
}

static void trouble(void *self, const char *why)
{
    (void)self;
    fprintf(stderr, "florin: events wait: %s\n", why);
}

static enum err start_agents(struct ctx *c, struct store *store, struct agents_thread *a)
{
    struct relay_options how = {.trouble = trouble};
    struct channel_terminal_options terminal = {.out = stdout, .colour = isatty(STDOUT_FILENO)};
    TRY(team_open(c, store, how, &terminal, &a->team));
    if (pthread_create(&a->thread, NULL, run_agents, a) != 0)
        return fail(c, ERR_IO, "no thread could be started");
    return OK;
}

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

static void agents_metrics(const void *self, struct buf *out)
{
    host_metrics(self, out);
}

static void server_metrics(const void *self, struct buf *out)
{
    struct http_server *const *server = self;
    uint64_t counts[6];
    if (*server == NULL)
        return;
    http_server_counts(*server, counts);
    buf_z(out, "# TYPE florin_http_responses_total counter\n");
    for (int i = 2; i < 6; i++)
        buf_printf(out, "florin_http_responses_total{class=\"%dxx\"} %llu\n", i,
                   (unsigned long long)counts[i]);
}

static enum err serve(struct ctx *c, const char *listen, const char *host, struct store *store,
                      const sigset_t *signals)
{
    /* In this order: the agents react to what is waiting, then people may look. Stopping goes the other way round. */
    struct agents_thread working;
    struct http_server *server = NULL;
    int got;
    TRY(start_agents(c, store, &working));
    struct api api = {.store = store, .household = HOUSEHOLD_FIRST, .started_us = c->now_us, .base_url = ""};
    api.sources[api.source_count++] = (struct api_metrics_source){agents_metrics, working.team->host};
    api.sources[api.source_count++] = (struct api_metrics_source){server_metrics, &server};
    const struct http_route routes[] = {
        {"/", api_overview, &api},
        {"/style.css", api_style, &api},
        {"/healthz", api_livez, &api},
        {"/readyz", api_readyz, &api},
        {"/metrics", api_metrics, &api},
        {"/feed.atom", api_feed, &api},
        {0},
    };
    enum err e = http_server_open(c, listen, host, routes, &server);
    if (e == OK) {
        api.base_url = http_server_url(server);
        atomic_store(&api.ready, true);
        printf("Florin listens on %s\n", api.base_url);
        fflush(stdout);
        sigwait(signals, &got);
        printf("Florin stops: requests under way are finished first.\n");
        atomic_store(&api.ready, false);
        http_server_close(server);
    }
    relay_stop(working.team->relay);
    pthread_join(working.thread, NULL);
    return e;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    sigset_t signals;
    const char *listen = invocation_value(inv, "listen");
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    block_signals(&signals);
    TRY(app_open(c, inv, &store));
    return serve(c, listen == NULL ? "127.0.0.1:8787" : listen, invocation_value(inv, "host"), store,
                 &signals);
}

const struct command command_serve = {
    .name = "serve",
    .summary = "Run the server and the agents",
    .usage = "[--listen ADDRESS:PORT] [--host NAME]",
    .details =
        "/ is an overview, /feed.atom what the agents say, /healthz and /readyz for supervisors, /metrics "
        "for Prometheus.\n"
        "SIGTERM or SIGINT ends it: not ready any more, requests under way finished, store closed, exit 0.",
    .options = options,
    .run = run,
};
