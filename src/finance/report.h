/* Reports. They read the kept monthly sums, so they cost the same for a thousand transactions and for a
 * million; only a report about one own account walks that account's transactions. Currencies are never added
 * together. */
#ifndef FINANCE_REPORT_H
#define FINANCE_REPORT_H

#include "finance/walk.h"
#include "ledger/budget.h"
#include "ledger/totals.h"

enum { REPORT_OPEN = INT32_MIN }; /* a month that does not limit */

/* The sums that reports are made from. */
struct report_book {
    struct account_index accounts;
    struct month_total *cells;
    size_t cell_count;
};

/* Reads the sums of a household; with `account`, only those of that own account's transactions. Into
 * c->arena. */
enum err report_load(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account,
                     struct report_book *out) MUST_USE;
/* The oldest and the newest month in which something came in or was spent, or else was booked at all; false
 * when there is none. */
bool report_span(const struct report_book *book, int32_t *oldest, int32_t *newest);

struct report_filter {
    int32_t month_from, month_to; /* inclusive; REPORT_OPEN: no limit */
    struct text category;         /* a path: this one and what is below; empty: all */
    currency currency;            /* CURRENCY_NONE: all, side by side */
    int depth;                    /* levels of a category that are kept apart; 0: all */
};

/* What the rows of a spending report are. */
enum report_by { REPORT_BY_BOTH, REPORT_BY_MONTH, REPORT_BY_CATEGORY };

struct report_spending {
    int32_t month;        /* REPORT_OPEN when summed over months */
    struct text category; /* empty when summed over categories */
    currency currency;
    int64_t amount;  /* posted, minor units: what was spent less what came back */
    int64_t pending; /* held, likewise */
};

/* What was booked to Expenses, by month, category and currency's code. A cell with lines whose sum is 0 is a
 * row too. */
enum err report_spending(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         enum report_by by, struct report_spending **out, size_t *count) MUST_USE;

struct report_cashflow {
    int32_t month;
    currency currency;
    int64_t income, spending, net; /* net = income - spending; transfers and equity are neither */
};

/* By month and currency's code. */
enum err report_cashflow(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         struct report_cashflow **out, size_t *count) MUST_USE;

struct report_balance {
    const struct account_row *account;
    int64_t balance, pending; /* booked; held on top */
};

/* Own accounts by kind and name, those without a transaction as well. The filter's months end it; its
 * category is ignored. */
enum err report_balances(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         struct report_balance **out, size_t *count) MUST_USE;

struct report_networth {
    int32_t month; /* at its end */
    currency currency;
    int64_t assets, liabilities, net; /* liabilities are negative when something is owed */
};

/* Every month between the first with a line and the last, by month and currency's code. */
enum err report_networth(struct ctx *c, const struct report_book *book, const struct report_filter *filter,
                         struct report_networth **out, size_t *count) MUST_USE;

struct report_budget {
    struct text category;
    currency currency;
    struct budget_month status;
};

/* Budgets in force in a month, by category and currency's code. */
enum err report_budgets(struct ctx *c, struct store_tx *tx, int64_t household, const struct report_book *book,
                        const struct report_filter *filter, int32_t month, struct report_budget **out,
                        size_t *count) MUST_USE;

/* The first `depth` levels of a path; all of it when depth is 0. */
struct text report_roll_up(struct text path, int depth);
/* Is a path this category or below it? An empty `category` holds everything. */
bool report_in_category(struct text path, struct text category);

#endif
