#include "agents/links.h"

#include "base/json_in.h"
#include "finance/security/security.h"
#include "identity/wishes/wishes.h"
#include "store/entity/people/member.h"

/* -- Questions */

/* One answer's digest of what it would do; false: there is nothing to answer. */
static enum err look_at(struct ctx *c, struct store_tx *tx, struct answer_link_row *row, bool *open)
{
    struct proposal_row proposal;
    struct security_question held;
    enum err e;
    *open = false;
    if (row->about == LINK_PROPOSAL) {
        e = proposal_by_id(c, tx, row->household, row->subject, &proposal);
        if (e == OK) {
            row->digest = proposal.digest;
            row->until_us = proposal.expires_us;
            *open = proposal.state == PROPOSAL_WAITING;
        }
    } else {
        e = security_ask(c, tx, NULL, row->household, row->subject, row->yes, &held);
        if (e == OK) {
            row->digest = held.digest;
            row->until_us = held.row.deadline_us;
            *open = held.row.state == VERIFICATION_OPEN;
        }
    }
    *open = *open && (row->until_us == 0 || c->now_us < row->until_us);
    return e == ERR_NOT_FOUND || e == ERR_CONFLICT ? OK : e;
}

static bool subject_of(struct ctx *c, const struct mail_links_wish *wish, struct answer_link_row *row)
{
    const struct json_value *data;
    if (!wish->alone || !wish->answers || !notice_kinds[wish->kind].asks || wish->first->data.len == 0 ||
        json_read(c, wish->first->data, &data) != OK)
        return false;
    bool proposal = wish->kind == NOTICE_APPROVAL_WANTED;
    struct text id = json_as_text(json_member(data, proposal ? "proposal" : "verification"));
    *row = (struct answer_link_row){.household = wish->first->household,
                                    .person = wish->first->person,
                                    .about = proposal ? LINK_PROPOSAL : LINK_HELD};
    return id_parse(id, &row->subject);
}

/* -- Addresses */

static struct text address_of(struct ctx *c, const struct host *host, const char *path,
                              const struct link *link)
{
    return text_of(arena_printf(c->arena, "%s%s%.*s", host->notify.base_url, path, TEXT_ARGS(link->token)));
}

static void note(struct mail_links *out, const struct link *link)
{
    memcpy(out->hashes[out->count++], link->hash, LINK_HASH_BYTES);
}

static enum err make_answers(struct ctx *c, struct host *host, struct store_tx *tx,
                             struct answer_link_row *row, struct mail_links *out)
{
    struct link link;
    bool open;
    int role;
    TRY(member_role(c, tx, row->household, row->person, &role));
    for (int yes = 1; yes >= 0 && role >= (int)ROLE_MEMBER; yes--) {
        row->yes = yes != 0;
        TRY(look_at(c, tx, row, &open));
        if (!open)
            return OK;
        TRY(answer_link_make(c, tx, row, &link));
        note(out, &link);
        *(row->yes ? &out->yes : &out->no) = address_of(c, host, LINK_ANSWER_PATH, &link);
    }
    return OK;
}

static enum err make_stop(struct ctx *c, struct host *host, struct store_tx *tx,
                          const struct mail_links_wish *wish, struct mail_links *out)
{
    struct link link;
    bool grave = wish->kind == NOTICE_INSIGHT && wish->first->severity >= SEVERITY_ALERT;
    if (!notice_may_stop(wish->kind) || grave)
        return OK;
    TRY(unsubscribe_link_make(c, tx, wish->first->person, wish->kind, &link));
    note(out, &link);
    out->stop = address_of(c, host, LINK_UNSUBSCRIBE_PATH, &link);
    return OK;
}

enum err mail_links_make(struct ctx *c, struct host *host, const struct mail_links_wish *wish,
                         struct mail_links *out)
{
    struct store_tx *tx;
    struct answer_link_row row;
    const char *base = host->notify.base_url;
    *out = (struct mail_links){.count = 0};
    if (base == NULL || base[0] == '\0')
        return OK;
    bool asks = subject_of(c, wish, &row);
    TRY(store_begin(c, host->store, &tx));
    if (asks)
        TRY(make_answers(c, host, tx, &row, out));
    TRY(make_stop(c, host, tx, wish, out));
    return store_commit(c, tx);
}

enum err mail_links_drop(struct ctx *c, struct store_tx *tx, const struct mail_links *links)
{
    for (size_t i = 0; i < links->count; i++)
        TRY(link_delete(c, tx, links->hashes[i]));
    return OK;
}
