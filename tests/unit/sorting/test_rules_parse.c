#include "base/limits.h"
#include "sorting/rules.h"
#include "support.h"

static struct ctx c;

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

static struct rules *parse(const char *text)
{
    struct rules *rules = NULL;
    assert_ok(&c, rules_parse(&c, text_of(text), &rules));
    return rules;
}

static struct text printed(const struct rules *rules)
{
    struct buf *b = buf_in_arena(c.arena);
    rules_print(rules, b);
    return buf_view(b);
}

/* What is printed parses, and prints the same again. */
static void assert_prints(const char *expected, const char *text)
{
    struct rules *rules = parse(text);
    assert_text(expected, printed(rules));
    assert_text(expected, printed(parse(text_z(c.arena, printed(rules)))));
}

static void assert_refused(const char *why, const char *text)
{
    struct rules *rules;
    enum err e = rules_parse(&c, text_of(text), &rules);
    assert_true(e == ERR_INPUT || e == ERR_LIMIT);
    if (strstr(c.why, why) == NULL)
        fail_msg("\"%s\": expected \"%s\" in \"%s\"", text, why, c.why);
}

static void rules_print_as_they_were_written(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "payee contains \"netflix\" and amount < 0 -> category \"Subs\", payee \"Netflix\", tag \"fun\"\n",
        "text matches \"\\\\brent\\\\b\" or memo is \"rent\" -> category \"Expenses:Housing:Rent\", stop\n",
        "payee is \"Costco\" -> split \"Expenses:Groceries\" 60%, \"Expenses:Home\" rest, tag \"big\"\n",
        "not (amount between -100 and 100.50 or weekday is monday) -> not-transfer\n",
        "(payee is \"a\" or payee is \"b\") and not memo ends \"c\" -> tag \"x\", tag \"y\", continue\n",
        "date between 2025-01-01 and 2025-12-31 and day = 1 and month != 12 -> tag \"first\"\n",
        "abs-amount >= 1000 and currency is \"EUR\" and account starts \"Giro\" -> tag \"large\"\n",
        "always -> category \"A:B\"\n",
        "memo contains \"say \\\"hi\\\" \\\\ bye\" -> tag \"q\"\n",
        "blue bottle \tExpenses:Coffee\n",
        " -> payee\tOdd pattern\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        assert_prints(lines[i], lines[i]);
}

static void other_spellings_are_understood(void **state)
{
    (void)state;
    assert_prints("payee starts \"a\" and memo ends \"b\" -> stop\n",
                  "  PAYEE starts with \"a\" AND ((memo ends with \"b\"))->STOP  # a remark");
    assert_prints("payee is \"a\" and payee is \"b\" and payee is \"c\" -> stop\n",
                  "payee is \"a\" and (payee is \"b\" and payee is \"c\") -> stop");
    assert_prints("text matches \"\\\\d+\" -> stop\n", "text matches \"\\d+\" -> stop");
    assert_prints("payee contains \"tab\" -> category \"A\"\n",
                  "payee\tcontains \"tab\"\t-> category \"A\"\n");
    assert_prints("amount = -12.50 -> stop\n", "amount is -12.50 -> stop");
}

static void both_forms_comments_and_blank_lines(void **state)
{
    (void)state;
    struct rules *rules =
        parse("\xEF\xBB\xBF# remark\r\n\r\n  \n  # another\nblue bottle\tExpenses:Coffee\r\n"
              "always -> tag \"x\"\nLIDL\t  Expenses:Groceries  ");
    assert_int_equal(3, rules_count(rules));
    assert_int_equal(5, rules_line(rules, 0));
    assert_int_equal(7, rules_line(rules, 2));
    assert_text("blue bottle\tExpenses:Coffee\nalways -> tag \"x\"\nLIDL\tExpenses:Groceries\n",
                printed(rules));
    assert_int_equal(0, rules_count(parse("")));
    assert_int_equal(0, rules_count(parse("# nothing\n\n")));
}

