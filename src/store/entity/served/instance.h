/* Which processes of one Florin run on this store. */
#ifndef STORE_ENTITY_SERVED_INSTANCE_H
#define STORE_ENTITY_SERVED_INSTANCE_H

#include "store/store.h"

struct instance_row {
    struct text name, role;
    int64_t started_us, seen_us;
    struct text agents; /* JSON */
};

/* Writes it, or what is new of it. */
enum err instance_put(struct ctx *c, struct store_tx *tx, const struct instance_row *row) MUST_USE;
/* Those that were seen since, by name, at most LIMIT_PAGE, into c->arena. */
enum err instance_list(struct ctx *c, struct store_tx *tx, int64_t since_us, struct instance_row **out,
                       size_t *count) MUST_USE;
/* One that ends, and those that were not seen since long. */
enum err instance_delete(struct ctx *c, struct store_tx *tx, struct text name, int64_t not_since_us) MUST_USE;

#endif
