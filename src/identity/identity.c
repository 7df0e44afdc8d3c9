#include "identity/identity.h"

#include "identity/identity_inner.h"
#include "identity/inner/access_token.h"
#include "identity/secret.h"
#include "store/entity/people/api_key.h"
#include "store/entity/people/invitation.h"
#include "store/entity/people/link.h"
#include "store/entity/people/member.h"

#include <sodium.h>
#include <stdlib.h>

enum { ACCOUNT_FREE_TRIES = 5, ADDRESS_FREE_TRIES = 20, BEARER_BYTES_MAX = ACCESS_TOKEN_BYTES_MAX };

/* One secret, one key for each purpose: what is made for one is worth nothing for another. */
static void derive_keys(struct identity *identity, const uint8_t secret[SECRET_BYTES])
{
    static const char context[] = "florinid";
    crypto_kdf_derive_from_key(identity->sign_key, sizeof identity->sign_key, 1, context, secret);
    crypto_kdf_derive_from_key(identity->family_key, sizeof identity->family_key, 2, context, secret);
    crypto_kdf_derive_from_key(identity->account_key, sizeof identity->account_key, 3, context, secret);
    crypto_kdf_derive_from_key(identity->seal_key, sizeof identity->seal_key, 4, context, secret);
}

enum err identity_open(struct ctx *c, const char *folder, struct identity **out)
{
    uint8_t secret[SECRET_BYTES];
    *out = NULL;
    TRY(secret_load(c, folder, secret));
    struct identity *identity = calloc(1, sizeof *identity);
    if (identity == NULL)
        die("no memory for people");
    derive_keys(identity, secret);
    sodium_memzero(secret, sizeof secret);
    atomic_init(&identity->under_way, 0);
    atomic_init(&identity->generation, 1);
    identity->cache = cache_new();
    identity->accounts = lockout_new(ACCOUNT_FREE_TRIES);
    identity->addresses = lockout_new(ADDRESS_FREE_TRIES);
    identity->hashes = throttle_new(1);
    *out = identity;
    return OK;
}

void identity_close(struct identity *identity)
{
    if (identity == NULL)
        return;
    cache_free(identity->cache);
    lockout_free(identity->accounts);
    lockout_free(identity->addresses);
    throttle_free(identity->hashes);
    sodium_memzero(identity, sizeof *identity);
    free(identity);
}

static void change_is_over(void *thing)
{
    struct identity *identity = thing;
    atomic_fetch_add(&identity->generation, 1);
    atomic_fetch_sub(&identity->under_way, 1);
}

void identity_changes(struct ctx *c, struct identity *identity)
{
    atomic_fetch_add(&identity->under_way, 1);
    arena_defer(c->arena, change_is_over, identity);
}

enum err authority(struct ctx *c, struct store_tx *tx, const struct caller *caller, enum role role,
                   enum scope scope)
{
    struct caller now = *caller;
    int stored;
    TRY(member_role(c, tx, caller->household, caller->user, &stored));
    now.role = (enum role)stored;
    return caller_require(c, &now, role, scope);
}

/* -- Who calls -- */

static bool from_session(const struct session_caller *found, enum session_kind kind, int64_t now_us,
                         struct cache_value *out)
{
    int64_t until_us = session_until_us(&found->row);
    if (found->row.kind != kind || now_us >= until_us)
        return false;
    *out = (struct cache_value){
        .caller = {.credential = kind == SESSION_PAGE ? CREDENTIAL_SESSION : CREDENTIAL_TOKEN,
                   .user = found->row.person,
                   .household = found->row.household,
                   .user_id = found->person_id,
                   .role = (enum role)found->role,
                   .scopes = SCOPE_ALL,
                   .session = found->row.seq,
                   .until_us = until_us},
        .until_us = until_us,
        .seen_us = found->row.seen_us};
    return true;
}

static enum err find_page(struct ctx *c, struct store_tx *tx, const uint8_t hash[CREDENTIAL_HASH_BYTES],
                          struct cache_value *out, bool *valid)
{
    struct session_caller found;
    TRY(session_by_hash(c, tx, hash, &found, valid));
    *valid = *valid && from_session(&found, SESSION_PAGE, c->now_us, out);
    return OK;
}

static enum err find_family(struct ctx *c, struct store_tx *tx, const struct access_claims *claims,
                            struct cache_value *out, bool *valid)
{
    struct session_caller found;
    TRY(session_by_id(c, tx, claims->session, &found, valid));
    *valid = *valid && id_equal(found.person_id, claims->person) &&
             from_session(&found, SESSION_TOKENS, c->now_us, out);
    if (*valid && claims->expires_us < out->until_us)
        out->until_us = out->caller.until_us = claims->expires_us;
    return OK;
}

