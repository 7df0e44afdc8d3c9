/* What the HTTP client reads of outside: URLs, of which no more than the origin may ever be shown, and the lines and pieces of replies. */
#include "client/inner.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_url(struct ctx *c, struct text input)
{
    const char *origin;
    if (client_origin(c, text_z(c->arena, input), &origin) != OK)
        return;
    const char *host = strstr(origin, "://");
    if (host == NULL || strpbrk(host + 3, "/?#@ \r\n") != NULL || !text_is_utf8(text_of(origin)))
        __builtin_trap();
}

static void check_reply(struct ctx *c, struct text input)
{
    struct client_reply reply = {0};
    struct client_inbox inbox = {.c = c, .reply = &reply, .limit = 1000};
    while (input.len > 0) {
        ptrdiff_t end = text_find(input, TEXT("\n"));
        size_t len = end < 0 ? input.len : (size_t)end + 1;
        char *line = arena_copy(c->arena, input.at, len);
        if (client_take_header(line, 1, len, &inbox) != len && !inbox.headers_too_large)
            __builtin_trap();
        if (client_take_body(line, 1, len, &inbox) != len && !inbox.too_large)
            __builtin_trap();
        input = text_from(input, len);
    }
    int64_t wait_us = client_retry_after_us(&reply, INT64_C(1767225600000000), 5, 1000);
    if (reply.body.len > 1000 || reply.header_count > CLIENT_HEADERS_MOST || wait_us < 0 || wait_us > 1000)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    struct text input = {(const char *)data, size};
    check_url(&c, input);
    check_reply(&c, input);
    const char *escaped = client_escape(c.arena, input);
    if (strpbrk(escaped, "/?#@&=+ \r\n") != NULL || strlen(escaped) < size)
        __builtin_trap();
    arena_free(c.arena);
    return 0;
}
