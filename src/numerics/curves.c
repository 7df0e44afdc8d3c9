#include "numerics/curves.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

struct scored {
    double score;
    uint8_t label;
};

static int highest_first(const void *a, const void *b)
{
    double x = ((const struct scored *)a)->score, y = ((const struct scored *)b)->score;
    return (x < y) - (x > y);
}

struct steps {
    struct scored *rows; /* the highest score first */
    size_t count, ones;
};

static enum err sort(struct ctx *c, const double *scores, const uint8_t *labels, size_t count,
                     struct steps *out)
{
    void *room;
    TRY(arena_alloc_outside(c, (count + 1) * sizeof(struct scored), &room));
    *out = (struct steps){room, count, 0};
    for (size_t i = 0; i < count; i++) {
        out->rows[i] = (struct scored){scores[i], labels[i]};
        out->ones += labels[i];
    }
    if (out->ones == 0 || out->ones == count)
        return fail(c, ERR_INPUT, "a curve needs rows of both labels");
    qsort(out->rows, count, sizeof *out->rows, highest_first);
    return OK;
}

/* The points that lie at least so far from the one kept before, and the last; *kept has room for all, or is NULL. */
static size_t sift(const struct curve *curve, double far, struct curve_point *kept)
{
    size_t count = 0;
    struct curve_point last = {-1, -1};
    for (size_t i = 0; i < curve->count; i++) {
        struct curve_point at = curve->at[i];
        if (i + 1 < curve->count && fabs(at.x - last.x) + fabs(at.y - last.y) < far)
            continue;
        if (kept != NULL)
            kept[count] = at;
        count++;
        last = at;
    }
    return count;
}

static void thin(struct curve *curve)
{
    double far = 2.0 / CURVE_POINTS_MOST;
    if (curve->count <= CURVE_POINTS_MOST)
        return;
    while (sift(curve, far, NULL) > CURVE_POINTS_MOST)
        far *= 2;
    curve->count = sift(curve, far, curve->at); /* never ahead of where it reads */
}

static enum err trace(struct ctx *c, const struct steps *s, bool precision, struct curve *out)
{
    void *room;
    size_t hits = 0;
    TRY(arena_alloc_outside(c, (s->count + 1) * sizeof(struct curve_point), &room));
    *out = (struct curve){room, 0};
    if (!precision)
        out->at[out->count++] = (struct curve_point){0, 0};
    for (size_t i = 0; i < s->count; i++) {
        hits += s->rows[i].label;
        if (i + 1 < s->count && s->rows[i + 1].score == s->rows[i].score)
            continue;
        double recall = (double)hits / (double)s->ones, seen = (double)(i + 1);
        double others = (seen - (double)hits) / (double)(s->count - s->ones);
        out->at[out->count++] = precision ? (struct curve_point){recall, (double)hits / seen}
                                          : (struct curve_point){others, recall};
    }
    thin(out);
    return OK;
}

enum err curve_roc(struct ctx *c, const double *scores, const uint8_t *labels, size_t count,
                   struct curve *out)
{
    struct steps s;
    TRY(sort(c, scores, labels, count, &s));
    return trace(c, &s, false, out);
}

enum err curve_precision(struct ctx *c, const double *scores, const uint8_t *labels, size_t count,
                         struct curve *out)
{
    struct steps s;
    TRY(sort(c, scores, labels, count, &s));
    return trace(c, &s, true, out);
}
