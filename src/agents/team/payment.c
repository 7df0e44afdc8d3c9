/* Pays what people confirmed: finds what comes again and offers a mandate, plans what mandates bring, looks whether there is enough, tells what went wrong,
 * sums the month up. What it wants are proposals: the household's policy decides. */
#include "agents/paying/paying.h"

static struct text numbers_of(struct ctx *c, const struct json_value *p)
{
    static const char *const names[] = {"amount", "currency", "payee", "due"};
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        json_key_text(&j, names[i], fact_text(p, names[i]));
    if (fact_text(p, "why").len > 0)
        json_key_text(&j, "reason", fact_text(p, "why"));
    json_object_end(&j);
    return buf_view(out);
}

/* What became of a payment, as the event says it. */
static void tell_course(struct ctx *c, const struct json_value *facts, struct decision *d)
{
    const struct json_value *p = json_member(facts, "data");
    struct text kind = fact_text(facts, "kind"), payee = fact_text(p, "payee"), why = fact_text(p, "why");
    bool failed = text_is(kind, EVENT_PAYMENT_FAILED), unclear = text_is(kind, EVENT_PAYMENT_UNCLEAR);
    const char *what = failed ? "was not paid" : unclear ? "may be paid: nobody says so" : "waits";
    const char *topic = arena_printf(c->arena, "%.*s/%.*s/%.*s", TEXT_ARGS(kind),
                                     TEXT_ARGS(fact_text(p, "id")), TEXT_ARGS(fact_text(p, "due")));
    const char *body = arena_printf(
        c->arena, "%.*s %.*s to %.*s, due on %.*s%s%.*s.%s", TEXT_ARGS(fact_text(p, "amount")),
        TEXT_ARGS(fact_text(p, "currency")), TEXT_ARGS(payee), TEXT_ARGS(fact_text(p, "due")),
        why.len > 0 ? ": " : "", TEXT_ARGS(why),
        unclear ? " Look at your bank, then say: florin payments paid ID, or florin payments not-paid ID."
                : "");
    decision_explain(d, "%.*s: %.*s", TEXT_ARGS(kind), TEXT_ARGS(why));
    decision_tell(d, &(struct decision_insight){
                         .kind = failed    ? "payment_failed"
                                 : unclear ? "payment_unclear"
                                           : "payment_waiting",
                         .topic = text_of(topic),
                         .severity = SEVERITY_WARNING,
                         .date = fact_date(json_member(facts, "known"), "today"),
                         .title = text_of(arena_printf(c->arena, "%.*s %s", TEXT_ARGS(payee), what)),
                         .body = text_of(body),
                         .numbers = numbers_of(c, p)});
}

static enum err decide(struct ctx *c, const struct json_value *facts, struct decision *d)
{
    if (text_starts(fact_text(facts, "kind"), TEXT("payment."))) {
        tell_course(c, facts, d);
        return OK;
    }
    paying_plan(c, facts, d);
    paying_check(c, facts, d);
    paying_offer(c, facts, d);
    paying_sum_up(c, facts, d);
    return OK;
}

static const char *const types[] = {EVENT_IMPORT_COMMITTED, EVENT_MANDATE_CONFIRMED, EVENT_PAYMENT_WAITING,
                                    EVENT_PAYMENT_FAILED,   EVENT_PAYMENT_UNCLEAR,   NULL};
static const char *const kinds[] = {"daily", "review", NULL};
static const char *const proposes[] = {"mandate", "payment", NULL};

const struct agent agent_payment = {
    .name = "payment",
    .title = "Pays what you confirmed, on its day",
    .types = types,
    .permissions = AGENT_READS_LEDGER | AGENT_WRITES_INSIGHTS | AGENT_APPENDS_EVENTS | AGENT_PROPOSES,
    .gather = paying_gather,
    .decide = decide,
    .gathers_long = true,
    .kinds = kinds,
    .proposes = proposes,
    .budget = {.acts = 200},
    .daily_minute = 5,
    .task_lease_us = INT64_C(60000000),
};
