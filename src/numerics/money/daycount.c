#include "numerics/money/daycount.h"

static const char *const names[DAYCOUNT_COUNT] = {
    [DAYCOUNT_ACT_365F] = "act/365F",
    [DAYCOUNT_ACT_360] = "act/360",
    [DAYCOUNT_ACT_364] = "act/364",
    [DAYCOUNT_ACT_365_25] = "act/365.25",
    [DAYCOUNT_ACT_ACT_ISDA] = "act/act ISDA",
    [DAYCOUNT_NL_365] = "nl/365",
    [DAYCOUNT_NL_360] = "nl/360",
    [DAYCOUNT_30_360_ISDA] = "30/360 ISDA",
    [DAYCOUNT_30_360_SIA] = "30/360 SIA",
    [DAYCOUNT_30E_360] = "30E/360",
    [DAYCOUNT_30E_PLUS_360] = "30E+/360",
    [DAYCOUNT_30E_360_ISDA] = "30E/360 ISDA",
};

bool daycount_from_name(struct text name, enum daycount *out)
{
    for (int i = 0; i < DAYCOUNT_COUNT; i++)
        if (text_is(name, names[i])) {
            *out = (enum daycount)i;
            return true;
        }
    return false;
}

const char *daycount_name(enum daycount convention)
{
    return names[convention];
}

static bool is_leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970-01-01 to the first of a year; whole numbers of any year that dates reach. */
static int32_t year_begin(int32_t year)
{
    int32_t y = year - 1;
    return 365 * (year - 1970) + (y / 4 - 492) - (y / 100 - 19) + (y / 400 - 4);
}

static bool is_february_end(struct civil d)
{
    return d.month == 2 && d.day == (is_leap(d.year) ? 29 : 28);
}

/* 29ths of February in (from, to]. */
static int32_t leap_days(date from, date to)
{
    int32_t count = 0;
    for (int32_t year = date_to_civil(from).year; year <= date_to_civil(to).year; year++) {
        int32_t leap = year_begin(year) + 59;
        count += is_leap(year) && leap > from && leap <= to;
    }
    return count;
}

static double actual_actual(date from, date to)
{
    double years = 0;
    for (int32_t year = date_to_civil(from).year; year <= date_to_civil(to).year; year++) {
        int32_t begin = year_begin(year), end = year_begin(year + 1);
        int32_t first = from > begin ? from : begin, last = to < end ? to : end;
        years += (double)(last - first) / (end - begin);
    }
    return years;
}

/* The day numbers that months of 30 days give. */
static void thirty(enum daycount convention, struct civil a, struct civil b, int32_t *first, int32_t *last)
{
    bool february = is_february_end(a);
    *first = a.day == 31 ? 30 : a.day;
    *last = b.day;
    if (convention == DAYCOUNT_30E_360 || convention == DAYCOUNT_30E_PLUS_360) {
        *last = b.day != 31 ? b.day : convention == DAYCOUNT_30E_360 ? 30 : 31;
    } else if (convention == DAYCOUNT_30E_360_ISDA) {
        *first = february ? 30 : *first;
        *last = b.day == 31 || is_february_end(b) ? 30 : b.day;
    } else {
        if (convention == DAYCOUNT_30_360_SIA && february) {
            *first = 30;
            *last = is_february_end(b) ? 30 : b.day;
        }
        *last = *last == 31 && *first == 30 ? 30 : *last;
    }
}

double daycount_years(enum daycount convention, date from, date to)
{
    if (to < from)
        return -daycount_years(convention, to, from);
    int32_t first, last;
    switch (convention) {
    case DAYCOUNT_ACT_365F:
        return (to - from) / 365.0;
    case DAYCOUNT_ACT_360:
        return (to - from) / 360.0;
    case DAYCOUNT_ACT_364:
        return (to - from) / 364.0;
    case DAYCOUNT_ACT_365_25:
        return (to - from) / 365.25;
    case DAYCOUNT_ACT_ACT_ISDA:
        return actual_actual(from, to);
    case DAYCOUNT_NL_365:
        return (to - from - leap_days(from, to)) / 365.0;
    case DAYCOUNT_NL_360:
        return (to - from - leap_days(from, to)) / 360.0;
    default:
        break;
    }
    struct civil a = date_to_civil(from), b = date_to_civil(to);
    thirty(convention, a, b, &first, &last);
    return (360 * (b.year - a.year) + 30 * (b.month - a.month) + last - first) / 360.0;
}
