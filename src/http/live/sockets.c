/* The loop: commands in, sockets ready, pings due; then every connection that was touched is settled. */
#include "base/date.h"
#include "base/hash.h"
#include "http/live/sockets_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    READY_AT_ONCE = 256,
    BEHIND_COMMANDS = 2000,
    BEHIND_BYTES = 128 << 20,
};

enum what { ADOPT, LISTEN, SEND, BROADCAST, END, DROP, WRITABLE, GONE, STOP };

struct command {
    struct command *next;
    enum what what;
    uint64_t id;
    struct connection *conn; /* ADOPT */
    struct message *message; /* SEND, BROADCAST: a reference */
    struct socket_audience audience;
    int code;
    const char *why;
};

/* -- From any thread. */

/* A command that comes after the loop's end. */
static void refuse(struct sockets *s, const struct command *command)
{
    message_release(command->message);
    if (command->what != ADOPT)
        return;
    connection_free(command->conn);
    s->callbacks.closed(s->callbacks.self, command->id);
}

static void command_add(struct sockets *s, struct command how)
{
    struct command *command = malloc(sizeof *command);
    if (command == NULL)
        die("no memory for a command");
    *command = how;
    command->next = NULL;
    pthread_mutex_lock(&s->lock);
    if (s->stopped) {
        pthread_mutex_unlock(&s->lock);
        refuse(s, command);
        free(command);
        return;
    }
    bool first = s->first_command == NULL;
    if (first)
        s->first_command = command;
    else
        s->last_command->next = command;
    s->last_command = command;
    atomic_fetch_add_explicit(&s->commands_waiting, 1, memory_order_relaxed);
    /* Rung within the lock: once it is open, the loop may have stopped, and its owner freed all of this. */
    if (first)
        eventfd_write(s->bell, 1);
    pthread_mutex_unlock(&s->lock);
}

uint64_t sockets_next_id(struct sockets *s)
{
    return atomic_fetch_add(&s->next_id, 1) + 1;
}

void sockets_adopt(struct sockets *s, uint64_t id, enum socket_kind kind, const struct socket_handle *handle,
                   const struct socket_owner *owner)
{
    struct connection *conn = calloc(1, sizeof *conn);
    if (conn == NULL)
        die("no memory for a connection");
    conn->id = id;
    conn->kind = kind;
    conn->handle = *handle;
    conn->owner = *owner;
    conn->handle.extra.len = 0;
    if (handle->extra.len > 0) {
        conn->extra = malloc(handle->extra.len);
        if (conn->extra == NULL)
            die("no memory for a connection");
        memcpy(conn->extra, handle->extra.at, handle->extra.len);
        conn->handle.extra = (struct text){conn->extra, handle->extra.len};
    }
    command_add(s, (struct command){.what = ADOPT, .id = id, .conn = conn});
}

void sockets_listen(struct sockets *s, uint64_t id)
{
    command_add(s, (struct command){.what = LISTEN, .id = id});
}

void sockets_send(struct sockets *s, uint64_t id, struct message *message)
{
    command_add(s, (struct command){.what = SEND, .id = id, .message = message_keep(message)});
}

void sockets_broadcast(struct sockets *s, struct socket_audience audience, struct message *message)
{
    command_add(s,
                (struct command){.what = BROADCAST, .audience = audience, .message = message_keep(message)});
}

void sockets_end(struct sockets *s, uint64_t id, int code, const char *why)
{
    command_add(s, (struct command){.what = END, .id = id, .code = code, .why = why});
}

void sockets_drop(struct sockets *s, struct socket_audience audience, int code, const char *why)
{
    command_add(s, (struct command){.what = DROP, .audience = audience, .code = code, .why = why});
}

bool sockets_are_behind(struct sockets *s)
{
    return atomic_load_explicit(&s->commands_waiting, memory_order_relaxed) > BEHIND_COMMANDS ||
           message_bytes_alive() > BEHIND_BYTES;
}

struct sockets_counts sockets_counts(struct sockets *s)
{
    uint64_t now[COUNT_KINDS];
    for (int i = 0; i < COUNT_KINDS; i++)
        now[i] = atomic_load_explicit(&s->counts[i], memory_order_relaxed);
    return (struct sockets_counts){
        .open = {[SOCKET_WEBSOCKET] = now[COUNT_OPEN_WEBSOCKET], [SOCKET_SSE] = now[COUNT_OPEN_SSE]},
        .adopted = now[COUNT_ADOPTED],
        .sent_messages = now[COUNT_SENT_MESSAGES],
        .sent_bytes = now[COUNT_SENT_BYTES],
        .received_messages = now[COUNT_RECEIVED],
        .closed_slow = now[COUNT_SLOW],
        .closed_silent = now[COUNT_SILENT],
        .closed_unruly = now[COUNT_UNRULY],
        .commands_waiting = atomic_load_explicit(&s->commands_waiting, memory_order_relaxed)};
}

