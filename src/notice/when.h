/* When something is sent: quiet hours, and digests, by the clock on a person's wall. */
#ifndef NOTICE_WHEN_H
#define NOTICE_WHEN_H

#include "base/zone.h"

enum notice_digest { DIGEST_NEVER, DIGEST_DAILY, DIGEST_WEEKLY };

/* Minutes of the local day, 0..1439. */
struct notice_times {
    bool quiet;               /* there are quiet hours */
    int quiet_from, quiet_to; /* from > to: over midnight; equal: none */
    enum notice_digest digest;
    int digest_at;      /* a minute of the day */
    int digest_weekday; /* 0 = Monday */
};

/* When the quiet hours that this moment is in are over; the moment itself when it is in none. `zone`: base/zone.h. */
int64_t notice_quiet_until_us(struct text zone, const struct notice_times *times, int64_t now_us);
/* The next digest after this moment; INT64_MAX without digests. */
int64_t notice_digest_us(struct text zone, const struct notice_times *times, int64_t now_us);

#endif
