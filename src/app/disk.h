/* What a folder's disk is like. For `florin doctor`. */
#ifndef APP_DISK_H
#define APP_DISK_H

#include "base/err.h"

struct disk_space {
    int64_t free_bytes, all_bytes; /* for who is not root */
    bool is_network; /* a file system that other machines see, where locks and syncs mean less */
};

enum err disk_space_of(struct ctx *c, const char *folder, struct disk_space *out) MUST_USE;

enum { DISK_SYNCS = 200 };

struct disk_latency {
    int64_t p50_us, p99_us, max_us;
};

/* Writes and syncs 4 KiB in a file of its own in the folder, DISK_SYNCS times, and removes it. */
enum err disk_sync_latency(struct ctx *c, const char *folder, struct disk_latency *out) MUST_USE;

#endif
