/* Asks a language model about payments in doubt: those that the security agent finds odd, but not odd enough to be held. The model can make Florin ask people;
 * that is all. It never sees what is held already, and nothing is released, allowed or lowered by anything it says. docs/guides/language-models.md. */
#include "agents/agent.h"
#include "agents/runs.h"
#include "finance/security/doubt.h"
#include "finance/security/security.h"
#include "store/entity/account.h"
#include "store/entity/payee.h"
#include "store/entity/people/member.h"

enum { CALLS = 100, TOKENS = 300000, COST = 250000, SAMPLE = 20, ROUNDING = 10 };

static const char *const types[] = {NULL};
static const char *const kinds[] = {"second-look", NULL};
static const char *const proposes[] = {"hold", NULL};

/* -- Gathering */

/* The payment as the security agent wrote it down: what a task says itself is not believed. NULL: it did not ask about it. */
static enum err find_payment(struct agent_context *x, struct store_tx *tx, const struct json_value *data,
                             const struct json_value **known, const struct json_value **payment)
{
    struct run_row run;
    struct id id;
    const struct json_value *facts;
    *payment = NULL;
    if (!id_parse(fact_text(data, "run"), &id))
        return fail(x->c, ERR_INPUT, "run: not an id");
    TRY(run_by_id(x->c, tx, x->household, id, &run));
    if (!text_is(run.agent, "security"))
        return OK;
    TRY(json_read(x->c, run.facts, &facts));
    *known = json_member(facts, "known");
    for (const struct json_value *p = json_first(json_member(*known, "doubtful")); p != NULL;
         p = json_next(p))
        if (text_equal(fact_text(p, "transaction"), fact_text(data, "transaction")))
            *payment = p;
    return OK;
}

/* Is it still as it was? Somebody may have held it, or taken it back, meanwhile. */
static enum err is_open(struct agent_context *x, struct store_tx *tx, const struct json_value *payment,
                        struct txn_row *txn, struct account_row *account, bool *open)
{
    struct verification_row known;
    struct id id;
    bool found;
    *open = false;
    if (!id_parse(fact_text(payment, "transaction"), &id))
        return OK;
    enum err e = txn_by_id(x->c, tx, id, txn);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    TRY(account_by_seq(x->c, tx, txn->account, account));
    if (account->household != x->household)
        return OK;
    TRY(verification_by_txn(x->c, tx, x->household, txn->seq, &known, &found));
    *open = !found && txn->state != TXN_VOID && (txn->flags & (TXN_HELD | TXN_RECONCILED)) == 0;
    return OK;
}

static enum err names_of(struct agent_context *x, struct store_tx *tx, struct text **names, size_t *count)
{
    struct member_row *rows;
    TRY(member_rows(x->c, tx, x->household, &rows, count));
    *names = ARENA_ARRAY(x->c->arena, struct text, *count + 1);
    for (size_t i = 0; i < *count; i++)
        (*names)[i] = rows[i].name;
    return OK;
}

static enum err ask(struct agent_context *x, struct store_tx *tx, const struct json_value *payment,
                    const struct txn_row *txn, const struct account_row *account)
{
    struct text *names, category = {NULL, 0};
    size_t count;
    struct llm_question *question;
    struct doubt_told told = {.payment = payment, .currency = account->currency};
    TRY(names_of(x, tx, &names, &count));
    if (txn->payee != 0)
        TRY(payee_category(x->c, tx, txn->payee, SAMPLE, &category));
    told.payee = doubt_payee(x->c->arena, fact_text(payment, "payee"), names, count);
    told.category = doubt_payee(x->c->arena, category, names, count);
    TRY(doubt_usual(x->c, tx, txn, &told.usual));
    TRY(doubt_question(x->c, &told, &question));
    return agent_ask_model(x, question);
}

