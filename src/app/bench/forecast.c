/* florin bench forecast: how good forecasts are, from series with what came after them:
 *     series,…,period,…,h,frequency,…,train,test    train and test are numbers with blanks between them
 * as sMAPE, MASE and the share of values within the 80 and 95 % intervals, by period and over all; --out keeps the
 * forecasts as series,h1,h2,… */
#include "numerics/series/forecast.h"

#include "app/bench/support/measure.h"
#include "app/bench/support/table.h"
#include "app/benchmark.h"
#include "numerics/series/accuracy.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { PERIODS_MAX = 32, PERIOD_TEXT = 32, SECONDS_MAX = 2, THREADS_MAX = 256 };

static const char *const options[] = {"method", "out", "seasonality", "threads", NULL};

struct score {
    char period[PERIOD_TEXT];
    int64_t series, scaled; /* scaled: those that have a MASE */
    double smape, mase;
    int64_t values, within80, within95;
};

struct scores {
    struct score at[PERIODS_MAX];
    size_t count;
};

struct one_series {
    struct text name, period;
    double *train, *test;
    size_t n, tested, m, h;
    struct forecast forecast; /* of the method under way */
};

struct all_series {
    struct one_series *at;
    size_t count, h_max;
};

/* Numbers with blanks between them, into the arena. */
static enum err read_numbers(struct ctx *c, struct text t, double **out, size_t *count)
{
    const char *at = t.at, *end = t.at + t.len;
    *out = ARENA_ARRAY(c->arena, double, t.len / 2 + 1);
    *count = 0;
    while (at < end) {
        char *behind;
        if (*at == ' ') {
            at++;
            continue;
        }
        double value = strtod(at, &behind);
        if (behind == at || !isfinite(value))
            return fail(c, ERR_INPUT, "no number: %.20s", at);
        (*out)[(*count)++] = value;
        at = behind;
    }
    return OK;
}

static enum err read_one(struct ctx *c, const struct table_lines *lines, const size_t *k,
                         struct one_series *s)
{
    int64_t frequency, h;
    for (size_t i = 0; i < 6; i++)
        if (k[i] >= lines->count)
            return fail(c, ERR_INPUT, "the line is too short");
    TRY(table_int(c, lines, k[2], &h));
    TRY(table_int(c, lines, k[3], &frequency));
    if (h < 1 || h > FORECAST_AHEAD_MAX || frequency < 1 || frequency > SEASON_LENGTH_MAX)
        return fail(c, ERR_INPUT, "h and frequency are out of bounds");
    *s = (struct one_series){.name = text_copy(c->arena, lines->at[k[0]]),
                             .period = text_copy(c->arena, lines->at[k[1]]),
                             .m = (size_t)frequency,
                             .h = (size_t)h};
    TRY(read_numbers(c, lines->at[k[4]], &s->train, &s->n));
    TRY(read_numbers(c, lines->at[k[5]], &s->test, &s->tested));
    if (s->n < 1 || s->tested < s->h)
        return fail(c, ERR_INPUT, "there are %zu values and %zu after them; %zu are forecast", s->n,
                    s->tested, s->h);
    double *memory = ARENA_ARRAY(c->arena, double, 5 * s->h);
    s->forecast = (struct forecast){
        s->h, memory, memory + s->h, memory + 2 * s->h, memory + 3 * s->h, memory + 4 * s->h};
    return OK;
}

static enum err read_all(struct ctx *c, const char *file, struct all_series *out)
{
    static const char *const names[] = {"series", "period", "h", "frequency", "train", "test", NULL};
    enum { SERIES_MAX = 200000 };
    struct table_lines lines;
    size_t k[sizeof names / sizeof *names];
    bool more;
    TRY(table_lines_open(c, file, &lines));
    TRY(table_columns(c, &lines, names, k));
    *out = (struct all_series){.at = ARENA_ARRAY(c->arena, struct one_series, SERIES_MAX)};
    for (;;) {
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            return out->count > 0 ? OK : fail(c, ERR_INPUT, "%s: no series", file);
        if (out->count == SERIES_MAX)
            return fail(c, ERR_LIMIT, "%s: more than %d series", file, SERIES_MAX);
        struct one_series *s = &out->at[out->count++];
        enum err e = read_one(c, &lines, k, s);
        if (e != OK)
            return fail_within(c, e, "%s, line %zu", file, lines.line);
        out->h_max = s->h > out->h_max ? s->h : out->h_max;
    }
}

