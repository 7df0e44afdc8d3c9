/* Log-in with e-mail and password. The answer and its time are the same whether the e-mail has an account or not. Failures are counted by
 * e-mail (known or not; also in the store, so a restart forgets nothing) and by client address; beyond a few, the next try has to wait,
 * each time twice as long, up to a quarter of an hour. A success resets the count of the e-mail. */
#ifndef IDENTITY_LOGIN_H
#define IDENTITY_LOGIN_H

#include "identity/sessions.h"

struct login {
    struct text email, password;
    struct text address; /* the client's: IPv4 or IPv6; empty: not counted */
};

/* What login_check found, for login_finish. Says nothing to the client by itself. */
struct login_checked {
    bool right;
    int64_t person;       /* 0: no such e-mail */
    int64_t password_us;  /* of the password that was compared: another one since means start again */
    uint8_t account[32];  /* what failures are counted under: a keyed hash of the e-mail */
    uint64_t address_key; /* 0: none */
};

/* SLOW. ERR_LIMIT with c->retriable and *wait_us > 0: too many failures, answer 429 and Retry-After. ERR_INPUT: longer than any
 * password or e-mail may be. Otherwise OK: go on with login_finish, right or wrong. `wait_us` may be NULL. */
enum err login_check(struct ctx *c, struct identity *identity, struct store *store, const struct login *form,
                     struct login_checked *out, int64_t *wait_us) MUST_USE;
/* WRITE. Begins a session of `kind` (CREDENTIAL_SESSION or CREDENTIAL_TOKEN) in `household`, or in the person's first one when it is zero.
 * ERR_DENIED when the check was wrong: answer 401. `agent` labels it in lists: "Firefox on Linux", a User-Agent. */
enum err login_finish(struct ctx *c, struct identity *identity, struct store *store,
                      const struct login_checked *checked, enum credential kind, struct text agent,
                      struct id household, struct grant *out) MUST_USE;

#endif
