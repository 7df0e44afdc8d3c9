/* Time zones as the system keeps them: TZif files (RFC 9636) with the rule for the years behind their last change. */
#ifndef NOTICE_ZONE_H
#define NOTICE_ZONE_H

#include "base/date.h"

enum { ZONE_FILE_BYTES = 256 << 10, ZONE_CHANGES_MAX = 4096 };

/* When daylight saving begins or ends, each year. */
struct zone_edge {
    char form; /* 'M' month, week, weekday; 'J' day 1..365 without 29 February; 'D' day 0..365 */
    int month, week, day;
    int32_t time_s; /* of the day, local; may be negative or beyond it */
};

struct zone {
    int64_t *at_s;     /* changes, seconds since 1970, ascending */
    int32_t *offset_s; /* from then on */
    size_t count;
    int32_t first_s; /* before the first change */
    /* Behind the last change; `ruled` false: as after the last one. */
    bool ruled, saves;
    int32_t standard_s, saving_s;
    struct zone_edge begin, end;
};

/* A file's bytes. ERR_INPUT when it is none. In c->arena. */
enum err zone_read(struct ctx *c, struct text file, struct zone *out) MUST_USE;
/* By its name, "Europe/Berlin"; UTC when the system does not know it. In c->arena. */
void zone_load(struct ctx *c, struct text name, struct zone *out);

/* What is added to UTC at a moment to have local time, in seconds. */
int32_t zone_offset_s(const struct zone *zone, int64_t utc_s);
/* The moment at which clocks there show this local time (seconds as if it were UTC). Where they skip it: when they would have; where they
 * show it twice: one of the two. */
int64_t zone_utc_s(const struct zone *zone, int64_t local_s);

#endif