static struct score *score_of(struct scores *scores, struct text period)
{
    for (size_t i = 0; i < scores->count; i++)
        if (text_is(period, scores->at[i].period))
            return &scores->at[i];
    if (scores->count == PERIODS_MAX || period.len >= PERIOD_TEXT)
        return NULL;
    struct score *s = &scores->at[scores->count++];
    *s = (struct score){0};
    memcpy(s->period, period.at, period.len);
    return s;
}

static void tally(struct score *score, const struct one_series *s, const struct forecast *f)
{
    double mase = accuracy_mase(s->train, s->n, s->m, s->test, f->mean, s->h);
    score->series++;
    score->smape += accuracy_smape(s->test, f->mean, s->h);
    if (isfinite(mase)) {
        score->mase += mase;
        score->scaled++;
    }
    for (size_t i = 0; i < s->h; i++) {
        score->values++;
        score->within80 += s->test[i] >= f->low80[i] && s->test[i] <= f->high80[i];
        score->within95 += s->test[i] >= f->low95[i] && s->test[i] <= f->high95[i];
    }
}

static void print_scores(struct ctx *c, struct bench *b, const struct scores *scores, const char *method)
{
    for (size_t i = 0; i < scores->count; i++) {
        const struct score *s = &scores->at[i];
        bench_section(b, arena_printf(c->arena, "%s_%s", method, s->period));
        bench_count(b, "series", s->series);
        bench_number(b, "smape", s->smape / (double)s->series);
        bench_number(b, "mase", s->scaled > 0 ? s->mase / (double)s->scaled : NAN);
        bench_number(b, "within_80_percent", 100.0 * (double)s->within80 / (double)s->values);
        bench_number(b, "within_95_percent", 100.0 * (double)s->within95 / (double)s->values);
    }
}

static void write_forecast(struct buf *csv, struct text name, const struct forecast *f, size_t columns)
{
    buf_text(csv, name);
    for (size_t k = 0; k < columns; k++)
        if (k < f->h)
            buf_printf(csv, ",%.10g", f->mean[k]);
        else
            buf_char(csv, ',');
    buf_char(csv, '\n');
}

/* One thread's part: every `step`-th series. */
struct share {
    const struct all_series *all;
    enum forecast_method method;
    enum season_test test;
    size_t first, step;
    struct ctx c;
    enum err failed;
};

static void *run_share(void *arg)
{
    struct share *share = arg;
    for (size_t i = share->first; i < share->all->count && share->failed == OK; i += share->step) {
        struct one_series *s = &share->all->at[i];
        struct forecast f;
        struct arena_mark mark = arena_mark(share->c.arena);
        share->failed =
            forecast_series(&share->c, share->method, share->test, s->train, s->n, s->m, s->h, &f);
        if (share->failed == OK)
            memcpy(s->forecast.mean, f.mean, 5 * s->h * sizeof(double)); /* all five stand in one piece */
        arena_rewind(share->c.arena, mark);
    }
    return NULL;
}

static void free_arena(void *arena)
{
    arena_free(arena);
}

static enum err forecast_all(struct ctx *c, const struct all_series *all, enum forecast_method method,
                             enum season_test test, size_t threads)
{
    struct share shares[THREADS_MAX];
    pthread_t ids[THREADS_MAX];
    bool runs[THREADS_MAX] = {false};
    for (size_t i = 0; i < threads; i++) {
        shares[i] = (struct share){all, method, test, i, threads, {.arena = arena_new()}, OK};
        arena_defer(c->arena, free_arena, shares[i].c.arena);
        runs[i] = i > 0 && pthread_create(&ids[i], NULL, run_share, &shares[i]) == 0;
    }
    for (size_t i = 0; i < threads; i++)
        if (!runs[i])
            run_share(&shares[i]);
    for (size_t i = 0; i < threads; i++)
        if (runs[i])
            pthread_join(ids[i], NULL);
    for (size_t i = 0; i < threads; i++)
        if (shares[i].failed != OK)
            return fail(c, shares[i].failed, "%s", shares[i].c.why);
    return OK;
}

