/* What a policy's file may say, and how what is wrong is refused: with its place, its key, and what is allowed. */
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

static void refuses(const char *yaml, const char *words)
{
    struct policy *policy = NULL;
    enum err e = policy_parse(&t.c, text_of(yaml), &policy);
    if (e != ERR_INPUT && e != ERR_LIMIT)
        fail_msg("taken: %s", yaml);
    assert_null(policy);
    if (strstr(t.c.why, words) == NULL)
        fail_msg("\"%s\" is not in: %s", words, t.c.why);
}

static void refuses_rule(const char *lines, const char *words)
{
    refuses(arena_printf(t.c.arena, "version: 1\nrules:\n  - name: x\n%s", lines), words);
}

static void the_top_is_checked(void **state)
{
    (void)state;
    refuses("", "version: 1");
    refuses("# nothing\n", "version: 1");
    refuses("- a\n", "version: 1");
    refuses("rules: []\n", "line 1, column 1: the policy does not begin with");
    refuses("version: 2\n", "line 1, column 10: version: this program reads version 1");
    refuses("version: 1\nrule: []\n", "line 2, column 1: rule is no key of a policy; did you mean rules?");
    refuses("version: 1\nverdict: ask\n", "allowed: version, expires, rules");
    refuses("version: 1\nversion: 1\n",
            "line 2, column 1: version stands here a second time (first: line 1)");
    refuses("version: 1\nexpires: soon\n",
            "line 2, column 10: expires: \"soon\" is no duration; allowed: a duration from 1 min");
    refuses("version: 1\nexpires:\n", "line 2, column 1: expires has no value");
    refuses("version: 1\nrules: none\n", "rules is no list");
    refuses("version: 1\nrules: [a]\n", "line 2, column 9: a rule is lines");
    refuses("version: 1\nrules: [[a]]\n", "a rule is lines");
    refuses("version: 1\n--- \nversion: 1\n", "second document");
}

static void tricks_of_yaml_are_refused(void **state)
{
    (void)state;
    refuses("version: &v 1\n", "has an anchor (&): write the value where it belongs");
    refuses("version: 1\nexpires: *v\n", "has an alias (*)");
    refuses("version: !!int 1\n", "has a tag (!)");
    refuses("version: 1\nrules:\n  - <<: *base\n", "has an alias (*)");
    refuses("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", "has an anchor (&)");
    refuses("? {a: b}\n: c\n", "where a key belongs");
    refuses("version: 1\nrules: [[[[[[[[1]]]]]]]]\n", "nested deeper than");
    refuses("version: 1\n\trules: []\n", "is no good YAML");
    refuses("version: [1\n", "YAML");
    refuses("version: \"\\0\"\n", "NUL");
    refuses("version: 1\nrules: \"\xFF\"\n", "no text in UTF-8");
    refuses("version: 1\n\"\": 2\n", "a key is empty");
}

static void every_value_is_checked(void **state)
{
    (void)state;
    refuses_rule("    verdict: maybe\n",
                 "line 4, column 14: verdict: \"maybe\" is no verdict; allowed: allow, ask or deny");
    refuses_rule("    verdict: [ask]\n", "one value belongs");
    refuses_rule("    verdict: Ask\n", "is no verdict");
    refuses_rule("    kind: paiment\n", "\"paiment\" is no kind of action; allowed: payment");
    refuses_rule("    kind: []\n", "is an empty list");
    refuses_rule("    kind: {a: b}\n", "holds a mapping");
    refuses_rule("    kind: [[payment]]\n", "within its list");
    refuses_rule("    kind: [payment, ~]\n", "an item of a list is empty");
    refuses_rule("    kind: unknown\n", "is no kind");
    refuses_rule("    agent: Payment\n", "is no agent's name");
    refuses_rule("    payee: \" \"\n", "is empty or too long");
    refuses_rule("    payee: \"a\\u200Bb\"\n", "hidden or control character");
    refuses_rule("    payee: \"a\\tb\"\n", "hidden or control character");
    refuses_rule("    amount-above: 10\n", "\"10\" has no currency");
    refuses_rule("    amount-above: 10 EURO\n", "a currency that is not known");
    refuses_rule("    amount-above: 10 XAU\n", "a currency that is not known");
    refuses_rule("    amount-above: 1,000 EUR\n", "is no amount");
    refuses_rule("    amount-above: 1e3 EUR\n", "is no amount");
    refuses_rule("    amount-above: 10.001 EUR\n", "more places than its currency");
    refuses_rule("    amount-above: 99999999999999999.99 EUR\n", "is no amount");
    refuses_rule("    amount-above: 99999999999999999 EUR\n", "or is too large");
    refuses_rule("    amount-above: -10 EUR\n", "is below zero");
    refuses_rule("    amount-above: [10 EUR, 20 EUR]\n",
                 "line 4, column 28: amount-above: \"20 EUR\" is a second limit");
    refuses_rule("    amount-above: [10 EUR, 0]\n", "has no currency");
    refuses_rule("    count-today-above: -1\n", "out of range");
    refuses_rule("    count-today-above: 1.5\n", "no whole number");
    refuses_rule("    count-today-above: 99999999999999999999\n", "no whole number");
    refuses_rule("    payee-known-less-than: 24\n", "is no duration");
    refuses_rule("    payee-known-less-than: 0 h\n", "too short or too long");
    refuses_rule("    payee-known-less-than: 366 d\n", "too short or too long");
    refuses_rule("    payee-known-less-than: 9223372036854775807 d\n", "too short or too long");
    refuses_rule("    days: [monday, funday]\n", "\"funday\" is no day of the week");
    refuses_rule("    time: 22-7\n", "is no time from and to");
    refuses_rule("    time: 24:00-07:00\n", "is no time from and to");
    refuses_rule("    time: 23:60-07:00\n", "is no time from and to");
    refuses_rule("    time: 08:00-24:01\n", "is no time from and to");
    refuses_rule("    time: 08:00-08:00\n", "begins when it ends");
    refuses_rule("    confirmed: maybe\n", "is neither; allowed: yes or no");
    refuses_rule("    approvals: 0\n", "out of range; allowed: a whole number from 1 to 5");
    refuses_rule("    approvals: 6\n", "out of range");
    refuses_rule("    amuont-above: 10 EUR\n",
                 "line 4, column 5: amuont-above is no key of a rule; did you mean amount-above?");
    refuses_rule("    colour: red\n", "colour is no key of a rule; allowed: name, verdict");
    refuses_rule("    verdict: ask\n    verdict: ask\n",
                 "line 5, column 5: verdict stands here a second time");
}

