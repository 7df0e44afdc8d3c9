/* florin bench trinity: which withdrawals would have lasted, from Shiller's annual data (YEAR,P,D,E,R,RLONG,CPI), as a table
 *     stock_allocation,years,withdrawal_rate,shiller_reproduction,n_periods
 * and how fast a million drawn futures of thirty years are. */
#include "numerics/simulate/trinity.h"

#include "app/bench/support/measure.h"
#include "app/bench/support/table.h"
#include "app/benchmark.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_YEAR = 1926, PATHS = 1000000, FUTURE_YEARS = 30 };

static const char *const options[] = {"until", "out", "threads", NULL};
static const double stock_shares[] = {1, 0.75, 0.5, 0.25, 0};
static const int32_t terms[] = {15, 20, 25, 30};
enum {
    SHARES = sizeof stock_shares / sizeof *stock_shares,
    TERMS = sizeof terms / sizeof *terms,
    RATE_FIRST = 3,
    RATE_LAST = 12 /* per cent */
};

static enum err read_years(struct ctx *c, const char *file, struct shiller_year **rows, size_t *count)
{
    static const char *const names[] = {"YEAR", "P", "D", "R", "RLONG", "CPI", NULL};
    struct table_lines lines;
    size_t k[sizeof names / sizeof *names];
    bool more;
    TRY(table_lines_open(c, file, &lines));
    TRY(table_columns(c, &lines, names, k));
    *rows = ARENA_ARRAY(c->arena, struct shiller_year, SIMULATE_HISTORY_MAX);
    *count = 0;
    for (;;) {
        struct shiller_year *row = &(*rows)[*count];
        int64_t year;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            return OK;
        if (*count == SIMULATE_HISTORY_MAX - 1)
            return fail(c, ERR_LIMIT, "%s: more than %d years", file, SIMULATE_HISTORY_MAX - 1);
        TRY(table_int(c, &lines, k[0], &year));
        if (year < 1 || year > 9999)
            return fail(c, ERR_INPUT, "%s, line %zu: no year", file, lines.line);
        row->year = (int32_t)year;
        TRY(table_number(c, &lines, k[1], &row->price));
        TRY(table_number(c, &lines, k[2], &row->dividend));
        TRY(table_number(c, &lines, k[3], &row->short_percent));
        TRY(table_number(c, &lines, k[4], &row->long_percent));
        TRY(table_number(c, &lines, k[5], &row->prices));
        *count += 1;
    }
}

/* A plan of one mix, and the same share of the beginning drawn every year. */
static struct plan steady_plan(struct arena *arena, size_t years, double stocks, double rate)
{
    double *weights = ARENA_ARRAY(arena, double, 2 * years), *flows = ARENA_ARRAY(arena, double, years);
    for (size_t i = 0; i < years; i++) {
        weights[2 * i] = stocks;
        weights[2 * i + 1] = 1 - stocks;
        flows[i] = -1e6 * rate;
    }
    return (struct plan){.years = years, .assets = 2, .weights = weights, .flows = flows, .start = 1e6};
}

/* "1.0", "0.75": as short as two decimals allow. */
static const char *brief(double value, char out[16])
{
    int n = snprintf(out, 16, "%.2f", value);
    if (out[n - 1] == '0')
        out[n - 1] = '\0';
    return out;
}

static enum err put_cell(struct ctx *c, struct bench *b, struct buf *csv, const struct real_year *years,
                         size_t count, double stocks, int32_t term, int percent, int32_t until)
{
    struct plan plan = steady_plan(c->arena, (size_t)term, stocks, percent / 100.0);
    struct outcome outcome;
    char one[16], two[16], three[16], rounded[16];
    TRY(trinity_success(c, &plan, years, count, FIRST_YEAR, until, &outcome));
    snprintf(rounded, sizeof rounded, "%.2f", outcome.success);
    buf_printf(csv, "%s,%d,%s,%s,%zu\n", brief(stocks, one), (int)term, brief(percent / 100.0, two),
               brief(outcome.success, three), outcome.paths);
    if (!b->inv->json)
        return OK;
    json_object(&b->json);
    json_key(&b->json, "stock_allocation"), json_double(&b->json, stocks);
    json_key_int(&b->json, "years", term);
    json_key(&b->json, "withdrawal_rate"), json_double(&b->json, percent / 100.0);
    json_key(&b->json, "success"), json_double(&b->json, strtod(rounded, NULL));
    json_key_int(&b->json, "n_periods", (int64_t)outcome.paths);
    json_object_end(&b->json);
    return OK;
}

