/* What to make of it: pure functions of the facts. */
#include "agents/paying/paying.h"
#include "finance/payment/pay.h"

#include <stdio.h>
#include <string.h>

enum { OFFERS_MOST = 5, SURE_LEAST = 60, CREDIT_PERCENT = 10, CREDIT_DAYS = 30 };

date fact_date(const struct json_value *v, const char *name)
{
    date day;
    return date_parse(fact_text(v, name), &day) ? day : DATE_NONE;
}

const char *fact_money(struct ctx *c, int64_t minor, struct text code)
{
    char amount[MONEY_TEXT_MAX];
    currency cur = CURRENCY_NONE;
    if (!currency_from_code(code, &cur))
        return "?";
    return arena_printf(c->arena, "%s %.*s", money_format(minor, cur, amount), TEXT_ARGS(code));
}

static const char *amount_only(struct ctx *c, int64_t minor, struct text code)
{
    char amount[MONEY_TEXT_MAX];
    currency cur = CURRENCY_NONE;
    (void)currency_from_code(code, &cur);
    return arena_printf(c->arena, "%s", money_format(minor, cur, amount));
}

static const struct json_value *find_series(const struct json_value *facts, const struct json_value *mandate)
{
    for (const struct json_value *s = json_first(fact(facts, "series")); s != NULL; s = json_next(s))
        if (fact_text(mandate, "series").len > 0 &&
            text_equal(fact_text(s, "key"), fact_text(mandate, "series")))
            return s;
    for (const struct json_value *s = json_first(fact(facts, "series")); s != NULL; s = json_next(s))
        if (text_equal_nocase(fact_text(s, "payee"), fact_text(mandate, "payee")) &&
            text_equal(fact_text(s, "account"), fact_text(mandate, "account")) && fact_is(s, "out"))
            return s;
    return NULL;
}

static bool has_mandate(const struct json_value *facts, const struct json_value *series)
{
    for (const struct json_value *m = json_first(fact(facts, "mandates")); m != NULL; m = json_next(m))
        if (find_series(facts, m) == series)
            return true;
    return false;
}

/* -- Offering */

static const char *why_not(const struct json_value *facts, const struct json_value *s)
{
    if (!fact_is(s, "out"))
        return "it comes in";
    if (!fact_is(s, "asset"))
        return "it is paid from a card or a loan";
    if (fact_is(s, "collected"))
        return "the bank's words say that it is collected or ordered already";
    if (!text_is(fact_text(s, "state"), "running"))
        return "it does not go on as before";
    if (fact_int(s, "sure") < SURE_LEAST)
        return "that it goes on is not sure enough";
    if (fact_date(s, "next") == DATE_NONE)
        return "no next day is known";
    return has_mandate(facts, s) ? "it has a mandate" : NULL;
}

/* What was due lately and is not in a statement yet is somebody else's: offered is what comes after today. */
static date next_ahead(const struct json_value *facts, const struct json_value *s)
{
    int64_t every;
    enum mandate_unit unit;
    date next = fact_date(s, "next"), today = fact_date(json_member(facts, "known"), "today");
    if (next >= today || today == DATE_NONE || !schedule_parse(fact_text(s, "every"), &every, &unit))
        return next;
    return schedule_next(next, every, unit, today + 1);
}

static void offer(struct ctx *c, const struct json_value *facts, const struct json_value *s,
                  struct decision *d)
{
    char next[DATE_TEXT_MAX];
    struct text payee = fact_text(s, "payee"), code = fact_text(s, "currency"), key = fact_text(s, "key");
    struct buf *action = buf_in_arena(c->arena);
    struct json j = json_into(action);
    json_object(&j);
    json_key_text(&j, "account", fact_text(s, "account"));
    json_key_text(&j, "payee", payee);
    json_key_z(&j, "amount", amount_only(c, fact_int(s, "most"), code));
    json_key_text(&j, "currency", code);
    json_key_text(&j, "every", fact_text(s, "every"));
    json_key_z(&j, "first", date_format(next_ahead(facts, s), next));
    json_key_text(&j, "series", key);
    json_object_end(&j);
    const char *reason = arena_printf(c->arena,
                                      "%.*s was paid every %.*s, last %s; next on %s. Confirm only if Florin "
                                      "shall pay it: what the payee or the bank "
                                      "collects by itself would be paid twice.",
                                      TEXT_ARGS(payee), TEXT_ARGS(fact_text(s, "every")),
                                      fact_money(c, fact_int(s, "amount"), code), next);
    decision_explain(d, "%.*s comes again and has no mandate: one is offered", TEXT_ARGS(payee));
    decision_propose(
        d, &(struct decision_proposal){.kind = "mandate",
                                       .key = text_of(arena_printf(c->arena, "mandate/%.*s", TEXT_ARGS(key))),
                                       .action = buf_view(action),
                                       .reason = text_of(reason)});
}

