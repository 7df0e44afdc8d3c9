/* Vectors as bytes. A walk looks at thousands of them, wherever they lie: a quarter of the memory is a quarter of the wait. */
#include "numerics/vectors/inner.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { MOST = 127, ZERO = 128 };

float code_make(const float *at, size_t dims, uint8_t *bytes)
{
    float most = 0;
    size_t i = 0;
    for (size_t j = 0; j < dims; j++)
        most = isfinite(at[j]) && fabsf(at[j]) > most ? fabsf(at[j]) : most;
    for (; i < dims; i++) {
        float value = most > 0 && isfinite(at[i]) ? at[i] / most * MOST : 0;
        bytes[i] = (uint8_t)(ZERO + (int)(value < 0 ? value - 0.5F : value + 0.5F));
    }
    for (; i % CODE_STEP != 0; i++)
        bytes[i] = ZERO;
    return most / MOST;
}

void code_turn(const struct code *code, size_t stride, struct code_from *out)
{
    out->scale = code->scale;
    out->sum = 0;
    for (size_t i = 0; i < stride; i++) {
        out->at[i] = (int8_t)(code->at[i] - ZERO);
        out->sum += out->at[i];
    }
}

/* All three give the sum of a x (b + 128). */

typedef int32_t sums __attribute__((vector_size(16)));
typedef int8_t signed4 __attribute__((vector_size(4)));
typedef uint8_t unsigned4 __attribute__((vector_size(4)));

static int32_t dot_plain(const int8_t *a, const uint8_t *b, size_t stride)
{
    sums sum[4] = {{0}};
    for (size_t i = 0; i < stride; i += 16)
        for (size_t s = 0; s < 4; s++) {
            signed4 x;
            unsigned4 y;
            memcpy(&x, a + i + 4 * s, sizeof x);
            memcpy(&y, b + i + 4 * s, sizeof y);
            sum[s] += __builtin_convertvector(x, sums) * __builtin_convertvector(y, sums);
        }
    sums all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    return all[0] + all[1] + all[2] + all[3];
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static int32_t dot_avx2(const int8_t *a, const uint8_t *b, size_t stride)
{
    __m256i one = _mm256_setzero_si256(), two = _mm256_setzero_si256();
    for (size_t i = 0; i < stride; i += 32) {
        __m256i a0 = _mm256_cvtepi8_epi16(_mm_load_si128((const void *)(a + i)));
        __m256i b0 = _mm256_cvtepu8_epi16(_mm_load_si128((const void *)(b + i)));
        __m256i a1 = _mm256_cvtepi8_epi16(_mm_load_si128((const void *)(a + i + 16)));
        __m256i b1 = _mm256_cvtepu8_epi16(_mm_load_si128((const void *)(b + i + 16)));
        one = _mm256_add_epi32(one, _mm256_madd_epi16(a0, b0));
        two = _mm256_add_epi32(two, _mm256_madd_epi16(a1, b1));
    }
    one = _mm256_add_epi32(one, two);
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(one), _mm256_extracti128_si256(one, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    return _mm_cvtsi128_si32(half);
}

__attribute__((target("avx512f,avx512bw,avx512vnni"))) static int32_t
dot_vnni(const int8_t *a, const uint8_t *b, size_t stride)
{
    __m512i one = _mm512_setzero_si512(), two = _mm512_setzero_si512();
    size_t i = 0;
    for (; i + 128 <= stride; i += 128) {
        one = _mm512_dpbusd_epi32(one, _mm512_load_si512(b + i), _mm512_load_si512(a + i));
        two = _mm512_dpbusd_epi32(two, _mm512_load_si512(b + i + 64), _mm512_load_si512(a + i + 64));
    }
    if (i < stride)
        one = _mm512_dpbusd_epi32(one, _mm512_load_si512(b + i), _mm512_load_si512(a + i));
    return _mm512_reduce_add_epi32(_mm512_add_epi32(one, two));
}

#endif

float code_dot(const struct code_from *a, const struct code *b, size_t stride)
{
    int32_t sum;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw"))
        sum = dot_vnni(a->at, b->at, stride);
    else if (__builtin_cpu_supports("avx2"))
        sum = dot_avx2(a->at, b->at, stride);
    else
#endif
        sum = dot_plain(a->at, b->at, stride);
    return (float)(sum - ZERO * a->sum) * (a->scale * b->scale);
}
