#include "bankfile/lines.h"

#include "base/limits.h"

enum { WINDOW = LIMIT_RECORD_BYTES + (64 << 10) };

struct lines *lines_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8)
{
    struct lines *l = ARENA_NEW(c->arena, struct lines);
    *l = (struct lines){.reader = r, .source = utf8, .size = 64 << 10};
    l->bytes = arena_alloc(c->arena, l->size);
    return l;
}

/* Makes room behind `end` and reads more. The window starts small and grows to WINDOW for long lines only. */
static enum err refill(struct ctx *c, struct lines *l)
{
    if (l->start > 0) {
        memmove(l->bytes, l->bytes + l->start, l->end - l->start);
        l->end -= l->start;
        l->start = 0;
    }
    if (l->end == l->size) {
        size_t size = l->size * 2 > WINDOW ? WINDOW : l->size * 2;
        if (size == l->size)
            return bankfile_refuse(c, l->reader, "a line is longer than %d bytes", LIMIT_RECORD_BYTES);
        char *bytes = arena_alloc(c->arena, size);
        memcpy(bytes, l->bytes, l->end);
        l->bytes = bytes;
        l->size = size;
    }
    size_t got;
    TRY(source_read(c, l->source, l->bytes + l->end, l->size - l->end, &got));
    l->at_eof = got == 0;
    l->end += got;
    return OK;
}

/* The first CR or LF at `from` or behind, or -1 when the window holds none. In short blocks: a file that has
 * only one of the two is not searched to the window's end for the other again and again. */
static ptrdiff_t find_end(const struct lines *l, size_t from)
{
    enum { BLOCK = 512 };
    while (from < l->end) {
        const char *at = l->bytes + from;
        size_t left = l->end - from < BLOCK ? l->end - from : BLOCK;
        const char *lf = memchr(at, '\n', left);
        const char *cr = memchr(at, '\r', lf == NULL ? left : (size_t)(lf - at));
        const char *first = cr != NULL ? cr : lf;
        if (first != NULL)
            return first - l->bytes;
        from += left;
    }
    return -1;
}

enum err lines_next(struct ctx *c, struct lines *l, struct text *line, bool *more)
{
    *more = true;
    if (l->peeked) {
        l->peeked = false;
        *line = l->peek;
        l->reader->line = l->number;
        return OK;
    }
    l->reader->line = l->number + 1;
    size_t searched = l->start;
    ptrdiff_t end;
    while ((end = find_end(l, searched)) < 0 && !l->at_eof) {
        size_t behind = l->end - l->start;
        TRY(refill(c, l));
        searched = l->start + behind;
    }
    if (end < 0 && l->start == l->end) {
        l->reader->line = l->number;
        *line = (struct text){NULL, 0};
        *more = false;
        return OK;
    }
    size_t stop = end < 0 ? l->end : (size_t)end;
    if (stop - l->start > LIMIT_RECORD_BYTES)
        return bankfile_refuse(c, l->reader, "a line is longer than %d bytes", LIMIT_RECORD_BYTES);
    /* A CR at the window's end may be half of a CRLF. */
    if (end >= 0 && l->bytes[stop] == '\r' && stop + 1 == l->end && !l->at_eof) {
        size_t len = stop - l->start;
        TRY(refill(c, l));
        stop = l->start + len;
    }
    *line = (struct text){l->bytes + l->start, stop - l->start};
    l->unended = end < 0;
    l->number++;
    bool crlf = stop + 1 < l->end && l->bytes[stop] == '\r' && l->bytes[stop + 1] == '\n';
    l->start = stop == l->end ? stop : stop + (crlf ? 2 : 1);
    if (line->len > 0 && memchr(line->at, '\0', line->len) != NULL)
        return bankfile_refuse(c, l->reader, "a NUL byte: this is not a text file");
    return OK;
}

void lines_unread(struct lines *l, struct text line)
{
    l->peek = line;
    l->peeked = true;
}
