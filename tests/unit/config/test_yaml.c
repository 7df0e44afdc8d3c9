/* The file: what is taken of YAML, what is refused, with its place, within limits. */
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

static void is_taken(const char *yaml)
{
    loading_yaml(&l, yaml);
    assert_ok(&l.c, loading_load(&l));
}

static void is_refused(const char *yaml, const char *problem)
{
    loading_yaml(&l, yaml);
    assert_err(ERR_USAGE, loading_load(&l));
    assert_string_equal(problem, loading_problems(&l));
}

static void keys_with_dots_or_nested(void **state)
{
    (void)state;
    is_taken("bus:\n  url: redis://h\n  group: g\ncache: {url: redis://i, ttl: 1 h}\nstore.pool: 3\n");
    assert_string_equal("redis://h", config_text(l.config, CONFIG_BUS));
    assert_string_equal("g", config_text(l.config, CONFIG_BUS_GROUP));
    assert_string_equal("redis://i", config_text(l.config, CONFIG_CACHE));
    assert_int_equal(INT64_C(3600000000), config_int(l.config, CONFIG_CACHE_TTL));
    assert_int_equal(3, config_int(l.config, CONFIG_STORE_POOL));
    assert_int_equal(2, config_origin(l.config, CONFIG_BUS)->line);
    assert_int_equal(8, config_origin(l.config, CONFIG_BUS)->column);
}

static void lists_in_either_form(void **state)
{
    (void)state;
    is_taken("hosts:\n  - a.example\n  - b.example\nproxies: 10.0.0.1, 10.0.0.2\norigins: []\n");
    assert_string_equal("a.example,b.example", config_text(l.config, CONFIG_HOSTS));
    assert_string_equal("10.0.0.1,10.0.0.2", config_text(l.config, CONFIG_PROXIES));
    assert_string_equal("", config_text(l.config, CONFIG_ORIGINS));
}

static void nothing_behind_a_key_is_no_value(void **state)
{
    (void)state;
    is_taken("store:\nrate: ~\nrole: null\nbus: {}\n");
    assert_int_equal(CONFIG_FROM_DEFAULT, config_origin(l.config, CONFIG_RATE)->source);
    is_taken("");
    is_taken("# only words\n");
    is_taken("---\n");
    is_taken("\xEF\xBB\xBFrate: 5\r\nrole: api\r\n");
    assert_int_equal(5, config_int(l.config, CONFIG_RATE));
}

static void what_is_not_plain_is_refused_with_its_place(void **state)
{
    (void)state;
    is_refused("rate: &x 5\n", "florin.yaml:1:10 has an anchor (&): write the value where it belongs\n");
    is_refused("rate: 5\nstore.pool: *x\n",
               "florin.yaml:2:13 has an alias (*): write the value where it belongs\n");
    is_refused("rate: !!int 5\n", "florin.yaml:1:13 has a tag (!): write plain values\n");
    is_refused("rate: 5\n---\nrate: 6\n", "florin.yaml:2:1 has a second document (---)\n");
    is_refused("- rate\n", "florin.yaml:1:1 is a list: a configuration is lines of \"key: value\"\n");
    is_refused("rate\n", "florin.yaml:1:1 holds no \"key: value\"\n");
    is_refused("? [a]\n: 1\n", "florin.yaml:1:3 has a list or mapping where a plain value belongs\n");
    is_refused("hosts: [[a]]\n", "florin.yaml:1:9 has a list or mapping where a plain value belongs\n");
    is_refused("hosts: [\"a,b\"]\n", "florin.yaml:1:9 has a comma within a list's part\n");
    is_refused("a: {b: {c: {d: 1}}}\n",
               "a.b.c.d (florin.yaml:1:13) is no key (florin config example shows them all)\n");
    is_refused("a: {b: {c: {d: {e: 1}}}}\n", "florin.yaml:1:16 is nested deeper than 4\n");
}

