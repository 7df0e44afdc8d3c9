/* The handshake's answers, frames out, and what the reader makes of good and bad bytes. */
#include "http/live/websocket.h"
#include "unit/http/client.h"

/* -- The handshake. */

static struct websocket_offer good_offer(void)
{
    return (struct websocket_offer){.upgrade = TEXT("websocket"),
                                    .connection = TEXT("keep-alive, Upgrade"),
                                    .version = TEXT("13"),
                                    .key = TEXT("dGhlIHNhbXBsZSBub25jZQ==")};
}

static void a_good_offer_is_accepted(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char accept[WEBSOCKET_ACCEPT_MAX];
    bool version_wrong;
    struct websocket_offer offer = good_offer();
    assert_ok(&c, websocket_accept(&c, &offer, accept, &version_wrong));
    assert_string_equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", accept); /* the example of RFC 6455, section 1.3 */
    offer.upgrade = TEXT("h2c , WebSocket");
    assert_ok(&c, websocket_accept(&c, &offer, accept, &version_wrong));
    test_ctx_end(&c);
}

static void bad_offers_are_refused(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char accept[WEBSOCKET_ACCEPT_MAX];
    bool version_wrong;
    struct websocket_offer offer = good_offer();
    offer.connection = TEXT("close");
    assert_err(ERR_INPUT, websocket_accept(&c, &offer, accept, &version_wrong));
    offer = good_offer();
    offer.upgrade = TEXT("websockets");
    assert_false(websocket_is_asked(&offer));
    assert_err(ERR_INPUT, websocket_accept(&c, &offer, accept, &version_wrong));
    assert_false(version_wrong);
    offer = good_offer();
    offer.version = TEXT("8");
    assert_err(ERR_INPUT, websocket_accept(&c, &offer, accept, &version_wrong));
    assert_true(version_wrong);
    const char *keys[] = {"", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQAA",
                          "dGhlIHNhbXBsZSBub25jZ!==", "dGhlIHNhbXBsZSBub25jZQ==dGhlIHNhbXBsZSBub25jZQ=="};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        offer = good_offer();
        offer.key = text_of(keys[i]);
        assert_err(ERR_INPUT, websocket_accept(&c, &offer, accept, &version_wrong));
        assert_false(version_wrong);
    }
    test_ctx_end(&c);
}

