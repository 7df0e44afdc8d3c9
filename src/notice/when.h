/* When something is sent: quiet hours, and digests, by the clock on a person's wall. */
#ifndef NOTICE_WHEN_H
#define NOTICE_WHEN_H

#include "base/zone/zone.h"
#include "notice/notice.h"

enum notice_digest { DIGEST_NEVER, DIGEST_DAILY, DIGEST_WEEKLY };

/* Minutes of the local day, 0..1439. */
struct notice_times {
    bool quiet;               /* there are quiet hours */
    int quiet_from, quiet_to; /* from > to: over midnight; equal: none */
    enum notice_digest digest;
    int digest_at;      /* a minute of the day */
    int digest_weekday; /* 0 = Monday */
};

/* What a person wants of one channel. Severities: SEVERITY_INFO to SEVERITY_ALERT; NOTICE_NONE: nothing. */
enum { NOTICE_NONE = SEVERITY_ALERT + 1 };
enum notice_how { HOW_BY_SEVERITY = 0, HOW_NEVER = 1, HOW_AT_ONCE = 2, HOW_GATHERED = 3 };
struct notice_wishes {
    enum notice_how how[NOTICE_KINDS]; /* of a kind; HOW_BY_SEVERITY: as the next two say */
    int at_once, gathered;             /* from which severity on */
    struct notice_times times;
};
/* Mail at once from warnings on, the rest but trifles once a week; no quiet hours. */
extern const struct notice_wishes notice_wishes_usual;
/* HOW_NEVER, HOW_AT_ONCE or HOW_GATHERED. An alert is never gathered; kinds that nobody can choose come at once. */
enum notice_how notice_decide(const struct notice_wishes *wishes, enum notice_kind kind,
                              enum severity severity);
/* Does it wait for the end of quiet hours? Alerts, codes and tests do not. */
bool notice_waits(enum notice_kind kind, enum severity severity);
/* May a click in a mail stop it for good? What asks, what is about safety, and what nobody can choose goes on; digests may stop. */
bool notice_may_stop(enum notice_kind kind);

/* When the quiet hours that this moment is in are over; the moment itself when it is in none. `zone`: base/zone/zone.h. */
int64_t notice_quiet_until_us(struct text zone, const struct notice_times *times, int64_t now_us);
/* The next digest after this moment; INT64_MAX without digests. */
int64_t notice_digest_us(struct text zone, const struct notice_times *times, int64_t now_us);

#endif
