/* JSON in: what RFC 8259 says and nothing else; limits; numbers by their digits. */
#include "base/json_in.h"
#include "base/limits.h"
#include "support.h"

static const struct json_value *read_ok(struct ctx *c, const char *z)
{
    const struct json_value *v = NULL;
    assert_ok(c, json_read(c, text_of(z), &v));
    assert_non_null(v);
    return v;
}

static void values(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct json_value *v =
        read_ok(&c, " {\"a\":\"caf\\u00e9 \\ud83d\\ude00\\n\",\"b\":[1,true,null,{}],\"\":false}\r\n");
    assert_int_equal(JSON_OBJECT, json_kind(v));
    assert_int_equal(3, json_count(v));
    assert_text("a", json_name(json_first(v)));
    assert_text("caf\xC3\xA9 \xF0\x9F\x98\x80\n", json_as_text(json_member(v, "a")));
    const struct json_value *list = json_member(v, "b");
    assert_int_equal(JSON_ARRAY, json_kind(list));
    const struct json_value *item = json_first(list);
    assert_int_equal(JSON_NUMBER, json_kind(item));
    item = json_next(item);
    assert_true(json_kind(item) == JSON_BOOL && json_as_bool(item));
    item = json_next(item);
    assert_int_equal(JSON_NULL, json_kind(item));
    item = json_next(item);
    assert_true(json_kind(item) == JSON_OBJECT && json_first(item) == NULL);
    assert_null(json_next(item));
    assert_false(json_as_bool(json_member(v, "")));
    assert_null(json_member(v, "A")); /* case counts */
    test_ctx_end(&c);
}

static void nothing_is_no_value(void **state)
{
    (void)state;
    int64_t i;
    double d;
    struct decimal m;
    assert_int_equal(JSON_NULL, json_kind(NULL));
    assert_null(json_member(NULL, "a"));
    assert_null(json_first(NULL));
    assert_null(json_next(NULL));
    assert_int_equal(0, json_count(NULL));
    assert_int_equal(0, json_as_text(NULL).len);
    assert_false(json_as_bool(NULL) || json_as_int(NULL, &i) || json_as_double(NULL, &d) ||
                 json_as_decimal(NULL, &m));
}

/* clang-format off */
static const char *const bad[] = {
    "", " ", "{", "[", "}", "]", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
    "{\"a\":1,", "{a:1}", "{'a':1}", "[1 2]", "1 2", "{}{}", "[] x", "nul", "nulll", "True", "NaN",
    "Infinity", "-Infinity", "01", "-01", "1.", ".5", "-.5", "-", "+1", "1e", "1e+", "1.5e", "0x10",
    "1_000", "1,5", "--1", "1-2", "1e5e5", "\"a", "\"\\x\"", "\"\\", "\"\\u12\"", "\"\\u12G4\"",
    "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "\"\t\"",
    "\xEF\xBB\xBF{}", "\v1", "\x01", "\x7F", "\x80", "\"\xFF\"", "\"\xED\xA0\x80\"", "/* c */ 1",
    "// c\n1", "[1]//", "\xC2\xA0[]", "1234567890123456789012345678901234567890123456789012345678901",
};
/* clang-format on */

static void what_is_no_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct ctx c = test_ctx();
        const struct json_value *v;
        if (json_read(&c, text_of(bad[i]), &v) != ERR_INPUT)
            fail_msg("taken: %s", bad[i]);
        assert_true(c.why[0] != '\0');
        test_ctx_end(&c);
    }
}

static void says_where(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct json_value *v;
    assert_err(ERR_INPUT, json_read(&c, TEXT("{\n \"caf\xC3\xA9\": 01}"), &v));
    assert_string_equal("line 2, column 10: a number is not written as JSON writes it", c.why);
    assert_err(ERR_INPUT, json_read(&c, TEXT("[1,"), &v));
    assert_string_equal("line 1, column 4: the document is not complete", c.why);
    assert_err(ERR_INPUT, json_read(&c, TEXT("{}\n{}"), &v));
    assert_string_equal("line 2, column 1: something follows the document", c.why);
    assert_err(ERR_INPUT, json_read(&c, TEXT("[\"a"), &v));
    assert_string_equal("line 1, column 2: a text does not end", c.why);
    test_ctx_end(&c);
}

static void names_are_given_once(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct json_value *v;
    read_ok(&c, "{\"a\":1,\"A\":2,\"b\":{\"a\":1}}");
    assert_err(ERR_INPUT, json_read(&c, TEXT("{\"amount\":\"1\",\"b\":2,\"am\\u006funt\":\"9\"}"), &v));
    assert_string_equal("the name \"amount\" is given twice in one object", c.why);
    assert_err(ERR_INPUT, json_read(&c, TEXT("[{\"x\":{\"\":1,\"\":1}}]"), &v));
    struct buf *many = buf_in_arena(c.arena);
    for (int i = 0; i < 50000; i++)
        buf_printf(many, "%c\"name%d\":%d", i == 0 ? '{' : ',', i, i);
    buf_z(many, "}");
    assert_ok(&c, json_read(&c, buf_view(many), &v));
    assert_int_equal(50000, json_count(v));
    many->at[many->len - 1] = ',';
    buf_z(many, "\"name777\":1}");
    assert_err(ERR_INPUT, json_read(&c, buf_view(many), &v));
    test_ctx_end(&c);
}

static void nested(struct buf *out, int depth)
{
    buf_clear(out);
    for (int i = 0; i < depth; i++)
        buf_z(out, i % 2 ? "[" : "{\"a\":");
    buf_z(out, "1");
    for (int i = depth - 1; i >= 0; i--)
        buf_char(out, i % 2 ? ']' : '}');
}

