/* One-time codes by mail: eight digits, good for ten minutes, once, and for five tries. The store holds a salted digest. Weaker than an app's: whoever reads the mail
 * has them. */
#ifndef IDENTITY_PROOFS_CODES_H
#define IDENTITY_PROOFS_CODES_H

#include "identity/caller.h"
#include "store/store.h"

enum { CODE_MINUTES = 10, CODE_TRIES = 5, CODE_REST_S = 30 };

/* May another one be asked for? ERR_LIMIT (retriable) sooner than CODE_REST_S after the last. */
enum err mailed_code_may_ask(struct ctx *c, struct store_tx *tx, int64_t person) MUST_USE;
/* A new one, in place of the one that is out: to be told to that person and to nobody else. In c->arena. */
enum err mailed_code_make(struct ctx *c, struct store_tx *tx, int64_t person, struct text *code) MUST_USE;
/* WRITE. Is it the caller's code? ERR_DENIED ("mailed_code: …") when it is wrong, too old or used. */
enum err mailed_code_prove(struct ctx *c, struct store *store, const struct caller *caller,
                           struct text code) MUST_USE;

#endif
