/* What people say of what is held, and how it is shown. */
#include "finance/security/security.h"
#include "finance/security/watch.h"
#include "store/entity/agency/spending.h"
#include "store/entity/txn.h"

const char *const verification_state_words[] = {"open", "confirmed", "denied", "gone", NULL};

struct text security_key(struct ctx *c, const char *what, struct id verification)
{
    char id[ID_TEXT_MAX];
    return text_of(arena_printf(c->arena, "security/%s/%s", what, id_format(verification, id)));
}

struct text security_key_again(struct ctx *c, const char *what, struct id verification, int time)
{
    struct text key = security_key(c, what, verification);
    return time < 2 ? key : text_of(arena_printf(c->arena, "%.*s/%d", TEXT_ARGS(key), time));
}

static struct text action_of(struct ctx *c, struct id txn, struct text why)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key(&j, "transaction");
    json_id(&j, txn);
    if (why.len > 0)
        json_key_text(&j, "why", why);
    json_object_end(&j);
    return buf_view(out);
}

struct text security_block_action(struct ctx *c, const struct verification_row *row)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (row->payee_key.len == 0)
        return TEXT("");
    json_object(&j);
    json_key_text(&j, "payee", row->payee);
    json_key_z(&j, "why", "a payment to it was denied");
    json_object_end(&j);
    return buf_view(out);
}

enum err security_ask(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                      struct id id, bool yes, struct security_question *out)
{
    const struct effect *effect = effect_find(yes ? POLICY_RELEASE : POLICY_VOID);
    struct effect_action action = {0};
    struct proposal_check check = {.kind = effect->kind, .agent = TEXT("")};
    const struct json_value *given;
    bool may;
    *out = (struct security_question){0};
    TRY(verification_by_id(c, tx, household, id, &out->row));
    TRY(json_read(c, action_of(c, out->row.txn_id, TEXT("")), &given));
    TRY(effect->read(c, tx, household, given, &action));
    action.policy.kind = effect->kind;
    TRY(proposal_ask(c, tx, judge, household, &action, &check, &out->decision, &may));
    struct text texts[] = {TEXT("florin held 1"),
                           {(const char *)out->row.id.bytes, sizeof out->row.id.bytes},
                           yes ? TEXT("release") : TEXT("void"),
                           action.canonical,
                           action.summary};
    out->digest = digest_of(texts, sizeof texts / sizeof *texts);
    out->summary = action.summary;
    return OK;
}

static bool is_over(enum proposal_state state)
{
    return state != PROPOSAL_WAITING && state != PROPOSAL_APPROVED && state != PROPOSAL_DONE;
}

/* The same wish, approved once more, or a new one where the last came to nothing. */
static enum err want(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                     const char *kind, const struct verification_row *row, const struct proposal_voice *voice,
                     struct proposal_row *out)
{
    struct text key = security_key(c, kind, row->id);
    struct proposal_new fresh = {.voice = voice,
                                 .kind = text_of(kind),
                                 .reason = TEXT("the answer of a person"),
                                 .action = action_of(c, row->txn_id, TEXT(""))};
    bool found = true, again;
    for (int i = 2; found && i <= SECURITY_WISHES; i++) {
        fresh.key = key;
        TRY(proposal_by_key(c, tx, household, key, out, &found));
        if (!found || !is_over(out->state))
            break;
        key = security_key_again(c, kind, row->id, i);
    }
    if (found && out->state == PROPOSAL_WAITING)
        TRY(proposal_approve(c, tx, judge, household, out->id, &out->digest, voice, out));
    else if (!found)
        TRY(proposal_make(c, tx, judge, household, &fresh, out, &again));
    if (out->state == PROPOSAL_WAITING && out->step_up && !voice->step_up)
        return fail(c, ERR_DENIED, "step_up: a one-time code is needed for this");
    if (out->state == PROPOSAL_DENIED || out->state == PROPOSAL_FAILED)
        return fail(c, ERR_CONFLICT, "%.*s", TEXT_ARGS(out->why));
    return OK;
}

