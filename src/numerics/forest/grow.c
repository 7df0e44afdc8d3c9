/* Growing: samples, cuts, depths. One stream of random numbers for each tree. */
#include "base/arena.h"
#include "numerics/forest/inner.h"
#include "numerics/parallel.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

#define EULER 0.57721566490153286

double forest_mean_depth(size_t n)
{
    double x = (double)n;
    return n < 2 ? 0 : 2 * (log(x - 1) + EULER) - 2 * (x - 1) / x;
}

/* What the growing of all trees shares. */
struct growth {
    struct forest *forest;
    const struct forest_rows *rows;
    uint32_t *picked;  /* [trees][samples]: rows */
    uint32_t *seen;    /* [slots]: rows that a tree has already */
    size_t slots;      /* a power of two of at least twice the samples */
    uint32_t *scratch; /* [threads][scratch_words()] */
    double *weights;   /* [threads][columns] */
};

static size_t scratch_words(const struct forest *f)
{
    return f->columns * f->samples + f->samples + f->columns;
}

static enum err make_scratch(struct ctx *c, struct growth *g, size_t trees, unsigned threads)
{
    const struct forest *f = g->forest;
    void *picked, *seen, *scratch, *weights;
    for (g->slots = 2; g->slots < 2 * f->samples;)
        g->slots *= 2;
    TRY(arena_alloc_outside(c, trees * f->samples * sizeof(uint32_t), &picked));
    TRY(arena_alloc_outside(c, g->slots * sizeof(uint32_t), &seen));
    TRY(arena_alloc_outside(c, threads * scratch_words(f) * sizeof(uint32_t), &scratch));
    TRY(arena_alloc_outside(c, threads * f->columns * sizeof(double), &weights));
    g->picked = picked;
    g->seen = seen;
    g->scratch = scratch;
    g->weights = weights;
    return OK;
}

/* The samples of tree `number`, each set of rows as likely as another (Floyd's algorithm: Bentley and Floyd, CACM 1987). */
static void pick_rows(const struct growth *g, uint64_t number, uint32_t *out)
{
    const size_t of = g->rows->count, count = g->forest->samples;
    struct random r = random_stream(g->forest->seed, 2 * number);
    memset(g->seen, 0xFF, g->slots * sizeof *g->seen);
    for (size_t i = 0; i < count; i++) {
        uint32_t last = (uint32_t)(of - count + i), row = random_below(&r, (uint64_t)last + 1);
        for (;;) {
            size_t at = (row * UINT32_C(2654435769)) & (g->slots - 1);
            while (g->seen[at] != UINT32_MAX && g->seen[at] != row)
                at = (at + 1) & (g->slots - 1);
            if (g->seen[at] == UINT32_MAX) {
                g->seen[at] = out[i] = row;
                break;
            }
            row = last; /* not seen: it was out of reach until now */
        }
    }
}

/* Extremes of all sampled rows: what columns are moved and scaled by. */
static enum err measure_columns(struct ctx *c, struct forest *f, const struct forest_rows *rows,
                                const uint32_t *picked)
{
    for (size_t i = 0; i < f->columns; i++)
        f->offsets[i] = DBL_MAX, f->scales[i] = -DBL_MAX;
    for (size_t i = 0; i < f->trees * f->samples; i++) {
        const double *row = rows->at + picked[i] * f->columns;
        for (size_t k = 0; k < f->columns; k++) {
            if (!(fabs(row[k]) < DBL_MAX / 4))
                return fail(c, ERR_INPUT, "row %u, column %zu is no finite number", picked[i] + 1, k + 1);
            f->offsets[k] = fmin(f->offsets[k], row[k]);
            f->scales[k] = fmax(f->scales[k], row[k]);
        }
    }
    for (size_t k = 0; k < f->columns; k++) {
        double width = f->scales[k] - f->offsets[k];
        f->scales[k] = width > 0 && isfinite(1 / width) ? 1 / width : 1;
    }
    return OK;
}

