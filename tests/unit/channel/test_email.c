/* E-mail, to a real server (tests/servers/smtp.py) that Python's own parser reads for. */
#include "base/json_in.h"
#include "channel/channel.h"
#include "servers/server.h"
#include "support.h"

static struct server smtp;

struct sender {
    struct ctx c;
    struct channel *channel;
    struct channel_receipt receipt;
};

static int port_of(struct ctx *c, const char *name)
{
    const struct json_value *ports;
    int64_t port;
    assert_ok(c, json_read(c, text_of(server_tell(&smtp, "ports")), &ports));
    assert_true(json_as_int(json_member(ports, name), &port));
    return (int)port;
}

static struct channel_email_options usual(void)
{
    return (struct channel_email_options){.user = "florin",
                                          .password = "correct horse",
                                          .from = "Florin <florin@money.example>",
                                          .ca_file = smtp.ca_file};
}

static struct sender with(struct channel_email_options options, const char *scheme, int port)
{
    struct sender s = {.c = test_ctx()};
    options.url = arena_printf(s.c.arena, "%s://127.0.0.1:%d", scheme, port);
    assert_ok(&s.c, channel_email_new(&s.c, &options, &s.channel));
    server_tell(&smtp, "forget");
    return s;
}

static void done(struct sender *s)
{
    channel_close(s->channel);
    test_ctx_end(&s->c);
}

static struct channel_message a_message(void)
{
    return (struct channel_message){.severity = SEVERITY_ALERT,
                                    .title = TEXT("Zahlung über 12,50 €"),
                                    .id = TEXT("018f-1"),
                                    .to = TEXT("ada@example.org"),
                                    .to_name = TEXT("Ada Müller"),
                                    .text = TEXT("Ein Text.\n.\nMit Punkt.\n"),
                                    .html = TEXT("<p>Ein <b>Text</b> ü</p>\n"),
                                    .settings = TEXT("https://m.example/settings"),
                                    .time_us = INT64_C(1795285960000000)};
}

static enum err send_it(struct sender *s)
{
    struct channel_message message = a_message();
    return channel_send(&s->c, s->channel, &message, &s->receipt);
}

static const struct json_value *last(struct sender *s)
{
    const struct json_value *v;
    assert_ok(&s->c, json_read(&s->c, text_of(server_tell(&smtp, "last")), &v));
    return v;
}

static struct text header(struct sender *s, const char *name)
{
    for (const struct json_value *v = json_first(json_member(last(s), "headers")); v != NULL;
         v = json_next(v))
        if (text_is(json_as_text(json_first(v)), name))
            return json_as_text(json_next(json_first(v)));
    return TEXT("");
}

static int count(void)
{
    return (int)strtol(server_tell(&smtp, "count"), NULL, 10);
}

