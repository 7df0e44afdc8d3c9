#include "notice/when.h"

#define US    INT64_C(1000000)
#define DAY_S INT64_C(86400)

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* A minute of a local day as UTC. */
static int64_t moment_us(const struct zone *zone, int64_t day, int minute)
{
    return zone_utc_s(zone, day * DAY_S + minute * INT64_C(60)) * US;
}

int64_t notice_quiet_until_us(const struct zone *zone, const struct notice_times *times, int64_t now_us)
{
    int64_t utc_s = floor_div(now_us, US), local_s = utc_s + zone_offset_s(zone, utc_s);
    int64_t day = floor_div(local_s, DAY_S), minute = (local_s - day * DAY_S) / 60;
    int from = times->quiet_from, to = times->quiet_to;
    if (!times->quiet || from == to)
        return now_us;
    bool inside = from < to ? minute >= from && minute < to : minute >= from || minute < to;
    if (!inside)
        return now_us;
    int64_t until_us = moment_us(zone, minute < to ? day : day + 1, to);
    return until_us > now_us ? until_us : now_us; /* clocks were set forward over the end */
}

int64_t notice_digest_us(const struct zone *zone, const struct notice_times *times, int64_t now_us)
{
    int64_t utc_s = floor_div(now_us, US);
    int64_t day = floor_div(utc_s + zone_offset_s(zone, utc_s), DAY_S);
    if (times->digest == DIGEST_NEVER)
        return INT64_MAX;
    for (int ahead = 0; ahead <= 8; ahead++) {
        bool right =
            times->digest == DIGEST_DAILY || date_weekday((date)(day + ahead)) == times->digest_weekday;
        int64_t at_us = moment_us(zone, day + ahead, times->digest_at);
        if (right && at_us > now_us)
            return at_us;
    }
    return now_us + 7 * DAY_S * US; /* never: a week has every weekday */
}