static enum err gather(struct agent_context *x, const struct agent_trigger *trigger, struct json *facts)
{
    struct store_tx *tx;
    struct security_setting setting;
    struct txn_row txn;
    struct account_row account;
    const struct json_value *data, *known = NULL, *payment;
    bool open = false;
    TRY(agent_ledger(x, &tx));
    TRY(security_setting_get(x->c, tx, x->household, &setting));
    TRY(json_read(x->c, trigger->task->row.data, &data));
    TRY(find_payment(x, tx, data, &known, &payment));
    if (payment != NULL)
        TRY(is_open(x, tx, payment, &txn, &account, &open));
    x->idle = payment == NULL || !open || !setting.asks || !agent_has_model(x);
    if (x->idle)
        return OK;
    json_key(facts, "payment");
    json_copy(facts, payment);
    json_key_int(facts, "threshold", fact_int(known, "threshold"));
    json_key_int(facts, "hours", setting.hours);
    json_key_bool(facts, "holds", setting.holds);
    json_key_text(facts, "model", fact_text(known, "model"));
    return ask(x, tx, payment, &txn, &account);
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

/* The model's own words, as such. */
static const char *words_of(struct ctx *c, const struct json_value *answer)
{
    struct text reason = llm_plain(c->arena, fact_text(answer, "reason"), DOUBT_REASON_BYTES);
    return reason.len == 0
               ? "a language model finds it doubtful"
               : arena_printf(c->arena, "a language model finds it doubtful: \"%.*s\"", TEXT_ARGS(reason));
}

static void write_reasons(struct json *j, const struct json_value *payment, const char *words)
{
    size_t count = 0;
    json_key(j, "reasons");
    json_array(j);
    json_object(j);
    json_key_z(j, "reason", "model");
    json_key_int(j, "weight", 0);
    json_key_z(j, "words", words);
    json_object_end(j);
    for (const struct json_value *why = json_first(json_member(payment, "reasons"));
         why != NULL && ++count < SECURITY_REASONS; why = json_next(why))
        json_copy(j, why);
    json_array_end(j);
}

static void hold(struct ctx *c, const struct json_value *known, const struct json_value *payment,
                 const char *words, struct decision *out)
{
    struct buf *action = buf_in_arena(c->arena);
    struct json j = json_into(action);
    json_object(&j);
    copy_member(&j, payment, "transaction");
    copy_member(&j, payment, "score");
    copy_member(&j, known, "threshold");
    copy_member(&j, payment, "probability");
    copy_member(&j, known, "hours");
    copy_member(&j, known, "model");
    write_reasons(&j, payment, words);
    copy_member(&j, payment, "features");
    copy_member(&j, payment, "similar");
    json_object_end(&j);
    struct text key =
        text_of(arena_printf(c->arena, "hold/%.*s", TEXT_ARGS(fact_text(payment, "transaction"))));
    decision_propose(out, &(struct decision_proposal){"hold", key, buf_view(action), text_of(words)});
}

static void only_tell(struct ctx *c, const struct json_value *payment, const char *words,
                      struct decision *out)
{
    date day = DATE_NONE;
    (void)date_parse(fact_text(payment, "date"), &day);
    decision_tell(
        out, &(struct decision_insight){
                 .kind = "fraud_alert",
                 .topic = text_of(
                     arena_printf(c->arena, "counsel/%.*s", TEXT_ARGS(fact_text(payment, "transaction")))),
                 .severity = SEVERITY_ALERT,
                 .date = day,
                 .title = text_of(arena_printf(
                     c->arena, "Was this you? %.*s %.*s to %.*s", TEXT_ARGS(fact_text(payment, "amount")),
                     TEXT_ARGS(fact_text(payment, "currency")), TEXT_ARGS(fact_text(payment, "payee")))),
                 .body = text_of(arena_printf(c->arena, "It was not held, as you wanted: %s.", words)),
                 .txn = fact_int(payment, "number")});
}

/* Added up again: the model has a say about what lies in the band, and about nothing else. */
static bool is_in_band(const struct json_value *known, const struct json_value *payment)
{
    int64_t threshold = fact_int(known, "threshold"), sum = 0;
    for (const struct json_value *why = json_first(json_member(payment, "reasons")); why != NULL;
         why = json_next(why))
        sum += fact_int(why, "weight");
    return sum + ROUNDING >= (int64_t)((double)threshold * DOUBT_SHARE) && sum - ROUNDING < threshold;
}

static void explain_silence(const struct json_value *model, struct decision *out)
{
    struct text refused = fact_text(model, "refused"), failed = fact_text(model, "failed");
    if (refused.len > 0)
        decision_explain(out, "the model was not asked: %.*s", TEXT_ARGS(refused));
    else
        decision_explain(out, "the model gave no answer: %.*s", TEXT_ARGS(failed));
    decision_explain(out, "nothing changes");
}

static enum err decide(struct ctx *c, const struct json_value *facts, struct decision *out)
{
    const struct json_value *known = json_member(facts, "known"), *payment = json_member(known, "payment"),
                            *model = json_member(facts, "model"), *answer = fact_answer(facts);
    struct text verdict = fact_text(answer, "verdict"), reason = fact_text(answer, "reason");
    if (answer == NULL) {
        explain_silence(model, out);
        return OK;
    }
    decision_explain(out, "%.*s says of %.*s %.*s to %.*s: %.*s, \"%.*s\"",
                     TEXT_ARGS(fact_text(model, "name")), TEXT_ARGS(fact_text(payment, "amount")),
                     TEXT_ARGS(fact_text(payment, "currency")), TEXT_ARGS(fact_text(payment, "payee")),
                     TEXT_ARGS(verdict), TEXT_ARGS(reason));
    if (!text_is(verdict, "doubtful") || !is_in_band(known, payment)) {
        decision_explain(out, "nothing changes");
        return OK;
    }
    const char *words = words_of(c, answer);
    if (fact_is(known, "holds"))
        hold(c, known, payment, words, out);
    else
        only_tell(c, payment, words, out);
    return OK;
}

const struct agent agent_counsel = {
    .name = "counsel",
    .title = "Asks a language model about payments in doubt, where you want that",
    .types = types,
    .permissions =
        AGENT_READS_LEDGER | AGENT_WRITES_INSIGHTS | AGENT_APPENDS_EVENTS | AGENT_PROPOSES | AGENT_ASKS_MODEL,
    .gather = gather,
    .decide = decide,
    .gathers_long = true,
    .kinds = kinds,
    .proposes = proposes,
    .budget = {.model_calls = CALLS, .model_tokens = TOKENS, .model_cost = COST},
};
