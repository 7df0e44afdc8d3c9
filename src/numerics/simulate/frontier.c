#include "numerics/simulate/frontier.h"

#include <math.h>
#include <string.h>

struct problem {
    const double *means, *covariances;
    size_t n;
    double size; /* of the variances: what is small is small beside it */
};

static double mean_of(const struct problem *p, const double *w)
{
    double sum = 0;
    for (size_t i = 0; i < p->n; i++)
        sum += w[i] * p->means[i];
    return sum;
}

/* The least of w'Vw / 2 - hunger x mean, from w on: moves weight between the pair of assets that gains most, as far as it gains,
 * until no pair does. */
static void settle(const struct problem *p, double hunger, double *w)
{
    enum { MOVES_MAX = 20000 };
    size_t n = p->n;
    double slope[SIMULATE_ASSETS_MAX];
    for (size_t i = 0; i < n; i++) {
        slope[i] = -hunger * p->means[i];
        for (size_t k = 0; k < n; k++)
            slope[i] += p->covariances[i * n + k] * w[k];
    }
    for (int move = 0; move < MOVES_MAX; move++) {
        size_t to = 0, from = SIZE_MAX;
        for (size_t i = 0; i < n; i++) {
            to = slope[i] < slope[to] ? i : to;
            if (w[i] > 0 && (from == SIZE_MAX || slope[i] > slope[from]))
                from = i;
        }
        double gain = slope[from] - slope[to];
        if (gain <= 1e-12 * (p->size + hunger * fabs(p->means[to])))
            return;
        double bend =
            p->covariances[to * n + to] + p->covariances[from * n + from] - 2 * p->covariances[to * n + from];
        double by = bend > 1e-15 * p->size && gain / bend < w[from] ? gain / bend : w[from];
        w[from] = by == w[from] ? 0 : w[from] - by;
        w[to] += by;
        for (size_t i = 0; i < n; i++)
            slope[i] += by * (p->covariances[i * n + to] - p->covariances[i * n + from]);
    }
}

static enum err check(struct ctx *c, const struct problem *p, size_t count)
{
    if (p->n < 1 || p->n > SIMULATE_ASSETS_MAX || count < 2 || count > FRONTIER_POINTS_MAX)
        return fail(c, ERR_INPUT, "a frontier has 1 to %d assets and 2 to %d points", SIMULATE_ASSETS_MAX,
                    FRONTIER_POINTS_MAX);
    for (size_t i = 0; i < p->n; i++) {
        if (!isfinite(p->means[i]))
            return fail(c, ERR_INPUT, "the mean of asset %zu is no finite number", i + 1);
        for (size_t k = 0; k < p->n; k++) {
            double own = p->covariances[i * p->n + k], other = p->covariances[k * p->n + i];
            double most = sqrt(p->covariances[i * p->n + i] * p->covariances[k * p->n + k]);
            if (!isfinite(own) || !(fabs(own - other) <= 1e-9 * most) || !(fabs(own) <= most * (1 + 1e-9)))
                return fail(c, ERR_INPUT, "the covariance of assets %zu and %zu is none", i + 1, k + 1);
        }
    }
    return OK;
}

/* Of the assets with the highest mean, the mix of least variance. */
static void highest(const struct problem *p, double *w)
{
    double most = p->means[0];
    for (size_t i = 1; i < p->n; i++)
        most = fmax(most, p->means[i]);
    memset(w, 0, p->n * sizeof *w);
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < p->n; i++)
        if (p->means[i] == most &&
            (best == SIZE_MAX || p->covariances[i * p->n + i] < p->covariances[best * p->n + best]))
            best = i;
    w[best] = 1;
}

static void finish(const struct problem *p, struct frontier_point *point)
{
    double variance = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->n; k++)
            variance += point->weights[i] * point->weights[k] * p->covariances[i * p->n + k];
    point->mean = mean_of(p, point->weights);
    point->deviation = sqrt(fmax(variance, 0));
}

