/* Azure Key Vault, against a server of its protocol: logins, refusals, rests, and what never leaks. */
#include "conformance/secret_suite.h"
#include "servers/server.h"
#include "support.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

static struct server server;
static char where[64];
static const struct secret_options quick = {.timeout_ms = 5000};
static const int64_t SECOND = 1000000;

static const char tenant[] = "11111111-aaaa-bbbb-cccc-222222222222";
static const char client_id[] = "33333333-aaaa-bbbb-cccc-444444444444";
static const char client_secret[] = "S3cr~t/of+client=&%";

/* -- The suite's side */

static const char *fresh(void)
{
    server_tell(&server, "reset");
    server_tell(&server, "well");
    return where;
}

static void drop(void)
{
}

/* As a person would name it there. */
static const char *theirs(const char *name)
{
    static char mapped[SECRET_NAME_MAX + 1];
    snprintf(mapped, sizeof mapped, "%s", name);
    for (char *at = mapped; *at != '\0'; at++)
        *at = *at == '.' || *at == '_' ? '-' : *at;
    return mapped;
}

static void put(const char *name, const char *value, const char *json)
{
    (void)value;
    server_tell(&server, "set %s %s", theirs(name), json);
}

static void take_away(const char *name)
{
    server_tell(&server, "delete %s", theirs(name));
}

static void forbid(const char *name, bool on)
{
    server_tell(&server, "%s %s", on ? "forbid" : "allow", theirs(name));
}

static void away(bool is)
{
    server_tell(&server, is ? "busy 503" : "well");
}

/* -- Each test's own vault */

struct vault {
    struct ctx c;
    struct secrets *secrets;
};

static void by_secret(void)
{
    char host[64];
    snprintf(host, sizeof host, "http://127.0.0.1:%d/", server.port);
    setenv("AZURE_AUTHORITY_HOST", host, 1);
    setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", host, 1);
    setenv("AZURE_TENANT_ID", tenant, 1);
    setenv("AZURE_CLIENT_ID", client_id, 1);
    setenv("AZURE_CLIENT_SECRET", client_secret, 1);
    unsetenv("AZURE_FEDERATED_TOKEN_FILE");
}

static struct vault open_vault(void)
{
    struct vault v = {.c = test_ctx()};
    fresh();
    server_tell(&server, "revoke");
    server_tell(&server, "set smtp \"Hunter2-first\"");
    assert_ok(&v.c, secret_open_with(&v.c, where, &quick, &v.secrets));
    return v;
}

static void close_vault(struct vault *v)
{
    secret_close(v->secrets);
    test_ctx_end(&v->c);
    by_secret();
}

static enum err get(struct vault *v, const char *name, struct text *out)
{
    return secret_get(&v->c, v->secrets, text_of(name), out);
}

static void gives(struct vault *v, const char *name, const char *expected)
{
    struct text value;
    assert_ok(&v->c, get(v, name, &value));
    assert_text(expected, value);
}

/* Nothing of what must stay secret, whatever the server repeats in its errors. */
static void says_no_secret(const struct vault *v)
{
    static const char *const kept[] = {"Hunter2",   "S3cr",      "eyJ0",    "kept-secret",
                                       "assertion", "federated", "Trace ID"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strstr(v->c.why, kept[i]) != NULL)
            fail_msg("\"%s\" contains \"%s\"", v->c.why, kept[i]);
}

