/* Mails as bytes. What real parsers make of them is seen in test_email.c. */
#include "channel/mime.h"
#include "client/mail.h"
#include "support.h"

static struct mime_mail a_mail(void)
{
    return (struct mime_mail){.from_name = TEXT("Florin"),
                              .from = TEXT("florin@money.example"),
                              .to_name = TEXT("Ada"),
                              .to = TEXT("ada@example.org"),
                              .subject = TEXT("Paid"),
                              .id = TEXT("018f-abc"),
                              .unsubscribe = TEXT("https://money.example/settings?show=notifications"),
                              .time_us = INT64_C(1795285960000000),
                              .text = TEXT("one\ntwo\n"),
                              .html = TEXT("<p>one</p>\n")};
}

static struct text written(struct ctx *c, const struct mime_mail *mail)
{
    struct buf *out = buf_in_arena(c->arena);
    mime_write(mail, out);
    return buf_view(out);
}

static void has(struct text mail, const char *words)
{
    if (text_find(mail, text_of(words)) < 0)
        fail_msg("\"%s\" is not in\n%.*s", words, TEXT_ARGS(mail));
}

static struct text head_of(struct text mail)
{
    ptrdiff_t end = text_find(mail, TEXT("\r\n\r\n"));
    assert_true(end > 0);
    return (struct text){mail.at, (size_t)end};
}

/* Lines end in CR LF and nothing else, and are not too long. */
static void is_well_made(struct text mail)
{
    size_t line = 0;
    for (size_t i = 0; i < mail.len; i++) {
        unsigned char ch = (unsigned char)mail.at[i];
        assert_true(ch < 0x80 && (ch >= ' ' || ch == '\r' || ch == '\n' || ch == '\t'));
        if (ch == '\r')
            assert_true(i + 1 < mail.len && mail.at[i + 1] == '\n');
        if (ch == '\n') {
            assert_true(i > 0 && mail.at[i - 1] == '\r');
            assert_true(line <= 998);
            line = 0;
        } else if (ch != '\r') {
            line++;
        }
    }
}

