/* What the files of the chore share. For this folder alone. */
#ifndef FINANCE_PAYMENT_WORK_H
#define FINANCE_PAYMENT_WORK_H

#include "finance/payment/pay.h"

/* One planned payment whose time has come. */
enum err pay_due(struct ctx *c, struct store_tx *tx, struct judge *judge, const struct pay_desk *desk,
                 struct payment_row *row) MUST_USE;
/* Gives orders that are held, and asks about those that were given. */
enum err pay_give(struct ctx *c, struct store *store, const struct pay_desk *desk, bool *did) MUST_USE;

#endif
