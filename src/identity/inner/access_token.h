/* JWT access tokens (RFC 7519, RFC 9068): HS256, typ "at+jwt", issued and accepted by this server alone. The header is one fixed text, so
 * a token cannot choose how it is verified. */
#ifndef IDENTITY_INNER_ACCESS_TOKEN_H
#define IDENTITY_INNER_ACCESS_TOKEN_H

#include "base/id.h"

enum { ACCESS_TOKEN_BYTES_MAX = 1024 };

struct access_claims {
    struct id person;   /* sub */
    struct id session;  /* sid */
    int64_t issued_us;  /* iat, whole seconds */
    int64_t expires_us; /* exp, whole seconds */
};

/* In c->arena, which wipes it. */
struct text access_token_sign(struct ctx *c, const uint8_t key[32], const struct access_claims *claims);
/* False for anything that access_token_sign did not make with this key, and for what has expired at c->now_us. */
bool access_token_verify(struct ctx *c, const uint8_t key[32], struct text token, struct access_claims *out);

#endif
