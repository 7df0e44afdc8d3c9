/* Nearest vectors by inner product (the cosine, when all have length 1): exact, filtered, and diverse.
 *
 * A set is `count` rows of `dims` floats, row after row, anywhere; VECTOR_ALIGN lets them be read quickest. Scores are summed in one fixed
 * order, so they are the same on every machine and at any number of threads. */
#ifndef NUMERICS_VECTORS_H
#define NUMERICS_VECTORS_H

#include "base/arena.h"

enum { VECTOR_ALIGN = 64, VECTOR_DIMS_MOST = 4096, VECTOR_HITS_MOST = 10000 };

struct vector_set {
    const float *at;
    size_t count, dims;
    /* Of each row; NULL: there are none, and a filter on them lets all rows through. */
    const int64_t *owners;
    const int64_t *times_us;
};

/* Which rows count. */
struct vector_filter {
    int64_t owner;            /* 0: anybody's */
    int64_t from_us, till_us; /* from_us <= time < till_us; both 0: any */
};

struct vector_hit {
    size_t row;
    float score;
};

/* The k rows with the highest inner products, the best first, of equal ones the earlier row; `out` has room for k. Rows whose score is not a
 * number never come. `filter` may be NULL. *found is less than k when fewer rows count. ERR_LIMIT for more dims or hits than above, or more than PARALLEL_THREADS_MAX threads;
 * ERR_INPUT for a query that is not finite. */
enum err vectors_nearest(struct ctx *c, const struct vector_set *set, const float *query,
                         const struct vector_filter *filter, size_t k, int threads, struct vector_hit *out,
                         size_t *found) MUST_USE;

/* The same for the rows of which wanted(self, row) is true (NULL: all), asked from several threads. */
enum err vectors_nearest_of(struct ctx *c, const struct vector_set *set, const float *query,
                            bool (*wanted)(const void *self, size_t row), const void *self, size_t k,
                            int threads, struct vector_hit *out, size_t *found) MUST_USE;
/* Does the filter let the row through? */
bool vector_counts(const struct vector_set *set, const struct vector_filter *filter, size_t row);

/* Of hits (the best first), k that are near the query and unlike each other: maximal marginal relevance (Carbonell and Goldstein, SIGIR
 * 1998). Takes again and again the one with the highest
 *     balance x score - (1 - balance) x highest inner product with one that was taken;
 * balance 1: the nearest, 0: the most unlike. Vectors have length 1. `out` has room for k; gives how many were taken. */
size_t vectors_diverse(struct arena *arena, const struct vector_set *set, const struct vector_hit *hits,
                       size_t count, size_t k, float balance, struct vector_hit *out);

/* The inner product, summed as everywhere here. */
float vectors_dot(const float *a, const float *b, size_t dims);
/* Divides by the length; false, and all zeros, when that is 0 or not finite. */
bool vectors_normalise(float *at, size_t dims);

#endif
