#include "bankfile/ofx/markup.h"

#include "bankfile/ofx/characters.h"
#include "base/limits.h"

enum { WINDOW = 64 << 10 };

struct markup *markup_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8)
{
    struct markup *m = ARENA_NEW(c->arena, struct markup);
    *m = (struct markup){.reader = r, .source = utf8, .line = 1};
    m->bytes = arena_alloc(c->arena, WINDOW);
    m->value = buf_in_arena(c->arena);
    buf_char(m->value, ' '); /* its bytes are there from the beginning */
    m->value->len = 0;
    return m;
}

static struct text ahead(const struct markup *m)
{
    return (struct text){m->bytes + m->at, m->end - m->at};
}

static uint64_t line_here(const struct markup *m)
{
    return m->line + m->returns;
}

/* Makes at least a whole tag's bytes stand in the window, unless the file ends before. */
static enum err refill(struct ctx *c, struct markup *m)
{
    while (!m->at_eof && m->end - m->at < MARKUP_TAG_MAX) {
        memmove(m->bytes, m->bytes + m->at, m->end - m->at);
        m->end -= m->at;
        m->at = 0;
        size_t got;
        TRY(source_read(c, m->source, m->bytes + m->end, WINDOW - m->end, &got));
        m->at_eof = got == 0;
        if (memchr(m->bytes + m->end, '\0', got) != NULL) {
            m->reader->line = line_here(m);
            return bankfile_refuse(c, m->reader,
                                   "a NUL byte stands behind this line: this is not a text file");
        }
        m->end += got;
    }
    return OK;
}

static void advance(struct markup *m, size_t count)
{
    const char *at = m->bytes + m->at, *end = at + count;
    m->at += count;
    if (m->returns == 0 && memchr(at, '\r', count) == NULL) {
        while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
            m->line++;
            at++;
        }
        return;
    }
    for (; at < end; at++) {
        if (*at == '\r') {
            m->returns++;
            continue;
        }
        m->line += *at == '\n' ? 1 : m->returns;
        m->returns = 0;
    }
}

static bool is_name_char(char ch)
{
    return ascii_alpha(ch) || ascii_digit(ch) || ch == '.' || ch == '_' || ch == '-' || ch == ':';
}

/* What stands between a tag's name and its '>': nothing, blanks, or attributes. "<smith and sons>" is none of
 * these: it is text. Returns the offset of '>' or 0. */
static size_t tag_end(struct text t, size_t from)
{
    bool attribute = false, only_blanks = true;
    char quote = '\0';
    for (size_t i = from; i < t.len && i < MARKUP_TAG_MAX; i++) {
        char ch = t.at[i];
        if (ch == '<')
            return 0;
        if (quote != '\0') {
            quote = ch == quote ? '\0' : quote;
        } else if (ch == '>') {
            return attribute || only_blanks ? i : 0;
        } else if ((ch == '"' || ch == '\'') && attribute) {
            quote = ch;
        } else if (ch == '=') {
            attribute = true;
        } else if (!ascii_space(ch) && !(ch == '/' && i + 1 < t.len && t.at[i + 1] == '>')) {
            only_blanks = false;
        }
    }
    return 0;
}

/* The length of the tag at `t`, which begins with '<'; 0 when it is text or other markup. Fills *tag and
 * m->name when they are given. */
static size_t tag_at(struct markup *m, struct text t, struct markup_tag *tag)
{
    size_t start = t.len > 1 && t.at[1] == '/' ? 2 : 1, i = start;
    if (i >= t.len || !(ascii_alpha(t.at[i]) || t.at[i] == '_'))
        return 0;
    while (i < t.len && is_name_char(t.at[i]))
        i++;
    size_t name_end = i;
    if (i >= t.len || (t.at[i] != '>' && t.at[i] != '/' && !ascii_space(t.at[i])))
        return 0;
    size_t end = t.at[i] == '>' ? i : tag_end(t, i);
    if (end == 0 || name_end - start >= MARKUP_NAME_MAX)
        return 0;
    if (tag != NULL) {
        const char *colon = memchr(t.at + start, ':', name_end - start);
        size_t skipped = colon == NULL ? 0 : (size_t)(colon - t.at) + 1 - start;
        size_t len = name_end - start - skipped;
        for (size_t k = 0; k < len; k++) {
            char ch = t.at[start + skipped + k];
            m->name[k] = ch >= 'a' && ch <= 'z' ? (char)(ch - 32) : ch;
        }
        *tag = (struct markup_tag){.name = {m->name, len}, .line = line_here(m), .closing = start == 2};
        tag->empty = !tag->closing && t.at[end - 1] == '/';
    }
    return end + 1;
}

/* Adds text that stands in the window to the value, if anybody wants it, and goes past it. */
static enum err take_text(struct ctx *c, struct markup *m, const struct markup_tag *tag, size_t count)
{
    struct text piece = {m->bytes + m->at, count};
    if (tag != NULL) {
        if (m->value->len == 0)
            while (piece.len > 0 && ascii_space(piece.at[0]))
                piece = text_from(piece, 1);
        if (m->value->len + piece.len > LIMIT_FIELD_BYTES) {
            m->reader->line = tag->line;
            return bankfile_refuse(c, m->reader, "the text of %.*s is longer than %d bytes",
                                   TEXT_ARGS(tag->name), LIMIT_FIELD_BYTES);
        }
        buf_text(m->value, piece);
    }
    advance(m, count);
    return OK;
}

