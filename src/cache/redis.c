/* The cache in Redis: a key for each value, which Redis forgets when its time is over. Some connections are shared by the threads that ask.
 *
 * After a failure nobody waits for a second: then one thread tries, while the others still find nothing. */
#include "redis/redis.h"

#include "base/date.h"
#include "cache/cache_driver.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINKS = 8 };
#define WAIT_US  INT64_C(250000) /* for a connection, and for a reply: computing it anew is not much slower */
#define PAUSE_US INT64_C(1000000)

struct redis_cache {
    struct cache cache;
    struct redis_place *place;
    char *prefix;         /* with its ':' */
    pthread_mutex_t lock; /* over all that follows */
    struct redis_link *idle[LINKS];
    size_t idle_count, link_count;
    bool failed, trying; /* since `failed_us` nothing works; one thread looks whether it does again */
    int64_t failed_us, failures;
    char why[160];
};

static enum err redis_cache_open(struct ctx *c, const struct cache_options *options, struct cache **out)
{
    struct redis_place *place;
    TRY(redis_place_new(c, options->url, &place));
    struct redis_cache *cache = calloc(1, sizeof *cache);
    struct buf prefix = {0};
    if (cache == NULL || pthread_mutex_init(&cache->lock, NULL) != 0)
        die("out of memory");
    buf_printf(&prefix, "%s:cache:", options->prefix == NULL ? "florin" : options->prefix);
    cache->prefix = prefix.at;
    cache->place = place;
    *out = &cache->cache;
    return OK;
}

static void redis_cache_close(struct cache *base)
{
    struct redis_cache *cache = (struct redis_cache *)base;
    while (cache->idle_count > 0)
        redis_link_free(cache->idle[--cache->idle_count]);
    pthread_mutex_destroy(&cache->lock);
    redis_place_free(cache->place);
    free(cache->prefix);
    free(cache);
}

/* -- Connections */

/* NULL: nobody waits now, because it failed or all are in use. */
static struct redis_link *borrow(struct redis_cache *cache)
{
    struct redis_link *link = NULL;
    pthread_mutex_lock(&cache->lock);
    bool pause = cache->failed && (cache->trying || time_steady_us() < cache->failed_us + PAUSE_US);
    if (!pause && cache->idle_count > 0) {
        link = cache->idle[--cache->idle_count];
    } else if (!pause && cache->link_count < LINKS) {
        link = redis_link_new(cache->place, -1);
        cache->link_count++;
    }
    cache->trying = cache->trying || (cache->failed && link != NULL);
    pthread_mutex_unlock(&cache->lock);
    return link;
}

static void give_back(struct redis_cache *cache, struct redis_link *link, const struct ctx *c, enum err e)
{
    pthread_mutex_lock(&cache->lock);
    cache->idle[cache->idle_count++] = link;
    cache->trying = false;
    cache->failed = e != OK;
    if (e != OK) {
        cache->failures++;
        cache->failed_us = time_steady_us();
        snprintf(cache->why, sizeof cache->why, "%.*s", (int)sizeof cache->why - 1, c->why);
    }
    pthread_mutex_unlock(&cache->lock);
}

/* -- Commands */

static void say_key(struct redis_cache *cache, struct redis_link *link, struct text key)
{
    char name[CACHE_KEY_MAX + 256];
    int len = snprintf(name, sizeof name, "%s", cache->prefix);
    memcpy(name + len, key.at, key.len);
    redis_word(link, (struct text){name, (size_t)len + key.len});
}

static enum err ask(struct ctx *c, struct redis_cache *cache, struct redis_link *link,
                    const struct text *keys, size_t count, const struct redis_value **out)
{
    const struct redis_value **replies;
    TRY(redis_link_open(c, link, WAIT_US));
    redis_command(link, 1 + count);
    redis_word_z(link, "MGET");
    for (size_t i = 0; i < count; i++)
        say_key(cache, link, keys[i]);
    TRY(redis_exchange(c, link, WAIT_US, &replies));
    *out = replies[0];
    return redis_refusal(c, link, replies[0]);
}

static void redis_cache_find(struct ctx *c, struct cache *base, const struct text *keys, size_t count,
                             struct text *out)
{
    struct redis_cache *cache = (struct redis_cache *)base;
    struct redis_link *link = borrow(cache);
    const struct redis_value *values = NULL;
    struct ctx unit = {.arena = c->arena, .now_us = c->now_us}; /* its reasons are nobody's but health's */
    if (link == NULL)
        return;
    bool was_open = redis_link_is_open(link);
    int64_t start_us = time_steady_us();
    enum err e = ask(&unit, cache, link, keys, count, &values);
    bool ended =
        e != OK && was_open && !redis_link_is_open(link) && time_steady_us() - start_us < WAIT_US / 2;
    if (ended) /* it was idle, and closed unnoticed */
        e = ask(&unit, cache, link, keys, count, &values);
    for (size_t i = 0; e == OK && i < count; i++) {
        const struct redis_value *value = redis_item(values, i);
        if (value->kind == REDIS_TEXT && value->text.len <= CACHE_VALUE_MAX)
            out[i] = value->text;
    }
    give_back(cache, link, &unit, e);
}

/* One command on a key, and more words where there is a value. */
static bool tell(struct redis_cache *cache, const char *command, struct text key, const struct text *value,
                 int64_t ttl_us)
{
    struct redis_link *link = borrow(cache);
    const struct redis_value **replies;
    if (link == NULL)
        return false;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = redis_link_open(&c, link, WAIT_US);
    if (e == OK) {
        redis_command(link, value == NULL ? 2 : 5);
        redis_word_z(link, command);
        say_key(cache, link, key);
        if (value != NULL) {
            redis_word(link, *value);
            redis_word_z(link, "PX");
            redis_word_int(link, ttl_us < 1000 ? 1 : ttl_us / 1000);
        }
        e = redis_exchange(&c, link, WAIT_US, &replies);
    }
    if (e == OK)
        e = redis_refusal(&c, link, replies[0]);
    give_back(cache, link, &c, e);
    arena_free(c.arena);
    return e == OK;
}

static bool redis_cache_keep(struct cache *base, struct text key, struct text value, int64_t ttl_us)
{
    return tell((struct redis_cache *)base, "SET", key, &value, ttl_us);
}

static void redis_cache_forget(struct cache *base, struct text key)
{
    (void)!tell((struct redis_cache *)base, "UNLINK", key, NULL, 0);
}

static void redis_cache_health(struct cache *base, struct cache_health *out)
{
    struct redis_cache *cache = (struct redis_cache *)base;
    pthread_mutex_lock(&cache->lock);
    out->well = !cache->failed;
    if (cache->failed)
        memcpy(out->why, cache->why, sizeof out->why);
    out->failures = cache->failures;
    pthread_mutex_unlock(&cache->lock);
}

static const char *const schemes[] = {"redis", "rediss", "redis+unix", NULL};

const struct cache_driver cache_redis = {
    .name = "redis",
    .schemes = schemes,
    .open = redis_cache_open,
    .close = redis_cache_close,
    .find = redis_cache_find,
    .keep = redis_cache_keep,
    .forget = redis_cache_forget,
    .health = redis_cache_health,
};