void paying_offer(struct ctx *c, const struct json_value *facts, struct decision *d)
{
    int offers = 0;
    for (const struct json_value *s = json_first(fact(facts, "series")); s != NULL; s = json_next(s)) {
        const char *not = why_not(facts, s);
        if (not != NULL)
            decision_explain(d, "no mandate is offered for %.*s: %s", TEXT_ARGS(fact_text(s, "payee")), not );
        else if (offers++ < OFFERS_MOST)
            offer(c, facts, s, d);
    }
    if (offers > OFFERS_MOST)
        decision_explain(d, "%d more are offered another day", offers - OFFERS_MOST);
}

/* -- Planning */

static void plan_day(struct ctx *c, const struct json_value *m, int64_t amount, struct text day,
                     struct decision *d)
{
    struct text code = fact_text(m, "currency");
    struct buf *action = buf_in_arena(c->arena);
    struct json j = json_into(action);
    json_object(&j);
    json_key_text(&j, "account", fact_text(m, "account"));
    json_key_text(&j, "payee", fact_text(m, "payee"));
    if (fact_text(m, "number").len > 0)
        json_key_text(&j, "number", fact_text(m, "number"));
    json_key_z(&j, "amount", amount_only(c, amount, code));
    json_key_text(&j, "due", day);
    if (fact_text(m, "reference").len > 0)
        json_key_text(&j, "reference", fact_text(m, "reference"));
    json_key_text(&j, "mandate", fact_text(m, "id"));
    json_key_text(&j, "occurrence", day);
    json_object_end(&j);
    bool dearer = amount > fact_int(m, "most");
    const char *reason =
        arena_printf(c->arena, "It is due on %.*s%s", TEXT_ARGS(day),
                     dearer ? arena_printf(c->arena, ", and dearer than the %s that were confirmed",
                                           fact_money(c, fact_int(m, "most"), code))
                            : "");
    decision_explain(d, "%.*s: %s on %.*s is %s what was confirmed", TEXT_ARGS(fact_text(m, "payee")),
                     fact_money(c, amount, code), TEXT_ARGS(day), dearer ? "more than" : "within");
    decision_propose(d, &(struct decision_proposal){
                            .kind = "payment",
                            .key = text_of(arena_printf(c->arena, "pay/%.*s/%.*s",
                                                        TEXT_ARGS(fact_text(m, "id")), TEXT_ARGS(day))),
                            .action = buf_view(action),
                            .reason = text_of(reason)});
}

static void tell(struct ctx *c, const struct json_value *facts, struct decision *d, const char *kind,
                 const char *topic, enum severity severity, const char *title, const char *body)
{
    (void)c;
    decision_tell(d, &(struct decision_insight){.kind = kind,
                                                .topic = text_of(topic),
                                                .severity = severity,
                                                .date = fact_date(json_member(facts, "known"), "today"),
                                                .title = text_of(title),
                                                .body = text_of(body)});
}

static void tell_ended(struct ctx *c, const struct json_value *facts, const struct json_value *m,
                       struct decision *d)
{
    struct text payee = fact_text(m, "payee"), id = fact_text(m, "id");
    decision_explain(d, "%.*s seems to have ended: nothing is planned", TEXT_ARGS(payee));
    tell(c, facts, d, "payment_ended", arena_printf(c->arena, "payment-ended/%.*s", TEXT_ARGS(id)),
         SEVERITY_NOTICE, arena_printf(c->arena, "%.*s seems to have ended", TEXT_ARGS(payee)),
         arena_printf(
             c->arena,
             "It has not come again, so Florin plans no more payments of it. If it is over, end its mandate: "
             "florin payments mandates end %.*s",
             TEXT_ARGS(id)));
}

