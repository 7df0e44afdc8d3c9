/* Walking towards a vector: the nearest that were seen wait in one heap, the nearest to keep stand in another; who is nearer than the farthest
 * of those is looked at next. */
#include "numerics/vectors/inner.h"

#include <stdlib.h>

static int best_first(const void *a, const void *b)
{
    const struct near *x = a, *y = b;
    return is_nearer(x, y) ? -1 : is_nearer(y, x);
}

void near_sort(struct near *at, size_t count)
{
    if (count > 1)
        qsort(at, count, sizeof *at, best_first);
}

/* -- Heaps. `up`: the nearest on top, else the farthest. */

static inline bool is_above(const struct near *a, const struct near *b, bool up)
{
    return up ? is_nearer(a, b) : is_nearer(b, a);
}

static inline void heap_push(struct near *heap, size_t *count, struct near value, bool up)
{
    size_t at = (*count)++;
    for (; at > 0 && is_above(&value, &heap[(at - 1) / 2], up); at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = value;
}

/* Puts `value` in the place of the top one. */
static inline void heap_replace(struct near *heap, size_t count, struct near value, bool up)
{
    size_t at = 0;
    for (size_t child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && is_above(&heap[child + 1], &heap[child], up))
            child++;
        if (!is_above(&heap[child], &value, up))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = value;
}

static inline struct near heap_pop(struct near *heap, size_t *count, bool up)
{
    struct near top = heap[0], last = heap[--*count];
    if (*count > 0)
        heap_replace(heap, *count, last, up);
    return top;
}

/* -- Room */

static void *grown(void *at, size_t count, size_t each)
{
    void *more = realloc(at, count * each);
    if (more == NULL)
        die("out of memory");
    return more;
}

void walk_room_release(struct walk_room *room)
{
    free(room->ahead);
    free(room->kept);
    free(room->seen);
}

static inline size_t seen_place(const struct walk_room *room, uint32_t row)
{
    size_t mask = room->seen_room - 1, at = (row * UINT32_C(2654435769) >> 7) & mask;
    while (room->seen[at] != 0 && room->seen[at] != row + 1)
        at = (at + 1) & mask;
    return at;
}

static void seen_grow(struct walk_room *room)
{
    uint32_t *old = room->seen;
    size_t old_room = room->seen_room;
    room->seen_room = old_room == 0 ? 4096 : old_room * 2;
    room->seen = calloc(room->seen_room, sizeof *room->seen);
    if (room->seen == NULL)
        die("out of memory");
    for (size_t i = 0; i < old_room && room->seen_count > 0; i++)
        if (old[i] != 0)
            room->seen[seen_place(room, old[i] - 1)] = old[i];
    free(old);
}

/* Is it the first time? */
static inline bool see(struct walk_room *room, uint32_t row)
{
    if (2 * (room->seen_count + 1) > room->seen_room)
        seen_grow(room);
    size_t at = seen_place(room, row);
    if (room->seen[at] != 0)
        return false;
    room->seen[at] = row + 1;
    room->seen_count++;
    return true;
}

static void begin(struct walk_room *room, size_t width)
{
    enum { SEEN_EACH = 96 }; /* rows that a walk meets for each it keeps, at least */
    room->ahead_count = room->kept_count = 0;
    while (room->seen_room < SEEN_EACH * width)
        seen_grow(room);
    if (room->seen_count > 0)
        memset(room->seen, 0, room->seen_room * sizeof *room->seen);
    room->seen_count = 0;
    if (room->kept_room < width) {
        room->kept = grown(room->kept, width, sizeof *room->kept);
        room->kept_room = width;
    }
}

/* -- The walk */

static void meet(struct walk_room *room, struct near one, size_t width, const struct walk_wanted *wanted)
{
    bool full = room->kept_count == width;
    if (full && !is_nearer(&one, &room->kept[0]))
        return;
    if (room->ahead_count == room->ahead_room) {
        room->ahead_room = room->ahead_room == 0 ? 512 : 2 * room->ahead_room;
        room->ahead = grown(room->ahead, room->ahead_room, sizeof *room->ahead);
    }
    heap_push(room->ahead, &room->ahead_count, one, true);
    if (wanted != NULL && !wanted->is(wanted->self, one.row))
        return;
    if (full)
        heap_replace(room->kept, width, one, false);
    else
        heap_push(room->kept, &room->kept_count, one, false);
}

static inline void fetch(const struct vector_index *index, uint32_t row)
{
    const uint8_t *at = index->codes + row * index->stride;
    for (size_t i = 0; i < index->stride; i += 64)
        __builtin_prefetch(at + i);
    __builtin_prefetch(&index->scales[row]);
}

/* Those of a list that were not seen; fetched while the ones before are compared. */
static size_t pick_fresh(const struct vector_index *index, struct walk_room *room, const uint32_t *list,
                         uint32_t *fresh)
{
    size_t count = 0;
    for (uint32_t i = 1; i <= list[0]; i++)
        if (see(room, list[i])) {
            if (count < 4)
                fetch(index, list[i]);
            fresh[count++] = list[i];
        }
    return count;
}

bool walk_level(const struct vector_index *index, struct walk_room *room, const struct code_from *code,
                const struct near *from, size_t from_count, unsigned level, size_t width,
                const struct walk_wanted *wanted, size_t most)
{
    uint32_t fresh[2 * VECTOR_LINKS_MOST];
    begin(room, width);
    for (size_t i = 0; i < from_count; i++)
        if (see(room, from[i].row))
            meet(room, from[i], width, wanted);
    while (room->ahead_count > 0) {
        struct near next = heap_pop(room->ahead, &room->ahead_count, true);
        if (room->kept_count == width && is_nearer(&room->kept[0], &next))
            return true;
        if (most > 0 && room->seen_count > most)
            return false;
        size_t count = pick_fresh(index, room, links_of(index, next.row, level), fresh);
        if (room->ahead_count > 0)
            __builtin_prefetch(links_of(index, room->ahead[0].row, level));
        for (size_t i = 0; i < count; i++) {
            struct code other = code_of(index, fresh[i]);
            if (i + 4 < count)
                fetch(index, fresh[i + 4]);
            meet(room, (struct near){code_dot(code, &other, index->stride), fresh[i]}, width, wanted);
        }
    }
    return true;
}

struct near walk_down(const struct vector_index *index, const struct code_from *code, unsigned level)
{
    struct code first = code_of(index, index->entry);
    struct near best = {code_dot(code, &first, index->stride), index->entry};
    for (unsigned at = index->top; at > level; at--)
        for (bool moved = true; moved;) {
            const uint32_t *list = links_of(index, best.row, at);
            moved = false;
            for (uint32_t i = 1; i <= list[0]; i++) {
                struct code other = code_of(index, list[i]);
                struct near one = {code_dot(code, &other, index->stride), list[i]};
                if (is_nearer(&one, &best)) {
                    best = one;
                    moved = true;
                }
            }
        }
    return best;
}
