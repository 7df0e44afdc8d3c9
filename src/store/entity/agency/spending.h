/* Money that leaves, as the security agent looks at it. */
#ifndef STORE_ENTITY_AGENCY_SPENDING_H
#define STORE_ENTITY_AGENCY_SPENDING_H

#include "store/entity/txn.h"

struct spending_row {
    struct txn_row txn;
    struct text payee; /* its name; empty: none */
    struct text account;
    currency currency;
    bool own; /* of an account that holds money */
};

/* A household's transactions first..last, void ones too, in their order, at most `limit`, into c->arena. */
enum err spending_range(struct ctx *c, struct store_tx *tx, int64_t household, int64_t first, int64_t last,
                        int64_t limit, struct spending_row **out, size_t *count) MUST_USE;
/* The newest money that left an account, by its date, on `from` or later, of transactions before number `before`, of any state but void; newest first, at most `limit`. */
enum err spending_history(struct ctx *c, struct store_tx *tx, int64_t account, date from, int64_t before,
                          int64_t limit, struct spending_row **out, size_t *count) MUST_USE;
/* How many payments left an account on `from` or later. */
enum err spending_count(struct ctx *c, struct store_tx *tx, int64_t account, date from,
                        int64_t *count) MUST_USE;

#endif