/* It is not paid late by itself: somebody may have paid it by other means meanwhile. */
static void tell_missed(struct ctx *c, const struct json_value *facts, const struct json_value *m,
                        struct text day, struct decision *d)
{
    struct text payee = fact_text(m, "payee"), id = fact_text(m, "id");
    decision_explain(d, "%.*s was due on %.*s, and no payment was planned", TEXT_ARGS(payee), TEXT_ARGS(day));
    tell(c, facts, d, "payment_missed",
         arena_printf(c->arena, "payment-missed/%.*s/%.*s", TEXT_ARGS(id), TEXT_ARGS(day)), SEVERITY_WARNING,
         arena_printf(c->arena, "%.*s was not paid on %.*s", TEXT_ARGS(payee), TEXT_ARGS(day)),
         arena_printf(c->arena,
                      "Its mandate says that it is due on %.*s, but Florin did not run in time, or nobody "
                      "said yes. If you have not paid it by other means, pay it now.",
                      TEXT_ARGS(day)));
}

void paying_plan(struct ctx *c, const struct json_value *facts, struct decision *d)
{
    for (const struct json_value *m = json_first(fact(facts, "mandates")); m != NULL; m = json_next(m)) {
        const struct json_value *s = find_series(facts, m);
        int64_t amount = s == NULL ? fact_int(m, "most") : fact_int(s, "amount");
        if (!fact_is(m, "confirmed")) {
            decision_explain(d, "nobody confirmed %.*s", TEXT_ARGS(fact_text(m, "payee")));
            continue;
        }
        if (s != NULL && text_is(fact_text(s, "state"), "ended")) {
            tell_ended(c, facts, m, d);
            continue;
        }
        for (const struct json_value *day = json_first(json_member(m, "missed")); day != NULL;
             day = json_next(day))
            tell_missed(c, facts, m, json_as_text(day), d);
        for (const struct json_value *day = json_first(json_member(m, "days")); day != NULL;
             day = json_next(day))
            plan_day(c, m, amount > 0 ? amount : fact_int(m, "most"), json_as_text(day), d);
    }
}

/* -- Checking */

/* What comes in to the account before a day, and when it comes next. */
static int64_t comes_in(const struct json_value *facts, struct text account, date until, date *next)
{
    int64_t sum = 0;
    *next = DATE_NONE;
    for (const struct json_value *s = json_first(fact(facts, "series")); s != NULL; s = json_next(s)) {
        date day = fact_date(s, "next");
        if (fact_is(s, "out") || !text_equal(fact_text(s, "account"), account) || day == DATE_NONE ||
            text_is(fact_text(s, "state"), "ended"))
            continue;
        if (day < until)
            sum += fact_int(s, "amount");
        else if (*next == DATE_NONE || day < *next)
            *next = day;
    }
    return sum;
}

static int64_t goes_out(const struct json_value *facts, struct text account, date until)
{
    int64_t sum = 0;
    for (const struct json_value *p = json_first(fact(facts, "due")); p != NULL; p = json_next(p))
        if (text_equal(fact_text(p, "account"), account) && fact_date(p, "due") <= until)
            sum += fact_int(p, "amount");
    return sum;
}

static const struct json_value *richest(const struct json_value *facts, struct text but, struct text code,
                                        int64_t missing)
{
    const struct json_value *best = NULL;
    for (const struct json_value *a = json_first(fact(facts, "accounts")); a != NULL; a = json_next(a))
        if (!text_equal(fact_text(a, "name"), but) && text_equal(fact_text(a, "currency"), code) &&
            fact_int(a, "free") >= missing && (best == NULL || fact_int(a, "free") > fact_int(best, "free")))
            best = a;
    return best;
}

/* What could be done, in numbers. */
static const char *advise(struct ctx *c, const struct json_value *facts, const struct json_value *p,
                          int64_t missing, date income)
{
    char day[DATE_TEXT_MAX];
    struct text account = fact_text(p, "account"), code = fact_text(p, "currency");
    struct buf *out = buf_in_arena(c->arena);
    const struct json_value *other = richest(facts, account, code, missing);
    date due = fact_date(p, "due");
    int64_t days = income != DATE_NONE && income > due ? income - due : CREDIT_DAYS;
    int64_t cost = (int64_t)(((__int128)missing * CREDIT_PERCENT * days + 36499) / 36500);
    buf_printf(out, "%s are missing. ", fact_money(c, missing, code));
    if (other != NULL)
        buf_printf(out, "Move %s from %.*s, which has %s. ", fact_money(c, missing, code),
                   TEXT_ARGS(fact_text(other, "name")), fact_money(c, fact_int(other, "free"), code));
    if (income != DATE_NONE && income > due)
        buf_printf(out, "Or postpone it to %s, when money is expected. ", date_format(income, day));
    buf_printf(out, "Or use credit: at an assumed %d %% a year, %lld days cost about %s.", CREDIT_PERCENT,
               (long long)days, fact_money(c, cost, code));
    return out->at;
}

