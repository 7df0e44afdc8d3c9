/* Time zones, held against the C library's reading of the same files. */
#include "base/zone/zone.h"
#include "support.h"

#include <stdlib.h>
#include <time.h>

#define SECOND_US INT64_C(1000000)

static const char *const zones[] = {
    "Europe/Berlin",     "America/New_York",  "Asia/Kolkata", "Australia/Lord_Howe",
    "America/Sao_Paulo", "Africa/Casablanca", "Asia/Tokyo",   "Pacific/Chatham",
    "Europe/Dublin",     "America/St_Johns",  "UTC",          "Pacific/Apia",
    "Asia/Tehran",       "Antarctica/Troll",  "Asia/Gaza",    "Pacific/Kiritimati"};

static void as_the_c_library(void **state)
{
    (void)state;
    for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
        bool known;
        setenv("TZ", zones[z], 1);
        tzset();
        for (int64_t second = -2208988800; second < 4102444800; second += 86400 * 3 + 5417) {
            time_t at = (time_t)second;
            struct tm tm;
            assert_non_null(localtime_r(&at, &tm));
            struct local_time local = zone_local(text_of(zones[z]), second * SECOND_US, &known);
            struct civil day = date_to_civil(local.day);
            assert_true(known);
            if (tm.tm_gmtoff != local.offset_s)
                print_error("%s at %lld\n", zones[z], (long long)second);
            assert_int_equal(tm.tm_gmtoff, local.offset_s);
            assert_int_equal(tm.tm_hour * 60 + tm.tm_min, local.minute);
            assert_int_equal(tm.tm_mday, day.day);
            assert_int_equal(tm.tm_mon + 1, day.month);
        }
    }
    unsetenv("TZ");
    tzset();
}

static void moments_of_the_wall(void **state)
{
    (void)state;
    int64_t at;
    date day;
    assert_true(date_parse(TEXT("2026-03-29"), &day)); /* Berlin's clocks go from 02:00 to 03:00 */
    assert_true(time_parse(TEXT("2026-03-28T23:00:00Z"), &at));
    assert_int_equal(at, zone_moment(TEXT("Europe/Berlin"), day, 0));
    assert_true(time_parse(TEXT("2026-03-29T01:30:00Z"), &at));
    assert_int_equal(at, zone_moment(TEXT("Europe/Berlin"), day, 150));
    assert_true(date_parse(TEXT("2026-10-25"), &day)); /* and from 03:00 to 02:00 */
    assert_true(time_parse(TEXT("2026-10-25T00:30:00Z"), &at));
    assert_int_equal(at, zone_moment(TEXT("Europe/Berlin"), day, 150));
    for (int32_t minute = 0; minute < 1440; minute += 7)
        for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
            struct local_time back =
                zone_local(text_of(zones[z]), zone_moment(text_of(zones[z]), day + 40, minute), NULL);
            assert_int_equal(day + 40, back.day);
            assert_int_equal(minute, back.minute);
        }
}

static void what_is_no_zone_is_utc(void **state)
{
    (void)state;
    static const char *const none[] = {"Middle/Earth", "../../etc/passwd", "/etc/passwd", "Europe", "a\nb",
                                       "..",           "Europe/Berlin/",   "tzdata.zi"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        bool known = true;
        struct local_time local = zone_local(text_of(none[i]), INT64_C(1700000000) * SECOND_US, &known);
        assert_false(known);
        assert_int_equal(0, local.offset_s);
    }
    bool known = false;
    assert_int_equal(0, zone_local(TEXT(""), -1, &known).offset_s);
    assert_true(known);
    assert_int_equal(1439, zone_local(TEXT(""), -1, &known).minute);
    assert_int_equal(-1, zone_local(TEXT(""), -1, &known).day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_the_c_library),
        cmocka_unit_test(moments_of_the_wall),
        cmocka_unit_test(what_is_no_zone_is_utc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