static void says(const struct sender *s, const char *words)
{
    if (strstr(s->c.why, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", s->c.why, words);
}

static void arrives_as_it_was_meant(void **state)
{
    (void)state;
    struct sender s = with(usual(), "smtp", smtp.port);
    assert_ok(&s.c, send_it(&s));
    assert_int_equal(CHANNEL_TAKEN, s.receipt.outcome);
    assert_text("Zahlung über 12,50 €", header(&s, "Subject"));
    assert_text("Ada Müller <ada@example.org>", header(&s, "To"));
    assert_text("Florin <florin@money.example>", header(&s, "From"));
    assert_text("<018f-1@money.example>", header(&s, "Message-ID"));
    assert_text("Sat, 21 Nov 2026 18:32:40 +0000", header(&s, "Date"));
    assert_text("<https://m.example/settings>", header(&s, "List-Unsubscribe"));
    assert_text("auto-generated", header(&s, "Auto-Submitted"));
    const struct json_value *mail = last(&s);
    assert_text("Ein Text.\n.\nMit Punkt.\n", json_as_text(json_member(mail, "text")));
    assert_text("<p>Ein <b>Text</b> ü</p>\n", json_as_text(json_member(mail, "html")));
    assert_text("multipart/alternative", json_as_text(json_member(mail, "kind")));
    assert_text("ada@example.org", json_as_text(json_first(json_member(mail, "to"))));
    int64_t bare;
    assert_true(json_as_int(json_member(mail, "bare"), &bare) && bare == 0);
    done(&s);
}

static void the_connection_is_kept(void **state)
{
    (void)state;
    struct sender s = with(usual(), "smtp", smtp.port);
    int before = (int)strtol(server_tell(&smtp, "logins"), NULL, 10);
    for (int i = 0; i < 5; i++)
        assert_ok(&s.c, send_it(&s));
    assert_int_equal(5, count());
    assert_int_equal(before + 1, (int)strtol(server_tell(&smtp, "logins"), NULL, 10));
    server_tell(&smtp, "down"); /* the kept one goes as well */
    server_tell(&smtp, "up");
    assert_ok(&s.c, send_it(&s));
    assert_int_equal(6, count());
    done(&s);
}

static void tls_from_the_start_and_none_at_all(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct sender s = with(usual(), "smtps", port_of(&c, "tls"));
    assert_ok(&s.c, send_it(&s));
    assert_int_equal(1, count());
    done(&s);
    struct channel_email_options plain = {.from = "f@x.org", .plain = true};
    s = with(plain, "smtp", port_of(&c, "plain"));
    assert_ok(&s.c, send_it(&s));
    assert_int_equal(1, count());
    done(&s);
    test_ctx_end(&c);
}

static void whoever_is_not_trusted_gets_neither_mail_nor_password(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const char *const names[] = {"other", "unknown", "plain"};
    int before = (int)strtol(server_tell(&smtp, "logins"), NULL, 10);
    for (int i = 0; i < 3; i++) {
        struct sender s = with(usual(), "smtp", port_of(&c, names[i]));
        assert_err(ERR_DENIED, send_it(&s));
        assert_int_equal(CHANNEL_AWAY, s.receipt.outcome);
        says(&s, i == 2 ? "no TLS" : "is not trusted");
        assert_int_equal(0, count());
        done(&s);
    }
    assert_int_equal(before, (int)strtol(server_tell(&smtp, "logins"), NULL, 10));
    test_ctx_end(&c);
}

static void a_wrong_password_is_ours_to_mend(void **state)
{
    (void)state;
    struct channel_email_options wrong = usual();
    wrong.password = "battery staple";
    struct sender s = with(wrong, "smtp", smtp.port);
    assert_err(ERR_DENIED, send_it(&s));
    assert_int_equal(CHANNEL_AWAY, s.receipt.outcome);
    says(&s, "refuses the login");
    assert_null(strstr(s.c.why, "battery"));
    done(&s);
}

static void what_a_refusal_means(void **state)
{
    (void)state;
    static const struct {
        const char *step, *answer;
        enum channel_outcome outcome;
        int status;
    } rows[] = {{"RCPT", "550 5.1.1 no such person", CHANNEL_BOUNCED, 550},
                {"RCPT", "450 4.2.0 greylisted, come back", CHANNEL_LATER, 450},
                {"RCPT", "552 5.2.2 box is full", CHANNEL_BOUNCED, 552},
                {"DATA", "554 5.7.1 looks like spam", CHANNEL_REFUSED, 554},
                {"DATA", "550 5.1.1 no such person after all", CHANNEL_BOUNCED, 550},
                {"DATA", "451 4.3.0 try again", CHANNEL_LATER, 451},
                {"RCPT", "421 4.3.2 going down", CHANNEL_AWAY, 421}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sender s = with(usual(), "smtp", smtp.port);
        server_tell(&smtp, "answer %s 1 %s", rows[i].step, rows[i].answer);
        enum err e = send_it(&s);
        if (e == OK || s.receipt.outcome != rows[i].outcome || s.receipt.status != rows[i].status)
            fail_msg("%s: %s is outcome %d, status %d", rows[i].answer, s.c.why, s.receipt.outcome,
                     s.receipt.status);
        says(&s, rows[i].answer + 4);
        assert_false(s.receipt.unknown);
        assert_int_equal(0, count());
        assert_ok(&s.c, send_it(&s)); /* the next one goes */
        done(&s);
    }
}

static void an_answer_that_is_lost(void **state)
{
    (void)state;
    struct sender s = with(usual(), "smtp", smtp.port);
    server_tell(&smtp, "lose 1");
    assert_err(ERR_BUSY, send_it(&s));
    assert_int_equal(CHANNEL_LATER, s.receipt.outcome);
    assert_true(s.receipt.unknown);
    assert_int_equal(1,
                     count()); /* it is there: and once more after the next try, under the same Message-ID */
    assert_ok(&s.c, send_it(&s));
    assert_int_equal(2, count());
    assert_text("<018f-1@money.example>", header(&s, "Message-ID"));
    done(&s);
}

static void a_server_that_is_away(void **state)
{
    (void)state;
    struct sender s = with(usual(), "smtp", smtp.port);
    server_tell(&smtp, "down");
    assert_err(ERR_BUSY, send_it(&s));
    assert_int_equal(CHANNEL_AWAY, s.receipt.outcome);
    assert_false(s.receipt.unknown);
    server_tell(&smtp, "up");
    assert_ok(&s.c, send_it(&s));
    assert_int_equal(1, count());
    done(&s);
}

static void an_address_cannot_smuggle(void **state)
{
    (void)state;
    struct sender s = with(usual(), "smtp", smtp.port);
    struct channel_message message = a_message();
    message.to = TEXT("ada@example.org>\r\nRCPT TO:<eve@example.org");
    assert_err(ERR_INPUT, channel_send(&s.c, s.channel, &message, &s.receipt));
    assert_int_equal(CHANNEL_BOUNCED, s.receipt.outcome);
    message = a_message();
    message.title = TEXT("x\r\nBcc: eve@example.org\r\n");
    message.to_name = TEXT("a\nCc: eve@example.org");
    assert_ok(&s.c, channel_send(&s.c, s.channel, &message, &s.receipt));
    assert_text("", header(&s, "Bcc"));
    assert_text("", header(&s, "Cc"));
    assert_int_equal(1, json_count(json_member(last(&s), "to")));
    done(&s);
}

static void options_that_contradict_each_other(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct channel *channel;
    struct channel_email_options o = {.url = "smtp://h", .from = "nobody"};
    assert_err(ERR_USAGE, channel_email_new(&c, &o, &channel));
    o = (struct channel_email_options){.url = "http://h", .from = "a@b"};
    assert_err(ERR_INPUT, channel_email_new(&c, &o, &channel));
    o = (struct channel_email_options){.url = "smtp://h", .from = "a@b", .user = "u", .plain = true};
    assert_err(ERR_USAGE, channel_email_new(&c, &o, &channel));
    o = (struct channel_email_options){.url = "smtps://h", .from = "a@b", .plain = true};
    assert_err(ERR_USAGE, channel_email_new(&c, &o, &channel));
    o = (struct channel_email_options){.url = NULL, .from = "a@b"};
    assert_err(ERR_INPUT, channel_email_new(&c, &o, &channel));
    test_ctx_end(&c);
}

static int begin(void **state)
{
    (void)state;
    server_start(&smtp, "smtp.py", NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    server_stop(&smtp);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrives_as_it_was_meant),
        cmocka_unit_test(the_connection_is_kept),
        cmocka_unit_test(tls_from_the_start_and_none_at_all),
        cmocka_unit_test(whoever_is_not_trusted_gets_neither_mail_nor_password),
        cmocka_unit_test(a_wrong_password_is_ours_to_mend),
        cmocka_unit_test(what_a_refusal_means),
        cmocka_unit_test(an_answer_that_is_lost),
        cmocka_unit_test(a_server_that_is_away),
        cmocka_unit_test(an_address_cannot_smuggle),
        cmocka_unit_test(options_that_contradict_each_other),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