/* A pipe's other end, on a thread of the server. */
static void pipe_news(void *self, uint64_t id, enum pipe_news news)
{
    command_add(self, (struct command){.what = news == PIPE_GONE ? GONE : WRITABLE, .id = id});
}

/* -- Connections by number and by household. */

static struct connection **id_slot(struct sockets *s, uint64_t id)
{
    return &s->of_id[id % HASH_SLOTS];
}

static struct connection **household_slot(struct sockets *s, int64_t household)
{
    return &s->of_household[hash_mix(0, (uint64_t)household) % HASH_SLOTS];
}

static struct connection *find(struct sockets *s, uint64_t id)
{
    struct connection *conn = *id_slot(s, id);
    while (conn != NULL && conn->id != id)
        conn = conn->next_of_id;
    return conn;
}

static void enrol(struct sockets *s, struct connection *conn)
{
    struct connection **of_id = id_slot(s, conn->id);
    struct connection **of_household = household_slot(s, conn->owner.household);
    conn->next_of_id = *of_id;
    *of_id = conn;
    conn->next_of_household = *of_household;
    *of_household = conn;
    line_add(&s->pinged, conn);
    s->open++;
    count_add(s, COUNT_ADOPTED, 1);
    count_add(s, conn->kind == SOCKET_SSE ? COUNT_OPEN_SSE : COUNT_OPEN_WEBSOCKET, 1);
}

static void strike_off(struct sockets *s, struct connection *conn)
{
    struct connection **at = id_slot(s, conn->id);
    while (*at != conn)
        at = &(*at)->next_of_id;
    *at = conn->next_of_id;
    at = household_slot(s, conn->owner.household);
    while (*at != conn)
        at = &(*at)->next_of_household;
    *at = conn->next_of_household;
    line_remove(conn->ending ? &s->farewells : &s->pinged, conn);
    s->open--;
    atomic_fetch_sub_explicit(&s->counts[conn->kind == SOCKET_SSE ? COUNT_OPEN_SSE : COUNT_OPEN_WEBSOCKET], 1,
                              memory_order_relaxed);
}

static bool fits(const struct socket_owner *owner, const struct socket_audience *audience)
{
    return (audience->household == 0 || audience->household == owner->household) &&
           (audience->user == 0 || audience->user == owner->user) &&
           (audience->session == 0 || audience->session == owner->session);
}

/* -- Commands, on the loop's thread. */

static void tune(int fd)
{
    int yes = 1, no = 0;
    unsigned unheard_ms = 3 * SOCKET_PING_MS;
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0)
        fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    /* Without effect on what is not TCP, which is fine. */
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(fd, IPPROTO_TCP, TCP_CORK, &no, sizeof no);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unheard_ms, sizeof unheard_ms);
}

static bool watch(struct sockets *s, struct connection *conn)
{
    if (conn->handle.pipe != NULL)
        return pipe_on_news(conn->handle.pipe, pipe_news, s, conn->id);
    tune(conn->handle.fd);
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = conn};
    return epoll_ctl(s->epoll, EPOLL_CTL_ADD, conn->handle.fd, &event) == 0;
}

static void adopt(struct sockets *s, struct connection *conn)
{
    bool room = s->open < s->limits.sockets && s->stop_by_ms == 0;
    conn->due_ms = s->now_ms + s->limits.ping_ms;
    enrol(s, conn);
    connection_touch(s, conn);
    conn->lost = !watch(s, conn);
    if (!room)
        connection_end(s, conn, s->stop_by_ms == 0 ? WEBSOCKET_TRY_LATER : WEBSOCKET_GOING_AWAY, "no room",
                       true);
    if (conn->extra != NULL)
        connection_read(s, conn);
}

