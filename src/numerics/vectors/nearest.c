/* The exact search: every row that counts is looked at once, in slices side by side; each slice keeps its best k in a heap. */
#include "numerics/parallel.h"
#include "numerics/vectors/vectors.h"

#include <math.h>
#include <stdlib.h>

struct slice {
    const struct vector_set *set;
    bool (*wanted)(const void *self, size_t row); /* NULL: any */
    const void *self;
    const float *query;
    size_t from, till, k, count;
    struct vector_hit *heap; /* the worst on top */
};

static bool is_worse(const struct vector_hit *a, const struct vector_hit *b)
{
    return a->score != b->score ? a->score < b->score : a->row > b->row;
}

static void swap(struct vector_hit *a, struct vector_hit *b)
{
    struct vector_hit kept = *a;
    *a = *b;
    *b = kept;
}

static void sift_down(struct vector_hit *heap, size_t count, size_t at)
{
    for (;;) {
        size_t worst = at, left = 2 * at + 1;
        for (size_t child = left; child < count && child <= left + 1; child++)
            if (is_worse(&heap[child], &heap[worst]))
                worst = child;
        if (worst == at)
            return;
        swap(&heap[at], &heap[worst]);
        at = worst;
    }
}

static void sift_up(struct vector_hit *heap, size_t at)
{
    for (; at > 0 && is_worse(&heap[at], &heap[(at - 1) / 2]); at = (at - 1) / 2)
        swap(&heap[at], &heap[(at - 1) / 2]);
}

static void keep(struct slice *s, struct vector_hit hit)
{
    if (s->count < s->k) {
        s->heap[s->count] = hit;
        sift_up(s->heap, s->count++);
    } else if (is_worse(&s->heap[0], &hit)) {
        s->heap[0] = hit;
        sift_down(s->heap, s->count, 0);
    }
}

bool vector_counts(const struct vector_set *set, const struct vector_filter *f, size_t row)
{
    if (f == NULL)
        return true;
    if (f->owner != 0 && set->owners != NULL && set->owners[row] != f->owner)
        return false;
    bool any_time = (f->from_us == 0 && f->till_us == 0) || set->times_us == NULL;
    return any_time || (set->times_us[row] >= f->from_us && set->times_us[row] < f->till_us);
}

static void search(void *slices, size_t piece, unsigned worker)
{
    struct slice *s = (struct slice *)slices + piece;
    const struct vector_set *set = s->set;
    (void)worker;
    for (size_t row = s->from; row < s->till; row++) {
        if (s->wanted != NULL && !s->wanted(s->self, row))
            continue;
        float score = vectors_dot(s->query, set->at + row * set->dims, set->dims);
        if (!isnan(score))
            keep(s, (struct vector_hit){row, score});
    }
}

static int best_first(const void *a, const void *b)
{
    return is_worse(a, b) ? 1 : is_worse(b, a) ? -1 : 0;
}

static enum err check(struct ctx *c, const struct vector_set *set, const float *query, size_t k, int threads)
{
    if (set->dims > VECTOR_DIMS_MOST || k > VECTOR_HITS_MOST || threads > PARALLEL_THREADS_MAX)
        return fail(c, ERR_LIMIT, "at most %d dimensions, %d hits and %d threads", VECTOR_DIMS_MOST,
                    VECTOR_HITS_MOST, PARALLEL_THREADS_MAX);
    for (size_t i = 0; i < set->dims; i++)
        if (!isfinite(query[i]))
            return fail(c, ERR_INPUT, "number %zu of the vector that is looked for is not finite", i + 1);
    return OK;
}

enum err vectors_nearest_of(struct ctx *c, const struct vector_set *set, const float *query,
                            bool (*wanted)(const void *self, size_t row), const void *self, size_t k,
                            int threads, struct vector_hit *out, size_t *found)
{
    enum { ROWS_LEAST = 1024 }; /* for which a thread is worth its start */
    struct slice slices[PARALLEL_THREADS_MAX];
    *found = 0;
    TRY(check(c, set, query, k, threads));
    if (k == 0)
        return OK;
    size_t most = set->count / ROWS_LEAST + 1;
    int n = threads < 1 ? 1 : (size_t)threads > most ? (int)most : threads;
    struct vector_hit *all = ARENA_ARRAY(c->arena, struct vector_hit, (size_t)n * k);
    for (int i = 0; i < n; i++)
        slices[i] = (struct slice){.set = set,
                                   .wanted = wanted,
                                   .self = self,
                                   .query = query,
                                   .from = set->count / (size_t)n * (size_t)i,
                                   .till = i == n - 1 ? set->count : set->count / (size_t)n * (size_t)(i + 1),
                                   .k = k,
                                   .heap = all + (size_t)i * k};
    parallel_for((unsigned)n, (size_t)n, search, slices);
    size_t total = 0;
    for (int i = 0; i < n; i++)
        for (size_t j = 0; j < slices[i].count; j++)
            all[total++] = slices[i].heap[j];
    if (total > 1)
        qsort(all, total, sizeof *all, best_first);
    for (; *found < k && *found < total; ++*found)
        out[*found] = all[*found];
    return OK;
}

struct filtered {
    const struct vector_set *set;
    const struct vector_filter *filter;
};

static bool passes(const void *self, size_t row)
{
    const struct filtered *f = self;
    return vector_counts(f->set, f->filter, row);
}

enum err vectors_nearest(struct ctx *c, const struct vector_set *set, const float *query,
                         const struct vector_filter *filter, size_t k, int threads, struct vector_hit *out,
                         size_t *found)
{
    const struct filtered f = {set, filter};
    return vectors_nearest_of(c, set, query, filter == NULL ? NULL : passes, &f, k, threads, out, found);
}
