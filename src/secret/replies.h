/* Readers of what vaults answer, declared for their fuzz target. */
#ifndef SECRET_REPLIES_H
#define SECRET_REPLIES_H

#include "base/text.h"

/* The value of a secret that Azure Key Vault sent. */
enum err keyvault_read_value(struct ctx *c, struct text body, struct text *out) MUST_USE;

/* The value of `key` in what a Dapr sidecar sent: {"NAME": "value"} of stores that keep one value, {"key": "value", …} of those that keep several. When
 * `only` is set, one value of any name is taken as well. ERR_NOT_FOUND when there is none. */
enum err dapr_read_value(struct ctx *c, struct text body, struct text key, bool only,
                         struct text *out) MUST_USE;

#endif
