/* Growing: histograms of slopes and curvatures, column by column, so that columns can be shared among threads. */
#include "base/arena.h"
#include "numerics/boost/inner.h"
#include "numerics/parallel.h"
#include "numerics/random.h"

#include <math.h>
#include <string.h>

enum { PARALLEL_ROWS = 4096 }; /* of a node: fewer are not worth a thread */

struct sums {
    double slope, curve; /* of the loss: p - label, p (1 - p) */
};

struct candidate {
    double gain; /* 0: none */
    size_t bin;  /* the last of the left side */
    struct sums left;
};

struct fit {
    const struct boost_settings *settings;
    const struct boost_bins *bins;
    struct boost *model;
    const struct boost_rows *table;
    const uint8_t *labels;
    size_t rows;
    struct sums *sums; /* [rows] */
    double *odds;      /* [rows] */
    uint32_t *order;   /* [rows]: those of the tree; a node holds a part of it */
    uint32_t *aside;   /* [rows]: scratch */
    uint32_t *columns; /* [columns]: those of the tree come first */
    size_t column_count;
    struct candidate *candidates; /* [columns] */
};

struct boost_settings boost_usual(uint64_t seed)
{
    return (struct boost_settings){.seed = seed,
                                   .rounds = 200,
                                   .depth = 5,
                                   .rate = 0.05,
                                   .ridge = 1,
                                   .least_weight = 1,
                                   .row_share = 0.5,
                                   .column_share = 0.5,
                                   .threads = 1};
}

static double worth(struct sums s, double ridge)
{
    return s.slope * s.slope / (s.curve + ridge);
}

/* A node, while its best cut is looked for. */
struct node {
    const struct fit *fit;
    const uint32_t *order;
    size_t count;
    struct sums all;
};

/* The best cut in one column. */
static void search_column(void *arg, size_t number, unsigned worker)
{
    (void)worker;
    const struct node *n = arg;
    const struct fit *f = n->fit;
    size_t column = f->columns[number];
    const uint8_t *bins = f->bins->at + column * f->rows;
    struct sums histogram[BOOST_BINS] = {{0, 0}}, left = {0, 0};
    struct candidate best = {0};
    double ridge = f->settings->ridge, whole = worth(n->all, ridge);
    for (size_t i = 0; i < n->count; i++) {
        struct sums *s = &histogram[bins[n->order[i]]];
        s->slope += f->sums[n->order[i]].slope;
        s->curve += f->sums[n->order[i]].curve;
    }
    for (size_t b = 0; b + 1 < f->bins->counts[column]; b++) {
        left.slope += histogram[b].slope;
        left.curve += histogram[b].curve;
        struct sums right = {n->all.slope - left.slope, n->all.curve - left.curve};
        if (left.curve < f->settings->least_weight || right.curve < f->settings->least_weight)
            continue;
        double gain = worth(left, ridge) + worth(right, ridge) - whole;
        if (gain > best.gain)
            best = (struct candidate){gain, b, left};
    }
    f->candidates[number] = best;
}

static void make_leaf(const struct fit *f, size_t tree, size_t node, unsigned level, double value)
{
    struct boost *m = f->model;
    size_t below = m->depth - level, first = ((node + 1) << below) - 1 - m->cuts;
    for (size_t i = 0; i < (size_t)1 << below; i++)
        m->leaf[tree * m->ends + first + i] = value;
    for (size_t width = 1, at = node; at < m->cuts; at = 2 * at + 1, width *= 2)
        for (size_t i = 0; i < width; i++)
            m->cut[tree * m->cuts + at + i] = (struct boost_cut){INFINITY, 0};
}

/* Rows in their order on both sides, so that sums do not depend on earlier trees. */
static size_t part(const struct fit *f, const uint8_t *bins, uint32_t *order, size_t count, size_t bin)
{
    size_t left = 0, right = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t row = order[i];
        bool is_left = bins[row] <= bin;
        order[left] = row;
        f->aside[right] = row;
        left += is_left;
        right += !is_left;
    }
    memcpy(order + left, f->aside, right * sizeof *order);
    return left;
}

static void grow_node(struct fit *f, size_t tree, size_t node, unsigned level, uint32_t *order, size_t count,
                      struct sums all)
{
    struct boost *m = f->model;
    struct node n = {f, order, count, all};
    size_t best = 0;
    if (level < m->depth) {
        parallel_for(count < PARALLEL_ROWS ? 1 : f->settings->threads, f->column_count, search_column, &n);
        for (size_t i = 1; i < f->column_count; i++)
            if (f->candidates[i].gain > f->candidates[best].gain)
                best = i;
    }
    if (level == m->depth || !(f->candidates[best].gain > 0)) {
        make_leaf(f, tree, node, level, -f->settings->rate * all.slope / (all.curve + f->settings->ridge));
        return;
    }
    struct candidate cut = f->candidates[best];
    uint32_t column = f->columns[best];
    struct sums right = {all.slope - cut.left.slope, all.curve - cut.left.curve};
    m->cut[tree * m->cuts + node] = (struct boost_cut){f->bins->edges[column * BOOST_BINS + cut.bin], column};
    size_t left = part(f, f->bins->at + column * f->rows, order, count, cut.bin);
    grow_node(f, tree, 2 * node + 1, level + 1, order, left, cut.left);
    grow_node(f, tree, 2 * node + 2, level + 1, order + left, count - left, right);
}

