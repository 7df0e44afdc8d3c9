#include "app/serving.h"

#include "agents/runs.h"
#include "api/api.h"
#include "api/idempotency.h"
#include "api/importer/importer.h"
#include "api/live/live.h"
#include "api/replies.h"
#include "api/router.h"
#include "api/tickets.h"
#include "app/asking/asking.h"
#include "app/chores/housekeeper.h"
#include "app/chores/paying.h"
#include "app/chores/scoring.h"
#include "app/chores/watch.h"
#include "app/control/control.h"
#include "app/embeddings.h"
#include "app/presence.h"
#include "app/reaching/mail.h"
#include "app/sharing.h"
#include "app/team.h"
#include "base/date.h"
#include "bus/dapr_inbound.h"
#include "finance/desk.h"
#include "finance/report/tally.h"
#include "finance/search/search.h"
#include "finance/similar/similar.h"
#include "identity/identity.h"
#include "identity/wishes/sealing.h"
#include "store/store_driver.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* What a process does, by its role. */
enum { DOES_API = 1, DOES_AGENTS = 2, DOES_GATEWAY = 4, DOES_ALL = 7 };

struct serving {
    struct ctx
        own; /* its arena holds the store and the agents: they close with it, before another server may open them */
    struct api api;
    const char *queues[HOST_AGENTS_MAX + 1]; /* ended by NULL */
    unsigned does;
    struct sharing *sharing;
    struct team *team;
    struct presence presence;
    struct watch watch;
    struct search_chore search;
    struct similar_chore similar;
    struct scoring scoring;
    int64_t purge_us; /* when what has expired is next cleared away */
    pthread_t agents; /* the relay's own thread: events reach the agents here */
    bool agents_run;
    pthread_t thinkers; /* agents that wait for a language model */
    bool thinkers_run;
    struct llm *llm;
    struct housekeeper *housekeeper;
    struct housekeeper *postman; /* waits for mail servers and webhooks */
    struct housekeeper *cashier; /* and this one for banks */
    struct paying *paying;
    struct sealer *sealer;
    struct housekeeper *librarian; /* a thread of its own: a model may be a service that is slow to answer */
    struct http_server *http, *aside; /* where the metrics have an address of their own, else NULL */
    struct lender *lender;
    struct control *control;
    struct control_estate estate; /* from the server before, and then for the next one */
};

/* -- What it is made of */

static void trouble(void *self, const char *why)
{
    static struct watch_log log = {.lock = PTHREAD_MUTEX_INITIALIZER}; /* standard error is one as well */
    (void)self;
    watch_tell(&log, why);
}

static void request_trouble(void *self, const char *method, struct text path, const char *why)
{
    struct text shown =
        text_glimpse(api_shown_path(path)); /* anybody writes paths: not into the log's next line */
    (void)self;
    fprintf(stderr, "florin: %s %.*s: %s\n", method, TEXT_ARGS(shown), why);
}

static void *run_agents(void *thing)
{
    struct serving *s = thing;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = relay_run(&c, s->team->relay, RELAY_STOPPED);
    if (e != OK)
        fprintf(stderr, "florin: the agents stopped: %s\n", c.why);
    arena_free(c.arena);
    return NULL;
}

static void *run_thinkers(void *thing)
{
    struct serving *s = thing;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = relay_run(&c, s->team->thinking, RELAY_STOPPED);
    if (e != OK)
        fprintf(stderr, "florin: the agents that ask a language model stopped: %s\n", c.why);
    arena_free(c.arena);
    return NULL;
}

static void agents_metrics(const void *self, struct buf *out)
{
    host_metrics(self, out);
}

/* How the agents do, for the API, which does not know their host. */
static size_t all_health(struct ctx *c, const void *self, struct api_agent out[API_AGENTS_MAX])
{
    const struct serving *s = self;
    if (s->sharing->leases != NULL)
        return presence_agents(c, s->api.store, out);
    const struct team *team = s->team;
    struct agent_health health[HOST_AGENTS_MAX];
    size_t count = host_health(team->host, health);
    for (size_t i = 0; i < count && i < API_AGENTS_MAX; i++) {
        out[i] = (struct api_agent){.name = health[i].name,
                                    .title = health[i].title,
                                    .processed = health[i].processed,
                                    .failed = health[i].failed,
                                    .dead = health[i].dead,
                                    .last_us = health[i].last_us,
                                    .well = health[i].well};
        memcpy(out[i].why, health[i].why, sizeof out[i].why);
    }
    return count < API_AGENTS_MAX ? count : API_AGENTS_MAX;
}

