#include "http/server.h"

#include "base/date.h"
#include "base/json.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 1000,
    CONNECTION_BYTES = 16 << 10, /* header and buffers of one connection */
    IDLE_SECONDS = 30,
    THREADS = 2,
    BODY_BYTES_MAX = 64 << 10, /* of a GET request: there should be none */
};

struct http_server {
    struct MHD_Daemon *daemon;
    const struct http_route *routes;
    const char *host; /* a name it may be called by, besides its addresses; NULL: none */
    char url[80];
    atomic_ullong counts[6];
};

/* What is kept of a request between the calls that libmicrohttpd makes for it. */
struct incoming {
    size_t body_bytes;
};

void html_text(struct buf *out, struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        switch (t.at[i]) {
        case '&':
            buf_z(out, "&amp;");
            break;
        case '<':
            buf_z(out, "&lt;");
            break;
        case '>':
            buf_z(out, "&gt;");
            break;
        case '"':
            buf_z(out, "&quot;");
            break;
        case '\'':
            buf_z(out, "&#39;");
            break;
        default:
            buf_char(out, t.at[i]);
        }
    }
}

static int status_of(enum err e)
{
    switch (e) {
    case OK:
        return 200;
    case ERR_INPUT:
    case ERR_USAGE:
        return 400;
    case ERR_DENIED:
        return 403;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_LIMIT:
        return 413;
    case ERR_BUSY:
        return 503;
    default:
        return 500;
    }
}

/* RFC 9457. */
static void problem_with(struct http_reply *reply, int status, const char *title, const char *why)
{
    struct json j = json_into(reply->body);
    buf_clear(reply->body);
    reply->status = status;
    reply->type = "application/problem+json";
    json_object(&j);
    json_key_z(&j, "type", "about:blank");
    json_key_z(&j, "title", title);
    json_key_int(&j, "status", reply->status);
    json_key_z(&j, "detail", why);
    json_object_end(&j);
}

static void problem(struct http_reply *reply, enum err e, const char *why)
{
    problem_with(reply, status_of(e), err_name(e), why);
}

/* Is the Host header an address, localhost, or the name that this server was given? */
static bool host_is_ours(const struct http_server *server, const char *header)
{
    char name[256];
    unsigned char address[16];
    if (header == NULL || strlen(header) >= sizeof name)
        return header == NULL;
    memcpy(name, header, strlen(header) + 1);
    char *end = name[0] == '[' ? strchr(name, ']') : strrchr(name, ':');
    if (end != NULL)
        *end = '\0';
    if (name[0] == '[')
        return inet_pton(AF_INET6, name + 1, address) == 1;
    return inet_pton(AF_INET, name, address) == 1 || text_equal_nocase(text_of(name), TEXT("localhost")) ||
           (server->host != NULL && text_equal_nocase(text_of(name), text_of(server->host)));
}

static void answer(struct http_server *server, struct ctx *c, const struct http_request *request,
                   struct http_reply *reply)
{
    bool reads = strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
    for (const struct http_route *r = server->routes; r->path != NULL; r++) {
        if (strcmp(r->path, request->path) != 0)
            continue;
        if (!reads) {
            problem_with(reply, 405, "method_not_allowed", "only GET and HEAD are understood here");
            return;
        }
        enum err e = r->handle(c, r->self, request, reply);
        if (e != OK)
            problem(reply, e, c->why);
        return;
    }
    problem(reply, ERR_NOT_FOUND, "there is nothing at this path");
}

static enum MHD_Result send_reply(struct http_server *server, struct MHD_Connection *connection,
                                  const struct http_reply *reply)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(reply->body->len, reply->body->at, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", reply->type);
    MHD_add_response_header(response, "Cache-Control", reply->cache == NULL ? "no-store" : reply->cache);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Content-Security-Policy",
                            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
                            "form-action 'none'; frame-ancestors 'none'");
    if (reply->status == 405)
        MHD_add_response_header(response, "Allow", "GET, HEAD");
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    atomic_fetch_add(&server->counts[reply->status / 100 < 6 ? reply->status / 100 : 5], 1);
    return result;
}

