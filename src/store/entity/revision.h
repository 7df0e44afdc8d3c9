/* A household's revision: a number that is another one whenever its accounts, categories, rules or corrections are. Whoever keeps what they
 * read of those compares it within the transaction that uses it, and is right whoever changed them: this thread, another, an import, or
 * another process.
 *
 * It is random, not counted up: a change that was rolled back must not leave a number behind that a later change takes again. */
#ifndef STORE_ENTITY_REVISION_H
#define STORE_ENTITY_REVISION_H

#include "store/store.h"

/* 0 in a household that was not changed since revisions are kept. */
enum err revision_get(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *out) MUST_USE;
/* Called by what writes accounts, rules and corrections, in its transaction. */
enum err revision_renew(struct ctx *c, struct store_tx *tx, int64_t household) MUST_USE;
/* The same for the household that an account belongs to. */
enum err revision_renew_of_account(struct ctx *c, struct store_tx *tx, int64_t account) MUST_USE;

#endif
