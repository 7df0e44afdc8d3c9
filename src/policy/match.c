/* Does a rule apply? Yes, no, or not to be known: its conditions one by one. With words, each tells why. */
#include "policy/inner.h"

static bool loosens(const struct rule *r)
{
    return r->verdict == RULE_ALLOWS;
}

/* Words for one more condition. */
static struct words *more(struct words *say)
{
    if (say->len > 0)
        words_add(say, ", and ");
    return say;
}

static enum match least(enum match a, enum match b)
{
    return a < b ? a : b;
}

/* -- Names */

static bool looks_like(const struct name *a, const struct name *b)
{
    for (size_t i = 0; i < 2; i++)
        if (a->shapes[i].len > 0 && text_equal(a->shapes[i], b->shapes[i]))
            return true;
    return false;
}

/* The name of the list that this one is, or looks like unless it must be the same; NULL: none. */
static const struct name *find_name(const struct names *names, const struct name *own, enum listed which,
                                    bool same)
{
    for (size_t i = 0; i < names->count; i++) {
        const struct name *one = &names->at[i];
        bool is = which == LISTED_PAYEE_ACCOUNT ? number_is_exactly(one->text, own->text)
                                                : name_is_exactly(one->text, own->text);
        if (is || (!same && looks_like(one, own)))
            return one;
    }
    return NULL;
}

static enum match match_list(const struct judging *j, const struct rule *r, enum listed which, bool in,
                             struct words *say)
{
    static const char *const what[] = {"the own account's name", "the payee's name",
                                       "the payee's account number"};
    const struct names *names = in ? &r->in[which] : &r->not_in[which];
    const struct name *own = &j->listed[which];
    if (names->count == 0)
        return MATCH_YES;
    if (text_trim(own->text).len == 0) {
        if (say != NULL)
            words_add(more(say), "%s is not known", what[which]);
        return MATCH_UNKNOWN;
    }
    const struct name *found = find_name(names, own, which, in == loosens(r));
    if ((found != NULL) != in)
        return MATCH_NO;
    if (say != NULL) {
        words_name(more(say), own->text);
        words_add(say, in ? " is on its list" : " is not on its list");
        if (found != NULL && !text_equal(text_trim(own->text), found->text)) {
            words_add(say, " (as ");
            words_name(say, found->text);
            words_add(say, ")");
        }
    }
    return MATCH_YES;
}

static bool agent_is_listed(const struct judging *j, const struct rule *r)
{
    for (size_t i = 0; i < r->agents.count; i++)
        if (text_equal(r->agents.at[i].text, j->action->agent))
            return true;
    return r->agents.count == 0;
}

/* -- Figures */

struct figure {
    bool known, mixed;
    int64_t value;
    const char *period; /* NULL: the amount; "" the balance */
    bool payee;
};

static struct figure figure_of(const struct judging *j, enum measure m)
{
    const struct policy_facts *f = j->facts;
    const struct policy_action *a = j->action;
    bool payee = m >= MEASURE_PAYEE_TODAY && m <= MEASURE_PAYEE_MONTH;
    const struct policy_spent *s = payee ? &f->payee : &f->all;
    bool known = s->known && a->amount > 0;
    switch (m) {
    case MEASURE_AMOUNT:
        return (struct figure){a->amount > 0, false, a->amount, NULL, false};
    case MEASURE_TODAY:
    case MEASURE_PAYEE_TODAY:
        return (struct figure){known, s->mixed_today, s->today, "today", payee};
    case MEASURE_WEEK:
    case MEASURE_PAYEE_WEEK:
        return (struct figure){known, s->mixed_week, s->week, "in 7 days", payee};
    case MEASURE_MONTH:
    case MEASURE_PAYEE_MONTH:
        return (struct figure){known, s->mixed_month, s->month, "this month", payee};
    case MEASURE_BALANCE:
    case MEASURES:
        break;
    }
    return (struct figure){f->balance_known && a->amount > 0, false, f->balance_after, "", false};
}

static const struct limit *limit_in(const struct limits *limits, currency cur)
{
    for (size_t i = 0; i < limits->count; i++)
        if (limits->at[i].currency == cur || limits->at[i].currency == CURRENCY_NONE)
            return &limits->at[i];
    return NULL;
}

