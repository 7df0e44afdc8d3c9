/* A payee is not blocked any more. {"payee", "number"?, "why"?} */
#include "finance/proposal/payees.h"

static enum err apply(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                      const struct effect_action *action, struct text *receipt)
{
    return payee_set_blocked(c, tx, proposal, action, false, receipt);
}

const struct effect effect_unblock = {
    .kind = POLICY_UNBLOCK, .title = "Unblock a payee", .read = payee_read_blocking, .apply = apply};