/* Which rows and columns a tree sees. */
static size_t draw(struct fit *f, size_t tree)
{
    struct random r = random_stream(f->settings->seed, tree);
    size_t count = 0, columns = f->model->columns;
    for (size_t i = 0; i < f->rows; i++)
        if (random_unit(&r) < f->settings->row_share)
            f->order[count++] = (uint32_t)i;
    f->column_count = (size_t)(f->settings->column_share * (double)columns + 0.5);
    f->column_count = f->column_count < 1 ? 1 : f->column_count > columns ? columns : f->column_count;
    for (size_t i = 0; i < columns; i++)
        f->columns[i] = (uint32_t)i;
    for (size_t i = 0; i < f->column_count; i++) {
        size_t other = i + random_below(&r, columns - i);
        uint32_t column = f->columns[i];
        f->columns[i] = f->columns[other];
        f->columns[other] = column;
    }
    return count;
}

static void grow_trees(struct fit *f)
{
    for (size_t tree = 0; tree < f->model->rounds; tree++) {
        struct sums all = {0, 0};
        size_t count = draw(f, tree);
        for (size_t i = 0; i < f->rows; i++) {
            double p = 1 / (1 + exp(-f->odds[i]));
            f->sums[i] = (struct sums){p - f->labels[i], p * (1 - p)};
        }
        for (size_t i = 0; i < count; i++) {
            all.slope += f->sums[f->order[i]].slope;
            all.curve += f->sums[f->order[i]].curve;
        }
        grow_node(f, tree, 0, 0, f->order, count, all);
        for (size_t i = 0; i < f->rows; i++)
            f->odds[i] += boost_walk(f->model, tree, f->table->at + i * f->table->columns);
    }
}

static enum err make_model(struct ctx *c, const struct boost_rows *rows, const uint8_t *labels,
                           const struct boost_settings *s, struct boost **out)
{
    double ones = 0;
    void *cut, *leaf;
    if (rows->columns > BOOST_COLUMNS_MAX || s->rounds > BOOST_ROUNDS_MAX || s->depth > BOOST_DEPTH_MAX ||
        rows->count > UINT32_MAX)
        return fail(c, ERR_LIMIT, "a model has at most %d columns, %d rounds and depth %d", BOOST_COLUMNS_MAX,
                    BOOST_ROUNDS_MAX, BOOST_DEPTH_MAX);
    for (size_t i = 0; i < rows->count; i++)
        ones += labels[i] != 0;
    if (rows->columns == 0 || ones == 0 || ones == (double)rows->count)
        return fail(c, ERR_INPUT, "there is nothing to learn without columns, or without both answers");
    struct boost *m = ARENA_NEW(c->arena, struct boost);
    *m = (struct boost){.rounds = s->rounds, .columns = rows->columns, .depth = s->depth};
    m->ends = (size_t)1 << m->depth;
    m->cuts = m->ends - 1;
    m->base = log(ones / ((double)rows->count - ones));
    TRY(arena_alloc_outside(c, m->rounds * (m->cuts + 1) * sizeof *m->cut, &cut));
    TRY(arena_alloc_outside(c, m->rounds * m->ends * sizeof *m->leaf, &leaf));
    m->cut = cut;
    m->leaf = leaf;
    *out = m;
    return OK;
}

enum err boost_fit(struct ctx *c, const struct boost_rows *rows, const uint8_t *labels,
                   const struct boost_settings *settings, struct boost **out)
{
    TRY(make_model(c, rows, labels, settings, out));
    struct arena_mark mark = arena_mark(c->arena);
    struct boost_bins bins;
    void *sums, *odds, *order, *aside;
    TRY(boost_bin(c, rows, &bins));
    TRY(arena_alloc_outside(c, rows->count * sizeof(struct sums), &sums));
    TRY(arena_alloc_outside(c, rows->count * sizeof(double), &odds));
    TRY(arena_alloc_outside(c, rows->count * sizeof(uint32_t), &order));
    TRY(arena_alloc_outside(c, rows->count * sizeof(uint32_t), &aside));
    struct fit f = {.settings = settings,
                    .bins = &bins,
                    .model = *out,
                    .table = rows,
                    .labels = labels,
                    .rows = rows->count,
                    .sums = sums,
                    .odds = odds,
                    .order = order,
                    .aside = aside};
    f.columns = ARENA_ARRAY(c->arena, uint32_t, rows->columns);
    f.candidates = ARENA_ARRAY(c->arena, struct candidate, rows->columns);
    for (size_t i = 0; i < rows->count; i++)
        f.odds[i] = (*out)->base;
    grow_trees(&f);
    arena_rewind(c->arena, mark);
    return OK;
}
