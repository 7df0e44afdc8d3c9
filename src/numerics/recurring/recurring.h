/* Payments that come again: standing orders, bills, subscriptions, salaries. Finds the groups, their schedule, how the amount behaves, what
 * comes next, what was missed, and what has ended.
 *
 * Amounts are whole minor units of one currency each; nothing is rounded on the way in. Expected amounts are estimates. */
#ifndef NUMERICS_RECURRING_H
#define NUMERICS_RECURRING_H

#include "numerics/recurring/schedule.h"

struct recurring_payment {
    int64_t party;  /* who with whom, in what way: only payments of one party and one sign can be a group */
    int64_t amount; /* minor units, with its sign; 0 is never part of a group */
    date date;
};

struct recurring_options {
    date today;         /* what is due after it has not been missed; DATE_NONE: the newest payment's day */
    bool parties_known; /* false: `party` is no more than the account; then only equal amounts make a group */
    double evidence;    /* nats that a schedule must have (schedule.h); 0: RECURRING_EVIDENCE */
};
#define RECURRING_EVIDENCE 4.0
/* That much less is enough for equal amounts to one party: whoever pays somebody the same sum three times hardly does so by chance. */
#define RECURRING_EQUAL 3.0

enum recurring_amount {
    AMOUNT_FIXED,    /* always the same */
    AMOUNT_STEPPED,  /* the same for a while, then another: a price that was changed */
    AMOUNT_DRIFTING, /* grows or shrinks */
    AMOUNT_SEASONAL, /* as in the same month a year before */
    AMOUNT_VARYING,
};

struct recurring {
    int64_t party;
    const size_t *members; /* indices of payments, in the order of their days */
    size_t count;          /* at least 3 */
    struct schedule schedule;
    double evidence, confidence; /* confidence: 0 to 1, that it goes on like this */
    size_t gaps;                 /* occurrences between the first and the last that did not come */

    enum recurring_amount model;
    int64_t next_amount, next_amount_low,
        next_amount_high;             /* the middle and 90 % of what is to be expected */
    date next, next_early, next_late; /* the first one that is not over; DATE_NONE when it was cancelled */

    size_t missed;  /* due before today, after the last that came */
    bool cancelled; /* as it seems: two or more were missed */

    bool rose; /* the last change of price was upwards: from ... to ..., since the payment of that day */
    int64_t rose_from, rose_to;
    date rose_on;
};

/* The groups, ordered by party, then first day; into c->arena. Payments come in any order; each is in one group at most. Time grows with
 * n log n for all parties together, and with the square of how many payments one party has of one amount. ERR_LIMIT above LIMIT_RECURRING. */
enum { LIMIT_RECURRING = 5000000 };
enum err recurring_find(struct ctx *c, const struct recurring_payment *payments, size_t count,
                        const struct recurring_options *options, struct recurring **out,
                        size_t *out_count) MUST_USE;

/* As many days after its day a payment is still on its way: banks take a few, the more the rarer it comes. */
int recurring_grace_days(const struct schedule *s);

/* "fixed", "stepped" … */
const char *recurring_amount_name(enum recurring_amount model);

#endif
