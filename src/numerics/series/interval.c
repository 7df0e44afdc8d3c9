#include "numerics/series/interval.h"

#include <math.h>

enum { PARAMETERS = 5, WARM_UP = 3, ERRORS_MIN = 4 };

/* Adds the squares of what forecasts from behind value i missed, by steps ahead. */
static void miss(const double *x, size_t n, size_t i, double l, double b, double phi, size_t h,
                 double *squares)
{
    double power = 1, sum = 0;
    for (size_t k = 0; k < h && i + k + 1 < n; k++) {
        power *= phi;
        sum += power;
        double e = x[i + k + 1] - l - sum * b;
        squares[k] += e * e;
    }
}

void interval_deviations(const double *x, size_t n, const struct smooth *s, size_t h, double *deviations)
{
    double l = s->first_level, b = s->first_trend, power = 1, sum = 0, growth = 1, before = 0;
    size_t warm_up = n > 4 * WARM_UP ? WARM_UP : 0;
    for (size_t k = 0; k < h; k++)
        deviations[k] = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        double expected = l + s->phi * b, e = x[i] - expected;
        l = expected + s->alpha * e;
        b = s->phi * b + s->alpha * s->beta * e;
        if (i + 1 >= warm_up)
            miss(x, n, i, l, b, s->phi, h, deviations);
    }
    double seen = (double)n, freedom = seen > 2 * PARAMETERS ? seen - PARAMETERS : seen / 2;
    double one = s->squares / freedom;
    for (size_t k = 0; k < h; k++) {
        double count = seen - (double)(k + 1) - (double)(warm_up > 0 ? warm_up - 1 : 0);
        double missed = count >= ERRORS_MIN ? deviations[k] / count * seen / freedom : 0;
        double variance = fmax(fmax(one * growth, missed), before);
        deviations[k] = sqrt(variance);
        before = variance;
        power *= s->phi;
        sum += power;
        double c = s->alpha + s->alpha * s->beta * sum;
        growth += c * c;
    }
}

double interval_student(double z, double v)
{
    double q = z * z;
    double first = z * (q + 1) / 4;
    double second = z * ((5 * q + 16) * q + 3) / 96;
    double third = z * (((3 * q + 19) * q + 17) * q - 15) / 384;
    return z + (first + (second + third / v) / v) / v;
}
