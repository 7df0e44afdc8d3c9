#include "numerics/vectors/vectors.h"

#include <math.h>
#include <string.h>

/* Sixteen sums side by side, whatever the machine's registers hold, then pairwise: the order is part of the result. */
enum { LANES = 4, SUMS = 4, STRIDE = LANES * SUMS };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

static inline lanes load(const float *at)
{
    lanes v;
    memcpy(&v, at, sizeof v);
    return v;
}

float vectors_dot(const float *a, const float *b, size_t dims)
{
    lanes sums[SUMS] = {{0}};
    size_t i = 0;
    for (; i + STRIDE <= dims; i += STRIDE)
        for (int s = 0; s < SUMS; s++)
            sums[s] += load(a + i + s * LANES) * load(b + i + s * LANES);
    lanes sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    float rest = 0;
    for (; i < dims; i++)
        rest += a[i] * b[i];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + rest;
}

bool vectors_normalise(float *at, size_t dims)
{
    double sum = 0;
    for (size_t i = 0; i < dims; i++)
        sum += (double)at[i] * at[i];
    double length = sqrt(sum);
    bool fine = length > 0 && isfinite(length);
    for (size_t i = 0; i < dims; i++)
        at[i] = fine ? (float)(at[i] / length) : 0;
    return fine;
}
