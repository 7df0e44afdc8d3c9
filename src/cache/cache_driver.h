/* What a cache driver provides. Only drivers, cache.c and the wiring include this. One suite, tests/conformance/cache_suite.c, holds every driver
 * to the words of cache.h. */
#ifndef CACHE_CACHE_DRIVER_H
#define CACHE_CACHE_DRIVER_H

#include "cache/cache.h"

#include <stdatomic.h>

struct cache {
    const struct cache_driver *driver;
    int64_t ttl_us;
    atomic_llong hits, misses, kept;
    /* The driver's own fields follow: it allocates a struct that begins with this one, zeroed. */
};

/* As the functions of cache.h with the same names; keys, values and times are within their limits, and counts are cache.c's. */
struct cache_driver {
    const char *name;
    const char *const *schemes; /* "redis", "rediss", NULL */
    enum err (*open)(struct ctx *c, const struct cache_options *options, struct cache **out);
    void (*close)(struct cache *cache);
    /* Fills out[i], whose `at` is NULL, of what is found. */
    void (*find)(struct ctx *c, struct cache *cache, const struct text *keys, size_t count, struct text *out);
    /* False: it was not kept. */
    bool (*keep)(struct cache *cache, struct text key, struct text value, int64_t ttl_us);
    void (*forget)(struct cache *cache, struct text key);
    void (*health)(struct cache *cache, struct cache_health *out);
};

extern const struct cache_driver cache_embedded, cache_redis;

#endif
