/* Secrets from where they are kept: passwords, keys and tokens that configuration names and never contains.
 *
 *   environment             FLORIN_SECRET_NAME: the name in capitals, '.' and '-' as '_'
 *   file:DIR                one file for each secret, mode 0600, this user's
 *   kubernetes:DIR          a mounted Secret; a new version is seen as soon as it is mounted
 *   keyvault:https://NAME.vault.azure.net   Azure Key Vault; '.' and '_' of a name as '-'
 *   dapr://HOST:PORT/STORE          a secret store of a Dapr sidecar
 *   dapr://HOST:PORT/STORE/SECRET   the keys of one secret there that has several
 *
 * Names are 1 to 127 of A-Z a-z 0-9 _ . - and neither "." nor begin with "..". A secret is 1 to LIMIT_SECRET_BYTES bytes without NUL; an empty
 * one counts as missing.
 *
 * Places on this machine are read each time. What comes over a network is kept for ttl_us, then asked for again, so that a rotated secret is
 * picked up; when it cannot be asked for, the last known value serves for up to a day. What the place itself says (no such secret, not allowed) counts
 * at once.
 *
 * No secret, token or credential ever is in a reason. What held one is overwritten when it goes. */
#ifndef SECRET_SECRET_H
#define SECRET_SECRET_H

#include "base/text.h"

struct secrets;

enum { SECRET_NAME_MAX = 127, SECRETS_KEPT_MOST = 1000 };

#define SECRET_TTL_US  (INT64_C(300) * 1000000)
#define SECRET_LAST_US (INT64_C(24) * 3600 * 1000000)

struct secret_options {
    int64_t ttl_us;      /* 0: SECRET_TTL_US */
    const char *ca_file; /* PEM, whose authorities alone are believed; NULL: the system's */
    int timeout_ms;      /* of one request over the network; 0: 10 s */
};

/* Does not ask for anything yet, so that a program starts while a vault is away. ERR_USAGE when `where` is none of the above, ERR_NOT_FOUND and
 * ERR_DENIED for a folder. */
enum err secret_open(struct ctx *c, const char *where, struct secrets **out) MUST_USE;
enum err secret_open_with(struct ctx *c, const char *where, const struct secret_options *options,
                          struct secrets **out) MUST_USE;
/* NULL is allowed. Nobody may be asking. */
void secret_close(struct secrets *secrets);

/* The value, in c->arena and NUL-terminated behind its end; overwritten when the arena goes or is rewound. From any thread; waits for the network at most
 * once in a while, and for one other asking thread.
 *   ERR_INPUT      no name, or a value with NUL
 *   ERR_NOT_FOUND  no such secret
 *   ERR_DENIED     the place refuses it, or what keeps it is not trusted
 *   ERR_LIMIT      larger than LIMIT_SECRET_BYTES
 *   ERR_BUSY       it cannot be asked for now and was not known in the last day; try again */
enum err secret_get(struct ctx *c, struct secrets *secrets, struct text name, struct text *out) MUST_USE;

/* The names whose values are held now, at most `most` of them, into c->arena; for tests and diagnosis. */
size_t secret_known(struct ctx *c, struct secrets *secrets, struct text *names, size_t most);

#endif
