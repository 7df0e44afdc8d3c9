#include "numerics/forest/stream.h"

#include "base/arena.h"
#include "numerics/forest/inner.h"

#include <float.h>
#include <math.h>
#include <string.h>

struct forest_stream {
    struct forest *forest;
    struct forest_rows held; /* the reservoir: held.at is `rows` */
    double *rows;
    size_t window, every;
    size_t added;    /* since a tree was regrown */
    uint64_t number; /* of the next tree */
    struct random random;
};

/* Not a stream of any tree: those count up from zero. */
#define RESERVOIR_STREAM UINT64_MAX

static void hold(struct forest_stream *s, const double *row)
{
    size_t columns = s->held.columns, place = s->held.count;
    if (random_unit(&s->random) < (double)s->held.count / (double)s->window)
        place = random_below(&s->random, s->held.count);
    else
        s->held.count++;
    memcpy(s->rows + place * columns, row, columns * sizeof *row);
}

enum err forest_stream_new(struct ctx *c, const struct forest_rows *first,
                           const struct forest_stream_settings *settings, struct forest_stream **out)
{
    struct forest_stream *s = ARENA_NEW(c->arena, struct forest_stream);
    void *rows;
    TRY(forest_grow(c, first, &settings->forest, &s->forest));
    s->window = settings->window == 0 ? FOREST_STREAM_WINDOW : settings->window;
    if (s->window > FOREST_STREAM_WINDOW_MAX)
        return fail(c, ERR_LIMIT, "a forest's window has at most %d rows", FOREST_STREAM_WINDOW_MAX);
    s->window = s->window < s->forest->samples ? s->forest->samples : s->window;
    s->every = settings->every != 0 ? settings->every : (s->window + s->forest->trees - 1) / s->forest->trees;
    s->number = s->forest->trees;
    s->random = random_stream(settings->forest.seed, RESERVOIR_STREAM);
    TRY(arena_alloc_outside(c, s->window * first->columns * sizeof(double), &rows));
    s->rows = rows;
    s->held = (struct forest_rows){s->rows, 0, first->columns};
    /* As many as fit, the newest: there are samples enough for a tree, as the forest has grown from no more. */
    size_t skipped = first->count > s->window ? first->count - s->window : 0;
    s->held.count = first->count - skipped;
    memcpy(s->rows, first->at + skipped * first->columns, s->held.count * first->columns * sizeof(double));
    *out = s;
    return OK;
}

enum err forest_stream_add(struct ctx *c, struct forest_stream *s, const double *row)
{
    for (size_t k = 0; k < s->held.columns; k++)
        if (!(fabs(row[k]) < DBL_MAX / 4))
            return fail(c, ERR_INPUT, "column %zu is no finite number", k + 1);
    hold(s, row);
    if (++s->added < s->every)
        return OK;
    s->added = 0;
    uint64_t number = s->number++;
    return forest_regrow(c, s->forest, &s->held, number % s->forest->trees, number);
}

const struct forest *forest_stream_forest(const struct forest_stream *s)
{
    return s->forest;
}
