#include "api/live/live.h"

#include "api/live/log.h"
#include "base/json.h"
#include "events/data.h"
#include "http/live/websocket.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { REVOKED_KEPT = 1024, RETRY_MS = 1000, BEHIND_MS = 10 };

/* Somebody connected. Belongs to the hub's lock. */
struct member {
    struct member *next;
    uint64_t id; /* of the socket */
    enum socket_kind kind;
    struct live_person person;
    int64_t after; /* where to go on from, while it waits to join */
    bool waiting;
};

struct revocation {
    struct socket_audience whom;
    int64_t time_us;
};

/* Who is there, as the hub's thread last looked. */
struct attendance {
    int64_t *households; /* of those who listen; sorted, each once */
    size_t count;
    struct member *waiting; /* copies of those who wait to join */
    size_t waiting_count;
};

struct live {
    struct live_options options;
    struct store *store;
    struct sockets *sockets;
    struct message *pong;
    pthread_t thread;
    struct live_log log; /* these two are the hub's thread's own */
    struct attendance here;

    atomic_bool woken, stopping;
    atomic_size_t connected;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t bell;
    struct member *members;
    bool members_changed;                    /* since the hub's thread looked */
    struct revocation revoked[REVOKED_KEPT]; /* a ring of the latest */
    size_t revoked_count;
};

/* -- Who is there. */

static bool concerns(const struct socket_audience *whom, const struct live_person *person)
{
    return (whom->household == 0 || whom->household == person->household) &&
           (whom->user == 0 || whom->user == person->user) &&
           (whom->session == 0 || whom->session == person->session);
}

/* Was the credential revoked between the request's check of it and now? */
static bool was_revoked(const struct live *live, const struct live_person *person)
{
    size_t kept = live->revoked_count < REVOKED_KEPT ? live->revoked_count : REVOKED_KEPT;
    for (size_t i = 0; i < kept; i++)
        if (live->revoked[i].time_us >= person->authenticated_us && concerns(&live->revoked[i].whom, person))
            return true;
    return false;
}

static bool has_room(const struct live *live, const struct live_person *person)
{
    size_t own = 0, all = 0;
    for (const struct member *m = live->members; m != NULL; m = m->next) {
        all++;
        own += m->person.user == person->user;
    }
    return own < live->options.sockets_per_user && all < live->options.sockets.sockets;
}

enum err live_has_room(struct ctx *c, struct live *live, const struct live_person *person)
{
    pthread_mutex_lock(&live->lock);
    bool stops = atomic_load(&live->stopping), room = has_room(live, person);
    pthread_mutex_unlock(&live->lock);
    if (stops)
        return fail(c, ERR_BUSY, "the server stops; come back");
    return room ? OK : fail(c, ERR_LIMIT, "too many live connections are open");
}

static void member_add(struct live *live, struct member *member)
{
    member->next = live->members;
    live->members = member;
    live->members_changed = true;
    atomic_fetch_add(&live->connected, 1);
}

void live_join(struct live *live, enum socket_kind kind, const struct socket_handle *handle,
               const struct live_person *person, int64_t after)
{
    struct socket_owner owner = {person->household, person->user, person->session, person->until_us};
    struct member *member = calloc(1, sizeof *member);
    if (member == NULL)
        die("no memory for a live connection");
    uint64_t id = sockets_next_id(live->sockets);
    *member = (struct member){.id = id, .kind = kind, .person = *person, .after = after, .waiting = true};
    pthread_mutex_lock(&live->lock);
    if (atomic_load(&live->stopping)) {
        pthread_mutex_unlock(&live->lock);
        free(member);
        sockets_adopt(live->sockets, id, kind, handle, &owner); /* which says farewell at once */
        return;
    }
    bool room = has_room(live, person), revoked = was_revoked(live, person);
    member->waiting = room && !revoked;
    member_add(live, member);
    /* Within the lock, so that a revocation comes before it or finds the socket. */
    sockets_adopt(live->sockets, id, kind, handle, &owner);
    pthread_mutex_unlock(&live->lock);
    if (revoked)
        sockets_end(live->sockets, id, WEBSOCKET_POLICY, "the session has ended");
    else if (!room)
        sockets_end(live->sockets, id, WEBSOCKET_TRY_LATER, "too many live connections are open");
    live_wake(live);
}

