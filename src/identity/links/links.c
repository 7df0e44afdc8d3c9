#include "identity/links/links.h"

#include "channel/channel.h"
#include "identity/inner/credential.h"
#include "identity/wishes/wishes.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"

static void new_link(struct ctx *c, struct link *out)
{
    out->token = credential_new(c, "", out->hash);
}

enum err answer_link_make(struct ctx *c, struct store_tx *tx, const struct answer_link_row *row,
                          struct link *out)
{
    struct answer_link_row kept = *row;
    int64_t most_us = c->now_us + LINK_MOST_US;
    kept.until_us = row->until_us == 0 || row->until_us > most_us ? most_us : row->until_us;
    new_link(c, out);
    return answer_link_insert(c, tx, &kept, out->hash);
}

enum err unsubscribe_link_make(struct ctx *c, struct store_tx *tx, int64_t person, enum notice_kind kind,
                               struct link *out)
{
    struct unsubscribe_link_row row = {.person = person,
                                       .kind = text_of(notice_kinds[kind].name),
                                       .until_us = c->now_us + LINK_UNSUBSCRIBE_US};
    new_link(c, out);
    return unsubscribe_link_insert(c, tx, &row, out->hash);
}

/* Who has it, as the household has them now. */
static enum err find_holder(struct ctx *c, struct store_tx *tx, struct link_found *out)
{
    struct person_row person;
    struct wishes wishes;
    int role;
    TRY(member_role(c, tx, out->row.household, out->row.person, &role));
    TRY(person_by_seq(c, tx, out->row.person, &person));
    TRY(wishes_load(c, tx, out->row.person, TEXT(CHANNEL_EMAIL), &wishes));
    out->locale = person.locale;
    out->zone = person.zone;
    out->caller = (struct caller){.credential = CREDENTIAL_LINK,
                                  .user = out->row.person,
                                  .household = out->row.household,
                                  .user_id = person.id,
                                  .role = (enum role)role,
                                  .scopes = SCOPE_APPROVE,
                                  .until_us = out->row.until_us};
    out->worth = role < (int)ROLE_MEMBER          ? LINK_NONE
                 : !wishes.links                  ? LINK_OFF
                 : out->row.used_us != 0          ? LINK_USED
                 : c->now_us >= out->row.until_us ? LINK_LATE
                                                  : LINK_GOOD;
    return OK;
}

enum err answer_link_find(struct ctx *c, struct store *store, struct text token, struct link_found *out)
{
    struct store_tx *tx;
    uint8_t hash[LINK_HASH_BYTES];
    bool found;
    *out = (struct link_found){.worth = LINK_NONE};
    if (!credential_is(token, ""))
        return OK;
    credential_hash(token, hash);
    TRY(store_begin_read(c, store, &tx));
    TRY(answer_link_by_hash(c, tx, hash, &out->row, &found));
    if (found)
        TRY(find_holder(c, tx, out));
    TRY(store_commit(c, tx));
    if (out->worth != LINK_NONE)
        c->household = out->row.household;
    return OK;
}

enum err answer_link_spend(struct ctx *c, struct store_tx *tx, const struct answer_link_row *row)
{
    int64_t changed;
    TRY(answer_link_use(c, tx, row->person, row->subject, &changed));
    return changed > 0 ? OK : fail(c, ERR_CONFLICT, "this link was used already");
}

enum err unsubscribe_link_find(struct ctx *c, struct store_tx *tx, struct text token,
                               struct unsubscribe_found *out)
{
    struct unsubscribe_link_row row;
    struct person_row person;
    uint8_t hash[LINK_HASH_BYTES];
    bool found;
    *out = (struct unsubscribe_found){.good = false};
    if (!credential_is(token, ""))
        return OK;
    credential_hash(token, hash);
    TRY(unsubscribe_link_by_hash(c, tx, hash, &row, &found));
    if (!found || c->now_us >= row.until_us)
        return OK;
    TRY(person_by_seq(c, tx, row.person, &person));
    out->kind = notice_kind_parse(row.kind);
    out->person = row.person;
    out->locale = person.locale;
    out->good = out->kind != NOTICE_KINDS && notice_may_stop(out->kind);
    return OK;
}
