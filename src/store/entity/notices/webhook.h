/* Addresses that households gave to be called. */
#ifndef STORE_ENTITY_NOTICES_WEBHOOK_H
#define STORE_ENTITY_NOTICES_WEBHOOK_H

#include "store/store.h"

enum webhook_state { WEBHOOK_ON = 1, WEBHOOK_OFF = 2, WEBHOOK_GONE = 3 };
enum { WEBHOOKS_MAX = 20 };

struct webhook_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text name, url;
    struct text kinds;              /* with blanks between them; empty: all */
    int least;                      /* severity */
    struct text secret, old_secret; /* sealed; old_secret may be empty */
    int64_t old_until_us;
    enum webhook_state state;
    struct text why; /* WEBHOOK_GONE */
    int64_t created_us;
};

/* Inserts and fills in seq, id and created_us. The secret may be sealed for the id: it is written by webhook_update. */
enum err webhook_insert(struct ctx *c, struct store_tx *tx, struct webhook_row *row) MUST_USE;
/* A household's, oldest first, at most WEBHOOKS_MAX. */
enum err webhook_rows(struct ctx *c, struct store_tx *tx, int64_t household, struct webhook_row **out,
                      size_t *count) MUST_USE;
/* ERR_NOT_FOUND. */
enum err webhook_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct webhook_row *out) MUST_USE;
enum err webhook_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct webhook_row *out) MUST_USE;
/* Writes all but whose it is. */
enum err webhook_update(struct ctx *c, struct store_tx *tx, const struct webhook_row *row) MUST_USE;
/* With what was sent there. */
enum err webhook_delete(struct ctx *c, struct store_tx *tx, int64_t seq) MUST_USE;

#endif
