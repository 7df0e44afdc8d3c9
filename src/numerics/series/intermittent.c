#include "numerics/series/intermittent.h"

#include <math.h>

static enum err check(struct ctx *c, const double *x, size_t n, double alpha, double beta)
{
    bool above = false, below = false;
    if (!(alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1))
        return fail(c, ERR_INPUT, "what smooths is between 0 and 1, not %g and %g", alpha, beta);
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(x[i]))
            return fail(c, ERR_INPUT, "value %zu is no finite number", i + 1);
        above = above || x[i] > 0;
        below = below || x[i] < 0;
    }
    return above && below ? fail(c, ERR_INPUT, "values of both signs: no series of payments one way") : OK;
}

enum err intermittent_fit(struct ctx *c, enum intermittent_method method, const double *x, size_t n,
                          double alpha, double beta, struct intermittent *out)
{
    double size = 0, gap = INFINITY, chance = 0, since = 1;
    TRY(check(c, x, n, alpha, beta));
    for (size_t i = 0; i < n; i++, since++) {
        bool first = isinf(gap);
        if (x[i] != 0) {
            size = first ? x[i] : size + alpha * (x[i] - size);
            gap = first ? since : gap + alpha * (since - gap);
            chance = first ? 1 / since : chance + beta * (1 - chance);
            since = 0;
        } else if (!first) {
            chance -= beta * chance;
        }
    }
    *out = (struct intermittent){.size = size, .gap = gap};
    if (method == INTERMITTENT_TSB) {
        out->gap = chance > 0 ? 1 / chance : INFINITY;
        out->rate = chance * size;
    } else if (!isinf(gap)) {
        out->rate = (method == INTERMITTENT_SBA ? 1 - alpha / 2 : 1) * size / gap;
    }
    return OK;
}

bool intermittent_is(const double *x, size_t n)
{
    size_t come = 0;
    for (size_t i = 0; i < n; i++)
        come += x[i] != 0;
    return (double)n > 1.32 * (double)come;
}
