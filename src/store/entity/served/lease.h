/* What one process at a time does, where several share a store. */
#ifndef STORE_ENTITY_SERVED_LEASE_H
#define STORE_ENTITY_SERVED_LEASE_H

#include "store/store.h"

/* Takes or renews a lease until c->now_us + for_us, unless somebody else holds it: *until_us is then until when, and *ours false. */
enum err lease_take(struct ctx *c, struct store_tx *tx, const char *name, struct text holder, int64_t for_us,
                    bool *ours, int64_t *until_us) MUST_USE;
/* Until when somebody holds it; not after c->now_us: nobody does. */
enum err lease_until(struct ctx *c, struct store_tx *tx, const char *name, int64_t *until_us) MUST_USE;
/* Gives up one. */
enum err lease_drop(struct ctx *c, struct store_tx *tx, const char *name, struct text holder) MUST_USE;
/* Gives up all that the holder has. */
enum err lease_release(struct ctx *c, struct store_tx *tx, struct text holder) MUST_USE;

#endif
