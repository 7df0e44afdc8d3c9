/* One connection: what waits for it, what it says, how it ends. */
#include "base/date.h"
#include "http/live/sockets_inner.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    TURN_BYTES = 16 << 10,   /* read of one connection before others have their turn */
    PARTS = 64,              /* messages sent by one call */
    MESSAGE_COST_BYTES = 64, /* a waiting message counts as so much more than its bytes */
    QUEUE_KEPT = 8,          /* slots that an empty queue keeps */
};

void line_add(struct line *line, struct connection *conn)
{
    conn->before = line->last;
    conn->after = NULL;
    if (line->last != NULL)
        line->last->after = conn;
    else
        line->first = conn;
    line->last = conn;
}

void line_remove(struct line *line, struct connection *conn)
{
    if (conn->before != NULL)
        conn->before->after = conn->after;
    else
        line->first = conn->after;
    if (conn->after != NULL)
        conn->after->before = conn->before;
    else
        line->last = conn->before;
}

void connection_touch(struct sockets *s, struct connection *conn)
{
    if (conn->touched)
        return;
    conn->touched = true;
    conn->next_touched = s->touched;
    s->touched = conn;
}

/* -- The queue. */

static struct message *queue_at(const struct queue *q, uint32_t at)
{
    return q->slots[(q->head + at) % q->size];
}

static size_t cost(const struct message *message, enum socket_kind kind)
{
    return message_wire(message, kind).len + MESSAGE_COST_BYTES;
}

static void queue_grow(struct queue *q)
{
    uint32_t size = q->size == 0 ? 4 : q->size * 2;
    struct message **slots = calloc(size, sizeof *slots);
    if (slots == NULL)
        die("no memory for a queue");
    for (uint32_t i = 0; i < q->count; i++)
        slots[i] = queue_at(q, i);
    free(q->slots);
    q->slots = slots;
    q->size = size;
    q->head = 0;
}

static void queue_add(struct queue *q, struct message *message, enum socket_kind kind)
{
    if (q->count == q->size)
        queue_grow(q);
    q->slots[(q->head + q->count++) % q->size] = message_keep(message);
    q->bytes += cost(message, kind);
}

static void queue_take(struct queue *q, enum socket_kind kind)
{
    struct message *first = queue_at(q, 0);
    q->bytes -= cost(first, kind);
    q->sent = 0;
    q->head = (q->head + 1) % q->size;
    q->count--;
    message_release(first);
    if (q->count == 0 && q->size > QUEUE_KEPT) {
        free(q->slots);
        *q = (struct queue){0};
    }
}

/* All but a message whose first bytes are on the wire: what follows would be read as its rest. */
static void queue_forget(struct queue *q, enum socket_kind kind)
{
    uint32_t kept = q->sent > 0 ? 1 : 0;
    while (q->count > kept) {
        struct message *last = queue_at(q, --q->count);
        q->bytes -= cost(last, kind);
        message_release(last);
    }
}

/* One message always has room: the limit is for what waits behind it. */
static bool queue_is_full(const struct sockets *s, const struct connection *conn,
                          const struct message *message)
{
    const struct queue *q = &conn->queue;
    return q->count > 0 &&
           q->bytes - cost(queue_at(q, 0), conn->kind) + cost(message, conn->kind) > s->limits.queue_bytes;
}

/* -- Ending. */

static void begin_farewell(struct sockets *s, struct connection *conn)
{
    line_remove(&s->pinged, conn);
    line_add(&s->farewells, conn);
    conn->ending = true;
    conn->due_ms = s->now_ms + s->limits.close_ms;
    connection_touch(s, conn);
}

static void queue_raw(struct connection *conn, struct text frames)
{
    struct message_draft draft = {0};
    buf_text(&draft.wire[conn->kind], frames);
    struct message *message = message_new(&draft);
    queue_add(&conn->queue, message, conn->kind);
    message_release(message);
    message_draft_free(&draft);
}

void connection_end(struct sockets *s, struct connection *conn, int code, const char *why, bool forget)
{
    if (conn->ending && !forget)
        return;
    if (!conn->ending)
        begin_farewell(s, conn);
    if (forget) {
        conn->forget = true;
        queue_forget(&conn->queue, conn->kind);
    }
    if (conn->kind == SOCKET_WEBSOCKET) {
        struct buf frame = {0};
        websocket_close_frame(&frame, code, why);
        queue_raw(conn, buf_view(&frame));
        buf_free(&frame);
    }
    connection_touch(s, conn);
}

