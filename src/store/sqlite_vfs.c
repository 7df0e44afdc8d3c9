#include "store/sqlite_vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char sqlite_vfs_name[] = "florin";

static sqlite3_vfs *inner_vfs; /* the system's */
static _Atomic(sqlite_vfs_fault) injected;

enum { HELD_MAX = 128 << 10 };

/* What SQLite allocates for one open file: ours, then the inner VFS's. */
struct file {
    sqlite3_file base;
    const char *path; /* lives as long as the file is open, says sqlite3_vfs.xOpen */
    sqlite3_file *inner;
    bool holds; /* the log: what is written stays in `held` until it is synced, or read */
    char *held;
    int held_len;
    sqlite3_int64 held_at;
};

_Noreturn void sqlite_vfs_lost(const char *what, const char *path, int error)
{
    const char *slash = path == NULL ? NULL : strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path != NULL ? path : "a file";
    dprintf(STDERR_FILENO,
            "florin: fatal: the disk failed to keep what was written (%s of %s: %s); stopping at once, "
            "because nothing "
            "after it could be trusted. What was acknowledged before is recovered on the next start. Check "
            "the disk.\n",
            what, name, strerror(error == 0 ? EIO : error));
    _exit(SQLITE_VFS_EXIT);
}

void sqlite_vfs_inject(sqlite_vfs_fault fault)
{
    atomic_store(&injected, fault);
}

static int fault_of(enum sqlite_vfs_op op, const char *path)
{
    sqlite_vfs_fault fault = atomic_load_explicit(&injected, memory_order_relaxed);
    return fault == NULL ? SQLITE_OK : fault(op, path);
}

/* SQLite writes each frame of the log with two calls, a short one and a page. They follow each other, so they are gathered here and go to the
 * system in large pieces: a group of small units commits in half the time. That is safe for the log alone, and because
 * synchronous=FULL syncs it before any other connection learns of a frame. What was not given to the system is as if it was not written: SQLite
 * hears of it from whichever call it was that failed, and rolls back. */
static int give_held(struct file *file)
{
    int len = file->held_len;
    file->held_len = 0;
    return len == 0 ? SQLITE_OK : file->inner->pMethods->xWrite(file->inner, file->held, len, file->held_at);
}

static int write_or_hold(struct file *file, const void *from, int len, sqlite3_int64 at)
{
    if (file->held_len > 0 && (at != file->held_at + file->held_len || file->held_len + len > HELD_MAX)) {
        int rc = give_held(file);
        if (rc != SQLITE_OK)
            return rc;
    }
    if (file->holds && file->held == NULL)
        file->held = malloc(HELD_MAX);
    if (file->held == NULL || len > HELD_MAX)
        return file->inner->pMethods->xWrite(file->inner, from, len, at);
    if (file->held_len == 0)
        file->held_at = at;
    memcpy(file->held + file->held_len, from, (size_t)len);
    file->held_len += len;
    return SQLITE_OK;
}

static sqlite3_file *inner_of(sqlite3_file *file)
{
    return ((struct file *)file)->inner;
}

static const char *path_of(const sqlite3_file *file)
{
    return ((const struct file *)file)->path;
}

/* The operations on an open file. Most do no more than pass the call on. */

static int file_close(sqlite3_file *f)
{
    struct file *file = (struct file *)f;
    (void)give_held(file); /* of a transaction that was never committed */
    free(file->held);
    return inner_of(f)->pMethods->xClose(inner_of(f));
}

static int file_read(sqlite3_file *f, void *to, int len, sqlite3_int64 at)
{
    int rc = fault_of(SQLITE_VFS_READ, path_of(f));
    if (rc == SQLITE_OK)
        rc = give_held((struct file *)f);
    return rc != SQLITE_OK ? rc : inner_of(f)->pMethods->xRead(inner_of(f), to, len, at);
}

/* A failed write is left to SQLite, which rolls back: the page never became the kernel's. */
static int file_write(sqlite3_file *f, const void *from, int len, sqlite3_int64 at)
{
    int fault = fault_of(SQLITE_VFS_WRITE, path_of(f));
    return fault != SQLITE_OK ? fault : write_or_hold((struct file *)f, from, len, at);
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int rc = give_held((struct file *)f);
    return rc != SQLITE_OK ? rc : inner_of(f)->pMethods->xTruncate(inner_of(f), size);
}

