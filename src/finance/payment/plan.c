/* Planning, cancelling, and what a payment means to the policy. */
#include "base/zone/zone.h"
#include "bus/types.h"
#include "finance/payment/pay.h"
#include "store/entity/people/member.h"

enum err pay_today(struct ctx *c, struct store_tx *tx, int64_t household, date *out)
{
    struct text zone;
    TRY(household_zone(c, tx, household, &zone));
    *out = zone_local(zone, c->now_us, NULL).day;
    return OK;
}

enum err pay_moment(struct ctx *c, struct store_tx *tx, int64_t household, date day, int64_t *out)
{
    struct text zone;
    TRY(household_zone(c, tx, household, &zone));
    *out = zone_moment(zone, day, 0);
    return OK;
}

/* -- What it means */

static enum err is_confirmed(struct ctx *c, struct store_tx *tx, const struct payment_row *row, bool *out)
{
    struct mandate_row m;
    *out = false;
    if (row->mandate == 0)
        return OK;
    TRY(mandate_by_seq(c, tx, row->mandate, &m));
    *out = m.state == MANDATE_ACTIVE && m.confirmed > 0 && m.household == row->household &&
           m.account == row->account && m.currency == row->currency && row->amount <= m.most &&
           text_equal(m.payee_key, row->payee_key) && text_equal(m.number, row->number);
    return OK;
}

enum err pay_action(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                    struct effect_action *out)
{
    char amount[MONEY_TEXT_MAX], due[DATE_TEXT_MAX];
    bool own = row->kind == PAYMENT_TO_OWN;
    *out = (struct effect_action){.takes = true, .payee_key = own ? TEXT("") : row->payee_key};
    TRY(account_by_seq(c, tx, row->account, &out->account));
    out->policy = (struct policy_action){.kind = own ? POLICY_TRANSFER : POLICY_PAYMENT,
                                         .amount = row->amount,
                                         .currency = row->currency,
                                         .payee = row->payee,
                                         .payee_account = row->number,
                                         .account = out->account.name};
    TRY(is_confirmed(c, tx, row, &out->policy.confirmed));
    out->summary =
        text_of(arena_printf(c->arena, "%s %s %s to %.*s%s%.*s from %.*s on %s", own ? "Move" : "Pay",
                             money_format(row->amount, row->currency, amount), currency_code(row->currency),
                             TEXT_ARGS(row->payee), row->number.len > 0 ? ", " : "", TEXT_ARGS(row->number),
                             TEXT_ARGS(out->account.name), date_format(row->due, due)));
    return OK;
}

/* -- Steps */

enum err pay_plan(struct ctx *c, struct store_tx *tx, struct payment_row *row)
{
    date today;
    row->state = PAYMENT_PLANNED;
    row->outlay_day = DATE_NONE;
    TRY(pay_today(c, tx, row->household, &today));
    TRY(pay_moment(c, tx, row->household, row->due, &row->next_us));
    if (row->due <= today)
        TRY(pay_check(c, tx, row));
    TRY(payment_insert(c, tx, row));
    if (row->due <= today)
        return pay_hold(c, tx, row, today, false);
    return payment_tell(c, tx, row, EVENT_PAYMENT_PLANNED);
}

/* What people are asked about it is not wanted any more. */
static enum err withdraw(struct ctx *c, struct store_tx *tx, const struct payment_row *row)
{
    char id[ID_TEXT_MAX], due[DATE_TEXT_MAX];
    if (row->asked == 0)
        return OK;
    const char *key =
        arena_printf(c->arena, "payment/due/%s/%s", id_format(row->id, id), date_format(row->due, due));
    return proposal_withdraw(c, tx, row->household, text_of(key), TEXT("it is not needed any more"));
}

enum err pay_cancel(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct text why,
                    struct payment_row *out)
{
    TRY(payment_by_id(c, tx, household, id, out));
    if (out->state == PAYMENT_CANCELLED)
        return OK;
    if (out->state == PAYMENT_HELD && out->tries > 0)
        return fail(c, ERR_CONFLICT, "it is on its way: it cannot be cancelled any more");
    if (out->state != PAYMENT_PLANNED && out->state != PAYMENT_HELD)
        return fail(c, ERR_CONFLICT, "it is %s: it cannot be cancelled any more",
                    payment_state_words[out->state - PAYMENT_PLANNED]);
    TRY(withdraw(c, tx, out));
    TRY(payment_by_id(c, tx, household, id, out));
    return pay_end(c, tx, out, PAYMENT_CANCELLED, why);
}

enum err pay_resolve(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, bool paid,
                     struct payment_row *out)
{
    TRY(payment_by_id(c, tx, household, id, out));
    if (out->state == (paid ? PAYMENT_PAID : PAYMENT_FAILED))
        return OK;
    bool went = out->state == PAYMENT_SUBMITTED || (out->state == PAYMENT_HELD && out->tries > 0);
    if (!went)
        return fail(c, ERR_CONFLICT, "it is %s: nothing to settle",
                    payment_state_words[out->state - PAYMENT_PLANNED]);
    if (out->claim_us != 0 && out->claim_us > c->now_us - PAY_CLAIM_US)
        return fail(c, ERR_CONFLICT, "it is being sent at this moment: try again");
    return paid ? pay_book(c, tx, out)
                : pay_end(c, tx, out, PAYMENT_FAILED, TEXT("a person says that it was not paid"));
}

enum err mandate_end(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct text why,
                     struct mandate_row *out)
{
    struct payment_row *planned;
    size_t count;
    TRY(mandate_by_id(c, tx, household, id, out));
    if (out->state == MANDATE_ENDED)
        return OK;
    TRY(payment_planned_of(c, tx, out->seq, &planned, &count));
    for (size_t i = 0; i < count; i++) {
        struct payment_row gone;
        TRY(pay_cancel(c, tx, household, planned[i].id, TEXT("its mandate ended"), &gone));
    }
    TRY(mandate_end_row(c, tx, out, why));
    return mandate_tell(c, tx, out, EVENT_MANDATE_ENDED);
}
