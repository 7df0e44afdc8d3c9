#include "finance/proposal/payees.h"

#include "base/limits.h"
#include "store/entity/agency/standing.h"

enum { WHY_BYTES = 500 };

enum err payee_read_blocking(struct ctx *c, struct store_tx *tx, int64_t household,
                             const struct json_value *given, struct effect_action *out)
{
    static const char *const names[] = {"payee", "number", "why", NULL};
    struct text payee, number, why;
    struct buf *canonical = buf_in_arena(c->arena);
    struct json j = json_into(canonical);
    (void)tx, (void)household;
    TRY(effect_only(c, given, names));
    TRY(effect_text(c, given, "payee", LIMIT_PAYEE_TEXT, true, &payee));
    TRY(effect_text(c, given, "number", LIMIT_ACCOUNT_TEXT, false, &number));
    TRY(effect_text(c, given, "why", WHY_BYTES, false, &why));
    json_object(&j);
    json_key_text(&j, "payee", payee);
    if (number.len > 0)
        json_key_text(&j, "number", number);
    if (why.len > 0)
        json_key_text(&j, "why", why);
    json_object_end(&j);
    out->canonical = buf_view(canonical);
    out->summary = text_of(arena_printf(c->arena, "%.*s%s%.*s", TEXT_ARGS(payee), number.len > 0 ? ", " : "",
                                        TEXT_ARGS(number)));
    out->policy.payee = payee;
    out->policy.payee_account = number;
    out->payee_key = proposal_payee_key(c->arena, payee, number);
    if (out->payee_key.len == 0)
        return fail(c, ERR_INPUT, "action.payee: has no letter or digit");
    return OK;
}

static enum err set_blocked(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                            struct text key, struct text name, bool blocked)
{
    struct payee_standing row;
    TRY(standing_get(c, tx, proposal->household, key, &row));
    row.name = name;
    row.blocked_us = blocked ? c->now_us : 0;
    row.why = blocked ? proposal->reason : TEXT("");
    return standing_put(c, tx, proposal->household, &row);
}

enum err payee_set_blocked(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                           const struct effect_action *action, bool blocked, struct text *receipt)
{
    struct text by_name = proposal_payee_key(c->arena, action->policy.payee, TEXT(""));
    TRY(set_blocked(c, tx, proposal, action->payee_key, action->policy.payee, blocked));
    if (by_name.len > 0 && !text_equal(by_name, action->payee_key))
        TRY(set_blocked(c, tx, proposal, by_name, action->policy.payee, blocked));
    *receipt = blocked ? TEXT("{\"blocked\":true}") : TEXT("{\"blocked\":false}");
    return OK;
}

static enum err set_known(struct ctx *c, struct store_tx *tx, int64_t household, struct text key,
                          struct text name)
{
    struct payee_standing row;
    TRY(standing_get(c, tx, household, key, &row));
    if (row.known_us != 0)
        return OK;
    row.name = name;
    row.known_us = c->now_us;
    return standing_put(c, tx, household, &row);
}

enum err payee_set_known(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                         struct text number)
{
    struct text key = proposal_payee_key(c->arena, name, number);
    return key.len == 0 ? OK : set_known(c, tx, household, key, name);
}