static enum MHD_Result on_request(void *self, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *body,
                                  size_t *body_bytes, void **kept)
{
    struct http_server *server = self;
    struct incoming *in = *kept;
    (void)version;
    (void)body;
    if (in == NULL) {
        *kept = calloc(1, sizeof *in);
        return *kept == NULL ? MHD_NO : MHD_YES;
    }
    if (*body_bytes > 0) {
        /* No route here reads a body; a short one is swallowed so that the reply can be sent, a long one ends the connection. */
        in->body_bytes += *body_bytes;
        *body_bytes = 0;
        return in->body_bytes > BODY_BYTES_MAX ? MHD_NO : MHD_YES;
    }
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct http_request request = {.method = method, .path = url};
    struct http_reply reply = {
        .status = 200, .type = "text/plain; charset=utf-8", .body = buf_in_arena(c.arena)};
    if (host_is_ours(server, MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host")))
        answer(server, &c, &request, &reply);
    else
        problem_with(&reply, 421, "misdirected_request",
                     "this server does not go by that name: see serve --host");
    buf_add(reply.body, "", 0);
    enum MHD_Result result = send_reply(server, connection, &reply);
    arena_free(c.arena);
    return result;
}

static void on_end(void *self, struct MHD_Connection *connection, void **kept,
                   enum MHD_RequestTerminationCode how)
{
    (void)self;
    (void)connection;
    (void)how;
    free(*kept);
    *kept = NULL;
}

static enum err parse_listen(struct ctx *c, const char *listen, struct sockaddr_in *out)
{
    const char *colon = strrchr(listen, ':');
    char host[64];
    int64_t port;
    if (colon == NULL || (size_t)(colon - listen) >= sizeof host || !text_to_int(text_of(colon + 1), &port) ||
        port < 0 || port > 65535)
        return fail(c, ERR_USAGE, "\"%s\" is not ADDRESS:PORT, for example 127.0.0.1:8080", listen);
    memcpy(host, listen, (size_t)(colon - listen));
    host[colon - listen] = '\0';
    *out = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    const char *address = strcmp(host, "localhost") == 0 ? "127.0.0.1"
                          : strcmp(host, "*") == 0       ? "0.0.0.0"
                                                         : host;
    if (inet_pton(AF_INET, address, &out->sin_addr) != 1)
        return fail(c, ERR_USAGE, "\"%s\" is no IPv4 address", host);
    return OK;
}

static enum err start(struct ctx *c, struct http_server *server, const char *listen,
                      struct sockaddr_in *address)
{
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR,
        (struct sockaddr *)address, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS,
        MHD_OPTION_END);
    if (server->daemon == NULL)
        return fail(c, ERR_IO, "cannot listen on %s: is something else listening there?", listen);
    return OK;
}

enum err http_server_open(struct ctx *c, const char *listen, const char *host,
                          const struct http_route *routes, struct http_server **out)
{
    struct sockaddr_in address;
    char numbers[INET_ADDRSTRLEN];
    TRY(parse_listen(c, listen, &address));
    struct http_server *server = calloc(1, sizeof *server);
    if (server == NULL)
        return fail(c, ERR_MEMORY, "no memory for a server");
    server->routes = routes;
    server->host = host;
    enum err e = start(c, server, listen, &address);
    if (e != OK) {
        free(server);
        return e;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    inet_ntop(AF_INET, &address.sin_addr, numbers, sizeof numbers);
    snprintf(server->url, sizeof server->url, "http://%s:%u", numbers,
             info == NULL ? ntohs(address.sin_port) : info->port);
    *out = server;
    return OK;
}

const char *http_server_url(const struct http_server *server)
{
    return server->url;
}

void http_server_close(struct http_server *server)
{
    if (server == NULL)
        return;
    MHD_socket listening = MHD_quiesce_daemon(server->daemon);
    for (int i = 0; i < 100; i++) {
        const union MHD_DaemonInfo *info =
            MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
        if (info == NULL || info->num_connections == 0)
            break;
        usleep(10000);
    }
    MHD_stop_daemon(server->daemon);
    if (listening != MHD_INVALID_SOCKET)
        close(listening);
    free(server);
}

void http_server_counts(const struct http_server *server, uint64_t counts[6])
{
    for (int i = 0; i < 6; i++)
        counts[i] = atomic_load(&server->counts[i]);
}
