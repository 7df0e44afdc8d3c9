/* Adding rows. Those of a batch walk the graph as it was before the batch, side by side, and are compared with each other one by one; then what they
 * chose is linked back, each list by one thread, in the order of rows. So no list depends on who came first. */
#include "numerics/parallel.h"
#include "numerics/random.h"
#include "numerics/vectors/inner.h"

#include <stdlib.h>

enum { BATCH_MOST = 1024, THREADS_MOST = PARALLEL_THREADS_MAX };

struct edge {
    uint32_t level, target, source;
};

struct worker {
    struct walk_room room;
    struct near *near; /* what a list is chosen from */
};

struct adding {
    struct vector_index *index;
    const struct vector_set *set;
    size_t first, count; /* of the batch */
    struct edge *edges;
    size_t edge_count, edge_room;
    size_t *groups; /* where each list's edges begin; one more at the end */
    size_t group_count, group_room;
    struct worker workers[THREADS_MOST];
    int threads;
};

/* -- Room */

static bool grow(void **at, size_t count, size_t each)
{
    void *more = realloc(*at, (count == 0 ? 1 : count) * each);
    *at = more == NULL ? *at : more;
    return more != NULL;
}

static bool grow_codes(struct vector_index *index, size_t room)
{
    uint8_t *more = aligned_alloc(VECTOR_ALIGN, (room == 0 ? 1 : room) * index->stride);
    if (more == NULL)
        return false;
    if (index->count > 0)
        memcpy(more, index->codes, index->count * index->stride);
    free(index->codes);
    index->codes = more;
    return true;
}

static bool reserve(struct vector_index *index, size_t rows)
{
    if (rows <= index->room)
        return true;
    size_t room = index->room + index->room / 2 > rows ? index->room + index->room / 2 : rows;
    size_t words = (room + 63) / 64, old = (index->room + 63) / 64;
    if (!grow_codes(index, room) || !grow((void **)&index->scales, room, sizeof *index->scales) ||
        !grow((void **)&index->levels, room, sizeof *index->levels) ||
        !grow((void **)&index->base, room * (2 * (size_t)index->links + 1), sizeof *index->base) ||
        !grow((void **)&index->upper_at, room, sizeof *index->upper_at) ||
        !grow((void **)&index->gone, words, sizeof *index->gone))
        return false;
    memset(index->gone + old, 0, (words - old) * sizeof *index->gone);
    index->room = room;
    return true;
}

/* One row in `links` reaches each next level. The same row of the same seed always reaches the same. */
static unsigned level_of(const struct vector_index *index, size_t row)
{
    struct random r = random_stream(index->seed, row);
    unsigned level = 0;
    while (level + 1 < LEVELS_MOST && random_below(&r, index->links) == 0)
        level++;
    return level;
}

static bool place_row(struct vector_index *index, size_t row)
{
    unsigned level = level_of(index, row);
    index->levels[row] = (uint8_t)level;
    index->upper_at[row] = level == 0 ? NO_UPPER : (uint32_t)index->upper_count;
    links_of(index, (uint32_t)row, 0)[0] = 0;
    if (level == 0)
        return true;
    if (index->upper_count + level > index->upper_room) {
        size_t room = 2 * index->upper_room + LEVELS_MOST;
        if (!grow((void **)&index->upper, room * (index->links + 1), sizeof *index->upper))
            return false;
        index->upper_room = room;
    }
    index->upper_count += level;
    for (unsigned at = 1; at <= level; at++)
        links_of(index, (uint32_t)row, at)[0] = 0;
    return true;
}

/* -- Choosing: of near ones, best first, those that are nearer to the row than to one that was chosen (algorithm 4 of the paper). So links lead
 * into all directions, not to one crowd. */
static void choose(const struct vector_index *index, const struct near *near, size_t count, unsigned most,
                   uint32_t *list)
{
    struct code_from from;
    list[0] = 0;
    for (size_t i = 0; i < count && list[0] < most; i++) {
        struct code one = code_of(index, near[i].row);
        bool chosen = true;
        code_turn(&one, index->stride, &from);
        for (uint32_t k = 1; k <= list[0] && chosen; k++) {
            struct code other = code_of(index, list[k]);
            chosen = code_dot(&from, &other, index->stride) <= near[i].score;
        }
        if (chosen)
            list[++list[0]] = near[i].row;
    }
}

