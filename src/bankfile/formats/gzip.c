/* A single file compressed with gzip (RFC 1952), read as a stream. */
#include "bankfile/format.h"
#include "base/limits.h"

#include <zlib.h>

enum {
    PART = 16 << 10,
    SMALL_BYTES = 1 << 20,     /* unpacked sizes up to here are never taken for a bomb */
    GZIP_WINDOW_BITS = 15 + 16 /* the largest window, gzip's frame only */
};

struct packed {
    struct source *source;
    z_stream stream;
    bool ended; /* a member of the file was complete; another may follow */
    int64_t taken, given;
    unsigned char in[PART];
};

static int detect(struct text head, const char *name)
{
    (void)name;
    return text_starts(head, TEXT("\x1F\x8B\x08")) ? 100 : 0;
}

static enum err refill(struct ctx *c, struct packed *p)
{
    size_t got;
    TRY(source_read(c, p->source, (char *)p->in, sizeof p->in, &got));
    p->taken += (int64_t)got;
    p->stream.next_in = p->in;
    p->stream.avail_in = (unsigned)got;
    return OK;
}

static enum err packed_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    struct packed *p = s->self;
    size_t room = size < (1 << 30) ? size : 1 << 30;
    p->stream.next_out = (unsigned char *)to;
    p->stream.avail_out = (unsigned)room;
    while (p->stream.avail_out == room) {
        if (p->stream.avail_in == 0)
            TRY(refill(c, p));
        if (p->stream.avail_in == 0 && !p->ended)
            return fail(c, ERR_INPUT, "the compressed data is cut off");
        if (p->stream.avail_in == 0)
            break;
        if (p->ended)
            inflateReset(&p->stream);
        int result = inflate(&p->stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return fail(c, ERR_INPUT, "the compressed data is damaged%s%s", p->stream.msg == NULL ? "" : ": ",
                        p->stream.msg == NULL ? "" : p->stream.msg);
        p->ended = result == Z_STREAM_END;
    }
    *got = room - p->stream.avail_out;
    p->given += (int64_t)*got;
    if (p->given > p->taken * LIMIT_ARCHIVE_RATIO + SMALL_BYTES)
        return fail(c, ERR_INPUT, "it unpacks to more than %d times its size", LIMIT_ARCHIVE_RATIO);
    return OK;
}

static enum err packed_rewind(struct ctx *c, struct source *s)
{
    struct packed *p = s->self;
    inflateReset(&p->stream);
    p->stream.avail_in = 0;
    p->ended = false;
    p->taken = p->given = 0;
    return source_rewind(c, p->source);
}

static void end_stream(void *thing)
{
    inflateEnd(thing);
}

/* "statement.sta" of "/home/me/statement.sta.gz". */
static const char *inner_name(struct arena *arena, const char *name)
{
    const char *slash = strrchr(name, '/');
    struct text last = text_of(slash == NULL ? name : slash + 1);
    if (last.len > 3 && text_equal_nocase(text_from(last, last.len - 3), TEXT(".gz")))
        last.len -= 3;
    return text_z(arena, last);
}

static enum err read_gzip(struct ctx *c, struct bankfile_reader *r)
{
    if (r->options->archive_depth > 0)
        return bankfile_refuse(c, r, "an archive within an archive");
    struct packed *p = ARENA_NEW(c->arena, struct packed);
    p->source = r->source;
    if (inflateInit2(&p->stream, GZIP_WINDOW_BITS) != Z_OK)
        return fail(c, ERR_MEMORY, "no memory to unpack");
    arena_defer(c->arena, end_stream, &p->stream);
    struct source *s = ARENA_NEW(c->arena, struct source);
    *s = (struct source){.name = inner_name(c->arena, r->source->name),
                         .size = -1,
                         .self = p,
                         .read = packed_read,
                         .rewind = packed_rewind};
    return bankfile_read_member(c, r, s);
}

const struct bankfile_format bankfile_format_gzip = {
    .name = "gzip",
    .title = "One of these compressed with gzip (.gz)",
    .detect = detect,
    .read = read_gzip,
};
