/* When a recurring payment is due. */
#include "finance/payment/pay.h"

#include <stdio.h>

date schedule_day(date first, int64_t every, enum mandate_unit unit, int64_t n)
{
    if (n < 0 || n > DATE_LAST || every < 1 || every > 10000)
        return DATE_NONE;
    int64_t ahead = n * every;
    if (unit == MANDATE_DAYS)
        return first + ahead > DATE_LAST ? DATE_NONE : (date)(first + ahead);
    int64_t month = date_month(first) + ahead;
    if (month > date_month(DATE_LAST))
        return DATE_NONE;
    date last = month_last((int32_t)month);
    date day = month_first((int32_t)month) + date_to_civil(first).day - 1;
    return day < last ? day : last;
}

date schedule_next(date first, int64_t every, enum mandate_unit unit, date from)
{
    int64_t n = 0;
    if (from > first && every > 0)
        n = unit == MANDATE_DAYS ? (from - first) / every : (date_month(from) - date_month(first)) / every;
    date day = schedule_day(first, every, unit, n);
    while (day != DATE_NONE && day < from)
        day = schedule_day(first, every, unit, ++n);
    return day;
}

static const struct {
    const char *one, *many;
    int32_t times;
    enum mandate_unit unit;
} units[] = {{"day", "days", 1, MANDATE_DAYS},
             {"week", "weeks", 7, MANDATE_DAYS},
             {"month", "months", 1, MANDATE_MONTHS},
             {"year", "years", 12, MANDATE_MONTHS}};

bool schedule_parse(struct text t, int64_t *every, enum mandate_unit *unit)
{
    ptrdiff_t blank = text_find(t, TEXT(" "));
    if (blank < 0 || !text_to_int((struct text){t.at, (size_t)blank}, every) || *every < 1 || *every > 1000)
        return false;
    struct text word = text_from(t, (size_t)blank + 1);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!text_is(word, units[i].one) && !text_is(word, units[i].many))
            continue;
        *every *= units[i].times;
        *unit = units[i].unit;
        return true;
    }
    return false;
}

const char *schedule_text(struct arena *arena, int64_t every, enum mandate_unit unit)
{
    size_t i = unit == MANDATE_DAYS ? 0 : 2;
    if (every % units[i + 1].times == 0)
        i++;
    int64_t count = every / units[i].times;
    return arena_printf(arena, "%lld %s", (long long)count, count == 1 ? units[i].one : units[i].many);
}
