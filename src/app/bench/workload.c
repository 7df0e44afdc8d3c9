/* florin bench workload: writes the benchmarks' bank file, its rules, and what the right answers are, for
 * others to work on. */
#include "app/bench/support/workload.h"

#include "app/bench/support/measure.h"
#include "app/benchmark.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static const char *const options[] = {"rows", "format", "out", NULL};

/* The categories of the rules, each once, then that of what no rule sorts. */
static size_t list_categories(const char *out[WORKLOAD_RULES + 1])
{
    size_t count = 0;
    for (int rule = 0; rule <= WORKLOAD_RULES; rule++) {
        size_t at = 0;
        while (at < count && strcmp(out[at], workload_category(rule)) != 0)
            at++;
        if (at == count)
            out[count++] = workload_category(rule);
    }
    return count;
}

static int64_t cell(const struct workload_sums *sums, int month, const char *category)
{
    int64_t sum = 0;
    for (int rule = 0; rule <= WORKLOAD_RULES; rule++)
        if (strcmp(workload_category(rule), category) == 0)
            sum += sums->cells[month][rule];
    return sum;
}

/* Keys "2021-01 Expenses:Groceries"; money spent is positive. */
static void write_cells(struct json *j, const struct workload_sums *sums)
{
    const char *categories[WORKLOAD_RULES + 1];
    size_t count = list_categories(categories);
    char key[128], month[DATE_TEXT_MAX];
    json_key(j, "month_category_cents");
    json_object(j);
    for (int m = 0; m < WORKLOAD_MONTHS; m++) {
        for (size_t i = 0; i < count; i++) {
            int64_t cents = cell(sums, m, categories[i]);
            if (cents == 0)
                continue;
            snprintf(key, sizeof key, "%s %s", month_format(date_month(workload_first_day()) + m, month),
                     categories[i]);
            json_key_int(j, key, -cents);
        }
    }
    json_object_end(j);
}

static enum err write_expected(struct ctx *c, const char *path, int64_t rows,
                               const struct workload_sums *sums)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_int(&j, "n", rows);
    json_key_int(&j, "rules_matched", sums->ruled);
    json_key_int(&j, "twins", sums->twins);
    json_key(&j, "balances_cents");
    json_object(&j);
    for (int i = 0; i < WORKLOAD_ACCOUNTS; i++)
        json_key_int(&j, workload_account(i), sums->balances[i]);
    json_object_end(&j);
    write_cells(&j, sums);
    json_object_end(&j);
    FILE *f = fopen(path, "we");
    if (f == NULL)
        return fail(c, ERR_IO, "%s: %s", path, strerror(errno));
    bool good = fwrite(out->at, 1, out->len, f) == out->len;
    return fclose(f) == 0 && good ? OK : fail(c, ERR_IO, "%s cannot be written", path);
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct workload_sums *sums = ARENA_NEW(c->arena, struct workload_sums);
    const char *folder = invocation_value(b->inv, "out"), *format = invocation_value(b->inv, "format");
    int64_t rows;
    TRY(invocation_int(c, b->inv, "rows", 1, 100000000, 100000, &rows));
    format = format == NULL ? "csv" : format;
    if (!workload_has_format(format))
        return usage_error(c, b->inv,
                           "bench workload writes csv, ofx, qif, camt053, mt940 or n43, not \"%s\"", format);
    if (folder == NULL)
        return usage_error(c, b->inv, "bench workload needs --out DIR");
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return fail(c, ERR_INPUT, "%s: %s", folder, strerror(errno));
    double started = seconds_now();
    TRY(workload_write(c, rows, format, arena_printf(c->arena, "%s/rows.%s", folder, format), sums));
    double took = seconds_now() - started;
    TRY(workload_write_rules(c, arena_printf(c->arena, "%s/rules.tsv", folder)));
    TRY(write_expected(c, arena_printf(c->arena, "%s/expected.json", folder), rows, sums));
    bench_section(b, "workload");
    bench_count(b, "rows", rows);
    bench_count(b, "twins", sums->twins);
    bench_count(b, "ruled", sums->ruled);
    bench_count(b, "size_bytes", sums->bytes);
    bench_number(b, "rows_per_s", (double)rows / took);
    return OK;
}

const struct benchmark benchmark_workload = {
    .name = "workload",
    .summary = "no benchmark: writes a bank file, rules and the right answers to --out DIR",
    .options = options,
    .run = run,
};
