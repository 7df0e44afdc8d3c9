/* florin numerics iforest: the oddest rows of a table, and why. */
#include "app/app.h"
#include "app/bench/support/table.h"
#include "app/numeric.h"
#include "numerics/forest/forest.h"
#include "numerics/parallel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const options[] = {"seed", "threads", "label", "variant", "trees", "samples", "top", NULL};

enum { REASONS = 3, TOP_USUAL = 10, TOP_MAX = 1 << 28 };

struct place {
    size_t row;
    double score;
};

static int by_score_down(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* The columns that most make the row odd, at most REASONS, the first ones first; taken out of reasons[]. */
static size_t strongest(double *reasons, size_t columns, size_t out[REASONS])
{
    for (size_t i = 0; i < REASONS; i++) {
        size_t best = 0;
        for (size_t k = 1; k < columns; k++)
            if (reasons[k] > reasons[best])
                best = k;
        if (!(reasons[best] > 0))
            return i;
        out[i] = best;
        reasons[best] = -INFINITY;
    }
    return REASONS;
}

static void print_row(const struct table *t, const struct place *p, const double *reasons,
                      const size_t *columns, size_t count)
{
    printf("%8zu  %.4f  ", p->row + 1, p->score);
    for (size_t i = 0; i < count; i++)
        printf("%s%s = %g (%+.2f)", i == 0 ? "" : ", ", t->names[columns[i]],
               t->values[p->row * t->columns + columns[i]], reasons[columns[i]]);
    putchar('\n');
}

static void write_row(struct json *j, const struct table *t, const struct place *p, const double *reasons,
                      const size_t *columns, size_t count)
{
    json_object(j);
    json_key_int(j, "row", (int64_t)p->row + 1);
    json_key(j, "score");
    json_double(j, p->score);
    json_key(j, "reasons");
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        json_key_z(j, "column", t->names[columns[i]]);
        json_key(j, "value");
        json_double(j, t->values[p->row * t->columns + columns[i]]);
        json_key(j, "weight");
        json_double(j, reasons[columns[i]]);
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
}

static void tell(struct ctx *c, const struct invocation *inv, const struct table *t,
                 const struct forest *forest, const struct place *places, size_t top)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    double *reasons = ARENA_ARRAY(c->arena, double, t->columns),
           *left = ARENA_ARRAY(c->arena, double, t->columns);
    json_array(&j);
    if (!inv->json)
        puts("     row   score  what makes it odd");
    for (size_t i = 0; i < top; i++) {
        size_t columns[REASONS];
        forest_explain(forest, t->values + places[i].row * t->columns, reasons);
        memcpy(left, reasons, t->columns * sizeof *left);
        size_t count = strongest(left, t->columns, columns);
        if (inv->json)
            write_row(&j, t, &places[i], reasons, columns, count);
        else
            print_row(t, &places[i], reasons, columns, count);
    }
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
}

static enum err read_settings(struct ctx *c, const struct invocation *inv, struct forest_settings *out)
{
    int64_t seed, threads, trees, samples;
    const char *variant = invocation_value(inv, "variant");
    TRY(invocation_int(c, inv, "seed", 0, INT64_MAX, 1, &seed));
    TRY(invocation_int(c, inv, "threads", 1, PARALLEL_THREADS_MAX, 1, &threads));
    TRY(invocation_int(c, inv, "trees", 1, FOREST_TREES_MAX, 0, &trees));
    TRY(invocation_int(c, inv, "samples", 2, FOREST_SAMPLES_MAX, 0, &samples));
    if (variant != NULL && strcmp(variant, "best") != 0 && strcmp(variant, "standard") != 0)
        return usage_error(c, inv, "--variant takes standard or best, not \"%s\"", variant);
    *out = (struct forest_settings){.kind = variant == NULL || strcmp(variant, "best") == 0 ? FOREST_BEST
                                                                                            : FOREST_STANDARD,
                                    .seed = (uint64_t)seed,
                                    .trees = (size_t)trees,
                                    .samples = (size_t)samples,
                                    .threads = (unsigned)threads};
    return OK;
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct forest_settings settings;
    struct table t;
    struct forest *forest;
    int64_t top;
    void *scores, *memory;
    TRY(read_settings(c, inv, &settings));
    TRY(invocation_int(c, inv, "top", 1, TOP_MAX, TOP_USUAL, &top));
    TRY(table_read(c, inv->words[1], invocation_has(inv, "label") ? TABLE_LABELLED : TABLE_PLAIN, &t));
    struct forest_rows rows = {t.values, t.rows, t.columns};
    TRY(arena_alloc_outside(c, t.rows * sizeof(double), &scores));
    TRY(arena_alloc_outside(c, t.rows * sizeof(struct place), &memory));
    TRY(forest_grow(c, &rows, &settings, &forest));
    forest_score(forest, &rows, settings.threads, scores);
    struct place *places = memory;
    for (size_t i = 0; i < t.rows; i++)
        places[i] = (struct place){i, ((double *)scores)[i]};
    qsort(places, t.rows, sizeof *places, by_score_down);
    tell(c, inv, &t, forest, places, (size_t)top < t.rows ? (size_t)top : t.rows);
    return OK;
}

const struct numeric numeric_iforest = {
    .name = "iforest",
    .summary = "the oddest rows of a table, and which columns make them odd",
    .usage = "FILE [--top N] [--label] [--variant standard|best] [--trees N] [--samples N] [--seed N] "
             "[--threads N]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
