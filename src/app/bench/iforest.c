/* florin bench iforest: how well an isolation forest ranks the rows of a labelled file. The whole file is grown from and scored. */
#include "app/bench/support/measure.h"
#include "app/bench/support/table.h"
#include "app/benchmark.h"
#include "numerics/forest/forest.h"
#include "numerics/metrics.h"
#include "numerics/parallel.h"

static const char *const options[] = {"seeds", "variant", "trees", "samples", "threads", NULL};

enum { SEEDS_MAX = 1000 };

static const char *const kinds[] = {[FOREST_STANDARD] = "standard", [FOREST_BEST] = "best"};

/* One figure for each seed. */
struct figures {
    double *auroc, *precision, *grow_s, *score_s;
};

static enum err run_seed(struct ctx *c, const struct table *t, const struct forest_settings *settings,
                         double *scores, struct figures *f, size_t i)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct forest_rows rows = {t->values, t->rows, t->columns};
    struct forest *forest;
    struct ranking ranking;
    double started = seconds_now();
    TRY(forest_grow(c, &rows, settings, &forest));
    f->grow_s[i] = seconds_now() - started;
    started = seconds_now();
    forest_score(forest, &rows, settings->threads, scores);
    f->score_s[i] = seconds_now() - started;
    TRY(metrics_ranking(c, scores, t->labels, t->rows, &ranking));
    f->auroc[i] = ranking.auroc;
    f->precision[i] = ranking.average_precision;
    arena_rewind(c->arena, mark);
    return OK;
}

static void tell(struct bench *b, const struct table *t, struct figures *f, size_t seeds)
{
    struct spread auroc = metrics_spread(f->auroc, seeds), precision = metrics_spread(f->precision, seeds);
    double grow_s = percentile(f->grow_s, seeds, 50), score_s = percentile(f->score_s, seeds, 50);
    bench_number(b, "auroc", auroc.mean);
    bench_number(b, "auroc_deviation", auroc.deviation);
    bench_number(b, "average_precision", precision.mean);
    bench_number(b, "average_precision_deviation", precision.deviation);
    bench_number(b, "fit_s", grow_s);
    bench_number(b, "score_s", score_s);
    bench_number(b, "fit_and_score_s", grow_s + score_s);
    bench_number(b, "rows_per_s", (double)t->rows / score_s);
}

static enum err run_kind(struct ctx *c, struct bench *b, const struct table *t,
                         struct forest_settings *settings, size_t seeds)
{
    void *scores;
    struct figures f = {ARENA_ARRAY(c->arena, double, seeds), ARENA_ARRAY(c->arena, double, seeds),
                        ARENA_ARRAY(c->arena, double, seeds), ARENA_ARRAY(c->arena, double, seeds)};
    TRY(arena_alloc_outside(c, t->rows * sizeof(double), &scores));
    for (size_t i = 0; i < seeds; i++) {
        settings->seed = i + 1;
        TRY(run_seed(c, t, settings, scores, &f, i));
    }
    bench_section(b, kinds[settings->kind]);
    tell(b, t, &f, seeds);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct table t;
    int64_t seeds, trees, samples, threads;
    const char *variant = invocation_value(b->inv, "variant");
    TRY(invocation_int(c, b->inv, "seeds", 1, SEEDS_MAX, 10, &seeds));
    TRY(invocation_int(c, b->inv, "trees", 1, FOREST_TREES_MAX, 0, &trees));
    TRY(invocation_int(c, b->inv, "samples", 2, FOREST_SAMPLES_MAX, 0, &samples));
    TRY(invocation_int(c, b->inv, "threads", 1, PARALLEL_THREADS_MAX, 1, &threads));
    struct forest_settings settings = {
        .trees = (size_t)trees, .samples = (size_t)samples, .threads = (unsigned)threads};
    size_t known = sizeof kinds / sizeof *kinds, chosen = known;
    for (size_t i = 0; i < known && variant != NULL; i++)
        if (strcmp(kinds[i], variant) == 0)
            chosen = i;
    if (variant != NULL && chosen == known)
        return usage_error(c, b->inv, "--variant takes standard or best, not \"%s\"", variant);
    double started = seconds_now();
    TRY(table_read(c, b->files[0], TABLE_LABELLED, &t));
    bench_section(b, "data");
    bench_words(b, "file", t.file);
    bench_count(b, "rows", (int64_t)t.rows);
    bench_count(b, "columns", (int64_t)t.columns);
    bench_count(b, "anomalies", (int64_t)t.labelled);
    bench_count(b, "seeds", seeds);
    bench_number(b, "read_s", seconds_now() - started);
    for (size_t i = 0; i < known; i++) {
        settings.kind = (enum forest_kind)i;
        if (variant == NULL || chosen == i)
            TRY(run_kind(c, b, &t, &settings, (size_t)seeds));
    }
    return OK;
}

const struct benchmark benchmark_iforest = {
    .name = "iforest",
    .summary = "how well isolation forests rank a labelled table: AUROC, average precision, times",
    .options = options,
    .run = run,
    .files = "FILE",
    .files_min = 1,
    .files_max = 1,
};
