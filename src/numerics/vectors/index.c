#include "numerics/vectors/index.h"

#include "numerics/vectors/inner.h"

#include <math.h>
#include <stdlib.h>

enum err vector_index_open(struct ctx *c, const struct vector_index_options *options,
                           struct vector_index **out)
{
    enum { LINKS = 16, WIDTH = 128 };
    unsigned links = options->links == 0 ? LINKS : options->links,
             width = options->width == 0 ? WIDTH : options->width;
    if (options->dims == 0 || options->dims > VECTOR_DIMS_MOST || links < VECTOR_LINKS_LEAST ||
        links > VECTOR_LINKS_MOST || width > VECTOR_WIDTH_MOST)
        return fail(c, ERR_LIMIT, "an index has 1 to %d dimensions, %d to %d links, at most %d of width",
                    VECTOR_DIMS_MOST, VECTOR_LINKS_LEAST, VECTOR_LINKS_MOST, VECTOR_WIDTH_MOST);
    struct vector_index *index = calloc(1, sizeof *index);
    if (index == NULL)
        return fail(c, ERR_MEMORY, "no memory for an index");
    index->dims = options->dims;
    index->stride = (options->dims + CODE_STEP - 1) / CODE_STEP * CODE_STEP;
    index->links = links;
    index->width = width;
    index->seed = options->seed;
    *out = index;
    return OK;
}

void vector_index_close(struct vector_index *index)
{
    if (index == NULL)
        return;
    free(index->codes);
    free(index->scales);
    free(index->levels);
    free(index->base);
    free(index->upper_at);
    free(index->upper);
    free(index->gone);
    free(index);
}

void vector_index_remove(struct vector_index *index, size_t row)
{
    if (row >= index->count || is_gone(index, row))
        return;
    index->gone[row / 64] |= UINT64_C(1) << (row % 64);
    index->removed++;
}

size_t vector_index_count(const struct vector_index *index)
{
    return index->count;
}

size_t vector_index_removed(const struct vector_index *index)
{
    return index->removed;
}

int64_t vector_index_bytes(const struct vector_index *index)
{
    size_t row = index->stride + sizeof *index->scales + sizeof *index->levels +
                 (2 * (size_t)index->links + 1) * sizeof *index->base + sizeof *index->upper_at;
    return (int64_t)(index->room * row + (index->room + 63) / 64 * sizeof *index->gone +
                     index->upper_room * (index->links + 1) * sizeof *index->upper + sizeof *index);
}

/* -- Asking */

struct asking {
    const struct vector_index *index;
    const struct vector_set *set;
    const struct vector_filter *filter;
    const float *query;
    struct walk_room room;
};

static bool counts(const void *self, size_t row)
{
    const struct asking *a = self;
    return !is_gone(a->index, row) && vector_counts(a->set, a->filter, row);
}

/* How many rows of a thousand count, by a look at some that lie all over the set. */
static size_t permille(const struct asking *a)
{
    enum { LOOKS = 1000 };
    size_t looks = a->index->count < LOOKS ? a->index->count : LOOKS, found = 0;
    for (size_t i = 0; i < looks; i++)
        found += counts(a, (uint32_t)(i * UINT32_C(2654435769)) * a->index->count >> 32);
    return looks == 0 ? 0 : found * 1000 / looks;
}

static int best_first(const void *a, const void *b)
{
    const struct vector_hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* What the walk kept, ranked as the exact search does. */
static size_t rank(struct ctx *c, const struct asking *a, size_t k, struct vector_hit *out)
{
    size_t count = 0, found = 0;
    struct arena_mark mark = arena_mark(c->arena);
    struct vector_hit *hits = ARENA_ARRAY(c->arena, struct vector_hit, a->room.kept_count + 1);
    for (size_t i = 0; i < a->room.kept_count; i++) {
        size_t row = a->room.kept[i].row;
        float score = vectors_dot(a->query, a->set->at + row * a->set->dims, a->set->dims);
        if (!isnan(score))
            hits[count++] = (struct vector_hit){row, score};
    }
    if (count > 1)
        qsort(hits, count, sizeof *hits, best_first);
    for (; found < k && found < count; found++)
        out[found] = hits[found];
    arena_rewind(c->arena, mark);
    return found;
}

/* False when looking at each row is the better way. */
static bool walk(struct asking *a, size_t width, const struct walk_wanted *wanted, size_t most)
{
    const struct vector_index *index = a->index;
    _Alignas(VECTOR_ALIGN) uint8_t bytes[VECTOR_DIMS_MOST];
    struct code own = {bytes, code_make(a->query, index->dims, bytes)};
    struct code_from code;
    code_turn(&own, index->stride, &code);
    struct near from = walk_down(index, &code, 0);
    return walk_level(index, &a->room, &code, &from, 1, 0, width, wanted, most);
}

static enum err check(struct ctx *c, const struct vector_index *index, const struct vector_set *set,
                      const float *query, size_t k, unsigned width)
{
    if (set->dims != index->dims || set->count < index->count)
        return fail(c, ERR_INPUT, "the set is not the one that the index was made of");
    if (k > VECTOR_HITS_MOST || width > VECTOR_WIDTH_MOST)
        return fail(c, ERR_LIMIT, "at most %d hits, and a width of %d", VECTOR_HITS_MOST, VECTOR_WIDTH_MOST);
    for (size_t i = 0; i < set->dims; i++)
        if (!isfinite(query[i]))
            return fail(c, ERR_INPUT, "number %zu of the vector that is looked for is not finite", i + 1);
    return OK;
}

static enum err look_at_each(struct ctx *c, struct asking *a, size_t k, struct vector_hit *out, size_t *found)
{
    struct vector_set set = *a->set;
    set.count = a->index->count;
    return vectors_nearest_of(c, &set, a->query, counts, a, k, 1, out, found);
}

enum err vector_index_nearest(struct ctx *c, const struct vector_index *index, const struct vector_set *set,
                              const float *query, const struct vector_filter *filter, size_t k,
                              unsigned width, struct vector_hit *out, size_t *found)
{
    enum { WIDTH = 64, FEW_PERMILLE = 30 };
    struct asking a = {.index = index, .set = set, .filter = filter, .query = query};
    size_t keep = width == 0 ? WIDTH : width;
    *found = 0;
    TRY(check(c, index, set, query, k, width));
    if (k == 0 || index->count == index->removed)
        return OK;
    keep = keep < k ? k : keep;
    if (filter == NULL && index->removed == 0) {
        (void)walk(&a, keep, NULL, 0);
    } else {
        /* A row that counts costs about as much as a row that is walked over; where few do, or they are not where the query is, each is
         * looked at. */
        struct walk_wanted wanted = {counts, &a};
        size_t share = permille(&a);
        bool walked = share > FEW_PERMILLE && walk(&a, keep, &wanted, index->count / 1000 * share + keep);
        if (!walked || a.room.kept_count < keep) {
            walk_room_release(&a.room);
            return look_at_each(c, &a, k, out, found);
        }
    }
    *found = rank(c, &a, k, out);
    walk_room_release(&a.room);
    return OK;
}