static void refuses(struct vault *v, enum err code, const char *name, const char *words)
{
    struct text value;
    assert_err(code, get(v, name, &value));
    if (strstr(v->c.why, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", v->c.why, words);
    says_no_secret(v);
}

static int counted(const char *what)
{
    const char *at = strstr(server_tell(&server, "counts"), what);
    return at == NULL ? -1 : (int)strtol(at + strlen(what) + 2, NULL, 10);
}

/* -- Logins */

static void one_login_serves_until_its_token_ends(void **state)
{
    (void)state;
    struct vault v = open_vault();
    int logins = counted("logins\"");
    gives(&v, "smtp", "Hunter2-first");
    refuses(&v, ERR_NOT_FOUND, "other", "no secret other");
    v.c.now_us += 1800 * SECOND;
    gives(&v, "smtp", "Hunter2-first");
    assert_int_equal(logins + 1, counted("logins\""));
    v.c.now_us += 1600 * SECOND; /* within the last minutes of its hour */
    gives(&v, "smtp", "Hunter2-first");
    assert_int_equal(logins + 2, counted("logins\""));
    close_vault(&v);
}

static void a_revoked_token_is_replaced_once(void **state)
{
    (void)state;
    struct vault v = open_vault();
    gives(&v, "smtp", "Hunter2-first");
    int logins = counted("logins\"");
    server_tell(&server, "revoke");
    server_tell(&server, "set smtp \"Hunter2-second\"");
    v.c.now_us += 301 * SECOND;
    gives(&v, "smtp", "Hunter2-second");
    assert_int_equal(logins + 1, counted("logins\""));
    close_vault(&v);
}

static void workload_identity_sends_its_file(void **state)
{
    (void)state;
    char file[] = "/tmp/florin-assertion-XXXXXX";
    int fd = mkstemp(file);
    assert_int_equal(26, write(fd, "header.federated.assertion", 26));
    setenv("AZURE_FEDERATED_TOKEN_FILE", file, 1);
    unsetenv("AZURE_CLIENT_SECRET");
    struct vault v = open_vault();
    server_tell(&server, "assertion header.federated.assertion");
    gives(&v, "smtp", "Hunter2-first");
    server_tell(&server, "assertion other");
    server_tell(&server, "revoke");
    v.c.now_us += 301 * SECOND;
    gives(&v, "smtp", "Hunter2-first"); /* the login fails, the known value serves */
    refuses(&v, ERR_DENIED, "never-seen", "AADSTS7000215");
    assert_int_equal(0, ftruncate(fd, 0)); /* the file is read anew each time: the kubelet rotates it */
    assert_int_equal(6, pwrite(fd, "other\n", 6, 0));
    gives(&v, "smtp", "Hunter2-first");
    v.c.now_us += 31 * SECOND;
    refuses(&v, ERR_NOT_FOUND, "never-seen", "no secret never-seen");
    unlink(file);
    server_tell(&server, "revoke");
    v.c.now_us += 301 * SECOND;
    refuses(&v, ERR_IO, "another", "AZURE_FEDERATED_TOKEN_FILE cannot be read");
    close(fd);
    close_vault(&v);
}

static void a_machine_has_an_identity_of_its_own(void **state)
{
    (void)state;
    unsetenv("AZURE_CLIENT_SECRET");
    unsetenv("AZURE_TENANT_ID");
    struct vault v = open_vault();
    gives(&v, "smtp", "Hunter2-first"); /* of a client id: AZURE_CLIENT_ID */
    close_vault(&v);
    unsetenv("AZURE_CLIENT_SECRET");
    unsetenv("AZURE_TENANT_ID");
    unsetenv("AZURE_CLIENT_ID");
    v = open_vault();
    gives(&v, "smtp", "Hunter2-first");
    close_vault(&v);
    unsetenv("AZURE_TENANT_ID");
    setenv("AZURE_CLIENT_ID", "unknown", 1);
    v = open_vault();
    refuses(&v, ERR_DENIED, "smtp", "invalid_request");
    close_vault(&v);
}

static void a_login_that_fails_says_why(void **state)
{
    (void)state;
    struct vault v = open_vault();
    server_tell(&server, "login refused");
    refuses(&v, ERR_DENIED, "smtp", "invalid_client, AADSTS7000215");
    assert_true(v.c.retriable);
    refuses(&v, ERR_DENIED, "smtp", "invalid_client"); /* remembered for a while: nobody hammers a login */
    server_tell(&server, "login garbled");
    v.c.now_us += 31 * SECOND;
    refuses(&v, ERR_IO, "smtp", "not JSON");
    server_tell(&server, "login busy");
    v.c.now_us += 31 * SECOND;
    refuses(&v, ERR_BUSY, "smtp", "cannot answer now");
    server_tell(&server, "login ok");
    v.c.now_us += 6 * SECOND;
    refuses(&v, ERR_BUSY, "smtp", "away a moment ago"); /* it asked for 7 s */
    v.c.now_us += 2 * SECOND;
    gives(&v, "smtp", "Hunter2-first");
    close_vault(&v);
}

/* -- The vault's words */

static void the_vault_says_what_is_wrong(void **state)
{
    (void)state;
    struct vault v = open_vault();
    server_tell(&server, "set disabled \"Hunter2\"");
    server_tell(&server, "disable disabled");
    server_tell(&server, "forbid smtp");
    refuses(&v, ERR_DENIED, "disabled", "SecretDisabled");
    assert_false(v.c.retriable);
    refuses(&v, ERR_DENIED, "smtp", "ForbiddenByRbac");
    refuses(&v, ERR_NOT_FOUND, "nothing", "no secret nothing");
    server_tell(&server, "busy 400");
    refuses(&v, ERR_IO, "odd", "HTTP 400");
    server_tell(&server, "busy 404"); /* not a vault's own: the address may be wrong */
    refuses(&v, ERR_NOT_FOUND, "odder", "does not know secrets");
    assert_true(v.c.retriable);
    close_vault(&v);
}

static void a_throttled_vault_is_left_alone(void **state)
{
    (void)state;
    struct vault v = open_vault();
    gives(&v, "smtp", "Hunter2-first");
    server_tell(&server, "busy 429 20");
    v.c.now_us += 301 * SECOND;
    gives(&v, "smtp", "Hunter2-first");
    int gets = counted("gets\"");
    for (int i = 0; i < 19; i++) {
        v.c.now_us += 1 * SECOND;
        gives(&v, "smtp", "Hunter2-first");
        refuses(&v, ERR_BUSY, "other", "away");
    }
    assert_int_equal(gets, counted("gets\""));
    v.c.now_us += 2 * SECOND;
    gives(&v, "smtp", "Hunter2-first");
    assert_int_equal(gets + 1, counted("gets\""));
    server_tell(&server, "well");
    server_tell(&server, "set smtp \"Hunter2-second\"");
    v.c.now_us += 21 * SECOND;
    gives(&v, "smtp", "Hunter2-second");
    server_tell(&server, "busy 429 999999"); /* the most that is waited for is 5 minutes */
    v.c.now_us += 301 * SECOND;
    gives(&v, "smtp", "Hunter2-second");
    server_tell(&server, "well");
    server_tell(&server, "set smtp \"Hunter2-third\"");
    v.c.now_us += 301 * SECOND;
    gives(&v, "smtp", "Hunter2-third");
    close_vault(&v);
}

static void waits_grow_while_it_is_away(void **state)
{
    (void)state;
    static const int64_t rests[] = {5, 10, 20, 40, 60, 60};
    struct vault v = open_vault();
    server_tell(&server, "busy 503");
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        int gets = counted("gets\"");
        refuses(&v, ERR_BUSY, "smtp", "HTTP 503");
        assert_int_equal(gets + 1, counted("gets\""));
        v.c.now_us += (rests[i] - 1) * SECOND;
        refuses(&v, ERR_BUSY, "smtp", "away");
        assert_int_equal(gets + 1, counted("gets\""));
        v.c.now_us += SECOND;
    }
    server_tell(&server, "well");
    gives(&v, "smtp", "Hunter2-first");
    close_vault(&v);
}

static void a_vault_that_hangs_is_away(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets;
    struct text value;
    fresh();
    server_tell(&server, "hang 1");
    assert_ok(&c, secret_open_with(&c, where, &(struct secret_options){.timeout_ms = 200}, &secrets));
    assert_err(ERR_BUSY, secret_get(&c, secrets, TEXT("smtp"), &value));
    assert_non_null(strstr(c.why, "in time"));
    server_tell(&server, "hang 0");
    secret_close(secrets);
    test_ctx_end(&c);
}

static void odd_replies_leave_what_is_known(void **state)
{
    (void)state;
    struct vault v = open_vault();
    static const char *const odd[] = {"",
                                      "{}",
                                      "[]",
                                      "{\"value\":1}",
                                      "{\"value\":null}",
                                      "{\"value\":\"Hunter2",
                                      "\"Hunter2\"",
                                      "{\"value\":\"a\",\"value\":\"b\"}",
                                      "<html>Hunter2</html>"};
    gives(&v, "smtp", "Hunter2-first");
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        server_tell(&server, "garble %s", odd[i]);
        v.c.now_us += 301 * SECOND;
        gives(&v, "smtp", "Hunter2-first");
        refuses(&v, ERR_IO, "unknown", "Key Vault answered");
    }
    close_vault(&v);
}

