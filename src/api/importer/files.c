#include "api/importer/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_BYTES = 1 << 20 };

static enum err failed(struct ctx *c, const char *what)
{
    int why = errno;
    enum err e = err_of_errno(why);
    return fail(c, e, "%s: %s", what, e == ERR_FULL ? "the disk is full" : strerror(why));
}

static void close_file(void *thing)
{
    close(*(int *)thing);
}

/* Opens a file that is closed when the arena goes. */
static enum err open_file(struct ctx *c, const char *path, int flags, int *out)
{
    int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return failed(c, "an upload's file");
    int *kept = ARENA_NEW(c->arena, int);
    *kept = *out = fd;
    arena_defer(c->arena, close_file, kept);
    return OK;
}

static const char *path_of(struct arena *arena, const char *folder, struct id id)
{
    char name[ID_TEXT_MAX];
    return arena_printf(arena, "%s/%s", folder, id_format(id, name));
}

static enum err sync_folder(struct ctx *c, const char *folder)
{
    int fd;
    TRY(open_file(c, folder, O_RDONLY | O_DIRECTORY, &fd));
    return fsync(fd) == 0 ? OK : failed(c, "the folder of uploads");
}

enum err uploads_folder(struct ctx *c, const char *data, const char **out)
{
    *out = arena_printf(c->arena, "%s/uploads", data);
    if (mkdir(*out, 0700) != 0 && errno != EEXIST)
        return failed(c, "the folder of uploads");
    return sync_folder(c, data);
}

static enum err write_all(struct ctx *c, int fd, const char *at, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, at, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return failed(c, "an upload's file");
        at += put;
        len -= (size_t)put;
    }
    return OK;
}

static enum err copy_fd(struct ctx *c, int from, int to)
{
    char *bytes = arena_alloc(c->arena, COPY_BYTES);
    for (off_t at = 0;;) {
        ssize_t got = pread(from, bytes, COPY_BYTES, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(c, "an upload");
        if (got == 0)
            return OK;
        TRY(write_all(c, to, bytes, (size_t)got));
        at += got;
    }
}

/* An unnamed file (O_TMPFILE) of the same file system can be given a name. */
static bool give_name(int fd, const char *path)
{
    char self[40];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    return fchmod(fd, 0600) == 0 && linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

static enum err write_file(struct ctx *c, const char *path, const struct importer_body *body, int *fd)
{
    if (body->fd >= 0 && give_name(body->fd, path)) {
        *fd = body->fd;
        return OK;
    }
    TRY(open_file(c, path, O_RDWR | O_CREAT | O_EXCL, fd));
    return body->fd >= 0 ? copy_fd(c, body->fd, *fd) : write_all(c, *fd, body->bytes.at, body->bytes.len);
}

/* A chain over pieces: each hash is of the one before and the next piece. Read, not mapped: somebody may cut the file off meanwhile. */
static enum err hash_fd(struct ctx *c, int fd, int64_t size, struct hash128 *out)
{
    struct hash128 hash = {0};
    struct arena_mark mark = arena_mark(c->arena);
    char *bytes = arena_alloc(c->arena, sizeof hash + COPY_BYTES);
    off_t at = 0;
    for (;;) {
        ssize_t got = pread(fd, bytes + sizeof hash, COPY_BYTES, at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(c, "an upload's file");
        if (got == 0)
            break;
        memcpy(bytes, &hash, sizeof hash);
        hash = hash_bytes_128(bytes, sizeof hash + (size_t)got);
        at += got;
    }
    arena_rewind(c->arena, mark);
    if (at != size)
        return fail(c, ERR_CORRUPT, "the file is not what was sent: it has %lld bytes, not %lld",
                    (long long)at, (long long)size);
    *out = hash;
    return OK;
}

enum err upload_keep(struct ctx *c, const char *folder, struct id id, const struct importer_body *body,
                     struct hash128 *hash)
{
    const char *path = path_of(c->arena, folder, id);
    int fd;
    enum err e = write_file(c, path, body, &fd);
    if (e == OK)
        e = hash_fd(c, fd, body->size, hash);
    if (e == OK && fsync(fd) != 0)
        e = failed(c, "an upload's file");
    if (e == OK)
        e = sync_folder(c, folder);
    if (e != OK)
        unlink(path);
    return e;
}

enum err upload_open(struct ctx *c, const char *folder, const struct upload_row *row, struct source **out)
{
    const char *path = path_of(c->arena, folder, row->id);
    struct hash128 hash;
    int fd;
    TRY(open_file(c, path, O_RDONLY, &fd));
    TRY(hash_fd(c, fd, row->bytes, &hash));
    if (hash.high != row->hash.high || hash.low != row->hash.low)
        return fail(c, ERR_CORRUPT, "the file is not what was sent: it was damaged on disk");
    TRY(source_open(c, path, out));
    (*out)->name = text_z(c->arena, row->name);
    return OK;
}

void upload_remove(const char *folder, struct id id)
{
    struct arena *arena = arena_new();
    unlink(path_of(arena, folder, id));
    arena_free(arena);
}

static void close_folder(void *thing)
{
    closedir(thing);
}

enum err uploads_each(struct ctx *c, const char *folder,
                      enum err (*each)(struct ctx *c, void *self, struct id id), void *self)
{
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return failed(c, "the folder of uploads");
    arena_defer(c->arena, close_folder, dir);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        struct id id;
        if (id_parse(text_of(entry->d_name), &id))
            TRY(each(c, self, id));
    }
    return OK;
}