/* -- A row of the batch finds whom it is near to */

static size_t add_companions(const struct adding *a, struct worker *w, const struct code_from *code,
                             uint32_t row, unsigned level, size_t count)
{
    for (size_t other = a->first; other < a->first + a->count; other++) {
        if (other == row || a->index->levels[other] < level)
            continue;
        struct code its = code_of(a->index, (uint32_t)other);
        w->near[count++] = (struct near){code_dot(code, &its, a->index->stride), (uint32_t)other};
    }
    return count;
}

/* The nearest of near[0..count) to the front, sorted; gives how many. */
static size_t keep_nearest(struct near *near, size_t walked, size_t count, size_t width)
{
    struct near worst = {0};
    size_t kept = walked;
    for (size_t i = 0; i < walked; i++)
        worst = i == 0 || is_nearer(&worst, &near[i]) ? near[i] : worst;
    for (size_t i = walked; i < count; i++)
        if (walked < width || is_nearer(&near[i], &worst))
            near[kept++] = near[i];
    near_sort(near, kept);
    return kept < width ? kept : width;
}

static void connect(void *self, size_t piece, unsigned worker)
{
    struct adding *a = self;
    struct vector_index *index = a->index;
    struct worker *w = &a->workers[worker];
    uint32_t row = (uint32_t)(a->first + piece);
    struct code own = code_of(index, row);
    struct code_from code;
    struct near from[1];
    const struct near *entries = from;
    size_t entry_count = 1;
    code_turn(&own, index->stride, &code);
    if (index->count > 0)
        from[0] = walk_down(index, &code, index->levels[row]);
    for (unsigned level = index->levels[row] + 1U; level-- > 0;) {
        size_t walked = 0;
        if (index->count > 0 && level <= index->top) {
            walk_level(index, &w->room, &code, entries, entry_count, level, index->width, NULL, 0);
            walked = w->room.kept_count;
            memcpy(w->near, w->room.kept, walked * sizeof *w->near);
        }
        size_t count = add_companions(a, w, &code, row, level, walked);
        count = keep_nearest(w->near, walked, count, index->width);
        choose(index, w->near, count, index->links, links_of(index, row, level));
        if (walked > 0) {
            near_sort(w->room.kept, walked);
            from[0] = w->room.kept[0];
        }
    }
}

/* -- Linking back */

static int by_list(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return x->source < y->source ? -1 : x->source > y->source;
}

static bool gather_edges(struct adding *a)
{
    struct vector_index *index = a->index;
    a->edge_count = 0;
    for (size_t row = a->first; row < a->first + a->count; row++)
        for (unsigned level = 0; level <= index->levels[row]; level++) {
            const uint32_t *list = links_of(index, (uint32_t)row, level);
            if (a->edge_count + list[0] > a->edge_room) {
                size_t room = 2 * a->edge_room + 4096;
                if (!grow((void **)&a->edges, room, sizeof *a->edges))
                    return false;
                a->edge_room = room;
            }
            for (uint32_t i = 1; i <= list[0]; i++)
                a->edges[a->edge_count++] = (struct edge){level, list[i], (uint32_t)row};
        }
    if (a->edge_count > 1)
        qsort(a->edges, a->edge_count, sizeof *a->edges, by_list);
    return true;
}

static bool gather_groups(struct adding *a)
{
    if (a->edge_count + 1 > a->group_room) {
        if (!grow((void **)&a->groups, a->edge_count + 1, sizeof *a->groups))
            return false;
        a->group_room = a->edge_count + 1;
    }
    a->group_count = 0;
    for (size_t i = 0; i < a->edge_count; i++)
        if (i == 0 || a->edges[i].level != a->edges[i - 1].level ||
            a->edges[i].target != a->edges[i - 1].target)
            a->groups[a->group_count++] = i;
    a->groups[a->group_count] = a->edge_count;
    return true;
}

static bool has(const uint32_t *list, uint32_t row)
{
    for (uint32_t i = 1; i <= list[0]; i++)
        if (list[i] == row)
            return true;
    return false;
}

