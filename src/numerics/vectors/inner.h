/* Private to the approximate index: its rows as bytes (codes.c), the walk (walk.c), adding (build.c), asking (index.c). */
#ifndef NUMERICS_VECTORS_INNER_H
#define NUMERICS_VECTORS_INNER_H

#include "numerics/vectors/index.h"

#include <string.h>

enum { LEVELS_MOST = 16, NO_UPPER = UINT32_MAX };

/* A vector as bytes: number i is about (byte[i] - 128) x scale. */
struct code {
    const uint8_t *at; /* `stride` of them, at VECTOR_ALIGN */
    float scale;
};

/* One that others are compared with: without the 128. */
struct code_from {
    _Alignas(VECTOR_ALIGN) int8_t at[VECTOR_DIMS_MOST];
    float scale;
    int32_t sum; /* of the bytes */
};

struct vector_index {
    size_t dims, stride; /* stride: dims up to the next CODE_STEP */
    unsigned links, width;
    uint64_t seed;
    size_t count, room, removed;
    uint8_t *codes; /* stride a row, at VECTOR_ALIGN */
    float *scales;
    uint8_t *levels;
    uint32_t *base;     /* of each row, on level 0: how many links, then 2 x links of them */
    uint32_t *upper_at; /* of each row: where its lists on levels 1.. are, in lists; NO_UPPER: it has none */
    uint32_t *upper;    /* the same with links */
    size_t upper_count, upper_room;
    uint64_t *gone; /* a bit for each row that was removed */
    uint32_t entry; /* a row of the highest level, `top` */
    unsigned top;
};

/* -- codes.c */

enum { CODE_STEP = 64 };

/* Numbers that are not finite count as 0. Gives the scale. */
float code_make(const float *at, size_t dims, uint8_t *bytes);
void code_turn(const struct code *code, size_t stride, struct code_from *out);
/* About the inner product: whole numbers summed exactly, so the same on every machine, then multiplied with both scales. */
float code_dot(const struct code_from *a, const struct code *b, size_t stride);

static inline struct code code_of(const struct vector_index *index, uint32_t row)
{
    return (struct code){index->codes + row * index->stride, index->scales[row]};
}

/* -- Lists of links: how many, then the rows */

static inline uint32_t *links_of(const struct vector_index *index, uint32_t row, unsigned level)
{
    if (level == 0)
        return index->base + row * (2 * (size_t)index->links + 1);
    return index->upper + (index->upper_at[row] + level - 1) * ((size_t)index->links + 1);
}

static inline unsigned links_most(const struct vector_index *index, unsigned level)
{
    return level == 0 ? 2 * index->links : index->links;
}

static inline bool is_gone(const struct vector_index *index, size_t row)
{
    return index->gone[row / 64] >> (row % 64) & 1;
}

/* -- walk.c */

struct near {
    float score;
    uint32_t row;
};

static inline bool is_nearer(const struct near *a, const struct near *b)
{
    return a->score != b->score ? a->score > b->score : a->row < b->row;
}

/* Best first. */
void near_sort(struct near *at, size_t count);

/* What a walk needs; grows as it must, and is used again and again by one thread. */
struct walk_room {
    struct near *ahead; /* a heap, the nearest on top */
    size_t ahead_count, ahead_room;
    struct near *kept; /* a heap, the farthest on top */
    size_t kept_count, kept_room;
    uint32_t *seen; /* an open hash table of rows + 1 */
    size_t seen_count, seen_room;
};
void walk_room_release(struct walk_room *room);

/* Which rows may be found; all of them may be walked over. NULL: any. */
struct walk_wanted {
    bool (*is)(const void *self, size_t row);
    const void *self;
};

/* On one level, from `from` on, towards the code: room->kept are the `width` nearest ones that were found, unsorted. Gives false when it had looked at
 * `most` rows (0: any number): then it stopped. */
bool walk_level(const struct vector_index *index, struct walk_room *room, const struct code_from *code,
                const struct near *from, size_t from_count, unsigned level, size_t width,
                const struct walk_wanted *wanted, size_t most);
/* From the entry down to `level`, to the nearest there that single steps reach. */
struct near walk_down(const struct vector_index *index, const struct code_from *code, unsigned level);

#endif
