/* Notifications as an Atom feed (RFC 4287), for readers and for `florin serve`. */
#ifndef EVENTS_FEED_H
#define EVENTS_FEED_H

#include "store/store.h"

/* The newest `limit` (at most LIMIT_PAGE) in-app notifications of a household. `self_url`: where this feed
 * is, NULL when it has no address. ERR_NOT_FOUND when there is no such household. */
enum err notification_feed(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                           const char *self_url, struct buf *out) MUST_USE;

#endif
