/* Memory for one unit of work. Everything is released at once, newest release hook first, so an early return is
 * always safe. Not for threads: one owner at a time. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/err.h"

#include <stddef.h>

struct arena;
struct arena_mark {
    void *chunk;
    size_t used;
    void *hook;
};

/* An empty arena that takes its first memory from the heap when it is first used. Never NULL. */
struct arena *arena_new(void);
/* The same for what must not stay in memory (secrets, tokens): all of it is overwritten when the arena is freed. */
struct arena *arena_new_wiped(void);
/* Runs the hooks, newest first, and gives all memory back. NULL is allowed. */
void arena_free(struct arena *arena);

/* `size` zeroed bytes aligned for any object. For sizes the program chose itself: ends the process when there is no
 * memory. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((malloc, returns_nonnull));
/* The same for a size that came from outside: ERR_MEMORY instead of an end. */
enum err arena_alloc_outside(struct ctx *c, size_t size, void **out) MUST_USE;
/* A NUL-terminated copy of `len` bytes. */
char *arena_copy(struct arena *arena, const char *at, size_t len);
/* A formatted NUL-terminated string. */
char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Calls release(thing) when the arena is freed or rewound past this point. */
void arena_defer(struct arena *arena, void (*release)(void *thing), void *thing);

/* Where the arena stands now, and back to there: what was allocated since is gone, hooks registered since have run.
 * Memory is kept for use again. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

#endif
