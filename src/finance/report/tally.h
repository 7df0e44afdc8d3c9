/* How many transactions each account has, kept at hand: counting a million takes tens of milliseconds, counting those that came since the
 * last time none. Nothing is ever wrong for it: transactions are numbered in the order of their commits and never deleted.
 *
 * One for a server, for any thread. */
#ifndef FINANCE_REPORT_TALLY_H
#define FINANCE_REPORT_TALLY_H

#include "store/store.h"

struct tally;

struct tally *tally_new(void);
void tally_free(struct tally *tally); /* NULL is allowed */

/* Counts what the snapshot has and was not counted yet. Never of what may still be rolled back: not within a group. */
enum err tally_update(struct ctx *c, struct store_tx *tx, struct tally *tally) MUST_USE;
/* All transactions of an account, void ones too, as of the last update. */
int64_t tally_of(struct tally *tally, int64_t account);

#endif
