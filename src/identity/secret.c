#include "identity/secret.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is wrong with the open file, or NULL. */
static const char *complaint(int fd, struct stat *facts)
{
    if (fstat(fd, facts) != 0 || !S_ISREG(facts->st_mode))
        return "it is no regular file";
    if (facts->st_uid != geteuid())
        return "it belongs to another user";
    if ((facts->st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return "others may read it: chmod 600, and remove it if they could have (everybody logs in again)";
    return NULL;
}

/* *found is false when there is no such file. */
static enum err read_file(struct ctx *c, const char *path, uint8_t out[SECRET_BYTES], bool *found)
{
    struct stat facts;
    uint8_t bytes[SECRET_BYTES + 1];
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    *found = fd >= 0;
    if (fd < 0)
        return errno == ENOENT ? OK : fail(c, ERR_IO, "%s cannot be opened: %s", path, strerror(errno));
    const char *wrong = complaint(fd, &facts);
    ssize_t got = wrong == NULL ? read(fd, bytes, sizeof bytes) : 0;
    close(fd);
    if (wrong != NULL)
        return fail(c, ERR_DENIED, "%s is not trusted: %s", path, wrong);
    if (got == SECRET_BYTES)
        memcpy(out, bytes, SECRET_BYTES);
    sodium_memzero(bytes, sizeof bytes);
    if (got != SECRET_BYTES)
        return fail(c, ERR_CORRUPT, "%s does not hold %d bytes; remove it to get a new one", path,
                    SECRET_BYTES);
    return OK;
}

static bool folder_sync(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return synced;
}

/* A new secret under a name of its own, then linked: the final name never holds half of one, and of two programs that begin at
 * once one wins. */
static enum err make_file(struct ctx *c, const char *folder, const char *path)
{
    uint8_t bytes[SECRET_BYTES];
    char *draft = arena_printf(c->arena, "%s.XXXXXX", path);
    int fd = mkostemp(draft, O_CLOEXEC); /* mode 0600 */
    if (fd < 0)
        return fail(c, ERR_IO, "%s cannot be made: %s", path, strerror(errno));
    randombytes_buf(bytes, sizeof bytes);
    bool written = write(fd, bytes, sizeof bytes) == SECRET_BYTES && fsync(fd) == 0;
    sodium_memzero(bytes, sizeof bytes);
    close(fd);
    bool linked = written && (link(draft, path) == 0 || errno == EEXIST);
    int error = errno;
    unlink(draft);
    if (!linked || !folder_sync(folder))
        return fail(c, ERR_IO, "%s cannot be made: %s", path, strerror(error));
    return OK;
}

enum err secret_load(struct ctx *c, const char *folder, uint8_t out[SECRET_BYTES])
{
    bool found;
    if (sodium_init() < 0)
        return fail(c, ERR_IO, "there is no source of random numbers");
    if (strcmp(folder, ":memory:") == 0) {
        randombytes_buf(out, SECRET_BYTES);
        return OK;
    }
    const char *path = arena_printf(c->arena, "%s/secret.key", folder);
    TRY(read_file(c, path, out, &found));
    if (found)
        return OK;
    TRY(make_file(c, folder, path));
    TRY(read_file(c, path, out, &found));
    return found ? OK : fail(c, ERR_IO, "%s was removed at once", path);
}
