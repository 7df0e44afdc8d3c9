#include "sorting/automaton.h"
#include "support.h"

struct seen {
    const struct text *literals;
    struct text text;
    size_t count;
    bool bad;
};

static void note(void *self, uint32_t literal, size_t end)
{
    struct seen *s = self;
    size_t len = s->literals[literal].len;
    s->bad |= end < len || !text_equal((struct text){s->text.at + end - len, len}, s->literals[literal]);
    s->count++;
}

static size_t count_naively(const struct text *literals, size_t count, struct text t)
{
    size_t found = 0;
    for (size_t l = 0; l < count; l++)
        for (size_t i = 0; i + literals[l].len <= t.len; i++)
            found += memcmp(t.at + i, literals[l].at, literals[l].len) == 0;
    return found;
}

static void check(struct ctx *c, const struct text *literals, uint32_t count, struct text t)
{
    struct automaton *a;
    assert_ok(c, automaton_new(c, literals, count, &a));
    struct seen seen = {literals, t, 0, false};
    automaton_scan(a, t, note, &seen);
    assert_false(seen.bad);
    assert_int_equal(count_naively(literals, count, t), seen.count);
}

static void overlapping_literals_are_all_found(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct text literals[] = {TEXT("he"),   TEXT("she"), TEXT("his"),
                                    TEXT("hers"), TEXT("e"),   TEXT("ushers")};
    check(&c, literals, 6, TEXT("ushers she his heher"));
    check(&c, literals, 6, TEXT(""));
    check(&c, literals, 0, TEXT("anything"));
    test_ctx_end(&c);
}

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* Random literals over few letters overlap in every way; enough of them that deep states have no full row. */
static void agrees_with_a_naive_search(void **state)
{
    (void)state;
    uint64_t seed = 12345;
    for (int run = 0; run < 60; run++) {
        struct ctx c = test_ctx();
        enum { MANY = 300 };
        struct text *all = ARENA_ARRAY(c.arena, struct text, MANY);
        char *hay = arena_alloc(c.arena, 400);
        for (int i = 0; i < MANY; i++) {
            char *at = arena_alloc(c.arena, 16);
            size_t len = 1 + (seed >> 33) % 8;
            for (size_t k = 0; k < len; k++) {
                seed = seed * 6364136223846793005U + 1442695040888963407U;
                at[k] = (char)('a' + (seed >> 40) % 3);
            }
            all[i] = (struct text){at, len};
        }
        qsort(all, MANY, sizeof *all, by_bytes);
        uint32_t count = 0;
        for (int i = 0; i < MANY; i++)
            if (count == 0 || !text_equal(all[count - 1], all[i]))
                all[count++] = all[i];
        for (int i = 0; i < 400; i++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            hay[i] = (char)('a' + (seed >> 40) % 4);
        }
        check(&c, all, count, (struct text){hay, 400});
        test_ctx_end(&c);
    }
}

static void deep_states_fall_back(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    enum { MANY = 6000, LEN = 64 };
    struct text *all = ARENA_ARRAY(c.arena, struct text, MANY);
    for (int i = 0; i < MANY; i++) { /* more states than there are rows for: the literals differ early on */
        char *at = arena_alloc(c.arena, LEN);
        uint32_t x = (uint32_t)i * 2654435761U;
        for (int k = 0; k < LEN; k++, x = x * 1664525U + 1013904223U)
            at[k] = (char)('!' + (x >> 20) % 90);
        snprintf(at, 8, "%06d", i);
        at[6] = 'x';
        all[i] = (struct text){at, LEN};
    }
    struct buf *b = buf_in_arena(c.arena);
    for (int i = 0; i < MANY; i += 997) {
        buf_add(b, all[i].at, LEN / 2); /* begins like one, goes on like another */
        buf_text(b, all[i]);
    }
    check(&c, all, MANY, buf_view(b));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlapping_literals_are_all_found),
        cmocka_unit_test(agrees_with_a_naive_search),
        cmocka_unit_test(deep_states_fall_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
