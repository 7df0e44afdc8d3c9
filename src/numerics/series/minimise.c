#include "numerics/series/minimise.h"

#include <math.h>
#include <string.h>

struct simplex {
    const struct minimise_box *box;
    minimise_function *f;
    void *arg;
    int calls;
    double at[MINIMISE_VARIABLES_MAX + 1][MINIMISE_VARIABLES_MAX];
    double value[MINIMISE_VARIABLES_MAX + 1];
};

static double ask(struct simplex *s, double *x)
{
    for (size_t k = 0; k < s->box->count; k++)
        x[k] = fmin(fmax(x[k], s->box->low[k]), s->box->high[k]);
    s->calls++;
    return s->f(s->arg, x);
}

static void put(struct simplex *s, size_t i, const double *x, double value)
{
    memcpy(s->at[i], x, sizeof s->at[i]);
    s->value[i] = value;
}

/* From the worst point through the middle of the others: by 1 the mirror image, by -0.5 half of the way. */
static double ask_along(struct simplex *s, size_t worst, const double *middle, double by, double *x)
{
    memset(x, 0, sizeof s->at[0]);
    for (size_t k = 0; k < s->box->count; k++)
        x[k] = middle[k] + by * (middle[k] - s->at[worst][k]);
    return ask(s, x);
}

static void begin(struct simplex *s, const double *x)
{
    size_t n = s->box->count;
    for (size_t i = 0; i <= n; i++) {
        memset(s->at[i], 0, sizeof s->at[i]);
        memcpy(s->at[i], x, n * sizeof *x);
        if (i > 0) {
            double moved = x[i - 1] + s->box->step[i - 1];
            s->at[i][i - 1] = moved > s->box->high[i - 1] ? x[i - 1] - s->box->step[i - 1] : moved;
        }
        s->value[i] = ask(s, s->at[i]);
    }
}

static void shrink(struct simplex *s, size_t best)
{
    for (size_t i = 0; i <= s->box->count; i++) {
        if (i == best)
            continue;
        for (size_t k = 0; k < s->box->count; k++)
            s->at[i][k] = (s->at[i][k] + s->at[best][k]) / 2;
        s->value[i] = ask(s, s->at[i]);
    }
}

static void rank(const struct simplex *s, size_t *best, size_t *worst, double *second)
{
    size_t n = s->box->count;
    *best = *worst = 0;
    for (size_t i = 1; i <= n; i++) {
        *best = s->value[i] < s->value[*best] ? i : *best;
        *worst = s->value[i] >= s->value[*worst] ? i : *worst;
    }
    *second = s->value[*best];
    for (size_t i = 0; i <= n; i++)
        if (i != *worst && s->value[i] > *second)
            *second = s->value[i];
}

static void turn(struct simplex *s, size_t best, size_t worst, double second)
{
    size_t n = s->box->count;
    double middle[MINIMISE_VARIABLES_MAX] = {0}, x[MINIMISE_VARIABLES_MAX], y[MINIMISE_VARIABLES_MAX];
    for (size_t i = 0; i <= n; i++)
        for (size_t k = 0; k < n && i != worst; k++)
            middle[k] += s->at[i][k] / (double)n;
    double mirrored = ask_along(s, worst, middle, 1, x);
    if (mirrored < s->value[best]) {
        double further = ask_along(s, worst, middle, 2, y);
        put(s, worst, further < mirrored ? y : x, fmin(further, mirrored));
        return;
    }
    if (mirrored < second) {
        put(s, worst, x, mirrored);
        return;
    }
    double nearer = ask_along(s, worst, middle, mirrored < s->value[worst] ? 0.5 : -0.5, y);
    if (nearer < fmin(mirrored, s->value[worst]))
        put(s, worst, y, nearer);
    else
        shrink(s, best);
}

double minimise(minimise_function *f, void *arg, const struct minimise_box *box, int calls_max, double *x)
{
    struct simplex s = {.box = box, .f = f, .arg = arg};
    size_t best, worst;
    double second;
    begin(&s, x);
    for (;;) {
        rank(&s, &best, &worst, &second);
        if (s.calls >= calls_max ||
            s.value[worst] - s.value[best] <= box->relative * fabs(s.value[best]) + box->absolute)
            break;
        turn(&s, best, worst, second);
    }
    memcpy(x, s.at[best], box->count * sizeof *x);
    return s.value[best];
}