/* The value of a leaf everywhere below the node where it ends. */
static void fill_leaf(struct forest_tree *t, size_t node, unsigned level, float depth)
{
    size_t below = t->forest->height - level;
    size_t first = ((node + 1) << below) - 1 - t->forest->cuts;
    for (size_t i = 0; i < (size_t)1 << below; i++)
        t->depth[first + i] = depth;
    for (size_t width = 1, at = node; at < t->forest->cuts; at = 2 * at + 1, width *= 2)
        for (size_t i = 0; i < width; i++)
            t->cut[at + i] = (struct forest_cut){INFINITY, 0}, t->mean[at + i] = depth;
}

/* Rows left of the cut come first; gives how many. */
static size_t part(const float *values, uint32_t *order, size_t count, float cut)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t row = order[i];
        order[i] = order[left];
        order[left] = row;
        left += values[row] < cut;
    }
    return left;
}

/* What a leaf of `count` rows says: FOREST_BEST adds half the logarithm of how many times denser it is than the whole. */
static float leaf_depth(const struct forest_tree *t, unsigned level, size_t count, double density)
{
    return (float)(level + forest_mean_depth(count) + (t->forest->kind == FOREST_BEST ? density / 2 : 0));
}

/* `density`: of the node against the root, as a logarithm. Gives the mean depth of the node's rows. */
static double grow_node(struct forest_tree *t, size_t node, unsigned level, uint32_t *order, size_t count,
                        double density)
{
    struct forest_choice choice;
    if (count < 2 || level == t->forest->height || !forest_choose(t, order, count, &choice)) {
        float depth = leaf_depth(t, level, count, density);
        fill_leaf(t, node, level, depth);
        return depth;
    }
    size_t left = part(t->values + choice.cut.column * t->forest->samples, order, count, choice.cut.cut);
    double share = (double)left / (double)count;
    double on_left = grow_node(t, 2 * node + 1, level + 1, order, left, density + log(share / choice.share));
    double on_right = grow_node(t, 2 * node + 2, level + 1, order + left, count - left,
                                density + log((1 - share) / (1 - choice.share)));
    t->cut[node] = choice.cut;
    t->mean[node] = (float)(share * on_left + (1 - share) * on_right);
    return t->mean[node];
}

/* The tree at `place`, from the stream of random numbers of tree `number`. */
static void grow_one(const struct growth *g, size_t place, uint64_t number, const uint32_t *picked,
                     unsigned worker)
{
    const struct forest *f = g->forest;
    uint32_t *scratch = g->scratch + worker * scratch_words(f);
    struct forest_tree t = {.forest = f,
                            .random = random_stream(f->seed, 2 * number + 1),
                            .by_kurtosis = f->kind == FOREST_BEST && place % 2 == 0,
                            .weights = g->weights + worker * f->columns,
                            .cut = f->cut + place * f->cuts,
                            .mean = f->mean + place * f->cuts,
                            .depth = f->depth + place * f->ends,
                            .order = scratch,
                            .columns = scratch + f->samples,
                            .values = (float *)(scratch + f->samples + f->columns)};
    for (size_t i = 0; i < f->samples; i++) {
        const double *row = g->rows->at + picked[i] * f->columns;
        for (size_t k = 0; k < f->columns; k++)
            t.values[k * f->samples + i] = forest_inside(f, k, row[k]);
        t.order[i] = (uint32_t)i;
    }
    for (size_t k = 0; k < f->columns; k++)
        t.columns[k] = (uint32_t)k;
    grow_node(&t, 0, 0, t.order, f->samples, 0);
}

static void grow_piece(void *arg, size_t piece, unsigned worker)
{
    const struct growth *g = arg;
    grow_one(g, piece, piece, g->picked + piece * g->forest->samples, worker);
}

