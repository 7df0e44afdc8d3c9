#include "numerics/simulate/counter.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 10 };

void counter_words(uint64_t seed, uint64_t first, uint32_t group, uint32_t out[4][COUNTER_BLOCK])
{
    uint32_t a[COUNTER_BLOCK], b[COUNTER_BLOCK], c[COUNTER_BLOCK], d[COUNTER_BLOCK];
    uint32_t low = (uint32_t)seed, high = (uint32_t)(seed >> 32);
    for (uint32_t i = 0; i < COUNTER_BLOCK; i++) {
        a[i] = (uint32_t)first + i; /* no carry: first is a multiple of the block */
        b[i] = (uint32_t)(first >> 32);
        c[i] = group;
        d[i] = 0;
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < COUNTER_BLOCK; i++) {
            uint64_t x = UINT64_C(0xD2511F53) * a[i], y = UINT64_C(0xCD9E8D57) * c[i];
            a[i] = (uint32_t)(y >> 32) ^ b[i] ^ low;
            b[i] = (uint32_t)y;
            c[i] = (uint32_t)(x >> 32) ^ d[i] ^ high;
            d[i] = (uint32_t)x;
        }
        low += 0x9E3779B9;
        high += 0xBB67AE85;
    }
    memcpy(out[0], a, sizeof a);
    memcpy(out[1], b, sizeof b);
    memcpy(out[2], c, sizeof c);
    memcpy(out[3], d, sizeof d);
}

static inline double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* A word as a double, by way of the mantissa of 2^52 + word: vector instructions have no other. */
static inline double of_word(uint64_t word)
{
    return of_bits(UINT64_C(0x4330000000000000) | word) - 0x1p52;
}

static const double ln2 = 0.69314718055994530942;

/* The natural logarithm of x >= 1: the exponent, and 2 artanh((m-1)/(m+1)) of a mantissa in [0.707, 1.415). */
static inline double log_of(double x)
{
    const uint64_t half = UINT64_C(0x3FE6A09E667F3BCD); /* the square root of 1/2 */
    uint64_t bits = bits_of(x) - half;
    double exponent = of_bits(UINT64_C(0x4330000000000000) | bits >> 52) - 0x1p52;
    double m = of_bits((bits & UINT64_C(0x000FFFFFFFFFFFFF)) + half);
    double s = (m - 1) / (m + 1), q = s * s;
    double series = 1.0 / 15 + q * (1.0 / 17 + q * (1.0 / 19 + q * (1.0 / 21)));
    series = 1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 + q * series)));
    series = q * (1.0 / 3 + q * (1.0 / 5 + q * series));
    return exponent * ln2 + 2 * (s + s * series);
}

/* Sine and cosine of x, |x| <= pi/4: their Taylor series, to the last digit but one. */
static inline double sine_of(double x)
{
    double q = x * x;
    double series = 1.0 / 362880 - q * (1.0 / 39916800 - q * (1.0 / 6227020800));
    series = 1.0 / 6 - q * (1.0 / 120 - q * (1.0 / 5040 - q * series));
    return x - x * q * series;
}

static inline double cosine_of(double x)
{
    double q = x * x;
    double series = 1.0 / 3628800 - q * (1.0 / 479001600 - q * (1.0 / 87178291200));
    series = 1.0 / 24 - q * (1.0 / 720 - q * (1.0 / 40320 - q * series));
    return 1 - q * (0.5 - q * series);
}

/* Two normal values of two words: radius and angle. The angle's first two bits choose the quarter turn. */
static void box_muller(const uint32_t radius[restrict COUNTER_BLOCK],
                       const uint32_t angle[restrict COUNTER_BLOCK], double one[restrict COUNTER_BLOCK],
                       double two[restrict COUNTER_BLOCK])
{
    const double turn = 6.28318530717958647693 * 0x1p-32;
    double r[COUNTER_BLOCK];
    for (int i = 0; i < COUNTER_BLOCK; i++)
        r[i] = 2 * (33 * ln2 - log_of(2 * of_word(radius[i]) + 1));
    for (int i = 0; i < COUNTER_BLOCK; i++) /* on its own: it may set errno, so it is done one by one */
        r[i] = sqrt(r[i]);
    for (int i = 0; i < COUNTER_BLOCK; i++) {
        uint64_t word = angle[i];
        double at = (of_word(word & 0x3FFFFFFF) - 0x1p29 + 0.5) * turn;
        double s = sine_of(at), c = cosine_of(at);
        double swap = of_word(word >> 30 & 1), turned = 1 - 2 * of_word(word >> 31);
        /* a quarter turn: (c, s) becomes (-s, c) */
        one[i] = r[i] * turned * (c - swap * (c + s));
        two[i] = r[i] * turned * (s + swap * (c - s));
    }
}

void counter_normals(uint64_t seed, uint64_t first, uint32_t group, double out[4][COUNTER_BLOCK])
{
    uint32_t words[4][COUNTER_BLOCK];
    counter_words(seed, first, group, words);
    box_muller(words[0], words[1], out[0], out[1]);
    box_muller(words[2], words[3], out[2], out[3]);
}

void counter_exp(double x[COUNTER_BLOCK])
{
    const double round = 0x1.8p52; /* adding it leaves the nearest whole number in the last bits */
    for (int i = 0; i < COUNTER_BLOCK; i++) {
        double shifted = x[i] * 1.44269504088896340736 + round, whole = shifted - round;
        double r = x[i] - whole * 0x1.62e42feep-1 - whole * 1.90821492927058770002e-10;
        double series =
            1.0 / 40320 +
            r * (1.0 / 362880 + r * (1.0 / 3628800 + r * (1.0 / 39916800 + r * (1.0 / 479001600))));
        series = 1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040 + r * series)));
        series = 1 + r * (1 + r * (0.5 + r * (1.0 / 6 + r * series)));
        x[i] = series * of_bits((bits_of(shifted) + 1023) << 52);
    }
}
