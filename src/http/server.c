/* The server: what libmicrohttpd calls, turned into exchanges on their road. Two threads with epoll drive all connections. */
#include "http/server.h"

#include "base/date.h"
#include "base/limits.h"
#include "http/inner.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { THREADS = 2, SLOW_BODY_SECONDS = 60, SLOW_BODY_BYTES_A_SECOND = 1024 };

/* -- An exchange's beginning and end */

static void *on_uri(void *self, const char *uri, struct MHD_Connection *connection)
{
    struct http_server *server = self;
    struct exchange *e = calloc(1, sizeof *e);
    if (e == NULL)
        return NULL;
    e->connection = connection;
    e->began_us = time_steady_us();
    e->x.c = (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
    e->x.server = server;
    e->x.self = server->options.self;
    e->x.request.body_fd = -1;
    e->x.reply = (struct http_reply){
        .status = 200, .type = "application/json", .body = buf_in_arena(e->x.c.arena), .fd = -1};
    exchange_read_uri(e, uri);
    return e;
}

static void *socket_entry(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

static void on_end(void *self, struct MHD_Connection *connection, void **kept,
                   enum MHD_RequestTerminationCode how)
{
    struct exchange *e = *kept;
    (void)self;
    (void)how;
    watch_reply_done(socket_entry(connection));
    if (e == NULL)
        return;
    reply_drop(e);
    if (e->x.request.body_fd >= 0) {
        close(e->x.request.body_fd);
        atomic_fetch_sub(&e->x.server->spools, 1);
    }
    buf_free(&e->body);
    arena_free(e->x.c.arena);
    free(e);
    *kept = NULL;
}

static void on_connection(void *self, struct MHD_Connection *connection, void **entry,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http_server *server = self;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        atomic_fetch_add(&server->connections, 1);
        atomic_fetch_sub(&server->arriving, 1);
        *entry = info == NULL ? NULL : watch_add(server->watch, info->connect_fd);
    } else {
        atomic_fetch_sub(&server->connections, 1);
        watch_remove(server->watch, *entry);
        *entry = NULL;
    }
}

/* -- Who it comes from */

static struct text peer_address(struct exchange *e)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(e->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char *out = arena_alloc(e->x.c.arena, INET6_ADDRSTRLEN);
    if (info == NULL || info->client_addr == NULL)
        return TEXT("unknown");
    const struct sockaddr *address = info->client_addr;
    if (address->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)address;
        if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr))
            inet_ntop(AF_INET, six->sin6_addr.s6_addr + 12, out, INET6_ADDRSTRLEN);
        else
            inet_ntop(AF_INET6, &six->sin6_addr, out, INET6_ADDRSTRLEN);
    } else {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, out,
                  INET6_ADDRSTRLEN);
    }
    return text_of(out);
}

static enum MHD_Result add_forwarded(void *self, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct buf *all = self;
    (void)kind;
    if (value != NULL && text_equal_nocase(text_of(name), TEXT("X-Forwarded-For")))
        buf_printf(all, "%s%s", all->len > 0 ? "," : "", value);
    return MHD_YES;
}

/* All of them: a proxy may add a line of its own below what the client wrote. */
static struct text forwarded_for(struct exchange *e)
{
    struct buf *all = buf_in_arena(e->x.c.arena);
    MHD_get_connection_values(e->connection, MHD_HEADER_KIND, add_forwarded, all);
    return buf_view(all);
}

/* The last hop that no trusted proxy vouches for: what a client itself wrote into the header stands before it. */
static struct text behind_proxies(const char *proxies, struct text peer, struct text forwarded)
{
    while (forwarded.len > 0 && http_listed(proxies, peer)) {
        size_t at = forwarded.len;
        while (at > 0 && forwarded.at[at - 1] != ',')
            at--;
        struct text hop = text_trim(text_from(forwarded, at));
        peer = hop.len > 0 && hop.len < INET6_ADDRSTRLEN ? hop : peer;
        forwarded.len = at > 0 ? at - 1 : 0;
    }
    return peer;
}

static void find_client(struct exchange *e)
{
    const char *proxies = e->x.server->options.proxies;
    struct text peer = peer_address(e);
    e->x.request.client = peer;
    if (proxies == NULL || !http_listed(proxies, peer))
        return;
    e->x.request.client = behind_proxies(proxies, peer, forwarded_for(e));
    e->x.request.tls = text_is(http_header(&e->x, "X-Forwarded-Proto"), "https");
}

/* -- The body */

