/* An own account, as requests name it and replies refer to it. */
#ifndef API_SHAPES_OWN_ACCOUNT_H
#define API_SHAPES_OWN_ACCOUNT_H

#include "api/call.h"
#include "store/entity/account.h"

extern const struct api_shape shape_account_ref; /* {"id", "name"} */

/* By its id or its name. ERR_NOT_FOUND "FIELD: …" when the household has no such asset or liability. */
enum err own_account_find(struct ctx *c, struct store_tx *tx, int64_t household, struct text ref,
                          const char *field, struct account_row *out) MUST_USE;
/* The key and the reference; null when `account` is NULL. */
void own_account_key(struct json *j, const char *key, const struct account_row *account);

#endif
