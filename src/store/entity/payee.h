/* Payees in the store. */
#ifndef STORE_ENTITY_PAYEE_H
#define STORE_ENTITY_PAYEE_H

#include "store/store.h"

/* The payee with exactly this name, made when it is new. */
enum err payee_intern(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                      int64_t *seq) MUST_USE;
/* Its name, into c->arena; empty for seq 0. */
enum err payee_name(struct ctx *c, struct store_tx *tx, int64_t seq, struct text *out) MUST_USE;

#endif
