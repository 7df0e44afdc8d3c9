#include "identity/members.h"

#include "identity/identity_inner.h"
#include "store/entity/people/person.h"

enum err member_list(struct ctx *c, struct store *store, const struct caller *caller, struct member_row **out,
                     size_t *count)
{
    struct store_tx *tx;
    TRY(caller_require(c, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(store_begin_read(c, store, &tx));
    TRY(member_rows(c, tx, caller->household, out, count));
    store_rollback(tx);
    return OK;
}

static enum err no_such_member(struct ctx *c)
{
    return fail(c, ERR_NOT_FOUND, "there is no such member");
}

/* A member of the caller's household. */
static enum err find_member(struct ctx *c, struct store_tx *tx, const struct caller *caller, struct id person,
                            int64_t *seq, enum role *role)
{
    struct person_row row;
    int stored;
    enum err e = person_by_id(c, tx, person, &row);
    if (e == ERR_NOT_FOUND)
        return no_such_member(c);
    TRY(e);
    TRY(member_role(c, tx, caller->household, row.seq, &stored));
    if (stored == ROLE_NONE)
        return no_such_member(c);
    *seq = row.seq;
    *role = (enum role)stored;
    return OK;
}

/* Somebody must be left who can invite, appoint and remove. */
static enum err keep_an_owner(struct ctx *c, struct store_tx *tx, int64_t household)
{
    int64_t owners;
    TRY(member_count(c, tx, household, ROLE_OWNER, &owners));
    return owners > 0 ? OK
                      : fail(c, ERR_CONFLICT, "a household needs an owner: make somebody else one first");
}

enum err member_change_role(struct ctx *c, struct identity *identity, struct store *store,
                            const struct caller *caller, struct id person, enum role role)
{
    struct store_tx *tx;
    int64_t seq;
    enum role before;
    if (role < ROLE_VIEWER || role > ROLE_OWNER)
        return fail(c, ERR_INPUT, "role: owner, member or viewer");
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(find_member(c, tx, caller, person, &seq, &before));
    TRY(member_set_role(c, tx, caller->household, seq, (int)role));
    TRY(keep_an_owner(c, tx, caller->household));
    return store_commit(c, tx);
}

enum err member_remove(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct id person)
{
    struct store_tx *tx;
    int64_t seq;
    enum role before;
    bool leaves = id_equal(person, caller->user_id);
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, leaves ? ROLE_VIEWER : ROLE_OWNER, SCOPE_ADMIN));
    TRY(find_member(c, tx, caller, person, &seq, &before));
    TRY(member_delete(c, tx, caller->household, seq));
    TRY(keep_an_owner(c, tx, caller->household));
    return store_commit(c, tx);
}
