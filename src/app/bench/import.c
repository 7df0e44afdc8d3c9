/* florin bench import: a bank file into a new household, the same file again, the reports, fsck and undo.
 * Commands run in processes of their own, as users run them. */
#include "app/bench/support/household.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"

enum { COLD_RUNS = 15, WARM_RUNS = 101, ROWS_MAX = 100000000 };

static const char *const options[] = {"rows", "format", "only-rules", NULL};

/* What an import of so many rows should stay below; 0: no goal. */
struct goals {
    int64_t rows;
    double import_s, reimport_s, peak_mib;
};
static const struct goals known_goals[] = {{100000, 1, 0, 64}, {1000000, 10, 5, 256}};

static struct goals goals_for(int64_t rows)
{
    for (size_t i = 0; i < sizeof known_goals / sizeof *known_goals; i++)
        if (known_goals[i].rows == rows)
            return known_goals[i];
    return (struct goals){.rows = rows};
}

static void tell(struct bench *b, const char *key, double value, double below)
{
    if (below > 0)
        bench_goal(b, key, value, below);
    else
        bench_number(b, key, value);
}

static enum err time_import(struct ctx *c, struct bench *b, const struct household_files *files, bool again)
{
    struct goals goals = goals_for(files->rows);
    struct cost cost;
    TRY(household_import(c, files, again, &cost));
    bench_section(b, again ? "reimport" : "import");
    tell(b, "wall_s", cost.wall_s, again ? goals.reimport_s : goals.import_s);
    bench_number(b, "cpu_s", cost.cpu_s);
    tell(b, "peak_mib", cost.peak_mib, goals.peak_mib);
    bench_number(b, "rows_per_s", (double)files->rows / cost.wall_s);
    bench_number(b, "cpu_per_row_us", cost.cpu_s * 1e6 / (double)files->rows);
    return OK;
}

static enum err time_cold(struct ctx *c, struct bench *b, const char *const *words, double below_ms)
{
    double times[COLD_RUNS];
    for (int i = 0; i < COLD_RUNS; i++) {
        struct cost cost;
        TRY(child_run(c, words, NULL, &cost));
        times[i] = cost.wall_s * 1e3;
    }
    bench_goal(b, "cold_p50_ms", percentile(times, COLD_RUNS, 50), below_ms);
    return OK;
}

static enum err time_spending(struct ctx *c, struct bench *b, const struct household_files *files,
                              struct store *store)
{
    const char *words[] = {"report", "spending", "--json", "--data", files->data, NULL};
    double times[WARM_RUNS];
    size_t rows = 0;
    TRY(household_spending(c, store, files, true, &rows));
    for (int i = 0; i < WARM_RUNS; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        double start = seconds_now();
        TRY(household_spending(c, store, files, false, &rows));
        times[i] = (seconds_now() - start) * 1e3;
        arena_rewind(c->arena, mark);
    }
    bench_section(b, "spending");
    bench_count(b, "cells", (int64_t)rows);
    TRY(time_cold(c, b, words, 50));
    bench_goal(b, "warm_p50_ms", percentile(times, WARM_RUNS, 50), 5);
    return OK;
}

static enum err time_balances(struct ctx *c, struct bench *b, const struct household_files *files,
                              struct store *store)
{
    const char *words[] = {"report", "balances", "--json", "--data", files->data, NULL};
    double times[WARM_RUNS];
    TRY(household_balances(c, store, files, true));
    for (int i = 0; i < WARM_RUNS; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        double start = seconds_now();
        TRY(household_balances(c, store, files, false));
        times[i] = (seconds_now() - start) * 1e3;
        arena_rewind(c->arena, mark);
    }
    bench_section(b, "balances");
    TRY(time_cold(c, b, words, 50));
    bench_goal(b, "warm_p50_ms", percentile(times, WARM_RUNS, 50), 1);
    return OK;
}

/* The store is open only as long as it is asked, so that undo finds the data free. */
static enum err time_reports(struct ctx *c, struct bench *b, const struct household_files *files)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct store *store;
    TRY(household_open(c, files, &store));
    TRY(time_spending(c, b, files, store));
    TRY(time_balances(c, b, files, store));
    int64_t bytes = store_size_bytes(store);
    bench_section(b, "data");
    bench_number(b, "size_mib", (double)bytes / (1 << 20));
    bench_number(b, "row_bytes", (double)bytes / (double)files->rows);
    arena_rewind(c->arena, mark);
    return OK;
}

static enum err time_command(struct ctx *c, struct bench *b, const char *const *words, struct text *said)
{
    struct cost cost;
    TRY(child_run(c, words, said, &cost));
    bench_section(b, words[0]);
    bench_number(b, "wall_s", cost.wall_s);
    bench_number(b, "cpu_s", cost.cpu_s);
    bench_number(b, "peak_mib", cost.peak_mib);
    return OK;
}

/* The first import is the one with the rows. */
static enum err time_undo(struct ctx *c, struct bench *b, const struct household_files *files)
{
    const char *words[] = {"undo", "1", "--json", "--data", files->data, NULL};
    struct text said;
    int64_t voided;
    TRY(time_command(c, b, words, &said));
    TRY(child_number(c, said, "voided", &voided));
    if (voided != files->rows)
        return fail(c, ERR_CORRUPT, "undo took back %lld of %lld rows", (long long)voided,
                    (long long)files->rows);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct household_files *files = ARENA_NEW(c->arena, struct household_files);
    const char *format = invocation_value(b->inv, "format");
    int64_t rows;
    TRY(invocation_int(c, b->inv, "rows", 1, ROWS_MAX, 100000, &rows));
    format = format == NULL ? "csv" : format;
    if (strcmp(format, "csv") != 0 && strcmp(format, "ofx") != 0)
        return usage_error(c, b->inv, "bench import takes csv or ofx, not \"%s\"", format);
    TRY(household_write(c, b->folder, rows, format, files));
    files->only_rules = invocation_has(b->inv, "only-rules");
    bench_section(b, "workload");
    bench_words(b, "format", format);
    bench_words(b, "sorting",
                files->only_rules ? "rules alone" : "rules, classifier and pairing of transfers");
    bench_count(b, "rows", rows);
    bench_count(b, "rules", WORKLOAD_RULES);
    bench_count(b, "twins", files->sums.twins);
    bench_count(b, "size_bytes", files->sums.bytes);
    TRY(time_import(c, b, files, false));
    TRY(time_import(c, b, files, true));
    TRY(time_reports(c, b, files));
    const char *check[] = {"fsck", "--json", "--data", files->data, NULL};
    TRY(time_command(c, b, check, NULL));
    return time_undo(c, b, files);
}

const struct benchmark benchmark_import = {
    .name = "import",
    .summary = "import, the same file again, reports cold and warm, fsck, undo",
    .options = options,
    .run = run,
};