static void nobody_else_is_asked(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct secrets *secrets;
    static const char *const hosts[] = {"http://login.example", "ftp://login.example",
                                        "https://u:p@login.example", "https://login.example/path"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        setenv("AZURE_AUTHORITY_HOST", hosts[i], 1);
        assert_true(secret_open(&c, where, &secrets) != OK);
    }
    by_secret();
    setenv("AZURE_TENANT_ID", "../../elsewhere", 1);
    assert_err(ERR_USAGE, secret_open(&c, where, &secrets));
    by_secret();
    test_ctx_end(&c);
}

static void its_certificate_is_checked(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct server tls;
    struct secrets *secrets;
    struct text value;
    char place[96], host[64];
    server_start(&tls, "keyvault.py", "--tls");
    server_tell(&tls, "set smtp \"Hunter2\"");
    snprintf(host, sizeof host, "https://localhost:%d", tls.port);
    snprintf(place, sizeof place, "keyvault:%s/", host);
    setenv("AZURE_AUTHORITY_HOST", host, 1);
    assert_ok(&c, secret_open(&c, place, &secrets)); /* the test's authority is none of the system's */
    assert_err(ERR_DENIED, secret_get(&c, secrets, TEXT("smtp"), &value));
    assert_true(c.retriable); /* somebody in between says nothing of the secret */
    secret_close(secrets);
    assert_ok(&c, secret_open_with(&c, place, &(struct secret_options){.ca_file = tls.ca_file}, &secrets));
    assert_ok(&c, secret_get(&c, secrets, TEXT("smtp"), &value));
    assert_text("Hunter2", value);
    secret_close(secrets);
    server_stop(&tls);
    by_secret();
    test_ctx_end(&c);
}