static enum err answer(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                       struct id id, const struct proposal_voice *voice, bool yes,
                       struct security_answered *out)
{
    enum verification_state wanted = yes ? VERIFICATION_CONFIRMED : VERIFICATION_DENIED;
    TRY(verification_by_id(c, tx, household, id, &out->row));
    if (out->row.state == wanted)
        return OK;
    if (out->row.state == VERIFICATION_GONE)
        return fail(c, ERR_CONFLICT, "the transaction is gone: there is nothing to answer any more");
    if (out->row.state != VERIFICATION_OPEN)
        return fail(c, ERR_CONFLICT, "it is %s already",
                    verification_state_words[out->row.state - VERIFICATION_OPEN]);
    TRY(want(c, tx, judge, household, yes ? "release" : "void", &out->row, voice, &out->proposal));
    return verification_by_id(c, tx, household, id, &out->row);
}

enum err security_confirm(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                          struct id id, const struct proposal_voice *voice, struct security_answered *out)
{
    *out = (struct security_answered){0};
    return answer(c, tx, judge, household, id, voice, true, out);
}

/* Blocking protects: it does not wait for a second person. */
enum err security_deny(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                       struct id id, const struct proposal_voice *voice, struct security_answered *out)
{
    struct proposal_row block;
    bool again;
    *out = (struct security_answered){0};
    TRY(answer(c, tx, judge, household, id, voice, false, out));
    struct proposal_new fresh = {.voice = voice,
                                 .kind = TEXT("block"),
                                 .key = security_key(c, "block", id),
                                 .reason = TEXT("a payment to it was denied"),
                                 .action = security_block_action(c, &out->row)};
    return fresh.action.len == 0 ? OK : proposal_make(c, tx, judge, household, &fresh, &block, &again);
}

enum err security_report(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                         struct id txn, const struct proposal_voice *voice, struct text why,
                         struct verification_row *out)
{
    char id[ID_TEXT_MAX];
    struct proposal_row row;
    struct txn_row held;
    bool again, found;
    struct proposal_new fresh = {.voice = voice,
                                 .kind = TEXT("hold"),
                                 .key =
                                     text_of(arena_printf(c->arena, "security/hold/%s", id_format(txn, id))),
                                 .reason = why.len == 0 ? TEXT("a person does not know it") : why,
                                 .action = action_of(c, txn, why)};
    TRY(proposal_make(c, tx, judge, household, &fresh, &row, &again));
    if (row.state != PROPOSAL_DONE)
        return fail(c, ERR_CONFLICT, "%.*s", TEXT_ARGS(row.why));
    TRY(txn_by_id(c, tx, txn, &held));
    TRY(verification_by_txn(c, tx, household, held.seq, out, &found));
    return found ? OK : fail(c, ERR_CONFLICT, "the payment is not held");
}

/* -- Showing */

