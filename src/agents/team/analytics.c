/* Looks at spending after every change: what was charged twice, what became dearer, what did not come, which month is unusual,
 * which budget runs out, which account may run dry. It reads the present state of the ledger, not the event, so that one look answers
 * for all events that wait; insights that exist already change nothing. */
#include "agents/noticing/noticing.h"
#include "insight/record.h"

static struct text numbers_of(struct ctx *c, const struct finding *f, const struct finding_names *names)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    finding_numbers(&j, f, names);
    return buf_view(out);
}

static void tell(struct ctx *c, const struct finding *f, const struct finding_names *names, date newest,
                 struct decision *out)
{
    char month[DATE_TEXT_MAX];
    struct finding_words words = finding_words(c->arena, f, names);
    struct decision_insight insight = {.kind = insight_kind_name(f->kind),
                                       .topic = text_of(f->topic),
                                       .severity = f->severity,
                                       .date = f->date < newest ? f->date : newest,
                                       .title = words.title,
                                       .body = words.body,
                                       .txn = f->txn,
                                       .numbers = numbers_of(c, f, names)};
    if (f->kind == INSIGHT_BUDGET_WARNING || f->kind == INSIGHT_BUDGET_EXCEEDED) {
        insight.event = f->kind == INSIGHT_BUDGET_WARNING ? EVENT_BUDGET_WARNING : EVENT_BUDGET_EXCEEDED;
        insight.subject = text_of(arena_printf(c->arena, "budget/%.*s/%s", TEXT_ARGS(names->category),
                                               month_format(f->month, month)));
    }
    decision_tell(out, &insight);
}

/* Some are left: it looks again as soon as can be. Told is told, so that this ends. */
static void go_on(struct ctx *c, const struct json_value *facts, struct decision *out)
{
    struct text seed = fact_text(facts, "seed");
    decision_explain(out, "there is more than one look may tell of: it looks again");
    decision_ask_later(
        out, &(struct decision_task){.kind = "review",
                                     .key = text_of(arena_printf(c->arena, "more/%.*s", TEXT_ARGS(seed))),
                                     .priority = TASK_PRIORITY_USUAL});
}

static enum err decide(struct ctx *c, const struct json_value *facts, struct decision *out)
{
    int64_t told = 0, found = fact_int(json_member(facts, "known"), "found");
    date newest = DATE_LAST;
    (void)date_parse(json_as_text(fact(facts, "newest")), &newest);
    for (const struct json_value *v = json_first(fact(facts, "findings")); v != NULL; v = json_next(v)) {
        struct finding finding;
        struct finding_names names;
        bool ok;
        finding_read(v, &finding, &names, &ok);
        if (!ok)
            continue;
        tell(c, &finding, &names, newest, out);
        told++;
    }
    decision_explain(out, "%lld things are noticeable, nobody was told of %lld of them", (long long)found,
                     (long long)told);
    if (fact_is(json_member(facts, "known"), "more"))
        go_on(c, facts, out);
    decision_answer(out, text_of(arena_printf(c->arena, "{\"found\":%lld,\"new\":%lld}", (long long)found,
                                              (long long)told)));
    return OK;
}

static const char *const types[] = {"transaction.*",      EVENT_IMPORT_COMMITTED, EVENT_IMPORT_UNDONE,
                                    EVENT_BUDGET_CREATED, EVENT_BUDGET_UPDATED,   NULL};
/* "review": look again, whatever happened or did not; gives {"found", "new"}. */
static const char *const kinds[] = {"review", NULL};

const struct agent agent_analytics = {
    .name = "analytics",
    .title = "Watches spending, budgets, prices and charges",
    .types = types,
    .permissions = AGENT_READS_LEDGER | AGENT_WRITES_INSIGHTS | AGENT_APPENDS_EVENTS | AGENT_PUTS_TASKS,
    .gather = noticing_gather,
    .decide = decide,
    .gathers_long = true, /* a look takes long in a large household: nobody waits for it */
    .kinds = kinds,
    .budget = {.acts = NOTICING_TELLS_MOST + 1, .took_us = INT64_C(60000000)},
    .task_lease_us = INT64_C(60000000),
};
