/* Days, months and moments. */
#include "base/date.h"
#include "support.h"

#include <time.h>

static void every_day_there_and_back(void **state)
{
    (void)state;
    char text[DATE_TEXT_MAX];
    date back;
    for (date d = DATE_FIRST; d <= DATE_LAST; d++) {
        struct civil day = date_to_civil(d);
        assert_true(date_from_civil(day.year, day.month, day.day, &back) && back == d);
        assert_true(date_parse(text_of(date_format(d, text)), &back) && back == d);
        assert_int_equal(day.year * 12 + day.month - 1, date_month(d));
        assert_true(month_first(date_month(d)) <= d && d <= month_last(date_month(d)));
    }
    assert_string_equal("1970-01-01", date_format(0, text));
    assert_string_equal("1900-01-01", date_format(DATE_FIRST, text));
    assert_string_equal("2199-12-31", date_format(DATE_LAST, text));
    assert_string_equal("", date_format(DATE_NONE, text));
    assert_int_equal(3, date_weekday(0));     /* a Thursday */
    assert_int_equal(5, date_weekday(20414)); /* 2025-11-22, a Saturday */
}

static void days_that_are_none(void **state)
{
    (void)state;
    date d;
    static const char *const none[] = {"2026-02-29",  "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32",
                                       "1899-12-31",  "2200-01-01", "2026-1-1",   "26-01-01",   "2026/01/01",
                                       "2026-01-01 ", "",           "2026-01-0x"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(date_parse(text_of(none[i]), &d));
    assert_true(date_parse(TEXT("2024-02-29"), &d));
    assert_true(date_parse(TEXT("2000-02-29"), &d));
    assert_false(date_parse(TEXT("1900-02-29"), &d));
    assert_false(date_from_civil(INT32_MAX, 1, 1, &d));
    assert_false(date_from_civil(2026, INT32_MIN, 1, &d));
}

static void months(void **state)
{
    (void)state;
    int32_t month;
    char text[DATE_TEXT_MAX];
    assert_true(month_parse(TEXT("2026-11"), &month));
    assert_string_equal("2026-11", month_format(month, text));
    assert_string_equal("2026-11-30", date_format(month_last(month), text));
    assert_string_equal("2024-02-29", date_format(month_last(2024 * 12 + 1), text));
    static const char *const none[] = {"2026", "2026-13", "2026-00", "2026-1", "2026-01-01", ""};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(month_parse(text_of(none[i]), &month));
}

static void moments(void **state)
{
    (void)state;
    char text[TIME_TEXT_MAX];
    assert_string_equal("2026-01-01T00:00:00.000000Z", time_format(INT64_C(1767225600000000), text));
    assert_string_equal("1969-12-31T23:59:59.999999Z", time_format(-1, text));
    assert_int_equal(-1, time_date(-1));
    assert_int_equal(0, time_date(INT64_C(86399999999)));
    assert_int_equal(1, time_date(INT64_C(86400000000)));
    int64_t steady = time_steady_us(), now = time_now_us();
    assert_true(time_steady_us() >= steady);
    assert_true(now / 1000000 - (int64_t)time(NULL) < 5);
}

static void times_are_read(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "2026-01-31",
                                      "2026-01-31T12:00:00",
                                      "2026-02-29T12:00:00Z",
                                      "2026-01-31T24:00:00Z",
                                      "2026-01-31T12:60:00Z",
                                      "2026-01-31T12:00:60Z",
                                      "2026-01-31T12:00:00.Z",
                                      "2026-01-31T12:00:00.1234567Z",
                                      "2026-01-31T12:00:00.1x3Z",
                                      "2026-01-31T12:00:00+00:00",
                                      "2026-01-31t12:00:00Z",
                                      "2026-01-31T12:00:00ZZ"};
    int64_t us;
    char text[TIME_TEXT_MAX];
    assert_true(time_parse(TEXT("1970-01-01T00:00:00Z"), &us) && us == 0);
    assert_true(time_parse(TEXT("1969-12-31T23:59:59.5Z"), &us) && us == -500000);
    assert_true(time_parse(TEXT("2026-11-21T05:31:00.123456Z"), &us));
    assert_string_equal("2026-11-21T05:31:00.123456Z", time_format(us, text));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (time_parse(text_of(bad[i]), &us))
            fail_msg("taken: %s", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_day_there_and_back),
                                       cmocka_unit_test(days_that_are_none), cmocka_unit_test(months),
                                       cmocka_unit_test(moments), cmocka_unit_test(times_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