static void say_figure(const struct judging *j, const struct figure *f, struct words *say)
{
    currency cur = j->action->currency;
    words_money(more(say), f->value, cur);
    if (f->period == NULL)
        return;
    if (f->period[0] == '\0') {
        words_add(say, " would be left");
        return;
    }
    words_add(say, " %s", f->period);
    if (f->payee)
        words_add(say, " to this payee");
    words_add(say, " with this one");
}

/* Why it cannot be known. */
static void say_unknown(const struct judging *j, const struct figure *f, const struct limit *limit,
                        struct words *say)
{
    if (j->action->amount == 0)
        words_add(more(say), "its amount is not known");
    else if (limit == NULL)
        words_add(more(say), "there is no limit in %s to compare with", currency_code(j->action->currency));
    else if (!f->known && f->period[0] == '\0')
        words_add(more(say), "the balance is not known");
    else if (!f->known)
        words_add(more(say), "what was spent %s is not known", f->period);
    else
        words_add(more(say), "what was spent %s in other currencies cannot be added", f->period);
}

static enum match match_limit(const struct judging *j, const struct rule *r, enum measure m,
                              struct words *say)
{
    if (r->limits[m] == NULL)
        return MATCH_YES;
    struct figure f = figure_of(j, m);
    const struct limit *limit = j->action->amount > 0 ? limit_in(r->limits[m], j->action->currency) : NULL;
    if (!f.known || limit == NULL) {
        if (say != NULL)
            say_unknown(j, &f, limit, say);
        return MATCH_UNKNOWN;
    }
    if (m >= MEASURE_TODAY && m <= MEASURE_PAYEE_MONTH)
        f.value += j->action->amount; /* cannot overflow: checked before any rule */
    bool beyond = m == MEASURE_BALANCE ? f.value < limit->minor : f.value > limit->minor;
    if (!beyond && f.mixed) { /* what is beyond already stays so with more */
        if (say != NULL)
            say_unknown(j, &f, limit, say);
        return MATCH_UNKNOWN;
    }
    if (beyond == loosens(r))
        return MATCH_NO;
    if (say != NULL) {
        say_figure(j, &f, say);
        words_add(say, m == MEASURE_BALANCE  ? (beyond ? ", less than " : ", at least ")
                       : m == MEASURE_AMOUNT ? (beyond ? " is more than " : " is up to ")
                                             : (beyond ? ", more than " : ", up to "));
        words_money(say, limit->minor, j->action->currency);
    }
    return MATCH_YES;
}

static enum match match_count(const struct rule *r, const struct policy_spent *s, bool given, int64_t limit,
                              const char *whose, struct words *say)
{
    if (!given)
        return MATCH_YES;
    if (!s->known) {
        if (say != NULL)
            words_add(more(say), "how many payments there were today is not known");
        return MATCH_UNKNOWN;
    }
    bool beyond = s->count_today >= limit; /* with this one: more than limit */
    if (beyond == loosens(r))
        return MATCH_NO;
    if (say != NULL)
        words_add(more(say), "it is payment number %lld of today%s, %s %lld", (long long)s->count_today + 1,
                  whose, beyond ? "more than" : "up to", (long long)limit);
    return MATCH_YES;
}

static enum match match_age(const struct judging *j, const struct rule *r, struct words *say)
{
    if (!rule_has(r, KEY_PAYEE_KNOWN_LESS_THAN) && !rule_has(r, KEY_PAYEE_KNOWN_FOR))
        return MATCH_YES;
    int64_t since = j->facts->payee_known_us, age = since == 0 ? 0 : j->facts->now_us - since;
    if (j->action->kind == POLICY_TRANSFER) /* one's own account is never new */
        return loosens(r) ? MATCH_YES : MATCH_NO;
    bool young = since == 0 || age < r->payee_age_us;
    if (young == loosens(r))
        return MATCH_NO;
    if (say == NULL)
        return MATCH_YES;
    if (since == 0) {
        words_add(more(say), "the payee is new");
        return MATCH_YES;
    }
    words_add(more(say), "the payee has been known for ");
    words_duration(say, age);
    words_add(say, young ? ", less than " : ", at least ");
    words_duration(say, r->payee_age_us);
    return MATCH_YES;
}

/* -- Times */

