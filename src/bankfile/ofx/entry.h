/* One closed STMTTRN, or one closed trade of an investment statement, as an entry. */
#ifndef BANKFILE_OFX_ENTRY_H
#define BANKFILE_OFX_ENTRY_H

#include "bankfile/ofx/values.h"

/* Does this trade move cash? Buying does, a transfer of securities does not. */
bool ofx_action_moves_cash(const struct ofx_word *action, const struct ofx_values *v);
/* Fills *out from the entry's slots; the texts live until the slots change. `word` is the element that began
 * on `line`. Refuses when the date or the amount is missing or is none, naming the element and its line. */
enum err ofx_entry_fill(struct ctx *c, struct bankfile_reader *r, struct ofx_values *v,
                        const struct ofx_word *word, uint64_t line, struct bankfile_entry *out) MUST_USE;
/* Reads an amount slot, or refuses at its line. `element` names it for messages. */
enum err ofx_amount_read(struct ctx *c, struct bankfile_reader *r, const struct ofx_values *v,
                         enum ofx_slot slot, const char *element, struct decimal *out) MUST_USE;

#endif
