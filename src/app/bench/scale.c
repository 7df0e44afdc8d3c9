/* florin bench scale: does a row cost the same in a small file and in a large one? */
#include "app/bench/support/household.h"
#include "app/benchmark.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const options[] = {"from", "to", "only-rules", NULL};

static enum err one_size(struct ctx *c, struct bench *b, int64_t rows)
{
    struct household_files *files = ARENA_NEW(c->arena, struct household_files);
    struct cost import, again;
    const char *folder = arena_printf(c->arena, "%s/%lld", b->folder, (long long)rows);
    if (mkdir(folder, 0700) != 0)
        return fail(c, ERR_IO, "%s cannot be made", folder);
    TRY(household_write(c, folder, rows, "csv", files));
    files->only_rules = invocation_has(b->inv, "only-rules");
    TRY(household_import(c, files, false, &import));
    TRY(household_import(c, files, true, &again));
    bench_section(b, arena_printf(c->arena, "%lld", (long long)rows));
    bench_count(b, "rows", rows);
    bench_number(b, "import_s", import.wall_s);
    bench_number(b, "import_per_row_us", import.wall_s * 1e6 / (double)rows);
    bench_number(b, "import_cpu_per_row_us", import.cpu_s * 1e6 / (double)rows);
    bench_number(b, "import_peak_mib", import.peak_mib);
    bench_number(b, "reimport_s", again.wall_s);
    bench_number(b, "reimport_cpu_per_row_us", again.cpu_s * 1e6 / (double)rows);
    bench_number(b, "reimport_peak_mib", again.peak_mib);
    unlink(files->file);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    enum { ROWS_MAX = 100000000 };
    int64_t from, to;
    TRY(invocation_int(c, b->inv, "from", 1, ROWS_MAX, 10000, &from));
    TRY(invocation_int(c, b->inv, "to", from, ROWS_MAX, from > 1000000 ? from : 1000000, &to));
    for (int64_t rows = from; rows <= to; rows *= 10)
        TRY(one_size(c, b, rows));
    return OK;
}

const struct benchmark benchmark_scale = {
    .name = "scale",
    .summary = "imports of 10^4, 10^5, 10^6 rows (10^7 with --to): time and memory per row",
    .options = options,
    .run = run,
};
