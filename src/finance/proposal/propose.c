/* Making proposals, and carrying out what is approved. */
#include "base/limits.h"
#include "bus/types.h"
#include "finance/proposal/parts.h"
#include "store/entity/event.h"

#include <stdio.h>
#include <string.h>

enum { KEY_BYTES = 200, REASON_BYTES = 2000, ACTION_BYTES = 32 << 10 };

struct digest proposal_digest(int64_t household, struct id id, struct text kind, struct text action)
{
    char number[24];
    int len = snprintf(number, sizeof number, "%lld", (long long)household);
    struct text texts[] = {TEXT("florin proposal 1"),
                           {number, (size_t)len},
                           {(const char *)id.bytes, sizeof id.bytes},
                           kind,
                           action};
    return digest_of(texts, sizeof texts / sizeof *texts);
}

enum err tell(struct ctx *c, struct store_tx *tx, const struct proposal_row *row, const char *type)
{
    char id[ID_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    proposal_write(&j, row);
    struct event_row event = {.household = row->household,
                              .type = text_of(type),
                              .subject =
                                  text_of(arena_printf(c->arena, "proposal/%s", id_format(row->id, id))),
                              .correlation = row->correlation,
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
}

/* -- Reading actions */

static enum err read_action(struct ctx *c, struct store_tx *tx, int64_t household, struct text kind,
                            struct text action, const struct effect **effect, struct effect_action *out)
{
    const struct json_value *given;
    struct text shown = text_glimpse(kind);
    *out = (struct effect_action){0};
    *effect = effect_find(policy_kind_from(kind));
    if (*effect == NULL)
        return fail(c, ERR_INPUT, "kind: \"%.*s\" is no action", TEXT_ARGS(shown));
    TRY(json_read(c, action, &given));
    TRY((*effect)->read(c, tx, household, given, out));
    out->policy.kind = (*effect)->kind;
    return OK;
}

enum err action_again(struct ctx *c, struct store_tx *tx, const struct proposal_row *row,
                      const struct effect **effect, struct effect_action *out)
{
    struct digest now;
    TRY(read_action(c, tx, row->household, row->kind, row->action, effect, out));
    now = proposal_digest(row->household, row->id, row->kind, out->canonical);
    if (digest_equal(&now, &row->digest))
        return OK;
    return fail(c, ERR_CONFLICT, "the action does not mean what it meant when it was proposed");
}

static bool is_refusal(enum err e)
{
    return e == ERR_CONFLICT || e == ERR_DENIED || e == ERR_NOT_FOUND || e == ERR_INPUT || e == ERR_LIMIT;
}

enum err proposal_in_words(struct ctx *c, struct store_tx *tx, struct proposal_row *row)
{
    const struct effect *effect;
    struct effect_action action;
    char why[sizeof c->why];
    if (row->state != PROPOSAL_WAITING && row->state != PROPOSAL_APPROVED)
        return OK;
    memcpy(why, c->why, sizeof why);
    enum err e = action_again(c, tx, row, &effect, &action);
    if (e == OK)
        row->summary = action.summary;
    else if (!is_refusal(e))
        return e;
    memcpy(c->why, why, sizeof why);
    return OK;
}

/* -- Deciding */

static enum err count_approvals(struct ctx *c, struct store_tx *tx, const struct proposal_row *row,
                                struct proposal_check *check)
{
    struct approval_row *said;
    size_t count;
    TRY(approval_list(c, tx, row->seq, &said, &count));
    for (size_t i = 0; i < count; i++) {
        check->approvals += said[i].approved;
        check->approvals_step_up += said[i].approved && said[i].step_up;
    }
    return OK;
}

enum err decide_again(struct ctx *c, struct store_tx *tx, struct judge *judge, struct proposal_row *row,
                      const struct effect_action *action, bool *may)
{
    struct policy_decision d;
    const struct policy *policy;
    struct proposal_check check = {
        .kind = action->policy.kind, .agent = row->agent, .proposed_us = row->created_us};
    TRY(count_approvals(c, tx, row, &check));
    TRY(proposal_ask(c, tx, judge, row->household, action, &check, &d, may));
    TRY(judge_policy(c, tx, judge, row->household, &policy));
    policy_digest(policy, row->policy.bytes);
    row->verdict = (int)d.verdict;
    row->rule = text_copy(c->arena, text_of(d.rule));
    row->why = text_copy(c->arena, text_of(d.why));
    row->approvals_needed = d.approvals;
    row->step_up = d.step_up;
    row->not_before_us = d.not_before_us;
    row->approvals = d.step_up ? check.approvals_step_up : check.approvals;
    if (row->expires_us == 0 && d.expires_after_us > 0)
        row->expires_us = c->now_us + d.expires_after_us;
    return OK;
}

enum err drop(struct ctx *c, struct store_tx *tx, struct proposal_row *row, enum proposal_state state,
              struct text why)
{
    static const char *const types[] = {[PROPOSAL_DENIED] = EVENT_PROPOSAL_DENIED,
                                        [PROPOSAL_EXPIRED] = EVENT_PROPOSAL_EXPIRED,
                                        [PROPOSAL_FAILED] = EVENT_PROPOSAL_FAILED,
                                        [PROPOSAL_WITHDRAWN] = EVENT_PROPOSAL_WITHDRAWN};
    const struct effect *effect;
    struct effect_action action;
    row->state = state;
    row->why = text_copy(c->arena, why);
    TRY(proposal_update(c, tx, row));
    enum err e = action_again(c, tx, row, &effect, &action);
    if (e == OK && effect->drop != NULL)
        TRY(effect->drop(c, tx, row, &action));
    else if (e != OK && !is_refusal(e))
        return e;
    return tell(c, tx, row, types[state]);
}

static enum err apply(struct ctx *c, struct store_tx *tx, struct proposal_row *row,
                      const struct effect *effect, const struct effect_action *action)
{
    struct text receipt = TEXT("{}");
    enum err e = effect->apply(c, tx, row, action, &receipt);
    if (is_refusal(e))
        return drop(c, tx, row, PROPOSAL_FAILED, text_of(c->why));
    TRY(e);
    row->state = PROPOSAL_DONE;
    row->receipt = receipt;
    TRY(proposal_update(c, tx, row));
    return tell(c, tx, row, EVENT_PROPOSAL_DONE);
}

enum err carry_on(struct ctx *c, struct store_tx *tx, struct judge *judge, struct proposal_row *row)
{
    const struct effect *effect;
    struct effect_action action;
    bool may;
    enum err e = action_again(c, tx, row, &effect, &action);
    if (is_refusal(e))
        return drop(c, tx, row, PROPOSAL_FAILED, text_of(c->why));
    TRY(e);
    TRY(decide_again(c, tx, judge, row, &action, &may));
    if (row->verdict == POLICY_DENY)
        return drop(c, tx, row, PROPOSAL_FAILED, row->why);
    if (may)
        return apply(c, tx, row, effect, &action);
    bool said = row->verdict == POLICY_ALLOW || row->approvals >= row->approvals_needed;
    row->state = said ? PROPOSAL_APPROVED : PROPOSAL_WAITING;
    return proposal_update(c, tx, row);
}

/* -- Making one */

static enum err check(struct ctx *c, const struct proposal_new *fresh)
{
    if (fresh->key.len == 0 || fresh->key.len > KEY_BYTES || !text_is_utf8(fresh->key))
        return fail(c, ERR_INPUT, "key: 1 to %d bytes of UTF-8", KEY_BYTES);
    if (fresh->reason.len > REASON_BYTES || !text_is_utf8(fresh->reason))
        return fail(c, ERR_INPUT, "reason: at most %d bytes of UTF-8", REASON_BYTES);
    if (fresh->action.len > ACTION_BYTES)
        return fail(c, ERR_LIMIT, "action: more than %d bytes", ACTION_BYTES);
    return OK;
}

static enum err same_as(struct ctx *c, const struct proposal_row *known, const struct proposal_new *fresh,
                        const struct effect_action *action)
{
    if (text_equal(known->kind, fresh->kind) && text_equal(known->action, action->canonical))
        return OK;
    return fail(c, ERR_CONFLICT, "key: stands for another action: %.*s", TEXT_ARGS(known->summary));
}

/* Whoever asks for it says yes to it. */
static enum err note_voice(struct ctx *c, struct store_tx *tx, const struct proposal_row *row,
                           const struct proposal_voice *voice, bool approved, bool *fresh)
{
    struct approval_row said = {.proposal = row->seq,
                                .person = voice->person,
                                .household = row->household,
                                .approved = approved,
                                .step_up = voice->step_up,
                                .way = voice->way,
                                .digest = row->digest};
    return approval_insert(c, tx, &said, fresh);
}

static struct proposal_row row_of(struct ctx *c, int64_t household, const struct proposal_new *fresh,
                                  const struct effect_action *action)
{
    struct proposal_row row = {.id = id_new(c->now_us),
                               .household = household,
                               .agent = fresh->agent.at == NULL ? TEXT("") : fresh->agent,
                               .person = fresh->voice == NULL ? 0 : fresh->voice->person,
                               .run = fresh->run,
                               .kind = fresh->kind,
                               .key = fresh->key,
                               .action = action->canonical,
                               .reason = fresh->reason.at == NULL ? TEXT("") : fresh->reason,
                               .summary = action->summary,
                               .amount = action->policy.amount,
                               .currency = action->policy.currency,
                               .state = PROPOSAL_WAITING,
                               .rule = TEXT(""),
                               .why = TEXT(""),
                               .event = fresh->event,
                               .correlation =
                                   id_is_zero(fresh->correlation) ? id_new(c->now_us) : fresh->correlation};
    row.digest = proposal_digest(household, row.id, row.kind, row.action);
    return row;
}

/* Written first, so that what it leads to can name it. */
enum err proposal_make(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                       const struct proposal_new *fresh, struct proposal_row *out, bool *again)
{
    const struct effect *effect;
    struct effect_action action;
    bool may, heard;
    TRY(check(c, fresh));
    TRY(proposal_by_key(c, tx, household, fresh->key, out, again));
    enum err e = read_action(c, tx, household, fresh->kind, fresh->action, &effect, &action);
    if (*again)
        return e == OK ? same_as(c, out, fresh, &action) : OK;
    TRY(e);
    *out = row_of(c, household, fresh, &action);
    TRY(proposal_insert(c, tx, out));
    if (fresh->voice != NULL)
        TRY(note_voice(c, tx, out, fresh->voice, true, &heard));
    TRY(decide_again(c, tx, judge, out, &action, &may));
    if (out->verdict == POLICY_DENY)
        return drop(c, tx, out, PROPOSAL_DENIED, out->why);
    if (may)
        return apply(c, tx, out, effect, &action);
    bool said = out->verdict == POLICY_ALLOW || out->approvals >= out->approvals_needed;
    out->state = said ? PROPOSAL_APPROVED : PROPOSAL_WAITING;
    TRY(proposal_update(c, tx, out));
    return tell(c, tx, out, said ? EVENT_PROPOSAL_APPROVED : EVENT_PROPOSAL_CREATED);
}

/* -- What people say */

static enum err refuse_ended(struct ctx *c, const struct proposal_row *row)
{
    return fail(c, ERR_CONFLICT, "it is %s already", proposal_state_words[row->state - PROPOSAL_WAITING]);
}

static enum err has_spoken(struct ctx *c, struct store_tx *tx, const struct proposal_row *row, int64_t person,
                           bool approved, bool *out)
{
    struct approval_row *said;
    size_t count;
    *out = false;
    TRY(approval_list(c, tx, row->seq, &said, &count));
    for (size_t i = 0; i < count; i++)
        *out = *out || (said[i].person == person && said[i].approved == approved);
    return OK;
}

enum err proposal_approve(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                          struct id id, const struct digest *digest, const struct proposal_voice *voice,
                          struct proposal_row *out)
{
    bool spoken, fresh;
    TRY(proposal_by_id(c, tx, household, id, out));
    if (!digest_equal(digest, &out->digest))
        return fail(c, ERR_CONFLICT, "digest: it is another action than the one that was shown");
    TRY(has_spoken(c, tx, out, voice->person, true, &spoken));
    if (out->state != PROPOSAL_WAITING)
        return spoken && (out->state == PROPOSAL_DONE || out->state == PROPOSAL_APPROVED)
                   ? OK
                   : refuse_ended(c, out);
    if (out->expires_us != 0 && out->expires_us <= c->now_us)
        return fail(c, ERR_CONFLICT, "its time is over");
    if (out->step_up && !voice->step_up)
        return fail(c, ERR_DENIED, "step_up: a one-time code is needed for this");
    TRY(note_voice(c, tx, out, voice, true, &fresh));
    if (!fresh && voice->step_up)
        TRY(approval_step_up(c, tx, out->seq, voice->person));
    TRY(carry_on(c, tx, judge, out));
    return out->state == PROPOSAL_APPROVED ? tell(c, tx, out, EVENT_PROPOSAL_APPROVED) : OK;
}

enum err proposal_deny(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       const struct proposal_voice *voice, struct proposal_row *out)
{
    bool spoken, fresh;
    TRY(proposal_by_id(c, tx, household, id, out));
    TRY(has_spoken(c, tx, out, voice->person, false, &spoken));
    if (out->state != PROPOSAL_WAITING && out->state != PROPOSAL_APPROVED)
        return spoken ? OK : refuse_ended(c, out);
    TRY(note_voice(c, tx, out, voice, false, &fresh));
    return drop(c, tx, out, PROPOSAL_DENIED, TEXT("a person said no"));
}

enum err proposal_withdraw(struct ctx *c, struct store_tx *tx, int64_t household, struct text key,
                           struct text why)
{
    struct proposal_row row;
    bool found;
    TRY(proposal_by_key(c, tx, household, key, &row, &found));
    if (!found || (row.state != PROPOSAL_WAITING && row.state != PROPOSAL_APPROVED))
        return OK;
    return drop(c, tx, &row, PROPOSAL_WITHDRAWN, why);
}
