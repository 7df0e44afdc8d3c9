/* What agents give as a notice's data, written in every language, as text, HTML and mail. Whatever it is: no markup of its own, no line of its own in a
 * header, no code where none is shown. */
#include "channel/mime.h"
#include "channel/signature.h"
#include "client/mail.h"
#include "notice/notice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CODE "code-of-482913"

static void must(bool holds)
{
    if (!holds)
        __builtin_trap();
}

/* As many of a mark as the template has itself: tags are the program's own. */
static size_t count_of(struct text t, char mark)
{
    size_t found = 0;
    for (size_t i = 0; i < t.len; i++)
        found += t.at[i] == mark;
    return found;
}

static void check_page(struct ctx *c, const struct notice_page *page, bool named)
{
    must(page->title.len > 0 && page->title.len <= 4 * NOTICE_TITLE_BYTES);
    must(memchr(page->title.at, '\n', page->title.len) == NULL && text_is_utf8(page->title));
    must(text_is_utf8(page->text) && text_is_utf8(page->html));
    must(count_of(page->html, '<') == count_of(page->html, '>'));
    must(text_find_nocase(page->html, TEXT("<script")) < 0 &&
         text_find_nocase(page->html, TEXT("href=\"javascript")) < 0);
    must(named || text_find(page->text, TEXT(CODE)) < 0);
    struct buf *out = buf_in_arena(c->arena);
    struct mime_mail mail = {.from = TEXT("a@b"),
                             .to = TEXT("c@d"),
                             .to_name = page->title,
                             .subject = page->title,
                             .id = TEXT("018f"),
                             .unsubscribe = page->link,
                             .text = page->text,
                             .html = page->html};
    mime_write(&mail, out);
    for (size_t i = 0; i < out->len; i++)
        must((unsigned char)out->at[i] < 0x80 && (out->at[i] != '\n' || (i > 0 && out->at[i - 1] == '\r')));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text input = {(const char *)data, size};
    for (int kind = 0; kind < NOTICE_KINDS; kind++) {
        struct ctx c = {.arena = arena_new(), .now_us = 1};
        const struct json_value *v = NULL;
        struct notice_page page;
        struct notice_frame frame = {.locale = kind % 2 == 0 ? TEXT("de-CH") : TEXT("en-US"),
                                     .household = kind % 3 == 0 ? input : TEXT("Home"),
                                     .base = TEXT("https://m.example")};
        if (json_read(&c, input, &v) != OK)
            v = NULL;
        notice_render(&c, (enum notice_kind)kind, v, &frame, &page);
        check_page(&c, &page, kind % 3 == 0);
        arena_free(c.arena);
    }
    struct ctx c = {.arena = arena_new(), .now_us = 1};
    struct text name, address;
    if (mime_mailbox_parse(input, &name, &address))
        must(mail_address_is_good(address) && memchr(address.at, '\n', address.len) == NULL);
    struct buf *out = buf_in_arena(c.arena);
    if (webhook_sign(&c, input, TEXT("id"), 1, input, out) == OK)
        must(text_starts(buf_view(out), TEXT("v1,")));
    arena_free(c.arena);
    return 0;
}
