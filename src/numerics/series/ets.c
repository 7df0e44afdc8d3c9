#include "numerics/series/ets.h"

#include "base/arena.h"
#include "numerics/series/minimise.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CALLS_MAX = 200, AFRESH = 16 };

struct fit {
    const double *x;
    size_t n, m;
    struct ets *e;
    double *seasons; /* [m] in use */
    double scale;    /* near the size of the values, so that products of them stay numbers */
    double floor;    /* what is not above it may not be expected, where the error multiplies */
    size_t at_beta, at_gamma, at_phi, at_level,
        at_trend; /* places among the variables; 0: none (alpha is there) */
};

/* Sum of logarithms with one call for AFRESH values. */
struct log_sum {
    double product, sum;
};

static void log_add(struct log_sum *s, double value, size_t i)
{
    s->product *= value;
    if (i % AFRESH == AFRESH - 1) {
        s->sum += log(s->product);
        s->product = 1;
    }
}

/* -2 log L of the parameters in f->e, whose level, trend and f->seasons end behind the last value. `relative` and `season` are
 * constants where it is called: the loop is made for each kind of model. */
static inline __attribute__((always_inline)) double run_as(struct fit *f, bool relative, enum ets_kind season)
{
    struct ets *e = f->e;
    double l = e->first_level, b = e->first_trend, phi = e->phi, squares = 0;
    struct log_sum sizes = {1, 0};
    for (size_t i = 0, k = 0; i < f->n; i++, k = k + 1 == f->m ? 0 : k + 1) {
        double q = l + phi * b, s = season == ETS_NONE ? 0 : f->seasons[k];
        double by_season = season == ETS_MULTIPLICATIVE ? 1 / s : 0; /* ready before the error is */
        double expected = season == ETS_MULTIPLICATIVE ? q * s : q + s;
        double error = f->x[i] - expected, on_level = error;
        if (season == ETS_MULTIPLICATIVE) {
            if (!(q > f->floor && s > 1e-6))
                return INFINITY;
            on_level = error * by_season;
            f->seasons[k] = s + e->gamma * error / q;
        } else if (season == ETS_ADDITIVE) {
            f->seasons[k] = s + e->gamma * error;
        }
        l = q + e->alpha * on_level;
        b = phi * b + e->beta * on_level;
        if (relative) {
            if (!(expected > f->floor))
                return INFINITY;
            log_add(&sizes, expected / f->scale, i);
            error /= expected;
        }
        squares += error * error;
    }
    e->level = l;
    e->trend = b;
    e->deviation = squares;
    /* both without the same constant, 2 n log(scale): models compare, and the unit of money does not matter */
    double n = (double)f->n, sum = relative ? squares : squares / (f->scale * f->scale);
    return n * log(fmax(sum, n * 1e-20)) + (relative ? 2 * (sizes.sum + log(sizes.product)) : 0);
}

static double run(struct fit *f)
{
    struct ets_model model = f->e->model;
    bool relative = model.error == ETS_MULTIPLICATIVE;
    if (model.season == ETS_NONE)
        return relative ? run_as(f, true, ETS_NONE) : run_as(f, false, ETS_NONE);
    memcpy(f->seasons, f->e->first_seasons, f->m * sizeof *f->seasons);
    if (model.season == ETS_MULTIPLICATIVE)
        return run_as(f, relative, ETS_MULTIPLICATIVE);
    return run_as(f, relative, ETS_ADDITIVE);
}

static double likelihood_of(void *arg, const double *v)
{
    struct fit *f = arg;
    struct ets *e = f->e;
    e->alpha = v[0];
    e->beta = f->at_beta > 0 ? v[0] * v[f->at_beta] : 0;
    e->gamma = f->at_gamma > 0 ? (1 - v[0]) * v[f->at_gamma] : 0;
    e->phi = f->at_phi > 0 ? v[f->at_phi] : e->model.trend == ETS_NONE ? 0 : 1;
    e->first_level = v[f->at_level];
    e->first_trend = f->at_trend > 0 ? v[f->at_trend] : 0;
    return run(f);
}

/* Level and trend before the first value: a line through the first ten, without their season. */
static void first_states(const struct fit *f, double *level, double *trend)
{
    enum { FIRST = 10 };
    size_t n = f->n < FIRST ? f->n : FIRST;
    double y[FIRST], middle = (double)(n - 1) / 2, mean = 0, above = 0, below = 0;
    for (size_t i = 0; i < n; i++) {
        double s = f->e->model.season == ETS_NONE ? 0 : f->e->first_seasons[i % f->m];
        y[i] = f->e->model.season == ETS_MULTIPLICATIVE ? f->x[i] / s : f->x[i] - s;
        mean += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        above += ((double)i - middle) * (y[i] - mean);
        below += ((double)i - middle) * ((double)i - middle);
    }
    *trend = f->e->model.trend == ETS_NONE || below == 0 ? 0 : above / below;
    *level = f->e->model.trend == ETS_NONE ? mean : mean - *trend * (middle + 1);
}

static size_t add_variable(struct minimise_box *box, double *v, double start, double low, double high,
                           double step)
{
    size_t k = box->count++;
    v[k] = start;
    box->low[k] = low;
    box->high[k] = high;
    box->step[k] = step;
    return k;
}

