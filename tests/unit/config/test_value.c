/* Values by their kind. */
#include "unit/config/loading.h"

static struct ctx c;

static int begin(void **state)
{
    (void)state;
    c = test_ctx();
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_ctx_end(&c);
    return 0;
}

static const char *why(const struct config_row *row, const char *given, struct config_value *out)
{
    return config_value_read(&c, row, text_of(given), "/home/x", NULL, out) == OK ? NULL : c.why;
}

static void good(const struct config_row *row, const char *given)
{
    struct config_value value;
    const char *problem = why(row, given, &value);
    if (problem != NULL)
        fail_msg("\"%s\": %s", given, problem);
}

static void bad(const struct config_row *row, const char *given, const char *problem)
{
    struct config_value value;
    const char *got = why(row, given, &value);
    if (got == NULL || strcmp(got, problem) != 0)
        fail_msg("\"%s\": expected \"%s\", got \"%s\"", given, problem, got == NULL ? "(taken)" : got);
}

static void urls(void **state)
{
    (void)state;
    const struct config_row *store = &config_rows[CONFIG_STORE], *bus = &config_rows[CONFIG_BUS],
                            *secrets = &config_rows[CONFIG_SECRETS];
    good(store, "postgres://u:p%40@db.example:5432/florin?sslmode=verify-full");
    good(store, "postgresql://[::1]:5432/florin");
    good(store, "postgres:///florin?host=/run/postgresql");
    good(store, "postgres://%2Frun%2Fpostgresql/florin");
    good(store, "sqlite:/var/lib/florin");
    bad(store, "postgres://db", "names no database behind the host");
    bad(store, "postgres://db/", "names no database behind the host");
    bad(store, "postgres://:5432/x", "has no host");
    bad(store, "postgres://db:0/x", "has a port that is not from 1 to 65535");
    bad(store, "postgres://db:/x", "has a port that is not from 1 to 65535");
    bad(store, "postgres://d b/x", "has no good host name");
    bad(store, "postgres://[::x]/d", "has no address between [ and ]");
    bad(store, "postgres://[::1]x/d", "has more behind ] than a port");
    bad(store, "sqlite:", "has nothing behind the colon");
    bad(store, "mysql://db/x", "is none of");
    bad(store, "POSTGRES://db/x", "is none of");
    good(bus, "embedded");
    good(bus, "kafka://a:9092,b:9092");
    good(bus, "rediss://user:pw@h:6380/1");
    good(bus, "kafka://florin:x@a:9092,b?ca=/etc/ca.pem");
    good(bus, "redis+unix://:pw@/run/redis.sock?db=1");
    good(bus, "dapr://127.0.0.1:3500");
    good(bus, "dapr://127.0.0.1:3500/florin-pubsub?answers=desk");
    bad(bus, "dapr://127.0.0.1/pubsub", "has no port");
    bad(bus, "redis+unix://", "names no socket behind the host");
    bad(bus, "kafka://a:9092,", "has no host");
    bad(bus, "redis://a,b", "has no good host name");
    bad(bus, "embedded2", "is none of");
    bad(bus, "", "is empty");
    good(secrets, "keyvault:https://money.vault.azure.net");
    good(secrets, "dapr://127.0.0.1:3500/vault");
    bad(secrets, "dapr://127.0.0.1:3500", "names no store behind the host");
    bad(secrets, "keyvault:http://h", "is none of");
    bad(secrets, "file:", "has nothing behind the colon");
    bad(secrets, "secret:x", "cannot be a secret itself");
}

static void numbers_and_durations(void **state)
{
    (void)state;
    const struct config_row *rate = &config_rows[CONFIG_RATE], *ttl = &config_rows[CONFIG_CACHE_TTL];
    struct config_value value;
    good(rate, " 1 ");
    good(rate, "1000000");
    bad(rate, "0", "is too small");
    bad(rate, "1000001", "is too large");
    bad(rate, "1.5", "is no whole number");
    bad(rate, "99999999999999999999", "is no whole number");
    bad(rate, "", "is empty");
    static const struct {
        const char *given;
        int64_t seconds;
    } durations[] = {{"300", 300},      {"300 s", 300}, {"5min", 300}, {"5 m", 300},
                     {"2 hours", 7200}, {"1 d", 86400}, {"1000 ms", 1}};
    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        assert_null(why(ttl, durations[i].given, &value));
        assert_int_equal(durations[i].seconds * 1000000, value.number);
    }
    bad(ttl, "0", "is too short");
    bad(ttl, "999 ms", "is too short");
    bad(ttl, "86401 s", "is too long");
    bad(ttl, "9223372036854775807 d", "is too long");
    bad(ttl, "s", "is no duration");
    bad(ttl, "-5 s", "is no duration");
    bad(ttl, "1 h 5 min", "has no unit that is known (ms, s, min, h, d)");
}

