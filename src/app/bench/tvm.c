/* florin bench tvm: time value of money against published vectors. A file's first line says which kind it is:
 *     fn,rate,nper,per,pmt,pv,fv,when,values,expected,rel_tol,source,note    one calculation a line
 *     function,file,rate_in,expected    cash flows by date in files of their own, beside it or in xirr_samples/
 * A folder stands for its tvm_vectors.csv and xirr_expected.csv. Every row outside its tolerance is printed. */
#include "numerics/money/tvm.h"

#include "app/bench/support/measure.h"
#include "app/bench/support/table.h"
#include "app/benchmark.h"
#include "numerics/money/flows.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const no_options[] = {NULL};

/* A rate without a tolerance of its own: to so much of it, or of 1 when it is smaller. */
static const double tolerance_of_rates = 1e-8;

struct tally {
    struct bench *b;
    const char *file;
    int64_t rows, within, refused; /* refused: those without an answer, as expected */
};

struct vector {
    const char *fn;
    struct annuity annuity;
    double per, second_rate; /* second_rate: behind a ';' */
    double *values;
    struct dated_flow *flows;
    size_t count, flow_count;
    enum daycount convention;
};

static double number_or_zero(const char **at)
{
    char *end;
    double value = strtod(*at, &end);
    *at = end;
    return value;
}

static double field_number(struct text t)
{
    const char *at = t.at;
    return t.len == 0 ? 0 : number_or_zero(&at);
}

/* "1 2.5 -3" or "2007-01-12:-10000 2008-02-14:2500". */
static enum err read_values(struct ctx *c, struct text t, struct vector *v)
{
    const char *at = t.at, *end = t.at + t.len;
    v->values = ARENA_ARRAY(c->arena, double, t.len / 2 + 1);
    v->flows = ARENA_ARRAY(c->arena, struct dated_flow, t.len / 2 + 1);
    while (at < end) {
        struct dated_flow flow;
        if (*at == ' ') {
            at++;
            continue;
        }
        bool dated = end - at > 11 && at[10] == ':';
        if (dated && !date_parse((struct text){at, 10}, &flow.on))
            return fail(c, ERR_INPUT, "no date: %.10s", at);
        at += dated ? 11 : 0;
        const char *begin = at;
        double value = number_or_zero(&at);
        if (at == begin)
            return fail(c, ERR_INPUT, "no number: %.20s", begin);
        if (dated) {
            flow.amount = value;
            v->flows[v->flow_count++] = flow;
        } else {
            v->values[v->count++] = value;
        }
    }
    return OK;
}

static enum err compute(struct ctx *c, const struct vector *v, double *out)
{
    static const struct {
        const char *fn;
        enum err (*run)(struct ctx *c, const struct annuity *a, double *out);
    } plain[] = {{"pv", tvm_pv}, {"fv", tvm_fv}, {"pmt", tvm_pmt}, {"nper", tvm_nper}, {"rate", tvm_rate}};
    double rate = v->annuity.rate;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].fn, v->fn) == 0)
            return plain[i].run(c, &v->annuity, out);
    if (strcmp(v->fn, "ipmt") == 0)
        return tvm_ipmt(c, &v->annuity, v->per, out);
    if (strcmp(v->fn, "ppmt") == 0)
        return tvm_ppmt(c, &v->annuity, v->per, out);
    if (strcmp(v->fn, "npv") == 0)
        return flows_npv(c, rate, v->values, v->count, out);
    if (strcmp(v->fn, "irr") == 0)
        return flows_irr(c, v->values, v->count, out);
    if (strcmp(v->fn, "mirr") == 0)
        return flows_mirr(c, v->values, v->count, rate, v->second_rate, out);
    if (strcmp(v->fn, "xirr") == 0)
        return flows_xirr(c, v->flows, v->flow_count, v->convention, out);
    if (strcmp(v->fn, "xnpv") == 0)
        return flows_xnpv(c, rate, v->flows, v->flow_count, v->convention, out);
    if (strcmp(v->fn, "xnfv") == 0)
        return flows_xnfv(c, rate, v->flows, v->flow_count, v->convention, out);
    return fail(c, ERR_NOT_FOUND, "there is no function %s", v->fn);
}

/* "NaN" is expected of what has no answer. */
static void judge(struct ctx *c, struct tally *tally, size_t line, const struct vector *v, double expected,
                  double tolerance)
{
    double got = NAN;
    enum err e = compute(c, v, &got);
    bool right =
        isnan(expected) ? e == ERR_INPUT : e == OK && (got == expected || fabs(got - expected) <= tolerance);
    tally->rows++;
    tally->within += right;
    tally->refused += right && isnan(expected);
    if (right)
        return;
    bench_words(tally->b, arena_printf(c->arena, "line_%zu", line),
                arena_printf(c->arena, "%s is %.15g, expected %.15g%s%s", v->fn, got, expected,
                             e == OK ? "" : ": ", e == OK ? "" : c->why));
}

static enum err read_vector(struct ctx *c, const struct text *at, const size_t *k, struct vector *v)
{
    static const char mark[] = "day_count=";
    struct text note = at[k[10]];
    const char *rates = at[k[1]].at;
    *v = (struct vector){.fn = at[k[0]].at, .per = field_number(at[k[3]])};
    v->annuity = (struct annuity){.nper = field_number(at[k[2]]),
                                  .pmt = field_number(at[k[4]]),
                                  .pv = field_number(at[k[5]]),
                                  .fv = field_number(at[k[6]]),
                                  .when = field_number(at[k[7]]) == 1 ? TVM_BEGIN : TVM_END};
    if (at[k[1]].len > 0) {
        v->annuity.rate = number_or_zero(&rates);
        v->second_rate = *rates++ == ';' ? number_or_zero(&rates) : 0;
    }
    if (text_starts(note, text_of(mark)) &&
        !daycount_from_name(text_from(note, sizeof mark - 1), &v->convention))
        return fail(c, ERR_INPUT, "no day count is called \"%.*s\"", TEXT_ARGS(text_glimpse(note)));
    return read_values(c, at[k[8]], v);
}

