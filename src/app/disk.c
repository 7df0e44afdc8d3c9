#include "app/disk.h"

#include "base/arena.h"
#include "base/date.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/vfs.h>
#include <unistd.h>

enum err disk_space_of(struct ctx *c, const char *folder, struct disk_space *out)
{
    /* statfs(2): NFS, SMB 1 and 2, Ceph, AFS, 9p, FUSE (sshfs and others) */
    static const uint32_t network[] = {0x6969,     0x517B,     0xFF534D42, 0xFE534D42,
                                       0x00C36400, 0x5346414F, 0x01021997, 0x65735546};
    struct statfs facts;
    if (statfs(folder, &facts) != 0)
        return fail(c, ERR_IO, "%s cannot be looked at: %s", folder, strerror(errno));
    *out = (struct disk_space){.free_bytes = (int64_t)facts.f_bavail * (int64_t)facts.f_bsize,
                               .all_bytes = (int64_t)facts.f_blocks * (int64_t)facts.f_bsize};
    for (size_t i = 0; i < sizeof network / sizeof *network; i++)
        out->is_network |= (uint32_t)facts.f_type == network[i];
    return OK;
}

static int shorter(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static bool time_syncs(int fd, int64_t took_us[DISK_SYNCS])
{
    static const char page[4096] = {1};
    for (int i = 0; i < DISK_SYNCS; i++) {
        int64_t began = time_steady_us();
        if (pwrite(fd, page, sizeof page, (off_t)i * (off_t)sizeof page) != (ssize_t)sizeof page ||
            fdatasync(fd) != 0)
            return false;
        took_us[i] = time_steady_us() - began;
    }
    return true;
}

enum err disk_sync_latency(struct ctx *c, const char *folder, struct disk_latency *out)
{
    int64_t took_us[DISK_SYNCS] = {0};
    char *path = arena_printf(c->arena, "%s/.doctor-XXXXXX", folder);
    int fd = mkstemp(path);
    if (fd < 0)
        return fail(c, ERR_IO, "nothing can be written to %s: %s", folder, strerror(errno));
    unlink(path);
    bool written = time_syncs(fd, took_us);
    int error = errno;
    close(fd);
    if (!written)
        return fail(c, ERR_IO, "the disk of %s does not keep what is written: %s", folder, strerror(error));
    qsort(took_us, DISK_SYNCS, sizeof *took_us, shorter);
    *out = (struct disk_latency){.p50_us = took_us[DISK_SYNCS / 2],
                                 .p99_us = took_us[DISK_SYNCS * 99 / 100],
                                 .max_us = took_us[DISK_SYNCS - 1]};
    return OK;
}