static enum err check(struct ctx *c, const struct forest_rows *rows, const struct forest *f)
{
    if (rows->count < 2 || rows->columns == 0 || f->samples < 2)
        return fail(c, ERR_INPUT, "a forest needs two rows at least, one column and two samples of a tree");
    if (rows->columns > FOREST_COLUMNS_MAX || f->trees > FOREST_TREES_MAX ||
        f->samples > FOREST_SAMPLES_MAX || rows->count > UINT32_MAX)
        return fail(c, ERR_LIMIT, "a forest has at most %d columns, %d trees and %d samples of a tree",
                    FOREST_COLUMNS_MAX, FOREST_TREES_MAX, FOREST_SAMPLES_MAX);
    return OK;
}

static enum err make_forest(struct ctx *c, const struct forest_rows *rows, const struct forest_settings *s,
                            struct forest **out)
{
    struct forest *f = ARENA_NEW(c->arena, struct forest);
    void *cut, *mean, *depth;
    *f = (struct forest){.kind = s->kind, .seed = s->seed, .columns = rows->columns};
    f->trees = s->trees != 0 ? s->trees : s->kind == FOREST_BEST ? FOREST_TREES_BEST : FOREST_TREES;
    f->samples = s->samples != 0 ? s->samples : s->kind == FOREST_BEST ? FOREST_SAMPLES_BEST : FOREST_SAMPLES;
    TRY(check(c, rows, f));
    f->samples = f->samples > rows->count ? rows->count : f->samples;
    while ((size_t)1 << f->height < f->samples)
        f->height++;
    f->ends = (size_t)1 << f->height;
    f->cuts = f->ends - 1;
    if (f->trees * f->ends > FOREST_ENDS_MAX)
        return fail(c, ERR_LIMIT, "%zu trees of %zu samples are more than a forest holds", f->trees,
                    f->samples);
    f->unit = forest_mean_depth(f->samples);
    f->offsets = ARENA_ARRAY(c->arena, double, f->columns);
    f->scales = ARENA_ARRAY(c->arena, double, f->columns);
    TRY(arena_alloc_outside(c, f->trees * (f->cuts + 1) * sizeof *f->cut, &cut));
    TRY(arena_alloc_outside(c, f->trees * f->ends * sizeof *f->depth, &depth));
    TRY(arena_alloc_outside(c, f->trees * (f->cuts + 1) * sizeof *f->mean, &mean));
    f->cut = cut;
    f->mean = mean;
    f->depth = depth;
    *out = f;
    return OK;
}

enum err forest_grow(struct ctx *c, const struct forest_rows *rows, const struct forest_settings *settings,
                     struct forest **out)
{
    TRY(make_forest(c, rows, settings, out));
    struct forest *f = *out;
    unsigned threads = settings->threads == 0 ? 1 : settings->threads;
    threads = threads > PARALLEL_THREADS_MAX ? PARALLEL_THREADS_MAX : threads;
    struct arena_mark mark = arena_mark(c->arena);
    struct growth g = {.forest = f, .rows = rows};
    TRY(make_scratch(c, &g, f->trees, threads));
    for (size_t i = 0; i < f->trees; i++)
        pick_rows(&g, i, g.picked + i * f->samples);
    TRY(measure_columns(c, f, rows, g.picked));
    parallel_for(threads, f->trees, grow_piece, &g);
    arena_rewind(c->arena, mark);
    return forest_pack(c, f);
}

enum err forest_regrow(struct ctx *c, struct forest *f, const struct forest_rows *rows, size_t place,
                       uint64_t number)
{
    assert(rows->count >= f->samples && rows->columns == f->columns && place < f->trees);
    struct arena_mark mark = arena_mark(c->arena);
    struct growth g = {.forest = f, .rows = rows};
    TRY(make_scratch(c, &g, 1, 1));
    pick_rows(&g, number, g.picked);
    f->packed = NULL;
    grow_one(&g, place, number, g.picked, 0);
    arena_rewind(c->arena, mark);
    return OK;
}
