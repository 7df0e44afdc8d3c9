/* A Dapr sidecar's secret stores, against a server of its API. */
#include "conformance/secret_suite.h"
#include "servers/server.h"
#include "support.h"

static struct server server;
static char where[64], keyed[64];
static const int64_t SECOND = 1000000;

static const char *fresh(void)
{
    server_tell(&server, "reset");
    server_tell(&server, "well");
    return where;
}

static void drop(void)
{
}

static void put(const char *name, const char *value, const char *json)
{
    (void)value;
    server_tell(&server, "set %s %s", name, json);
}

static void take_away(const char *name)
{
    server_tell(&server, "delete %s", name);
}

static void forbid(const char *name, bool on)
{
    server_tell(&server, "%s %s", on ? "forbid" : "allow", name);
}

static void away(bool is)
{
    server_tell(&server, is ? "busy 503" : "well");
}

/* -- One secret with several keys */

static char keys[1 << 20];

static const char *fresh_keys(void)
{
    fresh();
    snprintf(keys, sizeof keys, "{\"_\":\"\"");
    server_tell(&server, "keys florin %s}", keys);
    return keyed;
}

/* A later member of the same name replaces the one before, as the server reads JSON. */
static void put_key(const char *name, const char *value, const char *json)
{
    (void)value;
    size_t len = strlen(keys);
    snprintf(keys + len, sizeof keys - len, ",\"%s\":%s", name, json);
    server_tell(&server, "keys florin %s}", keys);
}

static void take_keys(const char *name)
{
    (void)name;
    fresh_keys();
}

static void forbid_secret(const char *name, bool on)
{
    (void)name;
    forbid("florin", on);
}

/* -- More than the suite */

static enum err ask(struct ctx *c, const char *place, const char *name, struct text *out)
{
    struct secrets *secrets;
    char whole[128];
    snprintf(whole, sizeof whole, "dapr://127.0.0.1:%d/%s", server.port, place);
    assert_ok(c, secret_open(c, whole, &secrets));
    enum err e = secret_get(c, secrets, text_of(name), out);
    secret_close(secrets);
    return e;
}

static void refuses(const char *place, const char *name, enum err code, bool retriable, const char *words)
{
    struct ctx c = test_ctx();
    struct text value;
    assert_err(code, ask(&c, place, name, &value));
    assert_int_equal(retriable, c.retriable);
    if (strstr(c.why, words) == NULL || strstr(c.why, "Hunter2") != NULL)
        fail_msg("\"%s\" does not say \"%s\", or too much", c.why, words);
    test_ctx_end(&c);
}

static void every_refusal_is_told_apart(void **state)
{
    (void)state;
    fresh();
    server_tell(&server, "set smtp \"Hunter2\"");
    server_tell(&server, "forbid private");
    server_tell(&server, "broken broken");
    server_tell(&server, "empty empty");
    refuses("values", "nothing", ERR_NOT_FOUND, true, "no secret nothing"); /* 500, with words */
    refuses("values", "vault-nothing", ERR_NOT_FOUND, true, "no secret vault-nothing");
    refuses("values", "azure-nothing", ERR_NOT_FOUND, true, "no secret azure-nothing");
    refuses("values", "empty", ERR_NOT_FOUND, false, "no secret empty");      /* 204 */
    refuses("values", "private", ERR_DENIED, false, "ERR_PERMISSION_DENIED"); /* 403 */
    refuses("values", "broken", ERR_IO, true, "from its store");              /* 500, the store is away */
    refuses("elsewhere", "smtp", ERR_DENIED, true, "ERR_SECRET_STORE_NOT_FOUND");
    server_tell(&server, "busy 500");
    refuses("values", "smtp", ERR_BUSY, true, "HTTP 500");
    server_tell(&server, "busy 418");
    refuses("values", "smtp", ERR_IO, true, "HTTP 418");
    server_tell(&server, "well");
    static const char *const odd[] = {
        "", "[]", "\"Hunter2\"", "{\"smtp\":[\"Hunter2\"]}", "{\"smtp\":null}", "{\"smtp\":\"Hun"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        server_tell(&server, "garble %s", odd[i]);
        refuses("values", "smtp", ERR_IO, true, "sidecar answered");
    }
    server_tell(&server, "garble {}");
    refuses("values", "smtp", ERR_NOT_FOUND, false, "no value");
}

