/* What is decided: the guide's examples, what no rule can change, and what cannot be known. */
#include "unit/policy/deciding.h"

static struct deciding t;

static int begin(void **state)
{
    (void)state;
    deciding_begin(&t);
    return 0;
}

static int end(void **state)
{
    (void)state;
    deciding_end(&t);
    return 0;
}

#define assert_why(words)                                                                                    \
    do {                                                                                                     \
        if (strstr(t.d.why, (words)) == NULL)                                                                \
            fail_msg("\"%s\" is not in: %s", (words), t.d.why);                                              \
    } while (0)

static void where_no_rule_applies_money_asks_and_protection_is_allowed(void **state)
{
    (void)state;
    deciding_rules(&t, "  []\n");
    for (enum policy_kind kind = POLICY_UNKNOWN + 1; kind < POLICY_KINDS; kind++) {
        t.action.kind = kind;
        assert_string_equal(kind == POLICY_HOLD || kind == POLICY_BLOCK ? "allow" : "ask", deciding(&t));
        assert_string_equal("(no rule)", t.d.rule);
        assert_int_equal(t.d.verdict == POLICY_ASK, t.d.approvals);
        assert_int_equal(t.d.verdict == POLICY_ASK ? 48 * HOUR_US : 0, t.d.expires_after_us);
    }
}

static void the_strictest_verdict_wins_in_any_order(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "  - {name: small, verdict: allow, kind: payment, amount-up-to: 200 EUR}\n",
        "  - {name: power, verdict: ask, payee: Stadtwerke}\n",
        "  - {name: never, verdict: deny, amount-above: 150 EUR}\n"};
    for (int first = 0; first < 3; first++) {
        deciding_rules(&t, arena_printf(t.c.arena, "%s%s%s", rules[first], rules[(first + 1) % 3],
                                        rules[(first + 2) % 3]));
        t.action.payee = TEXT("Bakery");
        t.action.amount = 10000;
        assert_string_equal("allow", deciding(&t));
        assert_string_equal("small", t.d.rule);
        t.action.payee = TEXT("Stadtwerke");
        assert_string_equal("ask", deciding(&t));
        assert_string_equal("power", t.d.rule);
        t.action.amount = 15001;
        assert_string_equal("deny", deciding(&t));
        assert_string_equal("never", t.d.rule);
        assert_int_equal(3, t.d.applied_count);
        assert_int_equal(3, t.d.listed);
        assert_string_equal("power", t.d.applied[1].rule);
        assert_string_equal("small", t.d.applied[2].rule);
        assert_why("150.01 EUR is more than 150.00 EUR");
    }
}

static void of_rules_that_ask_the_most_counts(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: a, verdict: ask, approvals: 2, expires: 12 h}\n"
                       "  - {name: b, verdict: ask, step-up: yes, wait: 2 h}\n"
                       "  - {name: c, verdict: ask, approvals: 3, kind: transfer}\n"
                       "  - {name: d, wait: 5 h}\n");
    assert_string_equal("ask", deciding(&t));
    assert_int_equal(2, t.d.approvals);
    assert_true(t.d.step_up);
    assert_int_equal(12 * HOUR_US, t.d.expires_after_us);
    assert_true(t.d.not_before_us == NOW_US + 5 * HOUR_US);
    assert_int_equal(3, t.d.applied_count);
    assert_true(t.d.applied[2].only_waits);
    assert_why("needs 2 approvals with a one-time code (rule \"a\")");
    assert_why("It has to wait 5 h.");
}

static void a_limit_of_a_day_counts_this_one(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: day, verdict: deny, total-today-above: 500 EUR}\n"
                       "  - {name: rest, verdict: allow, kind: payment}\n");
    t.facts.all.today = 40000;
    assert_string_equal("allow", deciding(&t));
    t.facts.all.today = 40001;
    assert_string_equal("deny", deciding(&t));
    assert_why("500.01 EUR today with this one, more than 500.00 EUR");
    t.facts.all.today = 0;
    t.action.amount = 50001;
    assert_string_equal("deny", deciding(&t));
}