static void check_one(struct ctx *c, const struct json_value *facts, const struct json_value *account,
                      const struct json_value *p, struct decision *d)
{
    char day[DATE_TEXT_MAX];
    date income, due = fact_date(p, "due");
    struct text name = fact_text(account, "name"), code = fact_text(p, "currency");
    int64_t in = comes_in(facts, name, due, &income), out = goes_out(facts, name, due);
    int64_t left = fact_int(account, "free") + in - out;
    if (left >= 0)
        return;
    decision_explain(d, "%.*s has %s free, %s come and %s go until %s: not enough for %.*s", TEXT_ARGS(name),
                     fact_money(c, fact_int(account, "free"), code), fact_money(c, in, code),
                     fact_money(c, out, code), date_format(due, day), TEXT_ARGS(fact_text(p, "payee")));
    tell(c, facts, d, "payment_shortage",
         arena_printf(c->arena, "payment-shortage/%.*s/%s", TEXT_ARGS(fact_text(p, "id")), day),
         SEVERITY_WARNING,
         arena_printf(c->arena, "%.*s will not be enough for %.*s on %s", TEXT_ARGS(name),
                      TEXT_ARGS(fact_text(p, "payee")), day),
         arena_printf(c->arena, "%s to %.*s are due on %s. %s", fact_money(c, fact_int(p, "amount"), code),
                      TEXT_ARGS(fact_text(p, "payee")), day, advise(c, facts, p, -left, income)));
}

void paying_check(struct ctx *c, const struct json_value *facts, struct decision *d)
{
    for (const struct json_value *p = json_first(fact(facts, "due")); p != NULL; p = json_next(p))
        for (const struct json_value *a = json_first(fact(facts, "accounts")); a != NULL; a = json_next(a))
            if (text_equal(fact_text(a, "name"), fact_text(p, "account")))
                check_one(c, facts, a, p, d);
}

/* -- The month */

static void write_rises(struct ctx *c, const struct json_value *facts, struct text month, struct buf *out)
{
    char on[DATE_TEXT_MAX];
    for (const struct json_value *s = json_first(fact(facts, "series")); s != NULL; s = json_next(s)) {
        date day = fact_date(s, "rose_on");
        if (!fact_is(s, "out") || day == DATE_NONE || !text_is(month, month_format(date_month(day), on)))
            continue;
        buf_printf(out, " %.*s rose from %s to %s.", TEXT_ARGS(fact_text(s, "payee")),
                   fact_money(c, fact_int(s, "rose_from"), fact_text(s, "currency")),
                   fact_money(c, fact_int(s, "amount"), fact_text(s, "currency")));
    }
}

void paying_sum_up(struct ctx *c, const struct json_value *facts, struct decision *d)
{
    const struct json_value *month = fact(facts, "month");
    size_t sums = json_count(json_member(month, "sums")), due = json_count(fact(facts, "due"));
    if (month == NULL || (sums == 0 && due == 0 && json_count(fact(facts, "mandates")) == 0))
        return;
    struct text name = fact_text(month, "month");
    struct buf *out = buf_in_arena(c->arena);
    for (const struct json_value *s = json_first(json_member(month, "sums")); s != NULL; s = json_next(s))
        buf_printf(out, "%lld %s, %s. ", (long long)fact_int(s, "count"),
                   fact_is(s, "paid") ? "paid" : "failed",
                   fact_money(c, fact_int(s, "sum"), fact_text(s, "currency")));
    if (sums == 0)
        buf_z(out, "Nothing was paid. ");
    buf_printf(out, "%zu planned for the next %d days.", due, PAYING_AHEAD_DAYS);
    write_rises(c, facts, name, out);
    decision_explain(d, "the month %.*s is over", TEXT_ARGS(name));
    tell(c, facts, d, "payment_summary", arena_printf(c->arena, "payment-summary/%.*s", TEXT_ARGS(name)),
         SEVERITY_NOTICE, arena_printf(c->arena, "Payments in %.*s", TEXT_ARGS(name)), out->at);
}
