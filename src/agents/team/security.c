/* Watches over payments: scores each as it arrives, holds what looks as if it were none of theirs, and asks. docs/guides/security-agent.md. */
#include "finance/security/security.h"

#include "agents/agent.h"
#include "base/zone/zone.h"
#include "finance/security/watch.h"
#include "store/entity/people/member.h"

#include <math.h>
#include <stdio.h>

#define HOUR_US INT64_C(3600000000)
enum { REMINDERS = 3, ACTS = 64, RUNS = 20000, WORDS_SHOWN = 3 };

static const char *const types[] = {EVENT_TRANSACTION_CREATED, EVENT_SECURITY_HELD, EVENT_SECURITY_DENIED,
                                    NULL};
static const char *const kinds[] = {"deadline", NULL};
static const char *const proposes[] = {"hold", "void", "block", NULL};
static const char *const tasks_for[] = {"counsel", NULL};

/* -- Gathering: payments that arrived */

static int64_t thousandths(double v)
{
    return (int64_t)llround(fmax(-100, fmin(100, v)) * 1000);
}

static void write_payment(struct json *j, const struct watch_found *f)
{
    char amount[MONEY_TEXT_MAX];
    json_object(j);
    json_key(j, "transaction");
    json_id(j, f->row.txn.id);
    json_key_int(j, "number", f->row.txn.seq);
    json_key_z(j, "amount", money_format(-f->row.txn.amount, f->row.currency, amount));
    json_key_z(j, "currency", currency_code(f->row.currency));
    json_key_text(j, "payee", text_glimpse(f->payee));
    json_key_text(j, "account", f->row.account);
    json_key(j, "date");
    json_date(j, f->row.txn.date);
    json_key_int(j, "score", thousandths(f->s.score));
    json_key_int(j, "probability", (int64_t)llround(f->probability * 1e6));
    json_key(j, "reasons");
    json_array(j);
    for (size_t i = 0; i < f->s.count; i++) {
        json_object(j);
        json_key_z(j, "reason", suspicion_reason_names[f->s.why[i].reason]);
        json_key_int(j, "weight", thousandths(f->s.why[i].weight));
        json_key_z(j, "words", f->s.why[i].words);
        json_object_end(j);
    }
    json_array_end(j);
    json_key(j, "features");
    json_array(j);
    for (size_t i = 0; i < SUSPICION_FEATURES; i++)
        json_double(j, f->s.features[i]);
    json_array_end(j);
    json_key(j, "similar");
    json_array(j);
    for (size_t i = 0; i < f->similar_count; i++)
        json_int(j, f->similar[i]);
    json_array_end(j);
    json_object_end(j);
}

static void write_payments(struct json *j, const char *key, const struct watch_found *found, size_t count)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < count; i++)
        write_payment(j, &found[i]);
    json_array_end(j);
}

static enum err gather_payments(struct agent_context *x, const struct relay_event *event, struct json *facts)
{
    char model[20];
    struct text zone;
    struct store_tx *tx;
    struct watch_looked looked;
    TRY(agent_ledger(x, &tx));
    TRY(household_zone(x->c, tx, x->household, &zone));
    struct watch_arrival arrival = {.first = event->txn_first,
                                    .last = event->txn_last,
                                    .at_us = event->time_us,
                                    .today = zone_local(zone, event->time_us, NULL).day};
    TRY(watch_look(x->c, tx, x->memory, x->household, &arrival, &looked));
    bool asks = looked.setting.asks && looked.doubtful_count > 0 && agent_has_model(x);
    x->idle = looked.found_count == 0 && !asks;
    if (x->idle)
        return OK;
    snprintf(model, sizeof model, "%016llx", (unsigned long long)looked.model);
    json_key_int(facts, "threshold", thousandths(looked.threshold));
    json_key_int(facts, "hours", looked.setting.hours);
    json_key_bool(facts, "holds", looked.setting.holds);
    json_key_z(facts, "model", model);
    write_payments(facts, "payments", looked.found, looked.found_count);
    if (asks)
        write_payments(facts, "doubtful", looked.doubtful, looked.doubtful_count);
    return OK;
}

/* -- Gathering: what became of one that is held */

static enum err gather_held(struct agent_context *x, struct text word, bool only_open, struct json *facts)
{
    char amount[MONEY_TEXT_MAX], id_text[ID_TEXT_MAX];
    struct verification_row row;
    struct store_tx *tx;
    struct id id;
    if (!id_parse(word, &id))
        return fail(x->c, ERR_INPUT, "verification: not an id");
    TRY(agent_ledger(x, &tx));
    TRY(verification_by_id(x->c, tx, x->household, id, &row));
    x->idle = only_open && row.state != VERIFICATION_OPEN;
    struct text block = security_block_action(x->c, &row);
    json_key(facts, "held");
    json_object(facts);
    json_key_z(facts, "verification", id_format(row.id, id_text));
    json_key(facts, "transaction");
    json_id(facts, row.txn_id);
    json_key_int(facts, "number", row.txn);
    json_key_z(facts, "state", verification_state_words[row.state - VERIFICATION_OPEN]);
    json_key_z(facts, "amount",
               money_format(row.amount < 0 ? -row.amount : row.amount, row.currency, amount));
    json_key_z(facts, "currency", currency_code(row.currency));
    json_key_text(facts, "payee", row.payee);
    json_key(facts, "date");
    json_date(facts, row.date);
    json_key_int(facts, "deadline", row.deadline_us);
    json_key_text(facts, "block", block);
    json_object_end(facts);
    return OK;
}

