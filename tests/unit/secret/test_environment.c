/* FLORIN_SECRET_NAME. */
#include "conformance/secret_suite.h"
#include "support.h"

#include <ctype.h>

static char set[64][160];
static int set_count;

static void variable_of(const char *name, char out[160])
{
    snprintf(out, 160, "FLORIN_SECRET_%s", name);
    for (char *at = out; *at != '\0'; at++)
        *at = *at == '.' || *at == '-' ? '_' : (char)toupper((unsigned char)*at);
}

static const char *fresh(void)
{
    return "environment";
}

static void drop(void)
{
    while (set_count > 0)
        unsetenv(set[--set_count]);
}

static void put(const char *name, const char *value, const char *json)
{
    (void)json;
    assert_true(set_count < 64);
    variable_of(name, set[set_count]);
    setenv(set[set_count++], value, 1);
}

static void take_away(const char *name)
{
    char variable[160];
    variable_of(name, variable);
    unsetenv(variable);
}

static void names_the_variable_that_is_missing(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets;
    struct text value;
    assert_ok(&c, secret_open(&c, "environment", &secrets));
    assert_err(ERR_NOT_FOUND, secret_get(&c, secrets, TEXT("smtp.pass-word"), &value));
    assert_non_null(strstr(c.why, "FLORIN_SECRET_SMTP_PASS_WORD"));
    secret_close(secrets);
    secret_close(NULL);
    test_ctx_end(&c);
}

static void refuses_a_wrong_place(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets;
    static const char *const wrong[] = {"",
                                        "vault",
                                        "environment:x",
                                        "file",
                                        "file:",
                                        "kubernetes:",
                                        "keyvault",
                                        "keyvault:",
                                        "keyvault:http://vault.example",
                                        "keyvault:https://vault.example/path",
                                        "keyvault:https://user:pw@vault.example",
                                        "keyvault:https://vault.example?x",
                                        "keyvault:http://127.0.0.1.example",
                                        "keyvault:http://localhost@vault.example",
                                        "dapr:",
                                        "dapr://",
                                        "dapr://localhost:3500",
                                        "dapr://localhost:3500/",
                                        "dapr://u:p@localhost:3500/store",
                                        "dapr://localhost:3500/store/a/b",
                                        "dapr://localhost:3500/store?x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (secret_open(&c, wrong[i], &secrets) != ERR_USAGE)
            fail_msg("\"%s\" is taken, or refused for another reason: %s", wrong[i], c.why);
    assert_err(ERR_USAGE, secret_open(&c, "f\350le:/", &secrets));
    assert_err(ERR_USAGE, secret_open(&c, "Hunter2", &secrets));
    assert_null(strstr(c.why, "Hunter2"));
    assert_non_null(strstr(c.why, "environment"));
    assert_non_null(strstr(c.why, "keyvault"));
    assert_err(ERR_NOT_FOUND, secret_open(&c, "file:/nonexistent/secrets", &secrets));
    test_ctx_end(&c);
}

int main(void)
{
    static const struct secret_suite suite = {.name = "environment",
                                              .fresh = fresh,
                                              .drop = drop,
                                              .put = put,
                                              .take_away = take_away,
                                              .local = true};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_variable_that_is_missing),
        cmocka_unit_test(refuses_a_wrong_place),
    };
    return secret_suite_run(&suite) + cmocka_run_group_tests(tests, NULL, NULL);
}
