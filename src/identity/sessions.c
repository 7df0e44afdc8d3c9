#include "identity/sessions.h"

#include "identity/identity_inner.h"
#include "identity/inner/access_token.h"
#include "identity/inner/names.h"
#include "store/entity/people/api_key.h"
#include "store/entity/people/member.h"

#include <sodium.h>

/* A refresh token: which family, 256 random bits, and that we made it. The store keeps the hash of the one that is valid now; an authentic one
 * of the family that is not that one was used before. */
struct refresh {
    struct id family;
    uint8_t random[32];
    uint8_t mac[16];
};

enum { REFRESH_TEXT_BYTES = 4 + 86 };
_Static_assert(sizeof(struct refresh) == 64, "a refresh token has no gaps");

static void refresh_mac(const struct identity *identity, const struct refresh *refresh, uint8_t out[16])
{
    crypto_generichash(out, 16, (const uint8_t *)refresh, offsetof(struct refresh, mac), identity->family_key,
                       sizeof identity->family_key);
}

static struct text refresh_new(struct ctx *c, const struct identity *identity, struct id family,
                               uint8_t hash[CREDENTIAL_HASH_BYTES])
{
    struct refresh refresh = {.family = family};
    randombytes_buf(refresh.random, sizeof refresh.random);
    refresh_mac(identity, &refresh, refresh.mac);
    struct text text = credential_text(c, PREFIX_REFRESH, (const uint8_t *)&refresh, sizeof refresh);
    sodium_memzero(&refresh, sizeof refresh);
    credential_hash(text, hash);
    return text;
}

static bool refresh_read(const struct identity *identity, struct text text, struct id *family)
{
    struct refresh refresh;
    uint8_t mac[16];
    if (text.len != REFRESH_TEXT_BYTES || !text_starts(text, TEXT(PREFIX_REFRESH)) ||
        !credential_bytes(text_from(text, strlen(PREFIX_REFRESH)), (uint8_t *)&refresh, sizeof refresh))
        return false;
    refresh_mac(identity, &refresh, mac);
    bool authentic = sodium_memcmp(mac, refresh.mac, sizeof mac) == 0;
    *family = refresh.family;
    sodium_memzero(&refresh, sizeof refresh);
    return authentic;
}

/* The access token of a family; its life ends with the family's at the latest. */
static void sign_access(struct ctx *c, const struct identity *identity, struct grant *grant, int64_t until_us)
{
    int64_t end_us = c->now_us + ACCESS_TOKEN_US;
    grant->access_until_us = end_us < until_us ? end_us : until_us;
    grant->access = access_token_sign(c, identity->sign_key,
                                      &(struct access_claims){.person = grant->caller.user_id,
                                                              .session = grant->session,
                                                              .issued_us = c->now_us,
                                                              .expires_us = grant->access_until_us});
}

/* One too many: the one unused longest ends, which takes something away. */
static enum err make_room(struct ctx *c, struct identity *identity, struct store_tx *tx, int64_t person)
{
    int64_t count;
    TRY(session_count(c, tx, person, &count));
    if (count < SESSIONS_MAX)
        return OK;
    identity_changes(c, identity);
    return session_trim(c, tx, person, SESSIONS_MAX - 1);
}

enum err session_begin(struct ctx *c, struct identity *identity, struct store_tx *tx,
                       const struct caller *who, enum credential kind, struct text agent, struct grant *out)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    bool page = kind == CREDENTIAL_SESSION;
    struct session_row row = {.id = id_new(c->now_us),
                              .person = who->user,
                              .household = who->household,
                              .kind = page ? SESSION_PAGE : SESSION_TOKENS,
                              .agent = agent_label(c, agent)};
    *out = (struct grant){.caller = *who, .session = row.id};
    TRY(make_room(c, identity, tx, who->user));
    out->secret = page ? credential_new(c, PREFIX_SESSION, hash) : refresh_new(c, identity, row.id, hash);
    TRY(session_insert(c, tx, &row, hash));
    out->caller.credential = kind;
    out->caller.scopes = SCOPE_ALL;
    out->caller.session = row.seq;
    out->secret_until_us = session_until_us(&row);
    if (!page)
        sign_access(c, identity, out, out->secret_until_us);
    return OK;
}

