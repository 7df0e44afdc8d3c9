/* Private to this room. */
#ifndef IDENTITY_IDENTITY_INNER_H
#define IDENTITY_IDENTITY_INNER_H

#include "identity/inner/cache.h"
#include "identity/inner/lockout.h"
#include "identity/login.h"
#include "identity/throttle.h"
#include "store/entity/people/api_key.h"
#include "store/entity/people/invitation.h"

#include <stdatomic.h>

#define NOTE_USE_US (INT64_C(60) * 1000000)

struct identity {
    uint8_t sign_key[32];    /* access tokens */
    uint8_t family_key[32];  /* refresh tokens name their family, and nobody else can name one */
    uint8_t account_key[32]; /* e-mails that failures are counted for */
    uint8_t seal_key[32];    /* what only this server may read in the store */
    /* Units that take something away: under way, and over. A reader looks at `under_way` first and then at `generation`; a unit that ends
     * moves the generation on first. So a reader who finds nothing under way knows the generation that the last one left. */
    atomic_int under_way;
    atomic_uint_fast64_t generation;
    struct caller_cache *cache;
    struct lockout *accounts, *addresses;
    struct throttle *hashes; /* for throttle_address alone */
};

/* The caller's role as the transaction sees it, which may be less than what it was when the request came in: ERR_DENIED. */
enum err authority(struct ctx *c, struct store_tx *tx, const struct caller *caller, enum role role,
                   enum scope scope) MUST_USE;

/* Inserts a session or family and makes what its holder gets. `person`, `person_id`, `household`, `role` of *who are read. */
enum err session_begin(struct ctx *c, struct identity *identity, struct store_tx *tx,
                       const struct caller *who, enum credential kind, struct text agent,
                       struct grant *out) MUST_USE;
/* The one that is valid; ERR_NOT_FOUND. */
enum err invitation_valid(struct ctx *c, struct store_tx *tx, struct text secret,
                          struct invitation_row *out) MUST_USE;
enum err invitation_add(struct ctx *c, struct store_tx *tx, int64_t household, struct text email,
                        enum role role, struct invitation_row *out, struct text *secret) MUST_USE;
/* Checks the row and inserts it. */
enum err key_add(struct ctx *c, struct store_tx *tx, struct api_key_row *row, struct text *secret) MUST_USE;

/* Was the compared password right, and is it still the password? Counts a failure or forgets all, in the transaction; who is refused must
 * still commit it. */
enum err login_settle(struct ctx *c, struct identity *identity, struct store_tx *tx,
                      const struct login_checked *checked, bool *right) MUST_USE;

/* When it ends unless it is used, at the latest when it is too old. */
static inline int64_t session_until_us(const struct session_row *row)
{
    int64_t idle = row->seen_us + SESSION_IDLE_US, absolute = row->created_us + SESSION_ABSOLUTE_US;
    return idle < absolute ? idle : absolute;
}

#endif
