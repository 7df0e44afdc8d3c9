/* The cache in memory: what every driver promises, and its bound. */
#include "conformance/cache_suite.h"
#include "support.h"

static void keeps_what_is_used_within_its_bytes(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct cache *cache;
    struct cache_health health;
    struct text found;
    char value[1000], key[32];
    memset(value, 'v', sizeof value);
    assert_ok(&c, cache_open(&c, &cache_embedded, &(struct cache_options){.bytes_max = 100000}, &cache));
    cache_keep(cache, TEXT("loved"), TEXT("1"), 0);
    for (int i = 0; i < 1000; i++) {
        snprintf(key, sizeof key, "key/%d", i);
        cache_keep(cache, text_of(key), (struct text){value, sizeof value}, 0);
        assert_true(cache_find(&c, cache, TEXT("loved"), &found));
        cache_health(cache, &health);
        assert_in_range(health.bytes, 1, 100000);
    }
    assert_in_range(health.entries, 50, 100);
    assert_false(cache_find(&c, cache, TEXT("key/0"), &found));
    assert_true(cache_find(&c, cache, TEXT("key/999"), &found));
    cache_keep(cache, TEXT("huge"), (struct text){value, sizeof value}, 0);
    cache_close(cache);
    assert_ok(&c, cache_open(&c, &cache_embedded, &(struct cache_options){.bytes_max = 4000}, &cache));
    cache_keep(cache, TEXT("huge"), (struct text){value, sizeof value}, 0); /* more than a quarter */
    assert_false(cache_find(&c, cache, TEXT("huge"), &found));
    cache_close(cache);
    test_ctx_end(&c);
}

static void refuses_a_prefix_that_is_none(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct cache *cache;
    assert_err(ERR_USAGE, cache_open(&c, &cache_embedded, &(struct cache_options){.prefix = ""}, &cache));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_is_used_within_its_bytes),
        cmocka_unit_test(refuses_a_prefix_that_is_none),
    };
    static const struct cache_suite suite = {.name = "embedded", .driver = &cache_embedded};
    return cmocka_run_group_tests(tests, NULL, NULL) + cache_suite_run(&suite);
}