static enum err refuse_refresh(struct ctx *c)
{
    return fail(c, ERR_DENIED, "this refresh token is not valid; log in again");
}

/* The family ends; that is kept although the request is refused. */
static enum err end_family(struct ctx *c, struct identity *identity, struct store_tx *tx,
                           const struct session_row *family)
{
    bool found;
    identity_changes(c, identity);
    TRY(session_delete(c, tx, family->person, family->id, &found));
    TRY(store_commit(c, tx));
    return refuse_refresh(c);
}

enum err token_refresh(struct ctx *c, struct identity *identity, struct store *store, struct text refresh,
                       struct grant *out)
{
    struct store_tx *tx;
    struct session_caller found;
    struct id family;
    uint8_t before[CREDENTIAL_HASH_BYTES], after[CREDENTIAL_HASH_BYTES];
    bool known, rotated;
    *out = (struct grant){0};
    if (!refresh_read(identity, refresh, &family))
        return refuse_refresh(c);
    credential_hash(refresh, before);
    TRY(store_begin(c, store, &tx));
    TRY(session_by_id(c, tx, family, &found, &known));
    if (!known || found.row.kind != SESSION_TOKENS || c->now_us >= session_until_us(&found.row)) {
        store_rollback(tx);
        return refuse_refresh(c);
    }
    struct text next = refresh_new(c, identity, family, after);
    TRY(session_rotate(c, tx, found.row.seq, before, after, &rotated));
    if (!rotated)
        return end_family(c, identity, tx, &found.row);
    TRY(store_commit(c, tx));
    found.row.seen_us = c->now_us;
    *out = (struct grant){.caller = {.credential = CREDENTIAL_TOKEN,
                                     .user = found.row.person,
                                     .household = found.row.household,
                                     .user_id = found.person_id,
                                     .role = (enum role)found.role,
                                     .scopes = SCOPE_ALL,
                                     .session = found.row.seq},
                          .session = family,
                          .secret = next,
                          .secret_until_us = session_until_us(&found.row)};
    sign_access(c, identity, out, out->secret_until_us);
    return OK;
}

enum err session_list(struct ctx *c, struct store *store, const struct caller *caller,
                      struct session_row **out, size_t *count)
{
    struct store_tx *tx;
    TRY(caller_require(c, caller, ROLE_VIEWER, SCOPE_READ));
    TRY(store_begin_read(c, store, &tx));
    TRY(session_rows(c, tx, caller->user, c->now_us - SESSION_IDLE_US + 1,
                     c->now_us - SESSION_ABSOLUTE_US + 1, out, count));
    store_rollback(tx);
    return OK;
}

enum err session_revoke(struct ctx *c, struct identity *identity, struct store *store,
                        const struct caller *caller, struct id session)
{
    struct store_tx *tx;
    bool found;
    TRY(caller_require(c, caller, ROLE_VIEWER, SCOPE_ADMIN));
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(session_delete(c, tx, caller->user, session, &found));
    TRY(store_commit(c, tx));
    return found ? OK : fail(c, ERR_NOT_FOUND, "there is no such session");
}

enum err session_end(struct ctx *c, struct identity *identity, struct store *store,
                     const struct caller *caller)
{
    struct store_tx *tx;
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(session_delete_seq(c, tx, caller->session));
    return store_commit(c, tx);
}

enum err session_end_all(struct ctx *c, struct identity *identity, struct store *store,
                         const struct caller *caller, bool keep_this, bool keys)
{
    struct store_tx *tx;
    TRY(caller_require(c, caller, ROLE_VIEWER, SCOPE_ADMIN));
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(session_delete_all(c, tx, caller->user, keep_this ? caller->session : 0));
    if (keys)
        TRY(api_key_delete_all(c, tx, caller->user));
    return store_commit(c, tx);
}

enum err session_enter(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct id household)
{
    struct store_tx *tx;
    struct membership_row *rows;
    size_t count, i = 0;
    if (caller->session == 0)
        return fail(c, ERR_DENIED, "a key stays in the household that it was made for");
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(membership_rows(c, tx, caller->user, &rows, &count));
    while (i < count && !id_equal(rows[i].household_id, household))
        i++;
    if (i == count)
        return fail(c, ERR_NOT_FOUND, "there is no such household");
    TRY(session_move(c, tx, caller->session, rows[i].household));
    return store_commit(c, tx);
}
