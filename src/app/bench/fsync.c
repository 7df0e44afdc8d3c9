/* florin bench fsync: what keeping a write costs. Every commit waits for this at least once. */
#include "app/bench/support/measure.h"
#include "app/benchmark.h"

static const char *const options[] = {"writes", NULL};

static enum err run(struct ctx *c, struct bench *b)
{
    struct disk disk;
    int64_t writes;
    TRY(invocation_int(c, b->inv, "writes", 1, 1000000, 2000, &writes));
    double started = seconds_now();
    TRY(disk_measure(c, b->folder, writes, &disk));
    double took = seconds_now() - started;
    bench_section(b, "fsync");
    bench_count(b, "writes", writes);
    bench_number(b, "p50_ms", disk.p50_ms);
    bench_number(b, "p99_ms", disk.p99_ms);
    bench_number(b, "max_ms", disk.max_ms);
    bench_number(b, "writes_per_s", (double)writes / took);
    return OK;
}

const struct benchmark benchmark_fsync = {
    .name = "fsync",
    .summary = "append 4 KiB and fdatasync: what the disk promises",
    .options = options,
    .run = run,
};
