/* The decision: what no rule can change, then every rule, then the strictest of them. */
#include "policy/inner.h"

/* What a rule comes to, for the action in hand. */
struct outcome {
    enum match match;
    enum policy_verdict verdict;
    bool only_waits;
    int64_t not_before_us;
};

static const char *const kind_words[] = {
    [POLICY_UNKNOWN] = "An unknown action",
    [POLICY_PAYMENT] = "A payment",
    [POLICY_TRANSFER] = "A transfer between own accounts",
    [POLICY_MANDATE] = "A recurring payment",
    [POLICY_HOLD] = "Holding a transaction",
    [POLICY_RELEASE] = "Releasing a held transaction",
    [POLICY_VOID] = "Voiding a held transaction",
    [POLICY_BLOCK] = "Blocking a payee",
    [POLICY_UNBLOCK] = "Unblocking a payee",
    [POLICY_LIMIT_REQUEST] = "A request for another limit",
};

/* -- What cannot be */

static bool is_text(struct text t)
{
    return (t.at != NULL || t.len == 0) && t.len <= POLICY_NAME_BYTES && text_is_utf8(t);
}

static const char *odd_action(const struct policy_action *a)
{
    if (a->kind <= POLICY_UNKNOWN || a->kind >= POLICY_KINDS)
        return "the kind of action is not known";
    if (!is_text(a->agent) || !is_text(a->payee) || !is_text(a->payee_account) || !is_text(a->account))
        return "a name is too long or is no text";
    if (a->agent.len == 0)
        return "nobody is named who wants it";
    if (a->amount < 0)
        return "its amount is below zero";
    if (a->amount == 0 && policy_kind_moves_money(a->kind))
        return "it moves money, but no amount";
    if (a->amount > 0 && !currency_is_known(a->currency))
        return "its currency is not known";
    if ((a->kind == POLICY_PAYMENT || a->kind == POLICY_MANDATE) && text_trim(a->payee).len == 0 &&
        text_trim(a->payee_account).len == 0)
        return "it names no payee";
    return NULL;
}

static const char *odd_spent(const struct policy_spent *s, int64_t amount)
{
    int64_t sum;
    if (!s->known)
        return NULL;
    if (s->today < 0 || s->week < 0 || s->month < 0 || s->count_today < 0)
        return "a sum of what was spent is below zero";
    if (__builtin_add_overflow(s->today, amount, &sum) || __builtin_add_overflow(s->week, amount, &sum) ||
        __builtin_add_overflow(s->month, amount, &sum) || s->count_today == INT64_MAX)
        return "a sum of what was spent is too large";
    return NULL;
}

/* Zones lie between 12 hours behind UTC and 14 before it. */
static const char *odd_times(const struct policy_facts *f)
{
    enum { BEHIND = -12 * 60, BEFORE = 14 * 60, SLACK = 2 };
    if (f->now_us <= 0 || f->now_us / DAY_US > DATE_LAST)
        return "the present is not known";
    if (f->minute < 0 || f->minute >= MINUTES_OF_DAY || f->day < 0 || f->day > DATE_LAST + 1)
        return "the local day and time are not known";
    int64_t ahead = (int64_t)f->day * MINUTES_OF_DAY + f->minute - f->now_us / MINUTE_US;
    if (ahead < BEHIND - SLACK || ahead > BEFORE + SLACK)
        return "the local day and time are not those of now";
    if (f->proposed_us < 0 || f->proposed_us > f->now_us)
        return "it was proposed in the future";
    if (f->payee_known_us < 0 || f->payee_known_us > f->now_us)
        return "the payee is known since the future";
    return NULL;
}

static const char *odd_facts(const struct policy_action *a, const struct policy_facts *f)
{
    const char *odd = odd_action(a);
    if (odd == NULL)
        odd = odd_times(f);
    if (odd == NULL)
        odd = odd_spent(&f->all, a->amount);
    return odd == NULL ? odd_spent(&f->payee, a->amount) : odd;
}

static bool goes_to_payee(enum policy_kind kind)
{
    return policy_kind_moves_money(kind) || kind == POLICY_RELEASE;
}

/* -- Rules */

static void judge(const struct judging *j, const struct rule *r, struct outcome *out)
{
    *out = (struct outcome){.match = rule_match(j, r, NULL)};
    if (out->match == MATCH_NO)
        return;
    if (r->verdict == RULE_ALLOWS || r->verdict == RULE_WAITS)
        out->verdict = POLICY_ALLOW;
    else if (out->match == MATCH_UNKNOWN || r->verdict == RULE_ASKS)
        out->verdict = POLICY_ASK;
    out->only_waits = r->verdict == RULE_WAITS;
    out->not_before_us = rule_not_before_us(j, r);
}