static void on_closed(void *self, uint64_t id)
{
    struct live *live = self;
    pthread_mutex_lock(&live->lock);
    struct member **at = &live->members;
    while (*at != NULL && (*at)->id != id)
        at = &(*at)->next;
    struct member *member = *at;
    if (member != NULL) {
        *at = member->next;
        live->members_changed = true;
        atomic_fetch_sub(&live->connected, 1);
    }
    pthread_mutex_unlock(&live->lock);
    free(member);
}

/* A client may ask whether anybody is there; whatever else it says is for a later version and passed over. */
static void on_message(void *self, uint64_t id, struct text text)
{
    struct live *live = self;
    struct ctx c = {.arena = arena_new()};
    struct text type;
    if (event_data_text(&c, text, "type", &type) == OK && text_is(type, "ping"))
        sockets_send(live->sockets, id, live->pong);
    arena_free(c.arena);
}

void live_drop(struct live *live, struct socket_audience whom)
{
    if (whom.household == 0 && whom.user == 0 && whom.session == 0)
        die("live_drop: nobody is named");
    pthread_mutex_lock(&live->lock);
    live->revoked[live->revoked_count++ % REVOKED_KEPT] = (struct revocation){whom, time_now_us()};
    sockets_drop(live->sockets, whom, WEBSOCKET_POLICY, "the session has ended");
    pthread_mutex_unlock(&live->lock);
}

/* The store is asked without the lock: those who were there when it began. */
enum err live_review(struct ctx *c, struct live *live,
                     enum err (*stays)(struct ctx *c, void *self, const struct live_person *person,
                                       bool *stays),
                     void *self)
{
    pthread_mutex_lock(&live->lock);
    size_t count = 0, most = atomic_load(&live->connected);
    struct live_person *people = ARENA_ARRAY(c->arena, struct live_person, most + 1);
    for (const struct member *m = live->members; m != NULL && count < most; m = m->next)
        people[count++] = m->person;
    pthread_mutex_unlock(&live->lock);
    for (size_t i = 0; i < count; i++) {
        bool stay;
        const struct live_person *p = &people[i];
        TRY(stays(c, self, p, &stay));
        if (!stay)
            live_drop(live, (struct socket_audience){p->household, p->user, p->session});
    }
    return OK;
}

void live_tell(struct live *live, int64_t household, int64_t user, struct text type, struct text value)
{
    if (atomic_load(&live->connected) == 0)
        return;
    struct buf body = {0};
    struct json j = json_into(&body);
    json_object(&j);
    json_key_text(&j, "type", type);
    json_key(&j, "data");
    json_raw(&j, value);
    json_object_end(&j);
    struct message *message = message_of(0, type, buf_view(&body));
    sockets_broadcast(live->sockets, (struct socket_audience){household, user, 0}, message);
    message_release(message);
    buf_free(&body);
}

/* -- The hub's thread. */

void live_wake(struct live *live)
{
    if (atomic_load(&live->connected) == 0 || atomic_exchange(&live->woken, true))
        return;
    pthread_mutex_lock(&live->lock);
    pthread_cond_signal(&live->bell);
    pthread_mutex_unlock(&live->lock);
}

/* Until somebody wakes it, or `most_ms` are over. */
static void rest(struct live *live, int64_t most_ms, bool whatever_comes)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t ns = until.tv_nsec + most_ms % 1000 * 1000000;
    until.tv_sec += (time_t)(most_ms / 1000 + ns / 1000000000);
    until.tv_nsec = (long)(ns % 1000000000);
    pthread_mutex_lock(&live->lock);
    int timed_out = 0;
    while (timed_out == 0 && !atomic_load(&live->stopping) && (whatever_comes || !atomic_load(&live->woken)))
        timed_out = pthread_cond_timedwait(&live->bell, &live->lock, &until);
    pthread_mutex_unlock(&live->lock);
}

