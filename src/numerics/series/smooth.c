#include "numerics/series/smooth.h"

#include "numerics/series/minimise.h"

#include <math.h>

static void run(const double *x, size_t n, struct smooth *s)
{
    double l = s->first_level, b = s->first_trend, squares = 0;
    double alpha = s->alpha, gamma = s->alpha * s->beta, phi = s->phi;
    for (size_t i = 0; i < n; i++) {
        double expected = l + phi * b, e = x[i] - expected;
        squares += e * e;
        l = expected + alpha * e;
        b = phi * b + gamma * e;
    }
    s->level = l;
    s->trend = b;
    s->squares = squares;
}

/* Four sets of parameters at once: the chain of one is what takes the time. */
static void run_four(const double *x, size_t n, const struct smooth *like, const double (*p)[3],
                     double *squares)
{
    double l[4], b[4], sum[4] = {0};
    for (int k = 0; k < 4; k++)
        l[k] = like->first_level, b[k] = like->first_trend;
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 4; k++) {
            double expected = l[k] + p[k][2] * b[k], e = x[i] - expected;
            sum[k] += e * e;
            l[k] = expected + p[k][0] * e;
            b[k] = p[k][2] * b[k] + p[k][0] * p[k][1] * e;
        }
    for (int k = 0; k < 4; k++)
        squares[k] = sum[k];
}

struct line {
    double at_first, slope;
};

static struct line regress(const double *x, size_t n)
{
    double middle = (double)(n - 1) / 2, mean = 0, above = 0, below = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        above += ((double)i - middle) * (x[i] - mean);
        below += ((double)i - middle) * ((double)i - middle);
    }
    double slope = below > 0 ? above / below : 0;
    return (struct line){mean - slope * middle, slope};
}

void smooth_level(const double *x, size_t n, struct smooth *out)
{
    const double golden = 0.3819660112501051;
    struct smooth best = {.first_level = x[0], .squares = INFINITY}, s = best;
    double squares[4];
    for (int i = 0; i < 12; i += 4) {
        double p[4][3] = {{i / 11.0}, {(i + 1) / 11.0}, {(i + 2) / 11.0}, {(i + 3) / 11.0}};
        run_four(x, n, &s, (const double(*)[3])p, squares);
        for (int k = 0; k < 4; k++)
            if (squares[k] < best.squares)
                best.squares = squares[k], best.alpha = p[k][0];
    }
    double low = fmax(0, best.alpha - 1 / 11.0), high = fmin(1, best.alpha + 1 / 11.0);
    for (int i = 0; i < 28; i++) {
        bool right = high - best.alpha > best.alpha - low;
        s.alpha =
            right ? best.alpha + golden * (high - best.alpha) : best.alpha - golden * (best.alpha - low);
        run(x, n, &s);
        if (s.squares < best.squares) {
            *(right ? &low : &high) = best.alpha;
            best = s;
        } else {
            *(right ? &high : &low) = s.alpha;
        }
    }
    run(x, n, &best);
    *out = best;
}

struct fit {
    const double *x;
    size_t n;
    struct smooth s;
};

static double squares_of(void *arg, const double *p)
{
    struct fit *f = arg;
    f->s.alpha = p[0], f->s.beta = p[1];
    f->s.phi = f->s.phi == 1 ? 1 : p[2];
    run(f->x, f->n, &f->s);
    return f->s.squares;
}

/* The best of a coarse grid, then Nelder and Mead from there. */
static void search(struct fit *f, bool damped)
{
    static const double alphas[8] = {0.01, 0.12, 0.25, 0.4, 0.55, 0.7, 0.85, 0.98};
    static const double betas[5] = {0.01, 0.1, 0.3, 0.6, 0.97}, phis[3] = {0.97, 0.85, 0.6};
    double best = INFINITY, x[3] = {0};
    for (int i = 0; i < (damped ? 3 : 1) * 5 * 2; i++) {
        double p[4][3], squares[4];
        for (int j = 0; j < 4; j++) {
            p[j][0] = alphas[i % 2 * 4 + j];
            p[j][1] = betas[i / 2 % 5];
            p[j][2] = damped ? phis[i / 10] : 1;
        }
        run_four(f->x, f->n, &f->s, (const double(*)[3])p, squares);
        for (int j = 0; j < 4; j++)
            if (squares[j] < best) {
                best = squares[j];
                x[0] = p[j][0], x[1] = p[j][1], x[2] = p[j][2];
            }
    }
    struct minimise_box box = {.count = damped ? 3 : 2,
                               .high = {1, 1, damped ? 0.995 : 1},
                               .low = {0, 0, 0.05},
                               .step = {0.15, 0.15, -0.1},
                               .relative = 1e-6};
    f->s.phi = damped ? 0 : 1;
    minimise(squares_of, f, &box, damped ? 220 : 140, x);
    squares_of(f, x);
}

void smooth_holt(const double *x, size_t n, struct smooth *out)
{
    struct line line = regress(x, n);
    struct fit f = {
        .x = x, .n = n, .s = {.first_level = line.at_first - line.slope, .first_trend = line.slope}};
    search(&f, false);
    *out = f.s;
}

void smooth_damped(const double *x, size_t n, struct smooth *out)
{
    struct line line = regress(x, n);
    struct fit f = {.x = x, .n = n, .s = {.first_level = line.at_first - line.slope}};
    search(&f, true);
    *out = f.s;
}

void smooth_forecast(const struct smooth *s, size_t h, double *forecasts)
{
    double power = 1, sum = 0;
    for (size_t k = 0; k < h; k++) {
        power *= s->phi;
        sum += power;
        forecasts[k] = s->level + sum * s->trend;
    }
}

void smooth_theta(const double *x, size_t n, size_t h, double *scratch, double *forecasts)
{
    struct line line = regress(x, n);
    struct smooth s;
    for (size_t i = 0; i < n; i++)
        scratch[i] = 2 * x[i] - (line.at_first + line.slope * (double)i);
    smooth_level(scratch, n, &s);
    for (size_t k = 0; k < h; k++)
        forecasts[k] = (s.level + line.at_first + line.slope * (double)(n + k)) / 2;
}
