/* One connection: commands gathered, sent at once, and their replies read, without ever blocking for longer than was said. */
#include "base/date.h"
#include "redis/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { WHY_MAX = 160, CHUNK = 64 << 10 };

struct redis_link {
    const struct redis_place *place;
    int stop_fd, fd; /* fd -1: closed */
    struct redis_tls *tls;
    struct redis_replies *replies;
    struct buf out;
    size_t waiting; /* commands in `out` */
    char *chunk;
    char why[WHY_MAX];
};

struct redis_link *redis_link_new(const struct redis_place *place, int stop_fd)
{
    struct redis_link *link = calloc(1, sizeof *link);
    if (link == NULL || (link->chunk = malloc(CHUNK)) == NULL)
        die("out of memory");
    link->place = place;
    link->stop_fd = stop_fd;
    link->fd = -1;
    return link;
}

void redis_link_close(struct redis_link *link)
{
    redis_tls_free(link->tls);
    redis_replies_free(link->replies);
    if (link->fd >= 0)
        close(link->fd);
    link->tls = NULL;
    link->replies = NULL;
    link->fd = -1;
    buf_clear(&link->out);
    link->waiting = 0;
}

void redis_link_free(struct redis_link *link)
{
    if (link == NULL)
        return;
    redis_link_close(link);
    buf_free(&link->out);
    free(link->chunk);
    free(link);
}

bool redis_link_is_open(const struct redis_link *link)
{
    return link->fd >= 0;
}

static enum err broken(struct ctx *c, struct redis_link *link, const char *why)
{
    redis_link_close(link);
    return fail(c, ERR_BUSY, "%s: %s", link->place->shown, why);
}

/* -- Waiting */

/* Until the socket can be read (or written), somebody says stop, or the time is over. */
static enum err await_socket(struct ctx *c, struct redis_link *link, short events, int64_t until_us)
{
    struct pollfd fds[] = {{.fd = link->fd, .events = events}, {.fd = link->stop_fd, .events = POLLIN}};
    for (;;) {
        int64_t left_us = until_us - time_steady_us();
        int ready = left_us <= 0 ? 0 : poll(fds, 2, (int)((left_us + 999) / 1000));
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return broken(c, link, "it does not answer in time");
        if (fds[1].revents != 0) {
            redis_link_close(link);
            return fail(c, ERR_CANCELLED, "it was asked to stop");
        }
        return OK;
    }
}

/* -- Connecting */

static int socket_for(int family)
{
    int on = 1, idle_s = 30, every_s = 10, times = 3;
    unsigned unheard_ms = 20000;
    int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || family == AF_UNIX)
        return fd;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &every_s, sizeof every_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &times, sizeof times);
    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unheard_ms, sizeof unheard_ms);
    return fd;
}

static enum err finish_connect(struct ctx *c, struct redis_link *link, int64_t until_us)
{
    int error = 0;
    socklen_t size = sizeof error;
    TRY(await_socket(c, link, POLLOUT, until_us));
    if (getsockopt(link->fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
        return broken(c, link, strerror(error));
    return OK;
}

static enum err connect_to(struct ctx *c, struct redis_link *link, const struct sockaddr *address,
                           socklen_t size, int64_t until_us)
{
    link->fd = socket_for(address->sa_family);
    if (link->fd < 0)
        return broken(c, link, strerror(errno));
    if (connect(link->fd, address, size) == 0)
        return OK;
    return errno == EINPROGRESS ? finish_connect(c, link, until_us) : broken(c, link, strerror(errno));
}

static enum err connect_socket(struct ctx *c, struct redis_link *link, int64_t until_us)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", link->place->socket);
    return connect_to(c, link, (const struct sockaddr *)&address, sizeof address, until_us);
}

static void release_addresses(void *list)
{
    freeaddrinfo(list);
}

/* One address after the other, each with an even share of the time that is left. */
static enum err connect_host(struct ctx *c, struct redis_link *link, int64_t until_us)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *list;
    int error = getaddrinfo(link->place->host, link->place->port, &hints, &list), count = 0;
    if (error != 0)
        return broken(c, link, gai_strerror(error));
    arena_defer(c->arena, release_addresses, list);
    for (const struct addrinfo *a = list; a != NULL; a = a->ai_next)
        count++;
    enum err e = ERR_BUSY;
    for (const struct addrinfo *a = list; a != NULL && e == ERR_BUSY; a = a->ai_next, count--) {
        int64_t now_us = time_steady_us();
        e = connect_to(c, link, a->ai_addr, a->ai_addrlen, now_us + (until_us - now_us) / count);
    }
    return e;
}