static int compare_numbers(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void *array_new(size_t count, size_t size)
{
    void *array = calloc(count + 1, size);
    if (array == NULL)
        die("no memory for live connections");
    return array;
}

static void attendance_release(struct attendance *here)
{
    free(here->households);
    free(here->waiting);
    *here = (struct attendance){0};
}

/* Looks again who is there, if that has changed. */
static void look_round(struct live *live)
{
    struct attendance *here = &live->here;
    pthread_mutex_lock(&live->lock);
    bool changed = live->members_changed;
    live->members_changed = false;
    if (changed) {
        size_t most = atomic_load(&live->connected);
        attendance_release(here);
        here->households = array_new(most, sizeof *here->households);
        here->waiting = array_new(most, sizeof *here->waiting);
        for (const struct member *m = live->members; m != NULL; m = m->next)
            if (m->waiting)
                here->waiting[here->waiting_count++] = *m;
            else
                here->households[here->count++] = m->person.household;
    }
    pthread_mutex_unlock(&live->lock);
    if (!changed || here->count == 0)
        return;
    size_t kept = 1;
    qsort(here->households, here->count, sizeof *here->households, compare_numbers);
    for (size_t i = 1; i < here->count; i++)
        if (here->households[i] != here->households[kept - 1])
            here->households[kept++] = here->households[i];
    here->count = kept;
}

static bool is_wanted(void *self, int64_t household)
{
    const struct attendance *here = &((struct live *)self)->here;
    return bsearch(&household, here->households, here->count, sizeof household, compare_numbers) != NULL;
}

static void has_joined(struct live *live, uint64_t id)
{
    pthread_mutex_lock(&live->lock);
    for (struct member *m = live->members; m != NULL; m = m->next)
        if (m->id == id)
            m->waiting = false;
    live->members_changed = true;
    pthread_mutex_unlock(&live->lock);
}

static void on_event(void *self, int64_t household, struct message *message)
{
    struct live *live = self;
    sockets_broadcast(live->sockets, (struct socket_audience){household, 0, 0}, message);
}

static enum err join(struct ctx *c, struct live *live, struct store_tx *tx, const struct member *member)
{
    struct message *missed;
    TRY(live_log_missed(c, &live->log, tx, member->person.household, member->kind, member->after, &missed));
    sockets_send(live->sockets, member->id, missed);
    sockets_listen(live->sockets, member->id);
    message_release(missed);
    has_joined(live, member->id);
    return OK;
}

/* What is new goes to all who listen; then those who wait get what they missed up to here, and listen from here on. So
 * nothing comes twice and nothing is left out. *more: there is more to be done at once. */
static enum err turn(struct ctx *c, struct live *live, bool *more)
{
    struct store_tx *tx;
    const struct attendance *here = &live->here;
    look_round(live);
    if (here->waiting_count == 0 && here->count == 0)
        return OK;
    TRY(store_begin_read(c, live->store, &tx));
    if (here->count > 0)
        TRY(live_log_read(c, &live->log, tx, more));
    else
        TRY(live_log_skip(c, &live->log, tx));
    size_t joined = 0;
    while (joined < here->waiting_count && !sockets_are_behind(live->sockets))
        TRY(join(c, live, tx, &here->waiting[joined++]));
    *more = *more || joined < here->waiting_count;
    store_rollback(tx);
    return OK;
}

/* However a turn fails, those who still wait are looked for again. */
static void turn_failed(struct live *live, const char *why)
{
    pthread_mutex_lock(&live->lock);
    live->members_changed = true;
    pthread_mutex_unlock(&live->lock);
    if (live->options.trouble != NULL)
        live->options.trouble(live->options.self, why);
    rest(live, RETRY_MS, true);
}

static void *run(void *self)
{
    struct live *live = self;
    while (!atomic_load(&live->stopping)) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        bool more = false, behind = sockets_are_behind(live->sockets);
        /* Before reading: what is committed from here on wakes anew. */
        atomic_store(&live->woken, false);
        enum err e = behind ? OK : turn(&c, live, &more);
        arena_free(c.arena); /* and with it the transaction */
        if (e != OK)
            turn_failed(live, c.why);
        else if (behind)
            rest(live, BEHIND_MS, true);
        else if (!more)
            rest(live, LIVE_IDLE_MS, false);
    }
    return NULL;
}

/* -- Open and close. */

