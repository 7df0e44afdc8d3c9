/* Actions that pay, as proposals carry them: for effects. */
#ifndef FINANCE_PAYMENT_ORDER_H
#define FINANCE_PAYMENT_ORDER_H

#include "finance/payment/pay.h"

/* {"account", "payee", "number"?, "amount", "currency"?, "due"?, "reference"?, "category"?, "mandate"?, "occurrence"?}, for a transfer {"account", "to",
 * "amount", "due"?, "reference"?}; or {"payment", "due"?}: a planned one, to be paid on that day after all. Without a due day: today's. */
enum err order_read(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                    enum payment_kind kind, struct effect_action *out) MUST_USE;
/* Plans it, or pays the planned one that it names. The payment has the proposal's id. */
enum err order_apply(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                     const struct effect_action *action, struct text *receipt) MUST_USE;
/* Of a planned one that people were asked about. */
enum err order_drop(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                    const struct effect_action *action) MUST_USE;

#endif
