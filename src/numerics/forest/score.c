/* Scoring: blocks of rows against one tree after the other, so that a tree is read from the nearest cache. */
#include "numerics/forest/inner.h"
#include "numerics/parallel.h"

#include <assert.h>
#include <math.h>

enum {
    PIECE_ROWS = 4096, /* what a thread takes at a time */
    BLOCK_VALUES =
        FOREST_COLUMNS_MAX, /* floats of a block: rows and a tree fit into 32 KiB; one row at least */
    BLOCK_ROWS = 512,
    EIGHT = 8
};

struct scoring {
    const struct forest *forest;
    const struct forest_rows *rows;
    double *scores;
};

static inline float walk(const struct forest_cut *cut, const float *depth, const float *row, unsigned height,
                         size_t cuts)
{
    size_t node = 0;
    for (unsigned level = 0; level < height; level++) {
        struct forest_cut at = cut[node];
        node = 2 * node + 2 - (row[at.column] < at.cut);
    }
    return depth[node - cuts];
}

/* Eight walks side by side: what one waits for, the others make good. Rows `row_apart` floats apart down one tree, or one row (0) down trees that
 * are `cuts_apart` cuts apart. */
static inline void walk_eight(const struct forest_cut *cut, size_t cuts_apart, const float *row,
                              size_t row_apart, unsigned height, size_t nodes[EIGHT])
{
    for (size_t i = 0; i < EIGHT; i++)
        nodes[i] = 0;
    for (unsigned level = 0; level < height; level++)
        for (size_t i = 0; i < EIGHT; i++) {
            const struct forest_cut *at = &cut[i * cuts_apart + nodes[i]];
            nodes[i] = 2 * nodes[i] + 2 - (row[i * row_apart + at->column] < at->cut);
        }
}

/* One row's depths over all trees, added in their order. */
static float walk_trees(const struct forest *f, const float *row)
{
    size_t t = 0, nodes[EIGHT];
    float sum = 0;
    for (; t + EIGHT <= f->trees; t += EIGHT) {
        walk_eight(f->cut + t * f->cuts, f->cuts, row, 0, f->height, nodes);
        for (size_t i = 0; i < EIGHT; i++)
            sum += f->depth[(t + i) * f->ends + nodes[i] - f->cuts];
    }
    for (; t < f->trees; t++)
        sum += walk(f->cut + t * f->cuts, f->depth + t * f->ends, row, f->height, f->cuts);
    return sum;
}

/* Depths of each row, summed over all trees in their order. */
static void walk_block(const struct forest *f, const float *values, size_t count, float *sums)
{
    size_t eights = count - count % EIGHT, nodes[EIGHT];
    for (size_t i = eights; i < count; i++)
        sums[i] = walk_trees(f, values + i * f->columns);
    for (size_t i = 0; i < eights; i++)
        sums[i] = 0;
    for (size_t t = 0; t < f->trees; t++) {
        const struct forest_cut *cut = f->cut + t * f->cuts;
        const float *depth = f->depth + t * f->ends;
        for (size_t first = 0; first < eights; first += EIGHT) {
            walk_eight(cut, 0, values + first * f->columns, f->columns, f->height, nodes);
            for (size_t i = 0; i < EIGHT; i++)
                sums[first + i] += depth[nodes[i] - f->cuts];
        }
    }
}

double forest_score_of(const struct forest *f, double depth)
{
    double units = depth / f->unit;
    return f->kind == FOREST_STANDARD ? exp2(-units) : 1 / (1 + exp2(4 * (units - 1)));
}

static void score_piece(void *arg, size_t piece, unsigned worker)
{
    (void)worker;
    const struct scoring *s = arg;
    const struct forest *f = s->forest;
    float values[BLOCK_VALUES], sums[BLOCK_ROWS];
    size_t fits = BLOCK_VALUES / f->columns, block = fits > BLOCK_ROWS ? BLOCK_ROWS : fits;
    size_t end = (piece + 1) * PIECE_ROWS < s->rows->count ? (piece + 1) * PIECE_ROWS : s->rows->count;
    for (size_t first = piece * PIECE_ROWS; first < end; first += block) {
        size_t count = end - first < block ? end - first : block;
        const double *from = s->rows->at + first * f->columns;
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < f->columns; k++)
                values[i * f->columns + k] = forest_inside(f, k, from[i * f->columns + k]);
        if (!forest_walk_packed(f, values, count, sums))
            walk_block(f, values, count, sums);
        for (size_t i = 0; i < count; i++)
            s->scores[first + i] = forest_score_of(f, (double)sums[i] / (double)f->trees);
    }
}

void forest_score(const struct forest *forest, const struct forest_rows *rows, unsigned threads,
                  double *scores)
{
    assert(rows->columns == forest->columns);
    struct scoring s = {forest, rows, scores};
    parallel_for(threads, (rows->count + PIECE_ROWS - 1) / PIECE_ROWS, score_piece, &s);
}