/* The sanitizers have a heap of their own, which keeps what was freed. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OTHER_HEAP
#endif
#endif
#else
#define OTHER_HEAP
#endif

#ifndef OTHER_HEAP
/* How often the heap has a text. `parts` are put together on the stack alone. */
static int in_the_heap(const char *first, const char *second)
{
    char needle[64], line[512];
    int count = 0;
    snprintf(needle, sizeof needle, "%s%s", first, second);
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_non_null(maps);
    setvbuf(maps, NULL, _IONBF, 0);
    while (fgets(line, sizeof line, maps) != NULL) {
        uintptr_t from, to;
        if (strstr(line, "[heap]") == NULL || sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &from, &to) != 2)
            continue;
        const char *at = (const char *)from;
        while ((at = memmem(at, to - (uintptr_t)at, needle, strlen(needle))) != NULL) {
            count++;
            at++;
        }
    }
    fclose(maps);
    explicit_bzero(needle, sizeof needle);
    return count;
}

static void nothing_stays_in_memory(void **state)
{
    (void)state;
    struct vault v = open_vault();
    struct text value;
    /* Escaped on its way to the server, so that only the vault's reply brings the value itself. What is looked for are ends: the
     * heap itself writes over the beginning of what is given back. */
    server_tell(&server, "set wiped \"a-value-whose-beginning-is-long-7f3a91-in-the-\\u0065nd\"");
    assert_ok(&v.c, get(&v, "wiped", &value));
    assert_int_equal(49, value.len);
    assert_true(in_the_heap("-7f3a91-in", "-the-end") >=
                2); /* the kept one and the caller's: the search finds them */
    assert_true(in_the_heap("-kept-", "secret.sig") >= 1);
    close_vault(&v);
    assert_int_equal(0, in_the_heap("-7f3a91-in", "-the-end"));
    assert_int_equal(0, in_the_heap("-kept-", "secret.sig"));
    assert_int_equal(0, in_the_heap("client_secret=", "S3cr"));
}
#endif

int main(void)
{
    static const struct secret_suite suite = {.name = "keyvault",
                                              .fresh = fresh,
                                              .drop = drop,
                                              .options = {.timeout_ms = 5000},
                                              .put = put,
                                              .take_away = take_away,
                                              .forbid = forbid,
                                              .away = away,
                                              .most_bytes = 25 << 10};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_login_serves_until_its_token_ends),
        cmocka_unit_test(a_revoked_token_is_replaced_once),
        cmocka_unit_test(workload_identity_sends_its_file),
        cmocka_unit_test(a_machine_has_an_identity_of_its_own),
        cmocka_unit_test(a_login_that_fails_says_why),
        cmocka_unit_test(the_vault_says_what_is_wrong),
        cmocka_unit_test(a_throttled_vault_is_left_alone),
        cmocka_unit_test(waits_grow_while_it_is_away),
        cmocka_unit_test(a_vault_that_hangs_is_away),
        cmocka_unit_test(odd_replies_leave_what_is_known),
        cmocka_unit_test(nobody_else_is_asked),
        cmocka_unit_test(its_certificate_is_checked),
#ifndef OTHER_HEAP
        cmocka_unit_test(nothing_stays_in_memory),
#endif
    };
    server_start(&server, "keyvault.py", NULL);
    snprintf(where, sizeof where, "keyvault:http://127.0.0.1:%d", server.port);
    by_secret();
    int failed = secret_suite_run(&suite) + cmocka_run_group_tests(tests, NULL, NULL);
    server_stop(&server);
    return failed;
}