static void broadcast(struct sockets *s, const struct command *command)
{
    struct connection *conn;
    if (command->audience.household == 0) {
        for (conn = s->pinged.first; conn != NULL;) {
            struct connection *after = conn->after; /* a slow one changes lines */
            if (conn->listening && fits(&conn->owner, &command->audience))
                connection_queue(s, conn, command->message);
            conn = after;
        }
        return;
    }
    conn = *household_slot(s, command->audience.household);
    for (; conn != NULL; conn = conn->next_of_household)
        if (conn->listening && fits(&conn->owner, &command->audience))
            connection_queue(s, conn, command->message);
}

static void drop(struct sockets *s, const struct socket_audience *audience, int code, const char *why,
                 bool forget)
{
    /* First those who are on their way out already: the others join them. */
    struct line *lines[] = {&s->farewells, &s->pinged};
    for (int i = 0; i < 2; i++)
        for (struct connection *conn = lines[i]->first; conn != NULL;) {
            struct connection *after = conn->after;
            if (fits(&conn->owner, audience))
                connection_end(s, conn, code, why, forget);
            conn = after;
        }
}

static void stop(struct sockets *s)
{
    if (s->limits.close_ms > SOCKET_STOP_MS)
        s->limits.close_ms = SOCKET_STOP_MS;
    s->stop_by_ms = s->now_ms + s->limits.close_ms;
    drop(s, &(struct socket_audience){0}, WEBSOCKET_GOING_AWAY, "the server stops; come back", false);
    for (struct connection *conn = s->farewells.first; conn != NULL; conn = conn->after)
        if (conn->due_ms > s->stop_by_ms)
            conn->due_ms = s->stop_by_ms;
}

static void one_command(struct sockets *s, const struct command *command)
{
    switch (command->what) {
    case ADOPT:
        adopt(s, command->conn);
        return;
    case BROADCAST:
        broadcast(s, command);
        return;
    case DROP:
        drop(s, &command->audience, command->code, command->why, true);
        return;
    case STOP:
        stop(s);
        return;
    default:
        break;
    }
    struct connection *conn = find(s, command->id);
    if (conn == NULL)
        return; /* gone meanwhile */
    if (command->what == LISTEN)
        conn->listening = true;
    else if (command->what == SEND)
        connection_queue(s, conn, command->message);
    else if (command->what == END)
        connection_end(s, conn, command->code, command->why, false);
    else if (command->what == WRITABLE)
        conn->blocked = false;
    else
        conn->lost = true;
    connection_touch(s, conn);
}

static void run_commands(struct sockets *s)
{
    pthread_mutex_lock(&s->lock);
    struct command *command = s->first_command;
    s->first_command = s->last_command = NULL;
    pthread_mutex_unlock(&s->lock);
    while (command != NULL) {
        struct command *next = command->next;
        one_command(s, command);
        message_release(command->message);
        free(command);
        atomic_fetch_sub_explicit(&s->commands_waiting, 1, memory_order_relaxed);
        command = next;
    }
}

/* -- The turn. */

/* Those whose farewell has taken long enough by `now_ms` are cut. */
static void end_farewells(struct sockets *s, int64_t now_ms)
{
    for (struct connection *conn = s->farewells.first; conn != NULL && conn->due_ms <= now_ms;
         conn = conn->after) {
        conn->lost = true;
        connection_touch(s, conn);
    }
}

static void run_timers(struct sockets *s)
{
    while (s->pinged.first != NULL && s->pinged.first->due_ms <= s->now_ms)
        connection_ping(s, s->pinged.first);
    end_farewells(s, s->now_ms);
}

static void cut(struct sockets *s, struct connection *conn)
{
    uint64_t id = conn->id;
    strike_off(s, conn);
    if (conn->handle.pipe == NULL)
        epoll_ctl(s->epoll, EPOLL_CTL_DEL, conn->handle.fd, NULL);
    connection_free(conn);
    s->callbacks.closed(s->callbacks.self, id);
}

static void settle(struct sockets *s)
{
    while (s->touched != NULL) {
        struct connection *conn = s->touched;
        s->touched = conn->next_touched;
        conn->touched = false;
        bool was_blocked = conn->blocked;
        if (!conn->lost && !conn->blocked)
            connection_send(s, conn);
        if (connection_is_over(conn)) {
            cut(s, conn);
        } else if (conn->blocked && !was_blocked && conn->handle.pipe == NULL) {
            struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLOUT, .data.ptr = conn};
            epoll_ctl(s->epoll, EPOLL_CTL_MOD, conn->handle.fd, &event);
        }
    }
}