static void every_sum_and_count_is_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        size_t offset;
    } sums[] = {{"total-today", offsetof(struct policy_facts, all.today)},
                {"total-week", offsetof(struct policy_facts, all.week)},
                {"total-month", offsetof(struct policy_facts, all.month)},
                {"payee-today", offsetof(struct policy_facts, payee.today)},
                {"payee-week", offsetof(struct policy_facts, payee.week)},
                {"payee-month", offsetof(struct policy_facts, payee.month)},
                {"count-today", offsetof(struct policy_facts, all.count_today)},
                {"payee-count-today", offsetof(struct policy_facts, payee.count_today)}};
    const struct policy_facts plain = t.facts;
    for (size_t i = 0; i < 8; i++)
        for (size_t k = 0; k < 8; k++) {
            bool counts = i >= 6;
            t.facts = plain;
            *(int64_t *)((char *)&t.facts + sums[k].offset) = 1000000;
            deciding_rules(&t, arena_printf(t.c.arena, "  - {name: x, verdict: deny, %s-above: %s}\n",
                                            sums[i].key, counts ? "5" : "500 EUR"));
            assert_string_equal(i == k ? "deny" : "ask", deciding(&t));
            deciding_rules(&t, arena_printf(t.c.arena,
                                            "  - {name: x, verdict: allow, kind: payment, %s-up-to: %s}\n",
                                            sums[i].key, counts ? "5" : "500 EUR"));
            assert_string_equal(i == k ? "ask" : "allow", deciding(&t));
        }
}

static void the_count_includes_this_one(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: few, verdict: allow, kind: payment, count-today-up-to: 3}\n"
                       "  - {name: many, verdict: deny, count-today-above: 4}\n");
    static const char *const expected[] = {"allow", "allow", "allow", "ask", "deny"};
    for (int64_t before = 0; before < 5; before++) {
        t.facts.all.count_today = before;
        assert_string_equal(expected[before], deciding(&t));
    }
    assert_why("payment number 5 of today, more than 4");
}

static void a_balance_may_fall_to_its_limit(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: low, verdict: ask, balance-below: 0}\n"
                       "  - {name: rest, verdict: allow, kind: payment, balance-at-least: -50 EUR}\n");
    t.facts.balance_after = 0;
    assert_string_equal("allow", deciding(&t));
    t.facts.balance_after = -1;
    assert_string_equal("ask", deciding(&t));
    assert_string_equal("low", t.d.rule);
    assert_int_equal(2, t.d.applied_count);
    t.facts.balance_after = -5001;
    deciding(&t);
    assert_int_equal(1, t.d.applied_count);
    t.facts.balance_known = false;
    assert_string_equal("ask", deciding(&t));
    assert_true(t.d.applied[0].uncertain);
    assert_why("the balance is not known");
}

/* -- What cannot be known */

static void another_currency_is_never_skipped(void **state)
{
    (void)state;
    t.action.currency = 840; /* USD */
    deciding_rules(&t, "  - {name: small, verdict: allow, kind: payment, amount-up-to: 500 EUR}\n");
    assert_string_equal("ask", deciding(&t));
    assert_why("Rule \"small\" does not apply: there is no limit in USD to compare with");
    deciding_rules(&t, "  - {name: rest, verdict: allow, kind: payment}\n"
                       "  - {name: large, verdict: deny, amount-above: 500 EUR}\n");
    assert_string_equal("ask", deciding(&t));
    assert_string_equal("large", t.d.rule);
    assert_true(t.d.applied[0].uncertain);
    assert_why("there is no limit in USD to compare with");
    deciding_rules(&t, "  - {name: rest, verdict: allow, kind: payment}\n"
                       "  - {name: large, verdict: deny, amount-above: [500 EUR, 600 USD]}\n");
    assert_string_equal("allow", deciding(&t));
    t.action.amount = 60001;
    assert_string_equal("deny", deciding(&t));
    assert_why("600.01 USD is more than 600.00 USD");
}