static void errors_say_where_and_what(void **state)
{
    (void)state;
    assert_refused("line 2, column 7: expected contains, is, starts, ends or matches, found contians",
                   "# one\npayee contians \"x\" -> category \"A\"");
    assert_refused("line 1, column 16: the quote that begins here does not end",
                   "payee contains \"x -> stop");
    assert_refused("line 1, column 20: expected and, or or ->, found category",
                   "payee contains \"x\" category \"A\"");
    assert_refused("line 1, column 1: expected a condition", "foo  Expenses:Bar");
    assert_refused("or: pattern TAB category", "foo  Expenses:Bar");
    /* Columns count characters, not bytes. */
    assert_refused("line 1, column 19: expected an action", "payee is \"üüü\" -> foo");
    assert_refused("but the line ends", "payee is \"a\" ->");
    assert_refused("column 14: the pattern is wrong at its character 3: missing closing parenthesis",
                   "text matches \"(a\" -> stop");
    assert_refused("a date as YYYY-MM-DD", "date < 2026-13-01 -> stop");
    assert_refused("a day from 1 to 31", "day = 32 -> stop");
    assert_refused("expected a number", "amount < abc -> stop");
    assert_refused("expected is", "currency contains \"EUR\" -> stop");
    assert_refused("an empty text", "payee contains \"\" -> stop");
    assert_refused("means nothing", "$ -> stop");
    assert_refused("a comma or the end of the line", "always -> stop stop");
    assert_refused("not UTF-8", "payee is \"\xFF\" -> stop");
}

static void actions_must_make_sense(void **state)
{
    (void)state;
    assert_refused("names between colons", "always -> category \"A::B\"");
    assert_refused("says twice", "always -> category \"A\", category \"B\"");
    assert_refused("says twice", "always -> category \"A\", split \"B\" 100%");
    assert_refused("more than 100%", "always -> split \"A\" 50%, \"B\" 60%");
    assert_refused("make 100%", "always -> split \"A\" 50%, \"B\" 40%");
    assert_refused("make 100%", "always -> split \"A\" 50");
    assert_refused("make 100%", "always -> split \"A\" rest, \"B\" 50%");
    assert_refused("above 0", "always -> split \"A\" -5, \"B\" rest");
    assert_refused("both stop and continue", "always -> stop, continue");
    assert_refused("must not be empty", "always -> tag \"\"");
    assert_refused("must not be empty", "always -> payee \" x\"");
    assert_refused("in front of the TAB", "\tExpenses:A");
    assert_refused("expected a category", "pattern\t");
    assert_refused("expected a category", "pattern\tA\tB");
}

static void limits_hold(void **state)
{
    (void)state;
    struct buf *b = buf_in_arena(c.arena);
    for (int i = 0; i < 40; i++)
        buf_z(b, "not ");
    buf_z(b, "always -> stop");
    assert_refused("levels of parentheses", b->at);
    buf_clear(b);
    for (int i = 0; i <= LIMIT_RULES; i++)
        buf_z(b, "x\tA\n");
    assert_refused("at most 10000 are allowed", b->at);
    buf_clear(b);
    buf_z(b, "payee is \"");
    for (int i = 0; i <= LIMIT_PATTERN_TEXT; i++)
        buf_char(b, 'a');
    buf_z(b, "\" -> stop");
    assert_refused("longer than 1024 bytes", b->at);
    buf_clear(b);
    for (int i = 0; i < 200; i++)
        buf_printf(b, "text matches \"%d((\\pL{1,60}){1,60}x){1,9}\" -> stop\n", i);
    struct rules *rules;
    enum err e = rules_parse(&c, buf_view(b), &rules);
    assert_true(e == OK || e == ERR_LIMIT || e == ERR_INPUT); /* never more memory than allowed */
    buf_clear(b);
    while (b->len <= LIMIT_RULES_BYTES)
        buf_z(b, "# a remark that is not too short\n");
    assert_refused("at most 4194304", b->at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_print_as_they_were_written),
        cmocka_unit_test(other_spellings_are_understood),
        cmocka_unit_test(both_forms_comments_and_blank_lines),
        cmocka_unit_test(errors_say_where_and_what),
        cmocka_unit_test(actions_must_make_sense),
        cmocka_unit_test(limits_hold),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
