/* Signatures of Standard Webhooks (standardwebhooks.com, 1.0.0): HMAC-SHA256 over "ID.SECONDS.BODY" with the bytes behind "whsec_". */
#ifndef CHANNEL_SIGNATURE_H
#define CHANNEL_SIGNATURE_H

#include "base/text.h"

#define WEBHOOK_SECRET_PREFIX "whsec_"
enum { WEBHOOK_SECRET_LEAST = 24, WEBHOOK_SECRET_MOST = 64 }; /* bytes, before base64 */

/* "whsec_" and base64 of `len` bytes, in c->arena. */
struct text webhook_secret_text(struct ctx *c, const uint8_t *bytes, size_t len);
/* ERR_INPUT: no such secret. Appends "v1,…" to `out`, behind a blank where something stands there: each secret adds one. */
enum err webhook_sign(struct ctx *c, struct text secret, struct text id, int64_t seconds, struct text body,
                      struct buf *out) MUST_USE;

#endif
