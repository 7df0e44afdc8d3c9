/* The kept sums by account, currency and month. */
#ifndef STORE_ENTITY_TOTAL_H
#define STORE_ENTITY_TOTAL_H

#include "ledger/totals.h"
#include "store/store.h"

/* Adds cells to what is stored. A cell that no line stands behind any more goes. */
enum err total_add(struct ctx *c, struct store_tx *tx, const struct totals *totals) MUST_USE;
/* Calls each(self, cell) for every stored cell of a household, by account, currency, month. */
enum err total_each(struct ctx *c, struct store_tx *tx, int64_t household,
                    enum err (*each)(struct ctx *c, void *self, const struct month_total *cell),
                    void *self) MUST_USE;

/* The cells of one account, by currency and month, into c->arena. */
enum err total_of_account(struct ctx *c, struct store_tx *tx, int64_t account, struct month_total **out,
                          size_t *count) MUST_USE;

/* How many lines in force stand behind an account's cells. */
enum err total_lines(struct ctx *c, struct store_tx *tx, int64_t account, int64_t *lines) MUST_USE;

/* Booked and held sums of one account over all months. */
struct account_sums {
    int64_t debit, credit, pending_debit, pending_credit;
};
enum err total_sums(struct ctx *c, struct store_tx *tx, int64_t account, struct account_sums *out) MUST_USE;

#endif
