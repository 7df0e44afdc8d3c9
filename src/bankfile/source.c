#include "bankfile/source.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct file {
    int fd;
};

static void file_close(void *thing)
{
    struct file *f = thing;
    close(f->fd);
}

static enum err file_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    const struct file *f = s->self;
    ssize_t n;
    do
        n = read(f->fd, to, size);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return fail(c, ERR_IO, "%s: %s", s->name, strerror(errno));
    *got = (size_t)n;
    return OK;
}

static enum err file_rewind(struct ctx *c, struct source *s)
{
    const struct file *f = s->self;
    if (lseek(f->fd, 0, SEEK_SET) < 0)
        return fail(c, ERR_IO, "%s: %s", s->name, strerror(errno));
    return OK;
}

static enum err file_seek(struct ctx *c, struct source *s, int64_t offset)
{
    const struct file *f = s->self;
    if (lseek(f->fd, offset, SEEK_SET) < 0)
        return fail(c, ERR_IO, "%s: %s", s->name, strerror(errno));
    return OK;
}

static enum err memory_read(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    (void)c;
    const struct text *bytes = s->self;
    size_t left = bytes->len - (size_t)s->read_so_far;
    *got = left < size ? left : size;
    if (*got > 0)
        memcpy(to, bytes->at + s->read_so_far, *got);
    return OK;
}

static enum err memory_rewind(struct ctx *c, struct source *s)
{
    (void)c;
    (void)s;
    return OK;
}

/* Reading goes by read_so_far. */
static enum err memory_seek(struct ctx *c, struct source *s, int64_t offset)
{
    (void)c;
    (void)s;
    (void)offset;
    return OK;
}

struct source *source_memory(struct arena *arena, const char *name, struct text bytes)
{
    struct source *s = ARENA_NEW(arena, struct source);
    struct text *held = ARENA_NEW(arena, struct text);
    *held = bytes;
    *s = (struct source){.name = name,
                         .size = (int64_t)bytes.len,
                         .self = held,
                         .read = memory_read,
                         .rewind = memory_rewind,
                         .seek = memory_seek};
    return s;
}

static enum err open_stdin(struct ctx *c, struct source **out)
{
    struct buf *all = buf_in_arena(c->arena);
    char part[16384];
    for (;;) {
        ssize_t n = read(STDIN_FILENO, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(c, ERR_IO, "standard input: %s", strerror(errno));
        if (n == 0)
            break;
        if (all->len + (size_t)n > LIMIT_STDIN_BYTES)
            return fail(c, ERR_LIMIT, "standard input is larger than %d MiB: save it to a file first",
                        LIMIT_STDIN_BYTES >> 20);
        buf_add(all, part, (size_t)n);
    }
    *out = source_memory(c->arena, "standard input", buf_view(all));
    return OK;
}

enum err source_open(struct ctx *c, const char *path, struct source **out)
{
    if (strcmp(path, "-") == 0)
        return open_stdin(c, out);
    /* Without waiting: a pipe would block until somebody writes, and is refused below. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(c, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "%s: %s", path, strerror(errno));
    struct file *f = ARENA_NEW(c->arena, struct file);
    f->fd = fd;
    arena_defer(c->arena, file_close, f);
    struct stat st;
    if (fstat(fd, &st) != 0)
        return fail(c, ERR_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return fail(c, ERR_INPUT, "%s: not a file", path);
    struct source *s = ARENA_NEW(c->arena, struct source);
    *s = (struct source){.name = arena_copy(c->arena, path, strlen(path)),
                         .size = st.st_size,
                         .self = f,
                         .read = file_read,
                         .rewind = file_rewind,
                         .seek = file_seek};
    *out = s;
    return OK;
}

enum err source_fill(struct ctx *c, struct source *s, char *to, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size) {
        size_t n;
        TRY(source_read(c, s, to + *got, size - *got, &n));
        if (n == 0)
            break;
        *got += n;
    }
    return OK;
}

/* Reads and forgets. */
static enum err skip(struct ctx *c, struct source *s, int64_t bytes)
{
    char part[16384];
    while (bytes > 0) {
        size_t want = bytes < (int64_t)sizeof part ? (size_t)bytes : sizeof part, got;
        TRY(source_read(c, s, part, want, &got));
        if (got == 0)
            break;
        bytes -= (int64_t)got;
    }
    return OK;
}

enum err source_move(struct ctx *c, struct source *s, int64_t offset)
{
    if (s->size >= 0 && offset > s->size)
        offset = s->size;
    if (offset == s->read_so_far)
        return OK;
    if (s->seek != NULL) {
        TRY(s->seek(c, s, offset));
        s->read_so_far = offset;
        return OK;
    }
    if (offset < s->read_so_far)
        TRY(source_rewind(c, s));
    return skip(c, s, offset - s->read_so_far);
}