static void sums_in_other_currencies_ask(void **state)
{
    (void)state;
    const char *rules = "  - {name: rest, verdict: allow, kind: payment}\n"
                        "  - {name: day, verdict: deny, total-week-above: 500 EUR}\n";
    deciding_rules(&t, rules);
    t.facts.all.mixed_today = t.facts.all.mixed_month = t.facts.payee.mixed_week = true;
    assert_string_equal("allow", deciding(&t));
    t.facts.all.mixed_week = true;
    assert_string_equal("ask", deciding(&t));
    assert_why("what was spent in 7 days in other currencies cannot be added");
    t.facts.all.week = 50000; /* beyond the limit whatever comes on top */
    assert_string_equal("deny", deciding(&t));
    deciding_rules(&t, "  - {name: little, verdict: allow, kind: payment, total-week-up-to: 900 EUR}\n");
    assert_string_equal("ask", deciding(&t));
    t.facts.all.mixed_week = false;
    assert_string_equal("allow", deciding(&t));
    t.facts.all.known = false;
    assert_string_equal("ask", deciding(&t));
}

static void an_uncertain_rule_keeps_its_demands(void **state)
{
    (void)state;
    t.facts.balance_known = false;
    deciding_rules(
        &t, "  - {name: rest, verdict: allow, kind: payment}\n"
            "  - {name: low, verdict: ask, balance-below: 100 EUR, approvals: 2, step-up: yes, wait: 1 h}\n");
    assert_string_equal("ask", deciding(&t));
    assert_int_equal(2, t.d.approvals);
    assert_true(t.d.step_up);
    assert_true(t.d.not_before_us == NOW_US + HOUR_US);
    deciding_rules(&t, "  - {name: rest, verdict: allow, kind: payment}\n"
                       "  - {name: low, balance-below: 100 EUR, wait: 1 h}\n");
    assert_string_equal("allow", deciding(&t));
    assert_true(t.d.not_before_us == NOW_US + HOUR_US);
}

static void an_action_that_does_not_tell_its_amount_or_names_is_not_allowed_by_them(void **state)
{
    (void)state;
    t.action.kind = POLICY_RELEASE;
    t.action.amount = 0;
    t.action.currency = CURRENCY_NONE;
    deciding_rules(&t, "  - {name: small, verdict: allow, kind: release, amount-up-to: 50 EUR}\n");
    assert_string_equal("ask", deciding(&t));
    t.action.payee = t.action.payee_account = t.action.account = (struct text){0};
    deciding_rules(&t, "  - {name: not him, verdict: allow, kind: release, payee-not: [Bob]}\n");
    assert_string_equal("ask", deciding(&t));
    deciding_rules(&t, "  - {name: him, verdict: deny, kind: release, payee-account: [X1]}\n"
                       "  - {name: rest, verdict: allow, kind: release}\n");
    assert_string_equal("ask", deciding(&t));
    assert_why("the payee's account number is not known");
}

/* -- Times */

static void quiet_hours_across_midnight_end_in_the_morning(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: rest, verdict: allow, kind: payment}\n"
                       "  - {name: night, days: friday, time: 22:00-07:00, wait: until over}\n");
    const int64_t friday = FRIDAY * DAY_US, morning = friday + 31 * HOUR_US;
    static const struct {
        int64_t minute; /* of that Friday */
        bool waits;
    } cases[] = {{0, false},      {22 * 60 - 1, false},  {22 * 60, true},        {24 * 60 - 1, true},
                 {24 * 60, true}, {24 * 60 + 419, true}, {24 * 60 + 420, false}, {46 * 60, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        deciding_at(&t, friday + cases[i].minute * MINUTE_US + 17);
        assert_string_equal("allow", deciding(&t));
        assert_true(t.d.not_before_us == (cases[i].waits ? morning : 0));
    }
}

