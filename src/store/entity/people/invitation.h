/* Open invitations: one that is used, revoked or has expired is gone. */
#ifndef STORE_ENTITY_PEOPLE_INVITATION_H
#define STORE_ENTITY_PEOPLE_INVITATION_H

#include "store/store.h"

struct invitation_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct id household_id;
    struct text household_name;
    struct text email;
    int role; /* identity/caller.h */
    int64_t created_us, expires_us;
};

/* Inserts and fills in seq, id and created_us; an older one for the same household and e-mail goes. */
enum err invitation_insert(struct ctx *c, struct store_tx *tx, struct invitation_row *row,
                           const uint8_t hash[32]) MUST_USE;
/* *found is false when there is none that is valid now. */
enum err invitation_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32],
                            struct invitation_row *out, bool *found) MUST_USE;
/* Those of a household that are valid now, newest first, at most LIMIT_PAGE. */
enum err invitation_rows(struct ctx *c, struct store_tx *tx, int64_t household, struct invitation_row **out,
                         size_t *count) MUST_USE;
enum err invitation_delete(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                           bool *found) MUST_USE;
enum err invitation_purge(struct ctx *c, struct store_tx *tx) MUST_USE;

#endif
