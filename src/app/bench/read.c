/* florin bench read: parsing alone, each format in a process of its own; nothing is stored. */
#include "app/bench/support/child.h"
#include "app/bench/support/measure.h"
#include "app/bench/support/workload.h"
#include "app/benchmark.h"
#include "bankfile/bankfile.h"

#include <unistd.h>

enum { N43_ROWS_MAX = 490000 };

static const char *const options[] = {"rows", "format", NULL};

/* One file, and what is found in it. */
struct reading {
    const char *path;
    int64_t entries, cents, unreconciled;
    double wall_s, cpu_s;
};

static enum err on_begin(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)c, (void)self, (void)s;
    return OK;
}

static enum err on_entry(struct ctx *c, void *self, struct bankfile_statement *s,
                         const struct bankfile_entry *e)
{
    struct reading *r = self;
    struct decimal cents;
    (void)s;
    if (!decimal_rescale(e->amount, 2, &cents))
        return fail(c, ERR_CORRUPT, "an amount has more places than were written");
    r->entries++;
    r->cents += cents.digits;
    return OK;
}

static enum err on_end(struct ctx *c, void *self, struct bankfile_statement *s)
{
    struct reading *r = self;
    (void)c;
    r->unreconciled += s->reconciles == RECONCILES_NO;
    return OK;
}

/* In the forked process. */
static enum err read_file(struct ctx *c, void *self, void *result)
{
    struct reading *r = result;
    *r = *(const struct reading *)self;
    struct bankfile_sink sink = {r, on_begin, on_entry, on_end};
    struct bankfile_options how = {.default_currency = "EUR"};
    struct bankfile_report report = {0};
    struct source *source;
    double started = seconds_now(), used = seconds_cpu();
    TRY(source_open(c, r->path, &source));
    TRY(bankfile_read(c, source, &how, &sink, &report));
    r->wall_s = seconds_now() - started;
    r->cpu_s = seconds_cpu() - used;
    return OK;
}

static enum err check(struct ctx *c, const char *format, const struct reading *r, int64_t rows,
                      const struct workload_sums *sums)
{
    int64_t cents = 0;
    for (int i = 0; i < WORKLOAD_ACCOUNTS; i++)
        cents += sums->balances[i];
    if (r->entries != rows || r->cents != cents || r->unreconciled > 0)
        return fail(c, ERR_CORRUPT, "%s: %lld of %lld rows were read, %lld statements do not reconcile",
                    format, (long long)r->entries, (long long)rows, (long long)r->unreconciled);
    return OK;
}

static enum err one_format(struct ctx *c, struct bench *b, const char *format, int64_t rows)
{
    struct workload_sums *sums = ARENA_NEW(c->arena, struct workload_sums);
    struct reading file = {.path = arena_printf(c->arena, "%s/rows.%s", b->folder, format)}, r;
    struct cost cost;
    TRY(workload_write(c, rows, format, file.path, sums));
    TRY(child_fork(c, read_file, &file, &r, sizeof r, &cost));
    TRY(check(c, format, &r, rows, sums));
    bench_section(b, format);
    bench_count(b, "rows", rows);
    bench_count(b, "size_bytes", sums->bytes);
    bench_number(b, "wall_s", r.wall_s);
    bench_number(b, "cpu_s", r.cpu_s);
    bench_number(b, "speed_mb_per_s", (double)sums->bytes / 1e6 / r.wall_s);
    bench_number(b, "rows_per_s", (double)rows / r.wall_s);
    bench_number(b, "peak_mib", cost.peak_mib);
    unlink(file.path);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    const char *only = invocation_value(b->inv, "format");
    int64_t rows;
    TRY(invocation_int(c, b->inv, "rows", 1, 10000000, 100000, &rows));
    if (only != NULL && !workload_has_format(only))
        return usage_error(c, b->inv, "bench read takes csv, ofx, qif, camt053, mt940 or n43, not \"%s\"",
                           only);
    for (const char *const *format = workload_formats; *format != NULL; format++) {
        bool small =
            strcmp(*format, "n43") == 0 && rows > N43_ROWS_MAX; /* its last record counts in six digits */
        if (only == NULL || strcmp(only, *format) == 0)
            TRY(one_format(c, b, *format, small ? N43_ROWS_MAX : rows));
    }
    return OK;
}

const struct benchmark benchmark_read = {
    .name = "read",
    .summary = "parsing alone: csv, ofx, qif, camt.053, MT940, Norma 43",
    .options = options,
    .run = run,
};
