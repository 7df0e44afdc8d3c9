/* Requests, replies and everything that goes wrong with them, against a server that does all of it. */
#include "base/json_in.h"
#include "client/client.h"
#include "servers/server.h"
#include "support.h"

static struct server web;

/* -- Small words */

struct asked {
    struct ctx c;
    struct client *client;
    struct client_reply reply;
};

static struct asked with(const struct client_options *options)
{
    struct asked a = {.c = test_ctx()};
    assert_ok(&a.c, client_open(&a.c, options, &a.client));
    server_tell(&web, "forget");
    return a;
}

static void done(struct asked *a)
{
    client_close(a->client);
    test_ctx_end(&a->c);
}

static const char *at(struct asked *a, const char *path)
{
    return arena_printf(a->c.arena, "http://127.0.0.1:%d/%s", web.port, path);
}

static enum err get(struct asked *a, const char *url)
{
    return client_send(&a->c, a->client, &(struct client_request){.url = url, .timeout_ms = 20000},
                       &a->reply);
}

static const struct json_value *tell(struct asked *a, const char *command)
{
    const struct json_value *v;
    assert_ok(&a->c, json_read(&a->c, text_of(server_tell(&web, "%s", command)), &v));
    return v;
}

static int port_of(struct asked *a, const char *name)
{
    int64_t port;
    assert_true(json_as_int(json_member(tell(a, "ports"), name), &port));
    return (int)port;
}

static struct text seen(struct asked *a, const char *what)
{
    return json_as_text(json_member(tell(a, "seen"), what));
}

static struct text seen_header(struct asked *a, const char *name)
{
    return json_as_text(json_member(json_member(tell(a, "seen"), "headers"), name));
}

