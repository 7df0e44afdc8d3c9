/* Saving goals in the store. */
#ifndef STORE_ENTITY_SERVED_GOAL_H
#define STORE_ENTITY_SERVED_GOAL_H

#include "base/date.h"
#include "ledger/currency.h"
#include "store/store.h"

struct goal_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text name;
    int64_t target; /* minor units, > 0 */
    currency currency;
    int64_t saved;       /* as a person said; does not count while there is an account */
    int64_t account;     /* 0: none */
    date due;            /* DATE_NONE: none */
    int64_t achieved_us; /* 0: not yet */
    int64_t created_us;
};

/* Inserts and fills in seq, id and created_us. */
enum err goal_insert(struct ctx *c, struct store_tx *tx, struct goal_row *row) MUST_USE;
/* Texts into c->arena. ERR_NOT_FOUND when the household has none with this id. */
enum err goal_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                    struct goal_row *out) MUST_USE;
/* Oldest first, at most LIMIT_PAGE, into c->arena. */
enum err goal_list(struct ctx *c, struct store_tx *tx, int64_t household, struct goal_row **out,
                   size_t *count) MUST_USE;
/* Writes everything but seq, id, household, currency and created_us. */
enum err goal_update(struct ctx *c, struct store_tx *tx, const struct goal_row *row) MUST_USE;
enum err goal_delete(struct ctx *c, struct store_tx *tx, int64_t seq) MUST_USE;

#endif
