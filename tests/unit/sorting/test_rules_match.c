#include "sorting/rules.h"
#include "support.h"

static struct ctx c;
static struct rules *rules;
static struct rules_scratch *scratch;
static struct rule_outcome got;

static int begin(void **state)
{
    (void)state;
    c = test_ctx();
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_ctx_end(&c);
    return 0;
}

static void use(const char *text)
{
    assert_ok(&c, rules_parse(&c, text_of(text), &rules));
    scratch = rules_scratch_new(c.arena, rules);
}

/* A purchase of 12.99 EUR on Tuesday 2026-01-06. */
static struct rule_subject purchase(const char *raw, const char *payee, const char *memo)
{
    struct rule_subject s = {.payee = text_of(payee),
                             .raw = text_of(raw),
                             .memo = text_of(memo),
                             .account = TEXT("Girokonto"),
                             .currency = TEXT("EUR"),
                             .amount = {-1299, 2}};
    assert_true(date_from_civil(2026, 1, 6, &s.date));
    return s;
}

static void apply(struct rule_subject s)
{
    rules_apply(rules, scratch, &s, &got);
}

static bool holds(const char *condition, struct rule_subject s)
{
    use(arena_printf(c.arena, "%s -> tag \"yes\"", condition));
    apply(s);
    return got.tag_count == 1;
}

static void texts(void **state)
{
    (void)state;
    struct rule_subject s = purchase("SQ *BLUE BOTTLE #12", "Blue Bottle", "Überweisung Nr. 7");
    assert_true(holds("payee contains \"BOTTLE\"", s));
    assert_false(holds("payee contains \"SQ\"", s));
    assert_true(holds("text contains \"sq *b\"", s));
    assert_true(holds("text contains \"überweisung\"", s));
    assert_true(holds("memo contains \"ÜBER\"", s));
    assert_false(holds("memo contains \"blue\"", s));
    assert_true(holds("text contains \"#12 über\"", s)); /* a blank joins description and memo */
    assert_true(holds("payee is \"blue bottle\"", s));
    assert_false(holds("payee is \"blue\"", s));
    assert_true(holds("payee starts \"blue\" and memo ends \"NR. 7\"", s));
    assert_true(holds("account contains \"konto\" and currency is \"eur\"", s));
    assert_true(holds("text matches \"bottle\\s+#\\d+\"", s));
    assert_true(holds("memo matches \"^ÜBERWEISUNG\\b\"", s));
    assert_false(holds("payee matches \"^bottle\"", s));
    assert_true(holds("not payee contains \"x\" and not memo is \"\"", s));
    assert_true(holds("memo is \"\"", purchase("a", "b", "")));
}

static void numbers_and_days(void **state)
{
    (void)state;
    struct rule_subject s = purchase("a", "b", "");
    assert_true(holds("amount = -12.9900", s));
    assert_true(holds("amount < 0 and amount > -13 and amount != -12.98", s));
    assert_true(holds("abs-amount between 12.99 and 13", s));
    assert_false(holds("amount between 12.99 and 13", s));
    assert_true(holds("date = 2026-01-06 and date between 2026-01-01 and 2026-01-31", s));
    assert_true(holds("day = 6 and month = 1 and weekday is tuesday", s));
    assert_false(holds("weekday is monday", s));
    s.amount = (struct decimal){INT64_MIN, 0};
    assert_true(holds("amount < -9223372036854775807 and abs-amount > 1000", s));
    s.date = DATE_NONE;
    assert_false(holds("day <= 31", s));
}

static void simple_lines_look_at_the_bank_s_own_words(void **state)
{
    (void)state;
    use("blue bottle\tExpenses:Coffee\n#0042\tNever: a remark\nbottle\tExpenses:Wine\nNr. "
        "7\tExpenses:Seven\nsq *\tExpenses:Square\n");
    apply(purchase("SQ *BLUE BOTTLE COFFEE", "Something else", ""));
    assert_text("Expenses:Coffee", got.category);
    assert_int_equal(0, got.category_rule);
    apply(purchase("A BOTTLE", "Something else", ""));
    assert_text("Expenses:Wine", got.category);
    apply(purchase("x", "blue bottle", "the nr. 7"));
    assert_text("Expenses:Seven", got.category);
    apply(purchase("SQ *ANY", "Any", ""));
    assert_text("Expenses:Square", got.category);
    apply(purchase("blue  bottl", "blue bottle", "")); /* the cleaned payee does not count */
    assert_int_equal(0, got.category.len);
    assert_int_equal(-1, got.category_rule);
}

static void the_first_decides_and_tags_add_up(void **state)
{
    (void)state;
    use("payee is \"a\" -> tag \"one\", payee \"Alpha\"\n"
        "always -> category \"X\", tag \"two\"\n"
        "payee is \"a\" -> category \"Y\", payee \"Beta\", tag \"one\", not-transfer\n"
        "payee is \"a\" -> split \"Z\" rest\n"
        "payee is \"stop\" -> stop\n"
        "always -> tag \"last\"\n");
    apply(purchase("", "a", ""));
    assert_text("X", got.category);
    assert_int_equal(1, got.category_rule);
    assert_int_equal(0, got.part_count);
    assert_text("Alpha", got.payee);
    assert_int_equal(0, got.payee_rule);
    assert_true(got.not_transfer);
    assert_int_equal(2, got.not_transfer_rule);
    assert_int_equal(3, got.tag_count);
    assert_text("one", got.tags[0]);
    assert_text("two", got.tags[1]);
    assert_text("last", got.tags[2]);
    assert_int_equal(5, got.tag_rules[2]);
    assert_int_equal(-1, got.stop_rule);
    apply(purchase("", "stop", ""));
    assert_int_equal(4, got.stop_rule);
    assert_int_equal(1, got.tag_count);
    /* Nothing is left over from the transaction before. */
    apply(purchase("", "b", ""));
    assert_int_equal(0, got.payee.len);
    assert_false(got.not_transfer);
}

