/* Files of tensors: what is read, and everything that is refused. */
#include "encoder_model.h"

#include <math.h>

static enum err read(struct ctx *c, const char *header, struct text numbers, struct safetensors *out)
{
    return safetensors_read(c, model_file(c->arena, text_of(header), numbers), out);
}

static void tensors_are_found_with_their_numbers(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct safetensors all;
    static const char numbers[] = "\x00\x00\x80\x3f\x00\x00\x00\xc0" /* 1, -2 */
                                  "\x00\x3c\x01\x00\x00\x7c\xff\xfb" /* 1, 2^-24, infinity, -65504 */
                                  "\x80\x3f\x00\xc1"                 /* 1, -8 */
                                  "abc";
    assert_ok(&c, read(&c,
                       "{\"f\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                       "\"none\":{\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[8,8]},"
                       "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[16,20]},"
                       "\"h\":{\"dtype\":\"F16\",\"shape\":[2,2],\"data_offsets\":[8,16]},"
                       "\"u\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[20,23]},"
                       "\"__metadata__\":{\"format\":\"pt\"}}  ",
                       (struct text){numbers, sizeof numbers - 1}, &all));
    assert_int_equal(5, all.count);
    float v[4];
    tensor_floats(safetensors_find(&all, "f"), 0, 2, v);
    assert_true(v[0] == 1 && v[1] == -2);
    const struct tensor *h = safetensors_find(&all, "h");
    assert_true(h->rank == 2 && h->shape[0] == 2 && h->shape[1] == 2 && h->count == 4);
    tensor_floats(h, 0, 4, v);
    assert_true(v[0] == 1 && v[1] == 0x1p-24F && isinf(v[2]) && v[3] == -65504);
    tensor_floats(h, 3, 1, v);
    assert_true(v[0] == -65504);
    tensor_floats(safetensors_find(&all, "b"), 0, 2, v);
    assert_true(v[0] == 1 && v[1] == -8);
    assert_int_equal(TENSOR_OTHER, safetensors_find(&all, "u")->type);
    assert_int_equal(0, safetensors_find(&all, "none")->count);
    assert_null(safetensors_find(&all, "nothing"));
    test_ctx_end(&c);
}

static void every_half_is_its_value(void **state)
{
    (void)state;
    for (uint32_t h = 0; h < 0x10000; h++) {
        uint16_t bits = (uint16_t)h;
        struct tensor t = {.type = TENSOR_F16, .count = 1, .at = &bits};
        int exponent = (int)(h >> 10 & 31), fraction = (int)(h & 1023);
        double wanted = exponent == 0 ? ldexp(fraction, -24) : ldexp(1024 + fraction, exponent - 25);
        float got;
        tensor_floats(&t, 0, 1, &got);
        if (exponent == 31)
            assert_true(fraction == 0 ? isinf(got) != 0 : isnan(got) != 0);
        else
            assert_true((double)got == (h & 0x8000 ? -wanted : wanted) && !signbit(got) == !(h & 0x8000));
    }
}

static void what_contradicts_itself_is_refused(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "",
        "[]",
        "{",
        "{\"a\":{}}",
        "{\"a\":[]}",
        "{\"a\":{\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387906],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9007199254740992],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        "\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}",
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct ctx c = test_ctx();
        struct safetensors all;
        if (read(&c, headers[i], (struct text){"12345678", 8}, &all) != ERR_INPUT)
            fail_msg("taken: %s", headers[i]);
        assert_true(c.why[0] != '\0');
        test_ctx_end(&c);
    }
}

static void files_end_where_they_say(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct safetensors all;
    struct text whole = model_write(c.arena, (struct model_writer){.type = "F32", .prefix = ""});
    assert_ok(&c, safetensors_read(&c, whole, &all));
    for (size_t len = 0; len < whole.len; len += len < 64 || len + 64 > whole.len ? 1 : 997)
        assert_err(ERR_INPUT, safetensors_read(&c, (struct text){whole.at, len}, &all));
    char large[16] = {0, 0, 0, 1}; /* a header of 16 MiB */
    assert_err(ERR_LIMIT, safetensors_read(&c, (struct text){large, sizeof large}, &all));
    memset(large, 0xff, 8);
    assert_err(ERR_LIMIT, safetensors_read(&c, (struct text){large, sizeof large}, &all));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tensors_are_found_with_their_numbers),
        cmocka_unit_test(every_half_is_its_value),
        cmocka_unit_test(what_contradicts_itself_is_refused),
        cmocka_unit_test(files_end_where_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