static void ready(struct sockets *s, const struct epoll_event *event)
{
    struct connection *conn = event->data.ptr;
    if (conn == NULL) {
        eventfd_t rung;
        eventfd_read(s->bell, &rung);
        return;
    }
    if (event->events & EPOLLOUT) {
        struct epoll_event quiet = {.events = EPOLLIN | EPOLLRDHUP, .data.ptr = conn};
        epoll_ctl(s->epoll, EPOLL_CTL_MOD, conn->handle.fd, &quiet);
        conn->blocked = false;
        connection_touch(s, conn);
    }
    if (event->events & ~(unsigned)EPOLLOUT)
        connection_read(s, conn);
}

/* Until the next thing is due; -1: nothing is. */
static int wait_ms(const struct sockets *s)
{
    int64_t due = INT64_MAX;
    if (s->pinged.first != NULL)
        due = s->pinged.first->due_ms;
    if (s->farewells.first != NULL && s->farewells.first->due_ms < due)
        due = s->farewells.first->due_ms;
    if (due == INT64_MAX)
        return -1;
    return due <= s->now_ms ? 0 : due - s->now_ms > 60000 ? 60000 : (int)(due - s->now_ms);
}

static void *loop(void *self)
{
    struct sockets *s = self;
    struct epoll_event events[READY_AT_ONCE];
    do {
        int count = epoll_wait(s->epoll, events, READY_AT_ONCE, wait_ms(s));
        s->now_ms = time_steady_us() / 1000;
        for (int i = 0; i < count; i++)
            ready(s, &events[i]);
        run_commands(s);
        run_timers(s);
        settle(s);
    } while (s->stop_by_ms == 0 || (s->open > 0 && s->now_ms < s->stop_by_ms));
    return NULL;
}

/* -- Open and close. */

static void release(struct sockets *s)
{
    if (s->epoll >= 0)
        close(s->epoll);
    if (s->bell >= 0)
        close(s->bell);
    message_release(s->heartbeat);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static struct message *heartbeat_new(void)
{
    struct message_draft draft = {0};
    websocket_frame(&draft.wire[SOCKET_WEBSOCKET], WEBSOCKET_PING, TEXT(""));
    buf_z(&draft.wire[SOCKET_SSE], ":\n\n");
    struct message *message = message_new(&draft);
    message_draft_free(&draft);
    return message;
}

static struct sockets_limits with_defaults(const struct sockets_limits *given)
{
    struct sockets_limits limits = *given;
    limits.sockets = limits.sockets == 0 ? SOCKETS_MAX : limits.sockets;
    limits.queue_bytes = limits.queue_bytes == 0 ? SOCKET_QUEUE_BYTES : limits.queue_bytes;
    limits.ping_ms = limits.ping_ms == 0 ? SOCKET_PING_MS : limits.ping_ms;
    limits.close_ms = limits.close_ms == 0 ? SOCKET_CLOSE_MS : limits.close_ms;
    if (limits.messages_per_minute == 0)
        limits.messages_per_minute = SOCKET_MESSAGES_PER_MINUTE;
    return limits;
}

enum err sockets_open(struct ctx *c, const struct sockets_limits *limits,
                      const struct sockets_callbacks *callbacks, struct sockets **out)
{
    struct sockets *s = calloc(1, sizeof *s);
    if (s == NULL)
        return fail(c, ERR_MEMORY, "no memory for live connections");
    pthread_mutex_init(&s->lock, NULL);
    s->limits = with_defaults(limits);
    s->callbacks = *callbacks;
    s->heartbeat = heartbeat_new();
    s->epoll = epoll_create1(EPOLL_CLOEXEC);
    s->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN};
    if (s->epoll < 0 || s->bell < 0 || epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->bell, &event) != 0 ||
        pthread_create(&s->thread, NULL, loop, s) != 0) {
        int why = errno;
        release(s);
        return fail(c, ERR_IO, "live connections cannot be watched: %s", strerror(why));
    }
    *out = s;
    return OK;
}

void sockets_stop(struct sockets *s)
{
    command_add(s, (struct command){.what = STOP});
    pthread_join(s->thread, NULL);
    pthread_mutex_lock(&s->lock);
    s->stopped = true;
    pthread_mutex_unlock(&s->lock);
    run_commands(s); /* what came behind it: connections to refuse, references to give back */
    end_farewells(s, INT64_MAX);
    settle(s);
}

void sockets_close(struct sockets *s)
{
    if (s == NULL)
        return;
    if (!s->stopped)
        sockets_stop(s);
    release(s);
}
