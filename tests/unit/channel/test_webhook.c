/* Signatures, and posts to a receiver (tests/servers/webhooks.py) that checks them by itself. */
#include "base/date.h"
#include "base/json_in.h"
#include "channel/channel.h"
#include "channel/signature.h"
#include "servers/server.h"
#include "support.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static struct server hooks;

/* The example of the specification's own libraries. */
static void signs_as_the_specification_does(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *out = buf_in_arena(c.arena);
    assert_ok(&c, webhook_sign(&c, TEXT(SECRET), TEXT("msg_p5jXN8AQM9LWM0D4loKWxJek"), 1614265330,
                               TEXT("{\"test\": 2432232314}"), out));
    assert_text("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", buf_view(out));
    assert_ok(&c, webhook_sign(&c, TEXT(SECRET), TEXT("x"), 1, TEXT(""), out));
    assert_true(text_find(buf_view(out), TEXT("= v1,")) > 0);
    uint8_t bytes[32] = {1, 2, 3};
    struct text made = webhook_secret_text(&c, bytes, sizeof bytes);
    assert_text("whsec_AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", made);
    assert_ok(&c, webhook_sign(&c, made, TEXT("x"), 1, TEXT(""), out));
    static const char *const bad[] = {"", "whsec_", "whsec_AAAA", "whsec_!!!!",
                                      "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_err(ERR_INPUT, webhook_sign(&c, text_of(bad[i]), TEXT("x"), 1, TEXT(""), out));
    test_ctx_end(&c);
}

struct caller {
    struct ctx c;
    struct channel *channel;
    struct channel_receipt receipt;
};

static struct caller with(bool private_too)
{
    struct caller h = {.c = test_ctx()};
    h.c.now_us = time_now_us();
    assert_ok(&h.c, channel_webhook_new(&h.c, &(struct channel_webhook_options){.private_too = private_too},
                                        &h.channel));
    server_tell(&hooks, "forget");
    server_tell(&hooks, "secret %s", SECRET);
    return h;
}

static void done(struct caller *h)
{
    channel_close(h->channel);
    test_ctx_end(&h->c);
}

static enum err post(struct caller *h, const char *path, const char *id)
{
    struct channel_message message = {
        .id = text_of(id),
        .to = text_of(arena_printf(h->c.arena, "http://127.0.0.1:%d/%s", hooks.port, path)),
        .text = TEXT("{\"type\":\"notification.test\",\"n\":\"ü\"}"),
        .secrets = {TEXT("whsec_AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), TEXT(SECRET)},
        .secret_count = 2};
    return channel_send(&h->c, h->channel, &message, &h->receipt);
}

static struct text seen(struct caller *h, const char *what)
{
    const struct json_value *v;
    assert_ok(&h->c, json_read(&h->c, text_of(server_tell(&hooks, "seen")), &v));
    return json_as_text(json_member(v, what));
}

static void is_believed_once(void **state)
{
    (void)state;
    struct caller h = with(true);
    assert_ok(&h.c, post(&h, "hook", "n-1"));
    assert_int_equal(CHANNEL_TAKEN, h.receipt.outcome);
    assert_text("believed", seen(&h, "verdict")); /* by one secret of two: they are being changed */
    assert_text("n-1", seen(&h, "id"));
    assert_string_equal("\"known\"\n", server_tell(&hooks, "resend none"));
    assert_string_equal("\"forged\"\n", server_tell(&hooks, "resend body"));
    assert_string_equal("\"forged\"\n", server_tell(&hooks, "resend id"));
    assert_string_equal("\"stale\"\n", server_tell(&hooks, "resend time"));
    assert_ok(&h.c, post(&h, "hook", "n-1")); /* our own second try is known as well */
    assert_text("known", seen(&h, "verdict"));
    server_tell(&hooks, "secret %s", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assert_err(ERR_IO, post(&h, "hook", "n-2"));
    assert_text("forged", seen(&h, "verdict"));
    done(&h);
}

static void answers_that_are_no_yes(void **state)
{
    (void)state;
    struct caller h = with(true);
    assert_err(ERR_IO, post(&h, "status/500", "a"));
    assert_int_equal(CHANNEL_LATER, h.receipt.outcome);
    assert_int_equal(500, h.receipt.status);
    assert_err(ERR_IO, post(&h, "status/410", "b"));
    assert_int_equal(CHANNEL_GONE, h.receipt.outcome);
    assert_err(ERR_IO, post(&h, "slow/90", "c"));
    assert_true(h.receipt.wait_us == 90 * INT64_C(1000000));
    server_tell(&hooks, "forget");
    assert_err(ERR_IO, post(&h, "redirect", "d"));
    assert_int_equal(307, h.receipt.status);
    assert_string_equal("0\n", server_tell(&hooks, "count believed"));
    assert_ok(&h.c, post(&h, "status/204", "e"));
    done(&h);
}

static void this_machine_is_no_place_for_a_hook(void **state)
{
    (void)state;
    struct caller h = with(false);
    static const char *const places[] = {"http://127.0.0.1:%d/hook", "http://localhost:%d/hook",
                                         "http://[::1]:%d/hook", "http://0x7f.1:%d/hook",
                                         "http://2130706433:%d/hook"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char url[80] = "", port[12];
        snprintf(port, sizeof port, "%d", hooks.port);
        const char *mark = strstr(places[i], "%d");
        snprintf(url, sizeof url, "%.*s%s%s", (int)(mark - places[i]), places[i], port, mark + 2);
        struct channel_message message = {.id = TEXT("x"),
                                          .to = text_of(url),
                                          .text = TEXT("{}"),
                                          .secrets = {TEXT(SECRET)},
                                          .secret_count = 1};
        enum err e = channel_send(&h.c, h.channel, &message, &h.receipt);
        assert_true(e == ERR_DENIED || e == ERR_BUSY);
    }
    assert_string_equal("0\n", server_tell(&hooks, "count believed"));
    struct channel_message none = {.id = TEXT("x"), .to = TEXT("ftp://a"), .text = TEXT("{}")};
    assert_err(ERR_INPUT, channel_send(&h.c, h.channel, &none, &h.receipt));
    assert_int_equal(CHANNEL_REFUSED, h.receipt.outcome);
    done(&h);
}

static int begin(void **state)
{
    (void)state;
    server_start(&hooks, "webhooks.py", NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    server_stop(&hooks);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_as_the_specification_does),
        cmocka_unit_test(is_believed_once),
        cmocka_unit_test(answers_that_are_no_yes),
        cmocka_unit_test(this_machine_is_no_place_for_a_hook),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
