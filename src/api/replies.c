#include "api/replies.h"

#include <stdlib.h>

struct replies {
    struct cache *cache;
    char *epoch;
};

struct replies *replies_new(struct cache *cache, const char *epoch)
{
    struct replies *replies = calloc(1, sizeof *replies);
    if (replies == NULL || (replies->epoch = strdup(epoch)) == NULL)
        die("no memory for replies");
    replies->cache = cache;
    return replies;
}

void replies_free(struct replies *replies)
{
    if (replies == NULL)
        return;
    free(replies->epoch);
    free(replies);
}

static struct text name_of(struct ctx *c, const struct replies *replies, const struct reply_key *key)
{
    const char *version = arena_printf(c->arena, "%s.%lld", replies->epoch, (long long)key->changes);
    return cache_key(c->arena, "reply", key->household, text_of(version), key->asked);
}

/* Below all that count: the store could not say, and another process makes up the same numbers. */
static bool is_known_state(const struct reply_key *key)
{
    return key->changes >= 0;
}

bool replies_find(struct ctx *c, struct replies *replies, const struct reply_key *key, struct buf *out)
{
    struct text kept;
    if (!is_known_state(key) || !cache_find(c, replies->cache, name_of(c, replies, key), &kept))
        return false;
    buf_text(out, kept);
    return true;
}

void replies_keep(struct ctx *c, struct replies *replies, const struct reply_key *key, struct text body)
{
    if (is_known_state(key) && body.len <= REPLY_BYTES_MOST)
        cache_keep(replies->cache, name_of(c, replies, key), body, 0);
}

void replies_metrics(const void *self, struct buf *out)
{
    const struct replies *replies = self;
    struct cache_health health;
    cache_health(replies->cache, &health);
    buf_printf(out, "# TYPE florin_cache_hits_total counter\nflorin_cache_hits_total %lld\n",
               (long long)health.hits);
    buf_printf(out, "# TYPE florin_cache_misses_total counter\nflorin_cache_misses_total %lld\n",
               (long long)health.misses);
    buf_printf(out, "# TYPE florin_cache_failures_total counter\nflorin_cache_failures_total %lld\n",
               (long long)health.failures);
    buf_printf(out, "# TYPE florin_cache_up gauge\nflorin_cache_up %d\n", health.well);
}
