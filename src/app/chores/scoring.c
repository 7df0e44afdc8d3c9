#include "app/chores/scoring.h"

#include "finance/credit/credit.h"
#include "store/entity/household.h"

#define MINUTE_US (INT64_C(60) * 1000000)
#define DAY_US    (INT64_C(24) * 60 * MINUTE_US)
enum { FAILURES_MOST = 8 };

enum err scoring_open_bureau(struct ctx *c, const struct configuration *set, struct bureau **out)
{
    *out = NULL;
    if (set->bureau.url[0] == '\0')
        return OK;
    struct bureau_options how = {.url = set->bureau.url, .key = set->bureau.key, .ca_file = set->bureau.ca};
    return bureau_open(c, &how, out);
}

/* A minute after a failure, then two, four, … hours; and not before the bureau wants it. */
static int64_t after_failure(struct scoring *s, int64_t wait_us)
{
    int64_t own_us = MINUTE_US << (s->failures < FAILURES_MOST ? s->failures : FAILURES_MOST);
    s->failures++;
    return own_us > wait_us ? own_us : wait_us;
}

/* That a bureau is away is told, and keeps nobody from anything. */
enum err scoring_run(struct ctx *c, void *self, int64_t *next_us)
{
    struct scoring *s = self;
    struct score_counts counts;
    int64_t wait_us = 0;
    enum err e = OK;
    if (s->bureau == NULL)
        return OK;
    if (c->now_us >= s->due_us || s->due_us - c->now_us > DAY_US) { /* or the clock was set back */
        e = credit_bureau_fetch(c, s->store, HOUSEHOLD_FIRST, s->bureau, &counts, &wait_us);
        if (e == OK)
            s->failures = 0;
        s->due_us = c->now_us + (e == OK ? DAY_US : after_failure(s, wait_us));
        if (e == OK && counts.added + counts.changed > 0 && s->wakes != NULL)
            relay_wake(s->wakes);
    }
    *next_us = s->due_us;
    return e == OK ? OK : fail_within(c, e, "scores");
}
