/* Where Redis is: URLs are read strictly, and repeated nowhere. */
#include "redis/redis.h"
#include "support.h"

static void reads_urls(void **state)
{
    (void)state;
    static const struct {
        const char *url, *host, *port, *socket, *user, *password, *shown;
        bool tls;
        int64_t database;
    } rows[] = {
        {"redis://example.org", "example.org", "6379", NULL, NULL, NULL, "redis://example.org:6379/0", false,
         0},
        {"redis://example.org/", "example.org", "6379", NULL, NULL, NULL, "redis://example.org:6379/0", false,
         0},
        {"redis://127.0.0.1:7000/3", "127.0.0.1", "7000", NULL, NULL, NULL, "redis://127.0.0.1:7000/3", false,
         3},
        {"redis://[::1]:7000", "::1", "7000", NULL, NULL, NULL, "redis://[::1]:7000/0", false, 0},
        {"redis://[fe80::1]", "fe80::1", "6379", NULL, NULL, NULL, "redis://[fe80::1]:6379/0", false, 0},
        {"redis://:geheim@r/1", "r", "6379", NULL, NULL, "geheim", "redis://r:6379/1", false, 1},
        {"redis://anna:p%40ss%3Aw%2Frd@r", "r", "6379", NULL, "anna", "p@ss:w/rd", "redis://r:6379/0", false,
         0},
        {"redis://anna:a@b@r", "r", "6379", NULL, "anna", "a@b", "redis://r:6379/0", false, 0},
        {"rediss://r:6380?ca=/etc/ca.pem", "r", "6380", NULL, NULL, NULL, "rediss://r:6380/0", true, 0},
        {"redis+unix:///run/redis/s?db=2", NULL, NULL, "/run/redis/s", NULL, NULL,
         "redis+unix:///run/redis/s", false, 2},
        {"redis+unix://anna:geheim@/run/s", NULL, NULL, "/run/s", "anna", "geheim", "redis+unix:///run/s",
         false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx c = test_ctx();
        struct redis_place *place;
        assert_ok(&c, redis_place_new(&c, rows[i].url, &place));
        const char *got[] = {place->host, place->port,     place->socket,
                             place->user, place->password, place->shown};
        const char *expected[] = {rows[i].host, rows[i].port,     rows[i].socket,
                                  rows[i].user, rows[i].password, rows[i].shown};
        for (int k = 0; k < 6; k++) {
            if (expected[k] == NULL)
                assert_null(got[k]);
            else
                assert_string_equal(expected[k], got[k]);
        }
        assert_int_equal(rows[i].tls, place->tls);
        assert_int_equal(rows[i].database, place->database);
        redis_place_free(place);
        test_ctx_end(&c);
    }
}

static void reads_options(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct redis_place *place;
    assert_ok(&c, redis_place_new(&c, "redis://r?events=5000&bytes=1048576&claim=250&db=9", &place));
    assert_int_equal(5000, place->events);
    assert_int_equal(1048576, place->bytes);
    assert_int_equal(250, place->claim_ms);
    assert_int_equal(9, place->database);
    redis_place_free(place);
    assert_ok(&c, redis_place_new(&c, "rediss://r?ca=/a%20b.pem", &place));
    assert_string_equal("/a b.pem", place->ca_file);
    redis_place_free(place);
    redis_place_free(NULL);
    test_ctx_end(&c);
}

static void refuses_what_cannot_be_meant(void **state)
{
    (void)state;
    static const char *const urls[] = {NULL,
                                       "",
                                       "geheim",
                                       "http://geheim@r",
                                       "redis:/r",
                                       "redis://",
                                       "redis://:geheim@",
                                       "redis://geheim@r",
                                       "redis://anna:geheim%4@r",
                                       "redis://anna:geheim%FF@r",
                                       "redis://anna:geheim@r:0",
                                       "redis://anna:geheim@r:65536",
                                       "redis://anna:geheim@r:x",
                                       "redis://:geheim@[::1",
                                       "redis://:geheim@[::1]7",
                                       "redis://:geheim@r/geheim",
                                       "redis://:geheim@r/-1",
                                       "redis://:geheim@r/10000",
                                       "redis://:geheim@r r",
                                       "redis://:geheim@r;x",
                                       "redis://:geheim@r?geheim=1",
                                       "redis://:geheim@r?events=geheim",
                                       "redis://:geheim@r?events=999",
                                       "redis://:geheim@r?claim=0",
                                       "redis://:geheim@r?ca=/geheim",
                                       "rediss://:geheim@r?ca=",
                                       "redis+unix://geheim",
                                       "redis+unix://:geheim@r/s",
                                       "redis://:geheim@r\n"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct ctx c = test_ctx();
        struct redis_place *place = (struct redis_place *)&c;
        enum err e = redis_place_new(&c, urls[i], &place);
        if (e != ERR_USAGE)
            fail_msg("%s: %s", urls[i], err_name(e));
        assert_null(place);
        assert_true(c.why[0] != '\0');
        assert_null(strstr(c.why, "geheim"));
        test_ctx_end(&c);
    }
}

static void reads_replies(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct redis_value *v;
    int64_t number;
    assert_true(
        redis_read_reply(&c, TEXT("*4\r\n$2\r\nid\r\n:42\r\n*2\r\n$-1\r\n$2\r\n17\r\n-OOM no\r\n"), &v));
    assert_int_equal(REDIS_ARRAY, v->kind);
    assert_text("id", redis_item(v, 0)->text);
    assert_true(redis_as_int(redis_member(v, "id"), &number) && number == 42);
    assert_int_equal(REDIS_NIL, redis_item(redis_item(v, 2), 0)->kind);
    assert_true(redis_as_int(redis_item(redis_item(v, 2), 1), &number) && number == 17);
    assert_true(redis_is_error(redis_item(v, 3), "OOM"));
    /* What is not there is nil, whatever is asked of it. */
    assert_int_equal(REDIS_NIL, redis_item(redis_item(redis_item(v, 9), 9), 9)->kind);
    assert_int_equal(REDIS_NIL, redis_member(redis_item(v, 0), "x")->kind);
    assert_false(redis_as_int(redis_item(v, 0), &number));
    assert_true(redis_read_reply(&c, TEXT("*2\r\n$2\r\nid"), &v));
    assert_null(v);
    assert_false(redis_read_reply(&c, TEXT("HTTP/1.1 400 Bad Request\r\n"), &v));
    assert_false(redis_read_reply(&c, TEXT("*100000\r\n:1\r\n"), &v));
    assert_false(
        redis_read_reply(&c, TEXT("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"), &v));
    assert_false(redis_read_reply(&c, TEXT("*99999999999999999999\r\n"), &v));
    test_ctx_end(&c);
}

static void waits_longer_each_time(void **state)
{
    (void)state;
    for (int i = 1; i < 20; i++) {
        int64_t usual = i > 7 ? 5000000 : 50000 << (i - 1), got = redis_backoff_us(i);
        assert_in_range(got, usual - usual / 4, usual + usual / 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_urls),
        cmocka_unit_test(reads_options),
        cmocka_unit_test(reads_replies),
        cmocka_unit_test(refuses_what_cannot_be_meant),
        cmocka_unit_test(waits_longer_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
