#include "matching/pairs.h"

#include "base/hash.h"

#include <stdlib.h>

struct waiting {
    struct pair_side side;
    uint32_t next; /* index + 1 of the next with the same slot; 0: none */
    bool taken;
};

/* Two generations: what is older than the window is forgotten by dropping a generation whole, so the pool
 * stays small however long the file is. */
struct generation {
    struct waiting *at;
    size_t count, size;
    uint32_t *slots;
    size_t slot_count;
};

struct window {
    struct generation young, old;
};

/* Entries that may be a transfer by their words, and those that are one only when the other side names their
 * account: these are many and must not push the first ones out. */
struct pair_pool {
    struct window likely, named;
};

enum { GENERATION_MAX = 65536 }; /* when the young generation is full it becomes the old one */

static void generation_free(struct generation *g)
{
    free(g->at);
    free(g->slots);
    *g = (struct generation){0};
}

static void pool_release(void *thing)
{
    struct pair_pool *pool = thing;
    generation_free(&pool->likely.young);
    generation_free(&pool->likely.old);
    generation_free(&pool->named.young);
    generation_free(&pool->named.old);
}

struct pair_pool *pair_pool_new(struct arena *arena)
{
    struct pair_pool *pool = ARENA_NEW(arena, struct pair_pool);
    arena_defer(arena, pool_release, pool);
    return pool;
}

static uint64_t amount_hash(int64_t amount, int16_t currency)
{
    return hash_mix((uint64_t)amount, (uint64_t)(uint16_t)currency);
}

static void *sized(void *at, size_t size)
{
    void *grown = realloc(at, size);
    if (grown == NULL)
        die("out of memory for %zu bytes", size);
    return grown;
}

static void generation_link(struct generation *g, size_t i)
{
    size_t slot = amount_hash(g->at[i].side.amount, g->at[i].side.currency) & (g->slot_count - 1);
    g->at[i].next = g->slots[slot];
    g->slots[slot] = (uint32_t)i + 1;
}

static void generation_add(struct generation *g, const struct pair_side *side)
{
    if (g->count == g->size) {
        g->size = g->size == 0 ? 256 : g->size * 2;
        g->at = sized(g->at, g->size * sizeof *g->at);
        g->slot_count = g->size * 2;
        g->slots = sized(g->slots, g->slot_count * sizeof *g->slots);
        memset(g->slots, 0, g->slot_count * sizeof *g->slots);
        for (size_t i = 0; i < g->count; i++)
            generation_link(g, i);
    }
    g->at[g->count] = (struct waiting){.side = *side};
    generation_link(g, g->count++);
}

static int32_t distance(date a, date b)
{
    return a < b ? b - a : a - b;
}

/* 0: not a pair; more is surer. */
static int strength(const struct pair_side *a, const struct pair_side *b)
{
    if (a->account == b->account || a->amount != -b->amount || a->currency != b->currency || a->firm ||
        b->firm || distance(a->date, b->date) > PAIR_DAYS)
        return 0;
    bool a_names_b = a->other_number != 0 && a->other_number == b->own_number;
    bool b_names_a = b->other_number != 0 && b->other_number == a->own_number;
    if (a_names_b || b_names_a)
        return 4;
    if (a->hinted && b->hinted)
        return 3;
    return (a->hinted && b->open) || (b->hinted && a->open) ? 2 : 0;
}

static struct waiting *best_in(struct generation *g, const struct pair_side *side, struct waiting *best)
{
    if (g->slot_count == 0)
        return best;
    size_t slot = amount_hash(-side->amount, side->currency) & (g->slot_count - 1);
    for (uint32_t i = g->slots[slot]; i != 0; i = g->at[i - 1].next) {
        struct waiting *w = &g->at[i - 1];
        int found = w->taken ? 0 : strength(&w->side, side);
        if (found == 0)
            continue;
        int had = best == NULL ? 0 : strength(&best->side, side);
        if (found > had ||
            (found == had && distance(w->side.date, side->date) < distance(best->side.date, side->date)))
            best = w;
    }
    return best;
}

static void window_add(struct window *w, const struct pair_side *side)
{
    if (w->young.count >= GENERATION_MAX) {
        generation_free(&w->old);
        w->old = w->young;
        w->young = (struct generation){0};
    }
    generation_add(&w->young, side);
}

void pair_keep(struct pair_pool *pool, const struct pair_side *side)
{
    if (side->firm)
        return;
    if (side->hinted || side->open || side->other_number != 0)
        window_add(&pool->likely, side);
    else if (side->own_number != 0)
        window_add(&pool->named, side);
}

bool pair_offer(struct pair_pool *pool, const struct pair_side *side, struct pair_side *other)
{
    struct waiting *best = NULL;
    struct generation *all[] = {&pool->likely.old, &pool->likely.young, &pool->named.old, &pool->named.young};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        best = best_in(all[i], side, best);
    if (best != NULL) {
        best->taken = true;
        *other = best->side;
        return true;
    }
    pair_keep(pool, side);
    return false;
}

bool pair_words(struct text text)
{
    /* English, German, French, Spanish, Italian, Dutch, Polish; whole phrases where the word alone says
     * little. */
    static const struct text words[] = {
        {"transfer", 8},
        {"umbuchung", 9},
        {"eigen\xC3\xBC"
         "bertrag",
         14},
        {"virement interne", 16},
        {"virement vers", 13},
        {"traspaso", 8},
        {"giroconto", 9},
        {"eigen rekening", 14},
        {"payment received", 16},
        {"payment thank you", 17},
        {"kreditkartenabrechnung", 22},
        {"kartenabrechnung", 16},
        {"card settlement", 15},
        {"przelew w\xC5\x82"
         "asny",
         14},
        {"sparplan", 8},
        {"savings", 7},
        {"autopay", 7},
        {"top-up", 6},
        {"sparen", 6},
        {"\xC3\xA9"
         "pargne",
         8},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_find_nocase(text, words[i]) >= 0)
            return true;
    return false;
}
