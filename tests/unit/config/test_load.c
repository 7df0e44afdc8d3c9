/* Where values come from, which is stronger, and what is said about what is wrong. */
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

static const char *origin(enum config_key key)
{
    static char where[CONFIG_ORIGIN_MAX];
    return config_origin_text(config_origin(l.config, key), where);
}

static void every_key_has_a_default_that_is_allowed(void **state)
{
    (void)state;
    assert_ok(&l.c, loading_load(&l));
    assert_null(config_file(l.config));
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        assert_string_equal("default", origin(key));
        if (key != CONFIG_DATA)
            assert_string_equal(config_rows[key].fallback, config_text(l.config, key));
    }
    assert_string_equal(loading_path(&l, "home/.local/share/florin"), config_text(l.config, CONFIG_DATA));
    assert_int_equal(50000, config_int(l.config, CONFIG_RATE));
    assert_int_equal(8, config_int(l.config, CONFIG_STORE_POOL));
    assert_int_equal(INT64_C(300000000), config_int(l.config, CONFIG_CACHE_TTL));
}

static void every_row_is_whole(void **state)
{
    (void)state;
    for (enum config_key key = 0; key < CONFIG_KEYS; key++) {
        const struct config_row *row = &config_rows[key];
        struct config_value value;
        assert_true(row->name && row->env && row->value && row->fallback && row->help && row->needed_by);
        assert_int_equal(key, config_find(text_of(row->name)));
        assert_true(text_starts(text_of(row->env), TEXT("FLORIN_")));
        if (row->flag != NULL)
            assert_int_equal(key, config_flag(text_of(row->flag)));
        if (row->kind == CONFIG_LIST)
            assert_non_null(row->item);
        assert_ok(&l.c, config_value_read(&l.c, row, text_of(row->example), "/home/x", NULL, &value));
        assert_true(strlen(config_allowed(&l.c, key)) > 3);
    }
}

static void a_flag_wins_over_the_environment_and_that_over_the_file(void **state)
{
    (void)state;
    loading_yaml(&l, "rate: 10\nrole: api\nbus.group: from-file\n");
    loading_variable(&l, "FLORIN_RATE=20");
    loading_variable(&l, "FLORIN_ROLE=agents");
    l.sources.flags[CONFIG_RATE] = "30";
    assert_ok(&l.c, loading_load(&l));
    assert_int_equal(30, config_int(l.config, CONFIG_RATE));
    assert_string_equal("--rate", origin(CONFIG_RATE));
    assert_string_equal("agents", config_text(l.config, CONFIG_ROLE));
    assert_string_equal("FLORIN_ROLE", origin(CONFIG_ROLE));
    assert_string_equal("from-file", config_text(l.config, CONFIG_BUS_GROUP));
    assert_string_equal(arena_printf(l.c.arena, "%s:3:12", l.sources.file), origin(CONFIG_BUS_GROUP));
}

static void an_empty_variable_is_none_and_an_empty_flag_takes_back(void **state)
{
    (void)state;
    loading_variable(&l, "FLORIN_RATE=");
    loading_variable(&l, "FLORIN_HOSTS=a.example");
    l.sources.flags[CONFIG_HOSTS] = "";
    assert_ok(&l.c, loading_load(&l));
    assert_string_equal("default", origin(CONFIG_RATE));
    assert_string_equal("", config_text(l.config, CONFIG_HOSTS));
    assert_string_equal("--host", origin(CONFIG_HOSTS));
}

static void the_file_is_looked_for_in_four_places(void **state)
{
    (void)state;
    loading_file(&l, "etc.yaml", "rate: 1\n", 8);
    assert_ok(&l.c, loading_load(&l));
    assert_int_equal(1, config_int(l.config, CONFIG_RATE));

    assert_int_equal(0, mkdir(loading_path(&l, "data"), 0700));
    loading_file(&l, "data/florin.yaml", "rate: 2\n", 8);
    l.sources.flags[CONFIG_DATA] = loading_path(&l, "data");
    assert_ok(&l.c, loading_load(&l));
    assert_int_equal(2, config_int(l.config, CONFIG_RATE));

    loading_file(&l, "florin.yaml", "rate: 3\n", 8);
    loading_variable(&l, arena_printf(l.c.arena, "FLORIN_CONFIG=%s/florin.yaml", l.folder));
    assert_ok(&l.c, loading_load(&l));
    assert_int_equal(3, config_int(l.config, CONFIG_RATE));

    l.sources.file = loading_file(&l, "other.yaml", "rate: 4\n", 8);
    assert_ok(&l.c, loading_load(&l));
    assert_int_equal(4, config_int(l.config, CONFIG_RATE));

    l.sources.file = "";
    assert_ok(&l.c, loading_load(&l));
    assert_null(config_file(l.config));
}

static void a_file_that_is_named_must_be_there(void **state)
{
    (void)state;
    l.sources.file = loading_path(&l, "none.yaml");
    assert_err(ERR_USAGE, loading_load(&l));
    assert_string_equal("none.yaml cannot be read: No such file or directory\n", loading_problems(&l));
    l.sources.file = l.folder;
    assert_err(ERR_USAGE, loading_load(&l));
    assert_non_null(strstr(loading_problems(&l), "it is a folder"));
}