/* Goes past `terminator`; what stands before it is text when `tag` is given (CDATA). */
static enum err take_until(struct ctx *c, struct markup *m, struct text terminator, const char *what,
                           const struct markup_tag *tag)
{
    uint64_t begun = line_here(m);
    for (;;) {
        TRY(refill(c, m));
        struct text left = ahead(m);
        ptrdiff_t found = text_find(left, terminator);
        if (found >= 0) {
            TRY(take_text(c, m, tag, (size_t)found));
            advance(m, terminator.len);
            return OK;
        }
        if (m->at_eof) {
            m->reader->line = begun;
            return bankfile_refuse(c, m->reader, "the file ends inside %s", what);
        }
        TRY(take_text(c, m, tag, left.len - (terminator.len - 1)));
    }
}

/* A document type may hold declarations in brackets, whose '>' is not its end. */
static enum err skip_declaration(struct ctx *c, struct markup *m)
{
    uint64_t begun = line_here(m);
    int depth = 0;
    for (;;) {
        TRY(refill(c, m));
        if (m->at == m->end) {
            m->reader->line = begun;
            return bankfile_refuse(c, m->reader, "the file ends inside a declaration");
        }
        char ch = m->bytes[m->at];
        advance(m, 1);
        depth += (ch == '[') - (ch == ']');
        if (ch == '>' && depth <= 0)
            return OK;
    }
}

/* At a '<' that begins no tag: a comment and its like, or a character of the text. */
static enum err take_other(struct ctx *c, struct markup *m, const struct markup_tag *tag, size_t *decoded)
{
    struct text left = ahead(m);
    if (text_starts(left, TEXT("<!--"))) {
        advance(m, 4);
        return take_until(c, m, TEXT("-->"), "a comment", NULL);
    }
    if (text_starts_nocase(left, TEXT("<![CDATA["))) {
        m->value->len = *decoded + characters_decode(m->value->at + *decoded, m->value->len - *decoded);
        advance(m, 9);
        TRY(take_until(c, m, TEXT("]]>"), "a CDATA section", tag));
        *decoded = m->value->len;
        return OK;
    }
    if (text_starts(left, TEXT("<?")))
        return take_until(c, m, TEXT(">"), "a processing instruction", NULL);
    if (left.len > 2 && left.at[1] == '!' && ascii_alpha(left.at[2]))
        return skip_declaration(c, m);
    return take_text(c, m, tag, 1);
}

/* Trims, and makes each line break with the blanks around it one blank. */
static struct text tidy(struct buf *value)
{
    struct text t = text_trim(buf_view(value));
    if (t.len == 0 || (memchr(t.at, '\n', t.len) == NULL && memchr(t.at, '\r', t.len) == NULL))
        return t;
    char *start = value->at + (t.at - value->at), *to = start;
    for (size_t i = 0; i < t.len;) {
        if (t.at[i] != '\n' && t.at[i] != '\r') {
            *to++ = t.at[i++];
            continue;
        }
        while (to > start && ascii_space(to[-1]))
            to--;
        while (i < t.len && ascii_space(t.at[i]))
            i++;
        *to++ = ' ';
    }
    return (struct text){start, (size_t)(to - start)};
}

/* The text up to the next tag. */
static enum err take_value(struct ctx *c, struct markup *m, struct markup_tag *tag)
{
    struct markup_tag *wanted = tag != NULL && !tag->closing && !tag->empty ? tag : NULL;
    size_t decoded = 0;
    m->value->len = 0;
    for (;;) {
        TRY(refill(c, m));
        struct text left = ahead(m);
        if (left.len == 0)
            break;
        const char *mark = memchr(left.at, '<', left.len);
        size_t text = mark == NULL ? left.len : (size_t)(mark - left.at);
        if (text > 0)
            TRY(take_text(c, m, wanted, text));
        else if (tag_at(m, left, NULL) > 0)
            break;
        else
            TRY(take_other(c, m, wanted, &decoded));
    }
    if (wanted == NULL || m->value->len == 0)
        return OK;
    m->value->len = decoded + characters_decode(m->value->at + decoded, m->value->len - decoded);
    tag->value = tidy(m->value);
    return OK;
}

enum err markup_next(struct ctx *c, struct markup *m, struct markup_tag *tag, bool *more)
{
    if (m->end == 0)
        TRY(take_value(c, m, NULL)); /* whatever stands before the first tag: the header of OFX 1.x */
    *more = m->at < m->end;
    m->reader->line = line_here(m);
    if (!*more)
        return OK;
    size_t len = tag_at(m, ahead(m), tag);
    advance(m, len);
    TRY(take_value(c, m, tag));
    m->reader->line = tag->line;
    return OK;
}
