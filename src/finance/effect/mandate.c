/* A recurring payment is confirmed: from now on Florin pays it, each time within what was confirmed. {"account", "payee", "number"?, "amount": the most that
 * one of them may be, "currency"?, "every": "1 month", "first", "reference"?, "category"?, "series"?, "replaces"?: the mandate that ends with it}
 *
 * A first day that is over by the time it is shown or confirmed stands for the schedule's next one: nothing is paid for days that have passed. */
#include "base/limits.h"
#include "bus/types.h"
#include "finance/payment/pay.h"
#include "store/entity/agency/standing.h"

enum { SERIES_BYTES = 200, EVERY_BYTES = 24 };

static const char *const names[] = {"account", "payee",     "number",   "amount", "currency", "every",
                                    "first",   "reference", "category", "series", "replaces", NULL};

static enum err read_category(struct ctx *c, struct store_tx *tx, int64_t household,
                              const struct json_value *given, struct account_row *out)
{
    struct text word;
    struct id id;
    *out = (struct account_row){0};
    TRY(effect_text(c, given, "category", LIMIT_ACCOUNT_TEXT, false, &word));
    if (word.len == 0)
        return OK;
    enum err e = id_parse(word, &id) ? account_by_id(c, tx, household, id, out)
                                     : account_by_name(c, tx, household, word, out);
    if (e != OK)
        return fail_within(c, e, "action.category");
    return account_is_own(out->kind)
               ? fail(c, ERR_INPUT, "action.category: %.*s is an account", TEXT_ARGS(out->name))
               : OK;
}

static enum err read_schedule(struct ctx *c, const struct json_value *given, struct mandate_row *m)
{
    struct text every;
    TRY(effect_text(c, given, "every", EVERY_BYTES, true, &every));
    if (!schedule_parse(every, &m->every, &m->unit))
        return fail(c, ERR_INPUT, "action.every: not as \"1 month\", \"2 weeks\", \"10 days\" or \"1 year\"");
    TRY(effect_date(c, given, "first", &m->first));
    return m->first != DATE_NONE ? OK : fail(c, ERR_INPUT, "action.first: missing");
}

/* What it takes the place of; nothing when it stands by itself. */
static enum err read_replaced(struct ctx *c, struct store_tx *tx, int64_t household,
                              const struct json_value *given, struct mandate_row *old)
{
    struct text word;
    struct id id;
    *old = (struct mandate_row){0};
    TRY(effect_text(c, given, "replaces", ID_TEXT_MAX, false, &word));
    if (word.len == 0)
        return OK;
    if (!id_parse(word, &id))
        return fail(c, ERR_INPUT, "action.replaces: no id");
    enum err e = mandate_by_id(c, tx, household, id, old);
    return e == OK ? OK : fail_within(c, e, "action.replaces");
}

/* The first day that is still to come. */
static date first_ahead(const struct mandate_row *m, date today)
{
    if (m->first >= today)
        return m->first;
    return schedule_next(m->first, m->every, m->unit, today + 1);
}

static enum err read_mandate(struct ctx *c, struct store_tx *tx, int64_t household,
                             const struct json_value *given, struct mandate_row *m,
                             struct account_row *account, struct account_row *category)
{
    *m = (struct mandate_row){.household = household, .state = MANDATE_ACTIVE};
    TRY(effect_only(c, given, names));
    TRY(effect_account(c, tx, household, given, "account", account));
    TRY(effect_text(c, given, "payee", LIMIT_PAYEE_TEXT, true, &m->payee));
    TRY(effect_text(c, given, "number", LIMIT_ACCOUNT_TEXT, false, &m->number));
    if (iban_is_like(m->number) && !iban_is_valid(m->number))
        return fail(c, ERR_INPUT, "action.number: no such IBAN: a digit is wrong");
    if (iban_is_like(m->number))
        m->number = iban_clean(c->arena, m->number);
    TRY(effect_amount(c, given, account->currency, &m->most, &m->currency));
    TRY(read_schedule(c, given, m));
    TRY(effect_text(c, given, "reference", PAY_REFERENCE_BYTES, false, &m->reference));
    TRY(effect_text(c, given, "series", SERIES_BYTES, false, &m->series));
    TRY(read_category(c, tx, household, given, category));
    m->account = account->seq;
    m->category = category->seq;
    m->payee_key = proposal_payee_key(c->arena, m->payee, m->number);
    return m->payee_key.len > 0 ? OK : fail(c, ERR_INPUT, "action.payee: has no letter or digit");
}