/* One that was cut off holds its place until its connection's time is over. */
static enum err spool_begin(struct exchange *e)
{
    struct http_request *r = &e->x.request;
    const char *folder = e->x.server->options.spool == NULL ? "/tmp" : e->x.server->options.spool;
    bool full = atomic_fetch_add(&e->x.server->spools, 1) >= SPOOLS_MAX;
    r->body_fd = full ? -1 : open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (r->body_fd >= 0)
        return OK;
    enum err why = full
                       ? fail(&e->x.c, ERR_BUSY, "%d large files are being sent; try again later", SPOOLS_MAX)
                       : fail(&e->x.c, err_of_errno(errno), "no file for the upload: %s", strerror(errno));
    atomic_fetch_sub(&e->x.server->spools, 1);
    return why;
}

static enum err spool(struct exchange *e, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t written = write(e->x.request.body_fd, at, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(&e->x.c, err_of_errno(errno), "the upload could not be kept: %s", strerror(errno));
        at += written;
        len -= (size_t)written;
    }
    return OK;
}

static enum err body_add(struct exchange *e, const char *at, size_t len)
{
    struct http_request *r = &e->x.request;
    if (r->body_bytes + (int64_t)len > e->plan.body_most)
        return fail(&e->x.c, ERR_LIMIT, "the body is larger than %lld bytes", (long long)e->plan.body_most);
    r->body_bytes += (int64_t)len;
    if (r->body_fd >= 0)
        return spool(e, at, len);
    if (e->plan.body_to_file && e->body.len + len > LIMIT_BODY_MEMORY) {
        TRY(spool_begin(e));
        TRY(spool(e, e->body.at, e->body.len));
        buf_free(&e->body);
        e->body = (struct buf){NULL, 0, 0};
        return spool(e, at, len);
    }
    buf_add(&e->body, at, len);
    return OK;
}

static bool drips(const struct exchange *e)
{
    int64_t seconds = (time_steady_us() - e->began_us) / 1000000;
    return seconds > SLOW_BODY_SECONDS && e->x.request.body_bytes / seconds < SLOW_BODY_BYTES_A_SECOND;
}

static enum MHD_Result on_body(struct exchange *e, const char *at, size_t len)
{
    if (drips(e))
        return MHD_NO;
    if (e->refused) {
        e->x.request.body_bytes += (int64_t)len;
        return e->x.request.body_bytes > e->plan.body_most + SWALLOW_BYTES ? MHD_NO : MHD_YES;
    }
    enum err failed = body_add(e, at, len);
    if (failed != OK) {
        http_problem_of(&e->x, failed);
        e->refused = true;
    }
    return MHD_YES;
}

/* -- The road */

static int64_t announced_bytes(const struct exchange *e)
{
    struct text length = http_header(&e->x, "Content-Length");
    int64_t bytes = 0;
    return length.len > 0 && text_to_int(length, &bytes) ? bytes : 0;
}

/* The header is whole. A refusal is sent at once when its body would be long. */
static enum MHD_Result on_header(struct exchange *e, const char *method)
{
    enum http_then then;
    struct http_request *r = &e->x.request;
    r->head = strcmp(method, "HEAD") == 0;
    r->method = r->head ? "GET" : arena_copy(e->x.c.arena, method, strlen(method));
    watch_header_done(socket_entry(e->connection));
    find_client(e);
    e->refused = road_run(e, HTTP_ON_HEADERS, &then) != OK || then == HTTP_REPLY;
    int64_t bytes = announced_bytes(e);
    if (!e->refused && bytes > e->plan.body_most) {
        fail(&e->x.c, ERR_LIMIT, "the body is larger than %lld bytes", (long long)e->plan.body_most);
        http_problem_of(&e->x, ERR_LIMIT);
        e->refused = true;
    }
    if (!e->refused || bytes <= SWALLOW_BYTES)
        return MHD_YES;
    road_finish(e);
    return reply_send(e);
}

/* False: it is parked. */
static bool on_whole(struct exchange *e)
{
    enum http_then then = HTTP_REPLY;
    e->x.request.body = buf_view(&e->body);
    atomic_fetch_add_explicit(&e->x.server->bytes_in, (unsigned long long)e->x.request.body_bytes,
                              memory_order_relaxed);
    if (e->x.request.body_fd >= 0)
        lseek(e->x.request.body_fd, 0, SEEK_SET);
    if (!e->refused)
        e->refused = road_run(e, HTTP_ON_BODY, &then) != OK || then == HTTP_REPLY;
    if (!e->refused)
        return road_work(e);
    road_finish(e);
    return true;
}