static enum err find_key(struct ctx *c, struct store_tx *tx, const uint8_t hash[CREDENTIAL_HASH_BYTES],
                         struct cache_value *out, bool *valid)
{
    struct api_key_caller found;
    TRY(api_key_by_hash(c, tx, hash, &found, valid));
    *valid = *valid && (found.row.expires_us == 0 || c->now_us < found.row.expires_us);
    if (!*valid)
        return OK;
    *out = (struct cache_value){.caller = {.credential = CREDENTIAL_KEY,
                                           .user = found.row.person,
                                           .household = found.row.household,
                                           .user_id = found.person_id,
                                           .role = (enum role)found.role,
                                           .scopes = found.row.scopes,
                                           .key = found.row.seq,
                                           .until_us = found.row.expires_us},
                                .until_us = found.row.expires_us == 0 ? INT64_MAX : found.row.expires_us,
                                .seen_us = found.row.used_us};
    return OK;
}

/* What a credential is can be seen from its form; what has none of these is refused before the store is asked. */
static enum err find_in_store(struct ctx *c, const struct identity *identity, struct store *store,
                              struct text credential, bool is_cookie,
                              const uint8_t hash[CREDENTIAL_HASH_BYTES], struct cache_value *out, bool *valid)
{
    struct store_tx *tx;
    struct access_claims claims;
    bool is_page = is_cookie && credential_is(credential, PREFIX_SESSION);
    bool is_key = !is_cookie && credential_is(credential, PREFIX_KEY);
    bool is_token = !is_cookie && !is_key && access_token_verify(c, identity->sign_key, credential, &claims);
    *valid = false;
    if (!is_page && !is_key && !is_token)
        return OK;
    TRY(store_begin_read(c, store, &tx));
    enum err e = is_page  ? find_page(c, tx, hash, out, valid)
                 : is_key ? find_key(c, tx, hash, out, valid)
                          : find_family(c, tx, &claims, out, valid);
    store_rollback(tx);
    return e;
}

/* Remembers nobody while a change is under way: the stamp is taken before the store is read. */
static bool take_stamp(const struct identity *identity, struct store *store, struct cache_stamp *out)
{
    bool quiet = atomic_load(&identity->under_way) == 0;
    out->generation = atomic_load(&identity->generation);
    out->changes = store_change_count(store);
    return quiet;
}

/* A cookie's value is no bearer, nor the other way round: neither is remembered as the other. */
static bool find_in_memory(struct identity *identity, const uint8_t hash[CREDENTIAL_HASH_BYTES],
                           struct cache_stamp stamp, int64_t now_us, bool is_cookie, struct caller *out)
{
    return cache_get(identity->cache, hash, stamp, now_us, now_us - NOTE_USE_US, out) &&
           (out->credential == CREDENTIAL_SESSION) == is_cookie;
}

static enum err find(struct ctx *c, struct identity *identity, struct store *store, struct text credential,
                     bool is_cookie, struct caller *out, bool *valid)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    struct cache_stamp stamp;
    struct cache_value value;
    credential_hash(credential, hash);
    bool quiet = take_stamp(identity, store, &stamp);
    *valid = quiet && find_in_memory(identity, hash, stamp, c->now_us, is_cookie, out);
    if (*valid)
        return OK;
    TRY(find_in_store(c, identity, store, credential, is_cookie, hash, &value, valid));
    if (!*valid)
        return OK;
    *out = value.caller;
    out->use_due = value.seen_us <= c->now_us - NOTE_USE_US;
    if (out->use_due)
        value.seen_us = c->now_us;
    if (quiet)
        cache_put(identity->cache, hash, stamp, &value);
    return OK;
}

enum err caller_find(struct ctx *c, struct identity *identity, struct store *store, struct text cookie,
                     struct text bearer, struct caller *out)
{
    bool is_cookie = bearer.len == 0, valid = false;
    struct text credential = is_cookie ? cookie : bearer;
    if (credential.len > 0 && credential.len <= BEARER_BYTES_MAX)
        TRY(find(c, identity, store, credential, is_cookie, out, &valid));
    if (valid)
        return OK;
    *out = (struct caller){0};
    return fail(c, ERR_DENIED, "log in first: this request carries no valid session, token or key");
}

enum err caller_stays(struct ctx *c, struct store_tx *tx, const struct caller *caller, bool *stays)
{
    int role;
    TRY(member_role(c, tx, caller->household, caller->user, &role));
    *stays = role != ROLE_NONE;
    if (*stays && caller->session != 0)
        TRY(session_is_of(c, tx, caller->session, caller->user, stays));
    return OK;
}

enum err caller_note_use(struct ctx *c, struct store *store, const struct caller *caller)
{
    struct store_tx *tx;
    int64_t since_us = c->now_us - NOTE_USE_US;
    TRY(store_begin(c, store, &tx));
    if (caller->session != 0)
        TRY(session_touch(c, tx, caller->session, since_us));
    if (caller->key != 0)
        TRY(api_key_touch(c, tx, caller->key, since_us));
    return store_commit(c, tx);
}

enum err identity_purge(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    TRY(session_purge(c, tx, c->now_us - SESSION_IDLE_US, c->now_us - SESSION_ABSOLUTE_US));
    TRY(api_key_purge(c, tx));
    TRY(invitation_purge(c, tx));
    TRY(links_purge(c, tx, c->now_us));
    return store_commit(c, tx);
}
