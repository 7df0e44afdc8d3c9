/* Pieces of work shared among threads. What a piece gives depends on its number alone, so the answer is the same at any
 * number of threads. */
#ifndef NUMERICS_PARALLEL_H
#define NUMERICS_PARALLEL_H

#include <stddef.h>

enum { PARALLEL_THREADS_MAX = 64 };

/* Calls work(arg, piece, worker) for each piece from 0 to pieces - 1, in any order, on up to `threads` threads (this one among them; 0 is 1).
 * Workers have the numbers 0 to threads - 1: scratch memory for each. A thread that the system does not give is done without. */
void parallel_for(unsigned threads, size_t pieces, void (*work)(void *arg, size_t piece, unsigned worker),
                  void *arg);

#endif
