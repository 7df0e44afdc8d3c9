#include "api/answer/question.h"

#include "base/json.h"
#include "finance/security/security.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/entity/people/totp.h"

/* -- What became of it */

static enum answer_state state_of_proposal(const struct proposal_row *row)
{
    switch (row->state) {
    case PROPOSAL_WAITING:
        return ANSWER_STATE_WAITS;
    case PROPOSAL_APPROVED:
        return ANSWER_STATE_LATER;
    case PROPOSAL_DONE:
        return ANSWER_STATE_DONE;
    case PROPOSAL_DENIED:
        return ANSWER_STATE_DENIED;
    case PROPOSAL_FAILED:
        return ANSWER_STATE_FAILED;
    case PROPOSAL_EXPIRED:
    case PROPOSAL_WITHDRAWN:
        break;
    }
    return ANSWER_STATE_GONE;
}

static enum answer_state state_of_held(const struct verification_row *row)
{
    return row->state == VERIFICATION_CONFIRMED ? ANSWER_STATE_RELEASED
           : row->state == VERIFICATION_DENIED  ? ANSWER_STATE_VOID
           : row->state == VERIFICATION_GONE    ? ANSWER_STATE_GONE
                                                : ANSWER_STATE_WAITS;
}

/* -- What it is about, as fields of a notice */

static void key_amount(struct json *j, int64_t amount, currency cur)
{
    char text[MONEY_TEXT_MAX];
    if (amount == 0)
        return;
    json_key_z(j, "amount", money_format(amount < 0 ? -amount : amount, cur, text));
    json_key_z(j, "currency", currency_code(cur));
}

