/* Opaque credentials: 256 random bits as text, and the hash that the store keeps of them. */
#ifndef IDENTITY_INNER_CREDENTIAL_H
#define IDENTITY_INNER_CREDENTIAL_H

#include "base/text.h"

enum { CREDENTIAL_HASH_BYTES = 32, CREDENTIAL_TEXT_BYTES = 43 /* without prefix */ };

/* What a credential begins with says what it is: to us, and to programs that look for leaked secrets. */
#define PREFIX_SESSION    "fls_"
#define PREFIX_REFRESH    "flr_"
#define PREFIX_KEY        "flk_"
#define PREFIX_INVITATION "fli_"

/* A new one in c->arena, which wipes it, and its hash. */
struct text credential_new(struct ctx *c, const char *prefix, uint8_t hash[CREDENTIAL_HASH_BYTES]);
/* BLAKE2b-256. There is nothing to guess in 256 random bits, so no salt and no slow hash. */
void credential_hash(struct text credential, uint8_t out[CREDENTIAL_HASH_BYTES]);
/* Does it begin like one of this kind, and is it as long? */
bool credential_is(struct text credential, const char *prefix);

/* base64url without padding (RFC 4648, 5) of `len` bytes, in c->arena, which wipes it. */
struct text credential_text(struct ctx *c, const char *prefix, const uint8_t *bytes, size_t len);
/* Exactly `len` bytes, in the one spelling that they have. */
bool credential_bytes(struct text encoded, uint8_t *out, size_t len);

/* Zeroes what lies in the arena when the arena goes. */
void wipe_later(struct ctx *c, void *at, size_t len);

#endif
