/* Noticing what a person wants to know about their money: pure detectors over arrays. What they find are
 * numbers
 * (`struct finding`); the words for a person are made from them in insight/words.h, one place per kind.
 *
 * A finding's topic is its identity: the same fact found again has the same topic, whatever was imported
 * since. */
#ifndef INSIGHT_INSIGHT_H
#define INSIGHT_INSIGHT_H

#include "base/date.h"
#include "ledger/budget.h"
#include "ledger/currency.h"

enum severity { SEVERITY_INFO = 1, SEVERITY_NOTICE = 2, SEVERITY_WARNING = 3, SEVERITY_ALERT = 4 };

enum insight_kind {
    INSIGHT_DUPLICATE_CHARGE,
    INSIGHT_PRICE_RISE,
    INSIGHT_UNUSUAL_MONTH,
    INSIGHT_BUDGET_WARNING,
    INSIGHT_BUDGET_EXCEEDED,
    INSIGHT_MONTH_SUMMARY,
    INSIGHT_WEEKLY_RHYTHM,
    INSIGHT_NEW_PAYEE,
    INSIGHT_RUNS_DRY,
    INSIGHT_MISSED_PAYMENT,
    INSIGHT_KIND_COUNT
};

/* "info", "notice", "warning", "alert"; "duplicate_charge" … Never NULL. */
const char *severity_name(enum severity severity);
const char *insight_kind_name(enum insight_kind kind);

/* A posted entry of an own account that has a payee and is not a transfer between own accounts. */
struct payment {
    int64_t txn, account, payee;
    int64_t amount; /* minor units, negative: money out */
    date date;
    currency currency;
};

/* What one category cost in one month; refunds are taken off. */
struct month_spending {
    int64_t category; /* account */
    int64_t amount;   /* minor units; may be negative */
    int32_t month;
    currency currency;
};

enum { FINDING_TOPIC_MAX = 96, FINDING_TOP = 3 };

/* Which numbers are filled in depends on the kind; the comments name them. */
struct finding {
    enum insight_kind kind;
    enum severity severity;
    char topic[FINDING_TOPIC_MAX];
    date date; /* on which it was true first; findings are listed by it */
    currency currency;
    int64_t weight;                   /* how much is at stake: more important ones are kept first */
    int64_t txn;                      /* the transaction it is about, or 0 */
    int64_t account, payee, category; /* 0: not about one */
    int32_t month;                    /* unusual month, budgets, summary */
    int32_t count;         /* duplicate: charges; rhythm, missed: payments; unusual: months compared with */
    int32_t period_months; /* price rise: 1, 3 or 12 */
    int32_t permille;      /* price rise: by how much; rhythm: the day's share; runs dry: the chance */
    int32_t weekday;       /* rhythm: 0 = Monday */
    int64_t amount; /* duplicate: each; price: new; unusual, summary: the month's; rhythm: the day's; new
                         payee: in all; runs dry: the balance; missed: what was expected */
    int64_t usual;  /* price: old; unusual, summary: the median; runs dry: the lowest balance that may be */
    date
        date_before; /* duplicate: the first charge; price: the last old one; runs dry: by when; missed: the day it was due */
    struct budget_month budget; /* budgets */
    struct {
        int64_t category, amount, usual;
    } top[FINDING_TOP]; /* summary: the largest categories, largest first; category 0 ends */
};

/* Findings of one run, growing in an arena. */
struct findings {
    struct arena *arena;
    struct finding *at;
    size_t count, size;
};

struct finding *findings_add(struct findings *f, struct finding finding);
/* Keeps the `most` weightiest from `start` on, weightiest first; the order does not depend on the input's. */
void findings_keep(struct findings *f, size_t start, size_t most);
/* Amounts of different currencies on one scale of places, for weights alone. */
int64_t finding_weight(int64_t amount, currency cur);

/* Order for the detectors below: payee, account, currency, date, txn. */
void payments_sort(struct payment *payments, size_t count);
/* Category, currency, month. */
void spending_sort(struct month_spending *cells, size_t count);

/* Each detector appends to `out`. Payments and cells come sorted as above.
 *
 * Charged twice: one account, one payee, one amount, at most two days apart, from `from` on, and not given
 * back. Judged by the payee's own past: tickets, coffees and twin contracts often come in pairs. */
void detect_duplicate_charges(const struct payment *payments, size_t count, date from, struct findings *out);

/* A monthly, quarterly or yearly payment of a fixed amount that became a higher fixed amount on or after
 * `from`, and still runs at `today`. Two payments of the new amount are needed, one of a yearly payment. */
void detect_price_rises(const struct payment *payments, size_t count, date from, date today,
                        struct findings *out);

/* A category that cost far more in a month of from..to than its own past months (median and spread), than the
 * same season a year before, and enough to matter in this household. Little spending is no news. */
void detect_unusual_months(const struct month_spending *cells, size_t count, int32_t from, int32_t to,
                           struct findings *out);

/* 80 % or 100 % of a month's budget are spent. One finding: the higher. */
void detect_budget(const struct budget_month *status, int64_t category, currency cur, int32_t month, date day,
                   struct findings *out);

/* Where the money of one whole month went, against what is usual. One finding per currency. */
void detect_month_summary(const struct month_spending *cells, size_t count, int32_t month,
                          struct findings *out);
/* The weekday on which a household buys most, over the three months that end with `last_month`. */
void detect_weekly_rhythm(const struct payment *payments, size_t count, int32_t last_month,
                          struct findings *out);
/* Payees first paid on or after `from`, when what is known reaches back far enough to say so. `least_weight`:
 * smaller ones do not matter. */
void detect_new_payees(const struct payment *payments, size_t count, date from, date history_from,
                       int64_t least_weight, struct findings *out);

/* What came or went regularly and never failed to, and did not once: due before the newest payment of its account, which is as far as the
 * account is known. Scratch memory in c->arena. */
enum err detect_missed_payments(struct ctx *c, const struct payment *payments, size_t count,
                                struct findings *out) MUST_USE;

/* The median of what a month costs in all, in the currency that costs most, as a weight; 0 without three
 * months. */
int64_t spending_usual_weight(const struct month_spending *cells, size_t count, struct arena *arena);

#endif
