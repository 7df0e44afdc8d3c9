/* Seeded random numbers: xoshiro256++ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021), its
 * state drawn from (seed, stream) by SplitMix64 (Steele, Lea, Flood 2014). Not for secrets.
 *
 * Work that is shared among threads takes one stream per piece of work (a tree, a path), never one per thread: then the
 * answer is the same at any number of threads. */
#ifndef NUMERICS_RANDOM_H
#define NUMERICS_RANDOM_H

#include <math.h>
#include <stdint.h>

struct random {
    uint64_t s[4];
};

static inline uint64_t random_split(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* The stream with this number: streams of one seed do not depend on each other. */
static inline struct random random_stream(uint64_t seed, uint64_t stream)
{
    uint64_t at = seed, mixed = random_split(&at) ^ (stream * UINT64_C(0xD1342543DE82EF95));
    struct random r;
    for (int i = 0; i < 4; i++)
        r.s[i] = random_split(&mixed);
    return r;
}

static inline uint64_t random_rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

/* 64 bits, each as likely 0 as 1. */
static inline uint64_t random_bits(struct random *r)
{
    uint64_t *s = r->s, result = random_rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = random_rotate(s[3], 45);
    return result;
}

/* Evenly in [0, 1), 53 bits. */
static inline double random_unit(struct random *r)
{
    return (double)(random_bits(r) >> 11) * 0x1p-53;
}

/* Evenly in 0..below-1; below is 1 to 2^32 (Lemire's product; its unevenness is below 2^-32). */
static inline uint32_t random_below(struct random *r, uint64_t below)
{
    return (uint32_t)(((random_bits(r) >> 32) * below) >> 32);
}

/* From the standard normal distribution, by Marsaglia's polar method (1964); the second value of a pair is dropped, so that a stream
 * has no state but its bits. */
static inline double random_normal(struct random *r)
{
    double u, v, q;
    do {
        u = 2 * random_unit(r) - 1;
        v = 2 * random_unit(r) - 1;
        q = u * u + v * v;
    } while (q >= 1 || q == 0);
    return u * sqrt(-2 * log(q) / q);
}

#endif
