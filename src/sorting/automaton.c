#include "sorting/automaton.h"

#include <assert.h>
#include <stdlib.h>

/* Full rows take no more than this many cells (4 bytes each). */
enum { DENSE_CELLS_MAX = 1 << 18 };

/* State s is known by its number. Its children are [first_child[s], first_child[s + 1]). */
struct automaton {
    uint16_t class_of[256]; /* bytes that no literal has are one class, 0 */
    uint32_t classes;
    uint32_t states;
    uint32_t dense_states;
    unsigned char *label;  /* the byte that leads into a state */
    uint32_t *first_child; /* states + 1 of them */
    uint32_t *fail;        /* the longest proper suffix that is a state */
    uint32_t *literal;     /* the literal that ends here, plus one; 0 for none */
    uint32_t *next_output; /* the longest proper suffix at which a literal ends, or 0 */
    uint32_t *rows;        /* dense_states x classes */
};

struct builder {
    struct automaton *a;
    const struct text *literals;
    uint32_t *order;     /* literals by their bytes */
    uint32_t *from, *to; /* of each state: the part of `order` that begins with it */
    uint16_t *depth;
};

static int by_bytes(const void *left, const void *right, void *literals)
{
    const struct text *all = literals;
    return text_compare(all[*(const uint32_t *)left], all[*(const uint32_t *)right]);
}

static uint32_t step(const struct automaton *a, uint32_t state, unsigned char byte)
{
    for (;;) {
        if (state < a->dense_states)
            return a->rows[(size_t)state * a->classes + a->class_of[byte]];
        for (uint32_t child = a->first_child[state]; child < a->first_child[state + 1]; child++)
            if (a->label[child] == byte)
                return child;
        state = a->fail[state];
    }
}

/* Makes the states below `s`: the literals that share its bytes lie side by side in `order`. */
static void add_children(struct builder *b, uint32_t s)
{
    struct automaton *a = b->a;
    uint32_t depth = b->depth[s], i = b->from[s];
    if (i < b->to[s] && b->literals[b->order[i]].len == depth)
        a->literal[s] = b->order[i++] + 1;
    a->first_child[s] = a->states;
    while (i < b->to[s]) {
        char byte = b->literals[b->order[i]].at[depth];
        uint32_t child = a->states++;
        a->label[child] = (unsigned char)byte;
        b->from[child] = i;
        b->depth[child] = (uint16_t)(depth + 1);
        while (i < b->to[s] && b->literals[b->order[i]].at[depth] == byte)
            i++;
        b->to[child] = i;
    }
}

/* The row of a shallow state: what its suffix does, but for its own children. */
static void fill_row(struct automaton *a, uint32_t s)
{
    uint32_t *row = a->rows + (size_t)s * a->classes;
    if (s > 0)
        memcpy(row, a->rows + (size_t)a->fail[s] * a->classes, sizeof *row * a->classes);
    for (uint32_t child = a->first_child[s]; child < a->first_child[s + 1]; child++)
        row[a->class_of[a->label[child]]] = child;
}

static void link_suffixes(struct automaton *a)
{
    uint32_t dense = a->dense_states;
    a->dense_states = 0; /* grows along: a suffix is always shallower, hence ready */
    for (uint32_t s = 0; s < a->states; s++) {
        uint32_t suffix = a->fail[s];
        if (s > 0)
            a->next_output[s] = a->literal[suffix] != 0 ? suffix : a->next_output[suffix];
        if (s < dense) {
            fill_row(a, s);
            a->dense_states = s + 1;
        }
        for (uint32_t child = a->first_child[s]; child < a->first_child[s + 1]; child++)
            a->fail[child] = s == 0 ? 0 : step(a, suffix, a->label[child]);
    }
}

static enum err take(struct ctx *c, size_t count, size_t size, void *out)
{
    void *at;
    TRY(arena_alloc_outside(c, count * size, &at));
    memcpy(out, &at, sizeof at);
    return OK;
}

/* What is needed to build goes with `temporary`. */
static enum err allocate(struct ctx *c, struct ctx *temporary, struct builder *b, size_t states,
                         uint32_t count)
{
    struct automaton *a = b->a;
    TRY(take(c, states, sizeof *a->label, &a->label));
    TRY(take(c, states + 1, sizeof *a->first_child, &a->first_child));
    TRY(take(c, states, sizeof *a->fail, &a->fail));
    TRY(take(c, states, sizeof *a->literal, &a->literal));
    TRY(take(c, states, sizeof *a->next_output, &a->next_output));
    TRY(take(temporary, states, sizeof *b->from, &b->from));
    TRY(take(temporary, states, sizeof *b->to, &b->to));
    TRY(take(temporary, states, sizeof *b->depth, &b->depth));
    return take(temporary, count + 1, sizeof *b->order, &b->order);
}

static enum err build(struct ctx *c, struct ctx *temporary, const struct text *literals, uint32_t count,
                      struct automaton **out)
{
    struct automaton *a = ARENA_NEW(c->arena, struct automaton);
    struct builder b = {.a = a, .literals = literals};
    size_t states = 1;
    for (uint32_t i = 0; i < count; i++) {
        assert(literals[i].len > 0 && literals[i].len < UINT16_MAX);
        states += literals[i].len;
        for (size_t k = 0; k < literals[i].len; k++)
            a->class_of[(unsigned char)literals[i].at[k]] = 1;
    }
    if (states > UINT32_MAX / 2)
        return fail(c, ERR_LIMIT, "%zu bytes of patterns are too many", states);
    a->classes = 1;
    for (int byte = 0; byte < 256; byte++)
        if (a->class_of[byte] != 0)
            a->class_of[byte] = (uint16_t)a->classes++;
    TRY(allocate(c, temporary, &b, states, count));
    for (uint32_t i = 0; i < count; i++)
        b.order[i] = i;
    qsort_r(b.order, count, sizeof *b.order, by_bytes, (void *)(uintptr_t)literals);
    a->states = 1;
    b.to[0] = count;
    for (uint32_t s = 0; s < a->states; s++)
        add_children(&b, s);
    a->first_child[a->states] = a->states;
    a->dense_states = DENSE_CELLS_MAX / a->classes;
    if (a->dense_states > a->states)
        a->dense_states = a->states;
    TRY(take(c, (size_t)a->dense_states * a->classes, sizeof *a->rows, &a->rows));
    link_suffixes(a);
    *out = a;
    return OK;
}

enum err automaton_new(struct ctx *c, const struct text *literals, uint32_t count, struct automaton **out)
{
    struct ctx temporary = {.arena = arena_new()};
    enum err e = build(c, &temporary, literals, count, out);
    arena_free(temporary.arena);
    return e == OK || temporary.why[0] == '\0' ? e : fail(c, e, "%s", temporary.why);
}

void automaton_scan(const struct automaton *a, struct text t, automaton_found *found, void *self)
{
    uint32_t state = 0;
    for (size_t i = 0; i < t.len; i++) {
        state = step(a, state, (unsigned char)t.at[i]);
        uint32_t output = a->literal[state] != 0 ? state : a->next_output[state];
        for (; output != 0; output = a->next_output[output])
            found(self, a->literal[output] - 1, i + 1);
    }
}
