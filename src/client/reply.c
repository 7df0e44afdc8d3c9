/* A reply as it comes in. It grows within the arena and leaves its outgrown pieces there, so that who wipes the arena wipes all of it. */
#include "client/inner.h"

enum { BODY_FIRST = 4096, HEADERS_FIRST = 16, SECOND_US = 1000000 };

static bool body_room(struct client_inbox *inbox, size_t more)
{
    size_t want = inbox->size == 0 ? BODY_FIRST : inbox->size;
    void *grown;
    if (inbox->reply->body.len + more < inbox->size)
        return true;
    while (want <= inbox->reply->body.len + more)
        want *= 2;
    if (arena_alloc_outside(inbox->c, want, &grown) != OK) {
        inbox->starved = true;
        return false;
    }
    if (inbox->reply->body.len > 0)
        memcpy(grown, inbox->body, inbox->reply->body.len);
    inbox->body = grown;
    inbox->size = want;
    return true;
}

size_t client_take_body(char *at, size_t size, size_t count, void *user)
{
    struct client_inbox *inbox = user;
    size_t len = size * count, had = inbox->reply->body.len;
    inbox->too_large = len > inbox->limit - had;
    if (inbox->too_large || !body_room(inbox, len))
        return len == 0 ? 1 : 0; /* anything but what was offered ends the transfer */
    if (len > 0)
        memcpy(inbox->body + had, at, len);
    inbox->body[had + len] = '\0';
    inbox->reply->body = (struct text){inbox->body, had + len};
    return len;
}

static void keep_header(struct client_inbox *inbox, struct text name, struct text value)
{
    struct client_reply *reply = inbox->reply;
    if (reply->header_count == inbox->header_room) {
        inbox->header_room = inbox->header_room == 0 ? HEADERS_FIRST : inbox->header_room * 2;
        struct client_header *more = ARENA_ARRAY(inbox->c->arena, struct client_header, inbox->header_room);
        if (reply->header_count > 0)
            memcpy(more, reply->headers, reply->header_count * sizeof *more);
        reply->headers = more;
    }
    reply->headers[reply->header_count++] =
        (struct client_header){text_copy(inbox->c->arena, name), text_copy(inbox->c->arena, value)};
}

size_t client_take_header(char *at, size_t size, size_t count, void *user)
{
    struct client_inbox *inbox = user;
    struct text line = {at, size * count};
    if (text_starts(line, TEXT("HTTP/"))) /* an interim reply (100, 103) came before this one */
        inbox->reply->header_count = 0;
    inbox->header_bytes += line.len;
    ptrdiff_t colon = text_find(line, TEXT(":"));
    if (colon <= 0)
        return line.len;
    inbox->headers_too_large =
        inbox->header_bytes > CLIENT_HEADER_BYTES || inbox->reply->header_count == CLIENT_HEADERS_MOST;
    if (inbox->headers_too_large)
        return 0;
    keep_header(inbox, (struct text){at, (size_t)colon}, text_trim(text_from(line, (size_t)colon + 1)));
    return line.len;
}

struct text client_reply_header(const struct client_reply *reply, const char *name)
{
    for (size_t i = 0; i < reply->header_count; i++)
        if (text_equal_nocase(reply->headers[i].name, text_of(name)))
            return reply->headers[i].value;
    return (struct text){NULL, 0};
}

static int64_t within(int64_t us, int64_t most_us)
{
    return us < 0 ? 0 : us > most_us ? most_us : us;
}

int64_t client_retry_after_us(const struct client_reply *reply, int64_t now_us, int64_t otherwise_us,
                              int64_t most_us)
{
    struct text value = client_reply_header(reply, "retry-after");
    char date[64];
    int64_t seconds;
    if (value.len == 0 || value.len >= sizeof date)
        return within(otherwise_us, most_us);
    if (text_to_int(value, &seconds))
        return within(seconds > most_us / SECOND_US ? most_us
                      : seconds < 0                 ? 0
                                                    : seconds * SECOND_US,
                      most_us);
    memcpy(date, value.at, value.len);
    date[value.len] = '\0';
    time_t when = ascii_alpha(date[0]) ? curl_getdate(date, NULL) : (time_t)-1;
    if (when < 0 || when > INT64_MAX / SECOND_US)
        return within(otherwise_us, most_us);
    return within((int64_t)when * SECOND_US - now_us, most_us);
}
