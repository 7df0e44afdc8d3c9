#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err folder_sync(struct ctx *c, const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    int error = errno;
    if (fd >= 0)
        close(fd);
    return synced ? OK : fail(c, ERR_IO, "the folder %s cannot be synced: %s", folder, strerror(error));
}

/* Makes the missing part of a path, for its owner alone, so that it survives a power loss. */
static enum err folder_make(struct ctx *c, const char *folder)
{
    if (mkdir(folder, 0700) == 0)
        return folder_sync(c, dirname(arena_copy(c->arena, folder, strlen(folder))));
    if (errno == EEXIST)
        return OK;
    const char *parent = dirname(arena_copy(c->arena, folder, strlen(folder)));
    if (errno != ENOENT || strcmp(parent, folder) == 0)
        return fail(c, ERR_IO, "the folder %s cannot be made: %s", folder, strerror(errno));
    TRY(folder_make(c, parent));
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return fail(c, ERR_IO, "the folder %s cannot be made: %s", folder, strerror(errno));
    return folder_sync(c, dirname(arena_copy(c->arena, folder, strlen(folder))));
}

/* SQLite would make the file readable for all that the umask lets; its log takes over the mode of an existing
 * file. */
static enum err file_make(struct ctx *c, const char *folder, const char *file)
{
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return folder_sync(c, folder);
    }
    return errno == EEXIST ? OK : fail(c, ERR_IO, "%s cannot be made: %s", file, strerror(errno));
}

/* "pid 123: florin serve" for the lock file: the program and its first argument, not the rest, which may name
 * files. */
static int describe_self(char *out, size_t size)
{
    char line[128] = "";
    int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? 0 : read(fd, line, sizeof line - 1);
    if (fd >= 0)
        close(fd);
    size_t used = len < 0 ? 0 : (size_t)len;
    const char *first = memchr(line, '\0', used);
    const char *second = first == NULL || first + 1 >= line + used ? "" : first + 1;
    char *program = basename(line);
    int n =
        snprintf(out, size, "pid %ld: %s%s%s", (long)getpid(), program, *second == '\0' ? "" : " ", second);
    for (char *at = out; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = '?';
    return n < 0 ? 0 : n < (int)size ? n : (int)size - 1;
}

static enum err refuse_writer(struct ctx *c, const char *folder, int fd)
{
    char who[160] = "";
    ssize_t len = pread(fd, who, sizeof who - 1, 0);
    who[len < 0 ? 0 : len] = '\0';
    who[strcspn(who, "\n")] = '\0';
    return fail(c, ERR_BUSY, "another florin%s%s%s is writing to %s", *who == '\0' ? "" : " (", who,
                *who == '\0' ? "" : ")", folder);
}

/* A full disk must not keep anybody from reading: failures do not matter. */
void sqlite_folder_sign(int lock_fd)
{
    char self[160];
    int len = describe_self(self, sizeof self - 1);
    self[len] = '\n';
    if (ftruncate(lock_fd, 0) == 0 && pwrite(lock_fd, self, (size_t)len + 1, 0) < 0)
        errno = 0;
}

/* One that was handed over must be of the file that others lock. */
static enum err lock_is_of(struct ctx *c, const char *path, int fd)
{
    struct stat ours, theirs;
    bool same = fstat(fd, &theirs) == 0 && lstat(path, &ours) == 0 && ours.st_dev == theirs.st_dev &&
                ours.st_ino == theirs.st_ino;
    return same ? OK : fail(c, ERR_CONFLICT, "the lock that was handed over is not %s", path);
}

/* flock, so that the lock goes with its process however that ends, and so that it can be handed over: it belongs to the open file, which
 * processes may share. To whom it was handed over, to lock it again changes nothing. The file stays: removing it would let two writers
 * lock two files. */
static enum err writers_lock(struct ctx *c, const char *folder, int *lock_fd)
{
    const char *path = arena_printf(c->arena, "%s/florin.lock", folder);
    if (*lock_fd >= 0)
        TRY(lock_is_of(c, path, *lock_fd));
    else
        *lock_fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*lock_fd < 0)
        return fail(c, ERR_IO, "%s cannot be opened: %s", path, strerror(errno));
    if (flock(*lock_fd, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? refuse_writer(c, folder, *lock_fd)
                                    : fail(c, ERR_IO, "%s cannot be locked: %s", path, strerror(errno));
    sqlite_folder_sign(*lock_fd);
    return OK;
}

enum err sqlite_folder_open(struct ctx *c, const char *location, bool write, const char **folder,
                            const char **file, int *lock_fd)
{
    if (*location == '\0')
        return fail(c, ERR_USAGE, "the store's folder has no name");
    if (write)
        TRY(folder_make(c, location));
    char real[PATH_MAX];
    if (realpath(location, real) == NULL)
        return errno == ENOENT
                   ? fail(c, ERR_NOT_FOUND, "there is no folder %s", location)
                   : fail(c, ERR_IO, "the folder %s cannot be opened: %s", location, strerror(errno));
    struct stat facts;
    if (stat(real, &facts) != 0 || !S_ISDIR(facts.st_mode))
        return fail(c, ERR_INPUT, "%s is not a folder", location);
    *folder = arena_copy(c->arena, real, strlen(real));
    *file = arena_printf(c->arena, "%s/florin.db", real);
    if (!write)
        return access(*file, F_OK) == 0
                   ? OK
                   : fail(c, ERR_NOT_FOUND, "there is no Florin data (florin.db) in %s", location);
    TRY(writers_lock(c, *folder, lock_fd));
    return file_make(c, *folder, *file);
}
