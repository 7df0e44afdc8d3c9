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
    HEIGHT_USUAL = 8 /* of 256 samples: unrolled */
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

/* Depths of each row, summed over all trees in their order. */
static void walk_block(const struct forest *f, const float *values, size_t count, float *sums)
{
    for (size_t i = 0; i < count; i++)
        sums[i] = 0;
    for (size_t t = 0; t < f->trees; t++) {
        const struct forest_cut *cut = f->cut + t * f->cuts;
        const float *depth = f->depth + t * f->ends;
        if (f->height == HEIGHT_USUAL)
            for (size_t i = 0; i < count; i++)
                sums[i] += walk(cut, depth, values + i * f->columns, HEIGHT_USUAL, (1 << HEIGHT_USUAL) - 1);
        else
            for (size_t i = 0; i < count; i++)
                sums[i] += walk(cut, depth, values + i * f->columns, f->height, f->cuts);
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