static enum err keep(struct ctx *c, const struct bench *b, const struct buf *csv)
{
    const char *file = invocation_value(b->inv, "out");
    if (file == NULL)
        return OK;
    FILE *f = fopen(file, "w");
    if (f == NULL)
        return fail(c, ERR_IO, "%s cannot be written: %s", file, strerror(errno));
    bool good = fwrite(csv->at, 1, csv->len, f) == csv->len;
    return fclose(f) == 0 && good ? OK : fail(c, ERR_IO, "%s cannot be written: %s", file, strerror(errno));
}

static enum err print_table(struct ctx *c, struct bench *b, const struct real_year *years, size_t count,
                            int32_t until)
{
    struct buf *csv = buf_in_arena(c->arena);
    bench_section(b, "trinity");
    bench_count(b, "first_year", FIRST_YEAR);
    bench_count(b, "last_year", until);
    if (b->inv->json) {
        json_key(&b->json, "table");
        json_array(&b->json);
    }
    buf_z(csv, "stock_allocation,years,withdrawal_rate,shiller_reproduction,n_periods\n");
    for (size_t i = 0; i < SHARES; i++)
        for (size_t k = 0; k < TERMS; k++)
            for (int percent = RATE_FIRST; percent <= RATE_LAST && until - FIRST_YEAR + 1 >= terms[k];
                 percent++)
                TRY(put_cell(c, b, csv, years, count, stock_shares[i], terms[k], percent, until));
    if (b->inv->json)
        json_array_end(&b->json);
    else
        fputs(csv->at, stdout);
    return keep(c, b, csv);
}

/* A thousand millions would not be more exact than the history they are drawn from; it is the time that is told. */
static enum err draw_futures(struct ctx *c, struct bench *b, const struct market *market, const char *section,
                             int threads)
{
    static const double fractions[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    struct plan plan = steady_plan(c->arena, FUTURE_YEARS, 0.5, 0.04);
    double *ends = ARENA_ARRAY(c->arena, double, PATHS), at[5];
    struct outcome outcome;
    double started = seconds_now();
    TRY(simulate_paths(c, &plan, market, &(struct simulation){.paths = PATHS, .seed = 1, .threads = threads},
                       ends, &outcome));
    double taken = seconds_now() - started;
    simulate_percentiles(ends, PATHS, fractions, 5, at);
    bench_section(b, section);
    bench_count(b, "paths", PATHS);
    bench_count(b, "years", FUTURE_YEARS);
    bench_count(b, "threads", threads);
    bench_number(b, "success_percent", 100 * outcome.success);
    bench_number(b, "standard_error_percent", 100 * outcome.standard_error);
    bench_number(b, "end_5th_percentile", at[0]);
    bench_number(b, "end_median", at[2]);
    bench_number(b, "end_95th_percentile", at[4]);
    bench_number(b, "paths_per_s", PATHS / taken);
    bench_goal(b, "time_s", taken, 1);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct shiller_year *rows;
    size_t count;
    int64_t until, threads;
    struct machine machine;
    machine_read(&machine);
    TRY(read_years(c, b->files[0], &rows, &count));
    if (count < 2)
        return fail(c, ERR_INPUT, "%s: fewer than two years", b->files[0]);
    struct real_year *years = ARENA_ARRAY(c->arena, struct real_year, count);
    TRY(trinity_returns(c, rows, count, years));
    int32_t last = years[count - 2].year;
    if (last < FIRST_YEAR || years[0].year > FIRST_YEAR)
        return fail(c, ERR_INPUT, "%s: the years do not go from %d or before to a later one", b->files[0],
                    FIRST_YEAR);
    TRY(invocation_int(c, b->inv, "until", FIRST_YEAR, last, last, &until));
    TRY(invocation_int(c, b->inv, "threads", 1, SIMULATE_THREADS_MAX, machine.cores, &threads));
    TRY(print_table(c, b, years, count - 1, (int32_t)until));
    double means[2], deviations[2], correlations[4];
    double *returns = ARENA_ARRAY(c->arena, double, 2 * (count - 1));
    for (size_t i = 0; i + 1 < count; i++)
        memcpy(returns + 2 * i, years[i].returns, sizeof years[i].returns);
    struct history history = {.years = count - 1, .assets = 2, .returns = returns};
    TRY(simulate_fit(c, &history, means, deviations, correlations));
    struct market market = {.kind = MARKET_LOGNORMAL,
                            .assets = 2,
                            .log_means = means,
                            .log_deviations = deviations,
                            .correlations = correlations,
                            .history = history,
                            .mean_block_years = 8};
    TRY(draw_futures(c, b, &market, "lognormal", (int)threads));
    market.kind = MARKET_BOOTSTRAP;
    return draw_futures(c, b, &market, "bootstrap", (int)threads);
}

const struct benchmark benchmark_trinity = {
    .name = "trinity",
    .summary = "which withdrawals lasted, from Shiller's data; a million drawn futures",
    .options = options,
    .run = run,
    .files = "SHILLER.csv",
    .files_min = 1,
    .files_max = 1,
};