static void a_weekend_is_over_on_monday(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: weekend, days: [saturday, sunday], wait: until over}\n");
    deciding_at(&t, (FRIDAY + 1) * DAY_US + 9 * HOUR_US);
    deciding(&t);
    assert_true(t.d.not_before_us == (FRIDAY + 3) * DAY_US);
    deciding_at(&t, (FRIDAY + 3) * DAY_US);
    deciding(&t);
    assert_true(t.d.not_before_us == 0);
    assert_int_equal(0, t.d.applied_count);
}

static void a_new_payee_cools_off_once(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: new, verdict: ask, payee-known-less-than: 24 h, wait: until over}\n");
    t.facts.payee_known_us = 0;
    deciding(&t);
    assert_true(t.d.not_before_us == NOW_US + DAY_US);
    assert_why("the payee is new");
    t.facts.proposed_us = NOW_US - 20 * HOUR_US;
    deciding(&t);
    assert_true(t.d.not_before_us == NOW_US + 4 * HOUR_US);
    t.facts.proposed_us = NOW_US - 24 * HOUR_US;
    assert_string_equal("ask", deciding(&t));
    assert_true(t.d.not_before_us == 0);
    t.facts.proposed_us = 0;
    t.facts.payee_known_us = NOW_US - 10 * HOUR_US;
    deciding(&t);
    assert_true(t.d.not_before_us == NOW_US + 14 * HOUR_US);
    assert_why("known for 10 h, less than 24 h");
    t.facts.payee_known_us = NOW_US - DAY_US;
    deciding(&t);
    assert_int_equal(0, t.d.applied_count);
    t.action.kind = POLICY_TRANSFER;
    t.facts.payee_known_us = 0;
    deciding(&t);
    assert_int_equal(0, t.d.applied_count);
}

static void waits_count_from_the_proposal(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: think, wait: 3 h}\n");
    t.facts.proposed_us = NOW_US - HOUR_US;
    deciding(&t);
    assert_true(t.d.not_before_us == NOW_US + 2 * HOUR_US);
    t.facts.proposed_us = NOW_US - 3 * HOUR_US;
    deciding(&t);
    assert_true(t.d.not_before_us == 0);
}

/* -- What no rule can change */

static void odd_facts_are_denied(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: everything, verdict: allow, kind: any}\n");
    const struct policy_action action = t.action;
    const struct policy_facts facts = t.facts;
    assert_string_equal("allow", deciding(&t));
#define assert_odd(change)                                                                                   \
    do {                                                                                                     \
        t.action = action;                                                                                   \
        t.facts = facts;                                                                                     \
        change;                                                                                              \
        if (strcmp(deciding(&t), "deny") != 0 || strcmp(t.d.rule, "(facts)") != 0 || t.d.why[0] == '\0' ||   \
            t.d.approvals != 0 || t.d.not_before_us != 0 || t.d.listed != 0)                                 \
            fail_msg("not denied: %s (%s)", #change, t.d.why);                                               \
    } while (0)
    assert_odd(t.action.kind = POLICY_UNKNOWN);
    assert_odd(t.action.kind = POLICY_KINDS);
    assert_odd(t.action.kind = (enum policy_kind)77);
    assert_odd(t.action.amount = -1);
    assert_odd(t.action.amount = 0);
    assert_odd(t.action.amount = INT64_MIN);
    assert_odd(t.action.currency = CURRENCY_NONE);
    assert_odd(t.action.currency = 999);
    assert_odd(t.action.agent.len = 0);
    assert_odd(t.action.payee = t.action.payee_account = TEXT(" "));
    assert_odd(t.action.payee = TEXT("\xFF"));
    assert_odd(t.action.payee.len = POLICY_NAME_BYTES + 1);
    assert_odd(t.action.account = ((struct text){NULL, 3}));
    assert_odd(t.facts.now_us = 0);
    assert_odd(t.facts.now_us = INT64_MAX);
    assert_odd(t.facts.minute = 1440);
    assert_odd(t.facts.minute = -1);
    assert_odd(t.facts.day = 0);
    assert_odd(t.facts.day += 1);
    assert_odd(t.facts.day = DATE_NONE);
    assert_odd(t.facts.proposed_us = t.facts.now_us + 1);
    assert_odd(t.facts.proposed_us = -1);
    assert_odd(t.facts.payee_known_us = t.facts.now_us + 1);
    assert_odd(t.facts.all.today = -1);
    assert_odd(t.facts.payee.month = INT64_MAX);
    assert_odd(t.facts.all.week = INT64_MAX - t.action.amount + 1);
    assert_odd(t.facts.payee.count_today = INT64_MAX);
#undef assert_odd
    t.action = action;
    t.facts = facts;
    t.facts.all.week = INT64_MAX - t.action.amount;
    assert_string_equal("allow", deciding(&t));
    policy_decide(NULL, &t.action, &t.facts, &t.d);
    assert_int_equal(POLICY_DENY, t.d.verdict);
    policy_decide(t.policy, NULL, &t.facts, &t.d);
    assert_int_equal(POLICY_DENY, t.d.verdict);
    policy_decide(t.policy, &t.action, NULL, &t.d);
    assert_int_equal(POLICY_DENY, t.d.verdict);
}