static void link_back(void *self, size_t piece, unsigned worker)
{
    struct adding *a = self;
    struct vector_index *index = a->index;
    const struct edge *edges = a->edges + a->groups[piece];
    size_t count = a->groups[piece + 1] - a->groups[piece], fresh = 0;
    uint32_t *list = links_of(index, edges[0].target, edges[0].level);
    unsigned most = links_most(index, edges[0].level);
    struct near *near = a->workers[worker].near;
    struct code own = code_of(index, edges[0].target);
    struct code_from code;
    for (size_t i = 0; i < count; i++) /* two rows of a batch may have chosen each other */
        if (!has(list, edges[i].source))
            near[fresh++].row = edges[i].source;
    if (list[0] + fresh <= most) {
        for (size_t i = 0; i < fresh; i++)
            list[++list[0]] = near[i].row;
        return;
    }
    for (uint32_t i = 1; i <= list[0]; i++)
        near[fresh++].row = list[i];
    code_turn(&own, index->stride, &code);
    for (size_t i = 0; i < fresh; i++) {
        struct code other = code_of(index, near[i].row);
        near[i].score = code_dot(&code, &other, index->stride);
    }
    near_sort(near, fresh);
    choose(index, near, fresh, most, list);
}

/* -- Batches */

static bool add_batch(struct adding *a)
{
    struct vector_index *index = a->index;
    for (size_t row = a->first; row < a->first + a->count; row++)
        if (!place_row(index, row))
            return false;
    parallel_for((unsigned)a->threads, a->count, connect, a);
    if (!gather_edges(a) || !gather_groups(a))
        return false;
    parallel_for((unsigned)a->threads, a->group_count, link_back, a);
    for (size_t row = a->first; row < a->first + a->count; row++)
        if (row == 0 || index->levels[row] > index->top) {
            index->entry = (uint32_t)row;
            index->top = index->levels[row];
        }
    index->count = a->first + a->count;
    return true;
}

enum { CODES_AT_ONCE = 4096 };

static void make_codes(void *self, size_t piece, unsigned worker)
{
    struct adding *a = self;
    struct vector_index *index = a->index;
    size_t first = index->count + piece * CODES_AT_ONCE, end = first + CODES_AT_ONCE;
    (void)worker;
    for (size_t row = first; row < end && row < a->set->count; row++)
        index->scales[row] =
            code_make(a->set->at + row * index->dims, index->dims, index->codes + row * index->stride);
}

static bool open_workers(struct adding *a)
{
    size_t most = a->index->width > 2 * a->index->links ? a->index->width : 2 * a->index->links;
    for (int i = 0; i < a->threads; i++)
        if (!grow((void **)&a->workers[i].near, most + BATCH_MOST + 1, sizeof(struct near)))
            return false;
    return true;
}

static bool add_all(struct adding *a)
{
    struct vector_index *index = a->index;
    size_t fresh = a->set->count - index->count;
    if (!reserve(index, a->set->count) || !open_workers(a))
        return false;
    parallel_for((unsigned)a->threads, (fresh + CODES_AT_ONCE - 1) / CODES_AT_ONCE, make_codes, a);
    while (index->count < a->set->count) {
        size_t left = a->set->count - index->count, most = index->count / 2 + 1;
        most = most < BATCH_MOST ? most : BATCH_MOST;
        a->first = index->count;
        a->count = left < most ? left : most;
        size_t upper_count = index->upper_count;
        if (!add_batch(a)) {
            index->upper_count = upper_count;
            return false;
        }
    }
    return true;
}

enum err vector_index_add(struct ctx *c, struct vector_index *index, const struct vector_set *set,
                          int threads)
{
    if (set->dims != index->dims)
        return fail(c, ERR_INPUT, "vectors of %zu numbers do not fit an index of %zu", set->dims,
                    index->dims);
    if (threads > THREADS_MOST || set->count >= UINT32_MAX)
        return fail(c, ERR_LIMIT, "at most %d threads, and fewer than 2^32 rows", THREADS_MOST);
    if (set->count <= index->count)
        return OK;
    struct adding *a = calloc(1, sizeof *a);
    if (a == NULL)
        return fail(c, ERR_MEMORY, "no memory for an index");
    *a = (struct adding){.index = index, .set = set, .threads = threads < 1 ? 1 : threads};
    bool done = add_all(a);
    for (int i = 0; i < a->threads; i++) {
        walk_room_release(&a->workers[i].room);
        free(a->workers[i].near);
    }
    free(a->edges);
    free(a->groups);
    free(a);
    return done ? OK : fail(c, ERR_MEMORY, "no memory for an index of %zu rows", set->count);
}
