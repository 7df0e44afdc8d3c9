/* Planned payments whose day has come: the policy is asked again, with the facts of then. */
#include "bus/types.h"
#include "finance/payment/work.h"

static enum err count_said(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                           struct proposal_check *check)
{
    struct approval_row *said;
    size_t count;
    if (row->proposal == 0)
        return OK;
    TRY(approval_list(c, tx, row->proposal, &said, &count));
    for (size_t i = 0; i < count; i++) {
        check->approvals += said[i].approved;
        check->approvals_step_up += said[i].approved && said[i].step_up;
    }
    return OK;
}

static const char *question_key(struct ctx *c, const struct payment_row *row)
{
    char id[ID_TEXT_MAX], due[DATE_TEXT_MAX];
    return arena_printf(c->arena, "payment/due/%s/%s", id_format(row->id, id), date_format(row->due, due));
}

/* Looked at again in an hour; people are told once. */
static enum err wait(struct ctx *c, struct store_tx *tx, struct payment_row *row, struct text why)
{
    bool told = row->told;
    row->told = true;
    row->why = text_copy(c->arena, why);
    row->next_us = c->now_us + PAY_WAIT_US;
    TRY(payment_update(c, tx, row));
    return told ? OK : payment_tell(c, tx, row, EVENT_PAYMENT_WAITING);
}

/* Asks people, once for a due day. It may be that the policy knows better by then, or that it is denied at once: then it ended within this call. */
static enum err ask_people(struct ctx *c, struct store_tx *tx, struct judge *judge, struct payment_row *row,
                           struct text why)
{
    char id[ID_TEXT_MAX];
    struct proposal_row proposal;
    bool again;
    struct proposal_new fresh = {
        .agent = row->agent,
        .kind = text_of(policy_kind_name(row->kind == PAYMENT_TO_OWN ? POLICY_TRANSFER : POLICY_PAYMENT)),
        .key = text_of(question_key(c, row)),
        .reason = text_of(arena_printf(c->arena, "It is due: %.*s", TEXT_ARGS(why))),
        .action = text_of(arena_printf(c->arena, "{\"payment\":\"%s\"}", id_format(row->id, id)))};
    if (row->asked != 0)
        return wait(c, tx, row, why);
    TRY(proposal_make(c, tx, judge, row->household, &fresh, &proposal, &again));
    TRY(payment_by_seq(c, tx, row->seq, row));
    if (row->state != PAYMENT_PLANNED)
        return OK;
    if (proposal.state != PROPOSAL_WAITING && proposal.state != PROPOSAL_APPROVED)
        return pay_end(c, tx, row, PAYMENT_FAILED, proposal.why);
    row->asked = proposal.seq;
    return wait(c, tx, row, why);
}

/* What people were asked meanwhile is answered by the policy. */
static enum err hold_now(struct ctx *c, struct store_tx *tx, struct payment_row *row, date today,
                         bool settled)
{
    enum err e = pay_check(c, tx, row);
    if (e == ERR_DENIED || e == ERR_CONFLICT)
        return wait(c, tx, row, text_of(c->why));
    TRY(e);
    if (row->asked != 0) {
        TRY(proposal_withdraw(c, tx, row->household, text_of(question_key(c, row)),
                              TEXT("it is not needed any more: it is paid")));
        TRY(payment_by_seq(c, tx, row->seq, row));
    }
    return pay_hold(c, tx, row, today, settled);
}

enum err pay_due(struct ctx *c, struct store_tx *tx, struct judge *judge, const struct pay_desk *desk,
                 struct payment_row *row)
{
    struct policy_decision d;
    struct effect_action action;
    struct proposal_check check = {.kind = row->kind == PAYMENT_TO_OWN ? POLICY_TRANSFER : POLICY_PAYMENT,
                                   .agent = row->agent,
                                   .proposed_us = row->created_us};
    date today;
    bool may, settled = desk->provider != NULL && payment_provider_is_immediate(desk->provider);
    TRY(pay_today(c, tx, row->household, &today));
    if (today < row->due) { /* the household moved to another zone */
        TRY(pay_moment(c, tx, row->household, row->due, &row->next_us));
        return payment_update(c, tx, row);
    }
    TRY(pay_action(c, tx, row, &action));
    TRY(count_said(c, tx, row, &check));
    TRY(proposal_ask(c, tx, judge, row->household, &action, &check, &d, &may));
    if (d.verdict == POLICY_DENY)
        return pay_end(c, tx, row, PAYMENT_FAILED, text_of(d.why));
    if (today > row->due + PAY_LATE_DAYS)
        return pay_end(c, tx, row, PAYMENT_FAILED,
                       row->why.len > 0 ? row->why : TEXT("its day is long over"));
    if (settled)
        row->provider = text_of(payment_provider_name(desk->provider));
    if (may)
        return hold_now(c, tx, row, today, settled);
    int64_t said = d.step_up ? check.approvals_step_up : check.approvals;
    if (d.verdict == POLICY_ASK && said < d.approvals)
        return ask_people(c, tx, judge, row, text_of(d.why));
    row->next_us = d.not_before_us;
    row->why = text_copy(c->arena, text_of(d.why));
    return payment_update(c, tx, row);
}
