/* A bank is asked for a higher limit. {"account", "amount": the new limit, "currency"?, "why"?}. It is noted, and a letter written: sending it is up to people. */
#include "base/limits.h"
#include "finance/credit/credit.h"
#include "finance/proposal/effect.h"

enum { WHY_BYTES = 1000 };

static enum err read(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                     struct effect_action *out)
{
    static const char *const names[] = {"account", "amount", "currency", "why", NULL};
    char id[ID_TEXT_MAX], money[MONEY_TEXT_MAX];
    struct text why;
    struct card_row card;
    bool found;
    struct buf *canonical = buf_in_arena(c->arena);
    struct json j = json_into(canonical);
    TRY(effect_only(c, given, names));
    TRY(effect_account(c, tx, household, given, "account", &out->account));
    TRY(effect_amount(c, given, out->account.currency, &out->policy.amount, &out->policy.currency));
    TRY(effect_text(c, given, "why", WHY_BYTES, false, &why));
    TRY(card_get(c, tx, household, out->account.seq, &card, &found));
    if (!found)
        return fail(c, ERR_CONFLICT, "action.account: %.*s is no credit card here",
                    TEXT_ARGS(out->account.name));
    if (out->policy.amount > CREDIT_LIMIT_MOST)
        return fail(c, ERR_INPUT, "action.amount: no bank has so much");
    money_format(out->policy.amount, out->policy.currency, money);
    json_object(&j);
    json_key_z(&j, "account", id_format(out->account.id, id));
    json_key_z(&j, "amount", money);
    json_key_z(&j, "currency", currency_code(out->policy.currency));
    if (why.len > 0)
        json_key_text(&j, "why", why);
    json_object_end(&j);
    out->canonical = buf_view(canonical);
    out->summary = text_of(arena_printf(c->arena, "Ask for a limit of %s %s for %.*s", money,
                                        currency_code(out->policy.currency), TEXT_ARGS(out->account.name)));
    out->policy.account = out->account.name;
    return OK;
}

static enum err apply(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                      const struct effect_action *action, struct text *receipt)
{
    const struct json_value *given;
    struct limit_row row;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(json_read(c, action->canonical, &given));
    struct limit_ask ask = {.household = proposal->household,
                            .account = action->account,
                            .proposal = proposal->id,
                            .limit = action->policy.amount,
                            .reason = json_as_text(json_member(given, "why"))};
    TRY(credit_request(c, tx, &ask, &row));
    json_object(&j);
    json_key(&j, "request");
    json_id(&j, row.id);
    json_key_text(&j, "letter", row.letter);
    json_object_end(&j);
    *receipt = buf_view(out);
    return OK;
}

const struct effect effect_limit_request = {
    .kind = POLICY_LIMIT_REQUEST, .title = "Ask a bank for a higher limit", .read = read, .apply = apply};
