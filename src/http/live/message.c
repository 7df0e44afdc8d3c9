#include "http/live/message.h"

#include "http/live/websocket.h"

#include <stdatomic.h>
#include <stdlib.h>

struct message {
    atomic_int references;
    struct text wire[SOCKET_KINDS];
    char bytes[]; /* of both */
};

static atomic_llong bytes_alive;

/* One line: a line end within would end the field. */
static void add_line(struct buf *out, struct text t)
{
    size_t start = out->len;
    buf_text(out, t);
    for (size_t i = start; i < out->len; i++)
        if (out->at[i] == '\n' || out->at[i] == '\r')
            out->at[i] = ' ';
}

void message_draft_add(struct message_draft *draft, int64_t id, struct text type, struct text body)
{
    struct buf *sse = &draft->wire[SOCKET_SSE];
    websocket_frame(&draft->wire[SOCKET_WEBSOCKET], WEBSOCKET_TEXT, body);
    if (id != 0)
        buf_printf(sse, "id: %lld\n", (long long)id);
    buf_z(sse, "event: ");
    add_line(sse, type);
    buf_z(sse, "\ndata: ");
    add_line(sse, body);
    buf_z(sse, "\n\n");
}

void message_draft_free(struct message_draft *draft)
{
    for (int kind = 0; kind < SOCKET_KINDS; kind++)
        buf_free(&draft->wire[kind]);
}

struct message *message_new(struct message_draft *draft)
{
    size_t size = sizeof(struct message);
    for (int kind = 0; kind < SOCKET_KINDS; kind++)
        size += draft->wire[kind].len;
    struct message *message = malloc(size);
    if (message == NULL)
        die("no memory for a message");
    atomic_init(&message->references, 1);
    char *at = message->bytes;
    for (int kind = 0; kind < SOCKET_KINDS; kind++) {
        struct buf *from = &draft->wire[kind];
        if (from->len > 0)
            memcpy(at, from->at, from->len);
        message->wire[kind] = (struct text){at, from->len};
        at += from->len;
        buf_clear(from);
    }
    atomic_fetch_add(&bytes_alive, (long long)size);
    return message;
}

struct message *message_of(int64_t id, struct text type, struct text body)
{
    struct message_draft draft = {0};
    message_draft_add(&draft, id, type, body);
    struct message *message = message_new(&draft);
    message_draft_free(&draft);
    return message;
}

struct message *message_keep(struct message *message)
{
    atomic_fetch_add_explicit(&message->references, 1, memory_order_relaxed);
    return message;
}

void message_release(struct message *message)
{
    if (message == NULL || atomic_fetch_sub_explicit(&message->references, 1, memory_order_acq_rel) != 1)
        return;
    size_t size = sizeof *message;
    for (int kind = 0; kind < SOCKET_KINDS; kind++)
        size += message->wire[kind].len;
    atomic_fetch_sub(&bytes_alive, (long long)size);
    free(message);
}

struct text message_wire(const struct message *message, enum socket_kind kind)
{
    return message->wire[kind];
}

int64_t message_bytes_alive(void)
{
    return atomic_load(&bytes_alive);
}