static void says(const struct asked *a, const char *words)
{
    if (strstr(a->c.why, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", a->c.why, words);
}

/* -- Requests and replies */

static void asks_and_is_answered(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    assert_ok(&a.c, get(&a, at(&a, "hello?x=1")));
    assert_int_equal(200, a.reply.status);
    assert_text("hello", a.reply.body);
    assert_int_equal('\0', a.reply.body.at[5]);
    assert_text("one", client_reply_header(&a.reply, "X-FIRST"));
    assert_text("a b", client_reply_header(&a.reply, "x-spaces"));
    assert_non_null(client_reply_header(&a.reply, "x-empty").at);
    assert_int_equal(0, client_reply_header(&a.reply, "x-empty").len);
    assert_null(client_reply_header(&a.reply, "x-none").at);
    assert_text("GET", seen(&a, "method"));
    assert_text("/hello?x=1", seen(&a, "path"));
    assert_text("", seen_header(&a, "accept-encoding"));
    assert_ok(&a.c, get(&a, at(&a, "nowhere")));
    assert_int_equal(404, a.reply.status);
    assert_ok(&a.c, get(&a, at(&a, "status/503")));
    assert_int_equal(503, a.reply.status);
    assert_text("", a.reply.body);
    assert_ok(&a.c, get(&a, at(&a, "early")));
    assert_text("ok", a.reply.body);
    assert_null(client_reply_header(&a.reply, "x-first").at);
    assert_text("late", client_reply_header(&a.reply, "x-second"));
    assert_ok(&a.c, get(&a, at(&a, "packed")));
    assert_int_equal(15, a.reply.body.len);
    done(&a);
}

static void sends_every_method_and_body(void **state)
{
    (void)state;
    static const char *const methods[] = {"POST", "PUT", "PATCH", "DELETE", "GET", "HEAD"};
    struct asked a = with(NULL);
    struct client_header type = {TEXT("Content-Type"), TEXT("application/json")};
    for (size_t i = 0; i < 6; i++) {
        bool body = i < 3;
        struct client_request request = {.method = methods[i],
                                         .url = at(&a, "echo"),
                                         .headers = &type,
                                         .header_count = body,
                                         .body = body ? TEXT("{\"a\":1}") : TEXT("")};
        assert_ok(&a.c, client_send(&a.c, a.client, &request, &a.reply));
        assert_text(methods[i], seen(&a, "method"));
        assert_text(body ? "{\"a\":1}" : "", seen(&a, "body"));
        assert_text(body ? "{\"a\":1}" : "", a.reply.body);
        assert_text(body ? "application/json" : "", seen_header(&a, "content-type"));
    }
    struct client_request empty = {.method = "POST", .url = at(&a, "echo")};
    assert_ok(&a.c, client_send(&a.c, a.client, &empty, &a.reply));
    assert_text("0", seen_header(&a, "content-length"));
    assert_text("", seen_header(&a, "content-type"));
    char *large = malloc(3 << 20); /* no "Expect: 100-continue", whatever the size; bytes are bytes */
    for (size_t i = 0; i < 3 << 20; i++)
        large[i] = (char)i;
    struct client_request upload = {
        .method = "POST", .url = at(&a, "echo"), .body = {large, 3 << 20}, .body_limit = 4 << 20};
    assert_ok(&a.c, client_send(&a.c, a.client, &upload, &a.reply));
    assert_true(text_equal(upload.body, a.reply.body));
    free(large);
    done(&a);
}

static void headers_cannot_be_smuggled(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    const struct client_header bad[] = {
        {TEXT("X"), TEXT("a\r\nY: b")}, {TEXT("X"), TEXT("a\nY: b")}, {TEXT("X"), {"a\0b", 3}},
        {TEXT("X: b\r\nY"), TEXT("a")}, {TEXT(""), TEXT("a")},        {TEXT("X Y"), TEXT("a")},
        {TEXT("X:"), TEXT("a")},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct client_request request = {.url = at(&a, "hello"), .headers = &bad[i], .header_count = 1};
        assert_err(ERR_INPUT, client_send(&a.c, a.client, &request, &a.reply));
    }
    struct client_request method = {.method = "GET /x HTTP/1.1\r\nX:", .url = at(&a, "hello")};
    assert_err(ERR_INPUT, client_send(&a.c, a.client, &method, &a.reply));
    struct client_header good[] = {{TEXT("X-Token"), TEXT("a b;c=\"d\"")}, {TEXT("X-None"), TEXT("")}};
    struct client_request request = {.url = at(&a, "hello"), .headers = good, .header_count = 2};
    assert_ok(&a.c, client_send(&a.c, a.client, &request, &a.reply));
    assert_text("a b;c=\"d\"", seen_header(&a, "x-token"));
    assert_non_null(json_member(json_member(tell(&a, "seen"), "headers"), "x-none"));
    done(&a);
}

static void connections_are_kept(void **state)
{
    (void)state;
    int64_t count;
    struct asked a = with(NULL);
    for (int i = 0; i < 5; i++)
        assert_ok(&a.c, get(&a, at(&a, "hello")));
    assert_true(json_as_int(tell(&a, "connections"), &count));
    assert_int_equal(1, count);
    for (int i = 0; i < 5; i++) /* one that was kept, and closed by the other side */
        assert_ok(&a.c, get(&a, at(&a, "hangup")));
    done(&a);
}

static void a_unix_socket_will_do(void **state)
{
    (void)state;
    struct asked first = with(NULL);
    const char *path = text_z(first.c.arena, json_as_text(json_member(tell(&first, "ports"), "unix")));
    struct asked a = with(&(struct client_options){.unix_socket = path});
    assert_ok(&a.c, get(&a, "http://docker.example/hello"));
    assert_text("hello", a.reply.body);
    assert_text("docker.example", seen_header(&a, "host"));
    done(&a);
    a = with(&(struct client_options){.unix_socket = "/nonexistent/socket"});
    assert_err(ERR_BUSY, get(&a, "http://docker.example/hello"));
    done(&a);
    done(&first);
}

/* -- Limits */

static void replies_have_a_limit(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    static const char *const exact[] = {"bytes/5000", "chunks/5000"}, *const more[] = {"bytes/5001",
                                                                                       "chunks/5001"};
    struct client_request request = {.body_limit = 5000};
    for (int i = 0; i < 2; i++) {
        request.url = at(&a, exact[i]);
        assert_ok(&a.c, client_send(&a.c, a.client, &request, &a.reply));
        assert_int_equal(5000, a.reply.body.len);
        request.url = at(&a, more[i]);
        assert_err(ERR_LIMIT, client_send(&a.c, a.client, &request, &a.reply));
        says(&a, "more than 5000 bytes");
    }
    assert_err(ERR_LIMIT, get(&a, at(&a, "endless")));
    assert_ok(&a.c, get(&a, at(&a, "headers/90/10")));
    assert_err(ERR_LIMIT, get(&a, at(&a, "headers/120/10")));
    assert_err(ERR_LIMIT, get(&a, at(&a, "headers/50/3000")));
    says(&a, "headers");
    done(&a);
}

static void deadlines_end_what_does_not_end(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    static const char *const slow[] = {"never", "drip"};
    for (int i = 0; i < 2; i++) {
        struct client_request request = {.url = at(&a, slow[i]), .timeout_ms = 150};
        assert_err(ERR_BUSY, client_send(&a.c, a.client, &request, &a.reply));
        assert_true(a.c.retriable);
        says(&a, "in time");
    }
    struct client_request silent = {
        .url = arena_printf(a.c.arena, "https://127.0.0.1:%d/", port_of(&a, "silent")), .timeout_ms = 150};
    assert_err(ERR_BUSY, client_send(&a.c, a.client, &silent, &a.reply));
    done(&a);
}

static void broken_connections_are_told_apart(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    static const char *const broken[] = {"short", "silence"}, *const odd[] = {"garbage", "old"};
    for (int i = 0; i < 2; i++) {
        if (get(&a, at(&a, broken[i])) != ERR_BUSY)
            fail_msg("%s: %s", broken[i], a.c.why);
        assert_true(a.c.retriable);
        assert_err(ERR_IO, get(&a, at(&a, odd[i])));
        assert_false(a.c.retriable);
    }
    assert_err(ERR_BUSY, get(&a, "http://127.0.0.1:1/")); /* nobody listens there */
    assert_err(ERR_BUSY, get(&a, "http://no-such-host.invalid/"));
    done(&a);
}

/* -- What is not asked, and what is not said */

static void only_web_addresses_are_asked(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    static const char *const bad[] = {"",
                                      "/relative",
                                      "127.0.0.1:80/x",
                                      "file:///etc/passwd",
                                      "ftp://example.org/",
                                      "gopher://127.0.0.1:70/_x",
                                      "dict://127.0.0.1/",
                                      "javascript:alert(1)",
                                      "http://",
                                      "https://:80/",
                                      "http://a b/",
                                      "http://a:99999/",
                                      "http://a\r\nHost: b/",
                                      "http://[::1/",
                                      "data:text/plain,x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (get(&a, bad[i]) != ERR_INPUT)
            fail_msg("\"%s\" was asked, or: %s", bad[i], a.c.why);
    assert_err(ERR_INPUT, get(&a, NULL));
    done(&a);
}

static void reasons_show_the_origin_alone(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    static const char *const paths[] = {"silence", "never", "garbage", "endless", "headers/200/9"};
    for (size_t i = 0; i < 5; i++) {
        struct client_request request = {
            .url = arena_printf(a.c.arena, "http://Hunter2:Hunter3@127.0.0.1:%d/%s?Hunter4#Hunter5", web.port,
                                paths[i]),
            .timeout_ms = 150,
            .body_limit = 100000};
        assert_true(client_send(&a.c, a.client, &request, &a.reply) != OK);
        assert_null(strstr(a.c.why, "Hunter"));
        assert_null(strstr(a.c.why, paths[i]));
        says(&a, arena_printf(a.c.arena, "http://127.0.0.1:%d ", web.port));
    }
    static const struct {
        const char *url, *origin;
    } origins[] = {{"https://Hunter:2@Example.org/path?q", "https://Example.org"},
                   {"https://example.org:443/", "https://example.org"},
                   {"HTTP://example.org:8080#x", "http://example.org:8080"},
                   {"http://example.org:80", "http://example.org"},
                   {"http://[::1]:81/", "http://[::1]:81"}};
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++) {
        const char *origin;
        assert_ok(&a.c, client_origin(&a.c, origins[i].url, &origin));
        assert_string_equal(origins[i].origin, origin);
    }
    done(&a);
}

/* -- Redirects */

static void redirects_are_replies_unless_asked_for(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    assert_ok(&a.c, get(&a, at(&a, "hops/1")));
    assert_int_equal(302, a.reply.status);
    assert_text("/hello", client_reply_header(&a.reply, "location"));
    done(&a);
    a = with(&(struct client_options){.redirects = 3});
    assert_ok(&a.c, get(&a, at(&a, "hops/3")));
    assert_text("hello", a.reply.body);
    assert_err(ERR_LIMIT, get(&a, at(&a, "hops/4")));
    says(&a, "more than 3 times");
    struct client_request post = {.method = "POST", .url = at(&a, "hops/1"), .body = TEXT("x")};
    assert_ok(&a.c,
              client_send(&a.c, a.client, &post, &a.reply)); /* what changes something goes nowhere else */
    assert_int_equal(302, a.reply.status);
    assert_err(ERR_INPUT, get(&a, at(&a, "to/302/file:///etc/passwd")));
    assert_err(ERR_INPUT, get(&a, at(&a, "to/302/gopher://127.0.0.1/x")));
    done(&a);
}

static void headers_stay_with_their_origin(void **state)
{
    (void)state;
    struct asked a = with(&(struct client_options){.redirects = 3});
    struct client_header token = {TEXT("X-Token"), TEXT("Hunter2")};
    struct client_request request = {.headers = &token, .header_count = 1};
    request.url = at(&a, "hops/2");
    assert_ok(&a.c, client_send(&a.c, a.client, &request, &a.reply));
    assert_text("Hunter2", seen_header(&a, "x-token"));
    request.url = at(&a, arena_printf(a.c.arena, "to/307/http://127.0.0.1:%d/hello", port_of(&a, "other")));
    assert_ok(&a.c, client_send(&a.c, a.client, &request, &a.reply));
    assert_text("hello", a.reply.body);
    assert_text("", seen_header(&a, "x-token"));
    done(&a);
}

/* -- TLS */

static enum err get_tls(struct asked *a, const char *which, const char *path)
{
    return get(a, arena_printf(a->c.arena, "https://localhost:%d/%s", port_of(a, which), path));
}

static void certificates_are_checked(void **state)
{
    (void)state;
    struct asked a = with(&(struct client_options){.ca_file = web.ca_file, .redirects = 2});
    assert_ok(&a.c, get_tls(&a, "good", "hello"));
    assert_text("hello", a.reply.body);
    static const char *const wrong[] = {"other_name", "unknown", "ended", "outdated"};
    for (int i = 0; i < 4; i++) {
        assert_err(ERR_DENIED, get_tls(&a, wrong[i], "hello?Hunter2"));
        assert_false(a.c.retriable);
        assert_null(strstr(a.c.why, "Hunter2"));
    }
    assert_err(ERR_DENIED, get_tls(&a, "good", arena_printf(a.c.arena, "to/302/%s", at(&a, "hello"))));
    says(&a, "without TLS");
    assert_true(get(&a, arena_printf(a.c.arena, "https://127.0.0.1:%d/hello", web.port)) !=
                OK); /* it speaks none */
    done(&a);
    a = with(NULL);
    assert_err(ERR_DENIED, get_tls(&a, "good", "hello"));
    done(&a);
    a = with(&(struct client_options){.ca_file = "/nonexistent/ca.pem"});
    assert_err(ERR_DENIED, get_tls(&a, "good", "hello"));
    done(&a);
}

static void the_environment_changes_nothing(void **state)
{
    (void)state;
    struct asked a = with(NULL);
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    assert_ok(&a.c, get(&a, at(&a, "hello")));
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
    done(&a);
    struct asked first = with(NULL);
    char *proxy = arena_printf(first.c.arena, "http://127.0.0.1:%d", web.port);
    a = with(&(struct client_options){.proxy = proxy});
    assert_ok(&a.c, get(&a, "http://elsewhere.invalid/hello"));
    assert_text("http://elsewhere.invalid/hello", seen(&a, "path")); /* as proxies are asked */
    done(&a);
    done(&first);
}

/* -- Waiting, escaping */

static void waits_as_it_is_told(void **state)
{
    (void)state;
    static const int64_t s = 1000000, now = INT64_C(1767225600000000); /* 2026-01-01 */
    static const struct {
        const char *value;
        int64_t wait_s;
    } cases[] = {{"0", 0},
                 {"5", 5},
                 {"120", 120},
                 {"99999999999999999999", 7},
                 {"9223372036854775807", 300},
                 {"-1", 0},
                 {"x", 7},
                 {"", 7},
                 {"Thu, 01 Jan 2026 00:01:00 GMT", 60},
                 {"Wed, 31 Dec 2025 23:59:00 GMT", 0},
                 {"Fri, 01 Jan 2027 00:00:00 GMT", 300},
                 {"1.5", 7},
                 {"Thu, 99 Foo", 7}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client_header header = {TEXT("Retry-After"), text_of(cases[i].value)};
        struct client_reply reply = {.headers = &header, .header_count = 1};
        if (client_retry_after_us(&reply, now, 7 * s, 300 * s) != cases[i].wait_s * s)
            fail_msg("\"%s\" waits for %lld us", cases[i].value,
                     (long long)client_retry_after_us(&reply, now, 7 * s, 300 * s));
    }
    assert_int_equal(7 * s, client_retry_after_us(&(struct client_reply){0}, now, 7 * s, 300 * s));
}

static void escapes_for_paths_and_forms(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal("aZ09-._~", client_escape(arena, TEXT("aZ09-._~")));
    assert_string_equal("a%20b%26c%3Dd%2F%2B%25%C3%A4%00",
                        client_escape(arena, (struct text){"a b&c=d/+%ä\0", 13}));
    assert_string_equal("", client_escape(arena, TEXT("")));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_and_is_answered),
        cmocka_unit_test(sends_every_method_and_body),
        cmocka_unit_test(headers_cannot_be_smuggled),
        cmocka_unit_test(connections_are_kept),
        cmocka_unit_test(a_unix_socket_will_do),
        cmocka_unit_test(replies_have_a_limit),
        cmocka_unit_test(deadlines_end_what_does_not_end),
        cmocka_unit_test(broken_connections_are_told_apart),
        cmocka_unit_test(only_web_addresses_are_asked),
        cmocka_unit_test(reasons_show_the_origin_alone),
        cmocka_unit_test(redirects_are_replies_unless_asked_for),
        cmocka_unit_test(headers_stay_with_their_origin),
        cmocka_unit_test(certificates_are_checked),
        cmocka_unit_test(the_environment_changes_nothing),
        cmocka_unit_test(waits_as_it_is_told),
        cmocka_unit_test(escapes_for_paths_and_forms),
    };
    server_start(&web, "web.py", NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    server_stop(&web);
    return failed;
}
