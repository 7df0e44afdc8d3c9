/* Idempotency-Key: the same request again has the same reply and no second effect. */
#ifndef API_IDEMPOTENCY_H
#define API_IDEMPOTENCY_H

#include "api/call.h"

/* Runs `work` once per key and caller: with a key that is known, and the same body, its reply is given again; with another body,
 * 422 names the field that differs. Effect and key reach the disk in one group, so neither is there without the other. For the WRITES lane. */
enum err idempotent(struct api_call *call, enum err (*work)(struct api_call *call)) MUST_USE;

/* WRITE. Forgets keys older than a day. */
enum err idempotency_purge(struct ctx *c, struct store *store) MUST_USE;

#endif
