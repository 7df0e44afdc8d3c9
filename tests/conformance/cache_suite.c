#include "conformance/cache_suite.h"

#include "base/date.h"
#include "support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

static const struct cache_suite *suite;
static void *server;

enum { PATIENCE_MS = 60000 };
#define HOUR_US INT64_C(3600000000)

struct cache_place {
    struct ctx c;
    struct cache_options options;
    char prefix[40];
    struct cache *cache;
};

static int set_up(void **state)
{
    static atomic_int runs;
    struct cache_place *p = calloc(1, sizeof *p);
    p->c = (struct ctx){.arena = arena_new(), .now_us = time_now_us()};
    snprintf(p->prefix, sizeof p->prefix, "suite-%d-%d", (int)getpid(), atomic_fetch_add(&runs, 1));
    p->options.prefix = p->prefix;
    p->options.url = server == NULL ? NULL : suite->url(server);
    assert_ok(&p->c, cache_open(&p->c, suite->driver, &p->options, &p->cache));
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    struct cache_place *p = *state;
    cache_close(p->cache);
    arena_free(p->c.arena);
    free(p);
    return 0;
}

static void assert_found(struct cache_place *p, struct text key, struct text value)
{
    struct text found;
    assert_true(cache_find(&p->c, p->cache, key, &found));
    assert_non_null(found.at);
    assert_true(text_equal(value, found));
}

static void assert_missing(struct cache_place *p, struct text key)
{
    struct text found;
    assert_false(cache_find(&p->c, p->cache, key, &found));
    assert_null(found.at);
}

static void moment(void)
{
    struct timespec t = {0, 2000000};
    nanosleep(&t, NULL);
}

static void finds_what_was_kept(void **state)
{
    struct cache_place *p = *state;
    static const struct text values[] = {
        {"", 0}, {"{\"sum\":\"12.50\"}", 15}, {"\0\r\n\xFF", 4}, {"$-1\r\n", 5}};
    char key[] = "a key\r\n with \0 odd bytes: 0";
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct text name = {key, sizeof key - 1};
        key[sizeof key - 2] = (char)('0' + i);
        assert_missing(p, name);
        cache_keep(p->cache, name, values[i], HOUR_US);
        assert_found(p, name, values[i]);
    }
    cache_keep(p->cache, TEXT("again"), TEXT("first"), 0);
    cache_keep(p->cache, TEXT("again"), TEXT("second"), 0);
    assert_found(p, TEXT("again"), TEXT("second"));
    cache_forget(p->cache, TEXT("again"));
    cache_forget(p->cache, TEXT("never was"));
    assert_missing(p, TEXT("again"));
}

static void finds_many_at_once(void **state)
{
    struct cache_place *p = *state;
    struct text keys[CACHE_MANY_MAX + 1], found[CACHE_MANY_MAX + 1];
    char names[CACHE_MANY_MAX + 1][16];
    for (int i = 0; i <= CACHE_MANY_MAX; i++) {
        snprintf(names[i], sizeof names[i], "many/%d", i);
        keys[i] = text_of(names[i]);
        if (i % 3 == 0)
            cache_keep(p->cache, keys[i], keys[i], 0);
    }
    assert_int_equal((CACHE_MANY_MAX + 2) / 3, cache_find_many(&p->c, p->cache, keys, CACHE_MANY_MAX, found));
    for (int i = 0; i < CACHE_MANY_MAX; i++) {
        assert_int_equal(i % 3 == 0, found[i].at != NULL);
        if (i % 3 == 0)
            assert_true(text_equal(keys[i], found[i]));
    }
    assert_int_equal(0, cache_find_many(&p->c, p->cache, keys, 0, found));
    assert_int_equal(0, cache_find_many(&p->c, p->cache, keys, CACHE_MANY_MAX + 1, found));
}