static enum err gather(struct agent_context *x, const struct agent_trigger *trigger, struct json *facts)
{
    const struct json_value *data;
    if (trigger->task == NULL && text_is(trigger->kind, EVENT_TRANSACTION_CREATED))
        return gather_payments(x, trigger->event, facts);
    TRY(json_read(x->c, trigger->task == NULL ? trigger->event->data : trigger->task->row.data, &data));
    return gather_held(x, fact_text(data, "verification"), !text_is(trigger->kind, EVENT_SECURITY_DENIED),
                       facts);
}

/* -- Deciding */

static void copy_member(struct json *j, const struct json_value *from, const char *name)
{
    const struct json_value *v = json_member(from, name);
    if (v == NULL)
        return;
    json_key(j, name);
    json_copy(j, v);
}

/* The heaviest reasons, in one sentence. */
static struct text reason_of(struct ctx *c, const struct json_value *payment)
{
    struct buf *out = buf_in_arena(c->arena);
    int shown = 0;
    for (const struct json_value *why = json_first(json_member(payment, "reasons"));
         why != NULL && shown < WORDS_SHOWN; why = json_next(why))
        if (fact_int(why, "weight") > 0)
            buf_printf(out, "%s%.*s", shown++ == 0 ? "" : "; ", TEXT_ARGS(fact_text(why, "words")));
    return buf_view(out);
}

static void hold(struct ctx *c, const struct json_value *known, const struct json_value *payment,
                 struct decision *out)
{
    struct buf *action = buf_in_arena(c->arena);
    struct json j = json_into(action);
    json_object(&j);
    copy_member(&j, payment, "transaction");
    json_key_int(&j, "score", fact_int(payment, "score"));
    copy_member(&j, known, "threshold");
    copy_member(&j, payment, "probability");
    copy_member(&j, known, "hours");
    copy_member(&j, known, "model");
    copy_member(&j, payment, "reasons");
    copy_member(&j, payment, "features");
    copy_member(&j, payment, "similar");
    json_object_end(&j);
    struct text key =
        text_of(arena_printf(c->arena, "hold/%.*s", TEXT_ARGS(fact_text(payment, "transaction"))));
    decision_propose(out, &(struct decision_proposal){"hold", key, buf_view(action), reason_of(c, payment)});
}

static void only_tell(struct ctx *c, const struct json_value *payment, struct decision *out)
{
    date day = DATE_NONE;
    (void)date_parse(fact_text(payment, "date"), &day);
    struct text why = reason_of(c, payment);
    decision_tell(
        out,
        &(struct decision_insight){
            .kind = "fraud_alert",
            .topic = text_of(
                arena_printf(c->arena, "security/%.*s", TEXT_ARGS(fact_text(payment, "transaction")))),
            .severity = SEVERITY_ALERT,
            .date = day,
            .title = text_of(arena_printf(
                c->arena, "Was this you? %.*s %.*s to %.*s", TEXT_ARGS(fact_text(payment, "amount")),
                TEXT_ARGS(fact_text(payment, "currency")), TEXT_ARGS(fact_text(payment, "payee")))),
            .body = text_of(arena_printf(c->arena, "It was not held, as you wanted: %.*s.", TEXT_ARGS(why))),
            .txn = fact_int(payment, "number")});
}

/* Nothing is held up by it: an agent that has the time asks a language model, which finds what it is to look at in this run. */
static void look_twice(struct ctx *c, const struct json_value *facts, const struct json_value *payment,
                       struct decision *out)
{
    struct text transaction = fact_text(payment, "transaction");
    decision_explain(out, "%.*s %.*s to %.*s is in doubt: a language model is asked",
                     TEXT_ARGS(fact_text(payment, "amount")), TEXT_ARGS(fact_text(payment, "currency")),
                     TEXT_ARGS(fact_text(payment, "payee")));
    decision_ask_later(
        out, &(struct decision_task){
                 .agent = "counsel",
                 .kind = "second-look",
                 .key = text_of(arena_printf(c->arena, "second-look/%.*s", TEXT_ARGS(transaction))),
                 .priority = TASK_PRIORITY_USUAL,
                 .data = text_of(arena_printf(c->arena, "{\"run\":\"%.*s\",\"transaction\":\"%.*s\"}",
                                              TEXT_ARGS(fact_text(facts, "run")), TEXT_ARGS(transaction)))});
}

