/* A message for live clients: encoded once, shared by all who get it. */
#ifndef HTTP_LIVE_MESSAGE_H
#define HTTP_LIVE_MESSAGE_H

#include "base/text.h"

/* How a client listens. */
enum socket_kind {
    SOCKET_WEBSOCKET, /* one text frame per message */
    SOCKET_SSE,       /* server-sent events (HTML, section 9.2): "id:", "event:" and "data:" lines */
    SOCKET_KINDS
};

struct message;

/* What becomes one message, or several that travel as one: the bytes for each kind. Zero it to begin, message_draft_free at the end. */
struct message_draft {
    struct buf wire[SOCKET_KINDS];
};

/* Adds one text for every kind. `body` is JSON (its line ends become blanks, which JSON does not tell apart); `type` names it to SSE, as
 * `id` does (0: it has none: whoever resumes does not know it). */
void message_draft_add(struct message_draft *draft, int64_t id, struct text type, struct text body);
void message_draft_free(struct message_draft *draft);
/* A message of what is in the draft, which is empty again. The caller holds one reference. */
struct message *message_new(struct message_draft *draft);
/* The same for one text. */
struct message *message_of(int64_t id, struct text type, struct text body);

/* References may be taken and given back by any thread. */
struct message *message_keep(struct message *message);
void message_release(struct message *message);
struct text message_wire(const struct message *message, enum socket_kind kind);

/* Bytes of all messages of this process that somebody holds. */
int64_t message_bytes_alive(void);

#endif