static size_t agents_health(struct ctx *c, const void *self, struct api_agent out[API_AGENTS_MAX])
{
    size_t count = all_health(c, self, out);
    for (size_t i = 0; i < count; i++) {
        const struct agent *agent = agent_find(text_of(out[i].name));
        out[i].tasks_only = agent != NULL && agent->types[0] == NULL;
    }
    return count;
}

/* The agents committed something: it may be events. */
static void on_turn(void *self)
{
    struct serving *s = self;
    live_wake(s->api.live);
    outbox_wake(s->sharing->outbox);
}

/* Another process did. */
static void on_commit_elsewhere(void *self)
{
    struct serving *s = self;
    api_wake(&s->api);
}

/* Once an hour: sessions, keys and invitations that have expired, and replies that nobody asks for again. */
static enum err purge(struct ctx *c, void *self, int64_t *next_us)
{
    const int64_t hour_us = INT64_C(3600) * 1000000;
    struct serving *s = self;
    if (c->now_us >= s->purge_us || s->purge_us - c->now_us > hour_us) { /* or the clock was set back */
        TRY(identity_purge(c, s->api.store));
        TRY(idempotency_purge(c, s->api.store));
        s->purge_us = c->now_us + hour_us;
    }
    *next_us = s->purge_us;
    return OK;
}

/* What they tell people is sent on a thread of its own: servers may take long. */
static enum err open_postman(struct ctx *c, struct serving *s)
{
    const struct relay_chore chores[] = {{s->team->host, post_run, "chore/post"}, {0}};
    struct housekeeper_options how = {.chores = chores, .leases = s->sharing->leases, .trouble = trouble};
    return housekeeper_open(c, &how, &s->postman);
}

static enum err open_cashier(struct ctx *c, struct serving *s, const struct invocation *inv)
{
    if ((s->does & DOES_AGENTS) == 0)
        return OK;
    enum err e = paying_open(c, inv->configuration, s->api.store, s->team->relay, &s->paying);
    if (e != OK)
        return fail_within(c, e, "payments");
    const struct relay_chore chores[] = {paying_chore(s->paying), {0}};
    struct housekeeper_options how = {.chores = chores, .leases = s->sharing->leases, .trouble = trouble};
    return housekeeper_open(c, &how, &s->cashier);
}

static enum err open_agents(struct ctx *c, struct serving *s, const struct invocation *inv)
{
    struct relay_options how = {.bus = s->sharing->bus,
                                .leases = s->sharing->leases,
                                .trouble = trouble,
                                .committed = on_turn,
                                .self = s};
    struct channel_terminal_options terminal = {.out = stdout, .colour = isatty(STDOUT_FILENO)};
    struct team_outlets outlets = {.terminal = isatty(STDOUT_FILENO) ? &terminal : NULL,
                                   .notify = {s->sealer, inv->configuration->page_url}};
    if ((s->does & DOES_AGENTS) != 0)
        TRY(asking_model(c, inv->configuration, &outlets.model));
    s->llm = outlets.model.llm;
    TRY(mail_open(c, inv->configuration, &outlets.mail));
    enum err e = hooks_open(c, inv->configuration, &outlets.hooks);
    if (e != OK)
        channel_close(outlets.mail);
    TRY(e);
    TRY(team_open(c, s->api.store, how, (s->does & DOES_AGENTS) != 0, &outlets, &s->team));
    s->api.relay = s->team->relay;
    s->api.sources[s->api.source_count++] = (struct api_metrics_source){agents_metrics, s->team->host};
    if (pthread_create(&s->agents, NULL, run_agents, s) != 0)
        return fail(c, ERR_IO, "no thread could be started");
    s->agents_run = true;
    if (s->team->thinking != NULL && pthread_create(&s->thinkers, NULL, run_thinkers, s) != 0)
        return fail(c, ERR_IO, "no thread could be started");
    s->thinkers_run = s->team->thinking != NULL;
    TRY(open_postman(c, s));
    return open_cashier(c, s, inv);
}

/* -- Others who write in our place */

/* They may remove people or change passwords. */
static void lends(struct ctx *c, void *self)
{
    struct serving *s = self;
    identity_changes(c, s->api.identity);
}

static enum err listener_stays(struct ctx *c, void *self, const struct live_person *person, bool *stays)
{
    struct caller caller = {.user = person->user, .household = person->household, .session = person->session};
    return caller_stays(c, self, &caller, stays);
}