static void what_does_not_go_together_is_refused(void **state)
{
    (void)state;
    refuses_rule("    kind: payment\n", "neither a verdict (allow, ask, deny) nor a wait");
    refuses_rule("    verdict: allow\n", "allows and must say which kind");
    refuses_rule("    verdict: allow\n    kind: payment\n    amount-above: 5 EUR\n",
                 "line 6, column 5: amount-above does not go with verdict: allow (more would be easier than "
                 "less); use amount-up-to");
    refuses_rule("    verdict: deny\n    amount-up-to: 5 EUR\n",
                 "amount-up-to goes with verdict: allow only; a rule that makes it harder has amount-above");
    refuses_rule("    verdict: ask\n    balance-at-least: 5 EUR\n", "has balance-below");
    refuses_rule("    verdict: ask\n    payee-known-for: 5 d\n", "has payee-known-less-than");
    refuses_rule("    verdict: deny\n    approvals: 2\n", "approvals goes with verdict: ask only");
    refuses_rule("    wait: 1 h\n    step-up: yes\n", "step-up goes with verdict: ask only");
    refuses_rule("    verdict: deny\n    wait: 1 h\n", "wait goes with verdict: ask, or with none");
    refuses_rule("    verdict: allow\n    kind: payment\n    wait: 1 h\n",
                 "wait goes with verdict: ask, or with none");
    refuses_rule("    wait: until over\n", "has no time, days or payee-known-less-than that ends");
    refuses_rule("    wait: until over\n    time: 00:00-24:00\n", "has no time, days");
    refuses("version: 1\nrules:\n  - verdict: ask\n", "line 3, column 5: a rule has no name");
    refuses("version: 1\nrules:\n  - {name: A, verdict: ask}\n  - {name: a, verdict: ask}\n",
            "line 4, column 5: a second rule has the name \"a\"");
    refuses("version: 1\nrules:\n  - {name: (facts), verdict: ask}\n", "rule of the program's own");
    refuses("version: 1\nrules:\n  - {name: \"\", verdict: ask}\n", "is empty or too long");
}

static void sizes_are_limited(void **state)
{
    (void)state;
    struct buf *yaml = buf_in_arena(t.c.arena);
    struct policy *policy;
    buf_z(yaml, "version: 1\nrules:\n");
    for (int i = 0; i < POLICY_RULES_MAX; i++)
        buf_printf(yaml, "  - {name: r%d, verdict: ask}\n", i);
    assert_ok(&t.c, policy_parse(&t.c, buf_view(yaml), &policy));
    assert_int_equal(POLICY_RULES_MAX, policy_rules_count(policy));
    assert_string_equal("r199", policy_rule_name(policy, 199));
    assert_string_equal("", policy_rule_name(policy, 200));
    buf_z(yaml, "  - {name: more, verdict: ask}\n");
    refuses(yaml->at, "has 201 rules, at most 200");
    buf_clear(yaml);
    buf_z(yaml, "version: 1\nrules:\n  - name: x\n    verdict: deny\n    payee: [a");
    for (int i = 1; i < POLICY_LIST_MAX; i++)
        buf_z(yaml, ", a");
    assert_ok(&t.c, policy_parse(&t.c, text_of(arena_printf(t.c.arena, "%s]\n", yaml->at)), &policy));
    refuses(arena_printf(t.c.arena, "%s, a]\n", yaml->at), "is too long a list");
    buf_clear(yaml);
    buf_z(yaml, "version: [");
    for (int i = 0; i < 20001; i++)
        buf_z(yaml, "a,");
    refuses(arena_printf(t.c.arena, "%sa]\n", yaml->at), "more than 20000 keys and values");
    buf_clear(yaml);
    for (int i = 0; i <= POLICY_FILE_BYTES; i++)
        buf_char(yaml, '#');
    refuses(yaml->at, "at most 262144 are allowed");
}

