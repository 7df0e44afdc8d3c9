/* Replies that were given and may be given again while nothing was written: reports that many look at, of a ledger that is at rest. They are kept
 * in the configured cache (cache/cache.h), named by the state of the store that they were read from. */
#ifndef API_REPLIES_H
#define API_REPLIES_H

#include "cache/cache.h"

struct replies;

enum { REPLY_BYTES_MOST = 512 << 10 }; /* larger ones are not kept */

/* `epoch` (copied) tells apart what counts its changes separately: the store where processes share it, else this process. `cache` outlives
 * the replies. */
struct replies *replies_new(struct cache *cache, const char *epoch);
void replies_free(struct replies *replies); /* NULL is allowed */

/* What a reply depends on: the household, what was asked (path and query), and the state of the store, as store_change_count said before
 * the reply was read; nothing is kept for a negative one, which stands for no state. */
struct reply_key {
    int64_t household;
    struct text asked;
    int64_t changes;
};
/* Appends the kept reply; false when there is none. From any thread. */
bool replies_find(struct ctx *c, struct replies *replies, const struct reply_key *key, struct buf *out);
/* Keeps one, for as long as the cache keeps things. */
void replies_keep(struct ctx *c, struct replies *replies, const struct reply_key *key, struct text body);

/* Hits and misses, in the text format of Prometheus. */
void replies_metrics(const void *replies, struct buf *out);

#endif
