/* The security agent's watch over one customer, without a store: what finance/security/watch.c does with payments as they come, and what answers do to it,
 * over the same past, rules, models and thresholds (insight/suspicion/). For measuring. */
#ifndef APP_BENCH_SUPPORT_CARDS_GUARD_H
#define APP_BENCH_SUPPORT_CARDS_GUARD_H

#include "insight/suspicion/suspicion.h"

struct guard_settings {
    double threshold;  /* from which score on is asked; 0: the one that adapts */
    double target;     /* false alarms per payment that it aims at */
    int64_t answer_us; /* so long an answer takes */
};

struct guard_payment {
    struct suspect suspect;
    int64_t at_us;
    bool fraud; /* what the answer will be, if somebody asks */
};

struct guard;
/* For one customer of at most so many payments; everything lives in the arena but for a past. */
struct guard *guard_new(struct arena *arena, const struct guard_settings *settings, size_t payments_most);
void guard_free(struct guard *guard);
/* History, as an import brings it: nothing of it is asked about. */
void guard_take(struct guard *guard, const struct guard_payment *p);
/* The next payment; *asked: it is held, and its answer comes in time. */
enum err guard_look(struct ctx *c, struct guard *guard, const struct guard_payment *p, bool *asked) MUST_USE;
/* How often the past was made anew, and what that took. */
void guard_made(const struct guard *guard, int64_t *times, double *seconds);

#endif
