/* What editing asks and writes of transactions beyond store/entity/txn.h. */
#ifndef STORE_ENTITY_EDIT_EDIT_TXN_H
#define STORE_ENTITY_EDIT_EDIT_TXN_H

#include "store/store.h"

/* Takes the bank's id away again that a merge gave. */
enum err txn_forget_bank_id(struct ctx *c, struct store_tx *tx, int64_t txn) MUST_USE;
/* The different texts of tags of a household's transactions that are not void, and how many have each; the text until each()
 * returns. */
enum err txn_each_tags(struct ctx *c, struct store_tx *tx, int64_t household,
                       void (*each)(void *self, struct text tags, int64_t transactions), void *self) MUST_USE;
/* A suggestion that was answered waits for an answer again. */
enum err suggestion_reopen(struct ctx *c, struct store_tx *tx, int64_t txn) MUST_USE;
/* Takes back one counted correction. */
enum err label_take(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee_key,
                    bool outgoing, int64_t category) MUST_USE;

#endif