static enum err run_vectors(struct ctx *c, struct tally *tally, struct table_lines *lines)
{
    static const char *const names[] = {"fn",   "rate",   "nper",     "per",  "pmt",     "pv", "fv",
                                        "when", "values", "expected", "note", "rel_tol", NULL};
    size_t k[sizeof names / sizeof *names], header;
    bool more;
    TRY(table_columns(c, lines, names, k));
    header = lines->count;
    for (;;) {
        TRY(table_lines_next(c, lines, &more));
        if (!more)
            return OK;
        struct vector v;
        if (lines->count != header)
            return fail(c, ERR_INPUT, "%s, line %zu: %zu fields instead of %zu", tally->file, lines->line,
                        lines->count, header);
        if (read_vector(c, lines->at, k, &v) != OK)
            return fail_within(c, ERR_INPUT, "%s, line %zu", tally->file, lines->line);
        double expected = field_number(lines->at[k[9]]), tolerance = field_number(lines->at[k[11]]);
        bool absolute = text_find(lines->at[k[10]], TEXT("absolute")) >= 0;
        judge(c, tally, lines->line, &v, expected, absolute ? tolerance : tolerance * fabs(expected));
    }
}

/* Dates and amounts, with or without a header. */
static enum err read_flows(struct ctx *c, const char *file, struct vector *v)
{
    struct buf *text;
    struct table_lines lines;
    bool more;
    TRY(table_load(c, file, &text));
    table_lines_begin(c, file, text, &lines);
    size_t most = text->len / sizeof "2026-11-21," + 1;
    v->flows = ARENA_ARRAY(c->arena, struct dated_flow, most);
    v->values = ARENA_ARRAY(c->arena, double, most);
    for (;;) {
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            return OK;
        struct dated_flow flow;
        if (lines.count < 2 || !date_parse(lines.at[0], &flow.on)) {
            if (lines.line == 1)
                continue;
            return fail(c, ERR_INPUT, "%s, line %zu: a date and an amount", file, lines.line);
        }
        TRY(table_number(c, &lines, 1, &flow.amount));
        v->values[v->count++] = flow.amount;
        v->flows[v->flow_count++] = flow;
    }
}

static enum err run_flow_files(struct ctx *c, struct tally *tally, struct table_lines *lines)
{
    static const char *const names[] = {"function", "file", "rate_in", "expected", NULL};
    size_t k[4];
    bool more;
    const char *slash = strrchr(tally->file, '/');
    int folder = slash == NULL ? 0 : (int)(slash - tally->file + 1);
    TRY(table_columns(c, lines, names, k));
    for (;;) {
        TRY(table_lines_next(c, lines, &more));
        if (!more)
            return OK;
        if (lines->count < 4)
            return fail(c, ERR_INPUT, "%s, line %zu: four fields", tally->file, lines->line);
        struct text fn = lines->at[k[0]];
        ptrdiff_t blank = text_find(fn, TEXT(" "));
        struct vector v = {.fn = text_z(c->arena, (struct text){fn.at, blank < 0 ? fn.len : (size_t)blank})};
        v.annuity.rate = field_number(lines->at[k[2]]);
        const char *file =
            arena_printf(c->arena, "%.*sxirr_samples/%s", folder, tally->file, lines->at[k[1]].at);
        if (access(file, R_OK) != 0)
            file = arena_printf(c->arena, "%.*s%s", folder, tally->file, lines->at[k[1]].at);
        TRY(read_flows(c, file, &v));
        double expected = field_number(lines->at[k[3]]), size = fabs(expected) > 1 ? fabs(expected) : 1;
        judge(c, tally, lines->line, &v, expected, tolerance_of_rates * size);
    }
}

static enum err run_file(struct ctx *c, struct bench *b, const char *file)
{
    struct tally tally = {.b = b, .file = file};
    struct table_lines lines;
    double started = seconds_now();
    const char *slash = strrchr(file, '/');
    TRY(table_lines_open(c, file, &lines));
    bench_section(b, slash == NULL ? file : slash + 1);
    if (text_is(lines.at[0], "fn"))
        TRY(run_vectors(c, &tally, &lines));
    else
        TRY(run_flow_files(c, &tally, &lines));
    bench_count(b, "rows", tally.rows);
    bench_count(b, "within_tolerance", tally.within);
    bench_count(b, "without_an_answer", tally.refused);
    bench_count(b, "outside", tally.rows - tally.within);
    bench_number(b, "time_ms", (seconds_now() - started) * 1e3);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    static const char *const known[] = {"tvm_vectors.csv", "xirr_expected.csv"};
    for (int i = 0; i < b->file_count; i++) {
        struct stat facts;
        if (stat(b->files[i], &facts) != 0 || !S_ISDIR(facts.st_mode)) {
            TRY(run_file(c, b, b->files[i]));
            continue;
        }
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            TRY(run_file(c, b, arena_printf(c->arena, "%s/%s", b->files[i], known[k])));
    }
    return OK;
}

const struct benchmark benchmark_tvm = {
    .name = "tvm",
    .summary = "time value of money, IRR and XIRR against published vectors",
    .options = no_options,
    .run = run,
    .files = "FILE...",
    .files_min = 1,
    .files_max = 64,
};
