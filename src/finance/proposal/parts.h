/* What the files of this folder share. */
#ifndef FINANCE_PROPOSAL_PARTS_H
#define FINANCE_PROPOSAL_PARTS_H

#include "finance/proposal/proposal.h"

/* Reads a stored action again: what it means now. *effect and *out as they were understood. ERR_CONFLICT when it does not mean the same any more. */
enum err action_again(struct ctx *c, struct store_tx *tx, const struct proposal_row *row,
                      const struct effect **effect, struct effect_action *out) MUST_USE;
/* The policy's word on a stored proposal, with the approvals that it has; writes it into the row. */
enum err decide_again(struct ctx *c, struct store_tx *tx, struct judge *judge, struct proposal_row *row,
                      const struct effect_action *action, bool *may) MUST_USE;
/* An approved one: done when it may be now; waits for its time, or for more approvals; or has failed. Writes the row and what happened into the log. */
enum err carry_on(struct ctx *c, struct store_tx *tx, struct judge *judge, struct proposal_row *row) MUST_USE;
/* It ends without an effect, in `state`, because of `why`. */
enum err drop(struct ctx *c, struct store_tx *tx, struct proposal_row *row, enum proposal_state state,
              struct text why) MUST_USE;
/* Appends proposal.<word>. */
enum err tell(struct ctx *c, struct store_tx *tx, const struct proposal_row *row, const char *type) MUST_USE;

struct digest proposal_digest(int64_t household, struct id id, struct text kind, struct text action);

#endif