/* The mean grows with the hunger for it: halves the hunger's bounds until the mean is the one asked for, then mixes the two
 * ends, for between them the frontier is a line of weights. */
static void reach(const struct problem *p, double mean, const double *least, const double *most, double *w)
{
    double low[SIMULATE_ASSETS_MAX], high[SIMULATE_ASSETS_MAX], hunger_low = 0, hunger_high = p->size;
    memcpy(low, least, sizeof low);
    memcpy(high, least, sizeof high);
    for (int i = 0; i < 60 && mean_of(p, high) < mean; i++, hunger_high *= 4)
        settle(p, hunger_high * 4, high);
    if (mean_of(p, high) < mean)
        memcpy(high, most, sizeof high);
    for (int i = 0; i < 40; i++) {
        double middle = (hunger_low + hunger_high) / 2;
        memcpy(w, low, sizeof low);
        settle(p, middle, w);
        bool below = mean_of(p, w) < mean;
        memcpy(below ? low : high, w, sizeof low);
        *(below ? &hunger_low : &hunger_high) = middle;
    }
    double from = mean_of(p, low), to = mean_of(p, high), part = to > from ? (mean - from) / (to - from) : 0;
    part = fmin(fmax(part, 0), 1);
    for (size_t i = 0; i < p->n; i++)
        w[i] = low[i] + part * (high[i] - low[i]);
}

enum err frontier_trace(struct ctx *c, const double *means, const double *covariances, size_t assets,
                        struct frontier_point *points, size_t count)
{
    struct problem p = {means, covariances, assets, 1e-300};
    double least[SIMULATE_ASSETS_MAX] = {0}, most[SIMULATE_ASSETS_MAX] = {0};
    TRY(check(c, &p, count));
    for (size_t i = 0; i < assets; i++) {
        p.size = fmax(p.size, covariances[i * assets + i]);
        least[i] = 1 / (double)assets;
    }
    settle(&p, 0, least);
    settle(&p, 1e-9 * p.size, least); /* of several with the least variance, the one with the higher mean */
    highest(&p, most);
    double low = mean_of(&p, least), high = mean_of(&p, most);
    for (size_t i = 0; i < count; i++) {
        points[i] = (struct frontier_point){0};
        if (i == 0)
            memcpy(points[i].weights, least, sizeof least);
        else if (i + 1 == count)
            memcpy(points[i].weights, most, sizeof most);
        else
            reach(&p, low + (high - low) * (double)i / (double)(count - 1), least, most, points[i].weights);
        finish(&p, &points[i]);
    }
    return OK;
}

enum err frontier_fit(struct ctx *c, const struct history *h, double *means, double *covariances)
{
    size_t n = h->assets;
    if (h->years < 2 || h->years > SIMULATE_HISTORY_MAX || n < 1 || n > SIMULATE_ASSETS_MAX)
        return fail(c, ERR_INPUT, "a frontier is fitted to 2 to %d years of 1 to %d assets",
                    SIMULATE_HISTORY_MAX, SIMULATE_ASSETS_MAX);
    for (size_t k = 0; k < n; k++) {
        means[k] = 0;
        for (size_t year = 0; year < h->years; year++)
            means[k] += h->returns[year * n + k] / (double)h->years;
    }
    for (size_t k = 0; k < n; k++)
        for (size_t j = 0; j < n; j++) {
            double sum = 0;
            for (size_t year = 0; year < h->years; year++)
                sum += (h->returns[year * n + k] - means[k]) * (h->returns[year * n + j] - means[j]);
            covariances[k * n + j] = sum / (double)(h->years - 1);
        }
    return OK;
}

void glide_path(const double *from, const double *to, size_t assets, size_t years, double *weights)
{
    for (size_t year = 0; year < years; year++) {
        double part = years > 1 ? (double)year / (double)(years - 1) : 0;
        for (size_t k = 0; k < assets; k++)
            weights[year * assets + k] = (1 - part) * from[k] + part * to[k];
    }
}