/* The weights are added up again: what is written down must be reason enough by itself. */
static enum err decide_payments(struct ctx *c, const struct json_value *facts, const struct json_value *known,
                                struct decision *out)
{
    const int64_t threshold = fact_int(known, "threshold");
    for (const struct json_value *p = json_first(json_member(known, "payments")); p != NULL;
         p = json_next(p)) {
        int64_t sum = 0, rounding = 10;
        for (const struct json_value *why = json_first(json_member(p, "reasons")); why != NULL;
             why = json_next(why))
            sum += fact_int(why, "weight");
        bool enough = sum + rounding >= threshold;
        decision_explain(out, "%.*s %.*s to %.*s scores %.1f of %.1f: %s", TEXT_ARGS(fact_text(p, "amount")),
                         TEXT_ARGS(fact_text(p, "currency")), TEXT_ARGS(fact_text(p, "payee")),
                         (double)sum / 1000, (double)threshold / 1000, enough ? "suspicious" : "not enough");
        if (!enough)
            continue;
        if (fact_is(known, "holds"))
            hold(c, known, p, out);
        else
            only_tell(c, p, out);
    }
    for (const struct json_value *p = json_first(json_member(known, "doubtful")); p != NULL; p = json_next(p))
        look_twice(c, facts, p, out);
    return OK;
}

static void ask_again(struct ctx *c, const struct json_value *held, int64_t number, int64_t due_us,
                      struct decision *out)
{
    struct text id = fact_text(held, "verification");
    decision_ask_later(
        out,
        &(struct decision_task){
            .kind = "deadline",
            .key = text_of(arena_printf(c->arena, "deadline/%.*s/%lld", TEXT_ARGS(id), (long long)number)),
            .due_us = due_us,
            .data = text_of(arena_printf(c->arena, "{\"verification\":\"%.*s\",\"number\":%lld}",
                                         TEXT_ARGS(id), (long long)number))});
}

/* Nobody answered in time. */
static enum err decide_deadline(struct ctx *c, const struct json_value *facts, const struct json_value *held,
                                struct decision *out)
{
    const int64_t number = fact_int(json_member(facts, "data"), "number"), now_us = fact_int(facts, "now");
    struct text id = fact_text(held, "verification");
    date day = DATE_NONE;
    (void)date_parse(fact_text(held, "date"), &day);
    decision_explain(out, "nobody answered (%lld)", (long long)number);
    if (number == 1)
        decision_propose(
            out, &(struct decision_proposal){
                     "void", text_of(arena_printf(c->arena, "void/%.*s", TEXT_ARGS(id))),
                     text_of(arena_printf(c->arena,
                                          "{\"transaction\":\"%.*s\",\"why\":\"nobody answered in time\"}",
                                          TEXT_ARGS(fact_text(held, "transaction")))),
                     TEXT("nobody said in time whether it was theirs")});
    decision_tell(
        out,
        &(struct decision_insight){
            .kind = "fraud_alert",
            .topic = text_of(arena_printf(c->arena, "security/%.*s/%lld", TEXT_ARGS(id), (long long)number)),
            .severity = SEVERITY_ALERT,
            .date = day,
            .title = text_of(arena_printf(c->arena, "Nobody answered: was %.*s %.*s to %.*s yours?",
                                          TEXT_ARGS(fact_text(held, "amount")),
                                          TEXT_ARGS(fact_text(held, "currency")),
                                          TEXT_ARGS(fact_text(held, "payee")))),
            .body = TEXT("Nothing is paid before somebody confirms it; where your policy allows the security "
                         "agent to void, "
                         "it is void now."),
            .txn = fact_int(held, "number")});
    if (number < REMINDERS)
        ask_again(c, held, number + 1, now_us + 24 * HOUR_US, out);
    return OK;
}

static enum err decide(struct ctx *c, const struct json_value *facts, struct decision *out)
{
    const struct json_value *known = json_member(facts, "known"), *held = json_member(known, "held");
    struct text kind = fact_text(facts, "kind"), id = fact_text(held, "verification");
    if (held == NULL)
        return decide_payments(c, facts, known, out);
    if (text_is(fact_text(facts, "cause"), "task"))
        return decide_deadline(c, facts, held, out);
    if (text_is(kind, EVENT_SECURITY_HELD)) {
        ask_again(c, held, 1, fact_int(held, "deadline"), out);
        return OK;
    }
    decision_explain(out, "a payment to %.*s was denied", TEXT_ARGS(fact_text(held, "payee")));
    if (fact_text(held, "block").len > 0)
        decision_propose(out, &(struct decision_proposal){
                                  "block", text_of(arena_printf(c->arena, "block/%.*s", TEXT_ARGS(id))),
                                  fact_text(held, "block"), TEXT("a payment to it was denied")});
    return OK;
}

const struct agent agent_security = {
    .name = "security",
    .title = "Watches over payments: holds what looks as if it were none of yours, and asks",
    .types = types,
    .permissions =
        AGENT_READS_LEDGER | AGENT_WRITES_INSIGHTS | AGENT_APPENDS_EVENTS | AGENT_PROPOSES | AGENT_PUTS_TASKS,
    .gather = gather,
    .decide = decide,
    .memory_new = watch_new,
    .memory_free = watch_free,
    .gathers_long = true,
    .urgent = true,
    .kinds = kinds,
    .proposes = proposes,
    .tasks_for = tasks_for,
    .budget = {.acts = ACTS, .runs = RUNS},
};
