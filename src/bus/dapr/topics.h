/* Which topic an event goes to, and which topics a consumer wants. Dapr subscribes to topics by name, so patterns become the types that Florin
 * writes (bus/types.h); a type beyond those goes to one topic for the rest. */
#ifndef BUS_DAPR_TOPICS_H
#define BUS_DAPR_TOPICS_H

#include "base/text.h"

enum { TOPIC_COUNT = 50 }; /* the last one is the rest's */

/* "transaction.created"; of the last one "other". */
const char *topic_name(int topic);
int topic_of(struct text type);
/* Do the patterns want something of this topic? */
bool topic_is_wanted(const char *const *types, int topic);
/* "finance.transaction.created"; with a prefix other than "florin", "PREFIX.finance.transaction.created". */
void topic_write(struct buf *out, const char *prefix, int topic);
void topic_write_dead(struct buf *out, const char *prefix); /* "florin.dead" */

#endif