static void keys_are_held_against_the_schema(void **state)
{
    (void)state;
    is_refused("rate: 1\nrate: 2\n", "rate (florin.yaml:2:7) is given twice: line 1 has it already\n");
    is_refused("bus: embedded\nbus: {url: embedded}\n",
               "bus (florin.yaml:2:12) is given twice: line 1 has it already\n");
    is_refused("rate: {url: 1}\n", "rate.url (florin.yaml:1:8) is no key; did you mean page.url?\n");
    is_refused("nonsense: {}\n",
               "nonsense (florin.yaml:1:1) is no key (florin config example shows them all)\n");
    is_refused("config: x\n", "config (florin.yaml:1:1) is no key (florin config example shows them all)\n");
    is_refused("\"\": x\n", "\"\" (florin.yaml:1:1) is no key (florin config example shows them all)\n");
    is_refused("rate: [1, 2]\n", "rate (florin.yaml:1:7): \"1,2\" is no whole number; allowed: a whole "
                                 "number from 1 to 1000000 (requests/s)\n");
    is_refused("data: \"a\\nb\"\n", "data (florin.yaml:1:7): \"a\" has a line break or another control "
                                    "character in it; allowed: a path\n");
}

static void broken_yaml_is_never_quoted(void **state)
{
    (void)state;
    is_refused("rate: 5\nstore: \"hunter2\n",
               "florin.yaml:2:9 is no good YAML: double-quoted scalar without closing quote\n");
    is_refused("a: !hunter2!x y\n", "florin.yaml:1:4 is no good YAML: undefined tag prefix\n");
    is_refused("\tx: 1\n", "florin.yaml:1:1 is no good YAML: invalid tab as indendation in a mapping\n");
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    is_refused("rate: 5\n# \xFF\n", "florin.yaml:2:1 has a byte in this line that is no text in UTF-8\n");
    is_refused("data: \"a\\0b\"\n", "florin.yaml:1:7 has a NUL byte\n");
    l.sources.file = loading_file(&l, "florin.yaml", "rate: 5\0\n", 9);
    assert_err(ERR_USAGE, loading_load(&l));
    assert_string_equal("florin.yaml:1:1 has a byte in this line that is no text in UTF-8\n",
                        loading_problems(&l));
}

static void limits(void **state)
{
    (void)state;
    size_t size = CONFIG_FILE_BYTES + 1;
    char *large = malloc(size);
    memset(large, '#', size);
    l.sources.file = loading_file(&l, "florin.yaml", large, size - 1);
    assert_ok(&l.c, loading_load(&l));
    l.sources.file = loading_file(&l, "florin.yaml", large, size);
    assert_err(ERR_USAGE, loading_load(&l));
    assert_string_equal("florin.yaml is larger than 1 MiB\n", loading_problems(&l));
    memset(large, '[', size - 1); /* as deep as it can be */
    l.sources.file = loading_file(&l, "florin.yaml", large, size - 1);
    assert_err(ERR_USAGE, loading_load(&l));
    free(large);
    struct buf *many = buf_in_arena(l.c.arena);
    for (int i = 0; i <= CONFIG_FILE_VALUES / 2; i++)
        buf_printf(many, "k%d: 1\n", i);
    is_refused(many->at, "florin.yaml:251:1 has more than 500 keys and values\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_with_dots_or_nested, begin, end),
        cmocka_unit_test_setup_teardown(lists_in_either_form, begin, end),
        cmocka_unit_test_setup_teardown(nothing_behind_a_key_is_no_value, begin, end),
        cmocka_unit_test_setup_teardown(what_is_not_plain_is_refused_with_its_place, begin, end),
        cmocka_unit_test_setup_teardown(keys_are_held_against_the_schema, begin, end),
        cmocka_unit_test_setup_teardown(broken_yaml_is_never_quoted, begin, end),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_text, begin, end),
        cmocka_unit_test_setup_teardown(limits, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