bool connection_is_over(const struct connection *conn)
{
    if (conn->lost)
        return true;
    return conn->ending && conn->queue.count == 0 && (conn->kind == SOCKET_SSE || conn->farewell);
}

void connection_free(struct connection *conn)
{
    while (conn->queue.count > 0)
        queue_take(&conn->queue, conn->kind);
    free(conn->queue.slots);
    free(conn->extra);
    websocket_reader_free(conn->reader);
    if (conn->handle.pipe != NULL)
        pipe_write_end(conn->handle.pipe, conn->forget);
    else if (conn->handle.close != NULL)
        conn->handle.close(conn->handle.self);
    else
        close(conn->handle.fd);
    free(conn);
}

/* -- Sending. */

void connection_queue(struct sockets *s, struct connection *conn, struct message *message)
{
    if (conn->ending || conn->lost || message_wire(message, conn->kind).len == 0)
        return;
    if (queue_is_full(s, conn, message)) {
        count_add(s, COUNT_SLOW, 1);
        connection_end(s, conn, WEBSOCKET_TRY_LATER, "messages are read too slowly; come back and resume",
                       true);
        return;
    }
    queue_add(&conn->queue, message, conn->kind);
    count_add(s, COUNT_SENT_MESSAGES, 1);
    connection_touch(s, conn);
}

/* Up to PARTS messages from the queue's start; returns how many bytes went out, -1 when the socket has ended. */
static ssize_t send_some(struct connection *conn, bool *full)
{
    struct iovec parts[PARTS];
    struct queue *q = &conn->queue;
    int count = 0;
    size_t all = 0;
    for (; count < PARTS && (uint32_t)count < q->count; count++) {
        struct text wire = message_wire(queue_at(q, (uint32_t)count), conn->kind);
        size_t skip = count == 0 ? q->sent : 0;
        parts[count] = (struct iovec){(char *)(uintptr_t)wire.at + skip, wire.len - skip};
        all += wire.len - skip;
    }
    ssize_t sent;
    if (conn->handle.pipe != NULL) {
        sent = (ssize_t)pipe_write(conn->handle.pipe, parts, count);
    } else {
        struct msghdr head = {.msg_iov = parts, .msg_iovlen = (size_t)count};
        do
            sent = sendmsg(conn->handle.fd, &head, MSG_NOSIGNAL | MSG_DONTWAIT);
        while (sent < 0 && errno == EINTR);
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            sent = 0;
    }
    *full = sent < (ssize_t)all;
    return sent;
}

void connection_send(struct sockets *s, struct connection *conn)
{
    struct queue *q = &conn->queue;
    conn->blocked = false;
    while (q->count > 0 && !conn->blocked && !conn->lost) {
        ssize_t sent = send_some(conn, &conn->blocked);
        if (sent < 0) {
            conn->lost = true;
            return;
        }
        count_add(s, COUNT_SENT_BYTES, (uint64_t)sent);
        size_t rest = (size_t)sent;
        while (rest > 0) {
            size_t left = message_wire(queue_at(q, 0), conn->kind).len - q->sent;
            if (rest < left) {
                q->sent += rest;
                break;
            }
            rest -= left;
            queue_take(q, conn->kind);
        }
    }
}

void connection_ping(struct sockets *s, struct connection *conn)
{
    line_remove(&s->pinged, conn);
    line_add(&s->pinged, conn);
    conn->due_ms = s->now_ms + s->limits.ping_ms;
    connection_touch(s, conn);
    if (conn->owner.until_us != 0 && time_now_us() >= conn->owner.until_us) {
        connection_end(s, conn, WEBSOCKET_POLICY, "the session has run out", true);
    } else if (conn->unanswered >= 2) {
        count_add(s, COUNT_SILENT, 1);
        conn->lost = true;
    } else {
        if (conn->kind == SOCKET_WEBSOCKET)
            conn->unanswered++;
        connection_queue(s, conn, s->heartbeat);
    }
}

/* -- Reading. */

