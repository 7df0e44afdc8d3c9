/* What this folder shares: the flows of some own accounts. */
#ifndef FINANCE_FORECAST_INNER_H
#define FINANCE_FORECAST_INNER_H

#include "finance/forecast/forecast.h"
#include "finance/walk.h"

/* Beside each payment: what outlook needs not know. */
struct flow_about {
    const struct account_row *account;
    int64_t payee, other, txn;
    bool held;
};

struct flows {
    struct account_index accounts;
    struct recurring_payment *payments;
    struct flow_about *about; /* of each payment */
    size_t count;
    date newest; /* not after today; DATE_NONE: none */
    date as_of;  /* from here on nothing is known but what is announced */
    date cut;    /* older ones were not read of every account; DATE_NONE: all were */
};

/* At most `most` of each of `which`, the newest ones, without transfers among them. What is held is announced: it comes on the day after as_of or later. */
enum err flows_read(struct ctx *c, struct store_tx *tx, const struct account_row *const *which, size_t count,
                    int64_t most, date today, struct flows *flows) MUST_USE;
/* Who it was, for people. */
enum err flows_payee(struct ctx *c, struct store_tx *tx, const struct flows *flows, size_t payment,
                     struct text *out) MUST_USE;

#endif
