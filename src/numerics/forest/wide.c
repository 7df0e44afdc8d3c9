/* Walking 32 rows at once down a tree (AVX-512). A value becomes the number of the forest's cuts in its column that do not exceed
 * it: 16 bits, and every comparison has the answer that it had before. Then cuts are looked up by permuting registers, and a
 * walk has no load that waits for another. */
#include "base/arena.h"
#include "numerics/forest/inner.h"

#include <math.h>
#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>

enum {
    LANES = 32,
    LEVELS = 8,        /* at most */
    LEVEL_NODES = 128, /* of the lowest */
    TABLE = 6 * LANES + 64 + 128,
    COLUMNS_MAX = 128,
    BLOCK = 512,            /* rows that go down one tree before the next */
    RANK_NEVER = UINT16_MAX /* of a cut that every number is left of; of a value that is right of every cut */
};

/* Levels 0 to 5 take a register each, level 6 two, level 7 four. */
static const uint16_t level_at[LEVELS] = {0, 32, 64, 96, 128, 160, 192, 256};

struct packed_tree {
    uint16_t cut[TABLE];                   /* ranks, by level */
    uint16_t place[TABLE];                 /* of the cut's column in the level's list */
    uint16_t columns[LEVELS][LEVEL_NODES]; /* the columns that a level's cuts are in */
    uint16_t count[LEVELS];                /* how many */
};

struct forest_packed {
    size_t *first; /* [columns + 1]: where a column's cuts begin */
    float *cuts;   /* sorted within each column, each once */
    struct packed_tree *trees;
};