static enum err run_method(struct ctx *c, struct bench *b, const struct all_series *all,
                           enum forecast_method method, enum season_test test, size_t threads,
                           struct buf *csv)
{
    struct scores scores = {0};
    double started = seconds_now();
    TRY(forecast_all(c, all, method, test, threads));
    double taken = seconds_now() - started;
    score_of(&scores, TEXT("ALL"));
    buf_z(csv, "series");
    for (size_t k = 0; k < all->h_max; k++)
        buf_printf(csv, ",h%zu", k + 1);
    buf_char(csv, '\n');
    for (size_t i = 0; i < all->count; i++) {
        const struct one_series *s = &all->at[i];
        struct score *own = score_of(&scores, s->period);
        if (own == NULL)
            return fail(c, ERR_LIMIT, "more than %d periods, or one of a long name", PERIODS_MAX);
        tally(&scores.at[0], s, &s->forecast);
        tally(own, s, &s->forecast);
        write_forecast(csv, s->name, &s->forecast, all->h_max);
    }
    print_scores(c, b, &scores, forecast_name(method));
    bench_section(b, arena_printf(c->arena, "%s_time", forecast_name(method)));
    bench_count(b, "threads", (int64_t)threads);
    bench_number(b, "series_per_s", (double)all->count / taken);
    bench_goal(b, "time_s", taken, SECONDS_MAX);
    return OK;
}

static enum err keep(struct ctx *c, const char *file, const struct buf *csv)
{
    FILE *f = fopen(file, "w");
    if (f == NULL)
        return fail(c, ERR_IO, "%s cannot be written: %s", file, strerror(errno));
    bool good = fwrite(csv->at, 1, csv->len, f) == csv->len;
    return fclose(f) == 0 && good ? OK : fail(c, ERR_IO, "%s cannot be written: %s", file, strerror(errno));
}

static enum err run(struct ctx *c, struct bench *b)
{
    const char *name = invocation_value(b->inv, "method"), *out = invocation_value(b->inv, "out");
    const char *seasonality = invocation_value(b->inv, "seasonality");
    static const char *const tests[] = {"levels", "differences", "either"};
    int test = 0;
    enum forecast_method method;
    struct all_series all;
    struct machine machine;
    int64_t threads;
    if (name != NULL && !forecast_from_name(text_of(name), &method))
        return usage_error(
            c, b->inv, "there is no method \"%s\": naive2, ses, holt, damped, theta, comb, ets, best", name);
    if (name == NULL && out != NULL)
        return usage_error(c, b->inv, "--out keeps the forecasts of one --method");
    while (seasonality != NULL && test <= SEASON_TEST_EITHER && strcmp(seasonality, tests[test]) != 0)
        test++;
    if (test > SEASON_TEST_EITHER)
        return usage_error(c, b->inv, "--seasonality is levels, differences or either, not \"%s\"",
                           seasonality);
    machine_read(&machine);
    TRY(invocation_int(c, b->inv, "threads", 1, THREADS_MAX, machine.cores, &threads));
    TRY(read_all(c, b->files[0], &all));
    for (int i = 0; i < FORECAST_METHODS; i++) {
        struct buf *csv = buf_in_arena(c->arena);
        if (name != NULL && (int)method != i)
            continue;
        TRY(run_method(c, b, &all, (enum forecast_method)i,
                       seasonality == NULL ? forecast_default_test((enum forecast_method)i)
                                           : (enum season_test)test,
                       (size_t)threads, csv));
        if (out != NULL)
            TRY(keep(c, out, csv));
    }
    return OK;
}

const struct benchmark benchmark_forecast = {
    .name = "forecast",
    .summary = "forecasts of many series against what came: sMAPE, MASE, coverage of intervals",
    .options = options,
    .run = run,
    .files = "SERIES.csv",
    .files_min = 1,
    .files_max = 1,
};
