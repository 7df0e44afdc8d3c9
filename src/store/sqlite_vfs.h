/* The SQLite driver's way to the disk: the system's own VFS, except that a failed fsync ends the process.
 * After one, the kernel may have dropped the pages that it could not write and marked the rest clean; a retry
 * would report success over lost data. The next start recovers from the log, which is what an acknowledged
 * commit rests on. Private to the driver and its tests. */
#ifndef STORE_SQLITE_VFS_H
#define STORE_SQLITE_VFS_H

enum {
    /* The exit code of a process whose disk failed to keep what was written: EX_IOERR of sysexits.h. */
    SQLITE_VFS_EXIT = 74,
};

extern const char sqlite_vfs_name[];

/* Registers the VFS and sets SQLite's process-wide options. May be called often and from several threads. */
void sqlite_vfs_init(void);

/* Tells SQLite's callers of a lost disk: prints and ends the process at once. */
_Noreturn void sqlite_vfs_lost(const char *what, const char *path, int error);

/* For tests: asked before every operation on a file; anything but 0 is what the operation reports instead of
 * being done: an SQLite result code. A program that nobody sets it in cannot be steered from outside. */
enum sqlite_vfs_op { SQLITE_VFS_READ, SQLITE_VFS_WRITE, SQLITE_VFS_SYNC, SQLITE_VFS_SYNC_FOLDER };
typedef int (*sqlite_vfs_fault)(enum sqlite_vfs_op op, const char *path);
void sqlite_vfs_inject(sqlite_vfs_fault fault);

#endif