static int by_value(const void *a, const void *b)
{
    const float *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* How many of the sorted `cuts` are not above the value. */
static inline uint16_t rank_of(const float *cuts, size_t count, float value)
{
    size_t base = 0;
    if (isnan(value))
        return RANK_NEVER;
    while (count > 0) {
        size_t half = (count + 1) / 2;
        base += cuts[base + half - 1] <= value ? half : 0;
        count -= half;
    }
    return (uint16_t)base;
}

/* Each column's cuts, sorted, each once. False when a column has more than 16 bits can tell apart. */
static bool sort_cuts(const struct forest *f, struct forest_packed *p)
{
    size_t all = f->trees * f->cuts, kept = 0;
    size_t *counts = p->first + 1;
    for (size_t i = 0; i < all; i++)
        counts[f->cut[i].column] += !isinf(f->cut[i].cut);
    for (size_t k = 1; k < f->columns; k++)
        counts[k] += counts[k - 1];
    for (size_t i = all; i-- > 0;)
        if (!isinf(f->cut[i].cut))
            p->cuts[--counts[f->cut[i].column]] = f->cut[i].cut;
    /* Now counts[k] is where column k begins. */
    size_t end = 0;
    for (size_t i = 0; i < all; i++)
        end += !isinf(f->cut[i].cut);
    for (size_t k = 0; k < f->columns; k++) {
        size_t from = counts[k], to = k + 1 < f->columns ? counts[k + 1] : end, begin = kept;
        qsort(p->cuts + from, to - from, sizeof(float), by_value);
        for (size_t i = from; i < to; i++)
            if (kept == begin || p->cuts[kept - 1] < p->cuts[i])
                p->cuts[kept++] = p->cuts[i];
        p->first[k] = begin;
        if (kept - begin >= RANK_NEVER)
            return false;
    }
    p->first[f->columns] = kept;
    return true;
}

static void pack_level(const struct forest_packed *p, const struct forest_cut *cut, unsigned level,
                       struct packed_tree *out)
{
    uint16_t *columns = out->columns[level], *count = &out->count[level];
    const struct forest_cut *nodes = cut + (((size_t)1 << level) - 1);
    for (size_t i = 0; i < (size_t)1 << level; i++) {
        uint16_t place = 0, column = (uint16_t)nodes[i].column;
        bool never = isinf(nodes[i].cut);
        while (place < *count && columns[place] != column)
            place++;
        if (place == *count && (!never || *count == 0))
            columns[(*count)++] = column;
        const float *cuts = p->cuts + p->first[column];
        out->place[level_at[level] + i] = place < *count ? place : 0;
        out->cut[level_at[level] + i] =
            never ? RANK_NEVER : rank_of(cuts, p->first[column + 1] - p->first[column], nodes[i].cut);
    }
}

enum err forest_pack(struct ctx *c, struct forest *f)
{
    void *first, *cuts, *trees;
    f->packed = NULL;
    if (!__builtin_cpu_supports("avx512bw") || f->height > LEVELS || f->columns > COLUMNS_MAX)
        return OK;
    struct forest_packed *p = ARENA_NEW(c->arena, struct forest_packed);
    TRY(arena_alloc_outside(c, (f->columns + 2) * sizeof *p->first, &first));
    TRY(arena_alloc_outside(c, (f->trees * f->cuts + 1) * sizeof *p->cuts, &cuts));
    TRY(arena_alloc_outside(c, f->trees * sizeof *p->trees, &trees));
    *p = (struct forest_packed){first, cuts, trees};
    if (!sort_cuts(f, p))
        return OK;
    for (size_t t = 0; t < f->trees; t++)
        for (unsigned level = 0; level < f->height; level++)
            pack_level(p, f->cut + t * f->cuts, level, &p->trees[t]);
    f->packed = p;
    return OK;
}

#define WIDE __attribute__((target("avx512f,avx512bw")))

/* Entry `node` of a level's table, for each lane. */
WIDE __attribute__((always_inline)) static inline __m512i look_up(const uint16_t *table, unsigned level,
                                                                  __m512i node)
{
    __m512i low = _mm512_loadu_si512(table);
    if (level < 6)
        return _mm512_permutexvar_epi16(node, low);
    __m512i found = _mm512_permutex2var_epi16(low, node, _mm512_loadu_si512(table + LANES));
    if (level == 6)
        return found;
    __m512i high = _mm512_permutex2var_epi16(_mm512_loadu_si512(table + 2 * LANES), node,
                                             _mm512_loadu_si512(table + 3 * LANES));
    return _mm512_mask_mov_epi16(found, _mm512_test_epi16_mask(node, _mm512_set1_epi16(64)), high);
}

/* Two groups of lanes go side by side: what one waits for, the other makes good. */
struct pair {
    __m512i a, b;
};

/* One level: the lanes' nodes, numbered within their level, become those of the next. The second group's ranks are `apart` behind the first's. */
WIDE __attribute__((always_inline)) static inline struct pair
step(const struct packed_tree *t, unsigned level, const uint16_t *ranks, size_t apart, struct pair node)
{
    const uint16_t *columns = t->columns[level], *first = ranks + (size_t)columns[0] * LANES;
    const __m512i one = _mm512_set1_epi16(1);
    struct pair value = {_mm512_loadu_si512(first), _mm512_loadu_si512(first + apart)}, place, cut;
    cut.a = look_up(t->cut + level_at[level], level, node.a);
    cut.b = look_up(t->cut + level_at[level], level, node.b);
    if (t->count[level] > 1) {
        place.a = look_up(t->place + level_at[level], level, node.a);
        place.b = look_up(t->place + level_at[level], level, node.b);
        for (uint16_t i = 1; i < t->count[level]; i++) {
            const uint16_t *other = ranks + (size_t)columns[i] * LANES;
            __m512i here = _mm512_set1_epi16((short)i);
            value.a = _mm512_mask_loadu_epi16(value.a, _mm512_cmpeq_epi16_mask(place.a, here), other);
            value.b = _mm512_mask_loadu_epi16(value.b, _mm512_cmpeq_epi16_mask(place.b, here), other + apart);
        }
    }
    __mmask32 right_a = _mm512_cmpge_epu16_mask(value.a, cut.a),
              right_b = _mm512_cmpge_epu16_mask(value.b, cut.b);
    node.a = _mm512_add_epi16(node.a, node.a);
    node.b = _mm512_add_epi16(node.b, node.b);
    return (struct pair){_mm512_mask_add_epi16(node.a, right_a, node.a, one),
                         _mm512_mask_add_epi16(node.b, right_b, node.b, one)};
}

/* The nodes that the lanes end in, numbered among the ends. Always inlined with a constant height: every level is then a few instructions. */
WIDE __attribute__((always_inline)) static inline struct pair
descend(const struct packed_tree *t, unsigned height, const uint16_t *ranks, size_t apart)
{
    struct pair node = {_mm512_setzero_si512(), _mm512_setzero_si512()};
#pragma GCC unroll 8
    for (unsigned level = 0; level < height; level++)
        node = step(t, level, ranks, apart, node);
    return node;
}

WIDE __attribute__((always_inline)) static inline void add_depths(__m512i node, const float *depth,
                                                                  float *sums)
{
    __m512i low = _mm512_cvtepu16_epi32(_mm512_castsi512_si256(node));
    __m512i high = _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(node, 1));
    _mm512_storeu_ps(sums,
                     _mm512_add_ps(_mm512_loadu_ps(sums), _mm512_i32gather_ps(low, depth, sizeof *depth)));
    _mm512_storeu_ps(sums + 16, _mm512_add_ps(_mm512_loadu_ps(sums + 16),
                                              _mm512_i32gather_ps(high, depth, sizeof *depth)));
}