static void addresses_and_lists(void **state)
{
    (void)state;
    const struct config_row *listen = &config_rows[CONFIG_LISTEN], *hosts = &config_rows[CONFIG_HOSTS],
                            *proxies = &config_rows[CONFIG_PROXIES], *origins = &config_rows[CONFIG_ORIGINS];
    struct config_value value;
    good(listen, "*:0");
    good(listen, "[::1]:8787");
    good(listen, "localhost:1");
    bad(listen, "::1:8787", "has no address to listen on");
    bad(listen, "[127.0.0.1]:1", "has no address to listen on");
    bad(listen, "[::1]", "has a port that is not from 0 to 65535");
    bad(listen, "money.example:80", "has no address to listen on");
    bad(listen, "127.0.0.1:65536", "has a port that is not from 0 to 65535");
    bad(listen, "127.0.0.1:", "has a port that is not from 0 to 65535");
    assert_null(why(hosts, " a.example ,b ", &value));
    assert_string_equal("a.example,b", value.text);
    bad(hosts, "a,,b", "has an empty part");
    bad(hosts, "https://a", "has a part that is not allowed: \"https://a\"");
    good(proxies, "10.0.0.2, ::1");
    bad(proxies, "10.0.0.0/8", "has a part that is not allowed: \"10.0.0.0/8\"");
    good(origins, "https://a.example, http://b:8080");
    bad(origins, "https://a/path", "has a part that is not allowed: \"https://a/path\"");
    bad(origins, "https://u:hunter2@a", "has a part that is not allowed: \"https://u:(set)@a\"");
    struct buf *many = buf_in_arena(c.arena);
    for (int i = 0; i < CONFIG_LIST_ITEMS; i++)
        buf_printf(many, i == 0 ? "h%d" : ",h%d", i);
    good(hosts, many->at);
    buf_z(many, ",h");
    bad(hosts, many->at, "has more than 64 parts");
}

static void words(void **state)
{
    (void)state;
    const struct config_row boolean = {"x", .kind = CONFIG_BOOLEAN, .fallback = "false"};
    struct config_value value;
    bad(&config_rows[CONFIG_ROLE], "API", "is none of");
    bad(&config_rows[CONFIG_BUS_GROUP], "a b", "has other characters than letters, digits and . _ -");
    assert_null(why(&boolean, "On", &value));
    assert_int_equal(1, value.number);
    assert_null(why(&boolean, "no", &value));
    assert_int_equal(0, value.number);
    bad(&boolean, "maybe", "is neither true nor false");
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    struct config_value value;
    const struct config_row *data = &config_rows[CONFIG_DATA];
    bad(data, "a\nb", "has a line break or another control character in it");
    bad(data, "a\x7F", "has a line break or another control character in it");
    bad(data, "\xFF", "is no text in UTF-8");
    assert_err(ERR_INPUT, config_value_read(&c, data, TEXT("a\0b"), "/", NULL, &value));
    char *lengthy = arena_alloc(c.arena, CONFIG_VALUE_BYTES + 2);
    memset(lengthy, 'x', CONFIG_VALUE_BYTES + 1);
    bad(data, lengthy, "is longer than 4096 bytes");
}

static void near_misses(void **state)
{
    (void)state;
    static const char *const known[] = {"store", "bus", "cache", "listen", NULL};
    assert_string_equal("store", config_nearest(TEXT("stroe"), known));
    assert_string_equal("bus", config_nearest(TEXT("BUS"), known));
    assert_string_equal("listen", config_nearest(TEXT("lissten"), known));
    assert_null(config_nearest(TEXT("rate"), known));
    assert_null(config_nearest(TEXT(""), known));
    assert_null(config_nearest(TEXT("xyz"), known));
    assert_null(config_nearest(TEXT("a-word-that-is-much-longer-than-any-key-there-is"), known));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(urls, begin, end),
        cmocka_unit_test_setup_teardown(numbers_and_durations, begin, end),
        cmocka_unit_test_setup_teardown(addresses_and_lists, begin, end),
        cmocka_unit_test_setup_teardown(words, begin, end),
        cmocka_unit_test_setup_teardown(bytes_that_are_no_text, begin, end),
        cmocka_unit_test_setup_teardown(near_misses, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
