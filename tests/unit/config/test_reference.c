/* References to secrets, and that no secret is ever shown. */
#include "unit/config/loading.h"

static struct loading l;
static const char *const password = "p@ss/w0rd:?";

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

static enum err get(struct ctx *c, void *self, struct text name, struct text *out)
{
    (void)self;
    if (text_is(name, "pw"))
        *out = text_of(password);
    else if (text_is(name, "url"))
        *out = TEXT("redis://:hunter2@h:6379");
    else if (text_is(name, "bad"))
        *out = TEXT("hunter2");
    else if (text_is(name, "line"))
        *out = TEXT("hunter2\n");
    else if (text_is(name, "empty"))
        *out = TEXT("");
    else
        return (fail)(c, ERR_NOT_FOUND, "there is no secret %.*s", TEXT_ARGS(name));
    return OK;
}
static const struct config_resolver resolver = {.get = get};

static enum err resolve_bus(const char *value)
{
    l.sources.flags[CONFIG_BUS] = value;
    assert_ok(&l.c, loading_load(&l));
    return config_resolve(&l.c, l.config, CONFIG_FOR_ALL, &resolver);
}

static void secrets_take_their_places(void **state)
{
    (void)state;
    loading_yaml(
        &l, "store: postgres://florin:${secret:pw}@db/florin?sslrootcert=${secret:pw}\ncache: secret:url\n"
            "dapr.token: ${secret:pw}-x\nbus.group: secret:bad\n");
    assert_ok(&l.c, loading_load(&l));
    assert_true(config_has_secrets(l.config, CONFIG_FOR_COMMANDS));
    assert_string_equal("", config_text(l.config, CONFIG_STORE));
    assert_ok(&l.c, config_resolve(&l.c, l.config, CONFIG_FOR_ALL, &resolver));
    assert_string_equal("postgres://florin:p%40ss%2Fw0rd%3A%3F@db/florin?sslrootcert=p%40ss%2Fw0rd%3A%3F",
                        config_text(l.config, CONFIG_STORE));
    assert_string_equal("redis://:hunter2@h:6379", config_text(l.config, CONFIG_CACHE));
    assert_string_equal("p@ss/w0rd:?-x", config_text(l.config, CONFIG_DAPR_TOKEN));
    assert_string_equal("hunter2", config_text(l.config, CONFIG_BUS_GROUP));
    assert_string_equal("postgres://florin:${secret:pw}@db/florin?sslrootcert=${secret:pw}",
                        config_shown(&l.c, l.config, CONFIG_STORE));
    assert_string_equal("secret:url", config_shown(&l.c, l.config, CONFIG_CACHE));
}

static void what_a_secret_makes_is_checked_and_not_shown(void **state)
{
    (void)state;
    assert_err(ERR_USAGE, resolve_bus("secret:bad"));
    assert_string_equal(
        "bus (--bus): what the secret makes of it is none of embedded | redis://HOST | "
        "rediss://HOST | redis+unix://[USER@]/SOCKET | kafka://HOST,... | dapr://HOST:PORT[/PUBSUB]",
        l.c.why);
    assert_err(ERR_USAGE, resolve_bus("secret:line"));
    assert_null(strstr(l.c.why, "hunter2"));
    assert_err(ERR_INPUT, resolve_bus("secret:empty"));
    assert_string_equal("bus (--bus): the secret empty is empty", l.c.why);
    assert_err(ERR_NOT_FOUND, resolve_bus("redis://:${secret:none}@h"));
    assert_string_equal("bus (--bus): there is no secret none", l.c.why);
    assert_string_equal("", config_text(l.config, CONFIG_BUS));
}

static void keys_that_are_not_needed_are_not_asked_for(void **state)
{
    (void)state;
    l.sources.flags[CONFIG_BUS] = "redis://:${secret:none}@h";
    assert_ok(&l.c, loading_load(&l));
    assert_false(config_has_secrets(l.config, 0));
    assert_ok(&l.c, config_resolve(&l.c, l.config, 0, &resolver));
}

