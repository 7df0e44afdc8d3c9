/* A payee is blocked: nothing more goes there. {"payee", "number"?, "why"?} */
#include "finance/proposal/payees.h"

static enum err apply(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                      const struct effect_action *action, struct text *receipt)
{
    return payee_set_blocked(c, tx, proposal, action, true, receipt);
}

const struct effect effect_block = {
    .kind = POLICY_BLOCK, .title = "Block a payee", .read = payee_read_blocking, .apply = apply};
