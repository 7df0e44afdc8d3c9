/* What a person holds after logging in: a session for the page (an opaque cookie), or a family of tokens for programs (a JWT access token of
 * 15 minutes and a refresh token that changes with every use). Both are rows of `session`, listed and revoked alike. A session slides: it
 * ends 30 days after its last use, and 90 days after the log-in however it is used. The store keeps hashes alone. */
#ifndef IDENTITY_SESSIONS_H
#define IDENTITY_SESSIONS_H

#include "identity/identity.h"
#include "store/entity/people/session.h"

#define SESSION_IDLE_US     (INT64_C(30) * 86400 * 1000000)
#define SESSION_ABSOLUTE_US (INT64_C(90) * 86400 * 1000000)
#define ACCESS_TOKEN_US     (INT64_C(15) * 60 * 1000000)

enum { SESSIONS_MAX = 50 /* of one person; the one unused longest makes room */, SESSION_AGENT_MAX = 200 };

/* Shown once. The texts lie in c->arena and are wiped with it. */
struct grant {
    struct caller caller;
    struct id session;       /* its public id */
    struct text secret;      /* the cookie's value; or the refresh token ("flr_…") */
    int64_t secret_until_us; /* ends then when it is not used */
    struct text access;      /* JWT; empty for a page's session */
    int64_t access_until_us;
};

/* WRITE. Changes a refresh token for a new pair. ERR_DENIED (answer 401) for one that is not valid; one that was used before ends its whole
 * family at once, because one of the two who hold it is a thief. */
enum err token_refresh(struct ctx *c, struct identity *identity, struct store *store, struct text refresh,
                       struct grant *out) MUST_USE;

/* The caller's own sessions and token families that are valid, latest use first; row.seq == caller->session is this one. */
enum err session_list(struct ctx *c, struct store *store, const struct caller *caller,
                      struct session_row **out, size_t *count) MUST_USE;
/* WRITE. Ends one of the caller's own. ERR_NOT_FOUND when there is none of that id. */
enum err session_revoke(struct ctx *c, struct identity *identity, struct store *store,
                        const struct caller *caller, struct id session) MUST_USE;
/* WRITE. Log-out: ends the session or family that this request came with. Harmless with a key. */
enum err session_end(struct ctx *c, struct identity *identity, struct store *store,
                     const struct caller *caller) MUST_USE;
/* WRITE. Log-out everywhere: all sessions and families of the caller, this one too unless `keep_this`; with `keys` also the API keys. */
enum err session_end_all(struct ctx *c, struct identity *identity, struct store *store,
                         const struct caller *caller, bool keep_this, bool keys) MUST_USE;
/* WRITE. Moves this session to another household of the same person. ERR_NOT_FOUND when he is no member there. */
enum err session_enter(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct id household) MUST_USE;

#endif
