#include "identity/keys.h"

#include "identity/identity_inner.h"
#include "identity/inner/names.h"

enum err key_add(struct ctx *c, struct store_tx *tx, struct api_key_row *row, struct text *secret)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    int64_t count;
    TRY(name_check(c, "name", row->name, KEY_NAME_MAX, &row->name));
    if (row->scopes == 0 || (row->scopes & ~(unsigned)SCOPE_ALL) != 0)
        return fail(c, ERR_INPUT, "scopes: one or more of read, write, admin and approve");
    if (row->expires_us != 0 && row->expires_us <= c->now_us)
        return fail(c, ERR_INPUT, "expires: lies in the past");
    TRY(api_key_count(c, tx, row->person, &count));
    if (count >= KEYS_MAX)
        return fail(c, ERR_LIMIT, "a person has at most %d keys; revoke one first", KEYS_MAX);
    *secret = credential_new(c, PREFIX_KEY, hash);
    return api_key_insert(c, tx, row, hash);
}

enum err key_create(struct ctx *c, struct store *store, const struct caller *caller, struct text name,
                    unsigned scopes, int64_t expires_us, struct api_key_row *out, struct text *secret)
{
    struct store_tx *tx;
    if ((scopes & ~caller->scopes) != 0)
        return fail(c, ERR_DENIED, "scopes: a key cannot make one that may do more than itself");
    if (caller->key != 0 && caller->until_us != 0 && (expires_us == 0 || expires_us > caller->until_us))
        return fail(c, ERR_DENIED, "expires: a key cannot make one that outlives itself");
    *out = (struct api_key_row){.person = caller->user,
                                .household = caller->household,
                                .name = name,
                                .scopes = scopes,
                                .expires_us = expires_us};
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_VIEWER, SCOPE_ADMIN));
    TRY(key_add(c, tx, out, secret));
    return store_commit(c, tx);
}

enum err key_list(struct ctx *c, struct store *store, const struct caller *caller, bool all,
                  struct api_key_row **out, size_t *count)
{
    struct store_tx *tx;
    TRY(caller_require(c, caller, all ? ROLE_OWNER : ROLE_VIEWER, SCOPE_READ));
    TRY(store_begin_read(c, store, &tx));
    TRY(api_key_rows(c, tx, caller->household, all ? 0 : caller->user, out, count));
    store_rollback(tx);
    return OK;
}

enum err key_revoke(struct ctx *c, struct identity *identity, struct store *store,
                    const struct caller *caller, struct id key)
{
    struct store_tx *tx;
    bool found;
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_VIEWER, SCOPE_ADMIN));
    bool owner = authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN) == OK;
    TRY(api_key_delete(c, tx, caller->household, owner ? 0 : caller->user, key, &found));
    TRY(store_commit(c, tx));
    return found ? OK : fail(c, ERR_NOT_FOUND, "there is no such key");
}
