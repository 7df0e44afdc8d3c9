#include "finance/payment/order.h"

#include "base/limits.h"
#include "sorting/payee.h"

static const char *const payment_names[] = {"payment",  "account",  "payee",      "number",
                                            "amount",   "currency", "due",        "reference",
                                            "category", "mandate",  "occurrence", NULL};
static const char *const transfer_names[] = {"payment",  "account", "to",        "amount",
                                             "currency", "due",     "reference", NULL};

/* -- The canonical form */

static void key_id(struct json *j, const char *key, struct id id)
{
    json_key(j, key);
    json_id(j, id);
}

static void key_date(struct json *j, const char *key, date d)
{
    json_key(j, key);
    json_date(j, d);
}

static void key_some(struct json *j, const char *key, struct text t)
{
    if (t.len > 0)
        json_key_text(j, key, t);
}

static enum err write_refs(struct ctx *c, struct store_tx *tx, const struct payment_row *row, struct json *j)
{
    struct account_row category;
    struct mandate_row mandate;
    if (row->category != 0) {
        TRY(account_by_seq(c, tx, row->category, &category));
        key_id(j, "category", category.id);
    }
    if (row->mandate != 0) {
        TRY(mandate_by_seq(c, tx, row->mandate, &mandate));
        key_id(j, "mandate", mandate.id);
        key_date(j, "occurrence", row->occurrence);
    }
    return OK;
}

static enum err write_canonical(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                                const struct account_row *account, struct text *out)
{
    char amount[MONEY_TEXT_MAX];
    struct account_row target;
    struct buf *canonical = buf_in_arena(c->arena);
    struct json j = json_into(canonical);
    json_object(&j);
    if (row->seq != 0)
        key_id(&j, "payment", row->id);
    key_id(&j, "account", account->id);
    if (row->kind == PAYMENT_TO_OWN) {
        TRY(account_by_seq(c, tx, row->target, &target));
        key_id(&j, "to", target.id);
    } else {
        json_key_text(&j, "payee", row->payee);
        key_some(&j, "number", row->number);
    }
    json_key_z(&j, "amount", money_format(row->amount, row->currency, amount));
    json_key_z(&j, "currency", currency_code(row->currency));
    key_date(&j, "due", row->due);
    key_some(&j, "reference", row->reference);
    TRY(write_refs(c, tx, row, &j));
    json_object_end(&j);
    *out = buf_view(canonical);
    return OK;
}

/* -- A new one */

static enum err read_due(struct ctx *c, struct store_tx *tx, int64_t household,
                         const struct json_value *given, date otherwise, date *out)
{
    date today;
    TRY(pay_today(c, tx, household, &today));
    TRY(effect_date(c, given, "due", out));
    if (*out == DATE_NONE)
        *out = otherwise == DATE_NONE ? today : otherwise;
    if (*out > today + PAY_AHEAD_DAYS)
        return fail(c, ERR_INPUT, "action.due: more than %d days ahead", PAY_AHEAD_DAYS);
    return OK;
}

static enum err read_number(struct ctx *c, const struct json_value *given, struct text *out)
{
    TRY(effect_text(c, given, "number", LIMIT_ACCOUNT_TEXT, false, out));
    if (!iban_is_like(*out))
        return OK;
    if (!iban_is_valid(*out))
        return fail(c, ERR_INPUT, "action.number: no such IBAN: a digit is wrong");
    *out = iban_clean(c->arena, *out);
    return OK;
}

static enum err read_category(struct ctx *c, struct store_tx *tx, int64_t household,
                              const struct json_value *given, int64_t *out)
{
    struct text word;
    struct id id;
    struct account_row row;
    *out = 0;
    TRY(effect_text(c, given, "category", LIMIT_ACCOUNT_TEXT, false, &word));
    if (word.len == 0)
        return OK;
    enum err e = id_parse(word, &id) ? account_by_id(c, tx, household, id, &row)
                                     : account_by_name(c, tx, household, word, &row);
    if (e != OK)
        return fail_within(c, e, "action.category");
    if (account_is_own(row.kind))
        return fail(c, ERR_INPUT, "action.category: %.*s is an account", TEXT_ARGS(row.name));
    *out = row.seq;
    return OK;
}

