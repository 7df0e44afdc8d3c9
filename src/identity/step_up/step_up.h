/* Proving once more who one is, for what matters most: the codes of an app (TOTP, RFC 6238: SHA-1, 6 digits, 30 s, as all apps have it). A code is good once,
 * a step early or late too. After five wrong ones in a row each further try has to wait, up to a quarter of an hour. The store holds the secret sealed; the
 * key is made from the server's secret (secret.h). */
#ifndef IDENTITY_STEP_UP_STEP_UP_H
#define IDENTITY_STEP_UP_STEP_UP_H

#include "identity/login.h"

struct step_up_state {
    bool has; /* a code of theirs counts */
    int64_t since_us;
};
enum err step_up_get(struct ctx *c, struct store *store, const struct caller *caller,
                     struct step_up_state *out) MUST_USE;

/* What the app is told: for people to type, and as a link (otpauth://totp/…) for a QR code. In c->arena; shown once. */
struct step_up_secret {
    struct text base32, uri;
};

/* SLOW. The right password allows another app. ERR_LIMIT as login_check. */
enum err step_up_check(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct text password, struct text address,
                       struct login_checked *out) MUST_USE;
/* WRITE. A new secret; codes of an app that was there before count until this one is confirmed … which replaces it. ERR_DENIED ("password: …"). */
enum err step_up_begin(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, const struct login_checked *checked,
                       struct step_up_secret *out) MUST_USE;
/* WRITE. The app's first code: from now on its codes count. ERR_DENIED ("code: …"), ERR_NOT_FOUND when nothing was begun. */
enum err step_up_confirm(struct ctx *c, struct identity *identity, struct store *store,
                         const struct caller *caller, struct text code) MUST_USE;
/* WRITE. With a code of it. */
enum err step_up_end(struct ctx *c, struct identity *identity, struct store *store,
                     const struct caller *caller, struct text code) MUST_USE;

/* WRITE. Is it a code of the caller's app, and was it not used before? ERR_DENIED ("code: …") when it is wrong or they have no app; ERR_LIMIT (retriable) when they
 * have to wait. */
enum err step_up_prove(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct text code) MUST_USE;

#endif
