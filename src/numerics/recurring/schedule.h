/* When something comes again: every so many weeks, on a day of the month, on the n-th weekday of the month, at its end. */
#ifndef NUMERICS_RECURRING_SCHEDULE_H
#define NUMERICS_RECURRING_SCHEDULE_H

#include "base/date.h"

enum schedule_kind {
    SCHEDULE_WEEKS, /* every `step` weeks: 1, 2 or 4 */
    SCHEDULE_MONTH_DAY, /* every `step` months on `day`; in a month that is too short, on its last day. 31: the month's end */
    SCHEDULE_MONTH_WEEKDAY, /* every `step` months on the `nth` `weekday` */
};

/* What happens on a day when banks are closed (Saturday, Sunday; holidays differ from place to place and are left to the tolerance). */
enum schedule_shift { SHIFT_NONE, SHIFT_NEXT, SHIFT_PREVIOUS };

struct schedule {
    enum schedule_kind kind;
    enum schedule_shift shift; /* of SCHEDULE_MONTH_DAY */
    int step;                  /* weeks or months */
    int day;                   /* 1..31 */
    int weekday;               /* 0 = Monday */
    int nth;                   /* 1..4; 5: the last */
    int tolerance;             /* days that it comes early or late */
    date first;                /* SCHEDULE_WEEKS: occurrence 0 */
    int32_t month;             /* else: the month (date_month) of occurrence 0 */
};

/* Occurrence k (also before 0); DATE_NONE outside DATE_FIRST..DATE_LAST. Occurrences grow with k. */
date schedule_due(const struct schedule *s, int32_t k);
/* The occurrence that is due nearest to a day. */
int32_t schedule_nearest(const struct schedule *s, date day);
/* About how many days lie between two occurrences. */
double schedule_period(const struct schedule *s);
/* "every month on the 3rd", for people; at most SCHEDULE_TEXT_MAX bytes. Returns `out`. */
enum { SCHEDULE_TEXT_MAX = 64 };
char *schedule_format(const struct schedule *s, char out[SCHEDULE_TEXT_MAX]);

/* Which schedule explains these days best, and how well. `days` ascend; twice the same day is fine.
 *
 * A schedule is judged by the log-likelihood ratio of two stories. One: each occurrence is paid with probability 0.95, on any day within the
 * tolerance, and the other payments fall at random. Two: all fall at random, as often as they do here (Poisson). What was free to choose
 * (kind, phase, shift, tolerance) costs its logarithm (Rissanen's minimum description length, 1978), so a loose fit never wins over a
 * tight one. occurrences[i] is the occurrence that days[i] is, or SCHEDULE_EXTRA. */
#define SCHEDULE_EXTRA INT32_MIN
struct schedule_fit {
    struct schedule schedule;
    double evidence; /* nats; above 0: the schedule is the likelier story */
    size_t hits;     /* days that are an occurrence */
    size_t gaps;     /* occurrences between the first and the last hit that did not come */
};
/* False when fewer than 3 days could belong to any schedule; `occurrences` has room for `count`. */
bool schedule_find(const date *days, size_t count, struct schedule_fit *out, int32_t *occurrences);

#endif
