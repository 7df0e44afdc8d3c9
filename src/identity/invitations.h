/* Invitations into a household: for one e-mail, with a role, for seven days, for one use. */
#ifndef IDENTITY_INVITATIONS_H
#define IDENTITY_INVITATIONS_H

#include "identity/identity.h"
#include "store/entity/people/invitation.h"

#define INVITATION_US (INT64_C(7) * 86400 * 1000000)

enum { INVITATIONS_MAX = 100 /* open ones of a household */ };

/* WRITE. For owners with the admin scope. An older one for the same e-mail ends. *secret ("fli_…") lies in c->arena and is wiped with it.
 * ERR_INPUT ("email: …", "role: …"), ERR_CONFLICT: a member already. */
enum err invitation_create(struct ctx *c, struct store *store, const struct caller *caller, struct text email,
                           enum role role, struct invitation_row *out, struct text *secret) MUST_USE;
/* Open ones, newest first. For owners. */
enum err invitation_list(struct ctx *c, struct store *store, const struct caller *caller,
                         struct invitation_row **out, size_t *count) MUST_USE;
/* WRITE. For owners. ERR_NOT_FOUND. */
enum err invitation_revoke(struct ctx *c, struct store *store, const struct caller *caller,
                           struct id invitation) MUST_USE;
/* What the page shows to whoever opens the link: the e-mail, the role, the household's name. ERR_NOT_FOUND when it is not valid. */
enum err invitation_look(struct ctx *c, struct store *store, struct text secret,
                         struct invitation_row *out) MUST_USE;
/* WRITE. Somebody who has an account and is logged in joins. ERR_NOT_FOUND, ERR_DENIED: it is for another e-mail, ERR_CONFLICT: a member already.
 * *household (may be NULL) is where he is now a member; session_enter goes there. */
enum err invitation_accept(struct ctx *c, struct identity *identity, struct store *store,
                           const struct caller *caller, struct text secret, struct id *household) MUST_USE;

#endif
