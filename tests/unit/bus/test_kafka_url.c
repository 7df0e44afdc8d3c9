/* What a kafka:// URL means, and what things are called at the broker. */
#include "bus/bus.h"
#include "bus/kafka/name.h"
#include "bus/kafka/url.h"
#include "support.h"

static struct kafka_url read_url(struct ctx *c, const char *text)
{
    struct kafka_url url;
    assert_ok(c, kafka_url_read(c, text, &url));
    return url;
}

static void urls_are_read(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct kafka_url url = read_url(&c, "kafka://broker");
    assert_string_equal("broker:9092", url.servers);
    assert_null(url.user);
    assert_string_equal("plaintext", url.security);
    assert_int_equal(10, url.session_s);
    assert_int_equal(5, url.patience_s);
    url = read_url(&c, "KAFKA://a:1,b.example-1:65535,[::1]:9,[2001:db8::1]/?session=300&patience=8");
    assert_string_equal("a:1,b.example-1:65535,[::1]:9,[2001:db8::1]:9092", url.servers);
    assert_int_equal(300, url.session_s);
    assert_int_equal(8, url.patience_s);
    url = read_url(&c, "kafka://me:p%40ss:w%2Frd@host:1");
    assert_string_equal("me", url.user);
    assert_string_equal("p@ss:w/rd", url.password);
    assert_string_equal("sasl_ssl", url.security); /* a password goes over TLS unless it is said */
    assert_string_equal("PLAIN", url.mechanism);
    url = read_url(&c, "kafka://me:p@h@host?security=sasl_plaintext&mechanism=scram-sha-512");
    assert_string_equal("p@h", url.password);
    assert_string_equal("host:9092", url.servers);
    assert_string_equal("sasl_plaintext", url.security);
    assert_string_equal("SCRAM-SHA-512", url.mechanism);
    url = read_url(&c, "kafka://host?security=SSL&ca=%2Fetc%2Fpasswd");
    assert_string_equal("ssl", url.security);
    assert_string_equal("/etc/passwd", url.ca);
    test_ctx_end(&c);
}

static void what_cannot_be_meant_is_refused_without_its_password(void **state)
{
    (void)state;
    static const char *const urls[] = {
        "",
        "redis://host",
        "kafka://",
        "kafka://host,",
        "kafka://,host",
        "kafka://host:0",
        "kafka://host:65536",
        "kafka://host:-1",
        "kafka://host:+1",
        "kafka://ho st",
        "kafka://ho\nst",
        "kafka://[::1",
        "kafka://host:",
        "kafka://geheim@host",
        "kafka://:geheim@host",
        "kafka://me:@host",
        "kafka://me:geheim",
        "kafka://me:geheim%@host",
        "kafka://me:geheim%4@host",
        "kafka://me:geheim%zz@host",
        "kafka://me:geheim%00@host",
        "kafka://me:geheim%0A@host",
        "kafka://me:geheim@host?security=ssl",
        "kafka://me:geheim@host?security=none",
        "kafka://me:geheim@host?mechanism=md5",
        "kafka://host?security=sasl_ssl",
        "kafka://host?mechanism=plain",
        "kafka://host?ca=/etc/passwd",
        "kafka://host?security=ssl&ca=/no/such/file",
        "kafka://host?session=0",
        "kafka://host?session=301",
        "kafka://host?session=x",
        "kafka://host?patience=0",
        "kafka://host?patience=9",
        "kafka://host?geheim=1",
        "kafka://host?security",
        "kafka://1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17",
    };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct ctx c = test_ctx();
        struct kafka_url url;
        if (kafka_url_read(&c, urls[i], &url) != ERR_USAGE)
            fail_msg("taken: %s", urls[i]);
        assert_true(text_starts(text_of(c.why), TEXT("kafka: ")));
        assert_null(strstr(c.why, "geheim"));
        test_ctx_end(&c);
    }
    struct ctx c = test_ctx();
    struct kafka_url url;
    struct buf long_one = {0};
    buf_z(&long_one, "kafka://");
    while (long_one.len <= BUS_URL_MAX)
        buf_char(&long_one, 'h');
    assert_int_equal(ERR_USAGE, kafka_url_read(&c, long_one.at, &url));
    buf_free(&long_one);
    test_ctx_end(&c);
}

static void topics_follow_types(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct text type;
    assert_string_equal("finance.transaction.created",
                        kafka_topic_of_type(c.arena, "florin", TEXT("transaction.created")));
    assert_string_equal("test-1.finance.a-b", kafka_topic_of_type(c.arena, "test-1", TEXT("a b")));
    assert_true(kafka_type_of_topic("florin", "finance.budget.warning", &type));
    assert_text("budget.warning", type);
    assert_true(kafka_type_of_topic("x", "x.finance.budget.warning", &type));
    assert_text("budget.warning", type);
    assert_false(kafka_type_of_topic("florin", "x.finance.budget.warning", &type));
    assert_false(kafka_type_of_topic("x", "finance.budget.warning", &type));
    assert_false(kafka_type_of_topic("florin", "finance.", &type));
    assert_false(kafka_type_of_topic("florin", "florin.dead", &type));
    assert_string_equal("finance.budget.warning",
                        kafka_topic_of_pattern(c.arena, "florin", "budget.warning"));
    assert_string_equal("^finance\\.budget\\..*", kafka_topic_of_pattern(c.arena, "florin", "budget.*"));
    assert_string_equal("^x\\.y\\.finance\\..*", kafka_topic_of_pattern(c.arena, "x.y", "*"));
    static char many[1000];
    memset(many, 'a', sizeof many);
    assert_int_equal(KAFKA_NAME_MAX,
                     strlen(kafka_topic_of_type(c.arena, "florin", (struct text){many, sizeof many})));
    assert_true(strlen(kafka_topic_of_address(c.arena, "florin", (struct text){many, sizeof many}, 2)) <=
                KAFKA_NAME_MAX);
    test_ctx_end(&c);
}

static void groups_and_desks_have_names(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_string_equal("florin.agent.analytics", kafka_name(c.arena, "florin", TEXT("agent/analytics")));
    assert_string_equal("florin.ask.agent.planning.1",
                        kafka_topic_of_address(c.arena, "florin", TEXT("agent/planning"), 1));
    static const int bands[BUS_PRIORITIES] = {0, 0, 0, 1, 1, 1, 1, 2, 2, 2};
    for (int i = 0; i < BUS_PRIORITIES; i++)
        assert_int_equal(bands[i], kafka_band(i));
    assert_true(kafka_prefix_fits("florin") && kafka_prefix_fits("a.b_c-1"));
    assert_false(kafka_prefix_fits("") || kafka_prefix_fits("a/b") || kafka_prefix_fits("^x") ||
                 kafka_prefix_fits(".x"));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_read),
        cmocka_unit_test(what_cannot_be_meant_is_refused_without_its_password),
        cmocka_unit_test(topics_follow_types),
        cmocka_unit_test(groups_and_desks_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
