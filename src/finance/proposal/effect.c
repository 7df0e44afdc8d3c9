/* Finding effects, and reading what actions are made of. */
#include "finance/proposal/effect.h"

#include "base/limits.h"
#include "sorting/payee.h"

const struct effect *effect_find(enum policy_kind kind)
{
    for (const struct effect *const *effect = effects; *effect != NULL; effect++)
        if ((*effect)->kind == kind)
            return *effect;
    return NULL;
}

struct text proposal_payee_key(struct arena *arena, struct text name, struct text number)
{
    struct buf *out = buf_in_arena(arena);
    for (size_t i = 0; i < number.len; i++) {
        char ch = number.at[i];
        if (!ascii_digit(ch) && !ascii_alpha(ch))
            continue;
        if (out->len == 0)
            buf_char(out, '#');
        buf_char(out, ch >= 'a' && ch <= 'z' ? (char)(ch - 32) : ch);
    }
    return out->len > 0 ? buf_view(out) : payee_key(arena, name);
}

static bool is_one_line(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] < ' ' || t.at[i] == 127)
            return false;
    return text_is_utf8(t);
}

enum err effect_text(struct ctx *c, const struct json_value *given, const char *name, size_t most,
                     bool needed, struct text *out)
{
    const struct json_value *v = json_member(given, name);
    *out = TEXT("");
    if (v != NULL && json_kind(v) != JSON_NULL) {
        if (json_kind(v) != JSON_TEXT)
            return fail(c, ERR_INPUT, "action.%s: not a text", name);
        *out = text_trim(json_as_text(v));
    }
    if (out->len == 0 && needed)
        return fail(c, ERR_INPUT, "action.%s: missing", name);
    if (out->len > most)
        return fail(c, ERR_LIMIT, "action.%s: longer than %zu bytes", name, most);
    return is_one_line(*out) ? OK : fail(c, ERR_INPUT, "action.%s: not one line of UTF-8", name);
}

enum err effect_amount(struct ctx *c, const struct json_value *given, currency cur, int64_t *amount,
                       currency *out)
{
    struct text code;
    struct decimal value;
    const struct json_value *v = json_member(given, "amount");
    TRY(effect_text(c, given, "currency", 3, cur == CURRENCY_NONE, &code));
    *out = cur;
    if (code.len > 0 && (!currency_from_code(code, out) || !currency_is_known(*out)))
        return fail(c, ERR_INPUT, "action.currency: \"%.*s\" is none", TEXT_ARGS(code));
    if (cur != CURRENCY_NONE && *out != cur)
        return fail(c, ERR_INPUT, "action.currency: the account is in %s", currency_code(cur));
    if (v == NULL || !json_as_decimal(v, &value))
        return fail(c, ERR_INPUT, "action.amount: not a decimal number");
    if (!money_from_decimal(value, *out, amount))
        return fail(c, ERR_INPUT, "action.amount: %s has %d places, and it must fit", currency_code(*out),
                    (int)currency_places(*out));
    return *amount > 0 ? OK : fail(c, ERR_INPUT, "action.amount: must be above 0");
}

enum err effect_account(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                        const char *name, struct account_row *out)
{
    struct text word;
    struct id id;
    TRY(effect_text(c, given, name, LIMIT_ACCOUNT_TEXT, true, &word));
    enum err e = id_parse(word, &id) ? account_by_id(c, tx, household, id, out)
                                     : account_by_name(c, tx, household, word, out);
    if (e != OK)
        return fail_within(c, e, "action.%s", name);
    if (!account_is_own(out->kind))
        return fail(c, ERR_INPUT, "action.%s: %.*s is a category", name, TEXT_ARGS(out->name));
    if (out->closed_us != 0)
        return fail(c, ERR_CONFLICT, "action.%s: %.*s is closed", name, TEXT_ARGS(out->name));
    return OK;
}

enum err effect_date(struct ctx *c, const struct json_value *given, const char *name, date *out)
{
    struct text word;
    TRY(effect_text(c, given, name, DATE_TEXT_MAX, false, &word));
    *out = DATE_NONE;
    if (word.len > 0 && !date_parse(word, out))
        return fail(c, ERR_INPUT, "action.%s: not a day as 2026-11-21", name);
    return OK;
}

enum err effect_only(struct ctx *c, const struct json_value *given, const char *const *names)
{
    if (json_kind(given) != JSON_OBJECT)
        return fail(c, ERR_INPUT, "action: not an object");
    for (const struct json_value *v = json_first(given); v != NULL; v = json_next(v)) {
        bool known = false;
        for (const char *const *name = names; *name != NULL && !known; name++)
            known = text_is(json_name(v), *name);
        struct text shown = text_glimpse(json_name(v));
        if (!known)
            return fail(c, ERR_INPUT, "action: \"%.*s\" is not known", TEXT_ARGS(shown));
    }
    return OK;
}
