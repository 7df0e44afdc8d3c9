/* What to do about credit cards: pure, so that the agent decides on it, the page shows it, and both say the same.
 *
 * Money is minor units, shares are basis points (numerics/credit/credit.h). */
#ifndef FINANCE_CREDIT_ADVICE_H
#define FINANCE_CREDIT_ADVICE_H

#include "ledger/currency.h"
#include "numerics/credit/credit.h"

/* -- What to pay before the statement */

enum {
    ADVICE_TRANSFER_DAYS = 3, /* that a payment may take to be booked; never ends on a weekend */
    ADVICE_AHEAD_DAYS = 10,   /* what is only projected is told of so long before the statement */
};

struct advice_card {
    int64_t limit, owed;
    int64_t projected; /* at the statement, when nothing is done */
    int64_t target;    /* basis points */
    date statement;
    currency currency;
    int64_t money; /* that lies in accounts of this currency; the same for all its cards */
};

struct advice {
    size_t card;
    int64_t pay; /* so that the target is reported */
    int64_t
        can; /* what of it the money allows: where it lowers the highest utilisation most. As `pay` when there is enough */
    date by;          /* at the latest */
    int32_t reported; /* if nothing is done */
    int32_t then;     /* with `can` paid */
    int points; /* of an estimated score, 300 to 850, that paying `can` brings at the next report (ADVICE_ASSUMED) */
    bool soon; /* over the target already, or reported within ADVICE_AHEAD_DAYS: worth telling */
};
/* At most `count`, in the order of the cards; returns how many. */
size_t credit_advise(const struct advice_card *cards, size_t count, date today, struct advice *out);
extern const char *const advice_assumed; /* a sentence for people */

/* -- Asking for a higher limit */

enum {
    LIMIT_MONTHS = 6,          /* between two requests for one card */
    LIMIT_SCORE_DAYS = 150,    /* at least, between the two scores that are compared */
    LIMIT_SCORE_OLD_DAYS = 92, /* an older score says nothing about now */
    LIMIT_USED_LITTLE = 1000,  /* below this there is nothing to gain */
    LIMIT_USED_TOP = 9000,     /* of any card, in the last half year: stress */
    LIMIT_REFUSED_POINTS = 20, /* that the score must rise by, for each refusal since the last yes … */
    LIMIT_REFUSED_USED =
        3000, /* … and the average utilisation stay at or below this. The wait doubles, twice at most */
};

struct limit_case {
    struct credit_history history; /* months_since_asked: since the last request or proposal */
    bool has_score;                /* two of one source, half a year apart */
    int32_t worst_used;            /* of any card, in the last half year */
    int refused;                   /* in a row, since the last yes */
    bool open;                     /* one was asked, and the bank's answer is not known */
    bool rests;                    /* a proposal expired or was taken back within the last month */
    currency currency;
};

/* Further reasons, beside enum credit_reason. */
enum { LIMIT_NO_SCORE = 64, LIMIT_OPEN = 128, LIMIT_USES_LITTLE = 256, LIMIT_REASONS = 9 };
struct limit_verdict {
    bool may;
    unsigned reasons;
    int months_to_wait;
    int64_t limit; /* to ask for, a round number where that fits */
};
struct limit_verdict credit_limit_case(const struct limit_case *it);
/* Of bit i: "too_soon", … and a sentence for people. */
extern const char *const limit_reason_words[LIMIT_REASONS + 1];
extern const char *const limit_reason_texts[LIMIT_REASONS];

#endif