static void the_sidecars_token_is_sent(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct text value;
    fresh();
    server_tell(&server, "set smtp \"Hunter2\"");
    server_tell(&server, "token Hunter2-sidecar");
    refuses("values", "smtp", ERR_DENIED, true, "DAPR_API_TOKEN");
    setenv("DAPR_API_TOKEN", "Hunter2-wrong", 1);
    refuses("values", "smtp", ERR_DENIED, true, "DAPR_API_TOKEN");
    setenv("DAPR_API_TOKEN", "Hunter2-sidecar", 1);
    assert_ok(&c, ask(&c, "values", "smtp", &value));
    assert_text("Hunter2", value);
    setenv("DAPR_API_TOKEN", "a\r\nx: y", 1); /* no header can be smuggled */
    assert_err(ERR_INPUT, ask(&c, "values", "smtp", &value));
    unsetenv("DAPR_API_TOKEN");
    test_ctx_end(&c);
}

static void a_secret_may_have_several_keys(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct text value;
    fresh();
    server_tell(&server, "keys mail {\"user\": \"me\", \"password\": \"Hunter2\"}");
    server_tell(&server, "keys single {\"token\": \"only\"}");
    assert_ok(&c, ask(&c, "keys/mail", "password", &value));
    assert_text("Hunter2", value);
    assert_ok(&c, ask(&c, "keys", "single", &value)); /* of one key there is no doubt */
    assert_text("only", value);
    refuses("keys", "mail", ERR_NOT_FOUND, false, "several keys");
    refuses("keys/mail", "host", ERR_NOT_FOUND, false, "host has no value");
    refuses("keys/single", "other", ERR_NOT_FOUND, false, "other has no value");
    test_ctx_end(&c);
}

static void a_failing_secret_does_not_hold_up_others(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets;
    struct text value;
    assert_ok(&c, secret_open(&c, fresh(), &secrets));
    server_tell(&server, "set good \"1\"");
    server_tell(&server, "set ill \"2\"");
    assert_ok(&c, secret_get(&c, secrets, TEXT("ill"), &value));
    server_tell(&server, "broken ill");
    c.now_us += 301 * SECOND;
    assert_ok(&c, secret_get(&c, secrets, TEXT("ill"), &value));
    assert_text("2", value);
    assert_ok(&c, secret_get(&c, secrets, TEXT("good"), &value));
    assert_text("1", value);
    secret_close(secrets);
    test_ctx_end(&c);
}

static void nobody_there_is_busy(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets;
    struct text value;
    struct server gone;
    char place[64];
    server_start(&gone, "dapr_secrets.py", NULL);
    snprintf(place, sizeof place, "dapr://127.0.0.1:%d/values", gone.port);
    server_tell(&gone, "set smtp \"known\"");
    assert_ok(&c, secret_open(&c, place, &secrets));
    assert_ok(&c, secret_get(&c, secrets, TEXT("smtp"), &value));
    server_stop(&gone);
    c.now_us += 301 * SECOND;
    assert_ok(&c, secret_get(&c, secrets, TEXT("smtp"), &value));
    assert_text("known", value);
    c.now_us += 5 * SECOND;
    assert_err(ERR_BUSY, secret_get(&c, secrets, TEXT("other"), &value));
    assert_non_null(strstr(c.why, "sidecar"));
    secret_close(secrets);
    test_ctx_end(&c);
}

int main(void)
{
    static const struct secret_suite values = {.name = "dapr, a value for each name",
                                               .fresh = fresh,
                                               .drop = drop,
                                               .put = put,
                                               .take_away = take_away,
                                               .forbid = forbid,
                                               .away = away};
    static const struct secret_suite several = {.name = "dapr, several keys",
                                                .fresh = fresh_keys,
                                                .drop = drop,
                                                .put = put_key,
                                                .take_away = take_keys,
                                                .forbid = forbid_secret,
                                                .away = away};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_refusal_is_told_apart),
        cmocka_unit_test(the_sidecars_token_is_sent),
        cmocka_unit_test(a_secret_may_have_several_keys),
        cmocka_unit_test(a_failing_secret_does_not_hold_up_others),
        cmocka_unit_test(nobody_there_is_busy),
    };
    server_start(&server, "dapr_secrets.py", NULL);
    snprintf(where, sizeof where, "dapr://127.0.0.1:%d/values", server.port);
    snprintf(keyed, sizeof keyed, "dapr://127.0.0.1:%d/keys/florin", server.port);
    int failed =
        secret_suite_run(&values) + secret_suite_run(&several) + cmocka_run_group_tests(tests, NULL, NULL);
    server_stop(&server);
    return failed;
}
