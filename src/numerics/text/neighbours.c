#include "numerics/text/neighbours.h"

#include "base/err.h"

#include <math.h>
#include <stdlib.h>

enum { CANDIDATES = 1024, CANDIDATES_MOST = CANDIDATES / 2, RARE = 16 };

struct neighbour_example {
    uint64_t id;
    int32_t class_number;
    float scale; /* of the numbers below */
    int8_t at[EMBED_DIMS];
};

struct neighbour_key {
    uint64_t hash; /* 0 is empty */
    uint32_t seen; /* examples that had it; the latest are below, in a ring */
    uint32_t latest[NEIGHBOURS_PER_KEY];
};

static void *take(size_t count, size_t size)
{
    void *at = calloc(count, size);
    if (at == NULL)
        die("out of memory for %zu times %zu bytes of neighbours", count, size);
    return at;
}

void neighbours_init(struct neighbours *all, uint32_t most)
{
    *all = (struct neighbours){.id_mask = 127, .key_mask = 1023, .most = most};
    all->by_id = take(all->id_mask + 1, sizeof *all->by_id);
    all->keys = take(all->key_mask + 1, sizeof *all->keys);
    all->examples = take((all->id_mask + 1) / 2, sizeof *all->examples);
}

void neighbours_release(struct neighbours *all)
{
    free(all->by_id);
    free(all->keys);
    free(all->examples);
}

static uint32_t *id_place(const struct neighbours *all, uint32_t *table, uint32_t mask, uint64_t id)
{
    uint32_t at = (uint32_t)(id >> 32) & mask;
    while (table[at] != 0 && all->examples[table[at] - 1].id != id)
        at = (at + 1) & mask;
    return &table[at];
}

static struct neighbour_key *key_place(struct neighbour_key *table, uint32_t mask, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 32) & mask;
    while (table[at].hash != 0 && table[at].hash != hash)
        at = (at + 1) & mask;
    return &table[at];
}

/* Examples have room for half of what the table of ids has. */
static void examples_grow(struct neighbours *all)
{
    uint32_t mask = all->id_mask * 2 + 1;
    uint32_t *table = take((size_t)mask + 1, sizeof *table);
    struct neighbour_example *examples = take(((size_t)mask + 1) / 2, sizeof *examples);
    memcpy(examples, all->examples, sizeof *examples * all->count);
    free(all->examples);
    all->examples = examples;
    for (uint32_t i = 0; i < all->count; i++)
        *id_place(all, table, mask, examples[i].id) = i + 1;
    free(all->by_id);
    all->by_id = table;
    all->id_mask = mask;
}

static void keys_grow(struct neighbours *all)
{
    uint32_t mask = all->key_mask * 2 + 1;
    struct neighbour_key *table = take((size_t)mask + 1, sizeof *table);
    for (uint32_t i = 0; i <= all->key_mask; i++)
        if (all->keys[i].hash != 0)
            *key_place(table, mask, all->keys[i].hash) = all->keys[i];
    free(all->keys);
    all->keys = table;
    all->key_mask = mask;
}

static void key_add(struct neighbours *all, uint64_t hash, uint32_t example)
{
    struct neighbour_key *key = key_place(all->keys, all->key_mask, hash);
    if (key->hash == 0) {
        if (++all->key_count * 2 > all->key_mask) {
            keys_grow(all);
            key = key_place(all->keys, all->key_mask, hash);
        }
        key->hash = hash;
    }
    if (key->seen > 0 && key->latest[(key->seen - 1) % NEIGHBOURS_PER_KEY] == example)
        return;
    key->latest[key->seen++ % NEIGHBOURS_PER_KEY] = example;
}

static float quantise(const float v[EMBED_DIMS], int8_t out[EMBED_DIMS])
{
    float most = 0;
    for (size_t i = 0; i < EMBED_DIMS; i++)
        most = fmaxf(most, fabsf(v[i]));
    float scale = most / 127;
    for (size_t i = 0; i < EMBED_DIMS; i++)
        out[i] = most > 0 ? (int8_t)lrintf(v[i] / scale) : 0;
    return scale;
}

