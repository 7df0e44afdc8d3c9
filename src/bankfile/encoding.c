#include "bankfile/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <uchardet/uchardet.h>

/* Iconv name of the encoding that a byte order mark tells, and the mark's length. */
static const char *mark_of(struct text head, size_t *len)
{
    static const struct {
        struct text mark;
        const char *name;
    } marks[] = {
        {{"\xEF\xBB\xBF", 3}, "UTF-8"},        {{"\xFF\xFE\0\0", 4}, "UTF-32LE"}, {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
        {{"\xFF\xFE", 2}, "UTF-16LE"},         {{"\xFE\xFF", 2}, "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (text_starts(head, marks[i].mark)) {
            *len = marks[i].mark.len;
            return marks[i].name;
        }
    }
    *len = 0;
    return NULL;
}

/* Text of Latin script in UTF-16 has a NUL in nearly every pair of bytes, always on the same side. */
static const char *utf16_without_mark(struct text head)
{
    size_t pairs = head.len / 2, high = 0, low = 0;
    for (size_t i = 0; i < pairs; i++) {
        high += head.at[2 * i] == 0 && head.at[2 * i + 1] != 0;
        low += head.at[2 * i + 1] == 0 && head.at[2 * i] != 0;
    }
    if (pairs < 8)
        return NULL;
    if (low * 10 > pairs * 7)
        return "UTF-16LE";
    return high * 10 > pairs * 7 ? "UTF-16BE" : NULL;
}

/* Feeds the statistics only with the neighbourhood of bytes above 127: the rest says nothing. */
static void feed(uchardet_t detector, const char *at, size_t len)
{
    size_t start = 0;
    for (size_t i = 0; i < len; i++) {
        if (at[i] != '\n' && i + 1 < len)
            continue;
        for (size_t k = start; k <= i; k++) {
            if ((unsigned char)at[k] >= 0x80) {
                uchardet_handle_data(detector, at + start, i + 1 - start);
                break;
            }
        }
        start = i + 1;
    }
}

/* A Windows code page for the ISO one that is its subset, and one guess that statistics get wrong on short texts. */
static const char *settle(const char *guess, bool has_c1)
{
    if (guess == NULL || guess[0] == '\0' || strcmp(guess, "ASCII") == 0 || strcmp(guess, "UTF-8") == 0)
        return "WINDOWS-1252";
    if (has_c1 && (strcmp(guess, "ISO-8859-1") == 0 || strcmp(guess, "ISO-8859-15") == 0))
        return "WINDOWS-1252";
    iconv_t probe = iconv_open("UTF-8", guess);
    if (probe == (iconv_t)-1)
        return "WINDOWS-1252";
    iconv_close(probe);
    return guess;
}

static void delete_detector(void *thing)
{
    uchardet_delete(thing);
}

/* One pass over all bytes: well-formed UTF-8, or else what the statistics say. */
static enum err decide_by_bytes(struct ctx *c, struct bankfile_reader *r, const char *declared, const char **out)
{
    uchardet_t detector = uchardet_new();
    arena_defer(c->arena, delete_detector, detector);
    enum { PART = 64 << 10 };
    char *part = arena_alloc(c->arena, PART);
    size_t kept = 0;
    bool utf8 = true, has_c1 = false;
    for (;;) {
        size_t got;
        TRY(source_read(c, r->source, part + kept, PART - kept, &got));
        size_t len = kept + got;
        if (len == 0)
            break;
        for (size_t i = kept; i < len; i++)
            has_c1 |= (unsigned char)part[i] >= 0x80 && (unsigned char)part[i] < 0xA0;
        feed(detector, part + kept, got);
        /* Up to three bytes of a sequence may stand in the next part. */
        size_t whole = len;
        kept = 0;
        if (got > 0) {
            while (kept < 3 && whole > 0 && ((unsigned char)part[whole - 1] & 0xC0) == 0x80) {
                whole--;
                kept++;
            }
            if (whole > 0 && (unsigned char)part[whole - 1] >= 0xC0) {
                whole--;
                kept++;
            } else {
                whole += kept;
                kept = 0;
            }
        }
        utf8 = utf8 && (memchr(part, '\0', whole) != NULL || text_is_utf8((struct text){part, whole}));
        if (got == 0)
            break;
        memmove(part, part + whole, kept);
    }
    if (utf8) {
        *out = "UTF-8";
        return OK;
    }
    if (declared != NULL) {
        *out = declared;
        return OK;
    }
    uchardet_data_end(detector);
    *out = arena_printf(c->arena, "%s", settle(uchardet_get_charset(detector), has_c1));
    return OK;
}

struct decoder {
    struct bankfile_reader *reader;
    struct source *raw;
    iconv_t conversion; /* (iconv_t)-1: the bytes are UTF-8 already */
    size_t skip;        /* length of the byte order mark */
    char in[16 << 10];
    size_t in_start, in_end;
    bool raw_ended, noted;
};

static void decoder_close(void *thing)
{
    struct decoder *d = thing;
    if (d->conversion != (iconv_t)-1)
        iconv_close(d->conversion);
}

static enum err skip_mark(struct ctx *c, struct decoder *d)
{
    size_t got;
    char mark[4];
    return d->skip == 0 ? OK : source_fill(c, d->raw, mark, d->skip, &got);
}

static enum err decoder_rewind(struct ctx *c, struct source *s)
{
    struct decoder *d = s->self;
    TRY(source_rewind(c, d->raw));
    d->in_start = d->in_end = 0;
    d->raw_ended = false;
    if (d->conversion != (iconv_t)-1)
        iconv(d->conversion, NULL, NULL, NULL, NULL);
    return skip_mark(c, d);
}

static void undecodable(struct decoder *d, char **to, size_t *room)
{
    if (!d->noted)
        bankfile_note(d->reader, 0, "some bytes are not %s and stand as U+FFFD", d->reader->report->encoding);
    d->noted = true;
    memcpy(*to, "\xEF\xBF\xBD", 3);
    *to += 3;
    *room -= 3;
    d->in_start++;
}

static enum err decoder_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    struct decoder *d = s->self;
    if (d->conversion == (iconv_t)-1)
        return source_read(c, d->raw, to, size, got);
    char *start = to;
    size_t room = size;
    while (room >= 8 && to == start) {
        if (d->in_start == d->in_end || (d->in_end - d->in_start < 8 && !d->raw_ended)) {
            memmove(d->in, d->in + d->in_start, d->in_end - d->in_start);
            d->in_end -= d->in_start;
            d->in_start = 0;
            size_t n;
            TRY(source_read(c, d->raw, d->in + d->in_end, sizeof d->in - d->in_end, &n));
            d->in_end += n;
            d->raw_ended = n == 0;
            if (d->raw_ended && d->in_end == 0)
                break;
        }
        char *in = d->in + d->in_start;
        size_t left = d->in_end - d->in_start;
        size_t done = iconv(d->conversion, &in, &left, &to, &room);
        d->in_start = d->in_end - left;
        if (done == (size_t)-1 && (errno == EILSEQ || (errno == EINVAL && d->raw_ended)))
            undecodable(d, &to, &room);
    }
    *got = (size_t)(to - start);
    return OK;
}

enum err encoding_open(struct ctx *c, struct bankfile_reader *r, const char *declared, struct source **out)
{
    struct decoder *d = ARENA_NEW(c->arena, struct decoder);
    *d = (struct decoder){.reader = r, .raw = r->source, .conversion = (iconv_t)-1};
    TRY(source_rewind(c, r->source));
    const char *name = mark_of(r->head, &d->skip);
    if (r->options->encoding != NULL)
        name = r->options->encoding;
    if (name == NULL)
        name = utf16_without_mark(r->head);
    if (name == NULL)
        TRY(decide_by_bytes(c, r, declared, &name));
    if (strcmp(name, "UTF-8") != 0) {
        d->conversion = iconv_open("UTF-8", name);
        if (d->conversion == (iconv_t)-1)
            return bankfile_refuse(c, r, "the encoding \"%s\" is not known here", name);
        arena_defer(c->arena, decoder_close, d);
    }
    r->report->encoding = name;
    struct source *utf8 = ARENA_NEW(c->arena, struct source);
    *utf8 = (struct source){
        .name = r->source->name, .size = -1, .self = d, .read = decoder_read, .rewind = decoder_rewind};
    *out = utf8;
    return source_rewind(c, utf8);
}
