/* Quiet hours and digests by the clock on the wall, over changes of it. */
#include "notice/when.h"
#include "support.h"

#define US INT64_C(1000000)

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

static struct zone zone(struct ctx *c, const char *name)
{
    struct zone z;
    zone_load(c, text_of(name), &z);
    return z;
}

static void offsets_are_those_of_the_place(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    static const struct {
        const char *zone, *time;
        int32_t minutes;
    } rows[] = {{"Europe/Berlin", "2026-01-15T12:00:00Z", 60},
                {"Europe/Berlin", "2026-07-15T12:00:00Z", 120},
                {"Europe/Berlin", "2026-03-29T00:59:59Z", 60},
                {"Europe/Berlin", "2026-03-29T01:00:00Z", 120},
                {"Europe/Berlin", "2026-10-25T00:59:59Z", 120},
                {"Europe/Berlin", "2026-10-25T01:00:00Z", 60},
                {"Europe/Berlin", "2099-07-15T12:00:00Z", 120}, /* behind the last change of the file */
                {"Europe/Berlin", "2099-12-15T12:00:00Z", 60},
                {"America/New_York", "2026-07-01T12:00:00Z", -240},
                {"America/New_York", "2150-01-01T12:00:00Z", -300},
                {"Australia/Sydney", "2026-01-01T00:00:00Z", 660}, /* summer is at new year */
                {"Australia/Sydney", "2120-01-01T00:00:00Z", 660},
                {"Australia/Sydney", "2120-07-01T00:00:00Z", 600},
                {"Asia/Kolkata", "2026-07-01T00:00:00Z", 330},
                {"Asia/Kathmandu", "2126-07-01T00:00:00Z", 345},
                {"UTC", "2026-07-01T00:00:00Z", 0},
                {"No/Such_Place", "2026-07-01T00:00:00Z", 0},
                {"../../etc/passwd", "2026-07-01T00:00:00Z", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct zone z = zone(&c, rows[i].zone);
        if (zone_offset_s(&z, at(rows[i].time) / US) != rows[i].minutes * 60)
            fail_msg("%s at %s is %d", rows[i].zone, rows[i].time, zone_offset_s(&z, at(rows[i].time) / US));
    }
    test_ctx_end(&c);
}

static void a_night_over_midnight(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct zone z = zone(&c, "Europe/Berlin");
    struct notice_times night = {.quiet = true, .quiet_from = 22 * 60, .quiet_to = 7 * 60};
    is("2026-11-22T06:00:00", notice_quiet_until_us(&z, &night, at("2026-11-21T21:00:00Z")));
    is("2026-11-22T06:00:00", notice_quiet_until_us(&z, &night, at("2026-11-22T05:59:59Z")));
    is("2026-11-22T06:00:00", notice_quiet_until_us(&z, &night, at("2026-11-22T06:00:00Z")));
    is("2026-11-21T20:59:59", notice_quiet_until_us(&z, &night, at("2026-11-21T20:59:59Z")));
    /* The clock goes forward in this night: it ends an hour earlier by UTC. */
    is("2026-03-29T05:00:00", notice_quiet_until_us(&z, &night, at("2026-03-28T22:00:00Z")));
    night.quiet = false;
    is("2026-11-22T05:59:59", notice_quiet_until_us(&z, &night, at("2026-11-22T05:59:59Z")));
    test_ctx_end(&c);
}

static void an_afternoon(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct zone z = zone(&c, "America/New_York");
    struct notice_times nap = {.quiet = true, .quiet_from = 13 * 60, .quiet_to = 14 * 60 + 30};
    is("2026-11-21T19:30:00", notice_quiet_until_us(&z, &nap, at("2026-11-21T18:00:00Z")));
    is("2026-11-21T19:30:00", notice_quiet_until_us(&z, &nap, at("2026-11-21T19:30:00Z")));
    nap.quiet_to = nap.quiet_from;
    is("2026-11-21T18:00:00", notice_quiet_until_us(&z, &nap, at("2026-11-21T18:00:00Z")));
    test_ctx_end(&c);
}

static void an_end_that_clocks_skip(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct zone z = zone(&c, "Europe/Berlin");
    struct notice_times night = {.quiet = true, .quiet_from = 60, .quiet_to = 150}; /* 02:30 is not there */
    int64_t now_us = at("2026-03-29T00:30:00Z"), until_us = notice_quiet_until_us(&z, &night, now_us);
    assert_true(until_us > now_us && until_us <= at("2026-03-29T01:30:00Z"));
    test_ctx_end(&c);
}

static void digests(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct zone z = zone(&c, "Europe/Berlin");
    struct notice_times times = {.digest = DIGEST_DAILY, .digest_at = 8 * 60};
    is("2026-11-21T07:00:00", notice_digest_us(&z, &times, at("2026-11-21T06:59:59Z")));
    is("2026-11-22T07:00:00", notice_digest_us(&z, &times, at("2026-11-21T07:00:00Z")));
    times.digest = DIGEST_WEEKLY;
    times.digest_weekday = 0; /* 2026-11-21 is a Saturday */
    is("2026-11-23T07:00:00", notice_digest_us(&z, &times, at("2026-11-21T12:00:00Z")));
    is("2026-11-30T07:00:00", notice_digest_us(&z, &times, at("2026-11-23T07:00:00Z")));
    times.digest = DIGEST_NEVER;
    assert_true(notice_digest_us(&z, &times, at("2026-11-21T12:00:00Z")) == INT64_MAX);
    test_ctx_end(&c);
}

static void files_that_are_none(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct zone z;
    char bytes[200] = "TZif2";
    assert_err(ERR_INPUT, zone_read(&c, TEXT(""), &z));
    assert_err(ERR_INPUT, zone_read(&c, TEXT("TZif2"), &z));
    assert_err(ERR_INPUT, zone_read(&c, (struct text){bytes, sizeof bytes}, &z));
    bytes[39] = 1; /* a type, and then nothing */
    assert_err(ERR_INPUT, zone_read(&c, (struct text){bytes, 50}, &z));
    memset(bytes + 20, 0xFF, 24);
    assert_err(ERR_INPUT, zone_read(&c, (struct text){bytes, sizeof bytes}, &z));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_are_those_of_the_place),
        cmocka_unit_test(a_night_over_midnight),
        cmocka_unit_test(an_afternoon),
        cmocka_unit_test(an_end_that_clocks_skip),
        cmocka_unit_test(digests),
        cmocka_unit_test(files_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
