/* What comes next, and what did not come. */
#include "numerics/recurring/inner.h"

#include <math.h>

int recurring_grace_days(const struct schedule *s)
{
    int days = (int)(schedule_period(s) / 10);
    return (days < 3 ? 3 : days > 15 ? 15 : days) + s->tolerance;
}

void recurring_look_ahead(struct recurring *group, date last, int off, date today)
{
    const struct schedule *s = &group->schedule;
    int32_t k = schedule_nearest(s, last) + 1;
    int grace = recurring_grace_days(s);
    date due = schedule_due(s, k);
    for (; due != DATE_NONE && due + grace < today; due = schedule_due(s, ++k))
        group->missed++;
    group->cancelled = group->missed >= 2;
    group->next = group->cancelled ? DATE_NONE : due;
    group->next_early = group->next == DATE_NONE ? DATE_NONE : due - off;
    group->next_late = group->next == DATE_NONE ? DATE_NONE : due + off;
    double likely = 1 / (1 + exp(-group->evidence));
    double kept = (double)(group->count + 1) / (double)(group->count + group->gaps + group->missed + 2);
    group->confidence = group->cancelled ? 0 : likely * kept;
}
