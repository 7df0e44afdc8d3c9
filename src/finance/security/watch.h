/* Looks at payments as they arrive, with each household's past in memory: a cache that is made anew from the store at any time, from a bounded number of its
 * newest payments, and to the same scores. One thread at a time. */
#ifndef FINANCE_SECURITY_WATCH_H
#define FINANCE_SECURITY_WATCH_H

#include "insight/suspicion/suspicion.h"
#include "store/entity/agency/spending.h"
#include "store/entity/agency/verification.h"

enum {
    WATCH_HOUSEHOLDS = 64,  /* in memory: those that were looked at last */
    WATCH_PAYMENTS = 20000, /* of a household's past */
    WATCH_PAST_DAYS = 400,
    WATCH_TOGETHER = 24, /* transactions that come together may be held; more are an import of history */
    WATCH_OLD_DAYS = 2,  /* what is dated before that is history, too */
    WATCH_SIMILAR = 8
};

struct watch;
void *watch_new(void);
void watch_free(void *watch);

/* What was announced: transactions first..last, at a time. */
struct watch_arrival {
    int64_t first, last;
    int64_t at_us;
    date today; /* the household's */
};

/* One that is suspicious: to be held. */
struct watch_found {
    struct spending_row row;
    struct text payee;  /* its name, or the bank's words */
    struct suspicion s; /* without the reasons that a person's answer took away */
    double probability;
    int64_t similar[WATCH_SIMILAR]; /* numbers of recent transactions like it */
    size_t similar_count;
};
struct watch_looked {
    struct security_setting setting;
    double threshold;
    uint64_t model; /* a digest of what was learnt */
    int64_t scored; /* payments that were looked at */
    struct watch_found *found;
    size_t found_count;
    struct watch_found *doubtful; /* not enough to be held, but not far from it (finance/security/doubt.h) */
    size_t doubtful_count;
};

/* Scores what arrived and takes it into the past; the same arrival again gives the same. In c->arena. Less than a millisecond, except when a household's past
 * is made: then some 50 ms for 20,000 payments. */
enum err watch_look(struct ctx *c, struct store_tx *tx, struct watch *watch, int64_t household,
                    const struct watch_arrival *arrival, struct watch_looked *out) MUST_USE;

/* The threshold by the answers so far; *payments: of the last SECURITY_DAYS days. */
enum err watch_threshold(struct ctx *c, struct store_tx *tx, int64_t household,
                         const struct security_setting *setting, double *threshold,
                         int64_t *payments) MUST_USE;

#endif
