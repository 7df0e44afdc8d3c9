/* Blocks become a text and an HTML page. Whatever is written into HTML is escaped by the one function that writes it. */
#include "notice/inner.h"

void notice_block_add(struct ctx *c, struct notice_blocks *blocks, enum notice_block_kind kind,
                      struct text words, struct text value)
{
    if (blocks->count == blocks->size) {
        size_t size = blocks->size == 0 ? 16 : blocks->size * 2;
        struct notice_block *grown = ARENA_ARRAY(c->arena, struct notice_block, size);
        if (blocks->count > 0)
            memcpy(grown, blocks->at, blocks->count * sizeof *grown);
        blocks->at = grown;
        blocks->size = size;
    }
    blocks->at[blocks->count++] = (struct notice_block){kind, words, value};
}

/* -- Text */

static void text_block(struct buf *out, const struct notice_block *b)
{
    switch (b->kind) {
    case BLOCK_LINE:
        buf_printf(out, "%.*s\n\n", TEXT_ARGS(b->words));
        break;
    case BLOCK_FACT:
        buf_printf(out, "%.*s: %.*s\n", TEXT_ARGS(b->words), TEXT_ARGS(b->value));
        break;
    case BLOCK_CODE:
        buf_printf(out, "    %.*s\n\n", TEXT_ARGS(b->words));
        break;
    case BLOCK_BUTTON:
        buf_printf(out, "%.*s:\n%.*s\n\n", TEXT_ARGS(b->words), TEXT_ARGS(b->value));
        break;
    case BLOCK_ITEM:
        buf_printf(out, "* %.*s\n", TEXT_ARGS(b->words));
        if (b->value.len > 0)
            buf_printf(out, "  %.*s\n", TEXT_ARGS(b->value));
        buf_char(out, '\n');
        break;
    }
}

static void write_text(const struct notice_words *words, const struct notice_blocks *blocks,
                       struct text footer, struct text settings, struct buf *out)
{
    for (size_t i = 0; i < blocks->count; i++) {
        bool fact = blocks->at[i].kind == BLOCK_FACT;
        text_block(out, &blocks->at[i]);
        if (fact && (i + 1 == blocks->count || blocks->at[i + 1].kind != BLOCK_FACT))
            buf_char(out, '\n');
    }
    buf_printf(out, "-- \n%.*s\n", TEXT_ARGS(footer));
    if (settings.len > 0)
        buf_printf(out, "%s: %.*s\n", words->settings, TEXT_ARGS(settings));
}

/* -- HTML */

void notice_escape(struct buf *out, struct text t)
{
    for (size_t i = 0; i < t.len; i++)
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
        case '\n':
            buf_z(out, "<br>\n");
            break;
        default:
            buf_char(out, t.at[i]);
        }
}

/* `open` and `close` are this file's own. */
void notice_element(struct buf *out, const char *open, struct text words, const char *close)
{
    buf_z(out, open);
    notice_escape(out, words);
    buf_z(out, close);
}

#define FACE    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
#define P_STYLE "<p style=\"margin:0 0 16px\">"

static void html_fact(struct buf *out, const struct notice_block *b)
{
    notice_element(out,
                   "<tr><th align=\"left\" style=\"padding:4px 24px 4px 0;font-weight:400;color:#667085\">",
                   b->words, "</th>");
    notice_element(out, "<td style=\"padding:4px 0\">", b->value, "</td></tr>\n");
}

static void html_block(struct buf *out, const struct notice_block *b)
{
    switch (b->kind) {
    case BLOCK_LINE:
        notice_element(out, P_STYLE, b->words, "</p>\n");
        break;
    case BLOCK_FACT:
        html_fact(out, b);
        break;
    case BLOCK_CODE:
        notice_element(out, "<p style=\"margin:0 0 16px;font-size:28px;letter-spacing:6px;font-weight:600\">",
                       b->words, "</p>\n");
        break;
    case BLOCK_BUTTON:
        notice_element(
            out, "<p style=\"margin:24px 0\"><a href=\"", b->value,
            "\" style=\"display:inline-block;padding:10px 20px;border-radius:8px;background:#1f6f54;"
            "color:#ffffff;text-decoration:none\">");
        notice_element(out, "", b->words, "</a></p>\n");
        break;
    case BLOCK_ITEM:
        notice_element(out, "<p style=\"margin:0 0 16px\"><strong>", b->words, "</strong>");
        if (b->value.len > 0)
            notice_element(out, "<br>\n", b->value, "");
        buf_z(out, "</p>\n");
        break;
    }
}

static void write_html(const struct notice_words *words, const struct notice_blocks *blocks,
                       struct text footer, const struct notice_page *page, struct buf *out)
{
    buf_printf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               words->language);
    buf_z(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" "
               "content=\"light dark\">\n");
    notice_element(out, "<title>", page->title, "</title>\n</head>\n");
    buf_z(out, "<body style=\"margin:0;padding:24px;line-height:1.5;font-size:16px;" FACE "\">\n"
               "<div style=\"max-width:560px;margin:0 auto\">\n");
    notice_element(out, "<h1 style=\"margin:0 0 16px;font-size:20px\">", page->title, "</h1>\n");
    for (size_t i = 0; i < blocks->count; i++) {
        bool fact = blocks->at[i].kind == BLOCK_FACT;
        if (fact && (i == 0 || blocks->at[i - 1].kind != BLOCK_FACT))
            buf_z(out, "<table style=\"margin:0 0 16px;border-collapse:collapse\">\n");
        html_block(out, &blocks->at[i]);
        if (fact && (i + 1 == blocks->count || blocks->at[i + 1].kind != BLOCK_FACT))
            buf_z(out, "</table>\n");
    }
    notice_element(out, "<p style=\"margin:32px 0 0;font-size:13px;color:#667085\">", footer, "");
    if (page->settings.len > 0) {
        notice_element(out, " <a href=\"", page->settings, "\" style=\"color:#667085\">");
        notice_element(out, "", text_of(words->settings), "</a>");
    }
    buf_z(out, "</p>\n</div>\n</body>\n</html>\n");
}

void notice_write(struct ctx *c, const struct notice_words *words, const struct notice_blocks *blocks,
                  struct text footer, struct notice_page *page)
{
    struct buf *text = buf_in_arena(c->arena), *html = buf_in_arena(c->arena);
    write_text(words, blocks, footer, page->settings, text);
    write_html(words, blocks, footer, page, html);
    page->text = buf_view(text);
    page->html = buf_view(html);
}
