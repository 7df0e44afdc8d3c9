#include "app/bench/support/household.h"

#include "finance/report.h"
#include "store/entity/household.h"
#include "store/store_driver.h"

#include <stdlib.h>

enum err household_write(struct ctx *c, const char *folder, int64_t rows, const char *format,
                         struct household_files *out)
{
    *out = (struct household_files){.data = arena_printf(c->arena, "%s/data", folder),
                                    .file = arena_printf(c->arena, "%s/rows.%s", folder, format),
                                    .rules = arena_printf(c->arena, "%s/rules.tsv", folder),
                                    .rows = rows};
    TRY(workload_write(c, rows, format, out->file, &out->sums));
    return workload_write_rules(c, out->rules);
}

enum err household_import(struct ctx *c, const struct household_files *files, bool again, struct cost *cost)
{
    const char *words[] = {"import",     "--data",    files->data,
                           "--yes",      "--json",    "--rules",
                           files->rules, files->file, files->only_rules ? "--only-rules" : NULL,
                           NULL};
    struct text said;
    int64_t added, duplicates;
    TRY(child_run(c, words, &said, cost));
    TRY(child_number(c, said, "added", &added));
    TRY(child_number(c, said, "duplicates", &duplicates));
    if ((again ? duplicates : added) != files->rows || (again ? added : duplicates) != 0)
        return fail(c, ERR_CORRUPT, "of %lld rows %lld were added and %lld known%s", (long long)files->rows,
                    (long long)added, (long long)duplicates,
                    again ? ", though all were imported before" : "");
    return OK;
}

static void close_store(void *thing)
{
    store_close(thing);
}

enum err household_open(struct ctx *c, const struct household_files *files, struct store **out)
{
    TRY(store_open(c, &store_sqlite, files->data, false, out));
    arena_defer(c->arena, close_store, *out);
    return OK;
}

static const struct report_filter everything = {.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};

/* What the workload spent in a month on a category; positive. */
static int64_t spent(const struct workload_sums *sums, int month, struct text category)
{
    int64_t cents = 0;
    for (int rule = 0; rule <= WORKLOAD_RULES; rule++)
        if (text_is(category, workload_category(rule)))
            cents -= sums->cells[month][rule];
    return cents;
}

/* What was spent in all, so that no cell can be missing. */
static int64_t spent_in_all(const struct workload_sums *sums)
{
    int64_t cents = 0;
    for (int month = 0; month < WORKLOAD_MONTHS; month++)
        for (int rule = 0; rule <= WORKLOAD_RULES; rule++)
            if (text_starts(text_of(workload_category(rule)), TEXT("Expenses:")))
                cents -= sums->cells[month][rule];
    return cents;
}

static enum err check_spending(struct ctx *c, const struct report_spending *rows, size_t count,
                               const struct workload_sums *sums)
{
    char month[DATE_TEXT_MAX];
    int64_t all = 0;
    for (size_t i = 0; i < count; i++) {
        int at = rows[i].month - date_month(workload_first_day());
        if (at < 0 || at >= WORKLOAD_MONTHS || rows[i].amount != spent(sums, at, rows[i].category))
            return fail(c, ERR_CORRUPT, "the spending of %s on %.*s is wrong",
                        month_format(rows[i].month, month), TEXT_ARGS(rows[i].category));
        all += rows[i].amount;
    }
    return all == spent_in_all(sums) ? OK : fail(c, ERR_CORRUPT, "the report misses some of the spending");
}

enum err household_spending(struct ctx *c, struct store *store, const struct household_files *files,
                            bool check, size_t *rows)
{
    struct store_tx *tx;
    struct report_book book;
    struct report_spending *cells;
    TRY(store_begin_read(c, store, &tx));
    TRY(report_load(c, tx, HOUSEHOLD_FIRST, 0, &book));
    TRY(report_spending(c, &book, &everything, REPORT_BY_BOTH, &cells, rows));
    if (check && files->only_rules)
        TRY(check_spending(c, cells, *rows, &files->sums));
    return store_commit(c, tx);
}

static int by_number(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Sorted, because formats name accounts in their own ways. */
static enum err check_balances(struct ctx *c, const struct report_balance *rows, size_t count,
                               const struct workload_sums *sums)
{
    int64_t ours[WORKLOAD_ACCOUNTS], right[WORKLOAD_ACCOUNTS];
    size_t wanted = 0;
    for (int i = 0; i < WORKLOAD_ACCOUNTS; i++)
        if (sums->balances[i] != 0)
            right[wanted++] = sums->balances[i];
    size_t found = 0;
    for (size_t i = 0; i < count && found < WORKLOAD_ACCOUNTS; i++)
        if (rows[i].balance != 0)
            ours[found++] = rows[i].balance;
    qsort(ours, found, sizeof *ours, by_number);
    qsort(right, wanted, sizeof *right, by_number);
    if (found != wanted || memcmp(ours, right, wanted * sizeof *right) != 0)
        return fail(c, ERR_CORRUPT, "the balances are not the sums of the workload");
    return OK;
}

enum err household_balances(struct ctx *c, struct store *store, const struct household_files *files,
                            bool check)
{
    struct store_tx *tx;
    struct report_book book;
    struct report_balance *rows;
    size_t count;
    TRY(store_begin_read(c, store, &tx));
    TRY(report_load(c, tx, HOUSEHOLD_FIRST, 0, &book));
    TRY(report_balances(c, &book, &everything, &rows, &count));
    if (check)
        TRY(check_balances(c, rows, count, &files->sums));
    return store_commit(c, tx);
}