/* A rule that allows counts only when it is certain. */
static bool applies(const struct outcome *o)
{
    return o->match == MATCH_YES ||
           (o->match == MATCH_UNKNOWN && (o->verdict == POLICY_ASK || o->only_waits));
}

/* The order in which rules are listed. */
static int rank(const struct outcome *o)
{
    return o->only_waits ? POLICY_ALLOW + 1 : (int)o->verdict;
}

static void combine(const struct policy *policy, const struct outcome *outcomes, struct policy_decision *out)
{
    out->expires_after_us = policy->expires_us;
    out->approvals = 1;
    for (size_t i = 0; i < policy->count; i++) {
        const struct rule *r = &policy->rules[i];
        const struct outcome *o = &outcomes[i];
        if (!applies(o))
            continue;
        out->applied_count++;
        if (o->not_before_us > out->not_before_us)
            out->not_before_us = o->not_before_us;
        if (r->verdict != RULE_ASKS)
            continue;
        if (r->approvals > out->approvals)
            out->approvals = (int32_t)r->approvals;
        out->step_up = out->step_up || r->step_up;
        if (rule_has(r, KEY_EXPIRES) && r->expires_us < out->expires_after_us)
            out->expires_after_us = r->expires_us;
    }
}

static void copy_name(char out[POLICY_RULE_NAME_BYTES + 1], struct text name)
{
    size_t len = name.len < POLICY_RULE_NAME_BYTES ? name.len : POLICY_RULE_NAME_BYTES;
    memcpy(out, name.at, len);
    out[len] = '\0';
}

static void list_one(const struct judging *j, const struct rule *r, const struct outcome *o,
                     struct policy_applied *out)
{
    struct words why = {out->why, 0, sizeof out->why};
    copy_name(out->rule, r->name);
    rule_match(j, r, &why);
    if (why.len == 0)
        words_add(&why, "it is about every action of this kind");
    out->verdict = o->verdict;
    out->only_waits = o->only_waits;
    out->uncertain = o->match == MATCH_UNKNOWN;
    out->approvals = o->verdict != POLICY_ASK ? 0 : r->verdict == RULE_ASKS ? (int32_t)r->approvals : 1;
    out->step_up = r->step_up;
    out->not_before_us = o->not_before_us;
}

static void list_applied(const struct judging *j, const struct policy *policy, const struct outcome *outcomes,
                         struct policy_decision *out)
{
    for (int at = 0; at <= POLICY_ALLOW + 1; at++)
        for (size_t i = 0; i < policy->count && out->listed < POLICY_APPLIED_MAX; i++)
            if (applies(&outcomes[i]) && rank(&outcomes[i]) == at)
                list_one(j, &policy->rules[i], &outcomes[i], &out->applied[out->listed++]);
}

/* -- Sentences */

static void say_action(const struct policy_action *a, struct words *w)
{
    words_add(w, "%s", kind_words[a->kind < POLICY_KINDS ? a->kind : POLICY_UNKNOWN]);
    if (a->amount > 0) {
        words_add(w, " of ");
        words_money(w, a->amount, a->currency);
    }
    if (text_trim(a->payee).len > 0) {
        words_add(w, goes_to_payee(a->kind) ? " to " : " (");
        words_name(w, a->payee);
        words_add(w, goes_to_payee(a->kind) ? "" : ")");
    }
}

static void say_needs(const struct policy_decision *d, struct words *w)
{
    if (d->verdict == POLICY_DENY)
        words_add(w, " is denied");
    else if (d->verdict == POLICY_ALLOW)
        words_add(w, " is allowed");
    else if (d->approvals == 1)
        words_add(w, " needs an approval");
    else
        words_add(w, " needs %d approvals", (int)d->approvals);
    if (d->step_up)
        words_add(w, " with a one-time code");
}

static void say_wait(const struct policy_facts *f, const struct policy_decision *d, struct words *w)
{
    if (d->not_before_us == 0)
        return;
    words_add(w, " It has to wait ");
    words_duration(w, (d->not_before_us - f->now_us + MINUTE_US - 1) / MINUTE_US * MINUTE_US);
    words_add(w, ".");
}

/* Reasons may be long, what follows them must not be lost. */
enum { REASON_BYTES = 150 };

