/* What people do with their own accounts: list, open by hand, rename, limit. */
#ifndef FINANCE_ACCOUNTS_H
#define FINANCE_ACCOUNTS_H

#include "base/date.h"
#include "store/entity/account.h"

struct account_summary {
    struct account_row row;
    int64_t balance;      /* booked */
    int64_t pending;      /* held on top */
    int64_t available;    /* booked without what is held: announced money does not count as come */
    int64_t transactions; /* that are not void */
    int64_t held;         /* of these, pending */
    date newest;          /* DATE_NONE: none */
};

struct tally; /* finance/report/tally.h */

/* Own accounts by kind and name, into c->arena; with `only`, that one. With a tally, which was updated in this snapshot, no
 * transactions are counted. */
enum err accounts_summary_with(struct ctx *c, struct store_tx *tx, int64_t household, int64_t only,
                               struct tally *tally, struct account_summary **out, size_t *count) MUST_USE;
enum err accounts_summary(struct ctx *c, struct store_tx *tx, int64_t household, int64_t only,
                          struct account_summary **out, size_t *count) MUST_USE;

struct account_new {
    struct text name;
    enum account_kind kind; /* asset or liability */
    currency currency;      /* CURRENCY_NONE: the household's */
    struct text number;     /* IBAN or other, as people write it; empty: none */
    int64_t opening;        /* what it holds on `opening_date`; 0: nothing is booked */
    date opening_date;
};

/* One own account, or category, of the household. ERR_NOT_FOUND "there is no such account". */
enum err accounts_find(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct account_row *out) MUST_USE;

struct account_month {
    int32_t month;
    int64_t balance; /* booked, at the month's end */
};

/* The balances of an own account at the ends of months from..to, into c->arena. ERR_INPUT above LIMIT_PAGE months. */
enum err accounts_balances(struct ctx *c, struct store_tx *tx, int64_t account, int32_t from, int32_t to,
                           struct account_month **out, size_t *count) MUST_USE;

/* Opens an account, and books its opening balance against Equity:Opening balances. ERR_CONFLICT when the name
 * is taken. */
enum err accounts_add(struct ctx *c, struct store *store, int64_t household, const struct account_new *fresh,
                      int64_t *seq) MUST_USE;
/* What to change; what is not set stays. */
struct account_change {
    bool set_name, set_lowest, set_closed;
    struct text name;
    bool has_lowest; /* false: no limit any more */
    int64_t lowest;
    bool closed; /* nothing more can be entered by hand; what a bank reports is taken still */
};

/* Changes an own account, with an account.updated event. */
enum err accounts_change(struct ctx *c, struct store *store, int64_t household, int64_t account,
                         const struct account_change *change) MUST_USE;
/* Gives an own account another name. */
enum err accounts_rename(struct ctx *c, struct store *store, int64_t household, struct text old,
                         struct text name) MUST_USE;
/* Sets or ends (has = false) the lowest balance that bookings by hand may leave. */
enum err accounts_limit(struct ctx *c, struct store *store, int64_t household, struct text name, bool has,
                        int64_t lowest) MUST_USE;

#endif