WIDE static void walk_lanes(const struct packed_tree *t, unsigned height, const float *depth,
                            const uint16_t *ranks, size_t apart, float *sums)
{
    struct pair node = height == 8   ? descend(t, 8, ranks, apart)
                       : height == 7 ? descend(t, 7, ranks, apart)
                                     : descend(t, height, ranks, apart);
    add_depths(node.a, depth, sums);
    add_depths(node.b, depth, sums + LANES);
}

/* ranks: [groups][columns][LANES]. */
static void rank_rows(const struct forest *f, const float *values, size_t count, uint16_t *ranks)
{
    const struct forest_packed *p = f->packed;
    for (size_t k = 0; k < f->columns; k++) {
        const float *cuts = p->cuts + p->first[k];
        size_t known = p->first[k + 1] - p->first[k];
        for (size_t i = 0; i < count; i++)
            ranks[(i / LANES * f->columns + k) * LANES + i % LANES] =
                rank_of(cuts, known, values[i * f->columns + k]);
    }
}

bool forest_walk_packed(const struct forest *f, const float *values, size_t count, float *sums)
{
    uint16_t ranks[FOREST_COLUMNS_MAX + 2 * COLUMNS_MAX * LANES] = {0};
    float padded[BLOCK] = {0};
    if (f->packed == NULL || count < LANES || count > BLOCK || count * f->columns > FOREST_COLUMNS_MAX)
        return false;
    size_t groups = (count + LANES - 1) / LANES;
    rank_rows(f, values, count, ranks);
    const size_t apart = f->columns * LANES;
    for (size_t t = 0; t < f->trees; t++)
        for (size_t g = 0; g < groups; g += 2)
            walk_lanes(&f->packed->trees[t], f->height, f->depth + t * f->ends, ranks + g * apart, apart,
                       padded + g * LANES);
    for (size_t i = 0; i < count; i++)
        sums[i] = padded[i];
    return true;
}

#else

enum err forest_pack(struct ctx *c, struct forest *f)
{
    (void)c;
    f->packed = NULL;
    return OK;
}

bool forest_walk_packed(const struct forest *f, const float *values, size_t count, float *sums)
{
    (void)f, (void)values, (void)count, (void)sums;
    return false;
}

#endif
