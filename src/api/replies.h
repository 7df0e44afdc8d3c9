/* Replies that were given and may be given again while nothing was written: reports that many look at, of a ledger that is at rest. */
#ifndef API_REPLIES_H
#define API_REPLIES_H

#include "base/text.h"

struct replies;

enum {
    REPLIES_MOST = 64,
    REPLY_BYTES_MOST = 512 << 10, /* larger ones are not kept */
};

struct replies *replies_new(void);
void replies_free(struct replies *replies); /* NULL is allowed */

/* What a reply depends on: the household, what was asked (path and query), and the state of the store, as store_change_count said before
 * the reply was read. */
struct reply_key {
    int64_t household;
    struct text asked;
    int64_t changes;
};
/* Appends the kept reply; false when there is none. From any thread. */
bool replies_find(struct replies *replies, const struct reply_key *key, struct buf *out);
/* Keeps one; the one used longest ago makes room. */
void replies_keep(struct replies *replies, const struct reply_key *key, struct text body);

#endif
