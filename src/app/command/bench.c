/* florin bench: what Florin costs on this machine. */
#include "app/app.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

enum { DISK_WRITES = 300 };

static const struct command_option options[] = {
    {"data", 0, "DIR",
     "make the benchmark's own folder in DIR (default: $TMPDIR, else /tmp); your data is not touched"},
    {"rows", 0, "N", "transactions of the workload"},
    {"rate", 0, "N", "agents: payments a second"},
    {"seconds", 0, "N", "agents: for so long"},
    {"count", 0, "N", "payments: how many are due"},
    {"events", 0, "N", "bus: how many events"},
    {"from", 0, "N", "scale: the smallest number of rows"},
    {"to", 0, "N", "scale: the largest number of rows"},
    {"writes", 0, "N", "fsync, store: how many writes"},
    {"format", 0, "NAME", "import: csv or ofx; read: one format instead of all; workload: the file's"},
    {"only-rules", 0, NULL, "import: no classifier, no pairing of transfers"},
    {"out", 0, "PATH", "workload: the folder to write it to; forecast, embed, categorise, vectors: the file"},
    {"seeds", 0, "N", "iforest, fraud: repeat with seeds 1 to N"},
    {"variant", 0, "NAME", "iforest: standard or best (default: both)"},
    {"trees", 0, "N", "iforest: trees of the forest"},
    {"samples", 0, "N", "iforest: rows that each tree is grown from"},
    {"approximate", 0, NULL, "vectors: the index for large sets, beside the exact search"},
    {"threads", 0, "N",
     "threads to use; the answer is the same at any number (default: 1; forecast, trinity: all)"},
    {"train", 0, "DATE", "fraud: the first of seven days to learn from"},
    {"test", 0, "DATE",
     "fraud: the first of seven days to be judged by; security: the day on which the watch begins"},
    {"method", 0, "NAME", "forecast: which (default: all)"},
    {"seasonality", 0, "NAME",
     "forecast: what tells a season: levels, differences or either (default: levels; ets, best: either)"},
    {"until", 0, "YEAR", "trinity: the last year"},
    {"check", 0, "FILE", "fraud: features to compare with"},
    {"report", 0, "PATH",
     "fraud: write a report with curves, cases and reasons; .json for programs, else a page"},
    {"model", 0, "DIR", "embed: a folder with a model (default: the built-in one)"},
    {"batch", 0, "N", "embed: texts that are worked on together"},
    {"hard", 0, NULL, "recurring: without the counterparty"},
    {"folds", 0, "N", "categorise: parts, each judged by what the others taught (default: 5)"},
    {"seed", 0, "N", "categorise: deals the payees to the folds (default: 1)"},
    {"categories", 0, "N", "categorise: only the commonest N (default: all; of brands: 20)"},
    {"passes", 0, "N", "categorise: learn the examples so many times (default: 2)"},
    {"precision", 0, "PERCENT",
     "categorise: answers are to be right so often, else there is none (default: 90)"},
    {"labels", 0, "NAME", "categorise: of brands: grouped, leaves or raw (default: grouped)"},
    {"text", 0, "COLUMN", "categorise: the payee's column in a file of another shape (default: the first)"},
    {0},
};

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void)facts, (void)kind, (void)where;
    return remove(path);
}

static void remove_folder(void *thing)
{
    enum { FILES_OPEN = 16 };
    nftw(thing, remove_one, FILES_OPEN, FTW_DEPTH | FTW_PHYS);
}

static enum err make_folder(struct ctx *c, struct bench *b)
{
    const char *parent = invocation_value(b->inv, "data");
    if (parent == NULL)
        parent = getenv("TMPDIR");
    if (parent == NULL || parent[0] == '\0')
        parent = "/tmp";
    char *folder = arena_printf(c->arena, "%s/florin-bench-XXXXXX", parent);
    if (mkdtemp(folder) == NULL)
        return fail(c, ERR_INPUT, "no folder can be made in %s: %s", parent, strerror(errno));
    arena_defer(c->arena, remove_folder, folder);
    b->folder = folder;
    return OK;
}

static const struct benchmark *find(const char *name)
{
    for (const struct benchmark *const *at = benchmarks; *at != NULL; at++)
        if (strcmp((*at)->name, name) == 0)
            return *at;
    return NULL;
}

static enum err list(const struct invocation *inv)
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_array(&j);
    for (const struct benchmark *const *at = benchmarks; *at != NULL; at++) {
        if (!inv->json)
            printf("  %-10s %s%s%s\n", (*at)->name, (*at)->files == NULL ? "" : (*at)->files,
                   (*at)->files == NULL ? "" : ": ", (*at)->summary);
        json_object(&j);
        json_key_z(&j, "name", (*at)->name);
        json_key_z(&j, "summary", (*at)->summary);
        json_object_end(&j);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(&out);
    buf_free(&out);
    return OK;
}

