/* Setting budgets, one by one or from a file. How they stand: finance/report.h. */
#ifndef FINANCE_BUDGETS_H
#define FINANCE_BUDGETS_H

#include "base/date.h"
#include "ledger/currency.h"
#include "store/store.h"

enum { BUDGETS_FROM_DEFAULT = INT32_MIN };

struct budget_change {
    struct text category;
    int64_t amount; /* minor units a month; 0 ends the budget */
    currency currency;
    int32_t month_from; /* base/date.h. BUDGETS_FROM_DEFAULT: a category's first budget holds for all months,
                           unless it carries over; a later one from the current month on */
    bool rollover;
};

/* Sets all of them or none, each with its event, budget.created or budget.updated. */
enum err budgets_set(struct ctx *c, struct store *store, int64_t household,
                     const struct budget_change *changes, size_t count) MUST_USE;
/* Ends the budgets of a category, in one currency or in all (CURRENCY_NONE), from a month on. ERR_NOT_FOUND
 * when there is none. */
enum err budgets_remove(struct ctx *c, struct store *store, int64_t household, struct text category,
                        currency cur, int32_t month_from) MUST_USE;

/* Reads lines of category TAB amount TAB currency; the currency may be left out where `otherwise` is known.
 * Empty lines and lines that begin with '#' are skipped. ERR_INPUT names the line. Into c->arena. */
enum err budgets_read(struct ctx *c, struct text file, currency otherwise, struct budget_change **out,
                      size_t *count) MUST_USE;

#endif