/* Live connections of people who are gone end. */
static enum err review_listeners(struct ctx *c, struct serving *s)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, s->api.store, &tx));
    enum err e = live_review(c, s->api.live, listener_stays, tx);
    store_rollback(tx);
    return e;
}

/* Nobody woke those who wait for commits of others. */
static void returned(struct ctx *c, void *self)
{
    struct serving *s = self;
    if (review_listeners(c, s) != OK)
        trouble(NULL, c->why);
    importer_wake(s->api.importer);
    api_wake(&s->api);
}

static enum err open_lender(struct ctx *c, struct serving *s)
{
    if (s->control == NULL)
        return OK;
    struct lender_options how = {
        .store = s->api.store, .lends = lends, .returned = returned, .trouble = trouble, .self = s};
    return lender_open(c, &how, &s->lender);
}

/* -- Opening, one after another */

static enum err open_store(struct ctx *c, struct serving *s, const struct invocation *inv)
{
    int lock = s->estate.lock;
    s->estate.lock = -1;
    enum err e = app_open_server(c, inv, lock, &s->api.store);
    if (e == ERR_BUSY && !app_store_is_shared(inv))
        return fail(c, e, "%s: stop it, or take its place with --replace",
                    arena_printf(c->arena, "%s", c->why));
    TRY(e);
    return store_is_shared(s->api.store) ? OK : control_open(c, inv->data, &s->control);
}

static enum err open_api(struct ctx *c, struct serving *s, const struct invocation *inv)
{
    struct live_options live = {.trouble = trouble};
    enum { THROTTLED = 16384, DESK_HOUSEHOLDS = 16 };
    s->api.folder = inv->data;
    s->queues[host_queues(s->queues)] = NULL;
    s->api.queues = s->queues;
    TRY(identity_open(c, inv->data, &s->api.identity));
    TRY(sealer_open(c, inv->data, &s->sealer));
    s->api.sealer = s->sealer;
    s->api.base_url = inv->configuration->page_url;
    s->api.sends_mail = inv->configuration->smtp.url[0] != '\0';
    s->api.throttle = throttle_new(THROTTLED);
    s->api.tickets = tickets_new();
    s->api.replies = replies_new(s->sharing->cache, s->sharing->epoch);
    s->api.sources[s->api.source_count++] = (struct api_metrics_source){replies_metrics, s->api.replies};
    s->api.desk = desk_new(DESK_HOUSEHOLDS);
    s->api.tally = tally_new();
    TRY(live_open(c, s->api.store, &live, &s->api.live));
    s->api.sources[s->api.source_count++] = (struct api_metrics_source){live_metrics, s->api.live};
    return OK;
}

/* What many processes share is told of; the other chores are for one of those that have agents. */
static enum err open_housekeeper(struct ctx *c, struct serving *s, const char *role)
{
    struct relay_chore chores[5] = {{0}};
    size_t count = 0;
    struct housekeeper_options how = {.chores = chores, .leases = s->sharing->leases, .trouble = trouble};
    s->search = (struct search_chore){.store = s->api.store};
    s->presence = (struct presence){.store = s->api.store,
                                    .process = s->sharing->process,
                                    .role = role,
                                    .started_us = c->now_us,
                                    .host = s->team == NULL ? NULL : s->team->host};
    s->watch = (struct watch){.sharing = s->sharing, .store = s->api.store};
    chores[count++] = (struct relay_chore){.self = &s->watch, .run = watch_run};
    if (s->sharing->leases != NULL)
        chores[count++] = (struct relay_chore){.self = &s->presence, .run = presence_run};
    if ((s->does & DOES_AGENTS) != 0) {
        chores[count++] = (struct relay_chore){&s->search, search_chore_run, "chore/search"};
        chores[count++] = (struct relay_chore){s, purge, "chore/purge"};
    }
    return housekeeper_open(c, &how, &s->housekeeper);
}

/* Gives texts their vectors and asks a bureau for scores, one process for all: services may be slow to answer. */
static enum err open_librarian(struct ctx *c, struct serving *s, const struct invocation *inv)
{
    if ((s->does & DOES_AGENTS) == 0)
        return OK;
    s->scoring = (struct scoring){.store = s->api.store, .wakes = s->team->relay};
    TRY(scoring_open_bureau(c, inv->configuration, &s->scoring.bureau));
    s->similar = (struct similar_chore){.store = s->api.store, .embedding = s->api.embedding};
    const struct relay_chore chores[] = {
        {&s->similar, similar_chore_run, "chore/similar"}, {&s->scoring, scoring_run, "chore/scores"}, {0}};
    struct housekeeper_options how = {.chores = chores, .leases = s->sharing->leases, .trouble = trouble};
    return housekeeper_open(c, &how, &s->librarian);
}