static enum err write_similar(struct ctx *c, struct store_tx *tx, struct json *j, int64_t household,
                              const struct json_value *numbers)
{
    static const char *const states[] = {"pending", "posted", "void"};
    char amount[MONEY_TEXT_MAX];
    int64_t number;
    struct spending_row *rows;
    size_t count;
    json_key(j, "similar");
    json_array(j);
    for (const struct json_value *v = json_first(numbers); v != NULL; v = json_next(v)) {
        if (!json_as_int(v, &number))
            continue;
        TRY(spending_range(c, tx, household, number, number, 1, &rows, &count));
        if (count == 0)
            continue;
        json_object(j);
        json_key(j, "transaction");
        json_id(j, rows->txn.id);
        json_key(j, "date");
        json_date(j, rows->txn.date);
        json_key_z(j, "amount", money_format(rows->txn.amount, rows->currency, amount));
        json_key_z(j, "currency", currency_code(rows->currency));
        json_key_text(j, "payee", rows->payee.len == 0 ? rows->txn.text : rows->payee);
        json_key_z(j, "state", states[rows->txn.state - TXN_PENDING]);
        json_key_bool(j, "held", (rows->txn.flags & TXN_HELD) != 0);
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

static void write_reasons(struct json *j, const struct json_value *reasons)
{
    json_key(j, "reasons");
    json_array(j);
    for (const struct json_value *why = json_first(reasons); why != NULL; why = json_next(why)) {
        int64_t weight = 0;
        (void)json_as_int(json_member(why, "weight"), &weight);
        json_object(j);
        json_key_text(j, "reason", json_as_text(json_member(why, "reason")));
        json_key_text(j, "words", json_as_text(json_member(why, "words")));
        json_key(j, "weight");
        json_double(j, (double)weight / 1000);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_time(struct json *j, const char *key, int64_t us)
{
    json_key(j, key);
    us == 0 ? json_null(j) : json_time(j, us);
}

enum err security_why(struct ctx *c, const struct verification_row *row, struct text *out)
{
    const struct json_value *evidence;
    TRY(json_read(c, row->evidence, &evidence));
    *out = json_as_text(json_member(evidence, "why"));
    if (out->len == 0)
        *out = json_as_text(json_member(json_first(json_member(evidence, "reasons")), "words"));
    return OK;
}

enum err verification_write(struct ctx *c, struct store_tx *tx, struct json *j,
                            const struct verification_row *row)
{
    char amount[MONEY_TEXT_MAX];
    const struct json_value *evidence;
    TRY(json_read(c, row->evidence, &evidence));
    struct text why = json_as_text(json_member(evidence, "why"));
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    json_key_z(j, "state", verification_state_words[row->state - VERIFICATION_OPEN]);
    json_key(j, "transaction");
    json_id(j, row->txn_id);
    json_key(j, "date");
    json_date(j, row->date);
    json_key_z(j, "amount", money_format(row->amount, row->currency, amount));
    json_key_z(j, "currency", currency_code(row->currency));
    json_key_text(j, "payee", row->payee);
    json_key_text(j, "account", row->account);
    json_key(j, "agent");
    row->agent.len == 0 ? json_null(j) : json_text(j, row->agent);
    json_key(j, "proposal");
    json_id(j, row->proposal);
    json_key_text(j, "why", why);
    json_key(j, "score");
    json_double(j, (double)row->score / 1000);
    json_key(j, "threshold");
    json_double(j, (double)row->threshold / 1000);
    json_key(j, "probability");
    row->score == 0 ? json_null(j) : json_double(j, (double)row->probability / 1e6);
    write_reasons(j, json_member(evidence, "reasons"));
    TRY(write_similar(c, tx, j, row->household, json_member(evidence, "similar")));
    write_time(j, "deadline", row->deadline_us);
    json_key_bool(j, "late", row->state == VERIFICATION_OPEN && row->deadline_us <= c->now_us);
    write_time(j, "held", row->created_us);
    write_time(j, "answered", row->answered_us);
    json_object_end(j);
    return OK;
}

/* -- How well it does */

enum err security_status(struct ctx *c, struct store_tx *tx, int64_t household, struct security_status *out)
{
    *out = (struct security_status){0};
    TRY(security_setting_get(c, tx, household, &out->setting));
    TRY(watch_threshold(c, tx, household, &out->setting, &out->threshold, &out->payments));
    TRY(verification_count(c, tx, household, c->now_us - SECURITY_DAYS * INT64_C(86400000000), &out->counts));
    out->false_alarms = out->payments == 0 ? 0 : (double)out->counts.confirmed / (double)out->payments;
    return OK;
}

void security_status_write(struct json *j, const struct security_status *s)
{
    json_object(j);
    json_key_bool(j, "holds", s->setting.holds);
    json_key_bool(j, "asks_model", s->setting.asks);
    json_key_int(j, "hours", s->setting.hours);
    json_key(j, "target");
    json_double(j, (double)s->setting.target / 1e6);
    json_key(j, "threshold");
    json_double(j, s->threshold);
    json_key_int(j, "payments", s->payments);
    json_key_int(j, "open", s->counts.open);
    json_key_int(j, "confirmed", s->counts.confirmed);
    json_key_int(j, "denied", s->counts.denied);
    json_key(j, "false_alarm_rate");
    json_double(j, s->false_alarms);
    json_object_end(j);
}

enum err security_set(struct ctx *c, struct store_tx *tx, int64_t household, int64_t hours, double target,
                      bool holds, const bool *asks)
{
    struct security_setting setting;
    TRY(security_setting_get(c, tx, household, &setting));
    if (hours < 0 || hours > SECURITY_HOURS_MOST)
        return fail(c, ERR_INPUT, "hours: 1 to %d", SECURITY_HOURS_MOST);
    if (!(target >= 0 && target <= 0.1))
        return fail(c, ERR_INPUT, "target: above 0, at most 0.1");
    setting.hours = hours == 0 ? setting.hours : hours;
    setting.target = target > 0 ? (int64_t)(target * 1e6 + 0.5) : setting.target;
    setting.holds = holds;
    setting.asks = asks == NULL ? setting.asks : *asks;
    return security_setting_put(c, tx, household, &setting);
}
