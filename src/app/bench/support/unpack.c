/* A file for a benchmark, read whole: zlib reads plain files as they are and unpacks gzipped ones. */
#include "app/bench/support/table.h"
#include "base/limits.h"

#include <errno.h>
#include <zlib.h>

enum { PART_BYTES = 1 << 20 };

static void close_file(void *thing)
{
    gzclose_r(thing);
}

/* The system's reason for a missing file, zlib's for a damaged one. */
static enum err refuse(struct ctx *c, const char *file, gzFile opened)
{
    int code = Z_ERRNO;
    const char *why = opened == NULL ? strerror(errno) : gzerror(opened, &code);
    return fail(c, ERR_INPUT, "%s cannot be read: %s", file, code == Z_ERRNO ? strerror(errno) : why);
}

enum err table_load(struct ctx *c, const char *file, struct buf **out)
{
    errno = 0;
    gzFile in = gzopen(file, "rb");
    if (in == NULL)
        return refuse(c, file, in);
    arena_defer(c->arena, close_file, in);
    gzbuffer(in, PART_BYTES);
    struct buf *all = buf_in_arena(c->arena);
    for (;;) {
        int got = gzread(in, buf_room(all, PART_BYTES), PART_BYTES);
        int code = Z_OK;
        gzerror(in, &code);
        if (got < 0 || (code != Z_OK && code != Z_STREAM_END))
            return refuse(c, file, in);
        if (got == 0)
            break;
        all->len += (size_t)got;
        if (all->len > LIMIT_TABLE_BYTES)
            return fail(c, ERR_LIMIT, "%s is larger than %d MiB", file, LIMIT_TABLE_BYTES >> 20);
    }
    *buf_room(all, 1) = '\0';
    *out = all;
    return OK;
}
