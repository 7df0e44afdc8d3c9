/* CSV out: RFC 4180, and no field is a formula. */
#include "base/csv.h"
#include "support.h"

static const char *field(struct ctx *c, const char *text)
{
    struct buf *out = buf_in_arena(c->arena);
    struct csv csv = csv_into(out);
    csv_z(&csv, text);
    return out->at == NULL ? "" : out->at;
}

static void fields_are_quoted_when_needed(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_string_equal("plain", field(&c, "plain"));
    assert_string_equal("", field(&c, ""));
    assert_string_equal("\"a,b\"", field(&c, "a,b"));
    assert_string_equal("\"a\"\"b\"", field(&c, "a\"b"));
    assert_string_equal("\"a\r\nb\"", field(&c, "a\r\nb"));
    assert_string_equal("\" a\"", field(&c, " a"));
    assert_string_equal("a;b|c", field(&c, "a;b|c"));
    test_ctx_end(&c);
}

static void formulas_are_disarmed(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"=1+1", "'=1+1"},
        {"+49 228 1", "'+49 228 1"},
        {"-A1", "'-A1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"=\"a\",b", "\"'=\"\"a\"\",b\""},
        {"-1.2.3", "'-1.2.3"},
        {"-", "'-"},
        {"-.5", "'-.5"},
        {"-5.", "'-5."},
        {"-1e5", "'-1e5"},
    };
    struct ctx c = test_ctx();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(cases[i][1], field(&c, cases[i][0]));
    test_ctx_end(&c);
}

static void numbers_stay_numbers(void **state)
{
    (void)state;
    static const char *const numbers[] = {"-1234.50", "+7", "-0.05", "12", "-1"};
    struct ctx c = test_ctx();
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_string_equal(numbers[i], field(&c, numbers[i]));
    test_ctx_end(&c);
}

static void records_end_with_cr_lf(void **state)
{
    (void)state;
    struct buf out = {0};
    struct csv csv = csv_into(&out);
    csv_header(&csv, (const char *const[]){"a", "b", NULL});
    csv_int(&csv, -5);
    csv_z(&csv, "");
    csv_end(&csv);
    assert_string_equal("a,b\r\n-5,\r\n", out.at);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_quoted_when_needed),
        cmocka_unit_test(formulas_are_disarmed),
        cmocka_unit_test(numbers_stay_numbers),
        cmocka_unit_test(records_end_with_cr_lf),
    };
    return cmocka_run_group_tests_name("base/csv", tests, NULL, NULL);
}
