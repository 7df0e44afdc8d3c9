/* Nearest vectors in a large set without looking at each: a graph of near ones that is walked towards the query. Hierarchical navigable small
 * worlds (Malkov and Yashunin, IEEE TPAMI 2020), rows added in batches that are linked side by side (Manohar et al., "ParlayANN", PPoPP
 * 2024), so the graph depends on the rows, their order, how they were handed over and the seed, never on the number of threads. The walk compares one byte
 * for each number, as exact whole numbers; what it finds is ranked by vectors_dot, as the exact search does.
 *
 * The vectors stay the caller's, in a struct vector_set that is handed to each call: rows 0.. as they were added, wherever they lie by now. They
 * have length 1. An index is not written to disk: it is built again from its vectors, and is then the same. It takes, beside the vectors,
 * dims (up to the next 64) + 8 x links + 13 bytes a row, 525 for 384 numbers, and a little for the upper levels. Searches may run side by side, adding and removing may
 * not. */
#ifndef NUMERICS_VECTORS_INDEX_H
#define NUMERICS_VECTORS_INDEX_H

#include "numerics/vectors/vectors.h"

struct vector_index;

enum { VECTOR_LINKS_LEAST = 4, VECTOR_LINKS_MOST = 64, VECTOR_WIDTH_MOST = 4096 };

struct vector_index_options {
    size_t dims;
    unsigned links; /* of a row on a level, twice as many on the lowest; 0: 16 */
    unsigned width; /* how many near ones are kept while a row is added; 0: 128 */
    uint64_t seed;
};

/* ERR_LIMIT for more dimensions, links or width than above. */
enum err vector_index_open(struct ctx *c, const struct vector_index_options *options,
                           struct vector_index **out) MUST_USE;
/* NULL is allowed. */
void vector_index_close(struct vector_index *index);

/* Adds the rows of the set that are not in it yet. ERR_INPUT: of another number of dimensions. ERR_MEMORY: vector_index_count says how many are in it now. */
enum err vector_index_add(struct ctx *c, struct vector_index *index, const struct vector_set *set,
                          int threads) MUST_USE;
/* The row is found no more. It still shows the way to others, so where most are removed the index had better be built again without them.
 * Removing one that is not there, or twice, changes nothing. */
void vector_index_remove(struct vector_index *index, size_t row);
size_t vector_index_count(const struct vector_index *index); /* with those that were removed */
size_t vector_index_removed(const struct vector_index *index);
int64_t vector_index_bytes(const struct vector_index *index);

/* As vectors_nearest, but that a hit may be missed: fewer with a greater width (0: 64; at least k counts). Where the filter lets few rows through, those are all
 * looked at, and nothing is missed: also where the walk did not find k. ERR_INPUT for another number of dimensions or a query that is not finite, or fewer
 * rows in the set than in the index; ERR_LIMIT as vectors_nearest and for more width than above. */
enum err vector_index_nearest(struct ctx *c, const struct vector_index *index, const struct vector_set *set,
                              const float *query, const struct vector_filter *filter, size_t k,
                              unsigned width, struct vector_hit *out, size_t *found) MUST_USE;

#endif
