/* Who may be paid: known and blocked payees, for effects. */
#ifndef FINANCE_PROPOSAL_PAYEES_H
#define FINANCE_PROPOSAL_PAYEES_H

#include "finance/proposal/effect.h"

/* {"payee", "number"?, "why"?} */
enum err payee_read_blocking(struct ctx *c, struct store_tx *tx, int64_t household,
                             const struct json_value *given, struct effect_action *out) MUST_USE;
/* Its number and its name. */
enum err payee_set_blocked(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                           const struct effect_action *action, bool blocked, struct text *receipt) MUST_USE;
/* It was paid, or a person confirmed it: known from now on, unless it was before. */
enum err payee_set_known(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                         struct text number) MUST_USE;

#endif
