/* What people do with their own accounts: list, open by hand, rename, limit. */
#ifndef FINANCE_ACCOUNTS_H
#define FINANCE_ACCOUNTS_H

#include "base/date.h"
#include "store/entity/account.h"

struct account_summary {
    struct account_row row;
    int64_t balance;      /* booked */
    int64_t pending;      /* held on top */
    int64_t transactions; /* that are not void */
    int64_t held;         /* of these, pending */
    date newest;          /* DATE_NONE: none */
};

/* Own accounts by kind and name, into c->arena; with `only`, that one. */
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

/* Opens an account, and books its opening balance against Equity:Opening balances. ERR_CONFLICT when the name
 * is taken. */
enum err accounts_add(struct ctx *c, struct store *store, int64_t household, const struct account_new *fresh,
                      int64_t *seq) MUST_USE;
/* Gives an own account another name. */
enum err accounts_rename(struct ctx *c, struct store *store, int64_t household, struct text old,
                         struct text name) MUST_USE;
/* Sets or ends (has = false) the lowest balance that bookings by hand may leave. */
enum err accounts_limit(struct ctx *c, struct store *store, int64_t household, struct text name, bool has,
                        int64_t lowest) MUST_USE;

#endif
