/* The household whose money this is, and the counters that number its rows. */
#ifndef STORE_ENTITY_HOUSEHOLD_H
#define STORE_ENTITY_HOUSEHOLD_H

#include "ledger/currency.h"
#include "store/store.h"

enum { HOUSEHOLD_FIRST = 1 }; /* every store begins with this one */

struct household {
    int64_t seq;
    struct id id;
    struct text name;
    currency currency; /* CURRENCY_NONE until the first account is opened */
};

enum err household_get(struct ctx *c, struct store_tx *tx, int64_t seq, struct household *out) MUST_USE;
/* Inserts and fills in seq and id. Names need not differ. */
enum err household_insert(struct ctx *c, struct store_tx *tx, struct household *row) MUST_USE;
/* Those after `after` in the order of their seqs, at most LIMIT_PAGE, into c->arena. */
enum err household_list(struct ctx *c, struct store_tx *tx, int64_t after, struct household **out,
                        size_t *count) MUST_USE;
enum err household_rename(struct ctx *c, struct store_tx *tx, int64_t seq, struct text name) MUST_USE;
enum err household_set_currency(struct ctx *c, struct store_tx *tx, int64_t seq, currency cur) MUST_USE;

/* A household made by the schema carries a placeholder as its id until this gives it one of its own. Called when a store is opened. */
enum err household_give_ids(struct ctx *c, struct store *store) MUST_USE;

/* Takes `count` numbers of a counter ("txn"): *first .. *first + count - 1 are the caller's. Gaps are harmless. */
enum err counter_take(struct ctx *c, struct store_tx *tx, const char *name, int64_t count,
                      int64_t *first) MUST_USE;

#endif
