#include "numerics/tails.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

enum err tails_fit(struct ctx *c, const double *values, size_t rows, size_t columns, struct tails *out)
{
    void *memory;
    if (rows == 0 || columns == 0)
        return fail(c, ERR_INPUT, "tails need rows and columns");
    TRY(arena_alloc_outside(c, rows * columns * sizeof(double), &memory));
    double *sorted = memory;
    for (size_t k = 0; k < columns; k++) {
        for (size_t i = 0; i < rows; i++) {
            sorted[k * rows + i] = values[i * columns + k];
            if (!isfinite(values[i * columns + k]))
                return fail(c, ERR_INPUT, "row %zu, column %zu is no finite number", i + 1, k + 1);
        }
        qsort(sorted + k * rows, rows, sizeof *sorted, by_value);
    }
    *out = (struct tails){rows, columns, sorted};
    return OK;
}

/* How many of the sorted values are below. */
static size_t below(const double *sorted, size_t count, double value)
{
    size_t base = 0;
    while (count > 0) {
        size_t half = (count + 1) / 2;
        base += sorted[base + half - 1] < value ? half : 0;
        count -= half;
    }
    return base;
}

double tails_score(const struct tails *t, const double *row, double *shares)
{
    double sum = 0, all = (double)t->rows + 1;
    for (size_t k = 0; k < t->columns; k++) {
        size_t large = t->rows - (isnan(row[k]) ? 0 : below(t->sorted + k * t->rows, t->rows, row[k]));
        double tail = -log(((double)large + 1) / all), share = tail * tail;
        sum += share;
        if (shares != NULL)
            shares[k] = share;
    }
    return sum;
}
