/* Replies on their way out: a buffer, a constant, a file, a stream, or the connection itself. */
#include "base/date.h"
#include "http/inner.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A stream sleeps with its connection parked. `woken` keeps a wake that came while it was being asked. */
struct http_stream {
    struct http_stream_source source;
    struct MHD_Connection *connection;
    pthread_mutex_t lock;
    bool asleep, woken;
};

struct http_stream *http_reply_stream(struct http_exchange *x, const struct http_stream_source *source)
{
    struct exchange *e = (struct exchange *)x;
    struct http_stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL)
        die("no memory for a stream");
    stream->source = *source;
    stream->connection = e->connection;
    pthread_mutex_init(&stream->lock, NULL);
    e->stream = stream;
    return stream;
}

void http_stream_wake(struct http_stream *stream)
{
    pthread_mutex_lock(&stream->lock);
    stream->woken = true;
    if (stream->asleep) {
        stream->asleep = false;
        MHD_resume_connection(stream->connection);
    }
    pthread_mutex_unlock(&stream->lock);
}

static ssize_t stream_read(void *thing, uint64_t at, char *out, size_t size)
{
    struct http_stream *stream = thing;
    (void)at;
    for (;;) {
        ptrdiff_t len = stream->source.pull(stream->source.self, out, size);
        if (len != 0)
            return len < 0 ? MHD_CONTENT_READER_END_OF_STREAM : len;
        pthread_mutex_lock(&stream->lock);
        bool again = stream->woken;
        stream->woken = false;
        if (!again) {
            stream->asleep = true;
            MHD_suspend_connection(stream->connection);
        }
        pthread_mutex_unlock(&stream->lock);
        if (!again)
            return 0;
    }
}

static void stream_end(struct http_stream *stream)
{
    stream->source.end(stream->source.self);
    pthread_mutex_destroy(&stream->lock);
    free(stream);
}

static void socket_close(void *urh)
{
    MHD_upgrade_action(urh, MHD_UPGRADE_ACTION_CLOSE);
}

static void on_upgrade(void *thing, struct MHD_Connection *connection, void *kept, const char *extra,
                       size_t extra_len, MHD_socket fd, struct MHD_UpgradeResponseHandle *urh)
{
    struct exchange *e = thing;
    struct http_socket socket = {
        .fd = fd, .extra = extra, .extra_len = extra_len, .close = socket_close, .self = urh};
    (void)connection;
    (void)kept;
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    e->take(e->take_self, &socket);
    /* The exchange stays as long as the connection; what it needed to get here does not. */
    arena_free(e->x.c.arena);
    e->x.c.arena = NULL;
}

static struct MHD_Response *file_response(const struct http_reply *reply)
{
    struct stat facts;
    if (fstat(reply->fd, &facts) != 0) {
        close(reply->fd);
        return NULL;
    }
    return MHD_create_response_from_fd64((uint64_t)facts.st_size, reply->fd);
}

/* Bodies in the arena are sent from where they lie: the exchange outlives its response. */
static struct MHD_Response *response_of(struct exchange *e)
{
    struct http_reply *reply = &e->x.reply;
    struct text body = reply->fixed.at != NULL ? reply->fixed : buf_view(reply->body);
    if (e->take != NULL)
        return MHD_create_response_for_upgrade(on_upgrade, e);
    if (e->stream != NULL)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 2048, stream_read, e->stream, NULL);
    if (reply->fd >= 0) {
        struct MHD_Response *response = file_response(reply);
        reply->fd = -1; /* the response's from now on */
        return response;
    }
    union {
        const char *constant;
        void *any;
    } at = {.constant = body.len == 0 ? "" : body.at};
    return MHD_create_response_from_buffer(body.len, at.any, MHD_RESPMEM_PERSISTENT);
}

static void add_headers(struct exchange *e, struct MHD_Response *response)
{
    const struct http_reply *reply = &e->x.reply;
    for (const struct reply_header *h = e->headers; h != NULL; h = h->next)
        MHD_add_response_header(response, h->name, h->value);
    if (e->take != NULL)
        return;
    if (reply->status != 204 && reply->status != 304)
        MHD_add_response_header(response, "Content-Type", reply->type);
    MHD_add_response_header(response, "Cache-Control", reply->cache == NULL ? "no-store" : reply->cache);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    if (!reply->no_policy)
        MHD_add_response_header(response, "Content-Security-Policy",
                                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    if (atomic_load_explicit(&e->x.server->draining, memory_order_relaxed))
        MHD_add_response_header(response, "Connection", "close");
}

static void count_reply(struct exchange *e)
{
    static const int64_t bounds_us[] = {1000, 5000, 25000, 100000, 500000, 2500000, INT64_MAX};
    struct http_server *server = e->x.server;
    int64_t took_us = time_steady_us() - e->began_us;
    int class = e->x.reply.status / 100;
    atomic_fetch_add_explicit(&server->replies[class >= 1 && class <= 5 ? class : 5], 1,
                              memory_order_relaxed);
    atomic_fetch_add_explicit(&server->bytes_out, e->x.reply.body == NULL ? 0 : e->x.reply.body->len,
                              memory_order_relaxed);
    atomic_fetch_add_explicit(&server->micros, (unsigned long long)took_us, memory_order_relaxed);
    for (size_t i = 0; i < sizeof bounds_us / sizeof *bounds_us; i++)
        if (took_us <= bounds_us[i]) {
            atomic_fetch_add_explicit(&server->within[i], 1, memory_order_relaxed);
            return;
        }
}

enum MHD_Result reply_send(struct exchange *e)
{
    struct MHD_Response *response = response_of(e);
    if (response == NULL)
        return MHD_NO;
    add_headers(e, response);
    unsigned status = e->take != NULL ? MHD_HTTP_SWITCHING_PROTOCOLS : (unsigned)e->x.reply.status;
    enum MHD_Result result = MHD_queue_response(e->connection, status, response);
    MHD_destroy_response(response);
    count_reply(e);
    return result;
}

void reply_drop(struct exchange *e)
{
    if (e->stream != NULL)
        stream_end(e->stream);
    if (e->x.reply.fd >= 0)
        close(e->x.reply.fd);
    e->stream = NULL;
    e->x.reply.fd = -1;
    e->take = NULL;
}