static void forgets_in_time(void **state)
{
    struct cache_place *p = *state;
    struct text found;
    cache_keep(p->cache, TEXT("short"), TEXT("x"), 20000);
    cache_keep(p->cache, TEXT("long"), TEXT("y"), HOUR_US);
    cache_keep(p->cache, TEXT("not at all"), TEXT("z"), -1);
    for (int i = 0; cache_find(&p->c, p->cache, TEXT("short"), &found); i++) {
        assert_true(i < PATIENCE_MS / 2);
        moment();
    }
    assert_found(p, TEXT("long"), TEXT("y"));
    assert_missing(p, TEXT("not at all"));
}

static void keeps_limits(void **state)
{
    struct cache_place *p = *state;
    struct buf large = {0};
    buf_room(&large, CACHE_VALUE_MAX + 1);
    memset(large.at, 'v', CACHE_VALUE_MAX + 1);
    cache_keep(p->cache, TEXT("large"), (struct text){large.at, CACHE_VALUE_MAX + 1}, 0);
    assert_missing(p, TEXT("large"));
    cache_keep(p->cache, TEXT("large"), (struct text){large.at, CACHE_VALUE_MAX}, 0);
    assert_found(p, TEXT("large"), (struct text){large.at, CACHE_VALUE_MAX});
    struct text longest = {large.at, CACHE_KEY_MAX}, longer = {large.at, CACHE_KEY_MAX + 1};
    cache_keep(p->cache, longest, TEXT("fits"), 0);
    assert_found(p, longest, TEXT("fits"));
    cache_keep(p->cache, longer, TEXT("does not"), 0);
    assert_missing(p, longer);
    cache_keep(p->cache, TEXT(""), TEXT("nor does nothing"), 0);
    assert_missing(p, TEXT(""));
    buf_free(&large);
}

static void names_states(void **state)
{
    struct cache_place *p = *state;
    struct text before = cache_key(p->c.arena, "report", 7, TEXT("41"), TEXT("/v1/spending?month=2026-10"));
    struct text after = cache_key(p->c.arena, "report", 7, TEXT("42"), TEXT("/v1/spending?month=2026-10"));
    struct text other = cache_key(p->c.arena, "report", 8, TEXT("41"), TEXT("/v1/spending?month=2026-10"));
    assert_text("report/7/41//v1/spending?month=2026-10", before);
    cache_keep(p->cache, before, TEXT("stale"), 0);
    assert_missing(p, after);
    assert_missing(p, other);
    assert_found(p, before, TEXT("stale"));
}

static void counts(void **state)
{
    struct cache_place *p = *state;
    struct cache_health health;
    assert_missing(p, TEXT("a"));
    cache_keep(p->cache, TEXT("a"), TEXT("1"), 0);
    assert_found(p, TEXT("a"), TEXT("1"));
    assert_found(p, TEXT("a"), TEXT("1"));
    cache_health(p->cache, &health);
    assert_true(health.well);
    assert_string_equal("", health.why);
    assert_int_equal(2, health.hits);
    assert_int_equal(1, health.misses);
    assert_int_equal(1, health.kept);
    assert_int_equal(0, health.failures);
    assert_string_equal(suite->driver->name, cache_name(p->cache));
    cache_close(NULL);
}

/* -- Threads */

enum { THREADS = 8, ROUNDS = 400 };

static void *use(void *self)
{
    struct cache_place *p = self;
    static atomic_int numbers;
    int number = atomic_fetch_add(&numbers, 1), wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        char key[32], value[64];
        struct text found;
        snprintf(key, sizeof key, "shared/%d", (i * 7 + number) % 50);
        snprintf(value, sizeof value, "the value of %s", key);
        if (cache_find(&c, p->cache, text_of(key), &found))
            wrong += !text_is(found, value);
        cache_keep(p->cache, text_of(key), text_of(value), 0);
        if (i % 10 == 0)
            cache_forget(p->cache, text_of(key));
        arena_free(c.arena);
    }
    return wrong == 0 ? p : NULL;
}