bool window_holds(const struct rule *r, int weekday, int32_t minute)
{
    const struct window *w = &r->time;
    bool today = (r->days >> weekday & 1) != 0, yesterday = (r->days >> (weekday + 6) % 7 & 1) != 0;
    if (w->from == w->to)
        return today;
    if (w->from < w->to)
        return today && minute >= w->from && minute < w->to;
    return minute >= w->from ? today : yesterday && minute < w->to;
}

int32_t window_left(const struct rule *r, int weekday, int32_t minute)
{
    int32_t left = 0;
    while (window_holds(r, weekday, minute)) {
        int32_t next = MINUTES_OF_DAY;
        if (r->time.from > minute)
            next = r->time.from;
        if (r->time.to > minute && r->time.to < next)
            next = r->time.to;
        left += next - minute;
        if (left > 8 * MINUTES_OF_DAY)
            return -1;
        minute = next % MINUTES_OF_DAY;
        weekday = next == MINUTES_OF_DAY ? (weekday + 1) % 7 : weekday;
    }
    return left;
}

static enum match match_window(const struct judging *j, const struct rule *r, struct words *say)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    if (!rule_has(r, KEY_DAYS) && !rule_has(r, KEY_TIME))
        return MATCH_YES;
    int32_t minute = j->facts->minute;
    if (!window_holds(r, (int)j->weekday, minute))
        return MATCH_NO;
    if (say != NULL) {
        words_add(more(say), "it is %s, %02d:%02d", days[j->weekday], (int)minute / 60, (int)minute % 60);
        if (rule_has(r, KEY_TIME))
            words_add(say, ", between %02d:%02d and %02d:%02d", (int)r->time.from / 60,
                      (int)r->time.from % 60, (int)r->time.to / 60, (int)r->time.to % 60);
    }
    return MATCH_YES;
}

int64_t rule_not_before_us(const struct judging *j, const struct rule *r)
{
    const struct policy_facts *f = j->facts;
    int64_t proposed = f->proposed_us == 0 ? f->now_us : f->proposed_us, until = 0;
    if (!rule_has(r, KEY_WAIT))
        return 0;
    if (r->wait_us != WAIT_UNTIL_OVER) {
        until = proposed + r->wait_us;
    } else {
        int32_t left = window_left(r, (int)j->weekday, f->minute);
        if (rule_has(r, KEY_PAYEE_KNOWN_LESS_THAN))
            until = (f->payee_known_us == 0 ? proposed : f->payee_known_us) + r->payee_age_us;
        int64_t window = f->now_us - f->now_us % MINUTE_US + left * MINUTE_US;
        if (left > 0 && window > until)
            until = window;
    }
    return until > f->now_us ? until : 0;
}

/* -- All of them */

static enum match match_confirmed(const struct judging *j, const struct rule *r, struct words *say)
{
    if (!rule_has(r, KEY_CONFIRMED))
        return MATCH_YES;
    if (j->action->confirmed != r->confirmed)
        return MATCH_NO;
    if (say != NULL)
        words_add(more(say), "%s",
                  r->confirmed ? "it was confirmed as a recurring payment"
                               : "it is no confirmed recurring payment");
    return MATCH_YES;
}

enum match rule_match(const struct judging *j, const struct rule *r, struct words *say)
{
    enum match m = MATCH_YES;
    if ((r->kinds >> j->action->kind & 1) == 0 || !agent_is_listed(j, r))
        return MATCH_NO;
    for (enum measure measure = 0; measure < MEASURES; measure++)
        m = least(m, match_limit(j, r, measure, say));
    m = least(m, match_count(r, &j->facts->all, rule_has(r, KEY_COUNT_ABOVE) || rule_has(r, KEY_COUNT_UP_TO),
                             r->count_today, "", say));
    m = least(m, match_count(r, &j->facts->payee,
                             rule_has(r, KEY_PAYEE_COUNT_ABOVE) || rule_has(r, KEY_PAYEE_COUNT_UP_TO),
                             r->payee_count_today, " to this payee", say));
    m = least(m, match_age(j, r, say));
    m = least(m, match_confirmed(j, r, say));
    m = least(m, match_window(j, r, say));
    for (enum listed which = 0; which < LISTS && m != MATCH_NO; which++) {
        m = least(m, match_list(j, r, which, true, say));
        m = least(m, match_list(j, r, which, false, say));
    }
    return m;
}