static bool takes(const struct benchmark *benchmark, const char *option)
{
    bool known = strcmp(option, "data") == 0;
    for (const char *const *own = benchmark->options; !known && *own != NULL; own++)
        known = strcmp(*own, option) == 0;
    return known;
}

static enum err check_options(struct ctx *c, const struct invocation *inv, const struct benchmark *benchmark)
{
    for (const struct command_option *o = options; o->name != NULL; o++)
        if (invocation_has(inv, o->name) && !takes(benchmark, o->name))
            return usage_error(c, inv, "bench %s takes no --%s", benchmark->name, o->name);
    return OK;
}

static enum err check_files(struct ctx *c, const struct invocation *inv, const struct benchmark *benchmark)
{
    int files = inv->count - 1;
    if (benchmark->files == NULL && files > 0)
        return usage_error(c, inv, "one benchmark at a time, not \"%s\" as well", inv->words[1]);
    if (files < benchmark->files_min || files > benchmark->files_max)
        return usage_error(c, inv, "it is: florin bench %s %s", benchmark->name, benchmark->files);
    return OK;
}

/* A number without the machine and the disk it was measured on tells nothing. */
static enum err tell_place(struct ctx *c, struct bench *b)
{
    struct machine machine;
    struct disk disk;
    machine_read(&machine);
    bench_section(b, "machine");
    bench_words(b, "program", "florin " FLORIN_VERSION);
    bench_words(b, "cpu", machine.cpu);
    bench_count(b, "cores", machine.cores);
    bench_count(b, "memory_mib", machine.memory_mib);
    bench_words(b, "kernel", machine.kernel);
    bench_number(b, "load", machine.load);
    if (b->folder == NULL)
        return OK;
    TRY(disk_measure(c, b->folder, DISK_WRITES, &disk));
    bench_section(b, "disk");
    bench_words(b, "file_system", disk.file_system);
    bench_number(b, "fsync_p50_ms", disk.p50_ms);
    bench_number(b, "fsync_p99_ms", disk.p99_ms);
    return OK;
}

static enum err measure(struct ctx *c, struct bench *b, const struct benchmark *benchmark)
{
    double started = seconds_now(), used = seconds_cpu();
    TRY(tell_place(c, b));
    TRY(benchmark->run(c, b));
    bench_section(b, "whole");
    bench_number(b, "wall_s", seconds_now() - started);
    bench_number(b, "cpu_s", seconds_cpu() - used);
    bench_number(b, "peak_mib", memory_peak_mib());
    return OK;
}

static void print_json(struct bench *b)
{
    if (b->section != NULL)
        json_object_end(&b->json);
    json_array_end(&b->goals_json);
    json_key(&b->json, "goals");
    json_raw(&b->json, buf_view(b->goals));
    json_object_end(&b->json);
    app_print_json(b->out);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    if (inv->count == 0)
        return list(inv);
    const struct benchmark *benchmark = find(inv->words[0]);
    if (benchmark == NULL)
        return usage_error(c, inv, "there is no benchmark \"%s\" (florin bench lists them)", inv->words[0]);
    TRY(check_files(c, inv, benchmark));
    TRY(check_options(c, inv, benchmark));
    struct bench b = {.inv = inv, .out = buf_in_arena(c->arena), .goals = buf_in_arena(c->arena)};
    b.files = inv->words + 1;
    b.file_count = inv->count - 1;
    b.json = json_into(b.out);
    b.goals_json = json_into(b.goals);
    json_object(&b.json);
    json_key_z(&b.json, "benchmark", benchmark->name);
    json_array(&b.goals_json);
    if (benchmark->files == NULL)
        TRY(make_folder(c, &b));
    TRY(measure(c, &b, benchmark));
    if (inv->json)
        print_json(&b);
    return OK;
}

const struct command command_bench = {
    .name = "bench",
    .summary = "Measure what Florin costs on this machine",
    .usage = "[BENCHMARK] [OPTIONS] [FILE...]",
    .details = "Without a BENCHMARK, lists them. Each makes its own work in a folder of its own, checks the "
               "answers, prints times,\n"
               "rates, memory and what an fsync costs here, and removes the folder. Missed goals are told; "
               "they are no failure.\n"
               "Some compute a published figure from files that they are given, plain or gzipped.",
    .options = options,
    .run = run,
};
