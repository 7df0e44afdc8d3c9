/* The page behind a link in a mail: forms that anybody sends, and what payees and agents wrote. No markup of theirs, and fields that come back as they were sent. */
#include "http/exchange.h"
#include "identity/inner/credential.h"
#include "notice/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        __builtin_trap();
}

struct seen {
    size_t fields, bytes;
};

static bool see(void *self, struct text name, struct text value)
{
    struct seen *seen = self;
    seen->fields++;
    seen->bytes += name.len + value.len;
    return seen->fields < 1000;
}

static size_t count_of(struct text t, char mark)
{
    size_t found = 0;
    for (size_t i = 0; i < t.len; i++)
        found += t.at[i] == mark;
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text input = {(const char *)data, size};
    struct seen seen = {0};
    struct ctx c = {.arena = arena_new(), .now_us = 1};
    const struct json_value *v = NULL;
    uint8_t bytes[32];
    http_form_each(c.arena, input, see, &seen);
    must(seen.bytes <= size);
    if (credential_is(input, "") && credential_bytes(input, bytes, sizeof bytes))
        must(size == CREDENTIAL_TEXT_BYTES);
    if (json_read(&c, input, &v) != OK)
        v = NULL;
    for (int view = 0; view < ANSWER_VIEWS; view++) {
        struct buf *out = buf_in_arena(c.arena);
        struct answer_page page = {.asks = (enum answer_asks)(view % ANSWER_ASKS),
                                   .view = (enum answer_view)view,
                                   .state = (enum answer_state)(view % ANSWER_STATES),
                                   .locale = input,
                                   .zone = input,
                                   .household = input,
                                   .data = v,
                                   .summary = input,
                                   .number = input,
                                   .rule = input,
                                   .why = input,
                                   .until_us = 1,
                                   .code = true,
                                   .question = input,
                                   .page = "/approvals"};
        answer_page_write(&c, &page, out);
        struct text html = buf_view(out);
        must(text_is_utf8(html) && count_of(html, '<') == count_of(html, '>'));
        must(text_find_nocase(html, TEXT("<script")) < 0 && text_find_nocase(html, TEXT("<img")) < 0);
        must(answer_view_status((enum answer_view)view) >= 200);
    }
    arena_free(c.arena);
    return 0;
}