static enum err read_mandate(struct ctx *c, struct store_tx *tx, const struct json_value *given,
                             struct payment_row *row)
{
    struct text word;
    struct id id;
    struct mandate_row mandate;
    row->occurrence = DATE_NONE;
    TRY(effect_text(c, given, "mandate", ID_TEXT_MAX, false, &word));
    if (word.len == 0)
        return OK;
    if (!id_parse(word, &id))
        return fail(c, ERR_INPUT, "action.mandate: no id");
    TRY(mandate_by_id(c, tx, row->household, id, &mandate));
    row->mandate = mandate.seq;
    TRY(effect_date(c, given, "occurrence", &row->occurrence));
    return row->occurrence != DATE_NONE ? OK : fail(c, ERR_INPUT, "action.occurrence: missing");
}

static enum err read_payee(struct ctx *c, struct store_tx *tx, const struct json_value *given,
                           const struct account_row *account, struct payment_row *row)
{
    struct account_row target;
    if (row->kind == PAYMENT_TO_PAYEE) {
        TRY(effect_text(c, given, "payee", LIMIT_PAYEE_TEXT, true, &row->payee));
        TRY(read_number(c, given, &row->number));
        TRY(read_category(c, tx, row->household, given, &row->category));
        TRY(read_mandate(c, tx, given, row));
        row->payee_key = proposal_payee_key(c->arena, row->payee, row->number);
        return row->payee_key.len > 0 ? OK : fail(c, ERR_INPUT, "action.payee: has no letter or digit");
    }
    TRY(effect_account(c, tx, row->household, given, "to", &target));
    if (target.seq == account->seq)
        return fail(c, ERR_INPUT, "action.to: is the same account");
    if (target.currency != account->currency)
        return fail(c, ERR_INPUT, "action.to: is in %s", currency_code(target.currency));
    row->target = target.seq;
    row->payee = target.name;
    row->number = target.number;
    row->payee_key = TEXT("");
    row->occurrence = DATE_NONE;
    return OK;
}

static enum err read_new(struct ctx *c, struct store_tx *tx, const struct json_value *given,
                         struct payment_row *row, struct account_row *account)
{
    TRY(effect_only(c, given, row->kind == PAYMENT_TO_OWN ? transfer_names : payment_names));
    TRY(effect_account(c, tx, row->household, given, "account", account));
    row->account = account->seq;
    TRY(effect_amount(c, given, account->currency, &row->amount, &row->currency));
    TRY(read_payee(c, tx, given, account, row));
    TRY(read_due(c, tx, row->household, given, DATE_NONE, &row->due));
    return effect_text(c, given, "reference", PAY_REFERENCE_BYTES, false, &row->reference);
}

/* -- One that is planned */

/* Whatever else is said of it must be so. */
static enum err same_as(struct ctx *c, const struct json_value *given, struct text canonical)
{
    const struct json_value *is;
    TRY(json_read(c, canonical, &is));
    for (const struct json_value *v = json_first(given); v != NULL; v = json_next(v)) {
        struct text name = json_name(v);
        const struct json_value *known = json_member(is, text_z(c->arena, name));
        if (known == NULL || !text_equal(json_as_text(known), json_as_text(v)))
            return fail(c, ERR_CONFLICT, "action.%.*s: the planned payment is another", TEXT_ARGS(name));
    }
    return OK;
}

