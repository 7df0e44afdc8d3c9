/* Lists that grow in an arena, for the entities of this folder. */
#ifndef STORE_ENTITY_PEOPLE_ROWS_H
#define STORE_ENTITY_PEOPLE_ROWS_H

#include "base/limits.h"
#include "store/store.h"

struct rows {
    void *at;
    size_t count, size;
};

/* Room for one more at the end, zeroed. */
static inline void *rows_add(struct arena *arena, struct rows *rows, size_t row_bytes)
{
    if (rows->count == rows->size) {
        size_t size = rows->size == 0 ? 8 : rows->size * 2;
        void *grown = arena_alloc(arena, size * row_bytes);
        if (rows->count > 0)
            memcpy(grown, rows->at, rows->count * row_bytes);
        rows->at = grown;
        rows->size = size;
    }
    return (char *)rows->at + row_bytes * rows->count++;
}

#define ROWS_ADD(arena, rows, type) ((type *)rows_add((arena), (rows), sizeof(type)))

#endif