static void one_click(void **state)
{
    struct ctx c = test_ctx();
    struct mime_mail mail = a_mail();
    (void)state;
    assert_true(text_find(written(&c, &mail), TEXT("List-Unsubscribe-Post")) < 0);
    mail.one_click = true;
    has(head_of(written(&c, &mail)), "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
    mail.unsubscribe = TEXT("https://money.example/\r\nBcc: eve@example.org");
    assert_true(text_find(written(&c, &mail), TEXT("List-Unsubscribe")) < 0);
    test_ctx_end(&c);
}

static void a_plain_one(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct mime_mail mail = a_mail();
    struct text out = written(&c, &mail);
    is_well_made(out);
    has(out, "Date: Sat, 21 Nov 2026 18:32:40 +0000\r\n");
    has(out, "From: \"Florin\"\r\n <florin@money.example>\r\n");
    has(out, "To: \"Ada\"\r\n <ada@example.org>\r\n");
    has(out, "Subject: Paid\r\n");
    has(out, "Message-ID: <018f-abc@money.example>\r\n");
    has(out, "List-Unsubscribe: <https://money.example/settings?show=notifications>\r\n");
    has(out, "Content-Type: multipart/alternative; boundary=\"=_018f-abc\"\r\n");
    has(out, "\r\n--=_018f-abc--\r\n");
    mail.html = TEXT("");
    has(head_of(written(&c, &mail)), "Content-Type: text/plain");
    test_ctx_end(&c);
}

static void no_header_gains_a_line(void **state)
{
    (void)state;
    static const char bad[] = "x\r\nBcc: thief@example.org\r\n\r\nbody\0\x7F\x01";
    struct ctx c = test_ctx();
    struct mime_mail mail = a_mail();
    mail.subject = mail.to_name = mail.from_name = mail.id = mail.unsubscribe =
        (struct text){bad, sizeof bad - 1};
    struct text out = written(&c, &mail);
    is_well_made(out);
    assert_true(text_find(head_of(out), TEXT("\r\nBcc")) < 0);
    assert_true(text_find(out, TEXT("List-Unsubscribe")) < 0);
    has(out, "Message-ID: <florin@money.example>");
    test_ctx_end(&c);
}

static void words_that_are_not_ascii(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct mime_mail mail = a_mail();
    mail.subject =
        TEXT("Über 1.000 €: „Müller & Söhne“ möchte für November noch fünfhundertzwölf Euro haben");
    mail.to_name = TEXT("Ädä \"x\"");
    struct text head = head_of(written(&c, &mail));
    has(head, "Subject: =?utf-8?Q?=C3=9Cber_1=2E000_=E2=82=AC");
    has(head, "?=\r\n =?utf-8?Q?");
    has(head, "To: =?utf-8?Q?=C3=84d=C3=A4_=22x=22?=\r\n <ada@example.org>");
    for (const char *at = head.at;
         at < head.at + head.len;) { /* an encoded word is of 75 bytes at most, a line with it of 76 */
        const char *end = memchr(at, '\r', (size_t)(head.at + head.len - at));
        size_t len = (size_t)((end == NULL ? head.at + head.len : end) - at);
        if (text_find((struct text){at, len}, TEXT("=?")) >= 0)
            assert_true(len <= 76);
        at += len + 2;
    }
    mail.subject = TEXT("=?utf-8?Q?forged?=");
    has(head_of(written(&c, &mail)), "Subject: =?utf-8?Q?=3D=3Futf=2D8=3FQ=3Fforged=3F=3D?=");
    mail.subject = TEXT("bad \xFF\xC3 bytes");
    is_well_made(written(&c, &mail));
    mail.to_name = TEXT("O\"Neil \\ Co");
    has(head_of(written(&c, &mail)), "To: \"O\\\"Neil \\\\ Co\"");
    test_ctx_end(&c);
}

static void bodies_are_quoted(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct mime_mail mail = a_mail();
    mail.text = TEXT("a=b \n.\n.dot\ttab\t\nü\n-- \nlong long long long long long long long long long long "
                     "long long long long long\n--=_018f-abc--\nlast");
    mail.html = TEXT("");
    struct text out = written(&c, &mail);
    is_well_made(out);
    has(out, "\r\n\r\na=3Db=20\r\n=2E\r\n=2Edot\ttab=09\r\n=C3=BC\r\n--=20\r\nlong");
    has(out, "=\r\n");
    has(out, "\r\n--=3D_018f-abc--\r\nlast\r\n"); /* no text ends a part */
    mail.text = TEXT("");
    is_well_made(written(&c, &mail));
    test_ctx_end(&c);
}

static void addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b", "a.b+c@d-e.example", "o'neil@x.org"};
    static const char *const bad[] = {"",      "a",           "@b",    "a@",  "a@b@c", "a b@c",    "a@b>",
                                      "<a@b>", "a@b\r\nX: y", "a,b@c", "ü@b", "a@bü",  "\"a b\"@c"};
    struct text name, address;
    for (int i = 0; i < 3; i++)
        assert_true(mail_address_is_good(text_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(mail_address_is_good(text_of(bad[i])));
    char longest[300];
    memset(longest, 'a', sizeof longest);
    longest[10] = '@';
    assert_true(mail_address_is_good((struct text){longest, 254}));
    assert_false(mail_address_is_good((struct text){longest, 255}));
    assert_true(mime_mailbox_parse(TEXT(" Florin at home <f@x.org> "), &name, &address));
    assert_text("Florin at home", name);
    assert_text("f@x.org", address);
    assert_true(mime_mailbox_parse(TEXT("\"Flo, rin\" <f@x.org>"), &name, &address));
    assert_text("Flo, rin", name);
    assert_true(mime_mailbox_parse(TEXT("f@x.org"), &name, &address));
    assert_text("", name);
    assert_false(mime_mailbox_parse(TEXT("Florin"), &name, &address));
    assert_false(mime_mailbox_parse(TEXT("Florin <>"), &name, &address));
    assert_false(mime_mailbox_parse(TEXT(""), &name, &address));
    assert_false(mime_mailbox_parse((struct text){NULL, 0}, &name, &address));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_one),
        cmocka_unit_test(one_click),
        cmocka_unit_test(no_header_gains_a_line),
        cmocka_unit_test(words_that_are_not_ascii),
        cmocka_unit_test(bodies_are_quoted),
        cmocka_unit_test(addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
