#include "base/text_map.h"

#include "base/hash.h"

#include <stdlib.h>

struct text_map_slot {
    uint64_t hash; /* 0: empty */
    struct text key;
    int64_t value;
};

static struct text_map_slot *find(const struct text_map *map, uint64_t hash, struct text key)
{
    size_t at = hash & (map->size - 1);
    while (map->slots[at].hash != 0 && (map->slots[at].hash != hash || !text_equal(map->slots[at].key, key)))
        at = (at + 1) & (map->size - 1);
    return &map->slots[at];
}

static uint64_t hash_of(struct text key)
{
    return hash_text(key) | 1;
}

int64_t *text_map_get(const struct text_map *map, struct text key)
{
    if (map->size == 0)
        return NULL;
    struct text_map_slot *slot = find(map, hash_of(key), key);
    return slot->hash == 0 ? NULL : &slot->value;
}

static void grow(struct text_map *map)
{
    struct text_map old = *map;
    map->size = old.size == 0 ? 64 : old.size * 2;
    map->slots = calloc(map->size, sizeof *map->slots);
    if (map->slots == NULL)
        die("out of memory for %zu keys", map->size);
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i].hash != 0)
            *find(map, old.slots[i].hash, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

void text_map_put(struct text_map *map, struct text key, int64_t value)
{
    if (map->keys == NULL)
        map->keys = arena_new();
    if (map->count * 2 >= map->size)
        grow(map);
    uint64_t hash = hash_of(key);
    struct text_map_slot *slot = find(map, hash, key);
    if (slot->hash == 0) {
        *slot = (struct text_map_slot){.hash = hash, .key = text_copy(map->keys, key)};
        map->count++;
    }
    slot->value = value;
}

void text_map_free(struct text_map *map)
{
    free(map->slots);
    arena_free(map->keys);
    *map = (struct text_map){0};
}