static void release(struct live *live)
{
    attendance_release(&live->here);
    live_log_release(&live->log);
    message_release(live->pong);
    pthread_cond_destroy(&live->bell);
    pthread_mutex_destroy(&live->lock);
    free(live);
}

static void make_bell(pthread_cond_t *bell)
{
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(bell, &steady);
    pthread_condattr_destroy(&steady);
}

static enum err start(struct ctx *c, struct live *live)
{
    const struct sockets_callbacks callbacks = {.self = live, .message = on_message, .closed = on_closed};
    TRY(sockets_open(c, &live->options.sockets, &callbacks, &live->sockets));
    if (pthread_create(&live->thread, NULL, run, live) == 0)
        return OK;
    sockets_close(live->sockets);
    return fail(c, ERR_IO, "no thread could be started");
}

enum err live_open(struct ctx *c, struct store *store, const struct live_options *options, struct live **out)
{
    struct live *live = calloc(1, sizeof *live);
    if (live == NULL)
        return fail(c, ERR_MEMORY, "no memory for live events");
    live->options = *options;
    live->store = store;
    if (live->options.sockets.sockets == 0)
        live->options.sockets.sockets = SOCKETS_MAX;
    if (live->options.sockets_per_user == 0)
        live->options.sockets_per_user = LIVE_SOCKETS_PER_USER;
    live->log = (struct live_log){.self = live, .is_wanted = is_wanted, .on_event = on_event};
    live->pong = message_of(0, TEXT("pong"), TEXT("{\"type\":\"pong\"}"));
    pthread_mutex_init(&live->lock, NULL);
    make_bell(&live->bell);
    enum err e = start(c, live);
    if (e != OK) {
        release(live);
        return e;
    }
    *out = live;
    return OK;
}

void live_drain(struct live *live)
{
    pthread_mutex_lock(&live->lock);
    bool drained = atomic_exchange(&live->stopping, true);
    pthread_cond_signal(&live->bell);
    pthread_mutex_unlock(&live->lock);
    if (drained)
        return;
    pthread_join(live->thread, NULL);
    sockets_stop(live->sockets);
}

void live_close(struct live *live)
{
    if (live == NULL)
        return;
    live_drain(live);
    sockets_close(live->sockets);
    release(live);
}

/* -- For those who call. */

enum err live_resume_from(struct ctx *c, struct text last_event_id, struct text after, int64_t *out)
{
    struct text given = last_event_id.len > 0 ? last_event_id : after;
    *out = LIVE_FROM_NOW;
    if (given.len == 0)
        return OK;
    if (!text_to_int(given, out) || *out < 0)
        return fail(c, ERR_INPUT, "after: the id of a message is a number");
    return OK;
}

static void counter(struct buf *out, const char *name, uint64_t value)
{
    buf_printf(out, "# TYPE florin_live_%s counter\nflorin_live_%s %llu\n", name, name,
               (unsigned long long)value);
}

void live_metrics(const void *self, struct buf *out)
{
    const struct live *live = self;
    struct sockets_counts counts = sockets_counts(live->sockets);
    buf_printf(out,
               "# TYPE florin_live_connections gauge\n"
               "florin_live_connections{kind=\"websocket\"} %llu\n"
               "florin_live_connections{kind=\"sse\"} %llu\n",
               (unsigned long long)counts.open[SOCKET_WEBSOCKET],
               (unsigned long long)counts.open[SOCKET_SSE]);
    buf_printf(out, "# TYPE florin_live_message_bytes gauge\nflorin_live_message_bytes %lld\n",
               (long long)message_bytes_alive());
    counter(out, "connections_total", counts.adopted);
    counter(out, "messages_sent_total", counts.sent_messages);
    counter(out, "bytes_sent_total", counts.sent_bytes);
    counter(out, "messages_received_total", counts.received_messages);
    buf_printf(out,
               "# TYPE florin_live_closed_total counter\n"
               "florin_live_closed_total{why=\"slow\"} %llu\n"
               "florin_live_closed_total{why=\"silent\"} %llu\n"
               "florin_live_closed_total{why=\"unruly\"} %llu\n",
               (unsigned long long)counts.closed_slow, (unsigned long long)counts.closed_silent,
               (unsigned long long)counts.closed_unruly);
}