static enum err greet(struct ctx *c, struct redis_link *link, int64_t until_us)
{
    if (!link->place->tls)
        return OK;
    link->tls = redis_tls_new(link->place, link->fd, link->why);
    if (link->tls == NULL)
        return broken(c, link, link->why);
    for (;;) {
        enum redis_io io = redis_tls_greet(link->tls, link->why);
        if (io == REDIS_IO_DONE)
            return OK;
        if (io == REDIS_IO_END)
            return broken(c, link, link->why);
        TRY(await_socket(c, link, io == REDIS_IO_WRITE ? POLLOUT : POLLIN, until_us));
    }
}

/* Redis repeats in some errors what it was told; of the answer to a password nothing is shown. */
static enum err introduce(struct ctx *c, struct redis_link *link, int64_t left_us)
{
    const struct redis_place *place = link->place;
    const struct redis_value **replies;
    char database[24];
    snprintf(database, sizeof database, "%lld", (long long)place->database);
    if (place->user != NULL)
        redis_say(link, "AUTH", place->user, place->password, NULL);
    else if (place->password != NULL)
        redis_say(link, "AUTH", place->password, NULL);
    redis_say(link, "SELECT", database, NULL);
    TRY(redis_exchange(c, link, left_us, &replies));
    size_t at = place->password != NULL ? 1 : 0;
    if (at == 1 && replies[0]->kind == REDIS_ERROR && !redis_is_error(replies[0], "LOADING"))
        return broken(c, link, "it does not accept this user and password");
    enum err e = redis_refusal(c, link, replies[at]);
    if (e != OK)
        redis_link_close(link);
    return e;
}

enum err redis_link_open(struct ctx *c, struct redis_link *link, int64_t timeout_us)
{
    int64_t until_us = time_steady_us() + timeout_us;
    if (link->fd >= 0)
        return OK;
    redis_link_close(link); /* what was said to a closed one is not sent */
    TRY(link->place->socket != NULL ? connect_socket(c, link, until_us) : connect_host(c, link, until_us));
    link->replies = redis_replies_new();
    TRY(greet(c, link, until_us));
    return introduce(c, link, until_us - time_steady_us());
}

/* -- Commands */

void redis_command(struct redis_link *link, size_t words)
{
    buf_printf(&link->out, "*%zu\r\n", words);
    link->waiting++;
}

void redis_word(struct redis_link *link, struct text word)
{
    char head[32];
    int len = snprintf(head, sizeof head, "$%zu\r\n", word.len);
    buf_add(&link->out, head, (size_t)len);
    buf_text(&link->out, word);
    buf_add(&link->out, "\r\n", 2);
}

void redis_word_z(struct redis_link *link, const char *word)
{
    redis_word(link, text_of(word));
}

void redis_word_int(struct redis_link *link, int64_t number)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)number);
    redis_word(link, (struct text){digits, (size_t)len});
}

void redis_say(struct redis_link *link, ...)
{
    va_list words;
    size_t count = 0;
    va_start(words, link);
    while (va_arg(words, const char *) != NULL)
        count++;
    va_end(words);
    redis_command(link, count);
    va_start(words, link);
    for (size_t i = 0; i < count; i++)
        redis_word_z(link, va_arg(words, const char *));
    va_end(words);
}

size_t redis_waiting(const struct redis_link *link)
{
    return link->waiting;
}

size_t redis_waiting_bytes(const struct redis_link *link)
{
    return link->out.len;
}

/* -- Exchange */

static enum redis_io outcome_of(ssize_t done, short wait)
{
    if (done > 0)
        return REDIS_IO_DONE;
    bool later = done < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    return !later ? REDIS_IO_END : wait == POLLOUT ? REDIS_IO_WRITE : REDIS_IO_READ;
}

static enum redis_io send_some(struct redis_link *link, size_t *sent)
{
    const char *at = link->out.at + *sent;
    size_t len = link->out.len - *sent, done = 0;
    enum redis_io io;
    if (link->tls != NULL) {
        io = redis_tls_send(link->tls, at, len, &done);
    } else {
        ssize_t n = send(link->fd, at, len, MSG_NOSIGNAL);
        io = outcome_of(n, POLLOUT);
        done = n > 0 ? (size_t)n : 0;
    }
    *sent += io == REDIS_IO_DONE ? done : 0;
    return io;
}