static void limits(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct json_value *v;
    struct buf *b = buf_in_arena(c.arena);
    nested(b, LIMIT_JSON_DEPTH);
    assert_ok(&c, json_read(&c, buf_view(b), &v));
    nested(b, LIMIT_JSON_DEPTH + 1);
    assert_err(ERR_LIMIT, json_read(&c, buf_view(b), &v));
    buf_clear(b);
    for (int i = 0; i < LIMIT_JSON_VALUES; i++)
        buf_char(b, '[');
    assert_err(ERR_LIMIT, json_read(&c, buf_view(b), &v));
    buf_clear(b);
    buf_char(b, '[');
    for (int i = 0; i < LIMIT_JSON_VALUES; i++)
        buf_z(b, "1,");
    buf_z(b, "1]");
    assert_err(ERR_LIMIT, json_read(&c, buf_view(b), &v));
    test_ctx_end(&c);
}

static void whole_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"42", true, 42},
        {"-42", true, -42},
        {"12.0", true, 12},
        {"1.5e1", true, 15},
        {"1e3", true, 1000},
        {"1200e-2", true, 12},
        {"9007199254740992", true, INT64_C(9007199254740992)},
        {"9007199254740993", false, 0},
        {"-9007199254740992", true, -INT64_C(9007199254740992)},
        {"-9007199254740993", false, 0},
        {"12.5", false, 0},
        {"1e16", false, 0},
        {"1e-1", false, 0},
        {"1e999", false, 0},
        {"0e999", true, 0},
        {"10000000000000000000000", false, 0},
        {"12.00000000000000000001", false, 0},
        {"12.00000000000000000000", true, 12},
        {"\"12\"", false, 0},
        {"true", false, 0},
        {"1e99999999999999999", false, 0},
    };
    struct ctx c = test_ctx();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t got = -1;
        if (json_as_int(read_ok(&c, cases[i].text), &got) != cases[i].is ||
            (cases[i].is && got != cases[i].value))
            fail_msg("%s: %lld", cases[i].text, (long long)got);
    }
    test_ctx_end(&c);
}

static void decimals(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value; /* NULL: refused */
    } cases[] = {
        {"12.5", "12.5"},
        {"-12.50", "-12.5"},
        {"0.1", "0.1"},
        {"0", "0"},
        {"-0.0", "0"},
        {"1e2", "100"},
        {"125e-1", "12.5"},
        {"1.10", "1.1"},
        {"999999999999999", "999999999999999"},
        {"1e14", "100000000000000"},
        {"1e15", NULL},
        {"0.000000000001", "0.000000000001"},
        {"0.0000000000001", NULL},
        {"1000000000000000", NULL},
        {"1234567890123.45", "1234567890123.45"},
        {"1234567890123.456", NULL},
        {"0.30000000000000004", NULL}, /* 0.1 + 0.2 of a program that counts money in doubles */
        {"0.1000000000000000055511151231257827", NULL}, /* the double of 0.1, but not 0.1 */
        {"1e400", NULL},
        {"\"-12.50\"", "-12.50"},
        {"\"9007199254740993.01\"", "9007199254740993.01"},
        {"\"12,5\"", NULL},
        {"\"\"", NULL},
        {"null", NULL},
        {"true", NULL},
    };
    struct ctx c = test_ctx();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decimal d = {0, 0};
        char text[DECIMAL_TEXT_MAX] = "";
        bool is = json_as_decimal(read_ok(&c, cases[i].text), &d);
        if (is != (cases[i].value != NULL))
            fail_msg("%s: %s", cases[i].text, is ? "taken" : "refused");
        if (is)
            assert_string_equal(cases[i].value, decimal_format(d, text));
    }
    test_ctx_end(&c);
}

/* Each number has its own digits, whatever stands between. */
static void numbers_stay_in_order(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct json_value *v = read_ok(
        &c, "{\"1\\\"2\":[1,\"3\\\\\",-4.5],\"x9\":{\"7\":\"8\\\"\",\"n\":6e1},\"t\":true,\"z\":0.25}");
    struct decimal d;
    int64_t i;
    assert_true(json_as_int(json_first(json_member(v, "1\"2")), &i) && i == 1);
    assert_true(json_as_decimal(json_next(json_next(json_first(json_member(v, "1\"2")))), &d) &&
                d.digits == -45);
    assert_true(json_as_int(json_member(json_member(v, "x9"), "n"), &i) && i == 60);
    assert_true(json_as_decimal(json_member(v, "z"), &d) && d.digits == 25 && d.scale == 2);
    test_ctx_end(&c);
}

static void doubles(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    double d;
    assert_true(json_as_double(read_ok(&c, "-2.5e-3"), &d) && d == -2.5e-3);
    assert_false(json_as_double(read_ok(&c, "1e999"), &d));
    assert_false(json_as_double(read_ok(&c, "\"1\""), &d));
    test_ctx_end(&c);
}

static void written_out_again(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf out = {0};
    struct json j = json_into(&out);
    json_copy(
        &j, read_ok(&c, " { \"b\\n\": [1.50e+2 , -0, true,null,\"\\u00e9\\\"\"],\n \"a\":{} , \"\":[[]]} "));
    assert_text("{\"b\\n\":[1.50e+2,-0,true,null,\"\xC3\xA9\\\"\"],\"a\":{},\"\":[[]]}", buf_view(&out));
    buf_free(&out);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(nothing_is_no_value),
        cmocka_unit_test(what_is_no_json),
        cmocka_unit_test(says_where),
        cmocka_unit_test(names_are_given_once),
        cmocka_unit_test(limits),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(decimals),
        cmocka_unit_test(numbers_stay_in_order),
        cmocka_unit_test(doubles),
        cmocka_unit_test(written_out_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
