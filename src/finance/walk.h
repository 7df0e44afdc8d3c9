/* A walk over many transactions with their lines, in order and in bounded memory: what exports,
 * single-account reports and the state hash are made from. */
#ifndef FINANCE_WALK_H
#define FINANCE_WALK_H

#include "store/entity/account.h"
#include "store/entity/txn.h"

struct walk {
    int64_t household;
    int64_t account; /* an own account; 0: all */
    date from, to;   /* DATE_NONE: open */
};

struct walk_txn {
    struct txn_row row;
    struct text payee; /* empty: none */
    struct txn_lines lines;
};

typedef enum err walk_each(struct ctx *c, void *self, const struct walk_txn *txn);

/* Calls each() for every transaction that is not void, by date, then number. What it allocates in c->arena is
 * gone afterwards. ERR_CORRUPT when a row is not what was written. */
enum err walk_transactions(struct ctx *c, struct store_tx *tx, const struct walk *walk, walk_each *each,
                           void *self) MUST_USE;

/* The same for the numbers first..last, by number, void ones too, and of whatever household: the caller looks at
 * the account. each() does not walk. */
enum err walk_numbers(struct ctx *c, struct store_tx *tx, int64_t first, int64_t last, walk_each *each,
                      void *self) MUST_USE;

/* All accounts of a household, to be found by number. */
struct account_index {
    struct account_row *rows; /* by kind and name */
    const struct account_row **by_seq;
    size_t count;
};

enum err account_index_load(struct ctx *c, struct store_tx *tx, int64_t household,
                            struct account_index *out) MUST_USE;
/* NULL when there is none. */
const struct account_row *account_index_find(const struct account_index *index, int64_t seq);

#endif
