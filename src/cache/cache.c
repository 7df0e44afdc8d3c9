#include "cache/cache_driver.h"

enum err cache_open(struct ctx *c, const struct cache_driver *driver, const struct cache_options *options,
                    struct cache **out)
{
    if (options->prefix != NULL && (options->prefix[0] == '\0' || strlen(options->prefix) > 200))
        return fail(c, ERR_USAGE, "the cache's prefix is empty or longer than 200 bytes");
    TRY(driver->open(c, options, out));
    (*out)->driver = driver;
    (*out)->ttl_us = options->ttl_us > 0 ? options->ttl_us : CACHE_TTL_US;
    return OK;
}

void cache_close(struct cache *cache)
{
    if (cache != NULL)
        cache->driver->close(cache);
}

const char *cache_name(const struct cache *cache)
{
    return cache->driver->name;
}

static bool is_key(struct text key)
{
    return key.len > 0 && key.len <= CACHE_KEY_MAX;
}

size_t cache_find_many(struct ctx *c, struct cache *cache, const struct text *keys, size_t count,
                       struct text *out)
{
    size_t found = 0;
    bool fit = count <= CACHE_MANY_MAX;
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct text){0};
        fit = fit && is_key(keys[i]);
    }
    if (fit && count > 0)
        cache->driver->find(c, cache, keys, count, out);
    for (size_t i = 0; i < count; i++)
        found += out[i].at != NULL;
    atomic_fetch_add(&cache->hits, (long long)found);
    atomic_fetch_add(&cache->misses, (long long)(count - found));
    return found;
}

bool cache_find(struct ctx *c, struct cache *cache, struct text key, struct text *out)
{
    return cache_find_many(c, cache, &key, 1, out) == 1;
}

void cache_keep(struct cache *cache, struct text key, struct text value, int64_t ttl_us)
{
    if (!is_key(key) || value.len > CACHE_VALUE_MAX || ttl_us < 0)
        return;
    if (cache->driver->keep(cache, key, value, ttl_us == 0 ? cache->ttl_us : ttl_us))
        atomic_fetch_add(&cache->kept, 1);
}

void cache_forget(struct cache *cache, struct text key)
{
    if (is_key(key))
        cache->driver->forget(cache, key);
}

struct text cache_key(struct arena *arena, const char *kind, int64_t household, struct text version,
                      struct text asked)
{
    struct buf key = {0};
    buf_printf(&key, "%s/%lld/%.*s/", kind, (long long)household, TEXT_ARGS(version));
    buf_text(&key, asked);
    struct text copy = text_copy(arena, buf_view(&key));
    buf_free(&key);
    return copy;
}

void cache_health(struct cache *cache, struct cache_health *out)
{
    *out = (struct cache_health){.entries = -1, .bytes = -1};
    cache->driver->health(cache, out);
    out->hits = atomic_load(&cache->hits);
    out->misses = atomic_load(&cache->misses);
    out->kept = atomic_load(&cache->kept);
}
