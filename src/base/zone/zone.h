/* Time zones by their names (IANA: "Europe/Berlin"), read from the system's compiled files (TZif, RFC 8536). What a day is to a household and when it is
 * quiet depends on them. */
#ifndef BASE_ZONE_ZONE_H
#define BASE_ZONE_ZONE_H

#include "base/date.h"

/* A moment as clocks on the wall show it. */
struct local_time {
    date day;
    int32_t minute;   /* of the day, 0..1439 */
    int32_t offset_s; /* east of UTC */
};

/* `zone` "", "UTC", and any that the system does not know (or whose file is damaged) are UTC: *known tells; it may be NULL. Zones are read once and kept;
 * from any thread. */
struct local_time zone_local(struct text zone, int64_t us, bool *known);
/* The moment at which the zone's clocks show this day and minute: of a time that comes twice the first; one that is skipped in spring is read by the clock
 * before the change (02:30 is half an hour after 02:00, so 03:30). */
int64_t zone_moment(struct text zone, date day, int32_t minute);

#endif
