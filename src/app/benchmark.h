/* A benchmark of `florin bench`: one file in app/bench/, found by its file name. `bench/fsync.c` defines
 *     const struct benchmark benchmark_fsync = {…};
 * and nothing else is edited. What several share is in app/bench/support/.
 *
 * A benchmark makes its own work, the same on every machine, in a folder of its own that is removed
 * afterwards; it checks the answers before it tells the times. One that computes a published figure takes files instead
 * (`files`), and needs neither folder nor disk. Whether a goal was met is told, and never
 * decides how the program ends. */
#ifndef APP_BENCHMARK_H
#define APP_BENCHMARK_H

#include "app/command.h"
#include "base/json.h"

struct bench;

struct benchmark {
    const char *name;
    const char *summary; /* one line for the list of benchmarks */
    const char *const
        *options; /* which of the command's options it takes, ended by NULL; "data" is taken by all */
    enum err (*run)(struct ctx *c, struct bench *b);
    const char *files;        /* how its usage calls them: "FILE..."; NULL: takes none */
    int files_min, files_max; /* how many */
};

/* All benchmarks by name, NULL-terminated; generated from the folder. */
extern const struct benchmark *const benchmarks[];

/* One run, and what it prints: lines as they come, or one JSON object at the end. */
struct bench {
    const struct invocation *inv;
    const char *folder; /* fresh and empty; removed when the arena goes; NULL for one that takes files */
    const char *const *files;
    int file_count;
    struct buf *out; /* the JSON */
    struct json json;
    struct buf *goals; /* JSON as well, put behind the sections */
    struct json goals_json;
    const char *section; /* under way; NULL: none */
};

/* Figures belong to a section: "import", "fsck". */
void bench_section(struct bench *b, const char *name);
/* A key ends in its unit: _s _ms _us _ns _mib _mb _bytes _percent, and _per_s for rates. People see the unit
 * behind the number. */
void bench_number(struct bench *b, const char *key, double value);
void bench_count(struct bench *b, const char *key, int64_t value);
void bench_words(struct bench *b, const char *key, const char *value);
/* A number that is to stay below a goal. */
void bench_goal(struct bench *b, const char *key, double value, double below);

#endif
