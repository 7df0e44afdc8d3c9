#include "sorting/rules_inner.h"
#include "support.h"

/* The literals of a pattern joined by '|', or "-". */
static void assert_literals(const char *expected, const char *pattern)
{
    struct ctx c = test_ctx();
    struct text found[4];
    size_t count = 0;
    struct buf *b = buf_in_arena(c.arena);
    if (rule_pattern_literals(c.arena, text_of(pattern), found, 4, &count)) {
        for (size_t i = 0; i < count; i++) {
            buf_z(b, i > 0 ? "|" : "");
            buf_text(b, found[i]);
        }
    } else {
        buf_z(b, "-");
    }
    assert_text(expected, buf_view(b));
    test_ctx_end(&c);
}

static void literals_that_every_match_has(void **state)
{
    (void)state;
    assert_literals("netflix", "netflix");
    assert_literals("netflix", "^NetFlix\\b.*\\d{3}$");
    assert_literals("lidl|aldi|rewe", "lidl|aldi|rewe");
    assert_literals("blue bottle", "x?blue bottles*");
    assert_literals("abcd", "a+bc?abcd+e");
    assert_literals("apple.com", "apple\\.com");
    assert_literals("foo", "(bar|baz)?foo");
    assert_literals("foo", "[abc]{3}foo[]x]");
    assert_literals("abc", "abc(d(e)[)]f)*");
}

static void patterns_about_which_nothing_is_said(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "",          "ab",          "lidl|..",    "(?x)a b c", "(?i:foo)bar",
        "a|b|c|d|e", "\\Qa.b.c\\E", "\\x41\\x42", "(*ANY)foo", "über"};
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
        assert_literals(i == 9 ? "ber" : "-", patterns[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_that_every_match_has),
        cmocka_unit_test(patterns_about_which_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
