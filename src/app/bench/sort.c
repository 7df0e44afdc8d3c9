/* florin bench sort: what sorting a row costs, step by step: cleaning the payee, the rules, the classifier.
 */
#include "app/bench/support/measure.h"
#include "app/bench/support/workload.h"
#include "app/benchmark.h"
#include "sorting/classifier.h"
#include "sorting/payee.h"
#include "sorting/rules.h"

#include <stdio.h>

enum { ROWS_MAX = 10000000, CACHE_ENTRIES = 16384 };

static const char *const options[] = {"rows", NULL};
static const int rule_counts[] = {50, 500, 10000};

/* The rows as the sorter gets them. */
struct subjects {
    struct rule_subject *at;
    int *rules; /* the one that must win */
    size_t count;
};

static void make_subjects(struct arena *arena, int64_t rows, struct subjects *out)
{
    struct workload_row row;
    out->at = ARENA_ARRAY(arena, struct rule_subject, rows);
    out->rules = ARENA_ARRAY(arena, int, rows);
    out->count = (size_t)rows;
    for (int64_t i = 0; i < rows; i++) {
        workload_row(rows, i, &row);
        out->rules[i] = row.rule;
        out->at[i] = (struct rule_subject){.raw = text_copy(arena, text_of(row.text)),
                                           .memo = TEXT(""),
                                           .account = text_of(workload_account(row.account)),
                                           .currency = TEXT("EUR"),
                                           .amount = {row.cents, 2},
                                           .date = row.date};
    }
}

static double per_row_ns(double started, const struct subjects *subjects)
{
    return (seconds_now() - started) * 1e9 / (double)subjects->count;
}

static void time_cleaning(struct ctx *c, struct bench *b, struct subjects *subjects)
{
    struct payee_cache *cache = payee_cache_new(CACHE_ENTRIES);
    double started = seconds_now();
    for (size_t i = 0; i < subjects->count; i++)
        subjects->at[i].payee = payee_clean(c->arena, subjects->at[i].raw);
    double plain = per_row_ns(started, subjects);
    started = seconds_now();
    for (size_t i = 0; i < subjects->count; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        payee_cache_names(cache, c->arena, subjects->at[i].raw);
        arena_rewind(c->arena, mark);
    }
    double cached = per_row_ns(started, subjects);
    payee_cache_free(cache);
    bench_section(b, "payee");
    bench_number(b, "clean_per_row_ns", plain);
    bench_number(b, "remembered_per_row_ns", cached);
}

/* The workload's rules, and before them as many as needed that match nothing: the worst order. */
static struct text write_rules(struct arena *arena, int count)
{
    struct buf *all = buf_in_arena(arena);
    for (int i = 0; i < count - WORKLOAD_RULES; i++)
        buf_printf(all, "payee contains \"wholesaler %d of elsewhere\" -> category \"Expenses:Shopping\"\n",
                   i);
    for (int i = 0; i < WORKLOAD_RULES; i++)
        buf_printf(all, "%s\t%s\n", workload_pattern(i), workload_category(i));
    return buf_view(all);
}

static enum err time_rules(struct ctx *c, struct bench *b, const struct subjects *subjects, int count)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct rules *rules;
    struct rule_outcome outcome;
    double started = seconds_now();
    TRY(rules_parse(c, write_rules(c->arena, count), &rules));
    struct rules_scratch *scratch = rules_scratch_new(c->arena, rules);
    double parsed_ms = (seconds_now() - started) * 1e3;
    started = seconds_now();
    for (size_t i = 0; i < subjects->count; i++) {
        rules_apply(rules, scratch, &subjects->at[i], &outcome);
        int right = subjects->rules[i];
        if (right != WORKLOAD_RULES && !text_is(outcome.category, workload_category(right)))
            return fail(c, ERR_CORRUPT, "the rules sort \"%.*s\" under \"%.*s\"",
                        TEXT_ARGS(subjects->at[i].raw), TEXT_ARGS(outcome.category));
    }
    double per_row = per_row_ns(started, subjects);
    char name[32];
    snprintf(name, sizeof name, "rules_%d", count);
    arena_rewind(c->arena, mark);
    bench_section(b, arena_printf(c->arena, "%s", name));
    bench_number(b, "parse_ms", parsed_ms);
    bench_number(b, "apply_per_row_ns", per_row);
    return OK;
}

static void time_classifier(struct bench *b, const struct subjects *subjects)
{
    double started = seconds_now();
    struct classifier *classifier = classifier_new();
    double made_ms = (seconds_now() - started) * 1e3;
    int64_t answered = 0;
    started = seconds_now();
    for (size_t i = 0; i < subjects->count; i++) {
        struct classifier_features f = {
            .payee = subjects->at[i].payee, .memo = TEXT(""), .amount = subjects->at[i].amount};
        answered += classifier_predict(classifier, &f).category >= 0;
    }
    double per_row = per_row_ns(started, subjects);
    classifier_free(classifier);
    bench_section(b, "classifier");
    bench_number(b, "start_ms", made_ms);
    bench_number(b, "predict_per_row_ns", per_row);
    bench_number(b, "answered_percent", 100.0 * (double)answered / (double)subjects->count);
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct subjects subjects;
    int64_t rows;
    TRY(invocation_int(c, b->inv, "rows", 1, ROWS_MAX, 100000, &rows));
    make_subjects(c->arena, rows, &subjects);
    bench_section(b, "workload");
    bench_count(b, "rows", rows);
    time_cleaning(c, b, &subjects);
    for (size_t i = 0; i < sizeof rule_counts / sizeof *rule_counts; i++)
        TRY(time_rules(c, b, &subjects, rule_counts[i]));
    time_classifier(b, &subjects);
    return OK;
}

const struct benchmark benchmark_sort = {
    .name = "sort",
    .summary = "cleaning payees, 50, 500 and 10,000 rules, the classifier: nanoseconds a row",
    .options = options,
    .run = run,
};
