/* What people may book by hand. */
#ifndef FINANCE_LIMITS_H
#define FINANCE_LIMITS_H

#include "store/entity/account.h"

/* May an own account's money change by this much? ERR_DENIED when it would fall below its lowest balance.
 * Money that is held counts as gone; money that is announced does not count as come. */
enum err account_admits(struct ctx *c, struct store_tx *tx, const struct account_row *account,
                        int64_t change) MUST_USE;

#endif