static enum MHD_Result on_request(void *self, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *body,
                                  size_t *body_bytes, void **kept)
{
    struct exchange *e = *kept;
    (void)self;
    (void)connection;
    (void)url;
    (void)version;
    if (e == NULL)
        return MHD_NO;
    if (e->x.request.method == NULL)
        return on_header(e, method);
    if (*body_bytes > 0) {
        size_t len = *body_bytes;
        *body_bytes = 0;
        return on_body(e, body, len);
    }
    if (e->state == EXCHANGE_HEADERS && !on_whole(e))
        return MHD_YES;
    return reply_send(e);
}

/* Escapes are decoded in exchange.c, where a query's names and values are still apart. */
static size_t keep_escapes(void *self, struct MHD_Connection *connection, char *text)
{
    (void)self;
    (void)connection;
    return strlen(text);
}

/* -- Opening and closing */

/* As many descriptors as the machine lets this process have. */
static void raise_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static enum err daemon_start(struct ctx *c, struct http_server *server)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET |
                     MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE;
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_URI_LOG_CALLBACK, on_uri, server,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MOST, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (server->daemon == NULL)
        return fail(c, ERR_IO, "the server could not be started");
    return acceptor_start(c, server);
}

static enum err open_parts(struct ctx *c, struct http_server *server)
{
    const struct http_options *options = &server->options;
    if (server->listen_fd < 0)
        TRY(listen_open(c, options->listen, &server->listen_fd));
    listen_url(server->listen_fd, server->url, sizeof server->url);
    TRY(watch_open(c, &server->watch));
    TRY(lanes_open(c, server));
    return daemon_start(c, server);
}

enum err http_server_open(struct ctx *c, const struct http_options *options, struct http_server **out)
{
    struct http_server *server = calloc(1, sizeof *server);
    if (server == NULL)
        return fail(c, ERR_MEMORY, "no memory for a server");
    server->options = *options;
    server->listen_fd = options->listen_fd;
    raise_descriptors();
    enum err e = open_parts(c, server);
    if (e != OK) {
        http_server_close(server);
        return e;
    }
    *out = server;
    return OK;
}

const char *http_server_url(const struct http_server *server)
{
    return server->url;
}

void http_server_quiesce(struct http_server *server)
{
    if (!atomic_exchange(&server->draining, true))
        acceptor_stop(server->acceptor);
}

static bool is_busy(const struct http_server *server, bool early)
{
    return atomic_load(&server->connections) > 0 || (early && atomic_load(&server->arriving) > 0);
}

/* Whoever is between requests may be about to send one, so they get a while to see "Connection: close"; then only requests that are
 * under way are waited for. */
int http_server_drain(struct http_server *server, int64_t wait_us)
{
    enum { GRACE_US = 1000000 };
    int64_t began_us = time_steady_us(), now_us = began_us;
    http_server_quiesce(server);
    while (is_busy(server, now_us < began_us + GRACE_US) && now_us < began_us + wait_us) {
        if (now_us > began_us + GRACE_US)
            watch_cut_idle(server->watch);
        usleep(2000);
        now_us = time_steady_us();
    }
    watch_cut_idle(server->watch);
    int fd = server->listen_fd;
    server->listen_fd = -1;
    return fd;
}

/* Lanes stop while connections can still be resumed; the daemon then sends what is left, and may still bring the lanes a request whose body
 * took long: they are there until it has stopped. */
void http_server_close(struct http_server *server)
{
    enum { DRAIN_US = 2000000 };
    if (server == NULL)
        return;
    if (server->daemon != NULL && server->listen_fd >= 0) {
        int fd = http_server_drain(server, DRAIN_US);
        close(fd);
    } else if (server->listen_fd >= 0) {
        close(server->listen_fd);
    }
    lanes_stop(server);
    if (server->daemon != NULL)
        MHD_stop_daemon(server->daemon);
    lanes_free(server);
    watch_close(server->watch);
    free(server);
}

void http_server_counts(const struct http_server *server, struct http_counts *out)
{
    *out = (struct http_counts){.connections = atomic_load(&server->connections),
                                .parked = atomic_load(&server->parked),
                                .refused = atomic_load(&server->refused),
                                .bytes_in = atomic_load(&server->bytes_in),
                                .bytes_out = atomic_load(&server->bytes_out),
                                .seconds = (double)atomic_load(&server->micros) / 1e6};
    uint64_t sum = 0;
    for (int i = 0; i < 6; i++)
        out->replies[i] = atomic_load(&server->replies[i]);
    for (int i = 0; i < 7; i++)
        out->within[i] = sum += atomic_load(&server->within[i]);
}
