/* The index over a set: every literal goes into one automaton, and every rule that cannot match without one
 * of some literals is looked at only when one of them occurs. So the cost per transaction does not grow with
 * the rules. */
#include "base/hash.h"
#include "sorting/rules_inner.h"

enum { ALTERNATIVES_MAX = 16, NO_GUARD = 0 };

struct indexer {
    struct ctx *c;
    struct rules *rules;
    struct text *literals;
    uint32_t literal_count;
    uint32_t *slots; /* literal + 1, by hash */
    uint32_t mask;
    struct guard *guards; /* one per rule */
};

/* At least one of these literals occurs wherever the test holds. Empty: nothing is known. */
struct guard {
    uint32_t *literals;
    uint32_t count;
    uint32_t weakness; /* the less, the rarer it wakes in vain */
};

static size_t count_literals(const struct test *t)
{
    size_t count =
        t->kind == TEST_TEXT && t->field != FIELD_CURRENCY ? (t->op == OP_MATCHES ? ALTERNATIVES_MAX : 1) : 0;
    for (const struct test *child = t->first; child != NULL; child = child->next)
        count += count_literals(child);
    return count;
}

static uint32_t intern(struct indexer *x, struct text literal)
{
    uint32_t at = (uint32_t)hash_text(literal) & x->mask;
    for (; x->slots[at] != 0; at = (at + 1) & x->mask)
        if (text_equal(x->literals[x->slots[at] - 1], literal))
            return x->slots[at] - 1;
    x->literals[x->literal_count++] = literal;
    x->slots[at] = x->literal_count;
    return x->literal_count - 1;
}

static struct guard guard_of_text(struct indexer *x, struct test *t)
{
    struct text found[ALTERNATIVES_MAX];
    size_t count = 1;
    found[0] = t->folded;
    if (t->field == FIELD_CURRENCY || t->folded.len == 0)
        return (struct guard){NULL, NO_GUARD, 0};
    if (t->op == OP_MATCHES && !rule_pattern_literals(x->c->arena, t->value, found, ALTERNATIVES_MAX, &count))
        return (struct guard){NULL, NO_GUARD, 0};
    struct guard g = {ARENA_ARRAY(x->c->arena, uint32_t, count), (uint32_t)count, 0};
    for (size_t i = 0; i < count; i++) {
        g.literals[i] = intern(x, found[i]);
        g.weakness += 100 / (uint32_t)(found[i].len < 10 ? found[i].len : 10);
    }
    /* An account's name is the same on row after row. */
    g.weakness += t->field == FIELD_ACCOUNT ? 1000 : 0;
    t->literal = g.literals[0];
    x->rules->scanned |= 1U << (t->field == FIELD_MEMO ? FIELD_TEXT : t->field);
    return g;
}

static struct guard guard_of(struct indexer *x, struct test *t);

static struct guard guard_of_all(struct indexer *x, const struct test *t)
{
    struct guard best = {NULL, NO_GUARD, 0};
    for (struct test *child = t->first; child != NULL; child = child->next) {
        struct guard g = guard_of(x, child);
        if (g.count > 0 && (best.count == 0 || g.weakness < best.weakness))
            best = g;
    }
    return best;
}

static struct guard guard_of_any(struct indexer *x, const struct test *t)
{
    size_t children = 0;
    for (const struct test *child = t->first; child != NULL; child = child->next)
        children++;
    struct guard *all = ARENA_ARRAY(x->c->arena, struct guard, children);
    struct guard sum = {NULL, 0, 0};
    bool complete = true;
    size_t i = 0;
    for (struct test *child = t->first; child != NULL; child = child->next, i++) {
        all[i] = guard_of(x, child); /* of each child, so that all literals are known */
        complete &= all[i].count > 0;
        sum.count += all[i].count;
        sum.weakness += all[i].weakness;
    }
    if (!complete)
        return (struct guard){NULL, NO_GUARD, 0};
    sum.literals = ARENA_ARRAY(x->c->arena, uint32_t, sum.count);
    uint32_t at = 0;
    for (i = 0; i < children; i++)
        for (uint32_t k = 0; k < all[i].count; k++)
            sum.literals[at++] = all[i].literals[k];
    return sum;
}

