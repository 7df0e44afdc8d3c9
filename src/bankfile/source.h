/* A stream of bytes from outside that can be read again from its start: a file, memory, a member of an archive.
 * Memory use does not depend on its length. */
#ifndef BANKFILE_SOURCE_H
#define BANKFILE_SOURCE_H

#include "base/text.h"

struct source {
    const char *name;    /* for messages; never a whole path of somebody's machine unless the user gave it */
    int64_t size;        /* bytes in all, or -1 when nobody knows yet */
    int64_t read_so_far; /* bytes handed out since the last rewind, for progress */
    void *self;
    /* Up to `size` bytes into `to`; *got is 0 at the end only. */
    enum err (*read)(struct ctx *c, struct source *s, char *to, size_t size, size_t *got);
    /* Back to the first byte. */
    enum err (*rewind)(struct ctx *c, struct source *s);
    /* To a byte counted from the start; NULL where one can only read on. See source_move. */
    enum err (*seek)(struct ctx *c, struct source *s, int64_t offset);
};

/* Opens a file; it is closed when the arena goes. "-" is standard input, read into memory up to LIMIT_STDIN_BYTES. */
enum err source_open(struct ctx *c, const char *path, struct source **out) MUST_USE;
/* A source over bytes that outlive it. */
struct source *source_memory(struct arena *arena, const char *name, struct text bytes);

static inline enum err source_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    TRY(s->read(c, s, to, size, got));
    s->read_so_far += (int64_t)*got;
    return OK;
}

static inline enum err source_rewind(struct ctx *c, struct source *s)
{
    s->read_so_far = 0;
    return s->rewind(c, s);
}

/* To a byte counted from the start, at most the end: by `seek`, or else by reading on from here or from the start. */
enum err source_move(struct ctx *c, struct source *s, int64_t offset) MUST_USE;

/* Fills as much of `to` as there is from the current place (short reads are joined). */
enum err source_fill(struct ctx *c, struct source *s, char *to, size_t size, size_t *got) MUST_USE;

#endif
