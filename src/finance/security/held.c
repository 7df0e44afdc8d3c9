/* Holding, releasing and voiding, as effects of proposals. */
#include "base/limits.h"
#include "bus/types.h"
#include "finance/edit/change.h"
#include "finance/proposal/payees.h"
#include "finance/security/security.h"
#include "insight/suspicion/suspicion.h"
#include "store/entity/agency/payment.h"
#include "store/entity/event.h"
#include "store/entity/payee.h"

enum { WHY_BYTES = 500, WORDS_BYTES = 200, MODEL_BYTES = 32 };
#define HOUR_US (INT64_C(3600) * 1000000)

/* -- Reading actions */

struct subject {
    struct txn_row txn;
    struct account_row account;
    struct text payee;
};

static enum err find_subject(struct ctx *c, struct store_tx *tx, int64_t household,
                             const struct json_value *given, struct subject *out)
{
    struct text word;
    struct id id;
    TRY(effect_text(c, given, "transaction", ID_TEXT_MAX, true, &word));
    if (!id_parse(word, &id))
        return fail(c, ERR_INPUT, "action.transaction: not an id");
    enum err e = txn_by_id(c, tx, id, &out->txn);
    if (e == OK)
        TRY(account_by_seq(c, tx, out->txn.account, &out->account));
    else if (e != ERR_NOT_FOUND)
        return e;
    if (e != OK ||
        out->account.household != household) /* nobody's, and another household's, in the same words */
        return fail(c, ERR_NOT_FOUND, "action.transaction: there is none of this id");
    TRY(payee_name(c, tx, out->txn.payee, &out->payee));
    if (out->payee.len == 0)
        out->payee = text_glimpse(out->txn.text);
    return OK;
}

static void begin_canonical(struct ctx *c, struct json *j, const struct subject *s, struct text why)
{
    *j = json_into(buf_in_arena(c->arena));
    json_object(j);
    json_key(j, "transaction");
    json_id(j, s->txn.id);
    if (why.len > 0)
        json_key_text(j, "why", why);
}

static void describe(struct ctx *c, const struct subject *s, struct json *j, struct effect_action *out)
{
    char amount[MONEY_TEXT_MAX], day[DATE_TEXT_MAX];
    int64_t size = s->txn.amount < 0 ? -s->txn.amount : s->txn.amount;
    json_object_end(j);
    out->canonical = buf_view(j->out);
    out->summary = text_of(
        arena_printf(c->arena, "%s %s %s %.*s, %.*s, %s", money_format(size, s->account.currency, amount),
                     currency_code(s->account.currency), s->txn.amount < 0 ? "to" : "from",
                     TEXT_ARGS(s->payee), TEXT_ARGS(s->account.name), date_format(s->txn.date, day)));
    out->policy.payee = s->payee;
    out->policy.account = s->account.name;
}

static enum err copy_int(struct ctx *c, const struct json_value *given, struct json *j, const char *name,
                         int64_t least, int64_t most)
{
    int64_t value;
    const struct json_value *v = json_member(given, name);
    if (v == NULL)
        return OK;
    if (!json_as_int(v, &value) || value < least || value > most)
        return fail(c, ERR_INPUT, "action.%s: not a whole number from %lld to %lld", name, (long long)least,
                    (long long)most);
    json_key_int(j, name, value);
    return OK;
}

static enum err copy_numbers(struct ctx *c, const struct json_value *given, struct json *j, const char *name,
                             size_t most)
{
    const struct json_value *v = json_member(given, name);
    if (v == NULL)
        return OK;
    if (json_kind(v) != JSON_ARRAY || json_count(v) > most)
        return fail(c, ERR_INPUT, "action.%s: not a list of at most %zu numbers", name, most);
    for (const struct json_value *item = json_first(v); item != NULL; item = json_next(item))
        if (json_kind(item) != JSON_NUMBER)
            return fail(c, ERR_INPUT, "action.%s: one is no number", name);
    json_key(j, name);
    json_copy(j, v);
    return OK;
}

