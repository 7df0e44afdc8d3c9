#include "numerics/series/forecast.h"

#include "numerics/series/ets.h"
#include "numerics/series/interval.h"
#include "numerics/series/smooth.h"

#include <math.h>
#include <stdlib.h>

static const char *const names[FORECAST_METHODS] = {
    [FORECAST_NAIVE2] = "naive2", [FORECAST_SES] = "ses",     [FORECAST_HOLT] = "holt",
    [FORECAST_DAMPED] = "damped", [FORECAST_THETA] = "theta", [FORECAST_COMB] = "comb",
    [FORECAST_ETS] = "ets",       [FORECAST_BEST] = "best",
};

const char *forecast_name(enum forecast_method method)
{
    return names[method];
}

bool forecast_from_name(struct text name, enum forecast_method *out)
{
    for (int i = 0; i < FORECAST_METHODS; i++)
        if (text_is(name, names[i])) {
            *out = (enum forecast_method)i;
            return true;
        }
    return false;
}

enum season_test forecast_default_test(enum forecast_method method)
{
    return method == FORECAST_ETS || method == FORECAST_BEST ? SEASON_TEST_EITHER : SEASON_TEST_LEVELS;
}

/* A series at work: as it came, and without its season. */
struct work {
    const double *x;
    size_t n, m, h;
    bool seasonal, multiplies;
    double *plain;   /* [n] without the season */
    double *index;   /* [m] */
    double *scratch; /* [n] */
};

static enum err prepare(struct ctx *c, enum season_test test, struct work *w)
{
    void *memory;
    TRY(arena_alloc_outside(c, (2 * w->n + w->m) * sizeof(double), &memory));
    w->plain = memory;
    w->scratch = w->plain + w->n;
    w->index = w->scratch + w->n;
    w->seasonal = season_is_significant(w->x, w->n, w->m, test);
    if (w->seasonal) {
        w->multiplies = season_indices(w->x, w->n, w->m, true, w->scratch, w->index);
        w->seasonal = w->multiplies || season_indices(w->x, w->n, w->m, false, w->scratch, w->index);
    }
    for (size_t i = 0; i < w->n; i++) {
        double s = w->seasonal ? w->index[i % w->m] : 0;
        w->plain[i] = !w->seasonal ? w->x[i] : w->multiplies ? w->x[i] / s : w->x[i] - s;
    }
    return OK;
}

static double with_season(const struct work *w, size_t k, double value)
{
    if (!w->seasonal)
        return value;
    double s = w->index[(w->n + k) % w->m];
    return w->multiplies ? value * s : value + s;
}

static void simple(const struct work *w, enum forecast_method method, double *out)
{
    struct smooth s = {.level = w->plain[w->n - 1]};
    if (method == FORECAST_SES)
        smooth_level(w->plain, w->n, &s);
    else if (method == FORECAST_HOLT)
        smooth_holt(w->plain, w->n, &s);
    else if (method == FORECAST_DAMPED)
        smooth_damped(w->plain, w->n, &s);
    if (method == FORECAST_THETA)
        smooth_theta(w->plain, w->n, w->h, w->scratch, out);
    else
        smooth_forecast(&s, w->h, out);
    for (size_t k = 0; k < w->h; k++)
        out[k] = with_season(w, k, out[k]);
}

static void add_mean(double *sum, const double *part, size_t h, double weight)
{
    for (size_t k = 0; k < h; k++)
        sum[k] += weight * part[k];
}

static void comb(const struct work *w, double *part, double *out)
{
    static const enum forecast_method of[] = {FORECAST_SES, FORECAST_HOLT, FORECAST_DAMPED};
    for (size_t k = 0; k < w->h; k++)
        out[k] = 0;
    for (size_t i = 0; i < 3; i++) {
        simple(w, of[i], part);
        add_mean(out, part, w->h, 1.0 / 3);
    }
}

