/* Replies that are given again: to the same question of the same household in the same state of the same store. */
#include "api/replies.h"
#include "cache/cache_driver.h"
#include "support.h"

struct shelf {
    struct ctx c;
    struct cache *cache;
    struct replies *one, *other; /* processes that share a store, so an epoch */
    struct replies *stranger;
};

static int open_shelf(void **state)
{
    struct shelf *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->c = test_ctx();
    assert_ok(&s->c, cache_open(&s->c, &cache_embedded, &(struct cache_options){0}, &s->cache));
    s->one = replies_new(s->cache, "store");
    s->other = replies_new(s->cache, "store");
    s->stranger = replies_new(s->cache, "another store");
    *state = s;
    return 0;
}

static int close_shelf(void **state)
{
    struct shelf *s = *state;
    replies_free(s->one);
    replies_free(s->other);
    replies_free(s->stranger);
    cache_close(s->cache);
    test_ctx_end(&s->c);
    free(s);
    return 0;
}

static bool finds(struct shelf *s, struct replies *replies, struct reply_key key)
{
    struct buf *out = buf_in_arena(s->c.arena);
    bool found = replies_find(&s->c, replies, &key, out);
    if (found)
        assert_text("reply", buf_view(out));
    return found;
}

static void processes_of_one_store_share_them(void **state)
{
    struct shelf *s = *state;
    struct reply_key key = {1, TEXT("/api/v1/reports/spending?"), 7};
    assert_false(finds(s, s->one, key));
    replies_keep(&s->c, s->one, &key, TEXT("reply"));
    assert_true(finds(s, s->one, key));
    assert_true(finds(s, s->other, key));
}

static void nothing_else_is_given(void **state)
{
    struct shelf *s = *state;
    struct reply_key key = {1, TEXT("/a?b"), 7};
    replies_keep(&s->c, s->one, &key, TEXT("reply"));
    assert_false(finds(s, s->stranger, key));
    assert_false(finds(s, s->one, (struct reply_key){2, TEXT("/a?b"), 7}));
    assert_false(finds(s, s->one, (struct reply_key){1, TEXT("/a?b"), 8}));
    assert_false(finds(s, s->one, (struct reply_key){1, TEXT("/a?b"), 77}));
    assert_false(finds(s, s->one, (struct reply_key){1, TEXT("/a?"), 7}));
    assert_false(finds(s, s->one, (struct reply_key){11, TEXT("/a?b"), 7}));
}

/* A store that cannot say how often it changed gives numbers below zero, each process the same ones. */
static void an_unknown_state_is_no_state(void **state)
{
    struct shelf *s = *state;
    struct reply_key key = {1, TEXT("/a?b"), -1};
    replies_keep(&s->c, s->one, &key, TEXT("reply"));
    assert_false(finds(s, s->other, key));
    assert_false(finds(s, s->one, key));
}

int main(void)
{
#define SHELF_TEST(name) cmocka_unit_test_setup_teardown(name, open_shelf, close_shelf)
    const struct CMUnitTest tests[] = {
        SHELF_TEST(processes_of_one_store_share_them),
        SHELF_TEST(nothing_else_is_given),
        SHELF_TEST(an_unknown_state_is_no_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
