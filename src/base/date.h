/* Calendar dates as days since 1970-01-01 (proleptic Gregorian), and times as UTC microseconds since then. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/text.h"

typedef int32_t date; /* days since 1970-01-01 */

#define DATE_NONE  INT32_MIN
#define DATE_FIRST (-25567) /* 1900-01-01: no bank file is older */
#define DATE_LAST  84005    /* 2199-12-31 */

enum { DATE_TEXT_MAX = 16, TIME_TEXT_MAX = 40 };

struct civil {
    int32_t year;
    int32_t month; /* 1..12 */
    int32_t day;   /* 1..31 */
};

/* False when there is no such day, or it is outside DATE_FIRST..DATE_LAST. */
bool date_from_civil(int32_t year, int32_t month, int32_t day, date *out);
struct civil date_to_civil(date d);
/* "2026-11-21"; "" for DATE_NONE. Returns `out`. */
char *date_format(date d, char out[DATE_TEXT_MAX]);
/* Reads exactly YYYY-MM-DD. */
bool date_parse(struct text t, date *out);
/* 0 = Monday .. 6 = Sunday. */
int date_weekday(date d);

/* Months as one number: year x 12 + month - 1. */
int32_t date_month(date d);
date month_first(int32_t month);
date month_last(int32_t month);
/* "2026-11". */
char *month_format(int32_t month, char out[DATE_TEXT_MAX]);
bool month_parse(struct text t, int32_t *out);

/* "2026-11-21T05:31:00.123456Z" (RFC 3339, UTC). Returns `out`. */
char *time_format(int64_t us, char out[TIME_TEXT_MAX]);
/* Reads exactly YYYY-MM-DDTHH:MM:SS[.1-6 digits]Z. No leap seconds. */
bool time_parse(struct text t, int64_t *us);
/* The UTC day on which a moment lies. */
date time_date(int64_t us);
/* The present, and a steady clock for measuring. Call once per unit of work: see struct ctx. */
int64_t time_now_us(void);
int64_t time_steady_us(void);

#endif