static struct guard guard_of(struct indexer *x, struct test *t)
{
    switch (t->kind) {
    case TEST_TEXT:
        return guard_of_text(x, t);
    case TEST_AND:
        return guard_of_all(x, t);
    case TEST_OR:
        return guard_of_any(x, t);
    case TEST_NOT:
        guard_of(x, t->first); /* for its literals: that they are absent proves nothing */
        break;
    case TEST_ALWAYS:
    case TEST_NUMBER:
        break;
    }
    return (struct guard){NULL, NO_GUARD, 0};
}

static void note_text_patterns(struct rules *rules, const struct test *t)
{
    rules->has_text_pattern |= t->kind == TEST_TEXT && t->op == OP_MATCHES && t->field == FIELD_TEXT;
    for (const struct test *child = t->first; child != NULL; child = child->next)
        note_text_patterns(rules, child);
}

/* Turns "rule -> its literals" round. */
static enum err link_wakes(struct indexer *x)
{
    struct rules *rules = x->rules;
    size_t links = 0;
    for (uint32_t i = 0; i < rules->count; i++)
        links += x->guards[i].count;
    if (links > UINT32_MAX / 2)
        return fail(x->c, ERR_LIMIT, "%zu texts in conditions are too many", links);
    rules->wakes = ARENA_ARRAY(x->c->arena, uint32_t, links + 1);
    rules->unguarded = ARENA_ARRAY(x->c->arena, uint32_t, rules->count + 1);
    uint32_t *from = ARENA_ARRAY(x->c->arena, uint32_t, x->literal_count + 2);
    for (uint32_t i = 0; i < rules->count; i++)
        for (uint32_t k = 0; k < x->guards[i].count; k++)
            from[x->guards[i].literals[k] + 2]++;
    for (uint32_t l = 0; l < x->literal_count; l++)
        from[l + 2] += from[l + 1];
    /* from[l + 1] is where the next rule of literal l goes, and ends as the start of l + 1. */
    for (uint32_t i = 0; i < rules->count; i++) {
        if (x->guards[i].count == 0)
            rules->unguarded[rules->unguarded_count++] = i;
        for (uint32_t k = 0; k < x->guards[i].count; k++)
            rules->wakes[from[x->guards[i].literals[k] + 1]++] = i;
    }
    rules->wakes_from = from;
    return OK;
}

enum err rules_index(struct ctx *c, struct rules *rules)
{
    struct indexer x = {.c = c, .rules = rules};
    size_t most = 0;
    for (uint32_t i = 0; i < rules->count; i++)
        most += count_literals(rules->all[i].test);
    uint32_t slots = 16;
    while (slots < most * 2)
        slots *= 2;
    void *at;
    TRY(arena_alloc_outside(c, sizeof *x.literals * (most + 1), &at));
    x.literals = at;
    TRY(arena_alloc_outside(c, sizeof *x.slots * slots, &at));
    x.slots = at;
    x.mask = slots - 1;
    x.guards = ARENA_ARRAY(c->arena, struct guard, rules->count + 1);
    for (uint32_t i = 0; i < rules->count; i++) {
        x.guards[i] = guard_of(&x, rules->all[i].test);
        note_text_patterns(rules, rules->all[i].test);
    }
    rules->literal_count = x.literal_count;
    rules->literal_lens = ARENA_ARRAY(c->arena, uint32_t, x.literal_count + 1);
    for (uint32_t i = 0; i < x.literal_count; i++)
        rules->literal_lens[i] = (uint32_t)x.literals[i].len;
    TRY(link_wakes(&x));
    return automaton_new(c, x.literals, x.literal_count, &rules->automaton);
}
