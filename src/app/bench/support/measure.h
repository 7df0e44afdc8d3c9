/* Clocks, memory, percentiles, and what machine and disk this is: a time means nothing without them. */
#ifndef APP_BENCH_SUPPORT_MEASURE_H
#define APP_BENCH_SUPPORT_MEASURE_H

#include "base/err.h"

#include <stddef.h>

/* Seconds of a steady clock. */
double seconds_now(void);
/* Processor seconds, user and system, of this process with all its threads and the children it has waited
 * for. */
double seconds_cpu(void);
/* The most memory this process has held, MiB. */
double memory_peak_mib(void);
/* What a process holds now, MiB; 0 when there is no such process. */
double memory_resident_mib(int64_t pid);

/* Sorts the values; the one that `percent` of them do not exceed (nearest rank). 0 for no values. */
double percentile(double *values, size_t count, int percent);

struct machine {
    char cpu[128], kernel[160];
    int64_t cores, memory_mib;
    double
        load; /* processes that ran or waited, over the last minute: above 0.5 others disturb the figures */
};
void machine_read(struct machine *out);

struct disk {
    const char *file_system; /* "ext4"; "0x…" for one without a name here */
    char unknown[24];
    double p50_ms, p99_ms, max_ms;
};
/* How long appending 4 KiB and fdatasync take in a folder. tmpfs keeps nothing, so its times tell nothing
 * about a disk. */
enum err disk_measure(struct ctx *c, const char *folder, int64_t writes, struct disk *out) MUST_USE;

#endif
