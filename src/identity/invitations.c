#include "identity/invitations.h"

#include "identity/identity_inner.h"
#include "identity/inner/names.h"
#include "store/entity/household.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"

static enum err not_valid(struct ctx *c)
{
    return fail(c, ERR_NOT_FOUND, "invitation: not valid; it was used or revoked, or has expired");
}

enum err invitation_valid(struct ctx *c, struct store_tx *tx, struct text secret, struct invitation_row *out)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    bool found;
    if (!credential_is(secret, PREFIX_INVITATION))
        return not_valid(c);
    credential_hash(secret, hash);
    TRY(invitation_by_hash(c, tx, hash, out, &found));
    return found ? OK : not_valid(c);
}

/* Is there a person of this e-mail among the members? */
static enum err refuse_member(struct ctx *c, struct store_tx *tx, int64_t household, struct text email)
{
    struct person_password person;
    int role = ROLE_NONE;
    TRY(person_password(c, tx, email, &person));
    if (person.seq != 0)
        TRY(member_role(c, tx, household, person.seq, &role));
    return role == ROLE_NONE ? OK : fail(c, ERR_CONFLICT, "email: belongs to a member of this household");
}

enum err invitation_add(struct ctx *c, struct store_tx *tx, int64_t household, struct text email,
                        enum role role, struct invitation_row *out, struct text *secret)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    struct invitation_row *open;
    struct household home;
    size_t count;
    *out = (struct invitation_row){
        .household = household, .role = (int)role, .expires_us = c->now_us + INVITATION_US};
    TRY(email_normalise(c, email, &out->email));
    if (role < ROLE_VIEWER || role > ROLE_OWNER)
        return fail(c, ERR_INPUT, "role: owner, member or viewer");
    TRY(refuse_member(c, tx, household, out->email));
    TRY(invitation_rows(c, tx, household, &open, &count));
    if (count >= INVITATIONS_MAX)
        return fail(c, ERR_LIMIT, "a household has at most %d open invitations", INVITATIONS_MAX);
    TRY(household_get(c, tx, household, &home));
    out->household_id = home.id;
    out->household_name = home.name;
    *secret = credential_new(c, PREFIX_INVITATION, hash);
    return invitation_insert(c, tx, out, hash);
}

enum err invitation_create(struct ctx *c, struct store *store, const struct caller *caller, struct text email,
                           enum role role, struct invitation_row *out, struct text *secret)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(invitation_add(c, tx, caller->household, email, role, out, secret));
    return store_commit(c, tx);
}

enum err invitation_list(struct ctx *c, struct store *store, const struct caller *caller,
                         struct invitation_row **out, size_t *count)
{
    struct store_tx *tx;
    TRY(caller_require(c, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(store_begin_read(c, store, &tx));
    TRY(invitation_rows(c, tx, caller->household, out, count));
    store_rollback(tx);
    return OK;
}

enum err invitation_revoke(struct ctx *c, struct store *store, const struct caller *caller,
                           struct id invitation)
{
    struct store_tx *tx;
    bool found;
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(invitation_delete(c, tx, caller->household, invitation, &found));
    TRY(store_commit(c, tx));
    return found ? OK : fail(c, ERR_NOT_FOUND, "there is no such invitation");
}

enum err invitation_look(struct ctx *c, struct store *store, struct text secret, struct invitation_row *out)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, store, &tx));
    TRY(invitation_valid(c, tx, secret, out));
    store_rollback(tx);
    return OK;
}

enum err invitation_accept(struct ctx *c, struct identity *identity, struct store *store,
                           const struct caller *caller, struct text secret, struct id *household)
{
    struct store_tx *tx;
    struct invitation_row row;
    struct person_row person;
    bool fresh, found;
    if (caller->session == 0)
        return fail(c, ERR_DENIED, "a key cannot accept an invitation; log in");
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(invitation_valid(c, tx, secret, &row));
    TRY(person_by_seq(c, tx, caller->user, &person));
    if (!text_equal(person.email, row.email))
        return fail(c, ERR_DENIED, "email: this invitation is for another e-mail");
    TRY(member_insert(c, tx, row.household, person.seq, row.role, &fresh));
    if (!fresh)
        return fail(c, ERR_CONFLICT, "you are a member of this household already");
    TRY(invitation_delete(c, tx, row.household, row.id, &found));
    if (household != NULL)
        *household = row.household_id;
    return store_commit(c, tx);
}
