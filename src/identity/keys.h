/* API keys: "flk_" and 256 random bits, for programs. Each acts for one person in one household, within its scopes and the person's role
 * there. Shown once; the store keeps a hash. */
#ifndef IDENTITY_KEYS_H
#define IDENTITY_KEYS_H

#include "identity/identity.h"
#include "store/entity/people/api_key.h"

enum { KEYS_MAX = 100 /* of one person */, KEY_NAME_MAX = 100 };

/* WRITE. A key for the caller in the caller's household. `scopes` must be among the caller's own, and a key makes none that ends
 * later than itself; `expires_us` 0: never. *secret lies in
 * c->arena and is wiped with it. ERR_INPUT ("name: …", "scopes: …", "expires: …"), ERR_LIMIT. */
enum err key_create(struct ctx *c, struct store *store, const struct caller *caller, struct text name,
                    unsigned scopes, int64_t expires_us, struct api_key_row *out,
                    struct text *secret) MUST_USE;
/* The caller's own in this household, newest first. `all`: everybody's, for owners (ERR_DENIED for others). */
enum err key_list(struct ctx *c, struct store *store, const struct caller *caller, bool all,
                  struct api_key_row **out, size_t *count) MUST_USE;
/* WRITE. One of the caller's own in this household; owners also those of others. ERR_NOT_FOUND. */
enum err key_revoke(struct ctx *c, struct identity *identity, struct store *store,
                    const struct caller *caller, struct id key) MUST_USE;

#endif