static void agents_that_rules_name_are_told(void **state)
{
    (void)state;
    struct text agent;
    deciding_rules(&t, "  - {name: a, verdict: deny, agent: [payment, credit]}\n  - {name: b, verdict: ask}\n"
                       "  - {name: c, verdict: ask, agent: person}\n");
    assert_true(policy_agent_at(t.policy, 1, &agent));
    assert_text("credit", agent);
    assert_true(policy_agent_at(t.policy, 2, &agent));
    assert_text("person", agent);
    assert_false(policy_agent_at(t.policy, 3, &agent));
}

/* -- Canonical text */

static const char *printed(const struct policy *policy)
{
    struct buf *out = buf_in_arena(t.c.arena);
    policy_print(policy, out);
    return out->at;
}

static void canonical_text_is_complete_and_stable(void **state)
{
    (void)state;
    const char *canonical = "version: 1\n"
                            "expires: 90 min\n"
                            "rules:\n"
                            "  - name: \"every \\\"kind\\\" \\\\ of \xC3\xA9\"\n"
                            "    verdict: ask\n"
                            "    kind: [payment, mandate]\n"
                            "    agent: [\"payment\", \"person\"]\n"
                            "    account: [\"Giro\"]\n"
                            "    account-not: [\"Card\"]\n"
                            "    payee: [\"A: b\", \"# no comment\"]\n"
                            "    payee-not: [\"C\"]\n"
                            "    payee-account: [\"DE89 3704\"]\n"
                            "    payee-account-not: [\"1\"]\n"
                            "    payee-known-less-than: 36 h\n"
                            "    confirmed: no\n"
                            "    amount-above: [1500 JPY, 2.500 KWD, 10.50 EUR]\n"
                            "    total-today-above: [0]\n"
                            "    total-week-above: [1.00 EUR]\n"
                            "    total-month-above: [1.00 EUR]\n"
                            "    payee-today-above: [1.00 EUR]\n"
                            "    payee-week-above: [1.00 EUR]\n"
                            "    payee-month-above: [1.00 EUR]\n"
                            "    balance-below: [-5.00 EUR]\n"
                            "    count-today-above: 0\n"
                            "    payee-count-today-above: 7\n"
                            "    days: [monday, sunday]\n"
                            "    time: 22:00-07:05\n"
                            "    approvals: 2\n"
                            "    step-up: yes\n"
                            "    wait: until over\n"
                            "    expires: 3 d\n"
                            "  - name: \"waits\"\n"
                            "    kind: [payment, transfer, mandate]\n"
                            "    wait: 24 h\n";
    struct policy *policy, *again;
    uint8_t digest[POLICY_DIGEST_BYTES], other[POLICY_DIGEST_BYTES];
    assert_ok(&t.c, policy_parse(&t.c, text_of(canonical), &policy));
    assert_string_equal(canonical, printed(policy));
    assert_ok(&t.c,
              policy_parse(&t.c, TEXT("{rules: [], version: '1', expires: 2d} # another way to write less\n"),
                           &again));
    assert_string_equal("version: 1\nexpires: 2 d\nrules: []\n", printed(again));
    /* Its SHA-256, as sha256sum gives it. */
    static const uint8_t expected[4] = {0xA0, 0xB1, 0xDA, 0xCE};
    policy_digest(again, digest);
    assert_memory_equal(expected, digest, sizeof expected);
    policy_digest(policy, other);
    assert_memory_not_equal(digest, other, sizeof digest);
}

static void the_example_is_the_built_in_policy_and_the_document(void **state)
{
    (void)state;
    const char *vectors = getenv("FLORIN_VECTORS");
    assert_non_null(vectors);
    FILE *file = fopen(arena_printf(t.c.arena, "%s/../../docs/policy.example.yaml", vectors), "rb");
    assert_non_null(file);
    struct text example = policy_example();
    char *bytes = arena_alloc(t.c.arena, example.len + 2);
    size_t got = fread(bytes, 1, example.len + 1, file);
    fclose(file);
    assert_true(text_equal(example,
                           (struct text){bytes, got})); /* florin policy example > docs/policy.example.yaml */
    struct policy *policy;
    const char *default_text = printed(policy_default(&t.c));
    assert_ok(&t.c, policy_parse(&t.c, example, &policy));
    assert_string_equal(default_text, printed(policy));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(the_top_is_checked),
        TEST(tricks_of_yaml_are_refused),
        TEST(every_value_is_checked),
        TEST(what_does_not_go_together_is_refused),
        TEST(sizes_are_limited),
        TEST(agents_that_rules_name_are_told),
        TEST(canonical_text_is_complete_and_stable),
        TEST(the_example_is_the_built_in_policy_and_the_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
