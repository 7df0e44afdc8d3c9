/* What a person types, and how a slice packs numbers. */
#include "finance/search/pack.h"
#include "finance/search/words.h"
#include "support.h"

/* -- Words -- */

static void words_stand_between_blanks(void **state)
{
    struct text rest = TEXT("  one\ttwo \n three "), word;
    (void)state;
    assert_true(word_next(&rest, &word));
    assert_text("one", word);
    assert_true(word_next(&rest, &word));
    assert_text("two", word);
    assert_true(word_next(&rest, &word));
    assert_text("three", word);
    assert_false(word_next(&rest, &word));
}

static void quotes_hold_blanks(void **state)
{
    struct text rest = TEXT("a \"b  c\" \"\" \" \" d\"e \"open end"), needle;
    static const char *const expected[] = {"a", "b  c", "d\"e", "open end"};
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(needle_next(&rest, &needle));
        assert_text(expected[i], needle);
    }
    assert_false(needle_next(&rest, &needle));
}

static void tags_stand_between_commas(void **state)
{
    struct text rest = TEXT("holiday, to check ,,x"), tag;
    static const char *const expected[] = {"holiday", "to check", "x"};
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(tag_next(&rest, &tag));
        assert_text(expected[i], tag);
    }
    assert_false(tag_next(&rest, &tag));
}

/* -- Amounts -- */

static bool finds(const char *word, int32_t places, int64_t amount)
{
    struct amount_range range;
    assert_true(amount_word(text_of(word), &range));
    return amount_within(&range, places, amount);
}

static void amounts_are_exact(void **state)
{
    (void)state;
    assert_true(finds("12.50", 2, 1250));
    assert_true(finds("12.50", 2, -1250));
    assert_true(finds("12,5", 2, 1250));
    assert_true(finds("12.5", 3, 12500));
    assert_false(finds("12.50", 2, 1251));
    assert_false(finds("12.50", 0, 12));
    assert_false(finds("12.50", 0, 13));
    assert_true(finds("12", 0, 12));
    assert_true(finds("=0", 2, 0));
    assert_false(finds("12.505", 2, 1250));
}

static void a_sign_is_a_direction(void **state)
{
    (void)state;
    assert_true(finds("-12.50", 2, -1250));
    assert_false(finds("-12.50", 2, 1250));
    assert_true(finds("+12.50", 2, 1250));
    assert_false(finds("+12.50", 2, -1250));
    assert_true(finds(">-5", 2, -600));
    assert_false(finds(">-5", 2, 600));
}

static void amounts_compare(void **state)
{
    (void)state;
    assert_false(finds(">100", 2, 10000));
    assert_true(finds(">100", 2, -10001));
    assert_true(finds(">=100", 2, 10000));
    assert_false(finds(">=100", 2, 9999));
    assert_true(finds("<100", 2, 9999));
    assert_false(finds("<100", 2, -10000));
    assert_true(finds("<=100", 2, 10000));
    assert_false(finds("<=100", 2, 10001));
    assert_false(finds("<0", 2, 0));
    assert_false(finds("<0", 2, -1));
    /* Between two minor units. */
    assert_true(finds(">12.505", 2, 1251));
    assert_false(finds(">12.505", 2, 1250));
    assert_true(finds("<12.505", 2, 1250));
    assert_true(finds("<=12.505", 2, 1250));
    assert_true(finds(">=12.505", 2, 1251));
    assert_false(finds(">=12.505", 2, 1250));
}

static void amounts_at_the_edge(void **state)
{
    (void)state;
    assert_true(finds(">0", 4, INT64_MAX));
    assert_true(finds(">0", 4, -INT64_MAX));
    assert_false(finds(">9000000000000000000", 4, INT64_MAX));
    assert_true(finds("<9000000000000000000", 4, INT64_MAX - 1));
    assert_false(finds("9000000000000000000", 2, INT64_MAX - 1));
}

static void other_words_are_no_amounts(void **state)
{
    static const char *const words[] = {"",   ">",   "<=",  "abc", "12a", "1.2.3",
                                        ">x", "--5", "12.", "#12", "1e5"};
    struct amount_range range;
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (amount_word(text_of(words[i]), &range) && strcmp(words[i], "12.") != 0)
            fail_msg("\"%s\" was read as an amount", words[i]);
}

