/* Columns cut into bins that hold about as many rows each. */
#include "base/arena.h"
#include "numerics/boost/inner.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Edges between different values: all of them when they are few, else those nearest to the quantiles. Each edge is the greater of the two
 * values it is between, so that a rising function of the column moves nothing from bin to bin. */
static size_t place_edges(const double *sorted, size_t count, double *edges)
{
    size_t different = 1, bins = 0, begin = 0;
    for (size_t i = 1; i < count; i++)
        different += sorted[i] != sorted[i - 1];
    size_t wanted = different < BOOST_BINS ? 1 : count / BOOST_BINS;
    for (size_t i = 1; i < count; i++) {
        if (sorted[i] == sorted[i - 1] || i - begin < wanted || bins + 2 > BOOST_BINS)
            continue;
        edges[bins++] = sorted[i];
        begin = i;
    }
    return bins + 1;
}

static uint8_t bin_of(const double *edges, size_t bins, double value)
{
    size_t low = 0, high = bins - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (value < edges[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return (uint8_t)low;
}

enum err boost_bin(struct ctx *c, const struct boost_rows *rows, struct boost_bins *out)
{
    void *edges, *at, *sorted;
    out->counts = ARENA_ARRAY(c->arena, size_t, rows->columns);
    TRY(arena_alloc_outside(c, rows->columns * BOOST_BINS * sizeof(double), &edges));
    TRY(arena_alloc_outside(c, rows->columns * rows->count, &at));
    TRY(arena_alloc_outside(c, rows->count * sizeof(double), &sorted));
    out->edges = edges;
    out->at = at;
    double *values = sorted;
    for (size_t k = 0; k < rows->columns; k++) {
        double *own = out->edges + k * BOOST_BINS;
        for (size_t i = 0; i < rows->count; i++) {
            values[i] = rows->at[i * rows->columns + k];
            if (!isfinite(values[i]))
                return fail(c, ERR_INPUT, "row %zu, column %zu is no finite number", i + 1, k + 1);
        }
        qsort(values, rows->count, sizeof *values, by_value);
        out->counts[k] = place_edges(values, rows->count, own);
        for (size_t i = 0; i < rows->count; i++)
            out->at[k * rows->count + i] = bin_of(own, out->counts[k], rows->at[i * rows->columns + k]);
    }
    return OK;
}
