/* What the encoder does between products, in every width that this machine has, against double precision. */
#include "numerics/random.h"
#include "numerics/transformer/kernels.h"
#include "support.h"

#include <math.h>

enum { DIMS = 96, ROWS_MOST = 70 };

static void fill(struct random *r, float *at, size_t count, double most)
{
    for (size_t i = 0; i < count; i++)
        at[i] = (float)((random_unit(r) * 2 - 1) * most);
}

static void gelu_is_exact_to_single_precision(void **state)
{
    (void)state;
    static const float none[32];
    for (size_t k = 0; kernels_at(k) != NULL; k++) {
        double worst = 0;
        for (float x = -12; x < 12; x += 32 * 1e-4F) {
            float v[32];
            for (int i = 0; i < 32; i++)
                v[i] = x + (float)i * 1e-4F;
            float asked[32];
            memcpy(asked, v, sizeof v);
            kernels_at(k)->gelu(32, none, v);
            for (int i = 0; i < 32; i++) {
                double a = (double)asked[i], wanted = a / 2 * (1 + erf(a / sqrt(2)));
                worst = fmax(worst, fabs((double)v[i] - wanted) / fmax(fabs(a), 1e-3));
            }
        }
        assert_true(worst < 6e-7);
    }
}

static void gelu_of_what_is_large_or_nothing(void **state)
{
    (void)state;
    for (size_t k = 0; kernels_at(k) != NULL; k++) {
        float v[32] = {0, 1e30F, -1e30F, 40, -40, 1e-30F}, bias[32] = {0};
        v[6] = 1;
        bias[6] = -1;
        kernels_at(k)->gelu(32, bias, v);
        assert_true(v[0] == 0 && v[1] == 1e30F && v[3] == 40 && v[6] == 0);
        assert_true(fabsf(v[2]) < 1e24F && fabsf(v[4]) < 1e-5F && v[5] > 4.9e-31F && v[5] < 5.1e-31F);
    }
}

static void rows_are_normalised(void **state)
{
    (void)state;
    struct random r = random_stream(5, 0);
    float a[DIMS], b[DIMS], bias[DIMS], scale[DIMS], shift[DIMS], out[DIMS];
    fill(&r, a, DIMS, 3);
    fill(&r, b, DIMS, 2);
    fill(&r, bias, DIMS, 1);
    fill(&r, scale, DIMS, 2);
    fill(&r, shift, DIMS, 1);
    for (size_t k = 0; kernels_at(k) != NULL; k++)
        for (int with = 0; with < 2; with++) {
            double mean = 0, variance = 0;
            kernels_at(k)->add_norm(DIMS, a, b, with ? bias : NULL, scale, shift, 1e-5F, out);
            for (size_t i = 0; i < DIMS; i++)
                mean += ((double)a[i] + (double)b[i] + (with ? (double)bias[i] : 0)) / DIMS;
            for (size_t i = 0; i < DIMS; i++)
                variance += pow((double)a[i] + (double)b[i] + (with ? (double)bias[i] : 0) - mean, 2) / DIMS;
            for (size_t i = 0; i < DIMS; i++) {
                double s = (double)a[i] + (double)b[i] + (with ? (double)bias[i] : 0),
                       wanted = (s - mean) / sqrt(variance + 1e-5) * (double)scale[i] + (double)shift[i];
                assert_true(fabs((double)out[i] - wanted) < 3e-6);
            }
        }
}

/* One query's attention over all keys. */
static void attend_plainly(size_t count, size_t dims, const float *q, const float *bias, const float *k,
                           const float *v, double *out)
{
    double scores[ROWS_MOST], most = -INFINITY, sum = 0;
    for (size_t j = 0; j < count; j++) {
        scores[j] = 0;
        for (size_t d = 0; d < dims; d++)
            scores[j] += ((double)q[d] + (double)bias[d]) * (double)k[j * dims + d];
        most = fmax(most, scores[j]);
    }
    for (size_t j = 0; j < count; j++)
        sum += scores[j] = exp(scores[j] - most);
    for (size_t d = 0; d < dims; d++) {
        out[d] = 0;
        for (size_t j = 0; j < count; j++)
            out[d] += scores[j] / sum * (double)v[j * dims + d];
    }
}

static void attention_mixes_by_softened_scores(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 3, 4, 5, 15, 16, 17, 33, ROWS_MOST}, dims_of[] = {32, 64};
    static float q[ROWS_MOST * 64], k[ROWS_MOST * 64], v[ROWS_MOST * 64], bias[64], out[ROWS_MOST * 64];
    static _Alignas(64) float scratch[80 * (64 + 4)];
    struct random r = random_stream(6, 0);
    for (size_t at = 0; kernels_at(at) != NULL; at++)
        for (size_t n = 0; n < sizeof counts / sizeof *counts; n++)
            for (size_t s = 0; s < 2; s++) {
                size_t count = counts[n], dims = dims_of[s];
                double wanted[64];
                fill(&r, q, count * dims,
                     n % 2 ? 8 : 0.5); /* sharp ones, whose other weights vanish, and flat ones */
                fill(&r, k, count * dims, 1);
                fill(&r, v, count * dims, 1);
                fill(&r, bias, dims, 1);
                assert_true(kernels_scratch(count, dims) <= sizeof scratch / sizeof *scratch);
                kernels_at(at)->attend(count, dims, q, bias, k, v, dims, scratch, out, dims);
                for (size_t i = 0; i < count; i++) {
                    attend_plainly(count, dims, q + i * dims, bias, k, v, wanted);
                    for (size_t d = 0; d < dims; d++)
                        assert_true(fabs((double)out[i * dims + d] - wanted[d]) < 3e-5);
                }
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gelu_is_exact_to_single_precision),
        cmocka_unit_test(gelu_of_what_is_large_or_nothing),
        cmocka_unit_test(rows_are_normalised),
        cmocka_unit_test(attention_mixes_by_softened_scores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
