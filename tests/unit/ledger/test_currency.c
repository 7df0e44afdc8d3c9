/* Currencies, minor units, and the way between them. */
#include "ledger/currency.h"
#include "support.h"

static currency of(const char *code)
{
    currency cur;
    assert_true(currency_from_code(text_of(code), &cur));
    return cur;
}

static struct decimal number(const char *text)
{
    struct decimal d;
    assert_true(decimal_parse(text_of(text), '.', &d));
    return d;
}

static void codes_and_places(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int number, places;
    } known[] = {{"EUR", 978, 2}, {"usd", 840, 2}, {"Jpy", 392, 0},
                 {"KWD", 414, 3}, {"CLF", 990, 4}, {"TND", 788, 3}};
    currency cur;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        cur = of(known[i].code);
        assert_int_equal(known[i].number, cur);
        assert_int_equal(known[i].places, currency_places(cur));
        assert_true(currency_is_known(cur));
        assert_true(text_equal_nocase(text_of(known[i].code), text_of(currency_code(cur))));
    }
    static const char *const none[] = {"", "E", "EURO", "XAU", "XXX", "QQQ", "E R", "€"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(currency_from_code(text_of(none[i]), &cur));
    assert_string_equal("", currency_code(CURRENCY_NONE));
    assert_false(currency_is_known(CURRENCY_NONE));
}

static void decimals_become_minor_units_exactly_or_not(void **state)
{
    (void)state;
    int64_t minor;
    char text[MONEY_TEXT_MAX];
    assert_true(money_from_decimal(number("-1234.5"), of("EUR"), &minor));
    assert_int_equal(-123450, minor);
    assert_true(money_from_decimal(number("12.500"), of("EUR"), &minor));
    assert_int_equal(1250, minor);
    assert_false(money_from_decimal(number("12.505"), of("EUR"), &minor));
    assert_false(money_from_decimal(number("0.1"), of("JPY"), &minor));
    assert_true(money_from_decimal(number("100.00"), of("JPY"), &minor));
    assert_int_equal(100, minor);
    assert_true(money_from_decimal(number("0.001"), of("KWD"), &minor));
    assert_int_equal(1, minor);
    assert_true(money_from_decimal(number("92233720368547758.07"), of("EUR"), &minor));
    assert_true(minor == INT64_MAX);
    assert_false(money_from_decimal(number("92233720368547759"), of("EUR"), &minor));
    assert_string_equal("-0.05", money_format(-5, of("EUR"), text));
    assert_string_equal("-5", money_format(-5, of("JPY"), text));
    assert_string_equal("0.005", money_format(5, of("KWD"), text));
    assert_string_equal("-92233720368547758.08", money_format(INT64_MIN, of("EUR"), text));
}

/* Half to even, in both directions and signs. */
static void conversion_rounds_half_to_even(void **state)
{
    (void)state;
    static const struct {
        int64_t minor;
        const char *from, *rate, *to;
        int64_t expected;
    } cases[] = {
        {100, "EUR", "1.105", "USD", 110},   {300, "EUR", "1.105", "USD", 332},
        {-100, "EUR", "1.105", "USD", -110}, {100, "EUR", "1.115", "USD", 112},
        {-100, "EUR", "1.115", "USD", -112}, {100, "EUR", "163.27", "JPY", 163},
        {163, "JPY", "0.0061", "EUR", 99},   {1, "KWD", "3.25", "USD", 0},
        {100, "EUR", "1", "KWD", 1000},      {0, "EUR", "5", "USD", 0},
        {150, "JPY", "0.01", "EUR", 150},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t got;
        assert_true(
            money_convert(cases[i].minor, of(cases[i].from), number(cases[i].rate), of(cases[i].to), &got));
        assert_int_equal(cases[i].expected, got);
    }
    int64_t out;
    assert_false(money_convert(INT64_MAX, of("EUR"), number("2"), of("USD"), &out));
    assert_false(money_convert(INT64_MAX, of("JPY"), number("9000000000"), of("CLF"), &out));
    assert_true(money_convert(INT64_MAX, of("EUR"), number("1"), of("USD"), &out));
    assert_true(out == INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_and_places),
        cmocka_unit_test(decimals_become_minor_units_exactly_or_not),
        cmocka_unit_test(conversion_rounds_half_to_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