static void optimise(struct fit *f)
{
    struct ets_model model = f->e->model;
    struct minimise_box box = {.absolute = 0.02};
    double v[MINIMISE_VARIABLES_MAX], level, trend, spread = 0;
    first_states(f, &level, &trend);
    for (size_t i = 1; i < f->n; i++)
        spread += fabs(f->x[i] - f->x[i - 1]) / (double)(f->n - 1);
    spread = fmax(spread, 1e-9 * f->scale);
    double size = fabs(level) + 10 * spread;
    add_variable(&box, v, model.season == ETS_NONE ? 0.5 : 0.3, 1e-4, 0.9999, 0.2);
    f->at_beta = model.trend == ETS_NONE ? 0 : add_variable(&box, v, 0.1, 1e-4, 0.9999, 0.15);
    f->at_gamma = model.season == ETS_NONE ? 0 : add_variable(&box, v, 0.05, 1e-4, 0.9999, 0.1);
    f->at_phi = model.trend != ETS_DAMPED ? 0 : add_variable(&box, v, 0.95, 0.8, 0.98, -0.06);
    f->at_level = add_variable(&box, v, level, level - size, level + size, spread);
    f->at_trend = model.trend == ETS_NONE
                      ? 0
                      : add_variable(&box, v, trend, trend - 5 * spread, trend + 5 * spread, spread / 4);
    minimise(likelihood_of, f, &box, CALLS_MAX, v);
    f->e->likelihood = likelihood_of(f, v);
}

static size_t parameter_count(const struct ets *e)
{
    size_t trends = e->model.trend == ETS_NONE ? 0 : e->model.trend == ETS_ADDITIVE ? 2 : 3;
    return 3 + trends + (e->model.season == ETS_NONE ? 0 : e->m + 1); /* alpha, level, the errors' variance */
}

enum err ets_fit(struct ctx *c, const double *x, size_t n, size_t m, struct ets_model model, struct ets *out)
{
    struct ets e = {.model = model, .n = n, .m = model.season == ETS_NONE ? 1 : m};
    struct fit f = {.x = x, .n = n, .m = e.m, .e = &e};
    size_t parameters = parameter_count(&e);
    if (n < parameters + 2 || (model.season != ETS_NONE && (m < 2 || n < 2 * m + 2)))
        return fail(c, ERR_INPUT, "%zu values are too few for this model", n);
    for (size_t i = 0; i < n; i++) {
        f.scale += fabs(x[i]) / (double)n;
        if (x[i] <= 0 && (model.error == ETS_MULTIPLICATIVE || model.season == ETS_MULTIPLICATIVE))
            return fail(c, ERR_INPUT, "value %zu is not above 0: no model that multiplies", i + 1);
    }
    f.scale = f.scale > 0 ? f.scale : 1;
    f.floor = 1e-6 * f.scale;
    if (model.season != ETS_NONE) {
        double *scratch = ARENA_ARRAY(c->arena, double, n);
        e.first_seasons = ARENA_ARRAY(c->arena, double, m);
        f.seasons = ARENA_ARRAY(c->arena, double, m);
        season_indices(x, n, m, model.season == ETS_MULTIPLICATIVE, scratch, e.first_seasons);
    }
    optimise(&f);
    if (!isfinite(e.likelihood))
        return fail(c, ERR_INPUT, "no parameters of this model fit");
    if (model.season != ETS_NONE) {
        e.seasons = ARENA_ARRAY(c->arena, double, m);
        for (size_t k = 0; k < m; k++)
            e.seasons[k] = f.seasons[(n + k) % m];
    }
    double p = (double)parameters, rest = (double)n - p;
    e.deviation = sqrt(e.deviation / fmax(rest + 1, 1));
    e.aicc = e.likelihood + 2 * p + 2 * p * (p + 1) / fmax(rest - 1, 0.5);
    *out = e;
    return OK;
}

enum err ets_choose(struct ctx *c, const double *x, size_t n, size_t m, bool seasonal, struct ets *out)
{
    static const enum ets_kind trends[] = {ETS_NONE, ETS_ADDITIVE, ETS_DAMPED};
    static const enum ets_kind errors[] = {ETS_ADDITIVE, ETS_MULTIPLICATIVE};
    struct ets one;
    bool any = false;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 3; k++) {
            struct ets_model model = {errors[i], trends[k], seasonal ? errors[i] : ETS_NONE};
            if (ets_fit(c, x, n, m, model, &one) != OK)
                continue;
            if (!any || one.aicc < out->aicc)
                *out = one;
            any = true;
        }
    return any ? OK : fail(c, ERR_INPUT, "%zu values are too few for any model", n);
}

void ets_forecast(const struct ets *e, size_t h, double *forecasts)
{
    double power = 1, sum = 0;
    for (size_t k = 0; k < h; k++) {
        power *= e->phi;
        sum += power;
        double q = e->level + sum * e->trend;
        if (e->model.season == ETS_MULTIPLICATIVE)
            q *= e->seasons[k % e->m];
        else if (e->model.season == ETS_ADDITIVE)
            q += e->seasons[k % e->m];
        forecasts[k] = q;
    }
}

/* 1 + sum of c_j^2, c_j = alpha + beta (phi + … + phi^j) + gamma at whole seasons (Hyndman et al. 2008, table 6.1). */
void ets_deviations(const struct ets *e, const double *forecasts, size_t h, double *deviations)
{
    double growth = 1, power = 1, sum = 0;
    for (size_t k = 0; k < h; k++) {
        double size = e->model.error == ETS_MULTIPLICATIVE ? fabs(forecasts[k]) : 1;
        deviations[k] = e->deviation * size * sqrt(growth);
        power *= e->phi;
        sum += power;
        double c = e->alpha + e->beta * sum + ((k + 1) % e->m == 0 ? e->gamma : 0);
        growth += c * c;
    }
}

const char *ets_name(struct ets_model model, char out[8])
{
    static const char *const parts[] = {
        [ETS_NONE] = "N", [ETS_ADDITIVE] = "A", [ETS_DAMPED] = "Ad", [ETS_MULTIPLICATIVE] = "M"};
    snprintf(out, 8, "%s%s%s", parts[model.error], parts[model.trend], parts[model.season]);
    return out;
}