static void serves_many_threads(void **state)
{
    struct cache_place *p = *state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, use, p));
    for (int i = 0; i < THREADS; i++) {
        void *right;
        pthread_join(threads[i], &right);
        assert_ptr_equal(p, right);
    }
}

/* -- A server */

static void processes_share(void **state)
{
    struct cache_place *p = *state;
    struct cache *mine = p->cache;
    struct cache_options strange = p->options;
    strange.prefix = "somebody-else";
    cache_keep(p->cache, TEXT("a"), TEXT("1"), 0);
    assert_ok(&p->c, cache_open(&p->c, suite->driver, &p->options, &p->cache));
    assert_found(p, TEXT("a"), TEXT("1"));
    cache_close(p->cache);
    assert_ok(&p->c, cache_open(&p->c, suite->driver, &strange, &p->cache));
    assert_missing(p, TEXT("a"));
    cache_close(p->cache);
    p->cache = mine;
}

static void await_use(struct cache_place *p)
{
    struct text found;
    cache_keep(p->cache, TEXT("back"), TEXT("1"), 0);
    for (int i = 0; !cache_find(&p->c, p->cache, TEXT("back"), &found); i++) {
        assert_true(i < PATIENCE_MS / 2);
        moment();
        cache_keep(p->cache, TEXT("back"), TEXT("1"), 0);
    }
}

static void misses_while_the_server_is_away(void **state)
{
    struct cache_place *p = *state;
    struct cache_health health;
    cache_keep(p->cache, TEXT("a"), TEXT("1"), 0);
    suite->stop(server);
    for (int i = 0; i < 1000; i++)
        assert_missing(p, TEXT("a"));
    cache_keep(p->cache, TEXT("a"), TEXT("2"), 0);
    cache_forget(p->cache, TEXT("a"));
    cache_health(p->cache, &health);
    assert_false(health.well);
    assert_true(health.why[0] != '\0' && health.failures > 0);
    suite->start(server);
    await_use(p);
    cache_health(p->cache, &health);
    assert_true(health.well);
}

/* Ten thousand questions to a server that does not answer: only a few may wait for it, or this takes an hour. */
static void does_not_wait_for_a_frozen_server(void **state)
{
    struct cache_place *p = *state;
    struct cache_health health;
    cache_keep(p->cache, TEXT("a"), TEXT("1"), 0);
    suite->freeze(server, true);
    for (int i = 0; i < 10000; i++)
        assert_missing(p, TEXT("a"));
    suite->freeze(server, false);
    cache_health(p->cache, &health);
    assert_in_range(health.failures, 1, 100);
    await_use(p);
}

#define ON_A_FRESH_CACHE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int cache_suite_run(const struct cache_suite *which)
{
    const struct CMUnitTest tests[] = {
        ON_A_FRESH_CACHE(finds_what_was_kept), ON_A_FRESH_CACHE(finds_many_at_once),
        ON_A_FRESH_CACHE(forgets_in_time),     ON_A_FRESH_CACHE(keeps_limits),
        ON_A_FRESH_CACHE(names_states),        ON_A_FRESH_CACHE(counts),
        ON_A_FRESH_CACHE(serves_many_threads),
    };
    const struct CMUnitTest shared[] = {
        ON_A_FRESH_CACHE(processes_share),
        ON_A_FRESH_CACHE(misses_while_the_server_is_away),
        ON_A_FRESH_CACHE(does_not_wait_for_a_frozen_server),
    };
    suite = which;
    server = which->begin == NULL ? NULL : which->begin();
    int failed = cmocka_run_group_tests_name(which->name, tests, NULL, NULL);
    if (server != NULL) {
        failed += cmocka_run_group_tests_name(which->name, shared, NULL, NULL);
        which->end(server);
        server = NULL;
    }
    return failed;
}
