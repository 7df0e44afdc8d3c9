/* The port by which answers that were computed once are given again: reports, replies of language models, quotes.
 *
 * A cache may forget anything at any time, and is never waited for: when it fails, nothing is found and nothing is kept. What it holds is
 * named by what it was computed from (cache_key), so a value that a write made stale is never named again; it leaves when its time is
 * over or room is needed. Values are in the clear: nothing goes in that may not be where the cache is (docs/guides/bus.md). */
#ifndef CACHE_CACHE_H
#define CACHE_CACHE_H

#include "base/text.h"

struct cache;
struct cache_driver;

enum {
    CACHE_KEY_MAX = 1024, /* bytes; a longer key is never found */
    CACHE_VALUE_MAX = 1 << 20 /* bytes; a larger value is not kept */,
    CACHE_MANY_MAX = 256, /* keys that are looked for at once */
};
#define CACHE_TTL_US INT64_C(300000000)

/* All texts are copied. */
struct cache_options {
    const char *url;    /* "redis://…"; NULL for the embedded one */
    const char *prefix; /* of every name there; NULL: "florin" */
    int64_t ttl_us;     /* of values that do not say; 0: CACHE_TTL_US */
    size_t bytes_max;   /* of memory, the embedded one; 0: 32 MiB */
};

/* Waits for nobody. ERR_USAGE for a URL that cannot be meant. */
enum err cache_open(struct ctx *c, const struct cache_driver *driver, const struct cache_options *options,
                    struct cache **out) MUST_USE;
/* No call is under way. NULL is allowed. */
void cache_close(struct cache *cache);
const char *cache_name(const struct cache *cache);

/* The calls that follow are made from any thread. */

/* True: *out is the value, in c->arena. */
bool cache_find(struct ctx *c, struct cache *cache, struct text key, struct text *out);
/* Up to CACHE_MANY_MAX at once; out[i].at is NULL where nothing was found. How many were. */
size_t cache_find_many(struct ctx *c, struct cache *cache, const struct text *keys, size_t count,
                       struct text *out);
/* For `ttl_us` at most (0: as the options say, negative: not at all). An empty value is one. */
void cache_keep(struct cache *cache, struct text key, struct text value, int64_t ttl_us);
void cache_forget(struct cache *cache, struct text key);

/* "KIND/HOUSEHOLD/VERSION/ASKED". `version` names the state that the value is computed from; it is read before the value is computed, from the
 * store that all share: never a count that begins again with a process. */
struct text cache_key(struct arena *arena, const char *kind, int64_t household, struct text version,
                      struct text asked);

struct cache_health {
    bool well;
    char why[160];                        /* it is not, in words for people, without secrets */
    int64_t hits, misses, kept, failures; /* since the start */
    int64_t entries, bytes;               /* of the embedded one; -1: not known */
};
void cache_health(struct cache *cache, struct cache_health *out);

#endif
