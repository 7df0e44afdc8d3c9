#include "numerics/recurring/schedule.h"

#include <stdio.h>

enum { SATURDAY = 5, SUNDAY = 6, LAST = 5 };
enum {
    MONTH_FIRST = 1900 * 12,
    MONTH_LAST = 2199 * 12 + 11
}; /* of DATE_FIRST and DATE_LAST: asked for often */

static date on_day(int32_t month, int day)
{
    date last = month_last(month), at = month_first(month) + day - 1;
    return at < last ? at : last;
}

static date on_weekday(int32_t month, int weekday, int nth)
{
    if (nth == LAST) {
        date last = month_last(month);
        return last - (date_weekday(last) - weekday + 7) % 7;
    }
    date first = month_first(month);
    return first + (weekday - date_weekday(first) + 7) % 7 + 7 * (nth - 1);
}

static date shifted(date day, enum schedule_shift shift)
{
    int weekday = date_weekday(day);
    if (shift == SHIFT_NONE || weekday < SATURDAY)
        return day;
    return shift == SHIFT_NEXT ? day + 7 - weekday : day - (weekday - SATURDAY + 1);
}

date schedule_due(const struct schedule *s, int32_t k)
{
    int64_t day = (int64_t)s->first + (int64_t)k * 7 * s->step;
    if (s->kind != SCHEDULE_WEEKS) {
        int64_t month = s->month + (int64_t)k * s->step;
        if (month < MONTH_FIRST || month > MONTH_LAST)
            return DATE_NONE;
        day = s->kind == SCHEDULE_MONTH_DAY ? shifted(on_day((int32_t)month, s->day), s->shift)
                                            : on_weekday((int32_t)month, s->weekday, s->nth);
    }
    return day < DATE_FIRST || day > DATE_LAST ? DATE_NONE : (date)day;
}

static int32_t floor_div(int32_t a, int32_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int32_t schedule_nearest(const struct schedule *s, date day)
{
    int32_t k = s->kind == SCHEDULE_WEEKS ? floor_div(day - s->first, 7 * s->step)
                                          : floor_div(date_month(day) - s->month, s->step);
    int32_t best = k;
    int64_t least = INT64_MAX;
    for (int32_t i = k - 1; i <= k + 1; i++) {
        date due = schedule_due(s, i);
        int64_t off = due == DATE_NONE ? INT64_MAX : (int64_t)due - day;
        off = off < 0 ? -off : off;
        if (off < least) {
            least = off;
            best = i;
        }
    }
    return best;
}

double schedule_period(const struct schedule *s)
{
    return s->kind == SCHEDULE_WEEKS ? 7.0 * s->step : 365.2425 / 12 * s->step;
}

static const char *every(const struct schedule *s, char out[SCHEDULE_TEXT_MAX])
{
    bool weeks = s->kind == SCHEDULE_WEEKS;
    if (s->step == 1)
        return weeks ? "week" : "month";
    if (!weeks && s->step == 12)
        return "year";
    snprintf(out, SCHEDULE_TEXT_MAX, "%d %s", s->step, weeks ? "weeks" : "months");
    return out;
}

static const char *ordinal(int n)
{
    bool teen = n / 10 == 1;
    return teen || n % 10 == 0 || n % 10 > 3 ? "th" : n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : "rd";
}

char *schedule_format(const struct schedule *s, char out[SCHEDULE_TEXT_MAX])
{
    static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    char rhythm[SCHEDULE_TEXT_MAX];
    const char *how_often = every(s, rhythm);
    if (s->kind == SCHEDULE_WEEKS)
        snprintf(out, SCHEDULE_TEXT_MAX, "every %.20s on %s", how_often, weekdays[date_weekday(s->first)]);
    else if (s->kind == SCHEDULE_MONTH_DAY && s->day == 31)
        snprintf(out, SCHEDULE_TEXT_MAX, "every %.20s on the month's last day", how_often);
    else if (s->kind == SCHEDULE_MONTH_DAY)
        snprintf(out, SCHEDULE_TEXT_MAX, "every %.20s on the %d%s", how_often, s->day, ordinal(s->day));
    else if (s->nth == LAST)
        snprintf(out, SCHEDULE_TEXT_MAX, "every %.20s on the last %s", how_often, weekdays[s->weekday]);
    else
        snprintf(out, SCHEDULE_TEXT_MAX, "every %.20s on the %d%s %s", how_often, s->nth, ordinal(s->nth),
                 weekdays[s->weekday]);
    return out;
}