static int file_sync(sqlite3_file *f, int flags)
{
    int rc = give_held((struct file *)f);
    if (rc != SQLITE_OK)
        return rc; /* a failed write, not a failed sync */
    rc = fault_of(SQLITE_VFS_SYNC, path_of(f));
    errno = 0;
    if (rc == SQLITE_OK)
        rc = inner_of(f)->pMethods->xSync(inner_of(f), flags);
    if (rc != SQLITE_OK)
        sqlite_vfs_lost("fsync", path_of(f), errno);
    return SQLITE_OK;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
    int rc = give_held((struct file *)f);
    return rc != SQLITE_OK ? rc : inner_of(f)->pMethods->xFileSize(inner_of(f), size);
}

static int file_lock(sqlite3_file *f, int level)
{
    return inner_of(f)->pMethods->xLock(inner_of(f), level);
}

static int file_unlock(sqlite3_file *f, int level)
{
    return inner_of(f)->pMethods->xUnlock(inner_of(f), level);
}

static int file_reserved(sqlite3_file *f, int *reserved)
{
    return inner_of(f)->pMethods->xCheckReservedLock(inner_of(f), reserved);
}

static int file_control(sqlite3_file *f, int op, void *arg)
{
    return inner_of(f)->pMethods->xFileControl(inner_of(f), op, arg);
}

static int file_sector(sqlite3_file *f)
{
    return inner_of(f)->pMethods->xSectorSize(inner_of(f));
}

static int file_characteristics(sqlite3_file *f)
{
    return inner_of(f)->pMethods->xDeviceCharacteristics(inner_of(f));
}

static int file_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return inner_of(f)->pMethods->xShmMap(inner_of(f), page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *f, int at, int count, int flags)
{
    return inner_of(f)->pMethods->xShmLock(inner_of(f), at, count, flags);
}

static void file_shm_barrier(sqlite3_file *f)
{
    inner_of(f)->pMethods->xShmBarrier(inner_of(f));
}

static int file_shm_unmap(sqlite3_file *f, int delete_file)
{
    return inner_of(f)->pMethods->xShmUnmap(inner_of(f), delete_file);
}

/* Version 2 of the methods: without xFetch, so nothing is ever mapped. A bad sector under a mapping is a
 * SIGBUS; under a read an error. */
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out_flags)
{
    (void)vfs;
    struct file *file = (struct file *)f;
    *file = (struct file){
        .path = path, .inner = (sqlite3_file *)(file + 1), .holds = (flags & SQLITE_OPEN_WAL) != 0};
    int rc = inner_vfs->xOpen(inner_vfs, path, file->inner, flags, out_flags);
    if (file->inner->pMethods != NULL)
        file->base.pMethods = &methods;
    return rc;
}

/* SQLite's own VFS opens a folder for one reason, to sync it after a file in it was made or removed, and
 * ignores how that ends. So the folder is synced here, where a failure can still be heard; the answer "cannot
 * be opened" makes SQLite go on without its own attempt. */
static int folder_sync_instead(const char *path, int *fd)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash == NULL ? 0 : (size_t)(slash - path);
    *fd = -1;
    if (len >= sizeof folder)
        return SQLITE_CANTOPEN;
    memcpy(folder, slash == NULL ? "." : len == 0 ? "/" : path, len == 0 ? 1 : len);
    folder[len == 0 ? 1 : len] = '\0';
    errno = 0;
    int folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_fd < 0 || fault_of(SQLITE_VFS_SYNC_FOLDER, folder) != SQLITE_OK || fsync(folder_fd) != 0)
        sqlite_vfs_lost("fsync", folder, errno);
    close(folder_fd);
    return SQLITE_CANTOPEN;
}

static void init_once(void)
{
    /* Counting memory takes a process-wide lock: with it two readers ran at a third of the speed. Refused
     * (and harmless) when something in this process used SQLite before. Connections are used by one thread at
     * a time, so they need no locks of their own. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    static sqlite3_vfs vfs;
    inner_vfs = sqlite3_vfs_find(NULL);
    if (inner_vfs == NULL || inner_vfs->iVersion < 3)
        return;
    vfs = *inner_vfs;
    vfs.szOsFile = (int)sizeof(struct file) + inner_vfs->szOsFile;
    vfs.pNext = NULL;
    vfs.zName = sqlite_vfs_name;
    vfs.xOpen = vfs_open;
    vfs.xSetSystemCall = NULL;
    vfs.xGetSystemCall = NULL;
    vfs.xNextSystemCall = NULL;
    vfs.iVersion = 2;
    sqlite3_vfs_register(&vfs, 0);
    inner_vfs->xSetSystemCall(inner_vfs, "openDirectory", (sqlite3_syscall_ptr)folder_sync_instead);
}

void sqlite_vfs_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_once);
}
