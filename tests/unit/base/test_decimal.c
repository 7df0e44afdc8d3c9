/* Exact decimals: read, written, added; what does not fit is refused. */
#include "base/decimal.h"
#include "support.h"

static struct decimal number(const char *text)
{
    struct decimal d;
    if (!decimal_parse(text_of(text), '.', &d))
        fail_msg("\"%s\" is no number", text);
    return d;
}

static void there_and_back(void **state)
{
    (void)state;
    static const char *const same[] = {
        "0", "-0.05", "12.50", "-1234567.891", "9223372036854775807", "0.000000000001"};
    char text[DECIMAL_TEXT_MAX];
    struct decimal d;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_string_equal(same[i], decimal_format(number(same[i]), text));
    assert_string_equal("0.50", decimal_format(number(".50"), text));
    assert_string_equal("5", decimal_format(number("+5."), text));
    assert_string_equal("1.000000000000", decimal_format(number("1.00000000000000000"), text));
    assert_string_equal("-9223372036854775808", decimal_format((struct decimal){INT64_MIN, 0}, text));
    assert_string_equal("-9223372.036854775808", decimal_format((struct decimal){INT64_MIN, 12}, text));
    assert_true(decimal_parse(TEXT("1,5"), ',', &d));
    static const char *const none[] = {"",
                                       "-",
                                       ".",
                                       "-.",
                                       "1,5",
                                       "1.2.3",
                                       " 1",
                                       "1 ",
                                       "1e5",
                                       "--1",
                                       "9223372036854775808",
                                       "0.0000000000001",
                                       "\xD9\xA1"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (decimal_parse(text_of(none[i]), '.', &d))
            fail_msg("\"%s\" is no number", none[i]);
}

static void adding(void **state)
{
    (void)state;
    char text[DECIMAL_TEXT_MAX];
    struct decimal sum = number("0");
    assert_true(decimal_add(number("0.1"), number("0.02"), &sum));
    assert_string_equal("0.12", decimal_format(sum, text));
    sum = number("0.00");
    for (int i = 0; i < 1000; i++)
        assert_true(decimal_add(sum, number("0.1"), &sum));
    assert_true(decimal_equal(sum, number("100")));
    struct decimal kept = number("7");
    assert_false(decimal_add(number("9223372036854775807"), number("1"), &kept));
    assert_false(decimal_add(number("9223372036854775807"), number("0.1"), &kept));
    assert_true(decimal_equal(kept, number("7")));
    assert_false(decimal_negate((struct decimal){INT64_MIN, 0}, &kept));
    assert_true(decimal_negate(number("-1.5"), &kept));
    assert_true(decimal_equal(kept, number("1.50")));
}

static void scales(void **state)
{
    (void)state;
    struct decimal d;
    assert_true(decimal_rescale(number("1.50"), 1, &d) && d.digits == 15);
    assert_false(decimal_rescale(number("1.55"), 1, &d));
    assert_true(decimal_rescale(number("1.5"), 12, &d));
    assert_false(decimal_rescale(number("92233720368.5"), 12, &d));
    assert_true(decimal_equal(number("1.5"), number("1.500")));
    assert_true(decimal_equal(number("0"), number("-0.00")));
    assert_false(decimal_equal(number("9223372036854775807"), number("0.000000000001")));
    assert_int_equal(-1, decimal_sign(number("-0.01")));
    assert_int_equal(0, decimal_sign(number("0.00")));
    assert_int_equal(1, decimal_sign(number("3")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_and_back), cmocka_unit_test(adding),
                                       cmocka_unit_test(scales)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
