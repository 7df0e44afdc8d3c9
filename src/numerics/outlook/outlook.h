/* What an account will hold: payments that come again (numerics/recurring) go on by their schedules, everything else comes and goes as it
 * did (numerics/simulate/cashflow.h), and many drawn futures of both together say how likely each balance is. Pure, and the same for a
 * seed.
 *
 * What is assumed: a group that goes on with a confidence of OUTLOOK_CONFIDENCE or more is expected at each of its days, with the chance
 * (paid + 9.5) / (due + 10): the share that came so far, with a prior worth ten occurrences of which 19 in 20 come. It comes as
 * early or late as it did. One that is due but not there is expected soon, the less likely the longer it is late. What has ended is
 * neither expected nor taken for everyday money. Of a group whose amount varies or drifts the newest twelve say what to expect, by
 * their mean (the median of bills that are sometimes large is too small) and their spread. The rest is drawn from a year that is itself a
 * sample, and that uncertainty is drawn as well. Payments after `as_of` are announced: they come on their day. Amounts are whole minor
 * units of one currency. */
#ifndef NUMERICS_OUTLOOK_H
#define NUMERICS_OUTLOOK_H

#include "numerics/recurring/recurring.h"
#include "numerics/simulate/cashflow.h"

#define OUTLOOK_CONFIDENCE 0.5
enum {
    OUTLOOK_PAST_DAYS = 365, /* the rest is drawn from so many days at most: habits change */
    OUTLOOK_PATHS = 4096     /* tells a chance to within 0.8 % */
};

struct outlook_question {
    date as_of;         /* the last day of which everything is known; the first day ahead is the next */
    date past_from;     /* the first such day; DATE_NONE: that of the oldest payment */
    int64_t balance;    /* on the evening of `as_of` */
    int64_t lowest;     /* what the account must not fall below: it has run dry then */
    size_t days;        /* ahead, 1..CASHFLOW_DAYS_MAX */
    bool parties_known; /* as in struct recurring_options */
    size_t paths;       /* 0: OUTLOOK_PATHS */
    uint64_t seed;
};

/* One expected payment. */
struct outlook_due {
    size_t group;   /* SIZE_MAX: announced */
    size_t payment; /* the announced one, or the newest of the group */
    date day;
    int64_t amount, low, high; /* the middle and 90 % of what is to be expected */
    double chance;
};

struct outlook_day {
    date day;
    int64_t mean, low, median, high; /* of the evening's balance; 90 % of the futures lie in low..high */
    double below, below_by_then;     /* chance to be below `lowest` that evening; on it or before */
    double standard_error;           /* of below_by_then */
};

struct outlook {
    struct recurring *groups; /* all that were found, ended ones too */
    size_t group_count;
    struct outlook_due *due; /* by day */
    size_t due_count;
    struct outlook_day *days;
    size_t day_count;
    size_t rest_days;  /* of the past that the rest is drawn from; 0: too few, so it is left out */
    int64_t rest_week; /* what of it comes and goes in a week, mean */
};

/* Into c->arena. ERR_INPUT and ERR_LIMIT as recurring_find and cashflow_forecast. */
enum err outlook_make(struct ctx *c, const struct recurring_payment *payments, size_t count,
                      const struct outlook_question *question, struct outlook *out) MUST_USE;

/* The first day by which the chance of having run dry reaches `chance`; NULL when none does. */
const struct outlook_day *outlook_dry(const struct outlook *outlook, double chance);

/* How a group stands on a day. */
enum recurring_state {
    RECURRING_RUNNING,
    RECURRING_LATE,   /* due, not there, and not given up yet */
    RECURRING_MISSED, /* one did not come */
    RECURRING_ENDED   /* as it seems: two or more did not */
};
enum recurring_state recurring_state(const struct recurring *group, date day);
/* "running", "late", "missed", "ended" */
const char *recurring_state_name(enum recurring_state state);

#endif