static void state_space(struct ctx *c, const struct work *w, double *out)
{
    struct ets e;
    if (ets_choose(c, w->x, w->n, w->m, w->seasonal, &e) == OK)
        ets_forecast(&e, w->h, out);
    else
        simple(w, w->n > 3 ? FORECAST_DAMPED : FORECAST_NAIVE2, out);
}

/* Equal parts of Theta, Comb and ETS. Of methods that err differently a combination errs less than most of them, and weights
 * that are estimated rarely beat equal ones (Bates & Granger 1969; Clemen, IJF 5, 1989). The three see a trend in different ways:
 * Theta goes along half of it, Comb takes none, all and a dying one together, ETS decides by likelihood and has a season of its own
 * that may change. */
static void best(struct ctx *c, const struct work *w, double *part, double *out)
{
    double *sum = ARENA_ARRAY(c->arena, double, w->h);
    simple(w, FORECAST_THETA, part);
    add_mean(sum, part, w->h, 1.0 / 3);
    comb(w, part, out);
    add_mean(sum, out, w->h, 1.0 / 3);
    state_space(c, w, part);
    add_mean(sum, part, w->h, 1.0 / 3);
    for (size_t k = 0; k < w->h; k++)
        out[k] = sum[k];
}

/* Around any method's forecasts, the spread of a damped trend's. What never was below 0 is not expected there. */
static void bracket(const struct work *w, double *deviations, struct forecast *out)
{
    struct smooth damped;
    double freedom = w->n > 8 ? (double)w->n - 5 : 3;
    double by80 = interval_student(1.2815515655446004, freedom),
           by95 = interval_student(1.959963984540054, freedom);
    double least = 0;
    smooth_damped(w->plain, w->n, &damped);
    interval_deviations(w->plain, w->n, &damped, w->h, deviations);
    for (size_t i = 0; i < w->n; i++)
        least = w->x[i] < least ? w->x[i] : least;
    for (size_t k = 0; k < w->h; k++) {
        double index = w->seasonal && w->multiplies ? w->index[(w->n + k) % w->m] : 1;
        double deviation = deviations[k] * index;
        out->low80[k] = out->mean[k] - by80 * deviation;
        out->high80[k] = out->mean[k] + by80 * deviation;
        out->low95[k] = out->mean[k] - by95 * deviation;
        out->high95[k] = out->mean[k] + by95 * deviation;
        if (least == 0 && out->mean[k] >= 0) {
            out->low80[k] = fmax(out->low80[k], 0);
            out->low95[k] = fmax(out->low95[k], 0);
        }
    }
}

static enum err check(struct ctx *c, const struct work *w)
{
    if (w->n < 1 || w->n > FORECAST_VALUES_MAX || w->h < 1 || w->h > FORECAST_AHEAD_MAX || w->m < 1 ||
        w->m > SEASON_LENGTH_MAX)
        return fail(c, ERR_INPUT, "a forecast takes 1 to %d values, a season of 1 to %d, 1 to %d steps ahead",
                    FORECAST_VALUES_MAX, SEASON_LENGTH_MAX, FORECAST_AHEAD_MAX);
    for (size_t i = 0; i < w->n; i++)
        if (!isfinite(w->x[i]))
            return fail(c, ERR_INPUT, "value %zu is no finite number", i + 1);
    return OK;
}

enum err forecast_series(struct ctx *c, enum forecast_method method, enum season_test test, const double *x,
                         size_t n, size_t m, size_t h, struct forecast *out)
{
    struct work w = {.x = x, .n = n, .m = m, .h = h};
    TRY(check(c, &w));
    TRY(prepare(c, test, &w));
    double *memory = ARENA_ARRAY(c->arena, double, 6 * h), *part = memory + 5 * h;
    *out = (struct forecast){h, memory, memory + h, memory + 2 * h, memory + 3 * h, memory + 4 * h};
    if (method == FORECAST_COMB)
        comb(&w, part, out->mean);
    else if (method == FORECAST_ETS)
        state_space(c, &w, out->mean);
    else if (method == FORECAST_BEST)
        best(c, &w, part, out->mean);
    else
        simple(&w, method, out->mean);
    bracket(&w, part, out);
    return OK;
}