static struct text canonical_of(struct ctx *c, const struct mandate_row *m, const struct account_row *account,
                                const struct account_row *category, const struct mandate_row *old)
{
    char amount[MONEY_TEXT_MAX];
    struct buf *canonical = buf_in_arena(c->arena);
    struct json j = json_into(canonical);
    json_object(&j);
    json_key(&j, "account");
    json_id(&j, account->id);
    json_key_text(&j, "payee", m->payee);
    if (m->number.len > 0)
        json_key_text(&j, "number", m->number);
    json_key_z(&j, "amount", money_format(m->most, m->currency, amount));
    json_key_z(&j, "currency", currency_code(m->currency));
    json_key_z(&j, "every", schedule_text(c->arena, m->every, m->unit));
    json_key(&j, "first");
    json_date(&j, m->first);
    if (m->reference.len > 0)
        json_key_text(&j, "reference", m->reference);
    if (category->seq != 0) {
        json_key(&j, "category");
        json_id(&j, category->id);
    }
    if (m->series.len > 0)
        json_key_text(&j, "series", m->series);
    if (old->seq != 0) {
        json_key(&j, "replaces");
        json_id(&j, old->id);
    }
    json_object_end(&j);
    return buf_view(canonical);
}

static enum err read(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                     struct effect_action *out)
{
    char amount[MONEY_TEXT_MAX], first[DATE_TEXT_MAX];
    struct mandate_row m, old;
    struct account_row category;
    date today;
    TRY(read_mandate(c, tx, household, given, &m, &out->account, &category));
    TRY(read_replaced(c, tx, household, given, &old));
    TRY(pay_today(c, tx, household, &today));
    out->canonical = canonical_of(c, &m, &out->account, &category, &old);
    out->summary = text_of(arena_printf(
        c->arena, "Pay %.*s%s%.*s up to %s %s every %s from %.*s, from %s on", TEXT_ARGS(m.payee),
        m.number.len > 0 ? ", " : "", TEXT_ARGS(m.number), money_format(m.most, m.currency, amount),
        currency_code(m.currency), schedule_text(c->arena, m.every, m.unit), TEXT_ARGS(out->account.name),
        date_format(first_ahead(&m, today), first)));
    out->policy = (struct policy_action){.amount = m.most,
                                         .currency = m.currency,
                                         .payee = m.payee,
                                         .payee_account = m.number,
                                         .account = out->account.name};
    out->payee_key = m.payee_key;
    return OK;
}

/* Confirmed is what a person said yes to, whatever the policy allowed. */
static enum err count_people(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                             int64_t *out)
{
    struct approval_row *said;
    size_t count;
    *out = 0;
    TRY(approval_list(c, tx, proposal->seq, &said, &count));
    for (size_t i = 0; i < count; i++)
        *out += said[i].approved;
    return OK;
}

/* Since it was asked for: what waited because the payee was new need not wait once more with its first payment. */
static enum err know_payee(struct ctx *c, struct store_tx *tx, const struct mandate_row *m, int64_t since_us)
{
    struct payee_standing row;
    TRY(standing_get(c, tx, m->household, m->payee_key, &row));
    if (row.known_us != 0)
        return OK;
    row.name = m->payee;
    row.known_us = since_us;
    return standing_put(c, tx, m->household, &row);
}

/* It begins on a day to come; but a 31st stays where it was, though the next month is shorter: days are counted from it, and none before today is paid. */
static enum err settle_first(struct ctx *c, struct mandate_row *m, date today)
{
    date ahead = first_ahead(m, today);
    if (ahead == DATE_NONE)
        return fail(c, ERR_INPUT, "action.first: its schedule has no day to come");
    if (m->unit == MANDATE_DAYS || date_to_civil(ahead).day == date_to_civil(m->first).day)
        m->first = ahead;
    return OK;
}

/* The old one pays no more, and its series is known to be this one's. */
static enum err take_over(struct ctx *c, struct store_tx *tx, struct mandate_row *m,
                          const struct mandate_row *old)
{
    struct mandate_row ended;
    if (m->series.len == 0)
        m->series = old->series;
    return mandate_end(c, tx, old->household, old->id, TEXT("another took its place"), &ended);
}

static enum err apply(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                      const struct effect_action *action, struct text *receipt)
{
    char id[ID_TEXT_MAX];
    const struct json_value *given;
    struct mandate_row m, old;
    struct account_row account, category;
    date today;
    TRY(json_read(c, action->canonical, &given));
    TRY(read_mandate(c, tx, proposal->household, given, &m, &account, &category));
    TRY(read_replaced(c, tx, proposal->household, given, &old));
    TRY(pay_today(c, tx, proposal->household, &today));
    TRY(settle_first(c, &m, today));
    TRY(count_people(c, tx, proposal, &m.confirmed));
    m.id = proposal->id;
    m.proposal = proposal->seq;
    if (old.seq != 0)
        TRY(take_over(c, tx, &m, &old));
    TRY(mandate_insert(c, tx, &m));
    if (m.confirmed > 0)
        TRY(know_payee(c, tx, &m, proposal->created_us));
    TRY(mandate_tell(c, tx, &m, EVENT_MANDATE_CONFIRMED));
    *receipt = text_of(arena_printf(c->arena, "{\"mandate\":\"%s\"}", id_format(m.id, id)));
    return OK;
}

const struct effect effect_mandate = {
    .kind = POLICY_MANDATE, .title = "Pay somebody again and again", .read = read, .apply = apply};