static void say_decided(const struct judging *j, struct policy_decision *d)
{
    struct words w = {d->why, 0, sizeof d->why};
    char kept[REASON_BYTES];
    struct words reason = {kept, 0, sizeof kept};
    words_add(&reason, "%s", d->applied[0].why);
    copy_name(d->rule, text_of(d->applied[0].rule));
    say_action(j->action, &w);
    say_needs(d, &w);
    words_add(&w, " (rule \"%s\"): %s.", d->rule, kept);
    say_wait(j->facts, d, &w);
}

/* No rule with a verdict applies. One that would allow, if more were known, is named. */
static void say_undecided(const struct judging *j, const struct policy *policy,
                          const struct outcome *outcomes, struct policy_decision *d)
{
    struct words w = {d->why, 0, sizeof d->why};
    copy_name(d->rule, TEXT("(no rule)"));
    say_action(j->action, &w);
    say_needs(d, &w);
    if (d->verdict == POLICY_ALLOW)
        words_add(&w, ": it protects, and no rule is against it.");
    else
        words_add(&w, ": no rule allows it.");
    for (size_t i = 0; i < policy->count && d->verdict == POLICY_ASK; i++) {
        char kept[REASON_BYTES] = "";
        struct words reason = {kept, 0, sizeof kept};
        if (applies(&outcomes[i]) || outcomes[i].match != MATCH_UNKNOWN)
            continue;
        rule_match(j, &policy->rules[i], &reason);
        words_add(&w, " Rule \"%.*s\" does not apply: %s.", TEXT_ARGS(policy->rules[i].name), kept);
        break;
    }
    say_wait(j->facts, d, &w);
}

static void deny(const struct policy_action *a, const char *rule, const char *why,
                 struct policy_decision *out)
{
    struct words w = {out->why, 0, sizeof out->why};
    *out = (struct policy_decision){.verdict = POLICY_DENY};
    copy_name(out->rule, text_of(rule));
    if (a == NULL)
        words_add(&w, "It is denied: %s.", why);
    else
        words_add(&w, "%s is denied: %s.", kind_words[a->kind < POLICY_KINDS ? a->kind : POLICY_UNKNOWN],
                  why);
}

/* -- */

static struct name shaped(struct text t, char shapes[2][SHAPE_BYTES])
{
    struct name name = {.text = t};
    for (int i = 0; i < 2; i++)
        name.shapes[i] = (struct text){shapes[i], name_shape(text_trim(t), i, shapes[i])};
    return name;
}

static void decide(const struct judging *j, const struct policy *policy, struct policy_decision *out)
{
    struct outcome outcomes[POLICY_RULES_MAX] = {0};
    bool decided = false;
    *out = (struct policy_decision){.verdict = POLICY_ALLOW};
    for (size_t i = 0; i < policy->count; i++) {
        struct outcome *o = &outcomes[i];
        judge(j, &policy->rules[i], o);
        if (!applies(o) || o->only_waits)
            continue;
        decided = true;
        if (o->verdict < out->verdict)
            out->verdict = o->verdict;
    }
    if (!decided && !policy_kind_protects(j->action->kind))
        out->verdict = POLICY_ASK;
    combine(policy, outcomes, out);
    if (out->verdict != POLICY_ASK) {
        out->approvals = 0;
        out->step_up = false;
        out->expires_after_us = 0;
    }
    if (out->verdict == POLICY_DENY)
        out->not_before_us = 0;
    list_applied(j, policy, outcomes, out);
    if (decided)
        say_decided(j, out);
    else
        say_undecided(j, policy, outcomes, out);
}

void policy_decide(const struct policy *policy, const struct policy_action *action,
                   const struct policy_facts *facts, struct policy_decision *out)
{
    char shapes[LISTS][2][SHAPE_BYTES];
    if (policy == NULL || action == NULL || facts == NULL) {
        deny(NULL, "(facts)", "there is no policy, no action or no facts", out);
        return;
    }
    const char *odd = odd_facts(action, facts);
    if (odd != NULL) {
        deny(action, "(facts)", odd, out);
        return;
    }
    if (facts->payee_blocked && goes_to_payee(action->kind)) {
        deny(action, "(blocked payee)", "the payee is blocked", out);
        return;
    }
    const struct judging j = {
        .action = action,
        .facts = facts,
        .listed = {[LISTED_ACCOUNT] = shaped(action->account, shapes[LISTED_ACCOUNT]),
                   [LISTED_PAYEE] = shaped(action->payee, shapes[LISTED_PAYEE]),
                   [LISTED_PAYEE_ACCOUNT] = shaped(action->payee_account, shapes[LISTED_PAYEE_ACCOUNT])},
        .weekday = date_weekday(facts->day)};
    decide(&j, policy, out);
}
