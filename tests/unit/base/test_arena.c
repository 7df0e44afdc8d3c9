/* Memory of a unit of work: aligned, zeroed, released in order; and the map whose keys live in one. */
#include "base/arena.h"
#include "base/text_map.h"
#include "support.h"

#include <stdalign.h>

static int order[64], released;

static void note(void *thing)
{
    order[released++] = *(int *)thing;
}

static void hooks_run_newest_first(void **state)
{
    (void)state;
    static int names[] = {1, 2, 3, 4};
    struct arena *arena = arena_new();
    released = 0;
    arena_defer(arena, note, &names[0]);
    struct arena_mark mark = arena_mark(arena);
    arena_defer(arena, note, &names[1]);
    arena_alloc(arena, 100000);
    arena_defer(arena, note, &names[2]);
    arena_rewind(arena, mark);
    assert_int_equal(2, released);
    assert_int_equal(3, order[0]);
    assert_int_equal(2, order[1]);
    arena_defer(arena, note, &names[3]);
    arena_free(arena);
    assert_int_equal(4, released);
    assert_int_equal(4, order[2]);
    assert_int_equal(1, order[3]);
    arena_free(NULL);
}

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    uint64_t seed = 1;
    for (int round = 0; round < 50; round++) {
        struct arena_mark mark = arena_mark(arena);
        for (int i = 0; i < 200; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1;
            size_t size = (seed >> 40) % (i % 50 == 0 ? 200000 : 300);
            unsigned char *at = arena_alloc(arena, size);
            assert_int_equal(0, (uintptr_t)at % alignof(max_align_t));
            for (size_t k = 0; k < size; k++)
                assert_int_equal(0, at[k]);
            memset(at, 0xAB, size);
        }
        arena_rewind(arena, mark);
    }
    assert_string_equal("a-7", arena_printf(arena, "%s-%d", "a", 7));
    assert_string_equal("ab", arena_copy(arena, "abc", 2));
    arena_free(arena);
}

static void a_size_from_outside_may_be_too_much(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    void *at = NULL;
    assert_ok(&c, arena_alloc_outside(&c, 1 << 20, &at));
    assert_non_null(at);
    assert_err(ERR_MEMORY, arena_alloc_outside(&c, SIZE_MAX - 100, &at));
    test_ctx_end(&c);
}

static void a_map_of_texts(void **state)
{
    (void)state;
    struct text_map map = {0};
    char key[16];
    assert_null(text_map_get(&map, TEXT("nothing")));
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 5000; i++) {
            snprintf(key, sizeof key, "key %d", i);
            text_map_put(&map, text_of(key), i + round);
        }
    memset(key, 'x', sizeof key);
    assert_int_equal(5000, map.count);
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "key %d", i);
        assert_int_equal(i + 1, *text_map_get(&map, text_of(key)));
    }
    text_map_put(&map, TEXT(""), 7);
    assert_int_equal(7, *text_map_get(&map, (struct text){NULL, 0}));
    assert_null(text_map_get(&map, TEXT("key 5000")));
    text_map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hooks_run_newest_first), cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(a_size_from_outside_may_be_too_much), cmocka_unit_test(a_map_of_texts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
