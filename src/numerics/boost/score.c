#include "numerics/boost/inner.h"
#include "numerics/parallel.h"

#include <assert.h>

enum { PIECE_ROWS = 1024 };

struct scoring {
    const struct boost *model;
    const struct boost_rows *rows;
    double *odds;
};

static void score_piece(void *arg, size_t piece, unsigned worker)
{
    (void)worker;
    const struct scoring *s = arg;
    size_t end = (piece + 1) * PIECE_ROWS < s->rows->count ? (piece + 1) * PIECE_ROWS : s->rows->count;
    for (size_t i = piece * PIECE_ROWS; i < end; i++) {
        double sum = s->model->base;
        for (size_t tree = 0; tree < s->model->rounds; tree++)
            sum += boost_walk(s->model, tree, s->rows->at + i * s->model->columns);
        s->odds[i] = sum;
    }
}

void boost_score(const struct boost *model, const struct boost_rows *rows, unsigned threads, double *odds)
{
    assert(rows->columns == model->columns);
    struct scoring s = {model, rows, odds};
    parallel_for(threads, (rows->count + PIECE_ROWS - 1) / PIECE_ROWS, score_piece, &s);
}
