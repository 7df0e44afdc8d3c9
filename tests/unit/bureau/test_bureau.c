/* A bureau over HTTP: what is asked, what is believed, what is written down once. */
#include "bureau/bureau.h"
#include "finance/credit/credit.h"
#include "servers/server.h"
#include "unit/events/world.h"

static struct server server;
static const char key[] = "a-key.Good";

static struct bureau *open_bureau(struct ctx *c, const char *with, int timeout_ms)
{
    char url[64];
    struct bureau *b;
    snprintf(url, sizeof url, "http://127.0.0.1:%d/v1/", server.port);
    assert_ok(
        c, bureau_open(c, &(struct bureau_options){.url = url, .key = with, .timeout_ms = timeout_ms}, &b));
    server_tell(&server, "well");
    server_tell(&server, "key %s", key);
    return b;
}

static date day(int32_t y, int32_t m, int32_t d)
{
    date out;
    assert_true(date_from_civil(y, m, d, &out));
    return out;
}

static void scores_come_as_they_are_asked_for(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct bureau_score *scores;
    size_t count;
    int64_t wait_us;
    struct bureau *b = open_bureau(&c, key, 0);
    server_tell(&server, "score 2026-01-31 640");
    server_tell(&server, "score 2026-02-28 671 Schufa AG");
    assert_ok(&c, bureau_scores(&c, b, day(2026, 2, 1), &scores, &count, &wait_us));
    assert_int_equal(1, count);
    assert_int_equal(671, scores[0].score);
    assert_true(text_is(scores[0].source, "Schufa AG") && scores[0].day == day(2026, 2, 28));
    assert_non_null(strstr(server_tell(&server, "counts"), "\"since\": \"2026-02-01\""));
    assert_ok(&c, bureau_scores(&c, b, day(2026, 1, 1), &scores, &count, &wait_us));
    assert_int_equal(2, count);
    assert_true(text_starts(scores[0].source, TEXT("127.0.0.1:")));
    bureau_close(b);
    test_ctx_end(&c);
}

static void what_it_says_of_itself(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct bureau_score *scores;
    size_t count;
    int64_t wait_us;
    struct bureau *b = open_bureau(&c, key, 300);
    server_tell(&server, "busy 1 429 90");
    assert_err(ERR_BUSY, bureau_scores(&c, b, 0, &scores, &count, &wait_us));
    assert_int_equal(90000000, wait_us);
    server_tell(&server, "busy 1 500");
    assert_err(ERR_BUSY, bureau_scores(&c, b, 0, &scores, &count, &wait_us));
    server_tell(&server, "delay 1");
    assert_err(ERR_BUSY, bureau_scores(&c, b, 0, &scores, &count, &wait_us));
    server_tell(&server, "delay 0");
    server_tell(&server, "key another");
    assert_err(ERR_DENIED, bureau_scores(&c, b, 0, &scores, &count, &wait_us));
    assert_null(strstr(c.why, "Good"));
    bureau_close(b);
    b = open_bureau(&c, "", 0);
    assert_err(ERR_DENIED, bureau_scores(&c, b, 0, &scores, &count, &wait_us));
    assert_non_null(strstr(c.why, "credit.bureau.key"));
    bureau_close(b);
    test_ctx_end(&c);
}

static void wrong_answers_are_none(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "[]",
        "{}",
        "{\"items\":{}}",
        "{\"items\":[1]}",
        "{\"items\":[{\"date\":\"2026-02-30\",\"score\":5}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":0}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":1001}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":5.5}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":\"5\"}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":5,\"scale\":0}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":5,\"source\":7}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":5,\"source\":\"a\\nb\"}]}",
        "{\"items\":[{\"date\":\"2026-02-03\",\"score\":5},{\"date\":\"x\",\"score\":5}]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ctx c = test_ctx();
        struct bureau_score *scores;
        size_t count;
        assert_err(ERR_IO, bureau_read(&c, text_of(wrong[i]), TEXT("host"), 0, &scores, &count));
        test_ctx_end(&c);
    }
    struct ctx c = test_ctx();
    struct bureau_score *scores;
    size_t count;
    struct text scaled = TEXT("{\"items\":[{\"date\":\"2026-02-03\",\"score\":8500,\"scale\":10000},"
                              "{\"date\":\"2026-02-03\",\"score\":1,\"scale\":100000},"
                              "{\"date\":\"2026-02-03\",\"score\":850,\"scale\":850}]}");
    assert_ok(&c, bureau_read(&c, scaled, TEXT("host"), 0, &scores, &count));
    assert_int_equal(850, scores[0].score);
    assert_int_equal(1, scores[1].score);
    assert_int_equal(850, scores[2].score);
    test_ctx_end(&c);
}

static void a_score_is_written_down_once(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct score_counts counts;
    int64_t wait_us;
    struct bureau *b = open_bureau(&w->c, key, 0);
    date today = time_date(w->c.now_us);
    char text[DATE_TEXT_MAX];
    date_format(today - 3, text);
    for (int i = 0; i < 2; i++)
        server_tell(&server, "score %s 671 Schufa", text);
    assert_ok(&w->c, credit_bureau_fetch(&w->c, w->store, HOUSEHOLD_FIRST, b, &counts, &wait_us));
    assert_int_equal(1, counts.added);
    assert_ok(&w->c, credit_bureau_fetch(&w->c, w->store, HOUSEHOLD_FIRST, b, &counts, &wait_us));
    assert_int_equal(0, counts.added + counts.changed);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM credit_score"));
    date_format(today - 1, text);
    server_tell(&server, "score %s 680 Schufa", text);
    server_tell(&server, "busy 1 503");
    assert_err(ERR_BUSY, credit_bureau_fetch(&w->c, w->store, HOUSEHOLD_FIRST, b, &counts, &wait_us));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM credit_score"));
    assert_ok(&w->c, credit_bureau_fetch(&w->c, w->store, HOUSEHOLD_FIRST, b, &counts, &wait_us));
    assert_int_equal(1, counts.added);
    server_tell(&server, "garble {\"items\":[{\"date\":\"%s\",\"score\":900},{}]}", text);
    assert_err(ERR_IO, credit_bureau_fetch(&w->c, w->store, HOUSEHOLD_FIRST, b, &counts, &wait_us));
    assert_int_equal(680, world_number(w, "SELECT max(score) FROM credit_score"));
    bureau_close(b);
    world_free(w);
}

static void a_key_goes_nowhere_without_tls(void **state)
{
    (void)state;
    static const struct bureau_options wrong[] = {{.url = "http://bureau.example/v1", .key = "Good"},
                                                  {.url = "https://u:p@bureau.example", .key = "Good"},
                                                  {.url = "ftp://bureau.example"},
                                                  {.url = "https://bureau.example", .key = "a\r\nb"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ctx c = test_ctx();
        struct bureau *b;
        assert_err(ERR_USAGE, bureau_open(&c, &wrong[i], &b));
        assert_null(strstr(c.why, "Good"));
        test_ctx_end(&c);
    }
}

static int start(void **state)
{
    (void)state;
    server_start(&server, "bureau.py", NULL);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    server_stop(&server);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_come_as_they_are_asked_for),
        cmocka_unit_test(what_it_says_of_itself),
        cmocka_unit_test(wrong_answers_are_none),
        cmocka_unit_test(a_score_is_written_down_once),
        cmocka_unit_test(a_key_goes_nowhere_without_tls),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
