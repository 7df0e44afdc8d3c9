/* Quiet hours and digests by the clock on the wall, over changes of it. */
#include "notice/when.h"
#include "support.h"

static int64_t at(const char *text)
{
    int64_t us;
    assert_true(time_parse(text_of(text), &us));
    return us;
}

static void is(const char *expected, int64_t us)
{
    char got[TIME_TEXT_MAX];
    time_format(us, got);
    assert_int_equal(0, strncmp(expected, got, 19));
}

static void a_night_over_midnight(void **state)
{
    (void)state;
    const struct text z = TEXT("Europe/Berlin");
    struct notice_times night = {.quiet = true, .quiet_from = 22 * 60, .quiet_to = 7 * 60};
    is("2026-11-22T06:00:00", notice_quiet_until_us(z, &night, at("2026-11-21T21:00:00Z")));
    is("2026-11-22T06:00:00", notice_quiet_until_us(z, &night, at("2026-11-22T05:59:59Z")));
    is("2026-11-22T06:00:00", notice_quiet_until_us(z, &night, at("2026-11-22T06:00:00Z")));
    is("2026-11-21T20:59:59", notice_quiet_until_us(z, &night, at("2026-11-21T20:59:59Z")));
    /* The clock goes forward in this night: it ends an hour earlier by UTC. */
    is("2026-03-29T05:00:00", notice_quiet_until_us(z, &night, at("2026-03-28T22:00:00Z")));
    night.quiet = false;
    is("2026-11-22T05:59:59", notice_quiet_until_us(z, &night, at("2026-11-22T05:59:59Z")));
}

static void an_afternoon(void **state)
{
    (void)state;
    const struct text z = TEXT("America/New_York");
    struct notice_times nap = {.quiet = true, .quiet_from = 13 * 60, .quiet_to = 14 * 60 + 30};
    is("2026-11-21T19:30:00", notice_quiet_until_us(z, &nap, at("2026-11-21T18:00:00Z")));
    is("2026-11-21T19:30:00", notice_quiet_until_us(z, &nap, at("2026-11-21T19:30:00Z")));
    nap.quiet_to = nap.quiet_from;
    is("2026-11-21T18:00:00", notice_quiet_until_us(z, &nap, at("2026-11-21T18:00:00Z")));
}

static void an_end_that_clocks_skip(void **state)
{
    (void)state;
    const struct text z = TEXT("Europe/Berlin");
    struct notice_times night = {.quiet = true, .quiet_from = 60, .quiet_to = 150}; /* 02:30 is not there */
    int64_t now_us = at("2026-03-29T00:30:00Z"), until_us = notice_quiet_until_us(z, &night, now_us);
    assert_true(until_us > now_us && until_us <= at("2026-03-29T01:30:00Z"));
}

static void digests(void **state)
{
    (void)state;
    const struct text z = TEXT("Europe/Berlin");
    struct notice_times times = {.digest = DIGEST_DAILY, .digest_at = 8 * 60};
    is("2026-11-21T07:00:00", notice_digest_us(z, &times, at("2026-11-21T06:59:59Z")));
    is("2026-11-22T07:00:00", notice_digest_us(z, &times, at("2026-11-21T07:00:00Z")));
    times.digest = DIGEST_WEEKLY;
    times.digest_weekday = 0; /* 2026-11-21 is a Saturday */
    is("2026-11-23T07:00:00", notice_digest_us(z, &times, at("2026-11-21T12:00:00Z")));
    is("2026-11-30T07:00:00", notice_digest_us(z, &times, at("2026-11-23T07:00:00Z")));
    times.digest = DIGEST_NEVER;
    assert_true(notice_digest_us(z, &times, at("2026-11-21T12:00:00Z")) == INT64_MAX);
}

static void what_comes_at_once(void **state)
{
    (void)state;
    struct notice_wishes w = notice_wishes_usual;
    assert_int_equal(HOW_NEVER, notice_decide(&w, NOTICE_INSIGHT, SEVERITY_INFO));
    assert_int_equal(HOW_GATHERED, notice_decide(&w, NOTICE_INSIGHT, SEVERITY_NOTICE));
    assert_int_equal(HOW_AT_ONCE, notice_decide(&w, NOTICE_INSIGHT, SEVERITY_WARNING));
    w.how[NOTICE_INSIGHT] = HOW_GATHERED;
    assert_int_equal(HOW_GATHERED, notice_decide(&w, NOTICE_INSIGHT, SEVERITY_WARNING));
    assert_int_equal(HOW_AT_ONCE, notice_decide(&w, NOTICE_INSIGHT, SEVERITY_ALERT)); /* it would be late */
    w.how[NOTICE_INSIGHT] = HOW_NEVER;
    assert_int_equal(HOW_NEVER, notice_decide(&w, NOTICE_INSIGHT, SEVERITY_ALERT));
    assert_int_equal(HOW_GATHERED, notice_decide(&w, NOTICE_BUDGET_WARNING, SEVERITY_NOTICE));
    w.times.digest = DIGEST_NEVER;
    assert_int_equal(HOW_NEVER, notice_decide(&w, NOTICE_BUDGET_WARNING, SEVERITY_NOTICE));
    w.how[NOTICE_CODE] = HOW_NEVER;
    w.at_once = NOTICE_NONE;
    assert_int_equal(HOW_AT_ONCE, notice_decide(&w, NOTICE_CODE, SEVERITY_INFO));
    assert_false(notice_waits(NOTICE_FRAUD_ALERT, SEVERITY_ALERT));
    assert_true(notice_waits(NOTICE_FRAUD_ALERT, SEVERITY_WARNING));
    assert_false(notice_waits(NOTICE_CODE, SEVERITY_INFO));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_at_once),
        cmocka_unit_test(a_night_over_midnight),
        cmocka_unit_test(an_afternoon),
        cmocka_unit_test(an_end_that_clocks_skip),
        cmocka_unit_test(digests),

    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