static enum err key_account(struct ctx *c, struct store_tx *tx, int64_t household, struct json *j,
                            const struct json_value *action)
{
    struct account_row account;
    struct id id;
    if (!id_parse(json_as_text(json_member(action, "account")), &id))
        return OK;
    enum err e = account_by_id(c, tx, household, id, &account);
    if (e == OK)
        json_key_text(j, "account", account.name);
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err show_proposal(struct ctx *c, struct store_tx *tx, const struct proposal_row *row,
                              struct answer_page *page)
{
    const struct json_value *action;
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    TRY(json_read(c, row->action, &action));
    json_object(&j);
    key_amount(&j, row->amount, row->currency);
    json_key_text(&j, "payee", json_as_text(json_member(action, "payee")));
    json_key_text(&j, "due", json_as_text(json_member(action, "due")));
    json_key_text(&j, "reason", row->reason);
    TRY(key_account(c, tx, row->household, &j, action));
    json_object_end(&j);
    page->number = json_as_text(json_member(action, "number"));
    page->reference = json_as_text(json_member(action, "reference"));
    page->summary = row->summary;
    page->rule = row->rule;
    page->rule_why = row->why;
    page->agent = row->agent;
    return json_read(c, buf_view(data), &page->data);
}

static enum err show_held(struct ctx *c, const struct security_question *asked, struct answer_page *page)
{
    const struct json_value *evidence;
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    TRY(json_read(c, asked->row.evidence, &evidence));
    json_object(&j);
    key_amount(&j, asked->row.amount, asked->row.currency);
    json_key_text(&j, "payee", asked->row.payee);
    json_key_text(&j, "account", asked->row.account);
    json_key(&j, "date");
    json_date(&j, asked->row.date);
    json_key_text(&j, "reason",
                  json_as_text(json_member(json_first(json_member(evidence, "reasons")), "words")));
    json_object_end(&j);
    page->summary = asked->summary;
    page->rule = text_copy(c->arena, text_of(asked->decision.rule));
    page->rule_why = text_copy(c->arena, text_of(asked->decision.why));
    page->agent = asked->row.agent;
    return json_read(c, buf_view(data), &page->data);
}

/* -- Is it still the question of the mail? */

static enum err read_proposal(struct ctx *c, struct store_tx *tx, struct question *q)
{
    struct proposal_row row;
    const struct answer_link_row *link = &q->link.row;
    struct answer_page *page = &q->page;
    TRY(proposal_by_id(c, tx, link->household, link->subject, &row));
    if (row.state != PROPOSAL_WAITING || page->view != ANSWER_OPEN) {
        page->state = state_of_proposal(&row);
        page->view = page->view == ANSWER_OPEN ? ANSWER_OVER : page->view;
        return OK;
    }
    page->view = row.expires_us != 0 && row.expires_us <= c->now_us ? ANSWER_LATE
                 : !digest_equal(&row.digest, &link->digest)        ? ANSWER_CHANGED
                                                                    : ANSWER_OPEN;
    page->code = link->yes && row.step_up;
    return page->view == ANSWER_OPEN ? show_proposal(c, tx, &row, page) : OK;
}

static enum err read_held(struct ctx *c, struct store_tx *tx, struct question *q)
{
    struct security_question asked;
    const struct answer_link_row *link = &q->link.row;
    struct answer_page *page = &q->page;
    struct verification_row row;
    TRY(verification_by_id(c, tx, link->household, link->subject, &row));
    if (row.state != VERIFICATION_OPEN || page->view != ANSWER_OPEN) {
        page->state = state_of_held(&row);
        page->view = page->view == ANSWER_OPEN ? ANSWER_OVER : page->view;
        return OK;
    }
    enum err e = security_ask(c, tx, NULL, link->household, link->subject, link->yes, &asked);
    if (e == ERR_NOT_FOUND || e == ERR_CONFLICT || (e == OK && !digest_equal(&asked.digest, &link->digest))) {
        page->view = ANSWER_CHANGED;
        return OK;
    }
    TRY(e);
    page->code = asked.decision.step_up;
    if (link->yes)
        TRY(question_for(c, tx, link->person, link->subject, &q->own_row, &q->own));
    page->question = q->own ? q->own_row.question : TEXT("");
    return show_held(c, &asked, page);
}

static enum answer_view view_of(enum link_worth worth)
{
    static const enum answer_view views[] = {[LINK_NONE] = ANSWER_UNKNOWN,
                                             [LINK_GOOD] = ANSWER_OPEN,
                                             [LINK_USED] = ANSWER_OVER,
                                             [LINK_LATE] = ANSWER_LATE,
                                             [LINK_OFF] = ANSWER_OFF};
    return views[worth];
}

static enum err read_as_it_is(struct ctx *c, struct store_tx *tx, struct question *q)
{
    return q->link.row.about == LINK_PROPOSAL ? read_proposal(c, tx, q) : read_held(c, tx, q);
}

/* A code that the person cannot make is no code: they log in, and prove it there. */
static enum err find_proofs(struct ctx *c, struct store_tx *tx, struct question *q)
{
    struct totp_row totp;
    bool found;
    if (q->page.view != ANSWER_OPEN || !q->page.code)
        return OK;
    TRY(totp_get(c, tx, q->link.row.person, &totp, &found));
    if (!found || totp.confirmed_us == 0)
        q->page.view = ANSWER_LOG_IN;
    return OK;
}

enum err question_read(struct api_call *call, struct text token, struct question *out)
{
    struct ctx *c = call->c;
    struct store_tx *tx;
    struct household household;
    *out = (struct question){.own = false};
    TRY(answer_link_find(c, call->store, token, &out->link));
    const struct answer_link_row *link = &out->link.row;
    bool held = link->about == LINK_HELD;
    out->page = (struct answer_page){.view = view_of(out->link.worth), .locale = answer_language(call->x)};
    if (out->link.worth == LINK_NONE)
        return OK;
    out->page.asks =
        held ? (link->yes ? ANSWER_MINE : ANSWER_NOT_MINE) : (link->yes ? ANSWER_APPROVE : ANSWER_REFUSE);
    out->page.locale = out->link.locale;
    out->page.zone = out->link.zone;
    out->page.page = held ? "/security" : "/approvals";
    out->page.until_us = link->until_us;
    TRY(store_begin_read(c, call->store, &tx));
    TRY(household_get(c, tx, link->household, &household));
    out->page.household = household.name;
    enum err e = read_as_it_is(c, tx, out);
    if (e == ERR_NOT_FOUND)
        out->page.view = ANSWER_UNKNOWN;
    TRY(e == ERR_NOT_FOUND ? OK : e);
    TRY(find_proofs(c, tx, out));
    return store_commit(c, tx);
}

/* -- Answering */

static enum err answer_proposal(struct api_call *call, struct store_tx *tx,
                                const struct proposal_voice *voice, struct question *q)
{
    struct proposal_row row;
    const struct answer_link_row *link = &q->link.row;
    TRY(link->yes
            ? proposal_approve(call->c, tx, NULL, link->household, link->subject, &link->digest, voice, &row)
            : proposal_deny(call->c, tx, link->household, link->subject, voice, &row));
    q->page.state = state_of_proposal(&row);
    q->page.why = row.state == PROPOSAL_FAILED ? row.why : TEXT("");
    return OK;
}

static enum err answer_held(struct api_call *call, struct store_tx *tx, const struct proposal_voice *voice,
                            struct question *q)
{
    struct security_answered said;
    const struct answer_link_row *link = &q->link.row;
    TRY(link->yes ? security_confirm(call->c, tx, NULL, link->household, link->subject, voice, &said)
                  : security_deny(call->c, tx, NULL, link->household, link->subject, voice, &said));
    q->page.state = state_of_held(&said.row);
    return OK;
}

/* What was looked at before may have changed since: it is looked at once more, in the transaction of the answer. */
enum err question_answer(struct api_call *call, struct store_tx *tx, const struct proposal_voice *voice,
                         struct question *q)
{
    struct question now = {.link = q->link, .page = {.view = ANSWER_OPEN}};
    enum err e = answer_link_spend(call->c, tx, &q->link.row);
    if (e == ERR_CONFLICT)
        now.page.view = ANSWER_OVER;
    TRY(e == ERR_CONFLICT ? OK : e);
    TRY(read_as_it_is(call->c, tx, &now));
    if (now.page.view != ANSWER_OPEN) {
        q->page.view = now.page.view;
        q->page.state = now.page.state;
        return fail(call->c, ERR_CONFLICT, "the question is not what it was");
    }
    TRY(q->link.row.about == LINK_PROPOSAL ? answer_proposal(call, tx, voice, q)
                                           : answer_held(call, tx, voice, q));
    q->page.view = ANSWER_SAID;
    return OK;
}