static enum err open_importer(struct ctx *c, struct serving *s)
{
    struct importer_options how = {.store = s->api.store,
                                   .folder = s->api.folder,
                                   .relay = s->api.relay,
                                   .live = s->api.live,
                                   .leases = s->sharing->leases,
                                   .trouble = trouble};
    return importer_open(c, &how, &s->api.importer);
}

/* A supervisor that listens for us (systemd socket activation) hands over descriptor 3. */
static int given_socket(void)
{
    const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
    int64_t who, how_many;
    if (pid == NULL || count == NULL || !text_to_int(text_of(pid), &who) ||
        !text_to_int(text_of(count), &how_many) || who != (int64_t)getpid() || how_many < 1)
        return -1;
    return 3;
}

static enum err open_server(struct ctx *c, struct serving *s, const struct serving_options *how)
{
    struct http_options options = {.listen = how->listen == NULL ? "127.0.0.1:8787" : how->listen,
                                   .listen_fd =
                                       s->estate.listen_fd >= 0 ? s->estate.listen_fd : given_socket(),
                                   .spool = s->api.folder,
                                   .proxies = how->proxies,
                                   .road = api_road,
                                   .lanes = api_lanes,
                                   .self = &s->api,
                                   .trouble = request_trouble};
    s->estate.listen_fd = -1;
    TRY(http_server_open(c, &options, &s->http));
    s->api.url = http_server_url(s->http);
    atomic_store(&s->api.ready, true);
    return OK;
}

/* Behind the front, whose requests it counts. */
static enum err open_aside(struct ctx *c, struct serving *s, const char *listen)
{
    struct http_options options = {.listen = listen,
                                   .listen_fd = -1,
                                   .road = api_aside_road,
                                   .lanes = api_aside_lanes,
                                   .self = &s->api,
                                   .trouble = request_trouble};
    if (listen[0] == '\0')
        return OK;
    s->api.front = s->http;
    enum err e = http_server_open(c, &options, &s->aside);
    return e == OK ? OK : fail_within(c, e, "metrics.listen");
}

/* -- Opening and closing */

static enum err open_sharing(struct ctx *c, struct serving *s, const struct invocation *inv)
{
    TRY(sharing_open(c, inv, s->api.store, &s->sharing));
    TRY(sharing_start(c, s->sharing, s->api.store, trouble, NULL));
    s->api.outbox = s->sharing->outbox;
    s->api.sources[s->api.source_count++] = (struct api_metrics_source){watch_metrics, s->sharing};
    s->api.dapr = bus_is_dapr(s->sharing->bus) ? s->sharing->bus : NULL;
    s->api.bus = s->sharing->bus;
    s->api.cache = s->sharing->cache;
    s->api.dapr_token = getenv("APP_API_TOKEN"); /* the name is Dapr's */
    s->api.agents = agents_health;
    s->api.agents_self = s;
    return OK;
}

/* In this order: the store, what is shared with other processes, who may come in, the agents who react to what is waiting, then the door. Stopping goes the other
 * way round. */
static enum err open_all(struct ctx *c, struct serving *s, const struct invocation *inv,
                         const struct serving_options *how)
{
    if (s->does != DOES_ALL && !app_store_is_shared(inv))
        return fail(c, ERR_USAGE,
                    "role: \"%s\" needs a store that processes share (store: postgres://…); on SQLite one "
                    "process does all",
                    inv->configuration->role);
    if (how->replace && app_store_is_shared(inv))
        return fail(
            c, ERR_USAGE,
            "--replace: any number of servers may run on this store: start the next one, then stop this one");
    if (how->replace)
        TRY(control_take_over(c, inv->data, &s->estate));
    TRY(open_store(c, s, inv));
    TRY(open_sharing(c, s, inv));
    TRY(embeddings_open(c, inv->configuration, 0, &s->api.embedding));
    TRY(open_api(c, s, inv));
    if ((s->does & (DOES_AGENTS | DOES_GATEWAY)) != 0)
        TRY(open_agents(c, s, inv));
    if ((s->does & DOES_API) != 0)
        TRY(open_importer(c, s));
    TRY(open_housekeeper(c, s, inv->configuration->role));
    TRY(open_librarian(c, s, inv));
    store_on_commit_elsewhere(s->api.store, on_commit_elsewhere, s);
    TRY(open_lender(c, s));
    TRY(open_server(c, s, how));
    return open_aside(c, s, inv->configuration->metrics_listen);
}

