#include "identity/inner/cache.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

enum { SETS = 1024 /* a power of two */, WAYS = 4 };

struct entry {
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    struct cache_stamp stamp; /* generation 0: empty */
    bool confirmed;           /* read both before and after a change of the store in its generation */
    struct cache_value value;
};

/* The first entry is the one used last. */
struct set {
    pthread_mutex_t lock;
    struct entry entries[WAYS];
};

struct caller_cache {
    struct set sets[SETS];
};

struct caller_cache *cache_new(void)
{
    struct caller_cache *cache = calloc(1, sizeof *cache);
    if (cache == NULL)
        die("no memory for the cache of callers");
    for (int i = 0; i < SETS; i++)
        pthread_mutex_init(&cache->sets[i].lock, NULL);
    return cache;
}

void cache_free(struct caller_cache *cache)
{
    if (cache == NULL)
        return;
    for (int i = 0; i < SETS; i++)
        pthread_mutex_destroy(&cache->sets[i].lock);
    free(cache);
}

/* The hash is even, whoever chose the credential. */
static struct set *set_of(struct caller_cache *cache, const uint8_t hash[CREDENTIAL_HASH_BYTES])
{
    return &cache->sets[(hash[0] | (unsigned)hash[1] << 8) % SETS];
}

static struct entry *find(struct set *set, const uint8_t hash[CREDENTIAL_HASH_BYTES])
{
    for (int i = 0; i < WAYS; i++)
        if (set->entries[i].stamp.generation != 0 &&
            sodium_memcmp(set->entries[i].hash, hash, CREDENTIAL_HASH_BYTES) == 0)
            return &set->entries[i];
    return NULL;
}

static struct entry *to_front(struct set *set, struct entry *entry)
{
    struct entry kept = *entry;
    memmove(&set->entries[1], &set->entries[0], (size_t)(entry - set->entries) * sizeof *entry);
    set->entries[0] = kept;
    return &set->entries[0];
}

static bool is_valid(const struct entry *entry, struct cache_stamp now, int64_t now_us)
{
    return entry->stamp.generation == now.generation &&
           (entry->confirmed || entry->stamp.changes == now.changes) && now_us < entry->value.until_us;
}

bool cache_get(struct caller_cache *cache, const uint8_t hash[CREDENTIAL_HASH_BYTES], struct cache_stamp now,
               int64_t now_us, int64_t seen_before_us, struct caller *out)
{
    struct set *set = set_of(cache, hash);
    pthread_mutex_lock(&set->lock);
    struct entry *entry = find(set, hash);
    bool known = entry != NULL && is_valid(entry, now, now_us);
    if (known) {
        if (entry != set->entries)
            entry = to_front(set, entry);
        *out = entry->value.caller;
        out->use_due = entry->value.seen_us <= seen_before_us;
        if (out->use_due)
            entry->value.seen_us = now_us;
    }
    pthread_mutex_unlock(&set->lock);
    return known;
}

/* A thread that was held up may come with what it read long ago. */
static bool is_newer(struct cache_stamp a, struct cache_stamp b)
{
    return a.generation != b.generation ? a.generation > b.generation : a.changes > b.changes;
}

void cache_put(struct caller_cache *cache, const uint8_t hash[CREDENTIAL_HASH_BYTES], struct cache_stamp read,
               const struct cache_value *value)
{
    struct set *set = set_of(cache, hash);
    pthread_mutex_lock(&set->lock);
    struct entry *entry = find(set, hash);
    if (entry == NULL || !is_newer(entry->stamp, read)) {
        bool confirmed = entry != NULL && entry->stamp.generation == read.generation &&
                         (entry->confirmed || entry->stamp.changes < read.changes);
        entry = to_front(set, entry == NULL ? &set->entries[WAYS - 1] : entry);
        memcpy(entry->hash, hash, CREDENTIAL_HASH_BYTES);
        entry->stamp = read;
        entry->confirmed = confirmed;
        entry->value = *value;
    }
    pthread_mutex_unlock(&set->lock);
}