static void only_pages_of_this_server_may_ask(void **state)
{
    (void)state;
    const struct {
        const char *origin, *host;
        bool fits;
    } cases[] = {
        {NULL, "money.example", true}, /* a program */
        {"https://money.example", "money.example", true},
        {"https://Money.example", "money.EXAMPLE:443", true},
        {"http://127.0.0.1:8787", "127.0.0.1:8787", true},
        {"http://[::1]:8787", "[::1]:8787", true},
        {"http://money.example:80", "money.example", true},
        {"https://money.example:8443", "money.example", false},
        {"http://money.example", "money.example:443", false},
        {"https://evil.example", "money.example", false},
        {"https://money.example.evil.example", "money.example", false},
        {"https://evil.example/money.example", "money.example", false},
        {"null", "money.example", false}, /* a sandboxed frame, a file */
        {"", "money.example", false},
        {"https://", "", false},
        {"chrome-extension://money.example", "money.example", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (websocket_origin_fits(text_of(cases[i].origin), text_of(cases[i].host)) != cases[i].fits)
            fail_msg("%s at %s", cases[i].origin == NULL ? "no origin" : cases[i].origin, cases[i].host);
}

static void frames_have_the_shortest_head(void **state)
{
    (void)state;
    const size_t lengths[] = {0, 1, 125, 126, 65535, 65536, 200000};
    const size_t heads[] = {2, 2, 2, 4, 4, 10, 10};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char *payload = calloc(1, lengths[i] + 1);
        assert_non_null(payload);
        struct buf out = {0};
        websocket_frame(&out, WEBSOCKET_TEXT, (struct text){payload, lengths[i]});
        assert_int_equal(heads[i] + lengths[i], out.len);
        assert_int_equal(0x81, (unsigned char)out.at[0]);
        uint64_t told = (unsigned char)out.at[1];
        if (heads[i] > 2) {
            told = 0;
            for (size_t at = 2; at < heads[i]; at++)
                told = told << 8 | (unsigned char)out.at[at];
        }
        assert_int_equal(lengths[i], told);
        buf_free(&out);
        free(payload);
    }
}

/* -- The reader, fed from memory. */

struct feed {
    struct text bytes;
    size_t portion; /* given at once */
    bool ended;
    struct buf heard; /* texts, each ended by '|' */
    struct buf sent;
};

static ssize_t feed_read(void *self, uint8_t *to, size_t size)
{
    struct feed *feed = self;
    size_t len = feed->bytes.len < size ? feed->bytes.len : size;
    if (len > feed->portion)
        len = feed->portion;
    if (len == 0)
        return feed->ended ? -1 : 0;
    memcpy(to, feed->bytes.at, len);
    feed->bytes = text_from(feed->bytes, len);
    return (ssize_t)len;
}

static void feed_message(void *self, struct text text)
{
    struct feed *feed = self;
    buf_text(&feed->heard, text);
    buf_char(&feed->heard, '|');
}

static void feed_send(void *self, struct text frames)
{
    buf_text(&((struct feed *)self)->sent, frames);
}

static struct websocket_reader *reader_new(void)
{
    struct websocket_reader_options options = {.message_bytes_max = 1000,
                                               .fragments_max = 4,
                                               .read = feed_read,
                                               .message = feed_message,
                                               .send = feed_send};
    struct websocket_reader *reader = websocket_reader_new(&options);
    assert_non_null(reader);
    return reader;
}

static void feed_free(struct feed *feed)
{
    buf_free(&feed->heard);
    buf_free(&feed->sent);
}

/* What the reader makes of all of `bytes`, given in portions. */
static enum websocket_reading read_all(struct feed *feed, const struct buf *bytes, size_t portion)
{
    *feed = (struct feed){.bytes = {bytes->at, bytes->len}, .portion = portion};
    buf_add(&feed->heard, "", 0);
    struct websocket_reader *reader = reader_new();
    enum websocket_reading reading = websocket_reader_run(reader, feed);
    websocket_reader_free(reader);
    return reading;
}

static const size_t portions[] = {1, 2, 3, 7, 64, 100000};
enum { PORTIONS = sizeof portions / sizeof *portions };

static void messages_are_joined_and_pings_answered(void **state)
{
    (void)state;
    char kilo[1000];
    memset(kilo, 'k', sizeof kilo);
    struct buf in = {0};
    client_frame(&in, 0x81, TEXT("whole"));
    client_frame(&in, 0x01, TEXT("in "));
    client_frame(&in, 0x89, TEXT("are you there?"));
    client_frame(&in, 0x00, TEXT("three \xC3"));
    client_frame(&in, 0x8a, TEXT("")); /* a pong that nobody asked for */
    client_frame(&in, 0x80, TEXT("\xA4parts"));
    client_frame(&in, 0x81, TEXT(""));
    client_frame(&in, 0x81, (struct text){kilo, sizeof kilo});
    for (size_t i = 0; i < PORTIONS; i++) {
        struct feed feed;
        assert_int_equal(WEBSOCKET_BETWEEN, read_all(&feed, &in, portions[i]));
        assert_int_equal(strlen("whole|in three .xparts||") + sizeof kilo + 1, feed.heard.len);
        assert_memory_equal("whole|in three \xC3\xA4parts||kkk", feed.heard.at, 26);
        assert_int_equal(16, feed.sent.len);
        assert_memory_equal("\x8a\x0e"
                            "are you there?",
                            feed.sent.at, 16);
        feed_free(&feed);
    }
    buf_free(&in);
}

/* Between messages, and nowhere else, the reader can be thrown away. */
static void the_reader_knows_when_nothing_is_under_way(void **state)
{
    (void)state;
    char long_text[300];
    memset(long_text, 'x', sizeof long_text);
    struct buf in = {0};
    size_t ends[4];
    client_frame(&in, 0x81, TEXT("one"));
    ends[0] = in.len;
    client_frame(&in, 0x01, TEXT("two"));
    client_frame(&in, 0x89, TEXT(""));
    client_frame(&in, 0x80, TEXT(""));
    ends[1] = in.len;
    client_frame(&in, 0x81, (struct text){long_text, sizeof long_text});
    ends[2] = in.len;
    client_frame(&in, 0x89, TEXT("ping"));
    ends[3] = in.len;
    struct feed feed = {.portion = 1};
    struct websocket_reader *reader = NULL;
    size_t end = 0;
    for (size_t i = 0; i < in.len; i++) {
        if (reader == NULL)
            reader = reader_new();
        feed.bytes = (struct text){in.at + i, 1};
        enum websocket_reading reading = websocket_reader_run(reader, &feed);
        assert_int_equal(i + 1 == ends[end] ? WEBSOCKET_BETWEEN : WEBSOCKET_AMID, reading);
        if (reading == WEBSOCKET_BETWEEN) {
            websocket_reader_free(reader);
            reader = NULL;
            end++;
        }
    }
    assert_int_equal(4, end);
    assert_memory_equal("one|two|xxx", feed.heard.at, 11);
    feed_free(&feed);
    buf_free(&in);
}

static void assert_refused(const struct buf *in, int code)
{
    for (size_t i = 0; i < PORTIONS; i++) {
        struct feed feed;
        assert_int_equal(WEBSOCKET_REFUSED, read_all(&feed, in, portions[i]));
        assert_int_equal(0, feed.heard.len);
        assert_true(feed.sent.len >= 4);
        assert_int_equal(0x88, (unsigned char)feed.sent.at[0]);
        assert_int_equal(code, (unsigned char)feed.sent.at[2] << 8 | (unsigned char)feed.sent.at[3]);
        feed_free(&feed);
    }
}

static void what_breaks_the_rules_is_refused_with_its_code(void **state)
{
    (void)state;
    char large[2000] = {0};
    struct buf in = {0};
    memset(large, 'l', sizeof large);

    buf_add(&in, "\x81\x02hi", 4); /* not masked */
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    client_frame(&in, 0xc1, TEXT("compressed?")); /* a reserved bit */
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    client_frame(&in, 0x83, TEXT("what?")); /* a reserved opcode */
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    client_frame(&in, 0x80, TEXT("goes on with nothing"));
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    client_frame(&in, 0x01, TEXT("a"));
    client_frame(&in, 0x81, TEXT("b")); /* a new one within another */
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    client_frame(&in, 0x09, TEXT("a ping in parts"));
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    client_frame(&in, 0x89, (struct text){large, 126}); /* a long ping */
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    buf_add(&in, "\x81\xfe\x00\x05....hello", 13); /* a length in a longer form than needed */
    assert_refused(&in, WEBSOCKET_PROTOCOL);
    buf_clear(&in);
    client_frame(&in, 0x82, TEXT("bytes"));
    assert_refused(&in, WEBSOCKET_UNSUPPORTED);
    buf_clear(&in);
    client_frame(&in, 0x81, TEXT("\xff\xfe"));
    assert_refused(&in, 1007);
    buf_clear(&in);
    client_frame(&in, 0x81, TEXT("cut \xC3"));
    assert_refused(&in, 1007);
    buf_clear(&in);
    client_frame(&in, 0x81, (struct text){large, 1001});
    assert_refused(&in, WEBSOCKET_TOO_BIG);
    buf_clear(&in);
    buf_add(&in, "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff....x", 15); /* eight exabytes are announced */
    assert_refused(&in, WEBSOCKET_TOO_BIG);
    buf_clear(&in);
    client_frame(&in, 0x01, (struct text){large, 600});
    client_frame(&in, 0x80, (struct text){large, 600}); /* together too long */
    assert_refused(&in, WEBSOCKET_TOO_BIG);
    buf_clear(&in);
    client_frame(&in, 0x01, TEXT(""));
    for (int i = 0; i < 4; i++)
        client_frame(&in, 0x00, TEXT("")); /* crumbs without end */
    assert_refused(&in, WEBSOCKET_POLICY);
    buf_free(&in);
}

static void a_farewell_is_answered(void **state)
{
    (void)state;
    struct buf in = {0};
    struct feed feed;
    client_frame(&in, 0x81, TEXT("last words"));
    client_frame(&in, 0x88,
                 TEXT("\x03\xe8"
                      "bye"));
    client_frame(&in, 0x81, TEXT("not heard"));
    assert_int_equal(WEBSOCKET_CLOSED, read_all(&feed, &in, 1000));
    assert_memory_equal("last words|", feed.heard.at, feed.heard.len);
    assert_memory_equal("\x88\x05\x03\xe8"
                        "bye",
                        feed.sent.at, feed.sent.len);
    feed_free(&feed);
    buf_clear(&in);
    client_frame(&in, 0x88, TEXT("")); /* without a code */
    assert_int_equal(WEBSOCKET_CLOSED, read_all(&feed, &in, 1));
    assert_memory_equal("\x88\x00", feed.sent.at, feed.sent.len);
    feed_free(&feed);
    buf_clear(&in);
    client_frame(&in, 0x88, TEXT("\x03\xed")); /* 1005 is never sent */
    assert_int_equal(WEBSOCKET_REFUSED, read_all(&feed, &in, 1000));
    feed_free(&feed);
    buf_clear(&in);
    client_frame(&in, 0x81, TEXT("cut off"));
    in.len -= 2;
    feed = (struct feed){.bytes = buf_view(&in), .portion = 100, .ended = true};
    struct websocket_reader *reader = reader_new();
    assert_int_equal(WEBSOCKET_LOST, websocket_reader_run(reader, &feed));
    websocket_reader_free(reader);
    feed_free(&feed);
    buf_free(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_offer_is_accepted),
        cmocka_unit_test(bad_offers_are_refused),
        cmocka_unit_test(only_pages_of_this_server_may_ask),
        cmocka_unit_test(frames_have_the_shortest_head),
        cmocka_unit_test(messages_are_joined_and_pings_answered),
        cmocka_unit_test(the_reader_knows_when_nothing_is_under_way),
        cmocka_unit_test(what_breaks_the_rules_is_refused_with_its_code),
        cmocka_unit_test(a_farewell_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
