/* What cards do to a credit score: how much of the limits is used, when that is reported, what a payment changes, and whether asking for a
 * higher limit is wise.
 *
 * Money is whole minor units of one currency; shares are basis points (10,000 = all), rounded half up. Nothing here is floating point but
 * the score, which is an estimate with its assumptions written down, never a bureau's score. */
#ifndef NUMERICS_CREDIT_H
#define NUMERICS_CREDIT_H

#include "base/date.h"

enum { CREDIT_ALL = 10000 };

struct credit_card {
    int64_t limit; /* 0 or more */
    int64_t owed;  /* what stands on it; negative: the bank owes */
    int statement_day; /* of the month, 1..31, when the balance is reported; a short month reports on its last day */
};

/* -- Utilisation */

/* Of one card or of sums. Nothing owed: 0. Owed without a limit, or over it: more than CREDIT_ALL, at most INT32_MAX. */
int32_t credit_utilisation(int64_t owed, int64_t limit);
/* Of all cards together; what the bank owes on one is not set against the others. ERR_LIMIT when the sums do not fit. */
enum err credit_total(struct ctx *c, const struct credit_card *cards, size_t count, int64_t *owed,
                      int64_t *limit) MUST_USE;
/* The next day on or after `today` on which a card's balance is reported. */
date credit_statement(const struct credit_card *card, date today);
/* What will be reported: `moves` (positive: a charge, negative: a payment) that come before or on that day are in it. */
struct credit_move {
    size_t card;
    date on;
    int64_t amount;
};
int64_t credit_reported(const struct credit_card *cards, size_t card, const struct credit_move *moves,
                        size_t count, date today);
/* The least that brings a card to `target` basis points or below; 0 when it is there. */
int64_t credit_to_reach(const struct credit_card *card, int32_t target);
/* How to divide a sum so that the highest utilisation becomes as low as it can be: water-filling from above. out[i] is paid to card i; all of
 * it goes out unless nothing is owed any more. Cards without a limit are paid first. To the minor unit. */
void credit_divide(const struct credit_card *cards, size_t count, int64_t sum, int64_t *out);

/* -- Score factors */

/* What scores are made of. Counts that are not known: as if nothing had happened. */
struct credit_facts {
    int missed_payments;     /* late by 30 days or more, in the last 24 months */
    int months_since_missed; /* of the newest of them */
    int32_t utilisation;     /* of all cards, basis points */
    int32_t worst_card;      /* the highest of one card */
    int oldest_months;       /* age of the oldest account */
    int average_months;      /* of all accounts */
    int inquiries;           /* by lenders in the last 12 months */
    int kinds;               /* cards, loan, mortgage, … */
};

enum credit_factor { FACTOR_HISTORY, FACTOR_OWED, FACTOR_LENGTH, FACTOR_NEW, FACTOR_MIX, FACTOR_COUNT };

/* Which published weighting. */
enum credit_model {
    CREDIT_FICO,    /* 35, 30, 15, 10, 10 % (myfico.com, "What's in my FICO scores") */
    CREDIT_VANTAGE, /* VantageScore 4.0: history 41, utilisation and balances 26, age and mix 20 (15 and 5 here), recent credit 11, and 2
                       for available credit, which is added to what is owed */
};

/* 300 to 850, and how many of its points each factor brings. The weights are published; how a fact becomes a share of its factor is not, and is
 * assumed here to be straight lines between these corners:
 *   history   no missed payment 1; one: 0.5 in its month, back to 0.9 after 24; each further one takes 0.15 more
 *   owed      utilisation 0-10 % 1, 30 % 0.7, 50 % 0.45, 75 % 0.2, 100 % 0: two thirds by all cards, one third by the worst
 *   length    oldest account 0 months 0, 24 0.3, 84 0.7, 240 1: one half; the average with half of these ages: the other
 *   new       inquiries 0 1, 1 0.85, 3 0.5, 6 0
 *   mix       one kind 0.5, two 0.8, three 1 */
struct credit_score {
    double points;
    double of[FACTOR_COUNT];
};
struct credit_score credit_estimate(const struct credit_facts *facts, enum credit_model model);

/* -- Asking for a higher limit */

struct credit_history {
    int64_t limit, average_owed; /* average of the last statements */
    int months_open;             /* of the card */
    int months_since_asked;      /* since the last request; negative: never */
    int score_change;            /* over the last six months; points, of whatever score is kept */
    int missed_payments;         /* in the last 12 months */
    bool stressed;               /* the forecast runs below zero, or bills could not be paid */
};

/* Why not, each its own bit. */
enum credit_reason {
    CREDIT_TOO_SOON = 1,   /* less than six months after the last request */
    CREDIT_TOO_NEW = 2,    /* a card of less than six months */
    CREDIT_SCORE_FELL = 4, /* the score must have risen or stayed, and once rejected, risen */
    CREDIT_USES_MUCH = 8,  /* over half of the limit on average: a lender sees need, not room */
    CREDIT_MISSED = 16,    /* a payment */
    CREDIT_STRESSED = 32,
};
struct credit_verdict {
    bool may;
    unsigned reasons;   /* enum credit_reason; 0: none */
    int months_to_wait; /* when time alone stands against it */
    int64_t
        limit; /* to ask for: so that average_owed is 10 % of it, at least a tenth and at most half more than now */
    int32_t utilisation; /* of average_owed then */
};
struct credit_verdict credit_may_ask(const struct credit_history *history);

#endif