/* What websocket_reader_run works on. */
struct hearing {
    struct sockets *s;
    struct connection *conn;
};

static ssize_t read_extra(struct connection *conn, uint8_t *to, size_t size)
{
    size_t len = conn->handle.extra.len < size ? conn->handle.extra.len : size;
    memcpy(to, conn->handle.extra.at, len);
    conn->handle.extra = text_from(conn->handle.extra, len);
    if (conn->handle.extra.len == 0) {
        free(conn->extra);
        conn->extra = NULL;
    }
    return (ssize_t)len;
}

static ssize_t hear(struct connection *conn, uint8_t *to, size_t size)
{
    ssize_t got;
    if (conn->extra != NULL)
        return read_extra(conn, to, size);
    if (size > conn->may_read)
        size = conn->may_read;
    if (size == 0)
        return 0;
    do
        got = recv(conn->handle.fd, to, size, MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
    if (got == 0)
        return -1;
    conn->may_read -= (size_t)got;
    conn->unanswered = 0; /* whatever it says, it is alive */
    return got;
}

static ssize_t on_read(void *self, uint8_t *to, size_t size)
{
    struct connection *conn = ((struct hearing *)self)->conn;
    return conn->lost ? -1 : hear(conn, to, size);
}

static void on_send(void *self, struct text frames)
{
    struct hearing *h = self;
    if (h->conn->ending)
        return;
    if (h->conn->queue.bytes + frames.len > h->s->limits.queue_bytes) {
        /* It asks and does not read the answers. */
        count_add(h->s, COUNT_SLOW, 1);
        h->conn->lost = true;
        return;
    }
    queue_raw(h->conn, frames);
    connection_touch(h->s, h->conn);
}

static void on_message(void *self, struct text text)
{
    struct hearing *h = self;
    struct connection *conn = h->conn;
    if (conn->ending || conn->lost)
        return;
    count_add(h->s, COUNT_RECEIVED, 1);
    if (conn->minute != h->s->now_ms / 60000) {
        conn->minute = h->s->now_ms / 60000;
        conn->messages = 0;
    }
    if (conn->messages++ >= h->s->limits.messages_per_minute) {
        count_add(h->s, COUNT_UNRULY, 1);
        connection_end(h->s, conn, WEBSOCKET_POLICY, "too many messages", false);
        return;
    }
    h->s->callbacks.message(h->s->callbacks.self, conn->id, text);
}

static void read_frames(struct sockets *s, struct connection *conn)
{
    struct hearing hearing = {s, conn};
    if (conn->reader == NULL) {
        struct websocket_reader_options options = {.message_bytes_max = SOCKET_MESSAGE_BYTES,
                                                   .fragments_max = SOCKET_MESSAGE_FRAGMENTS,
                                                   .read = on_read,
                                                   .message = on_message,
                                                   .send = on_send};
        conn->reader = websocket_reader_new(&options);
        if (conn->reader == NULL)
            die("no memory for a reader");
    }
    enum websocket_reading reading = websocket_reader_run(conn->reader, &hearing);
    if (reading == WEBSOCKET_LOST)
        conn->lost = true;
    if (reading == WEBSOCKET_REFUSED)
        count_add(s, COUNT_UNRULY, 1);
    if (reading == WEBSOCKET_REFUSED || reading == WEBSOCKET_CLOSED) {
        conn->deaf = true;
        conn->farewell = reading == WEBSOCKET_CLOSED;
        if (!conn->ending)
            begin_farewell(s, conn);
    }
    if (reading != WEBSOCKET_AMID) {
        websocket_reader_free(conn->reader);
        conn->reader = NULL;
    }
}

static void read_away(struct connection *conn)
{
    uint8_t waste[4096];
    ssize_t got;
    do
        got = hear(conn, waste, sizeof waste);
    while (got > 0);
    conn->lost = conn->lost || got < 0;
}

void connection_read(struct sockets *s, struct connection *conn)
{
    conn->may_read = TURN_BYTES;
    if (conn->handle.pipe != NULL || conn->lost)
        return;
    if (conn->kind == SOCKET_WEBSOCKET && !conn->deaf)
        read_frames(s, conn);
    else
        read_away(conn);
    connection_touch(s, conn);
}