void neighbours_add(struct neighbours *all, uint64_t id, int32_t class_number,
                    const float embedding[EMBED_DIMS], const uint64_t *keys, size_t count)
{
    uint32_t *place = id_place(all, all->by_id, all->id_mask, id);
    if (*place != 0) {
        all->examples[*place - 1].class_number = class_number;
        return;
    }
    if (all->count == all->most)
        return;
    if ((all->count + 1) * 2 > all->id_mask) {
        examples_grow(all);
        place = id_place(all, all->by_id, all->id_mask, id);
    }
    struct neighbour_example *e = &all->examples[all->count];
    e->id = id;
    e->class_number = class_number;
    e->scale = quantise(embedding, e->at);
    for (size_t i = 0; i < count && i < NEIGHBOURS_KEYS_MOST; i++)
        key_add(all, keys[i], all->count);
    *place = ++all->count;
}

/* --- looking --- */

/* Examples that share keys, and how much the keys say. */
struct candidates {
    uint32_t example[CANDIDATES]; /* plus one; 0 is empty */
    uint32_t points[CANDIDATES];
    uint32_t used;
};

static void candidate_add(struct candidates *found, uint32_t example, uint32_t points)
{
    uint32_t at = example * UINT32_C(2654435761) >> 22;
    while (found->example[at] != 0 && found->example[at] != example + 1)
        at = (at + 1) % CANDIDATES;
    if (found->example[at] == 0) {
        if (found->used == CANDIDATES_MOST)
            return;
        found->used++;
        found->example[at] = example + 1;
    }
    found->points[at] += points;
}

static void gather(const struct neighbours *all, const uint64_t *keys, size_t count, struct candidates *found)
{
    for (size_t i = 0; i < count && i < NEIGHBOURS_KEYS_MOST; i++) {
        const struct neighbour_key *key = key_place(all->keys, all->key_mask, keys[i]);
        uint32_t bits = 1;
        for (uint32_t seen = key->seen; seen > 1; seen /= 2)
            bits++;
        for (uint32_t k = 0; key->hash != 0 && k < key->seen && k < NEIGHBOURS_PER_KEY; k++)
            candidate_add(found, key->latest[k], RARE / bits);
    }
}

struct ranked {
    uint32_t example, points;
};

/* The candidates with the most points, the earlier example of equal ones. */
static size_t choose(const struct candidates *found, struct ranked out[NEIGHBOURS_COMPARED])
{
    size_t count = 0;
    for (uint32_t i = 0; i < CANDIDATES; i++) {
        if (found->example[i] == 0)
            continue;
        struct ranked r = {found->example[i] - 1, found->points[i]};
        size_t at = count;
        while (at > 0 && (out[at - 1].points < r.points ||
                          (out[at - 1].points == r.points && out[at - 1].example > r.example)))
            at--;
        if (at == NEIGHBOURS_COMPARED)
            continue;
        count += count < NEIGHBOURS_COMPARED;
        memmove(&out[at + 1], &out[at], (count - 1 - at) * sizeof *out);
        out[at] = r;
    }
    return count;
}

static float likeness(const struct neighbour_example *e, const int8_t at[EMBED_DIMS], float scale)
{
    int32_t sum = 0;
    for (size_t i = 0; i < EMBED_DIMS; i++)
        sum += (int32_t)e->at[i] * at[i];
    return (float)sum * e->scale * scale;
}

size_t neighbours_find(const struct neighbours *all, uint64_t but_id, const float embedding[EMBED_DIMS],
                       const uint64_t *keys, size_t count, struct neighbour out[NEIGHBOURS_MOST])
{
    struct candidates found;
    struct ranked chosen[NEIGHBOURS_COMPARED];
    int8_t at[EMBED_DIMS];
    uint32_t examples[NEIGHBOURS_MOST];
    size_t kept = 0;
    if (all->count == 0)
        return 0;
    memset(&found, 0, sizeof found);
    gather(all, keys, count, &found);
    size_t candidates = choose(&found, chosen);
    float scale = candidates > 0 ? quantise(embedding, at) : 0;
    for (size_t i = 0; i < candidates; i++) {
        const struct neighbour_example *e = &all->examples[chosen[i].example];
        if (e->id == but_id)
            continue;
        struct neighbour n = {e->class_number, likeness(e, at, scale)};
        size_t place = kept;
        while (place > 0 &&
               (out[place - 1].likeness < n.likeness ||
                (out[place - 1].likeness == n.likeness && examples[place - 1] > chosen[i].example)))
            place--;
        if (place == NEIGHBOURS_MOST)
            continue;
        kept += kept < NEIGHBOURS_MOST;
        memmove(&out[place + 1], &out[place], (kept - 1 - place) * sizeof *out);
        memmove(&examples[place + 1], &examples[place], (kept - 1 - place) * sizeof *examples);
        out[place] = n;
        examples[place] = chosen[i].example;
    }
    return kept;
}
