/* The writers: the example is read back as the defaults; lists and JSON hide what is secret. */
#include "unit/config/loading.h"

static struct loading l;

static int begin(void **state)
{
    (void)state;
    loading_begin(&l);
    return 0;
}

static int end(void **state)
{
    (void)state;
    loading_end(&l);
    return 0;
}

static void the_example_is_read_back_as_the_defaults(void **state)
{
    (void)state;
    struct config *defaults;
    struct buf *out = buf_in_arena(l.c.arena);
    assert_ok(&l.c, loading_load(&l));
    defaults = l.config;
    config_write_example(&l.c, out);
    loading_yaml(&l, out->at);
    assert_ok(&l.c, loading_load(&l));
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        assert_int_equal(CONFIG_FROM_FILE, config_origin(l.config, key)->source);
        assert_string_equal(config_text(defaults, key), config_text(l.config, key));
        assert_int_equal(config_int(defaults, key), config_int(l.config, key));
        assert_non_null(strstr(out->at, config_rows[key].env));
    }
}

static void lists_say_what_holds_and_why(void **state)
{
    (void)state;
    struct buf *lines = buf_in_arena(l.c.arena), *out = buf_in_arena(l.c.arena);
    struct json j = json_into(out);
    l.sources.flags[CONFIG_STORE] = "postgres://u:hunter2@h/d";
    loading_variable(&l, "FLORIN_DAPR_TOKEN=hunter2");
    loading_yaml(&l, "rate: 7\n");
    assert_ok(&l.c, loading_load(&l));
    config_write_lines(&l.c, l.config, lines);
    config_write_json(&l.c, l.config, &j);
    assert_non_null(strstr(lines->at, "postgres://u:(set)@h/d"));
    assert_non_null(
        strstr(out->at, "{\"key\":\"store\",\"value\":\"postgres://u:(set)@h/d\",\"source\":\"flag\"}"));
    assert_non_null(
        strstr(out->at, "{\"key\":\"dapr.token\",\"value\":\"(set)\",\"source\":\"environment\"}"));
    assert_non_null(strstr(out->at, "{\"key\":\"rate\",\"value\":\"7\",\"source\":\"file\",\"file\":"));
    assert_null(strstr(lines->at, "hunter2"));
    assert_null(strstr(out->at, "hunter2"));
}

static void the_table_has_every_key(void **state)
{
    (void)state;
    struct buf *out = buf_in_arena(l.c.arena);
    config_write_table(&l.c, out);
    for (enum config_key key = 0; key < CONFIG_KEYS; key++)
        assert_non_null(strstr(out->at, arena_printf(l.c.arena, "\n| `%s` | `%s`", config_rows[key].name,
                                                     config_rows[key].env)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_example_is_read_back_as_the_defaults, begin, end),
        cmocka_unit_test_setup_teardown(lists_say_what_holds_and_why, begin, end),
        cmocka_unit_test_setup_teardown(the_table_has_every_key, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
