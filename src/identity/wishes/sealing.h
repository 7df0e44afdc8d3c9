/* What the store must be able to give back, and nobody else to read: secrets of webhooks, one-time codes on their way. XChaCha20-Poly1305 under a
 * key that is made from the server's secret (secret.h): a stolen database alone opens nothing, and a database beside another secret neither. */
#ifndef IDENTITY_WISHES_SEALING_H
#define IDENTITY_WISHES_SEALING_H

#include "base/text.h"

struct sealer;

/* `folder` as for secret_load. */
enum err sealer_open(struct ctx *c, const char *folder, struct sealer **out) MUST_USE;
/* Wipes the key. NULL is allowed. */
void sealer_close(struct sealer *sealer);

/* `place`: what it is for, "webhook/7/secret"; only there it opens again. In c->arena. */
struct text sealer_seal(struct ctx *c, const struct sealer *sealer, struct text place, struct text plain);
/* In c->arena, which wipes it. ERR_CORRUPT: it was made with another secret.key, for another place, or changed. */
enum err sealer_unseal(struct ctx *c, const struct sealer *sealer, struct text place, struct text sealed,
                       struct text *out) MUST_USE;

#endif
