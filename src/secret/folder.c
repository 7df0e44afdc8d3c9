/* Reads DIR/NAME. Links are followed, as Kubernetes mounts need (NAME -> ..data/NAME, ..data -> ..2026_11_21…), but what is opened must lie in the
 * folder: the kernel is asked where the open file is, so nothing can be swapped between the check and the reading. */
#include "secret/folder.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SWAPS_MOST = 5 };

struct folder {
    struct secret_source source;
    enum folder_trust trust;
    char *path;
};

static void close_fd(void *fd)
{
    close(*(int *)fd);
}

/* A descriptor that the arena closes. */
static int open_in(struct ctx *c, int at, const char *path, int flags)
{
    int fd = openat(at, path, flags | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return -1;
    int *kept = ARENA_NEW(c->arena, int);
    *kept = fd;
    arena_defer(c->arena, close_fd, kept);
    return fd;
}

static enum err open_folder(struct ctx *c, const char *path, int *out)
{
    *out = open_in(c, AT_FDCWD, path, O_PATH | O_DIRECTORY);
    if (*out >= 0)
        return OK;
    int why = errno;
    enum err e = why == ENOENT || why == ENOTDIR ? ERR_NOT_FOUND
                 : why == EACCES                 ? ERR_DENIED
                                                 : err_of_errno(why);
    fail(c, e, "the folder of secrets %s cannot be opened: %s", path, strerror(why));
    return e;
}

enum err folder_open(struct ctx *c, const char *path, enum folder_trust trust, struct secret_source **out)
{
    int fd;
    if (path == NULL || path[0] == '\0')
        return fail(c, ERR_USAGE,
                    "a folder of secrets is named behind the colon, as in file:/etc/florin/secrets");
    TRY(open_folder(c, path, &fd));
    struct folder *folder = calloc(1, sizeof *folder);
    char *kept = strdup(path);
    if (folder == NULL || kept == NULL)
        die("out of memory");
    *folder = (struct folder){.trust = trust, .path = kept};
    *out = &folder->source;
    return OK;
}

void folder_close(struct secret_source *source)
{
    struct folder *folder = (struct folder *)source;
    free(folder->path);
    free(folder);
}

/* Where an open descriptor's file lies. */
static bool place_of(int fd, char out[PATH_MAX])
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, out, PATH_MAX - 1);
    if (len < 0)
        return false;
    out[len] = '\0';
    return true;
}

static bool lies_in(int folder, int file)
{
    char outer[PATH_MAX], inner[PATH_MAX];
    if (!place_of(folder, outer) || !place_of(file, inner))
        return false;
    size_t len = strlen(outer);
    if (len > 0 && outer[len - 1] == '/') /* the root itself */
        len--;
    return strncmp(outer, inner, len) == 0 && inner[len] == '/';
}

/* What is wrong with a file, or NULL. */
static const char *complaint(enum folder_trust trust, const struct stat *facts)
{
    bool mine = facts->st_uid == geteuid();
    if (!S_ISREG(facts->st_mode))
        return "it is no regular file";
    if (trust == FOLDER_MINE && !mine)
        return "it belongs to another user";
    if (trust == FOLDER_MINE && (facts->st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return "others may use it: chmod 600, and change the secret if they could have read it";
    if (trust == FOLDER_MOUNT && !mine && facts->st_uid != 0)
        return "it belongs to another user";
    if (trust == FOLDER_MOUNT && (facts->st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return "others may write it";
    return NULL;
}

/* O_PATH touches nothing yet: neither a device nor a pipe notices. A mount that is swapped meanwhile is looked at again. */
static enum err find_file(struct ctx *c, const struct folder *folder, const char *name, int dir, int *out)
{
    char before[NAME_MAX + 1], after[NAME_MAX + 1];
    for (int swap = 0; swap < SWAPS_MOST; swap++) {
        ssize_t had = readlinkat(dir, "..data", before, sizeof before);
        *out = open_in(c, dir, name, O_PATH);
        if (*out >= 0)
            return OK;
        int why = errno;
        ssize_t has = readlinkat(dir, "..data", after, sizeof after);
        if (why == ENOENT && (had != has || (had > 0 && memcmp(before, after, (size_t)had) != 0)))
            continue;
        if (why == ENOENT)
            return fail(c, ERR_NOT_FOUND, "there is no secret %s in %s", name, folder->path);
        return fail(c, why == ELOOP || why == EACCES ? ERR_DENIED : err_of_errno(why),
                    "the secret %s in %s cannot be opened: %s", name, folder->path, strerror(why));
    }
    return fail(c, ERR_BUSY, "the secrets in %s are being replaced", folder->path);
}

static enum err read_whole(struct ctx *c, const struct folder *folder, const char *name, int fd,
                           struct text *out)
{
    enum { ROOM = LIMIT_SECRET_BYTES + 3 }; /* a line's end, and one more to see that there is more */
    char *at = arena_alloc(c->arena, ROOM);
    size_t len = 0;
    for (ssize_t got = 1; got != 0 && len < ROOM;) {
        got = read(fd, at + len, ROOM - len);
        if (got < 0 && errno != EINTR)
            return fail(c, err_of_errno(errno), "the secret %s in %s cannot be read: %s", name, folder->path,
                        strerror(errno));
        len += got > 0 ? (size_t)got : 0;
    }
    if (len > 0 && at[len - 1] == '\n')
        len -= len > 1 && at[len - 2] == '\r' ? 2 : 1;
    *out = (struct text){at, len};
    return OK;
}

enum err folder_fetch(struct ctx *c, struct secret_source *source, struct text name,
                      struct secret_answer *out)
{
    const struct folder *folder = (const struct folder *)source;
    const char *file = text_z(c->arena, name);
    char itself[64];
    struct stat facts;
    int dir, found;
    TRY(open_folder(c, folder->path, &dir));
    TRY(find_file(c, folder, file, dir, &found));
    if (!lies_in(dir, found))
        return fail(c, ERR_DENIED, "the secret %s in %s leads out of the folder", file, folder->path);
    if (fstat(found, &facts) != 0)
        return fail(c, ERR_IO, "the secret %s in %s cannot be looked at: %s", file, folder->path,
                    strerror(errno));
    const char *wrong = complaint(folder->trust, &facts);
    if (wrong != NULL)
        return fail(c, ERR_DENIED, "the secret %s in %s is not trusted: %s", file, folder->path, wrong);
    snprintf(itself, sizeof itself, "/proc/self/fd/%d", found);
    int fd = open_in(c, AT_FDCWD, itself, O_RDONLY | O_NONBLOCK);
    if (fd < 0)
        return fail(c, errno == EACCES ? ERR_DENIED : err_of_errno(errno),
                    "the secret %s in %s cannot be opened: %s", file, folder->path, strerror(errno));
    return read_whole(c, folder, file, fd, &out->value);
}
