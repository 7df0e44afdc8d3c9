/* Monthly budgets: what a category may spend in a month, what it spent, and what is carried over. Pure.
 *
 * A step sets the amount from its month on, until the next step of the same category and currency; amount 0
 * ends the budget. With rollover, what a month leaves, or overspends, is carried into the next month that has
 * a budget. */
#ifndef LEDGER_BUDGET_H
#define LEDGER_BUDGET_H

#include "base/text.h"

struct budget_step {
    int32_t month_from; /* base/date.h */
    int64_t amount;     /* minor units a month; 0: no budget from here on */
    bool rollover;
};

struct budget_spending {
    int32_t month;
    int64_t amount; /* minor units, refunds taken off; may be negative */
};

/* One category in one currency. Both arrays are sorted by month; months without spending may be left out. */
struct budget {
    const struct budget_step *steps;
    size_t step_count;
    const struct budget_spending *spending;
    size_t spending_count;
};

struct budget_month {
    int64_t amount;  /* the step's */
    int64_t carried; /* from the months before; negative when they overspent */
    int64_t limit;   /* amount + carried */
    int64_t spent;
    int64_t left;    /* limit - spent */
    int32_t percent; /* spent of limit, rounded down, 0..BUDGET_PERCENT_MAX; that too when money was spent and
                        none allowed */
    bool rollover;
};

enum { BUDGET_PERCENT_MAX = 99999, BUDGET_WARNING_PERCENT = 80 };

/* How a month stands; *has is false when no budget is in force. ERR_LIMIT when a sum overflows. */
enum err budget_status(struct ctx *c, const struct budget *budget, int32_t month, bool *has,
                       struct budget_month *out) MUST_USE;

/* A budget for a category is one for what lies below it too: does `budgeted` cover spending under `category`?
 */
bool budget_covers(struct text budgeted, struct text category);

#endif