static void references_that_are_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {"secret:",
                                        "secret:a b",
                                        "redis://${secret:}@h",
                                        "redis://${secret:a@h",
                                        "redis://${secrets:a}@h",
                                        "redis://${PW}@h",
                                        "redis://:${secret:hunter 2}@h"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        l.sources.flags[CONFIG_BUS] = wrong[i];
        assert_err(ERR_USAGE, loading_load(&l));
        assert_string_equal("bus (--bus) names a secret wrongly: it is ${secret:NAME}, or secret:NAME alone; "
                            "allowed: embedded | "
                            "redis://HOST | rediss://HOST | redis+unix://[USER@]/SOCKET | kafka://HOST,... | "
                            "dapr://HOST:PORT[/PUBSUB]\n",
                            loading_problems(&l));
    }
    l.sources.flags[CONFIG_BUS] = "redis://:${secret:pw}@h,i"; /* what stands around it is checked at once */
    assert_err(ERR_USAGE, loading_load(&l));
}

static void passwords_are_masked(void **state)
{
    (void)state;
    static const struct {
        const char *value, *shown;
    } cases[] = {
        {"postgres://u:hunter2@h/d", "postgres://u:(set)@h/d"},
        {"redis://:hunter2@h", "redis://:(set)@h"},
        {"redis://:hun@ter/2@h", "redis://:(set)@h"},
        {"redis://h:6379/0", "redis://h:6379/0"},
        {"postgres://u@h/d", "postgres://u@h/d"},
        {"postgres:u:hunter2@h", "postgres:(set)@h"},
        {"postgres:///d?user=u&password=hunter2&sslmode=x", "postgres:///d?user=u&password=(set)&sslmode=x"},
        {"postgres:///d?password=hunter2@x", "(set)"},
        {"postgres://u:hunter?2@h/d", "(set)"},
        {"host=h password=hunter2", "(set)"},
        {"kafka://h:1?sasl_key=hunter2", "kafka://h:1?sasl_key=(set)"},
        {"postgres://u:${secret:a}@h/d?password=${secret:b}",
         "postgres://u:${secret:a}@h/d?password=${secret:b}"},
        {"postgres://u:x${secret:a}@h/d", "postgres://u:(set)@h/d"},
        {"file:/etc/florin/secrets", "file:/etc/florin/secrets"},
        {"", ""},
        {"?", "?"},
        {"?&", "?&"},
        {"@", "@"},
        {":@", ":@"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(cases[i].shown, config_masked(&l.c, text_of(cases[i].value)));
}

static void a_secret_key_is_never_shown(void **state)
{
    (void)state;
    loading_yaml(&l, "dapr.token: hunter2\n");
    assert_ok(&l.c, loading_load(&l));
    assert_string_equal("hunter2", config_text(l.config, CONFIG_DAPR_TOKEN));
    assert_string_equal("(set)", config_shown(&l.c, l.config, CONFIG_DAPR_TOKEN));
    loading_yaml(&l, "dapr.token: \"hunter2\\n\"\n");
    assert_err(ERR_USAGE, loading_load(&l));
    assert_null(strstr(loading_problems(&l), "hunter2"));
    loading_yaml(&l, "dapr.token: [hunter2, \"a\\nb\"]\ndapr.tokn: hunter2\n");
    assert_err(ERR_USAGE, loading_load(&l));
    assert_null(strstr(loading_problems(&l), "hunter2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(secrets_take_their_places, begin, end),
        cmocka_unit_test_setup_teardown(what_a_secret_makes_is_checked_and_not_shown, begin, end),
        cmocka_unit_test_setup_teardown(keys_that_are_not_needed_are_not_asked_for, begin, end),
        cmocka_unit_test_setup_teardown(references_that_are_none, begin, end),
        cmocka_unit_test_setup_teardown(passwords_are_masked, begin, end),
        cmocka_unit_test_setup_teardown(a_secret_key_is_never_shown, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
