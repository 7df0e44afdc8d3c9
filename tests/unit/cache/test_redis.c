/* The cache in Redis, on a real server. */
#include "conformance/cache_suite.h"
#include "servers/redis.h"

/* A user who may no more than the guide says. */
static void *begin(void)
{
    struct redis_server *s = redis_new(
        "user florin on >geheim ~* +@stream +@list +pexpire +mget +set +unlink +ping +time +select\n", "");
    snprintf(s->url, sizeof s->url, "redis+unix://florin:geheim@%s/s", s->folder);
    return s;
}

static void end(void *server)
{
    redis_free(server);
}

static const char *url_of(void *server)
{
    return ((const struct redis_server *)server)->url;
}

static void stop(void *server)
{
    redis_end(server, SIGTERM);
}

static void start(void *server)
{
    redis_start(server);
}

static void freeze(void *server, bool frozen)
{
    kill(((const struct redis_server *)server)->pid, frozen ? SIGSTOP : SIGCONT);
}

static void refuses_what_is_no_url(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct cache *cache;
    assert_err(ERR_USAGE,
               cache_open(&c, &cache_redis, &(struct cache_options){.url = "redis://:secret@"}, &cache));
    assert_null(strstr(c.why, "secret"));
    assert_err(ERR_USAGE, cache_open(&c, &cache_redis, &(struct cache_options){0}, &cache));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(refuses_what_is_no_url)};
    static const struct cache_suite suite = {.name = "redis",
                                             .driver = &cache_redis,
                                             .begin = begin,
                                             .end = end,
                                             .url = url_of,
                                             .stop = stop,
                                             .start = start,
                                             .freeze = freeze};
    return cmocka_run_group_tests(tests, NULL, NULL) + cache_suite_run(&suite);
}
