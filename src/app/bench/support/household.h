/* A household of the workload: imported by the real command, asked in this process, checked against the
 * workload's own sums. */
#ifndef APP_BENCH_SUPPORT_HOUSEHOLD_H
#define APP_BENCH_SUPPORT_HOUSEHOLD_H

#include "app/bench/support/child.h"
#include "app/bench/support/workload.h"
#include "store/store.h"

/* What is imported into where. */
struct household_files {
    const char *data, *file, *rules;
    int64_t rows;
    bool only_rules;
    struct workload_sums sums;
};

/* Writes workload and rules into `folder`; the data folder will be in it, too. */
enum err household_write(struct ctx *c, const char *folder, int64_t rows, const char *format,
                         struct household_files *out) MUST_USE;

/* Runs `florin import` in a process of its own. ERR_CORRUPT when it did not add all rows, or, with `again`,
 * did not know all. */
enum err household_import(struct ctx *c, const struct household_files *files, bool again,
                          struct cost *cost) MUST_USE;

/* Opens the data for reading, until the arena goes. */
enum err household_open(struct ctx *c, const struct household_files *files, struct store **out) MUST_USE;
/* One look at the monthly spending by category; *rows is how many cells there are. With `check`, each is
 * compared with the workload's sums, which is possible when rules alone sorted. */
enum err household_spending(struct ctx *c, struct store *store, const struct household_files *files,
                            bool check, size_t *rows) MUST_USE;
/* One look at the balances; with `check`, they are compared with the workload's. */
enum err household_balances(struct ctx *c, struct store *store, const struct household_files *files,
                            bool check) MUST_USE;

#endif
