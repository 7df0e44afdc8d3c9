/* What whoever holds the machine may do without being a member: the use cases of `florin user`. All are WRITE. */
#ifndef IDENTITY_OPERATOR_H
#define IDENTITY_OPERATOR_H

#include "identity/invitations.h"
#include "identity/keys.h"
#include "identity/people.h"

struct operator_add {
    struct text email, name;
    struct text household; /* a name; empty: see `role` */
    bool new_household;    /* a household of their own, named `household` or after the person */
    enum role
        role; /* ROLE_NONE: owner of the first household when nobody has joined it yet, else of a new one */
    const struct password_hash *hash; /* NULL: no password, an API key alone */
};

/* ERR_CONFLICT: the e-mail has an account. ERR_NOT_FOUND: no household of that name. */
enum err operator_add_person(struct ctx *c, struct store *store, const struct operator_add *form,
                             struct person_row *out, struct membership_row *where) MUST_USE;
/* A key in the household of that name, or in the person's first one when it is empty. */
enum err operator_add_key(struct ctx *c, struct store *store, struct text email, struct text household,
                          struct text name, unsigned scopes, int64_t expires_us, struct api_key_row *out,
                          struct text *secret) MUST_USE;
/* Ends all sessions of the person. */
enum err operator_set_password(struct ctx *c, struct identity *identity, struct store *store,
                               struct text email, const struct password_hash *hash) MUST_USE;
/* ERR_CONFLICT: others are left in a household without an owner. A household that nobody is left in stays, with its ledger. */
enum err operator_remove_person(struct ctx *c, struct identity *identity, struct store *store,
                                struct text email) MUST_USE;
/* Into the household of that name, or the first one when it is empty. */
enum err operator_invite(struct ctx *c, struct store *store, struct text email, struct text household,
                         enum role role, struct invitation_row *out, struct text *secret) MUST_USE;

#endif