static enum err read_planned(struct ctx *c, struct store_tx *tx, const struct json_value *given,
                             struct text word, struct payment_row *row, struct account_row *account)
{
    struct id id;
    enum payment_kind kind = row->kind;
    TRY(effect_only(c, given, kind == PAYMENT_TO_OWN ? transfer_names : payment_names));
    if (!id_parse(word, &id))
        return fail(c, ERR_INPUT, "action.payment: no id");
    TRY(payment_by_id(c, tx, row->household, id, row));
    if (row->kind != kind)
        return fail(c, ERR_CONFLICT, "action.payment: is of another kind");
    if (row->state != PAYMENT_PLANNED)
        return fail(c, ERR_CONFLICT, "action.payment: it is %s already",
                    payment_state_words[row->state - PAYMENT_PLANNED]);
    TRY(account_by_seq(c, tx, row->account, account));
    return read_due(c, tx, row->household, given, row->due, &row->due);
}

/* -- Both */

static enum err read_row(struct ctx *c, struct store_tx *tx, const struct json_value *given,
                         struct payment_row *row, struct text *canonical)
{
    struct text word;
    struct account_row account;
    if (json_kind(given) != JSON_OBJECT)
        return fail(c, ERR_INPUT, "action: not an object");
    TRY(effect_text(c, given, "payment", ID_TEXT_MAX, false, &word));
    TRY(word.len > 0 ? read_planned(c, tx, given, word, row, &account)
                     : read_new(c, tx, given, row, &account));
    TRY(write_canonical(c, tx, row, &account, canonical));
    return word.len > 0 ? same_as(c, given, *canonical) : OK;
}

enum err order_read(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                    enum payment_kind kind, struct effect_action *out)
{
    struct text canonical;
    date today;
    struct payment_row row = {.household = household, .kind = kind, .occurrence = DATE_NONE};
    TRY(read_row(c, tx, given, &row, &canonical));
    TRY(pay_action(c, tx, &row, out));
    TRY(pay_today(c, tx, household, &today));
    out->later = row.due > today;
    out->canonical = canonical;
    return OK;
}

static enum err read_again(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                           const struct effect_action *action, struct payment_row *row)
{
    const struct json_value *given;
    struct text canonical;
    bool own = action->policy.kind == POLICY_TRANSFER;
    *row = (struct payment_row){.household = proposal->household,
                                .kind = own ? PAYMENT_TO_OWN : PAYMENT_TO_PAYEE};
    TRY(json_read(c, action->canonical, &given));
    return read_row(c, tx, given, row, &canonical);
}

static enum err pay_planned(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                            struct payment_row *row)
{
    date today;
    TRY(pay_today(c, tx, row->household, &today));
    TRY(pay_moment(c, tx, row->household, row->due, &row->next_us));
    row->proposal = proposal->seq;
    if (row->due <= today)
        return pay_hold(c, tx, row, today, false);
    row->asked = 0;
    row->why = TEXT("");
    return payment_update(c, tx, row);
}

enum err order_apply(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                     const struct effect_action *action, struct text *receipt)
{
    char id[ID_TEXT_MAX];
    struct payment_row row;
    TRY(read_again(c, tx, proposal, action, &row));
    if (row.seq != 0) {
        TRY(pay_planned(c, tx, proposal, &row));
    } else {
        row.id = proposal->id;
        row.proposal = proposal->seq;
        row.agent = proposal->agent;
        TRY(pay_plan(c, tx, &row));
    }
    *receipt = text_of(arena_printf(c->arena, "{\"payment\":\"%s\",\"state\":\"%s\"}", id_format(row.id, id),
                                    payment_state_words[row.state - PAYMENT_PLANNED]));
    return OK;
}

enum err order_drop(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                    const struct effect_action *action)
{
    struct payment_row row;
    TRY(read_again(c, tx, proposal, action, &row));
    if (row.seq == 0 || row.asked != proposal->seq || proposal->state == PROPOSAL_WITHDRAWN)
        return OK;
    bool denied = proposal->state == PROPOSAL_DENIED;
    return pay_end(c, tx, &row, denied ? PAYMENT_CANCELLED : PAYMENT_FAILED, proposal->why);
}
