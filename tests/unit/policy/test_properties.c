/* What holds for every policy, action and state of things: stricter rules and larger amounts never loosen, the order of rules does not matter, and a
 * policy that is printed and read again decides the same. Random, from fixed seeds. */
#include "unit/policy/deciding.h"

enum { POLICIES = 1000, ACTIONS = 100, RULES = 7 };

/* SplitMix64. */
static uint64_t seed;

static uint64_t next(void)
{
    uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static int64_t below(int64_t n)
{
    return (int64_t)(next() % (uint64_t)n);
}

static bool one_in(int64_t n)
{
    return below(n) == 0;
}

#define PICK(words) (words)[below(sizeof(words) / sizeof *(words))]

static const char *const payees[] = {"Landlord", "Landl\xD0\xBErd", "landlord", "ACME GmbH",
                                     "Bob",      "Casino",          ""};
static const char *const numbers[] = {"DE89370400440532013000", "DE89 3704 0044 0532 0130 00",
                                      "GB82WEST12345698765432", ""};
static const char *const accounts[] = {"Giro", "Card", "giro", ""};
static const char *const agent_names[] = {"payment", "credit", "person"};
static const char *const kinds[] = {"payment", "transfer", "mandate", "hold",          "release",
                                    "void",    "block",    "unblock", "limit-request", "any"};
static const char *const amounts[] = {
    "0", "5 EUR", "100 EUR", "[100 EUR, 120 USD]", "[20000 JPY, 90 EUR]", "1000.01 EUR", "7 USD"};
static const char *const days[] = {"monday", "[saturday, sunday]",
                                   "[monday, tuesday, wednesday, thursday, friday]"};
static const char *const times[] = {"22:00-07:00", "08:00-18:00", "00:00-12:00", "18:30-24:00",
                                    "12:00-00:00"};
static const char *const spans[] = {"1 min", "90 min", "24 h", "3 d", "30 d"};

/* -- Random rules: a text each, so that they can be shuffled */

static void add_money(struct buf *b, bool allows)
{
    static const char *const keys[] = {"amount",      "total-today", "total-week", "total-month",
                                       "payee-today", "payee-week",  "payee-month"};
    size_t from = (size_t)below(7);
    for (size_t i = from; i < 7 && !one_in(2); i += (size_t)below(3) + 1)
        buf_printf(b, ", %s-%s: %s", keys[i], allows ? "up-to" : "above", PICK(amounts));
    if (one_in(6))
        buf_printf(b, ", balance-%s: %s", allows ? "at-least" : "below", PICK(amounts));
    if (one_in(6))
        buf_printf(b, ", count-today-%s: %d", allows ? "up-to" : "above", (int)below(6));
    if (one_in(6))
        buf_printf(b, ", payee-count-today-%s: %d", allows ? "up-to" : "above", (int)below(4));
}

static void add_names(struct buf *b)
{
    if (one_in(5))
        buf_printf(b, ", payee%s: [\"%s\", \"%s\"]", one_in(2) ? "-not" : "", payees[below(6)],
                   payees[below(6)]);
    if (one_in(8))
        buf_printf(b, ", payee-account%s: [\"%s\"]", one_in(2) ? "-not" : "", numbers[below(3)]);
    if (one_in(8))
        buf_printf(b, ", account%s: [\"%s\"]", one_in(2) ? "-not" : "", accounts[below(3)]);
    if (one_in(6))
        buf_printf(b, ", agent: [%s]", PICK(agent_names));
    if (one_in(5))
        buf_printf(b, ", confirmed: %s", one_in(2) ? "yes" : "no");
}

enum sort { ANY_RULE, NO_ALLOW, ONLY_DENY };

static const char *random_rule(struct ctx *c, int number, enum sort sort)
{
    static const char *const verdicts[] = {"deny", "ask", "ask", "", "allow", "allow", "allow"};
    const char *verdict = verdicts[below(sort == ONLY_DENY ? 1 : sort == NO_ALLOW ? 4 : 7)];
    bool allows = verdict[0] == 'a' && verdict[1] == 'l', asks = verdict[0] == 'a' && !allows, window = false;
    struct buf *b = buf_in_arena(c->arena);
    buf_printf(b, "  - {name: \"rule %d\"", number);
    if (verdict[0] != '\0')
        buf_printf(b, ", verdict: %s", verdict);
    if (allows || one_in(3))
        buf_printf(b, ", kind: [%s, %s]", one_in(2) ? "payment" : PICK(kinds), PICK(kinds));
    add_names(b);
    add_money(b, allows);
    if (one_in(5)) {
        buf_printf(b, ", payee-known-%s: %s", allows ? "for" : "less-than", PICK(spans));
        window = true;
    }
    if (one_in(5)) {
        buf_printf(b, ", days: %s, time: %s", PICK(days), PICK(times));
        window = true;
    }
    if (verdict[0] == '\0' || (asks && one_in(3)))
        buf_printf(b, ", wait: %s", window && one_in(2) ? "until over" : PICK(spans));
    if (asks && one_in(2))
        buf_printf(b, ", approvals: %d, step-up: %s", (int)below(5) + 1, one_in(2) ? "yes" : "no");
    if (asks && one_in(3))
        buf_printf(b, ", expires: %s", PICK(spans));
    buf_z(b, "}\n");
    return b->at;
}

static const struct policy *read_rules(struct ctx *c, const char *const *rules, size_t count)
{
    struct buf *b = buf_in_arena(c->arena);
    struct policy *policy = NULL;
    buf_z(b, "version: 1\nexpires: 20 h\nrules:\n");
    for (size_t i = 0; i < count; i++)
        buf_z(b, rules[i]);
    if (policy_parse(c, buf_view(b), &policy) != OK)
        fail_msg("%s in:\n%s", c->why, b->at);
    return policy;
}

/* -- Random actions */

static void random_spent(struct policy_spent *s)
{
    *s = (struct policy_spent){.known = !one_in(12),
                               .mixed_today = one_in(6),
                               .mixed_week = one_in(6),
                               .mixed_month = one_in(6),
                               .today = one_in(3) ? 0 : below(20000),
                               .week = below(120000),
                               .month = below(200000),
                               .count_today = below(6)};
}

static void random_action(struct deciding *t)
{
    static const currency currencies[] = {CURRENCY_EUR, CURRENCY_EUR, CURRENCY_EUR, 840, 392, 414};
    t->action =
        (struct policy_action){.kind = one_in(2) ? POLICY_PAYMENT : (enum policy_kind)below(POLICY_KINDS + 1),
                               .agent = text_of(PICK(agent_names)),
                               .amount = one_in(20)  ? 0
                                         : one_in(4) ? below(1000)
                                                     : below(150000),
                               .currency = PICK(currencies),
                               .payee = text_of(PICK(payees)),
                               .payee_account = text_of(PICK(numbers)),
                               .account = text_of(PICK(accounts)),
                               .confirmed = one_in(2)};
    t->facts = (struct policy_facts){
        .payee_blocked = one_in(15), .balance_known = !one_in(5), .balance_after = below(200000) - 30000};
    deciding_at(t, NOW_US + below(14 * DAY_US));
    random_spent(&t->facts.all);
    random_spent(&t->facts.payee);
    t->facts.payee_known_us = one_in(3) ? 0 : t->facts.now_us - below(40 * DAY_US);
    t->facts.proposed_us = one_in(2) ? 0 : t->facts.now_us - below(2 * DAY_US);
}

/* -- Comparing */

static struct policy_decision decide(const struct deciding *t, const struct policy *policy)
{
    struct policy_decision d;
    memset(&d, 0x5A, sizeof d);
    policy_decide(policy, &t->action, &t->facts, &d);
    assert_true(d.why[0] != '\0' && strlen(d.why) < sizeof d.why && text_is_utf8(text_of(d.why)));
    assert_true(d.verdict <= POLICY_ALLOW && d.listed <= d.applied_count && d.listed <= POLICY_APPLIED_MAX);
    assert_int_equal(d.verdict == POLICY_ASK, d.approvals >= 1 && d.approvals <= POLICY_APPROVALS_MAX);
    assert_true(d.not_before_us == 0 || d.not_before_us > t->facts.now_us);
    return d;
}

/* Is `b` nowhere looser than `a`? */
static bool is_no_looser(const struct policy_decision *a, const struct policy_decision *b)
{
    if (b->verdict != a->verdict)
        return b->verdict < a->verdict && (b->verdict == POLICY_DENY || b->not_before_us >= a->not_before_us);
    return b->approvals >= a->approvals && b->step_up >= a->step_up && b->not_before_us >= a->not_before_us &&
           b->expires_after_us <= a->expires_after_us;
}

static bool is_same(const struct policy_decision *a, const struct policy_decision *b)
{
    return is_no_looser(a, b) && is_no_looser(b, a) && a->applied_count == b->applied_count;
}

static void each_policy(uint64_t start, void (*check)(struct deciding *t, const char **rules))
{
    seed = start;
    for (int i = 0; i < POLICIES; i++) {
        struct deciding t = {.c = test_ctx()};
        const char *rules[RULES + 1];
        for (int k = 0; k < RULES; k++)
            rules[k] = random_rule(&t.c, k, ANY_RULE);
        t.policy = read_rules(&t.c, rules, RULES);
        check(&t, rules);
        deciding_end(&t);
    }
}

/* -- What holds */

static void check_added(struct deciding *t, const char **rules)
{
    rules[RULES] = random_rule(&t->c, RULES, one_in(2) ? ONLY_DENY : NO_ALLOW);
    const struct policy *more = read_rules(&t->c, rules, RULES + 1);
    for (int i = 0; i < ACTIONS; i++) {
        random_action(t);
        struct policy_decision a = decide(t, t->policy), b = decide(t, more);
        if (!is_no_looser(&a, &b))
            fail_msg("looser with %s: %s / %s", rules[RULES], a.why, b.why);
    }
}

static void a_rule_that_does_not_allow_never_loosens(void **state)
{
    (void)state;
    each_policy(1, check_added);
}

static void check_raised(struct deciding *t, const char **rules)
{
    (void)rules;
    for (int i = 0; i < ACTIONS; i++) {
        random_action(t);
        t->action.amount++;
        struct policy_decision a = decide(t, t->policy);
        int64_t more = below(one_in(2) ? 100 : 200000);
        t->action.amount += more;
        t->facts.balance_after -= more;
        struct policy_decision b = decide(t, t->policy);
        if (!is_no_looser(&a, &b))
            fail_msg("looser for %lld more: %s / %s", (long long)more, a.why, b.why);
    }
}

static void a_larger_amount_never_loosens(void **state)
{
    (void)state;
    each_policy(2, check_raised);
}

static void check_spent(struct deciding *t, const char **rules)
{
    (void)rules;
    for (int i = 0; i < ACTIONS; i++) {
        random_action(t);
        struct policy_decision a = decide(t, t->policy);
        struct policy_spent *s = one_in(2) ? &t->facts.all : &t->facts.payee;
        s->today += below(50000);
        s->week += below(50000);
        s->month += below(50000);
        s->count_today += below(3);
        t->facts.payee_blocked = t->facts.payee_blocked || one_in(5);
        struct policy_decision b = decide(t, t->policy);
        if (!is_no_looser(&a, &b))
            fail_msg("looser after more was spent: %s / %s", a.why, b.why);
    }
}

static void more_spent_never_loosens(void **state)
{
    (void)state;
    each_policy(3, check_spent);
}

static void check_shuffled(struct deciding *t, const char **rules)
{
    for (int i = RULES - 1; i > 0; i--) {
        int64_t k = below(i + 1);
        const char *one = rules[i];
        rules[i] = rules[k];
        rules[k] = one;
    }
    const struct policy *shuffled = read_rules(&t->c, rules, RULES);
    for (int i = 0; i < ACTIONS; i++) {
        random_action(t);
        struct policy_decision a = decide(t, t->policy), b = decide(t, shuffled);
        if (!is_same(&a, &b))
            fail_msg("the order matters: %s / %s", a.why, b.why);
    }
}

static void the_order_of_rules_does_not_matter(void **state)
{
    (void)state;
    each_policy(4, check_shuffled);
}

static void check_printed(struct deciding *t, const char **rules)
{
    (void)rules;
    struct buf *once = buf_in_arena(t->c.arena), *twice = buf_in_arena(t->c.arena);
    struct policy *again;
    policy_print(t->policy, once);
    assert_ok(&t->c, policy_parse(&t->c, buf_view(once), &again));
    policy_print(again, twice);
    assert_string_equal(once->at, twice->at);
    for (int i = 0; i < ACTIONS; i++) {
        random_action(t);
        struct policy_decision a = decide(t, t->policy), b = decide(t, again);
        if (!is_same(&a, &b) || strcmp(a.why, b.why) != 0 || strcmp(a.rule, b.rule) != 0)
            fail_msg("decides otherwise when printed: %s / %s", a.why, b.why);
    }
}

static void a_printed_policy_decides_the_same(void **state)
{
    (void)state;
    each_policy(5, check_printed);
}

/* All outcomes occur, so that the others mean something. */
static int64_t seen[3], waits, steps, uncertain;

static void count_outcomes(struct deciding *t, const char **rules)
{
    (void)rules;
    for (int i = 0; i < ACTIONS; i++) {
        random_action(t);
        struct policy_decision d = decide(t, t->policy);
        seen[d.verdict]++;
        waits += d.not_before_us != 0;
        steps += d.step_up;
        uncertain += d.listed > 0 && d.applied[0].uncertain;
    }
}

static void every_outcome_occurs(void **state)
{
    (void)state;
    const int64_t least = POLICIES * ACTIONS / 50;
    each_policy(6, count_outcomes);
    assert_true(seen[POLICY_DENY] > least && seen[POLICY_ASK] > least && seen[POLICY_ALLOW] > least);
    assert_true(waits > least && steps > least && uncertain > least);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_that_does_not_allow_never_loosens),
        cmocka_unit_test(a_larger_amount_never_loosens),
        cmocka_unit_test(more_spent_never_loosens),
        cmocka_unit_test(the_order_of_rules_does_not_matter),
        cmocka_unit_test(a_printed_policy_decides_the_same),
        cmocka_unit_test(every_outcome_occurs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
