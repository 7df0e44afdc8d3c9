/* JSON out: commas, escapes, and that hostile text stays text. */
#include "base/json.h"
#include "support.h"

static void commas_are_its_business(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json j = json_into(&out);
    json_object(&j);
    json_key_int(&j, "a", -1);
    json_key(&j, "b");
    json_array(&j);
    json_array(&j);
    json_array_end(&j);
    json_object(&j);
    json_object_end(&j);
    json_bool(&j, true);
    json_null(&j);
    json_array_end(&j);
    json_key_z(&j, "c", NULL);
    json_key_bool(&j, "d", false);
    json_key(&j, "e");
    json_raw(&j, TEXT("[1,2]"));
    json_object_end(&j);
    assert_string_equal("{\"a\":-1,\"b\":[[],{},true,null],\"c\":null,\"d\":false,\"e\":[1,2]}", out.at);
    buf_free(&out);
}

static void values(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json j = json_into(&out);
    json_array(&j);
    json_decimal(&j, (struct decimal){-1250, 2});
    json_date(&j, 0);
    json_date(&j, DATE_NONE);
    json_time(&j, 0);
    json_double(&j, 0.25);
    json_double(&j, 1.0 / 0.0);
    json_int(&j, INT64_MIN);
    json_id(&j, (struct id){{0}});
    json_array_end(&j);
    assert_string_equal(
        "[\"-12.50\",\"1970-01-01\",null,\"1970-01-01T00:00:00.000000Z\",0.25,null,-9223372036854775808,"
        "\"00000000-0000-0000-0000-000000000000\"]",
        out.at);
    buf_free(&out);
}

static void texts_are_escaped(void **state)
{
    (void)state;
    struct buf out = {0};
    struct json j = json_into(&out);
    json_text(&j, TEXT("a\"b\\c\n\r\t\x01\x1F\x7F caf\xC3\xA9 </script>"));
    assert_string_equal("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f\\u007f caf\xC3\xA9 </script>\"", out.at);
    buf_clear(&out);
    j = json_into(&out);
    json_text(&j, TEXT("a\xFFz\0y"));
    assert_string_equal("\"a\xEF\xBF\xBDz\\u0000y\"", out.at);
    assert_true(text_is_utf8(buf_view(&out)));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(commas_are_its_business), cmocka_unit_test(values),
                                       cmocka_unit_test(texts_are_escaped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