static void nothing_goes_to_a_blocked_payee(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: everything, verdict: allow, kind: any}\n");
    t.facts.payee_blocked = true;
    for (enum policy_kind kind = POLICY_UNKNOWN + 1; kind < POLICY_KINDS; kind++) {
        bool goes = kind == POLICY_PAYMENT || kind == POLICY_TRANSFER || kind == POLICY_MANDATE ||
                    kind == POLICY_RELEASE;
        t.action.kind = kind;
        assert_string_equal(goes ? "deny" : "allow", deciding(&t));
        assert_string_equal(goes ? "(blocked payee)" : "everything", t.d.rule);
    }
}

static void a_rule_without_kinds_is_about_money_that_moves(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: stop, verdict: deny}\n");
    for (enum policy_kind kind = POLICY_UNKNOWN + 1; kind < POLICY_KINDS; kind++) {
        t.action.kind = kind;
        assert_int_equal(policy_kind_moves_money(kind), strcmp(deciding(&t), "deny") == 0);
    }
}

static void agents_and_confirmations_are_conditions(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: person, verdict: allow, kind: payment, agent: person}\n"
                       "  - {name: due, verdict: allow, kind: payment, agent: [payment], confirmed: yes}\n");
    assert_string_equal("ask", deciding(&t));
    t.action.confirmed = true;
    assert_string_equal("allow", deciding(&t));
    assert_string_equal("due", t.d.rule);
    t.action.agent = TEXT("person");
    t.action.confirmed = false;
    assert_string_equal("allow", deciding(&t));
    t.action.agent = TEXT("persona");
    assert_string_equal("ask", deciding(&t));
}

static void many_rules_are_counted_and_the_strictest_listed(void **state)
{
    (void)state;
    struct buf *rules = buf_in_arena(t.c.arena);
    for (int i = 0; i < POLICY_RULES_MAX - 1; i++)
        buf_printf(rules, "  - {name: allow %d, verdict: allow, kind: payment}\n", i);
    buf_z(rules, "  - {name: last, verdict: ask, approvals: 5}\n");
    deciding_rules(&t, rules->at);
    assert_string_equal("ask", deciding(&t));
    assert_int_equal(POLICY_RULES_MAX, t.d.applied_count);
    assert_int_equal(POLICY_APPLIED_MAX, t.d.listed);
    assert_string_equal("last", t.d.applied[0].rule);
    assert_string_equal("allow 0", t.d.applied[1].rule);
}

static void sentences_stay_whole_and_harmless(void **state)
{
    (void)state;
    char name[POLICY_NAME_BYTES];
    for (size_t i = 0; i + 3 <= sizeof name; i += 3)
        memcpy(name + i, "\xE2\x82\xAC", 3);
    t.action.payee = (struct text){name, sizeof name / 3 * 3};
    deciding_rules(
        &t, "  - {name: others, verdict: ask, payee-not: [Bob], amount-above: 0, total-today-above: 0, "
            "total-week-above: 0, total-month-above: 0, payee-today-above: 0, time: 00:00-23:59}\n");
    deciding(&t);
    assert_true(strlen(t.d.why) < sizeof t.d.why && text_is_utf8(text_of(t.d.why)));
    assert_true(text_is_utf8(text_of(t.d.applied[0].why)));
    assert_true(strlen(t.d.applied[0].why) > 250);
}