static enum err copy_reasons(struct ctx *c, const struct json_value *given, struct json *j)
{
    static const char *const names[] = {"reason", "weight", "words", NULL};
    const struct json_value *v = json_member(given, "reasons");
    struct text reason, words;
    if (v == NULL)
        return OK;
    if (json_kind(v) != JSON_ARRAY || json_count(v) > SECURITY_REASONS)
        return fail(c, ERR_INPUT, "action.reasons: not a list of at most %d", SECURITY_REASONS);
    json_key(j, "reasons");
    json_array(j);
    for (const struct json_value *item = json_first(v); item != NULL; item = json_next(item)) {
        TRY(effect_only(c, item, names));
        TRY(effect_text(c, item, "reason", MODEL_BYTES, true, &reason));
        TRY(effect_text(c, item, "words", WORDS_BYTES, true, &words));
        json_object(j);
        json_key_text(j, "reason", reason);
        TRY(copy_int(c, item, j, "weight", -100000, 100000));
        json_key_text(j, "words", words);
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

enum err held_read_hold(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                        struct effect_action *out)
{
    static const char *const names[] = {"transaction", "why",     "score", "threshold",
                                        "probability", "hours",   "model", "reasons",
                                        "features",    "similar", NULL};
    struct subject s;
    struct text why, model;
    struct json j;
    TRY(effect_only(c, given, names));
    TRY(find_subject(c, tx, household, given, &s));
    TRY(effect_text(c, given, "why", WHY_BYTES, false, &why));
    TRY(effect_text(c, given, "model", MODEL_BYTES, false, &model));
    begin_canonical(c, &j, &s, why);
    TRY(copy_int(c, given, &j, "score", 0, 1000000));
    TRY(copy_int(c, given, &j, "threshold", 0, 1000000));
    TRY(copy_int(c, given, &j, "probability", 0, 1000000));
    TRY(copy_int(c, given, &j, "hours", 1, SECURITY_HOURS_MOST));
    if (model.len > 0)
        json_key_text(&j, "model", model);
    TRY(copy_reasons(c, given, &j));
    TRY(copy_numbers(c, given, &j, "features", SECURITY_FEATURES));
    TRY(copy_numbers(c, given, &j, "similar", SECURITY_SIMILAR));
    describe(c, &s, &j, out);
    return OK;
}

enum err held_read_answer(struct ctx *c, struct store_tx *tx, int64_t household,
                          const struct json_value *given, struct effect_action *out)
{
    static const char *const names[] = {"transaction", "why", NULL};
    struct subject s;
    struct text why;
    struct json j;
    TRY(effect_only(c, given, names));
    TRY(find_subject(c, tx, household, given, &s));
    TRY(effect_text(c, given, "why", WHY_BYTES, false, &why));
    begin_canonical(c, &j, &s, why);
    describe(c, &s, &j, out);
    out->policy.amount = s.txn.amount < 0 ? -s.txn.amount : s.txn.amount;
    out->policy.currency = s.account.currency;
    out->payee_key = proposal_payee_key(c->arena, s.payee, TEXT(""));
    return OK;
}

/* -- Doing */

static enum err load(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                     struct change *change)
{
    struct changing *in;
    const struct json_value *action;
    struct id id;
    TRY(json_read(c, proposal->action, &action));
    if (!id_parse(json_as_text(json_member(action, "transaction")), &id))
        return fail(c, ERR_CORRUPT, "a proposal to hold names no transaction");
    TRY(changing_join(c, tx, proposal->household, &in));
    in->correlation = proposal->correlation;
    return change_load_id(c, in, id, change);
}

static enum err tell(struct ctx *c, struct store_tx *tx, struct id correlation,
                     const struct verification_row *row, const char *type, struct text reason)
{
    char id[ID_TEXT_MAX], amount[MONEY_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key(&j, "verification");
    json_id(&j, row->id);
    json_key(&j, "transaction");
    json_id(&j, row->txn_id);
    json_key_z(&j, "amount",
               money_format(row->amount < 0 ? -row->amount : row->amount, row->currency, amount));
    json_key_z(&j, "currency", currency_code(row->currency));
    json_key_text(&j, "payee", row->payee);
    json_key_text(&j, "account", row->account);
    json_key(&j, "date");
    json_date(&j, row->date);
    json_key_text(&j, "reason", reason);
    json_key(&j, "deadline");
    json_time(&j, row->deadline_us);
    json_object_end(&j);
    struct event_row event = {.household = row->household,
                              .type = text_of(type),
                              .subject =
                                  text_of(arena_printf(c->arena, "verification/%s", id_format(row->id, id))),
                              .correlation = correlation,
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
}

static enum err receipt_of(struct ctx *c, const struct verification_row *row, struct text *receipt)
{
    char id[ID_TEXT_MAX];
    *receipt = text_of(arena_printf(c->arena, "{\"verification\":\"%s\"}", id_format(row->id, id)));
    return OK;
}

static int64_t number_of(const struct json_value *action, const char *name, int64_t otherwise)
{
    int64_t value;
    return json_as_int(json_member(action, name), &value) ? value : otherwise;
}

enum err held_open(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                   const struct effect_action *action, struct text *receipt)
{
    struct change change;
    struct verification_row row, known;
    struct payment_row paid;
    struct security_setting setting;
    const struct json_value *given;
    bool found;
    TRY(load(c, tx, proposal, &change));
    TRY(verification_by_txn(c, tx, proposal->household, change.row.seq, &known, &found));
    if (found)
        return fail(c, ERR_CONFLICT, "somebody was asked about this payment already");
    TRY(payment_by_txn(c, tx, change.row.seq, &paid, &found));
    if (found)
        return fail(c, ERR_CONFLICT, "Florin pays this itself: cancel the payment instead");
    TRY(security_setting_get(c, tx, proposal->household, &setting));
    TRY(json_read(c, action->canonical, &given));
    row = (struct verification_row){.household = proposal->household,
                                    .txn = change.row.seq,
                                    .txn_id = change.row.id,
                                    .state = VERIFICATION_OPEN,
                                    .was = (int)change.row.state,
                                    .agent = proposal->agent,
                                    .proposal = proposal->id,
                                    .payee = action->policy.payee,
                                    .payee_key = proposal_payee_key(c->arena, action->policy.payee, TEXT("")),
                                    .account = change.account.name,
                                    .amount = change.row.amount,
                                    .currency = change.account.currency,
                                    .date = change.row.date,
                                    .score = number_of(given, "score", 0),
                                    .threshold = number_of(given, "threshold", 0),
                                    .probability = number_of(given, "probability", 0),
                                    .evidence = action->canonical};
    row.deadline_us = c->now_us + number_of(given, "hours", setting.hours) * HOUR_US;
    TRY(change_hold(c, &change));
    TRY(change_write(c, &change, EVENT_TRANSACTION_UPDATED));
    TRY(changing_end(c, change.in));
    TRY(verification_insert(c, tx, &row));
    TRY(tell(c, tx, proposal->correlation, &row, EVENT_SECURITY_HELD, proposal->reason));
    return receipt_of(c, &row, receipt);
}

/* The answer is known: who learns from it looks again. */
static enum err note_answer(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                            struct verification_row *row, enum verification_state state)
{
    struct security_setting setting;
    row->state = state;
    row->person = proposal->person;
    row->answered_us = c->now_us;
    TRY(verification_update(c, tx, row));
    TRY(security_setting_get(c, tx, row->household, &setting));
    return security_setting_put(c, tx, row->household, &setting);
}

static enum err load_held(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                          struct change *change, struct verification_row *row)
{
    bool found;
    TRY(load(c, tx, proposal, change));
    TRY(verification_by_txn(c, tx, proposal->household, change->row.seq, row, &found));
    if (!found || row->state != VERIFICATION_OPEN)
        return fail(c, ERR_CONFLICT, "the payment is not held%s", found ? " any more" : "");
    return OK;
}

/* Each reason that held it stands no more against this payee, up to about this amount. */
static enum err trust(struct ctx *c, struct store_tx *tx, const struct verification_row *row)
{
    const struct json_value *evidence;
    int64_t size = row->amount < 0 ? -row->amount : row->amount;
    if (row->payee_key.len == 0)
        return OK;
    TRY(json_read(c, row->evidence, &evidence));
    for (const struct json_value *why = json_first(json_member(evidence, "reasons")); why != NULL;
         why = json_next(why))
        TRY(security_trust_put(c, tx, row->household, row->payee_key,
                               json_as_text(json_member(why, "reason")), size));
    return payee_set_known(c, tx, row->household, row->payee, TEXT(""));
}

enum err held_release(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                      const struct effect_action *action, struct text *receipt)
{
    struct change change;
    struct verification_row row;
    (void)action;
    TRY(load_held(c, tx, proposal, &change, &row));
    TRY(change_release(c, &change, row.was == TXN_POSTED));
    TRY(change_write(c, &change, EVENT_TRANSACTION_UPDATED));
    TRY(changing_end(c, change.in));
    TRY(trust(c, tx, &row));
    TRY(note_answer(c, tx, proposal, &row, VERIFICATION_CONFIRMED));
    TRY(proposal_withdraw(c, tx, row.household, security_key(c, "void", row.id),
                          TEXT("a person said that it was theirs")));
    TRY(tell(c, tx, proposal->correlation, &row, EVENT_SECURITY_RELEASED, proposal->reason));
    return receipt_of(c, &row, receipt);
}

enum err held_void(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                   const struct effect_action *action, struct text *receipt)
{
    struct change change;
    struct verification_row row;
    (void)action;
    TRY(load_held(c, tx, proposal, &change, &row));
    if (change.row.state != TXN_VOID) { /* an import that was undone may have been quicker */
        TRY(change_release(c, &change, false));
        TRY(change_void(c, &change));
        TRY(change_write(c, &change, EVENT_TRANSACTION_DELETED));
        TRY(changing_end(c, change.in));
    }
    TRY(note_answer(c, tx, proposal, &row, VERIFICATION_DENIED));
    TRY(tell(c, tx, proposal->correlation, &row, EVENT_SECURITY_DENIED, proposal->reason));
    return receipt_of(c, &row, receipt);
}

/* -- Taken back */

static const char gone[] = "the transaction is gone: its import was taken back";

enum err held_gone(struct ctx *c, struct store_tx *tx, int64_t household, int64_t txn)
{
    static const char *const wishes[] = {"release", "void"};
    struct verification_row row;
    bool found;
    TRY(verification_by_txn(c, tx, household, txn, &row, &found));
    if (!found || row.state != VERIFICATION_OPEN)
        return OK;
    row.state = VERIFICATION_GONE;
    row.answered_us = c->now_us;
    TRY(verification_update(c, tx, &row));
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        for (int time = 1; time <= SECURITY_WISHES; time++)
            TRY(proposal_withdraw(c, tx, household, security_key_again(c, wishes[i], row.id, time),
                                  text_of(gone)));
    return tell(c, tx, id_new(c->now_us), &row, EVENT_SECURITY_GONE, text_of(gone));
}

static enum err is_void(struct ctx *c, struct store_tx *tx, struct text action, bool *out)
{
    const struct json_value *given;
    struct txn_row row;
    struct id id;
    TRY(json_read(c, action, &given));
    *out = false;
    if (!id_parse(json_as_text(json_member(given, "transaction")), &id))
        return OK;
    enum err e = txn_by_id(c, tx, id, &row);
    *out = e == OK && row.state == TXN_VOID;
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err held_withdraw(struct ctx *c, struct store_tx *tx, int64_t household)
{
    struct proposal_row *rows;
    size_t count;
    for (int64_t before = 0;;) {
        TRY(proposal_page(c, tx, household, PROPOSAL_WAITING, before, LIMIT_PAGE, &rows, &count));
        for (size_t i = 0; i < count; i++) {
            bool is = false;
            if (text_is(rows[i].kind, "hold"))
                TRY(is_void(c, tx, rows[i].action, &is));
            if (is)
                TRY(proposal_withdraw(c, tx, household, rows[i].key, text_of(gone)));
        }
        if (count < LIMIT_PAGE)
            return OK;
        before = rows[count - 1].seq;
    }
}
