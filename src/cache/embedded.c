/* The cache of one process, in memory: a table of chains, and one list of all entries by last use, whose end makes room. */
#include "base/date.h"
#include "base/hash.h"
#include "cache/cache_driver.h"

#include <pthread.h>
#include <stdlib.h>

enum { CHAINS = 1 << 12, BYTES_DEFAULT = 32 << 20, ENTRY_BYTES = 128 /* around key and value, about */ };

struct entry {
    struct entry *chain;         /* the next of the same hash's chain */
    struct entry *newer, *older; /* by use */
    uint64_t hash;
    int64_t until_us; /* steady */
    size_t key_len, value_len;
    char bytes[]; /* key and value */
};

struct embedded {
    struct cache cache;
    pthread_mutex_t lock; /* over all that follows */
    size_t bytes, bytes_max;
    int64_t entries;
    struct entry *newest, *oldest;
    struct entry *chains[CHAINS];
};

static enum err embedded_open(struct ctx *c, const struct cache_options *options, struct cache **out)
{
    struct embedded *cache = calloc(1, sizeof *cache);
    (void)c;
    if (cache == NULL || pthread_mutex_init(&cache->lock, NULL) != 0)
        die("out of memory");
    cache->bytes_max = options->bytes_max > 0 ? options->bytes_max : BYTES_DEFAULT;
    *out = &cache->cache;
    return OK;
}

/* -- Its lists */

static struct text key_of(const struct entry *entry)
{
    return (struct text){entry->bytes, entry->key_len};
}

static size_t size_of(size_t key_len, size_t value_len)
{
    return key_len + value_len + ENTRY_BYTES;
}

static void unlink_use(struct embedded *cache, struct entry *entry)
{
    *(entry->newer == NULL ? &cache->newest : &entry->newer->older) = entry->older;
    *(entry->older == NULL ? &cache->oldest : &entry->older->newer) = entry->newer;
}

static void link_newest(struct embedded *cache, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    *(cache->newest == NULL ? &cache->oldest : &cache->newest->newer) = entry;
    cache->newest = entry;
}

static void drop(struct embedded *cache, struct entry *entry)
{
    struct entry **link = &cache->chains[entry->hash % CHAINS];
    while (*link != entry)
        link = &(*link)->chain;
    *link = entry->chain;
    unlink_use(cache, entry);
    cache->bytes -= size_of(entry->key_len, entry->value_len);
    cache->entries--;
    free(entry);
}

/* NULL when it is not there, or its time is over. */
static struct entry *look_up(struct embedded *cache, struct text key)
{
    uint64_t hash = hash_text(key);
    for (struct entry *e = cache->chains[hash % CHAINS]; e != NULL; e = e->chain) {
        if (e->hash != hash || !text_equal(key_of(e), key))
            continue;
        if (e->until_us > time_steady_us())
            return e;
        drop(cache, e);
        return NULL;
    }
    return NULL;
}

static void embedded_close(struct cache *base)
{
    struct embedded *cache = (struct embedded *)base;
    while (cache->oldest != NULL)
        drop(cache, cache->oldest);
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

/* -- The port */

static void embedded_find(struct ctx *c, struct cache *base, const struct text *keys, size_t count,
                          struct text *out)
{
    struct embedded *cache = (struct embedded *)base;
    pthread_mutex_lock(&cache->lock);
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = look_up(cache, keys[i]);
        if (entry == NULL)
            continue;
        out[i] = text_copy(c->arena, (struct text){entry->bytes + entry->key_len, entry->value_len});
        unlink_use(cache, entry);
        link_newest(cache, entry);
    }
    pthread_mutex_unlock(&cache->lock);
}

static bool embedded_keep(struct cache *base, struct text key, struct text value, int64_t ttl_us)
{
    struct embedded *cache = (struct embedded *)base;
    size_t size = size_of(key.len, value.len);
    if (size > cache->bytes_max / 4) /* it would push out too much */
        return false;
    struct entry *entry = malloc(sizeof *entry + key.len + value.len);
    if (entry == NULL)
        return false;
    *entry = (struct entry){.hash = hash_text(key), .key_len = key.len, .value_len = value.len};
    memcpy(entry->bytes, key.at, key.len);
    if (value.len > 0)
        memcpy(entry->bytes + key.len, value.at, value.len);
    pthread_mutex_lock(&cache->lock);
    entry->until_us = time_steady_us() + ttl_us;
    struct entry *before = look_up(cache, key);
    if (before != NULL)
        drop(cache, before);
    while (cache->bytes + size > cache->bytes_max)
        drop(cache, cache->oldest);
    entry->chain = cache->chains[entry->hash % CHAINS];
    cache->chains[entry->hash % CHAINS] = entry;
    link_newest(cache, entry);
    cache->bytes += size;
    cache->entries++;
    pthread_mutex_unlock(&cache->lock);
    return true;
}

static void embedded_forget(struct cache *base, struct text key)
{
    struct embedded *cache = (struct embedded *)base;
    pthread_mutex_lock(&cache->lock);
    struct entry *entry = look_up(cache, key);
    if (entry != NULL)
        drop(cache, entry);
    pthread_mutex_unlock(&cache->lock);
}

static void embedded_health(struct cache *base, struct cache_health *out)
{
    struct embedded *cache = (struct embedded *)base;
    pthread_mutex_lock(&cache->lock);
    out->well = true;
    out->entries = cache->entries;
    out->bytes = (int64_t)cache->bytes;
    pthread_mutex_unlock(&cache->lock);
}

static const char *const schemes[] = {"embedded", NULL};

const struct cache_driver cache_embedded = {
    .name = "embedded",
    .schemes = schemes,
    .open = embedded_open,
    .close = embedded_close,
    .find = embedded_find,
    .keep = embedded_keep,
    .forget = embedded_forget,
    .health = embedded_health,
};
