#include "notice/when.h"

int64_t notice_quiet_until_us(struct text zone, const struct notice_times *times, int64_t now_us)
{
    struct local_time now = zone_local(zone, now_us, NULL);
    int from = times->quiet_from, to = times->quiet_to;
    if (!times->quiet || from == to)
        return now_us;
    bool inside = from < to ? now.minute >= from && now.minute < to : now.minute >= from || now.minute < to;
    if (!inside)
        return now_us;
    int64_t until_us = zone_moment(zone, now.minute < to ? now.day : now.day + 1, to);
    return until_us > now_us ? until_us : now_us; /* clocks were set forward over the end */
}

int64_t notice_digest_us(struct text zone, const struct notice_times *times, int64_t now_us)
{
    date today = zone_local(zone, now_us, NULL).day;
    if (times->digest == DIGEST_NEVER)
        return INT64_MAX;
    for (int ahead = 0; ahead <= 8; ahead++) {
        bool right = times->digest == DIGEST_DAILY || date_weekday(today + ahead) == times->digest_weekday;
        int64_t at_us = zone_moment(zone, today + ahead, times->digest_at);
        if (right && at_us > now_us)
            return at_us;
    }
    return now_us + 7 * INT64_C(86400000000); /* never: a week has every weekday */
}
