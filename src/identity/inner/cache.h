/* Who was recognised lately, by the hash of the credential: a bounded table, any thread. */
#ifndef IDENTITY_INNER_CACHE_H
#define IDENTITY_INNER_CACHE_H

#include "identity/caller.h"
#include "identity/inner/credential.h"

struct caller_cache;

/* When something was read from the store, and what must not have changed since. */
struct cache_stamp {
    uint64_t generation; /* of people: grows when a unit that took something away is over */
    int64_t changes;     /* of the store, see cache_get */
};

struct cache_value {
    struct caller caller;
    int64_t until_us; /* the credential's expiry */
    int64_t seen_us;  /* its last use that is or is being written */
};

struct caller_cache *cache_new(void);
void cache_free(struct caller_cache *cache); /* NULL is allowed */

/* False: unknown, expired, or of before a change. `seen_before_us`: a use noted before then is due to be noted again; the one who is told
 * (caller.use_due) is the only one for a while.
 *
 * The unit that took something away may be part of a group that commits after the unit is over. What was read meanwhile holds only until
 * the store changes: it is read once more then, and if it was read in this generation both before and after a change of the store, it is known to have been read
 * after that group. */
bool cache_get(struct caller_cache *cache, const uint8_t hash[CREDENTIAL_HASH_BYTES], struct cache_stamp now,
               int64_t now_us, int64_t seen_before_us, struct caller *out);
/* `read` is the stamp of before the store was read. */
void cache_put(struct caller_cache *cache, const uint8_t hash[CREDENTIAL_HASH_BYTES], struct cache_stamp read,
               const struct cache_value *value);

#endif
