/* Random numbers without a state: Philox4x32-10 turns (seed, path, group) into four words of 32 bits (Salmon, Moraes, Dror, Shaw,
 * "Parallel random numbers: as easy as 1, 2, 3", SC 2011). What a path draws depends on its number alone, so it is the same on any
 * thread and for any plan: two plans with one seed meet the same years (common random numbers).
 *
 * Worked on for COUNTER_BLOCK paths at once, in loops that compilers turn into vector instructions. */
#ifndef NUMERICS_SIMULATE_COUNTER_H
#define NUMERICS_SIMULATE_COUNTER_H

#include <stdint.h>

enum { COUNTER_BLOCK = 128 };

/* Words 0..3 of paths first..first+COUNTER_BLOCK-1; `first` is a multiple of COUNTER_BLOCK. */
void counter_words(uint64_t seed, uint64_t first, uint32_t group, uint32_t out[4][COUNTER_BLOCK]);

/* The same as four values of the standard normal distribution (Box and Muller 1958), at most 6.67 from 0. */
void counter_normals(uint64_t seed, uint64_t first, uint32_t group, double out[4][COUNTER_BLOCK]);

/* e to the power of each of `x`, in place, to 1e-15 of it; for |x| < 700. */
void counter_exp(double x[COUNTER_BLOCK]);

#endif
