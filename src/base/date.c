#include "base/date.h"

#include <stdio.h>
#include <time.h>

static int32_t floor_div(int32_t a, int32_t b)
{
    return a / b - (a % b < 0);
}

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days. */
static date days_from_civil(int32_t y, int32_t m, int32_t d)
{
    y -= m <= 2;
    int32_t era = floor_div(y, 400);
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

struct civil date_to_civil(date days)
{
    int32_t z = days + 719468;
    int32_t era = floor_div(z, 146097);
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    struct civil c = {yoe + era * 400, mp < 10 ? mp + 3 : mp - 9, doy - (153 * mp + 2) / 5 + 1};
    c.year += c.month <= 2;
    return c;
}

bool date_from_civil(int32_t year, int32_t month, int32_t day, date *out)
{
    static const int32_t lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day > lengths[month - 1] + (month == 2 && leap))
        return false;
    *out = days_from_civil(year, month, day);
    return true;
}

static char *put_two(char *out, int32_t value)
{
    out[0] = (char)('0' + value / 10 % 10);
    out[1] = (char)('0' + value % 10);
    return out + 2;
}

/* "2026-11" without a NUL; returns its end. */
static char *put_month(char *out, int32_t year, int32_t month)
{
    out = put_two(put_two(out, year / 100), year);
    *out++ = '-';
    return put_two(out, month);
}

char *date_format(date d, char out[DATE_TEXT_MAX])
{
    out[0] = '\0';
    if (d == DATE_NONE)
        return out;
    struct civil c = date_to_civil(d);
    char *end = put_month(out, c.year, c.month);
    *end++ = '-';
    *put_two(end, c.day) = '\0';
    return out;
}

static bool two_digits(const char *at, int32_t *out)
{
    if (!ascii_digit(at[0]) || !ascii_digit(at[1]))
        return false;
    *out = (at[0] - '0') * 10 + (at[1] - '0');
    return true;
}

bool date_parse(struct text t, date *out)
{
    int32_t century, year, month, day;
    if (t.len != 10 || t.at[4] != '-' || t.at[7] != '-' || !two_digits(t.at, &century) ||
        !two_digits(t.at + 2, &year) || !two_digits(t.at + 5, &month) || !two_digits(t.at + 8, &day))
        return false;
    return date_from_civil(century * 100 + year, month, day, out);
}

int date_weekday(date d)
{
    int32_t from_monday = (d + 3) % 7;
    return from_monday < 0 ? from_monday + 7 : from_monday;
}

int32_t date_month(date d)
{
    struct civil c = date_to_civil(d);
    return c.year * 12 + c.month - 1;
}

date month_first(int32_t month)
{
    int32_t year = floor_div(month, 12);
    return days_from_civil(year, month - year * 12 + 1, 1);
}

date month_last(int32_t month)
{
    return month_first(month + 1) - 1;
}

char *month_format(int32_t month, char out[DATE_TEXT_MAX])
{
    int32_t year = floor_div(month, 12);
    *put_month(out, year, month - year * 12 + 1) = '\0';
    return out;
}

bool month_parse(struct text t, int32_t *out)
{
    int32_t century, year, month;
    if (t.len != 7 || t.at[4] != '-' || !two_digits(t.at, &century) || !two_digits(t.at + 2, &year) ||
        !two_digits(t.at + 5, &month) || month < 1 || month > 12)
        return false;
    *out = (century * 100 + year) * 12 + month - 1;
    return true;
}

date time_date(int64_t us)
{
    int64_t day_us = INT64_C(86400000000);
    return (date)(us / day_us - (us % day_us < 0));
}

char *time_format(int64_t us, char out[TIME_TEXT_MAX])
{
    date day = time_date(us);
    int64_t rest = us - (int64_t)day * INT64_C(86400000000);
    int second = (int)(rest / 1000000);
    char day_text[DATE_TEXT_MAX];
    snprintf(out, TIME_TEXT_MAX, "%sT%02d:%02d:%02d.%06dZ", date_format(day, day_text), second / 3600,
             second / 60 % 60, second % 60, (int)(rest % 1000000));
    return out;
}

/* ".123456" -> 123456; nothing -> 0. */
static bool fraction_parse(struct text t, int64_t *us)
{
    *us = 0;
    if (t.len == 0)
        return true;
    if (t.len < 2 || t.len > 7 || t.at[0] != '.')
        return false;
    for (size_t i = 1; i < 7; i++) {
        if (i < t.len && !ascii_digit(t.at[i]))
            return false;
        *us = *us * 10 + (i < t.len ? t.at[i] - '0' : 0);
    }
    return true;
}

bool time_parse(struct text t, int64_t *us)
{
    date day;
    int32_t hour, minute, second;
    int64_t fraction;
    if (t.len < 20 || t.at[10] != 'T' || t.at[13] != ':' || t.at[16] != ':' || t.at[t.len - 1] != 'Z' ||
        !date_parse((struct text){t.at, 10}, &day) || !two_digits(t.at + 11, &hour) || hour > 23 ||
        !two_digits(t.at + 14, &minute) || minute > 59 || !two_digits(t.at + 17, &second) || second > 59 ||
        !fraction_parse((struct text){t.at + 19, t.len - 20}, &fraction))
        return false;
    *us = ((int64_t)day * 86400 + hour * 3600 + minute * 60 + second) * 1000000 + fraction;
    return true;
}

static int64_t clock_us(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t time_now_us(void)
{
    return clock_us(CLOCK_REALTIME);
}

int64_t time_steady_us(void)
{
    return clock_us(CLOCK_MONOTONIC);
}
