#include "identity/ticket/ticket.h"

#include "identity/inner/credential.h"
#include "store/entity/people/ticket.h"

#define GOOD_US ((int64_t)TICKET_SECONDS * 1000000)

enum err ticket_keep(struct ctx *c, struct store *store, const struct caller *caller, struct text ticket)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    struct store_tx *tx;
    struct ticket_row row = {.household = caller->household,
                             .person = caller->user,
                             .person_id = caller->user_id,
                             .credential = (int)caller->credential,
                             .role = (int)caller->role,
                             .scopes = caller->scopes,
                             .session = caller->session,
                             .key = caller->key,
                             .until_us = caller->until_us,
                             .given_us = c->now_us};
    credential_hash(ticket, hash);
    TRY(store_begin(c, store, &tx));
    TRY(ticket_purge(c, tx, c->now_us - GOOD_US, c->now_us + GOOD_US));
    TRY(ticket_insert(c, tx, &row, hash));
    return store_commit(c, tx);
}

enum err ticket_look_up(struct ctx *c, struct store *store, struct text ticket, struct caller *out,
                        int64_t *given_us, bool *found)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    struct store_tx *tx;
    struct ticket_row row;
    credential_hash(ticket, hash);
    TRY(store_begin_read(c, store, &tx));
    TRY(ticket_by_hash(c, tx, hash, &row, found));
    store_rollback(tx);
    /* Given in the future: by a machine whose clock is ahead a little. */
    *found = *found && row.given_us + GOOD_US >= c->now_us && row.given_us <= c->now_us + GOOD_US;
    if (!*found)
        return OK;
    *given_us = row.given_us;
    *out = (struct caller){.credential = (enum credential)row.credential,
                           .user = row.person,
                           .household = row.household,
                           .user_id = row.person_id,
                           .role = (enum role)row.role,
                           .scopes = row.scopes,
                           .session = row.session,
                           .key = row.key,
                           .until_us = row.until_us};
    return OK;
}

enum err ticket_spend(struct ctx *c, struct store *store, struct text ticket, bool *ours)
{
    uint8_t hash[CREDENTIAL_HASH_BYTES];
    struct store_tx *tx;
    credential_hash(ticket, hash);
    TRY(store_begin(c, store, &tx));
    TRY(ticket_delete(c, tx, hash, ours));
    return store_commit(c, tx);
}