static enum redis_io receive_some(struct redis_link *link, size_t *got)
{
    *got = 0;
    if (link->tls != NULL)
        return redis_tls_receive(link->tls, link->chunk, CHUNK, got);
    ssize_t n = recv(link->fd, link->chunk, CHUNK, 0);
    *got = n > 0 ? (size_t)n : 0;
    return outcome_of(n, POLLIN);
}

struct exchange {
    const struct redis_value **replies;
    size_t wanted, count;
    size_t sent, received; /* bytes */
};

static enum err read_replies(struct ctx *c, struct redis_link *link, struct exchange *x, size_t got)
{
    x->received += got;
    if (x->received > REDIS_REPLIES_BYTES)
        return broken(c, link, "it replies more than was asked for");
    if (!redis_replies_feed(link->replies, link->chunk, got))
        return broken(c, link, "what it replies is not the protocol of Redis");
    while (x->count < x->wanted) {
        if (!redis_replies_next(link->replies, c->arena, &x->replies[x->count]))
            return broken(c, link, "what it replies is not the protocol of Redis");
        if (x->replies[x->count] == NULL)
            break;
        x->count++;
    }
    return OK;
}

/* Both ways as far as they go. *wait: for what, when neither went. */
static enum err step(struct ctx *c, struct redis_link *link, struct exchange *x, short *wait)
{
    size_t got;
    *wait = 0;
    if (x->sent < link->out.len) {
        enum redis_io io = send_some(link, &x->sent);
        if (io == REDIS_IO_END)
            return broken(c, link, "the connection broke");
        if (io != REDIS_IO_DONE)
            *wait = io == REDIS_IO_WRITE ? POLLOUT | POLLIN : POLLIN;
        if (x->sent < link->out.len && io == REDIS_IO_DONE)
            return OK;
    }
    enum redis_io io = receive_some(link, &got);
    if (io == REDIS_IO_END)
        return broken(c, link, "the connection broke");
    if (io == REDIS_IO_DONE) {
        *wait = 0;
        return read_replies(c, link, x, got);
    }
    *wait = (short)(*wait | (io == REDIS_IO_WRITE ? POLLOUT | POLLIN : POLLIN));
    return OK;
}

enum err redis_exchange(struct ctx *c, struct redis_link *link, int64_t timeout_us,
                        const struct redis_value ***replies)
{
    struct exchange x = {.wanted = link->waiting};
    int64_t until_us = time_steady_us() + timeout_us;
    if (link->fd < 0)
        return broken(c, link, "it is not connected");
    x.replies = ARENA_ARRAY(c->arena, const struct redis_value *, x.wanted + 1);
    while (x.count < x.wanted) {
        short wait;
        TRY(step(c, link, &x, &wait));
        if (wait != 0)
            TRY(await_socket(c, link, wait, until_us));
    }
    buf_clear(&link->out);
    link->waiting = 0;
    *replies = x.replies;
    return OK;
}

/* -- Errors */

/* Its first sentence, without the arguments that Redis repeats. */
static struct text told(struct text error)
{
    ptrdiff_t end = text_find(error, TEXT(", with args"));
    ptrdiff_t quote = text_find(error, TEXT("'"));
    end = quote >= 0 && (end < 0 || quote < end) ? quote : end;
    return text_glimpse(text_trim(end < 0 ? error : (struct text){error.at, (size_t)end}));
}

enum err redis_refusal(struct ctx *c, const struct redis_link *link, const struct redis_value *reply)
{
    static const struct {
        const char *code, *words;
    } known[] = {{"LOADING", "it is loading its data"},
                 {"READONLY", "it is a replica and takes no writes"},
                 {"OOM", "it has no memory left (maxmemory)"},
                 {"NOAUTH", "it wants a password"},
                 {"WRONGPASS", "it does not accept this user and password"},
                 {"NOPERM", "it does not allow this user what Florin needs"},
                 {"MISCONF", "it cannot save to its disk and takes no writes"},
                 {"MASTERDOWN", "it is a replica that has lost its primary"},
                 {"NOREPLICAS", "it has too few replicas to take writes"},
                 {"BUSY ", "it runs somebody's script"},
                 {"MOVED", "it is part of a cluster, which Florin does not use"},
                 {"CLUSTERDOWN", "it is part of a cluster, which Florin does not use"}};
    if (reply->kind != REDIS_ERROR)
        return OK;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (redis_is_error(reply, known[i].code))
            return fail(c, ERR_BUSY, "%s: %s", link->place->shown, known[i].words);
    return fail(c, ERR_BUSY, "%s: it refuses: %.*s", link->place->shown, TEXT_ARGS(told(reply->text)));
}
