/* Tickets for WebSockets that several processes may be asked for: single use. Of a ticket the store keeps a hash. */
#ifndef STORE_ENTITY_PEOPLE_TICKET_H
#define STORE_ENTITY_PEOPLE_TICKET_H

#include "store/store.h"

struct ticket_row {
    int64_t household, person;
    struct id person_id;
    int credential, role; /* identity/caller.h */
    unsigned scopes;
    int64_t session, key, until_us;
    int64_t given_us;
};

enum err ticket_insert(struct ctx *c, struct store_tx *tx, const struct ticket_row *row,
                       const uint8_t hash[32]) MUST_USE;
enum err ticket_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32], struct ticket_row *out,
                        bool *found) MUST_USE;
/* *was_there is false when somebody else did. */
enum err ticket_delete(struct ctx *c, struct store_tx *tx, const uint8_t hash[32], bool *was_there) MUST_USE;
/* Forgets those that were given before, or in a future that a clock was set back from. */
enum err ticket_purge(struct ctx *c, struct store_tx *tx, int64_t before_us, int64_t after_us) MUST_USE;

#endif