static void splits_add_up(void **state)
{
    (void)state;
    int64_t parts[4];
    use("always -> split \"A\" 33.3%, \"B\" 10.50, \"C\" rest");
    apply(purchase("", "", ""));
    assert_int_equal(3, got.part_count);
    assert_true(rule_parts_divide(got.parts, got.part_count, -10000, 2, parts));
    assert_int_equal(-3330, parts[0]);
    assert_int_equal(-1050, parts[1]);
    assert_int_equal(-5620, parts[2]);
    assert_true(rule_parts_divide(got.parts, got.part_count, INT64_MIN, 2, parts));
    assert_int_equal(INT64_MIN, parts[0] + parts[1] + parts[2]);
    assert_false(rule_parts_divide(got.parts, got.part_count, 500, 2, parts));   /* 10.50 is more than 5.00 */
    assert_false(rule_parts_divide(got.parts, got.part_count, 50000, 0, parts)); /* half a yen */
    use("always -> split \"A\" 25%, \"B\" 25%, \"C\" 25%, \"D\" 25%");
    apply(purchase("", "", ""));
    for (int64_t total = -7; total <= 7; total++) {
        assert_true(rule_parts_divide(got.parts, got.part_count, total, 2, parts));
        assert_int_equal(total, parts[0] + parts[1] + parts[2] + parts[3]);
    }
}

static void hostile_patterns_are_given_up(void **state)
{
    (void)state;
    static const char *const evil[] = {"(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x",
                                       "(?=(a+))a*b\\1"};
    char many[5000];
    memset(many, 'a', sizeof many - 1);
    many[sizeof many - 1] = '\0';
    for (size_t i = 0; i < sizeof evil / sizeof evil[0]; i++) {
        use(arena_printf(c.arena, "text matches \"%s\" -> tag \"x\"\nalways -> tag \"y\"", evil[i]));
        apply(purchase(many, "", "!"));
        assert_int_equal(1, got.tag_count); /* the rules behind it still count */
        assert_text("y", got.tags[0]);
    }
    use("always -> tag \"y\"\ntext matches \"(a+)+$\" -> tag \"x\"");
    apply(purchase(many, "", "!"));
    assert_int_equal(1, got.costly_rule);
}

static void any_bytes_can_be_matched(void **state)
{
    (void)state;
    struct rule_subject s = purchase("caf\xE9 \xFF\xC3", "\xC3", "\xF0\x9F");
    assert_true(holds("text contains \"caf\"", s));
    assert_true(holds("text matches \"caf\"", s));
    assert_false(holds("payee is \"ü\"", s));
}

/* The index only leaves out rules that cannot match: the same rules without anything to look for agree. */
static void the_index_changes_nothing(void **state)
{
    (void)state;
    static const char *const words[] = {"lidl", "aldi", "re", "rewe", "e", "netflix", "flix", "ü", "rent"};
    enum { WORDS = sizeof words / sizeof words[0] };
    uint64_t seed = 99;
    struct buf *guarded = buf_in_arena(c.arena), *open = buf_in_arena(c.arena);
    for (int i = 0; i < 200; i++) {
        const char *w[3];
        for (int k = 0; k < 3; k++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            w[k] = words[(seed >> 40) % WORDS];
        }
        const char *const shapes[] = {
            "(payee contains \"%s\" and text contains \"%s\" or memo is \"%s\")",
            "(text matches \"%s.*x|%s\\s\" and not memo starts \"%s\")",
            "(payee ends \"%s\" or account is \"%s\" or text matches \"^(a|b)?%s+\")"};
        char test[300];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(test, sizeof test, shapes[i % 3], w[0], w[1], w[2]);
#pragma GCC diagnostic pop
        buf_printf(guarded, "%s -> category \"C%d\"%s\n", test, i, i % 7 == 0 ? ", tag \"t\"" : "");
        /* `not not`, and `or` with what is never true: nothing can be said about its words. */
        buf_printf(open, "%s or not always -> category \"C%d\"%s\n", test, i,
                   i % 7 == 0 ? ", tag \"t\"" : "");
    }
    struct rules *a, *b;
    assert_ok(&c, rules_parse(&c, buf_view(guarded), &a));
    assert_ok(&c, rules_parse(&c, buf_view(open), &b));
    struct rules_scratch *sa = rules_scratch_new(c.arena, a), *sb = rules_scratch_new(c.arena, b);
    for (int i = 0; i < 3000; i++) {
        char raw[100], payee[100], memo[100];
        char *const out[] = {raw, payee, memo};
        for (int k = 0; k < 3; k++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            snprintf(out[k], 100, "%s %s%s", words[(seed >> 40) % WORDS], words[(seed >> 45) % WORDS],
                     words[(seed >> 50) % WORDS]);
        }
        struct rule_subject s = purchase(raw, payee, memo);
        struct rule_outcome x, y;
        rules_apply(a, sa, &s, &x);
        rules_apply(b, sb, &s, &y);
        assert_int_equal(x.category_rule, y.category_rule);
        assert_int_equal(x.tag_count, y.tag_count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(numbers_and_days),
        cmocka_unit_test(simple_lines_look_at_the_bank_s_own_words),
        cmocka_unit_test(the_first_decides_and_tags_add_up),
        cmocka_unit_test(splits_add_up),
        cmocka_unit_test(hostile_patterns_are_given_up),
        cmocka_unit_test(any_bytes_can_be_matched),
        cmocka_unit_test(the_index_changes_nothing),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