/* -- Packing -- */

static void numbers_come_back(void **state)
{
    static const int64_t values[] = {0,   1,     -1,    63,  64,   -64,       -65,       127,
                                     128, 16383, 16384, -50, 1000, INT32_MAX, INT64_MAX, INT64_MIN};
    struct buf out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        pack_signed(&out, values[i]);
    struct unpack u = unpack_of(buf_view(&out));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(values[i], unpack_signed(&u));
    assert_false(u.damaged);
    assert_int_equal(0, unpack_number(&u));
    assert_true(u.damaged);
    buf_free(&out);
}

static void a_number_that_does_not_end_is_damage(void **state)
{
    struct unpack u = unpack_of(TEXT("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
    (void)state;
    unpack_number(&u);
    assert_true(u.damaged);
}

static void posting_is(const uint16_t *txns, size_t count)
{
    static struct bits bits;
    struct buf out = {0};
    bits_clear(&bits);
    posting_pack(&out, txns, count);
    assert_true(out.len > 0 && out.len <= SLICE_BITS_BYTES);
    assert_true(posting_unpack(buf_view(&out), &bits));
    size_t seen = 0;
    for (uint32_t i = 0; i < SLICE_TXNS; i++)
        seen += bits_have(&bits, i);
    assert_int_equal(count, seen);
    for (size_t i = 0; i < count; i++)
        assert_true(bits_have(&bits, txns[i]));
    buf_free(&out);
}

static void postings_come_back(void **state)
{
    static uint16_t txns[SLICE_TXNS];
    (void)state;
    static const uint32_t steps[] = {1, 2, 3, 7, 8, 9, 100, 127, 128, 129, 200, 4000, 65535};
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        size_t count = 0;
        for (uint32_t i = steps[k] / 2; i < SLICE_TXNS; i += steps[k])
            txns[count++] = (uint16_t)i;
        posting_is(txns, count);
        for (size_t most = 8190; most <= 8194 && most <= count; most++)
            posting_is(txns, most);
    }
    posting_is((const uint16_t[]){0}, 1);
    posting_is((const uint16_t[]){65535}, 1);
    posting_is((const uint16_t[]){0, 65535}, 2);
}

static void damaged_postings_are_refused(void **state)
{
    static struct bits bits;
    (void)state;
    assert_false(posting_unpack(TEXT("\x80"), &bits));
    assert_false(posting_unpack(TEXT("\xFF\xFF\xFF\x7F"), &bits));
    assert_false(posting_unpack(TEXT("\xFF\xFF\x03\x00"), &bits)); /* 65535, and one more */
}

static void sets(void **state)
{
    static struct bits a, b;
    bool any;
    (void)state;
    bits_fill(&a, 10, 200);
    assert_false(bits_have(&a, 9));
    assert_true(bits_have(&a, 10));
    assert_true(bits_have(&a, 199));
    assert_false(bits_have(&a, 200));
    assert_false(bits_any(&a, 0, 10));
    assert_true(bits_any(&a, 0, 11));
    assert_false(bits_any(&a, 200, SLICE_TXNS));
    bits_fill(&b, 199, 300);
    bits_and(&a, &b, &any);
    assert_true(any);
    assert_true(bits_have(&a, 199));
    assert_false(bits_have(&a, 198));
    bits_clear(&b);
    bits_and(&a, &b, &any);
    assert_false(any);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stand_between_blanks),
        cmocka_unit_test(quotes_hold_blanks),
        cmocka_unit_test(tags_stand_between_commas),
        cmocka_unit_test(amounts_are_exact),
        cmocka_unit_test(a_sign_is_a_direction),
        cmocka_unit_test(amounts_compare),
        cmocka_unit_test(amounts_at_the_edge),
        cmocka_unit_test(other_words_are_no_amounts),
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(a_number_that_does_not_end_is_damage),
        cmocka_unit_test(postings_come_back),
        cmocka_unit_test(damaged_postings_are_refused),
        cmocka_unit_test(sets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
