#include "notice/when.h"

const struct notice_wishes notice_wishes_usual = {
    .at_once = SEVERITY_WARNING,
    .gathered = SEVERITY_NOTICE,
    .times = {.digest = DIGEST_WEEKLY, .digest_at = 8 * 60, .digest_weekday = 0},
};

enum notice_how notice_decide(const struct notice_wishes *wishes, enum notice_kind kind,
                              enum severity severity)
{
    if (!notice_kinds[kind].chosen)
        return HOW_AT_ONCE;
    enum notice_how how = wishes->how[kind];
    if (how == HOW_BY_SEVERITY)
        how = (int)severity >= wishes->at_once    ? HOW_AT_ONCE
              : (int)severity >= wishes->gathered ? HOW_GATHERED
                                                  : HOW_NEVER;
    if (how == HOW_GATHERED && severity >= SEVERITY_ALERT)
        return HOW_AT_ONCE;
    return how == HOW_GATHERED && wishes->times.digest == DIGEST_NEVER ? HOW_NEVER : how;
}

bool notice_waits(enum notice_kind kind, enum severity severity)
{
    return notice_kinds[kind].chosen && severity < SEVERITY_ALERT;
}

bool notice_may_stop(enum notice_kind kind)
{
    const struct notice_kind_facts *facts = &notice_kinds[kind];
    return kind == NOTICE_DIGEST || (facts->chosen && !facts->asks && kind != NOTICE_BLOCKED);
}

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
