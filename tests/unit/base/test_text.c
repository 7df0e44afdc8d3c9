/* Slices, searching, folding, UTF-8, buffers. */
#include "base/text.h"
#include "support.h"

static void trimming_and_comparing(void **state)
{
    (void)state;
    assert_text("a b", text_trim(TEXT(" \t\r\na b\xC2\xA0 ")));
    assert_text("", text_trim(TEXT(" \xC2\xA0\n")));
    assert_text("", text_trim((struct text){NULL, 0}));
    assert_true(text_equal((struct text){NULL, 0}, TEXT("")));
    assert_false(text_equal(TEXT("a"), TEXT("A")));
    assert_true(text_equal_nocase(TEXT("StraSSe"), TEXT("sTRAssE")));
    assert_true(text_compare(TEXT("a"), TEXT("b")) < 0 && text_compare(TEXT("ab"), TEXT("a")) > 0);
    assert_int_equal(0, text_compare(TEXT(""), (struct text){NULL, 0}));
    assert_true(text_starts(TEXT("Expenses:Food"), TEXT("Expenses")));
    assert_false(text_starts(TEXT("Exp"), TEXT("Expenses")));
    assert_true(text_starts_nocase(TEXT("EXPENSES:Food"), TEXT("expenses:")));
    assert_text("c", text_from(TEXT("abc"), 2));
    assert_text("", text_from(TEXT("abc"), 9));
}

/* Against the obvious way, for many short texts. */
static void searching(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 20000; round++) {
        char hay[24], needle[4];
        size_t hay_len, needle_len;
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        hay_len = (seed >> 20) % sizeof hay;
        needle_len = (seed >> 30) % sizeof needle;
        for (size_t i = 0; i < hay_len; i++)
            hay[i] = "abAB"[(seed >> (i + 7)) % 4];
        for (size_t i = 0; i < needle_len; i++)
            needle[i] = "abAB"[(seed >> (i + 40)) % 4];
        ptrdiff_t plain = -1, nocase = -1;
        for (size_t i = 0; i + needle_len <= hay_len; i++) {
            struct text part = {hay + i, needle_len}, wanted = {needle, needle_len};
            if (plain < 0 && text_equal(part, wanted))
                plain = (ptrdiff_t)i;
            if (nocase < 0 && text_equal_nocase(part, wanted))
                nocase = (ptrdiff_t)i;
        }
        assert_int_equal(plain, text_find((struct text){hay, hay_len}, (struct text){needle, needle_len}));
        assert_int_equal(nocase,
                         text_find_nocase((struct text){hay, hay_len}, (struct text){needle, needle_len}));
    }
}

static void what_is_utf8(void **state)
{
    (void)state;
    static const char *const good[] = {
        "", "plain", "caf\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8F\xA6", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {
        "\x80", "\xC3", "\xC0\xAF", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "a\xC3(b"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(text_is_utf8(text_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(text_is_utf8(text_of(bad[i])));
    assert_false(text_is_utf8(TEXT("a\0b")));
}

static void folding(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_text("stra\xC3\x9F"
                "e \xC3\xBC\xC3\xA9",
                text_fold(c.arena, TEXT("STRA\xC3\x9F"
                                        "E \xC3\x9C\xC3\x89")));
    assert_text("\xCE\xB1\xD0\xB6", text_fold(c.arena, TEXT("\xCE\x91\xD0\x96")));
    assert_text("a\xFF"
                "b",
                text_fold(c.arena, TEXT("A\xFF"
                                        "B")));
    struct text once = text_fold(c.arena, TEXT("\xC4\xB0\xC5\xB8 X"));
    assert_true(text_equal(once, text_fold(c.arena, once)));
    test_ctx_end(&c);
}

static void whole_numbers(void **state)
{
    (void)state;
    int64_t n;
    assert_true(text_to_int(TEXT("-9223372036854775808"), &n) && n == INT64_MIN);
    assert_true(text_to_int(TEXT("+9223372036854775807"), &n) && n == INT64_MAX);
    assert_true(text_to_int(TEXT("007"), &n) && n == 7);
    static const char *const none[] = {"",    "-",  "+", " 1", "1 ", "1.0", "0x1", "9223372036854775808",
                                       "--1", "1e3"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(text_to_int(text_of(none[i]), &n));
}

static void buffers_grow(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 5000; i++)
        buf_printf(&b, "%d,", i);
    buf_text(&b, TEXT("end"));
    buf_char(&b, '!');
    assert_true(b.len == strlen(b.at));
    assert_non_null(strstr(b.at, "4999,end!"));
    buf_clear(&b);
    assert_int_equal(0, b.len);
    buf_z(&b, "again");
    assert_text("again", buf_view(&b));
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trimming_and_comparing), cmocka_unit_test(searching),
        cmocka_unit_test(what_is_utf8),           cmocka_unit_test(folding),
        cmocka_unit_test(whole_numbers),          cmocka_unit_test(buffers_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