static void all_problems_are_told_at_once(void **state)
{
    (void)state;
    loading_yaml(&l, "stor: x\nrate: 0\nrole: apis\nbus: redi://h\nhosts: [a, \"b c\"]\ncache.ttl: 2 y\n");
    loading_variable(&l, "FLORIN_BUSS=redis://:hunter2@h");
    loading_variable(&l, "FLORIN_RATE=many");
    l.sources.flags[CONFIG_LISTEN] = "127.0.0.1";
    assert_err(ERR_USAGE, loading_load(&l));
    assert_string_equal(
        "stor (florin.yaml:1:1) is no key; did you mean store?\n"
        "rate (florin.yaml:2:7): \"0\" is too small; allowed: a whole number from 1 to 1000000 (requests/s)\n"
        "role (florin.yaml:3:7): \"apis\" is none of all | api | agents | gateway; did you mean api?\n"
        "bus (florin.yaml:4:6): \"redi://h\" is none of embedded | redis://HOST | rediss://HOST | "
        "redis+unix://[USER@]/SOCKET | kafka://HOST,... | dapr://HOST:PORT[/PUBSUB]; did you mean redis://?\n"
        "hosts (florin.yaml:5:8): \"a,b c\" has a part that is not allowed: \"b c\"; allowed: host names, "
        "separated by commas\n"
        "cache.ttl (florin.yaml:6:12): \"2 y\" has no unit that is known (ms, s, min, h, d); allowed: a "
        "duration from 1 s to 1 d (ms, s, min, h, d)\n"
        "FLORIN_BUSS is no environment variable of Florin; did you mean FLORIN_BUS?\n"
        "rate (FLORIN_RATE): \"many\" is no whole number; allowed: a whole number from 1 to 1000000 "
        "(requests/s)\n"
        "listen (--listen): \"127.0.0.1\" has no port; allowed: ADDRESS:PORT, where ADDRESS is IPv4, IPv6 in "
        "[], localhost or *\n",
        loading_problems(&l));
    assert_int_equal(50000, config_int(l.config, CONFIG_RATE));
}

static void a_hidden_value_is_checked_all_the_same(void **state)
{
    (void)state;
    loading_yaml(&l, "rate: 0\n");
    l.sources.flags[CONFIG_RATE] = "5";
    assert_err(ERR_USAGE, loading_load(&l));
    assert_int_equal(5, config_int(l.config, CONFIG_RATE));
}

static void many_problems_are_counted_and_not_all_kept(void **state)
{
    (void)state;
    size_t count, kept = 0;
    struct buf *file = buf_in_arena(l.c.arena);
    for (int i = 0; i < 200; i++)
        buf_printf(file, "wrong%d: 1\n", i);
    loading_yaml(&l, file->at);
    assert_err(ERR_USAGE, loading_load(&l));
    for (const struct config_problem *p = config_problems(l.config, &count); p != NULL; p = p->next)
        kept++;
    assert_int_equal(200, count);
    assert_int_equal(CONFIG_PROBLEMS_MAX, kept);
    assert_non_null(strstr(l.c.why, "200 problems"));
}

static void foreign_variables_stay_out_and_links_to_services_are_let_be(void **state)
{
    (void)state;
    loading_variable(&l, "FLORIN_SERVICE_HOST=10.0.0.1");
    loading_variable(&l, "FLORIN_API_SERVICE_PORT_HTTP=80");
    loading_variable(&l, "FLORIN_PORT=tcp://10.0.0.1:80");
    loading_variable(&l, "FLORIN_PORT_80_TCP_ADDR=10.0.0.1");
    loading_variable(&l, "FLORIN_SECRET_PW=x");
    loading_variable(&l, "FLORIN_SEED=1");
    loading_variable(&l, "FLORINS=1");
    assert_ok(&l.c, loading_load(&l));
    loading_variable(&l, "FLORIN_PORT=80"); /* somebody thinks that this is where it listens */
    loading_variable(&l, "FLORIN_XYZZY_PLUGH=1");
    assert_err(ERR_USAGE, loading_load(&l));
    assert_string_equal("FLORIN_PORT is no environment variable of Florin\n"
                        "FLORIN_XYZZY_PLUGH is no environment variable of Florin\n",
                        loading_problems(&l));
}

static void relative_paths_in_the_file_begin_at_its_folder(void **state)
{
    (void)state;
    loading_yaml(&l, "data: ledger\nstore: sqlite:~/x\nsecrets: file:secrets\n");
    assert_ok(&l.c, loading_load(&l));
    assert_string_equal(loading_path(&l, "ledger"), config_text(l.config, CONFIG_DATA));
    assert_string_equal(arena_printf(l.c.arena, "sqlite:%s/home/x", l.folder),
                        config_text(l.config, CONFIG_STORE));
    assert_string_equal(arena_printf(l.c.arena, "file:%s/secrets", l.folder),
                        config_text(l.config, CONFIG_SECRETS));
    l.sources.flags[CONFIG_DATA] = "here";
    assert_ok(&l.c, loading_load(&l));
    assert_string_equal("here", config_text(l.config, CONFIG_DATA));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_key_has_a_default_that_is_allowed, begin, end),
        cmocka_unit_test_setup_teardown(every_row_is_whole, begin, end),
        cmocka_unit_test_setup_teardown(a_flag_wins_over_the_environment_and_that_over_the_file, begin, end),
        cmocka_unit_test_setup_teardown(an_empty_variable_is_none_and_an_empty_flag_takes_back, begin, end),
        cmocka_unit_test_setup_teardown(the_file_is_looked_for_in_four_places, begin, end),
        cmocka_unit_test_setup_teardown(a_file_that_is_named_must_be_there, begin, end),
        cmocka_unit_test_setup_teardown(all_problems_are_told_at_once, begin, end),
        cmocka_unit_test_setup_teardown(a_hidden_value_is_checked_all_the_same, begin, end),
        cmocka_unit_test_setup_teardown(many_problems_are_counted_and_not_all_kept, begin, end),
        cmocka_unit_test_setup_teardown(foreign_variables_stay_out_and_links_to_services_are_let_be, begin,
                                        end),
        cmocka_unit_test_setup_teardown(relative_paths_in_the_file_begin_at_its_folder, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
