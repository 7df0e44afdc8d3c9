#include "bankfile/amount.h"
#include "support.h"

static void check(const char *written, char mark, const char *expected)
{
    struct decimal d;
    char text[DECIMAL_TEXT_MAX];
    if (!amount_parse(text_of(written), mark, &d))
        fail_msg("\"%s\" was refused", written);
    assert_string_equal(expected, decimal_format(d, text));
}

static void refuse(const char *written, char mark)
{
    struct decimal d;
    if (amount_parse(text_of(written), mark, &d))
        fail_msg("\"%s\" was read", written);
}

static void an_amount_tells_its_own_mark(void **state)
{
    (void)state;
    check("12", '\0', "12");
    check("-11,76", '\0', "-11.76");
    check("+1.234.567,89", '\0', "1234567.89");
    check("1,234,567.89", '\0', "1234567.89");
    check("12,34,567.50", '\0', "1234567.50");
    check("1.234.567", '\0', "1234567");
    check("1.234", '\0', "1.234");
    check("1.234.56", '\0', "1234.56");
    check("-00000000002571.4500", '\0', "-2571.4500");
    check("-0", '\0', "0");
}

static void a_given_mark_decides(void **state)
{
    (void)state;
    check("1,234", '.', "1234");
    check("1,234", ',', "1.234");
    check("1.234", ',', "1234");
    check("-1,000.00", '.', "-1000.00");
    refuse("12,50", '.');
    refuse("1,234.50", ',');
}

static void signs_blanks_and_apostrophes(void **state)
{
    (void)state;
    check("  - 10,00 ", '\0', "-10.00");
    check("12.00-", '\0', "-12.00");
    check("1 234,56", '\0', "1234.56");
    check("1'234.50", '\0', "1234.50");
    check("1\xC2\xA0"
          "234,56",
          '\0', "1234.56");
    check("\xE2\x88\x92"
          "5.00",
          '\0', "-5.00");
    check(".5", '\0', "0.5");
    check("5.", '\0', "5");
}

static void what_is_no_amount(void **state)
{
    (void)state;
    static const char *const written[] = {"",
                                          "-",
                                          "$120",
                                          "120 EUR",
                                          "1e5",
                                          "--5",
                                          "1.2.3",
                                          "1,,5",
                                          "12.34.56",
                                          "1.23.4",
                                          "(5.00)",
                                          "0x10",
                                          "1,234.567.8",
                                          "5-5",
                                          ".",
                                          "1 23",
                                          "99999999999999999999"};
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        refuse(written[i], '\0');
}

static void the_mark_an_amount_proves(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        char mark;
    } cases[] = {{"12.50", '.'},     {"12,50", ','},   {"1,234.50", '.'}, {"1.234,50", ','},
                 {"1.234.567", ','}, {"1,234", '\0'},  {"1.234", '\0'},   {"1234", '\0'},
                 {"1234,567", ','},  {"1'234.5", '.'}, {"abc", '\0'},     {"5.", '.'}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (amount_mark(text_of(cases[i].written)) != cases[i].mark)
            fail_msg("\"%s\"", cases[i].written);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_amount_tells_its_own_mark), cmocka_unit_test(a_given_mark_decides),
        cmocka_unit_test(signs_blanks_and_apostrophes), cmocka_unit_test(what_is_no_amount),
        cmocka_unit_test(the_mark_an_amount_proves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
