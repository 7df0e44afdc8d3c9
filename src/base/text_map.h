/* Text -> int64, open addressing. Keys are copied. Zero it to begin, text_map_free when done. */
#ifndef BASE_TEXT_MAP_H
#define BASE_TEXT_MAP_H

#include "base/text.h"

struct text_map {
    struct text_map_slot *slots;
    size_t count, size;
    struct arena *keys;
};

/* The value stored under `key`, or NULL. The pointer holds until the next put. */
int64_t *text_map_get(const struct text_map *map, struct text key);
/* Stores a value; an existing one is replaced. */
void text_map_put(struct text_map *map, struct text key, int64_t value);
void text_map_free(struct text_map *map);

#endif
