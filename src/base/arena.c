#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_MIN = 4096, CHUNK_MAX = 1 << 20 };

struct chunk {
    struct chunk *next; /* a chunk that is kept for use again after a rewind, or NULL */
    struct chunk *prev;
    size_t size;
    size_t used;
    alignas(max_align_t) char bytes[];
};

struct hook {
    struct hook *older;
    void (*release)(void *thing);
    void *thing;
};

struct arena {
    struct chunk *current;
    struct hook *newest;
    bool wipes;
};

struct arena *arena_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        die("out of memory");
    return arena;
}

struct arena *arena_new_wiped(void)
{
    struct arena *arena = arena_new();
    arena->wipes = true;
    return arena;
}

static void chunk_free(const struct arena *arena, struct chunk *chunk)
{
    if (arena->wipes)
        explicit_bzero(chunk->bytes, chunk->size);
    free(chunk);
}

static void run_hooks(struct arena *arena, const struct hook *until)
{
    while (arena->newest != until) {
        struct hook *hook = arena->newest;
        arena->newest = hook->older;
        hook->release(hook->thing);
    }
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    run_hooks(arena, NULL);
    struct chunk *chunk = arena->current;
    while (chunk != NULL && chunk->next != NULL)
        chunk = chunk->next;
    while (chunk != NULL) {
        struct chunk *prev = chunk->prev;
        chunk_free(arena, chunk);
        chunk = prev;
    }
    free(arena);
}

/* Makes a chunk current that has room for `size` bytes; chunks double so that their number stays logarithmic. */
static void *chunk_grow(struct arena *arena, size_t size)
{
    struct chunk *current = arena->current;
    struct chunk *next = current == NULL ? NULL : current->next;
    while (next != NULL && next->size < size) {
        struct chunk *small = next;
        next = small->next;
        current->next = next;
        if (next != NULL)
            next->prev = current;
        chunk_free(arena, small);
    }
    if (next == NULL) {
        size_t want = current == NULL ? CHUNK_MIN : current->size * 2;
        want = want > CHUNK_MAX ? CHUNK_MAX : want;
        want = want < size ? size : want;
        next = malloc(sizeof *next + want);
        if (next == NULL)
            return NULL;
        *next = (struct chunk){.prev = current, .size = want};
        if (current != NULL)
            current->next = next;
    }
    next->used = size;
    arena->current = next;
    return next->bytes;
}

static void *take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    struct chunk *chunk = arena->current;
    void *at;
    if (chunk != NULL && chunk->size - chunk->used >= size) {
        at = chunk->bytes + chunk->used;
        chunk->used += size;
    } else {
        at = chunk_grow(arena, size);
    }
    return at == NULL ? NULL : memset(at, 0, size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    void *at = take(arena, size);
    if (at == NULL)
        die("out of memory for %zu bytes", size);
    return at;
}

enum err arena_alloc_outside(struct ctx *c, size_t size, void **out)
{
    *out = take(c->arena, size);
    return *out == NULL ? fail(c, ERR_MEMORY, "no memory for %zu bytes", size) : OK;
}

char *arena_copy(struct arena *arena, const char *at, size_t len)
{
    static char empty[1];
    if (len == 0)
        return empty; /* nothing is ever written behind its end */
    char *copy = arena_alloc(arena, len + 1);
    memcpy(copy, at, len);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        die("bad format \"%s\"", format);
    char *text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text;
}

void arena_defer(struct arena *arena, void (*release)(void *thing), void *thing)
{
    struct hook *hook = ARENA_NEW(arena, struct hook);
    *hook = (struct hook){arena->newest, release, thing};
    arena->newest = hook;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->current, arena->current == NULL ? 0 : arena->current->used,
                               arena->newest};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    run_hooks(arena, mark.hook);
    struct chunk *chunk = arena->current;
    if (chunk == NULL)
        return;
    while (chunk != mark.chunk && chunk->prev != NULL) {
        chunk->used = 0;
        chunk = chunk->prev;
    }
    chunk->used = mark.chunk == NULL ? 0 : mark.used;
    arena->current = chunk;
}