/* The next server gets the lock while it is held: nobody comes in between. */
static int keep_lock(struct serving *s)
{
    struct ctx c = {.arena = arena_new()};
    int lock, kept = -1;
    if (store_lend(&c, s->api.store, &lock) == OK)
        kept = fcntl(lock, F_DUPFD_CLOEXEC, 0);
    arena_free(c.arena);
    return kept;
}

/* Another process that writes in our place finishes, while all else goes on. Live connections hold the server open, so they are told to go
 * before it is drained; whoever comes back at once waits for the next server. */
static void close_all(struct serving *s)
{
    enum { DRAIN_US = 5000000 };
    atomic_store(&s->api.ready, false);
    lender_close(s->lender);
    if (s->http != NULL)
        http_server_quiesce(s->http);
    if (s->api.dapr != NULL)
        dapr_inbound_end(s->api.dapr);
    if (s->api.live != NULL)
        live_drain(s->api.live);
    if (s->http != NULL)
        s->estate.listen_fd = http_server_drain(s->http, DRAIN_US);
    http_server_close(s->aside);
    http_server_close(s->http);
    importer_close(s->api.importer);
    housekeeper_close(s->postman);
    paying_end(s->paying);
    housekeeper_close(s->cashier);
    paying_close(s->paying);
    housekeeper_close(s->housekeeper);
    housekeeper_close(s->librarian);
    bureau_close(s->scoring.bureau);
    if (s->presence.process != NULL && s->sharing->leases != NULL)
        presence_end(&s->presence);
    if (s->thinkers_run) {
        llm_end(s->llm);
        relay_stop(s->team->thinking);
        pthread_join(s->thinkers, NULL);
    }
    if (s->agents_run) {
        relay_stop(s->team->relay);
        pthread_join(s->agents, NULL);
    }
    if (s->api.store != NULL)
        store_on_commit_elsewhere(s->api.store, NULL, NULL);
    live_close(s->api.live);
    if (s->control != NULL && control_is_taken(s->control))
        s->estate.lock = keep_lock(s);
    replies_free(s->api.replies);
    arena_free(s->own.arena);
    sealer_close(s->sealer);
    identity_close(s->api.identity);
    desk_free(s->api.desk);
    tally_free(s->api.tally);
    tickets_free(s->api.tickets);
    throttle_free(s->api.throttle);
}

static unsigned role_of(const char *role)
{
    return strcmp(role, "api") == 0       ? DOES_API
           : strcmp(role, "agents") == 0  ? DOES_AGENTS
           : strcmp(role, "gateway") == 0 ? DOES_GATEWAY
                                          : DOES_ALL;
}

enum err serving_open(struct ctx *c, const struct invocation *inv, const struct serving_options *how,
                      struct serving **out)
{
    struct serving *s = ARENA_NEW(c->arena, struct serving);
    s->own = (struct ctx){.arena = arena_new(), .now_us = c->now_us};
    s->estate = (struct control_estate){-1, -1};
    s->api.started_us = time_steady_us();
    s->does = role_of(inv->configuration->role);
    s->api.sites_only = (s->does & DOES_API) == 0;
    s->api.metrics_aside = inv->configuration->metrics_listen[0] != '\0';
    s->api.hosts = how->hosts;
    s->api.origins = how->origins;
    s->api.rate = (struct throttle_rate){.per_second = how->rate, .burst = how->rate};
    s->api.url = "";
    *out = s;
    enum err e = open_all(&s->own, s, inv, how);
    if (e != OK) {
        memcpy(c->why, s->own.why, sizeof c->why);
        c->retriable = s->own.retriable;
        close_all(s);
        control_hand_over(s->control, s->estate);
    }
    return e;
}

const char *serving_url(const struct serving *serving)
{
    return http_server_url(serving->http);
}

void serving_wait(struct serving *serving, const sigset_t *signals)
{
    int signal;
    if (serving->control != NULL)
        control_wait(serving->control, serving->lender, signals);
    else
        sigwait(signals, &signal);
}

void serving_close(struct serving *s)
{
    close_all(s);
    control_hand_over(s->control, s->estate);
}