static void hidden_characters_do_not_reach_sentences(void **state)
{
    (void)state;
    t.action.payee = TEXT("Bob\x1B[2J\xE2\x80\xAE\x62\xE2\x80\x8B!");
    deciding_rules(&t, "  - {name: others, verdict: ask, payee-not: [Alice]}\n");
    deciding(&t);
    assert_null(strchr(t.d.why, 0x1B));
    assert_null(strstr(t.d.why, "\xE2\x80"));
    assert_why("Bob[2Jb! is not on its list");
}

static void the_built_in_policy_is_what_a_household_expects(void **state)
{
    (void)state;
    t.policy = policy_default(&t.c);
    assert_string_equal("ask", deciding(&t));
    assert_false(t.d.step_up);
    t.action.amount = 100001;
    assert_string_equal("ask", deciding(&t));
    assert_true(t.d.step_up);
    t.action.confirmed = true;
    assert_string_equal("allow", deciding(&t));
    t.facts.balance_after = -1;
    assert_string_equal("ask", deciding(&t));
    t.facts.balance_after = 1;
    deciding_at(&t, FRIDAY * DAY_US); /* due at midnight */
    t.facts.payee_known_us = FRIDAY * DAY_US - 2 * DAY_US;
    assert_string_equal("allow", deciding(&t));
    assert_true(t.d.not_before_us == 0);
    t.facts.payee.count_today = 3;
    assert_string_equal("ask", deciding(&t));
    t.facts.payee_known_us = 0;
    assert_string_equal("ask", deciding(&t));
    assert_true(t.d.not_before_us == FRIDAY * DAY_US + DAY_US);
    t.action.kind = POLICY_HOLD;
    assert_string_equal("allow", deciding(&t));
    t.action.kind = POLICY_RELEASE;
    assert_string_equal("ask", deciding(&t));
    assert_true(t.d.step_up);
    /* The worst that an agent may propose unasked is what somebody confirmed. */
    t.action.confirmed = false;
    for (enum policy_kind kind = POLICY_UNKNOWN; kind < POLICY_KINDS; kind++) {
        t.action.kind = kind;
        assert_int_equal(policy_kind_protects(kind), strcmp(deciding(&t), "allow") == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(where_no_rule_applies_money_asks_and_protection_is_allowed),
        TEST(the_strictest_verdict_wins_in_any_order),
        TEST(of_rules_that_ask_the_most_counts),
        TEST(a_limit_of_a_day_counts_this_one),
        TEST(every_sum_and_count_is_its_own),
        TEST(the_count_includes_this_one),
        TEST(a_balance_may_fall_to_its_limit),
        TEST(another_currency_is_never_skipped),
        TEST(sums_in_other_currencies_ask),
        TEST(an_uncertain_rule_keeps_its_demands),
        TEST(an_action_that_does_not_tell_its_amount_or_names_is_not_allowed_by_them),
        TEST(quiet_hours_across_midnight_end_in_the_morning),
        TEST(a_weekend_is_over_on_monday),
        TEST(a_new_payee_cools_off_once),
        TEST(waits_count_from_the_proposal),
        TEST(odd_facts_are_denied),
        TEST(nothing_goes_to_a_blocked_payee),
        TEST(a_rule_without_kinds_is_about_money_that_moves),
        TEST(agents_and_confirmations_are_conditions),
        TEST(many_rules_are_counted_and_the_strictest_listed),
        TEST(sentences_stay_whole_and_harmless),
        TEST(hidden_characters_do_not_reach_sentences),
        TEST(the_built_in_policy_is_what_a_household_expects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
