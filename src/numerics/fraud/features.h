/* What a card transaction looks like beside its customer's and its terminal's past: the 15 features of the Fraud Detection Handbook (Le Borgne et
 * al., "Reproducible Machine Learning for Credit Card Fraud Detection", chapter 3), kept up to date as transactions come: O(1) amortised each, as every
 * window has a pointer into its owner's past that only moves forward.
 *
 * Amounts are whole minor units; sums are exact. Times are seconds since 1970, local to the customer, and never run back. */
#ifndef NUMERICS_FRAUD_FEATURES_H
#define NUMERICS_FRAUD_FEATURES_H

#include "base/err.h"

#include <stddef.h>

enum fraud_feature {
    FRAUD_AMOUNT,           /* in major units (a hundredth of the minor) */
    FRAUD_WEEKEND,          /* 1 on Saturday and Sunday */
    FRAUD_NIGHT,            /* 1 from 0:00 to 6:59 */
    FRAUD_CUSTOMER_COUNT_1, /* the customer's transactions in (t - 1 day, t], this one among them */
    FRAUD_CUSTOMER_MEAN_1,  /* and their mean amount */
    FRAUD_CUSTOMER_COUNT_7,
    FRAUD_CUSTOMER_MEAN_7,
    FRAUD_CUSTOMER_COUNT_30,
    FRAUD_CUSTOMER_MEAN_30,
    FRAUD_TERMINAL_COUNT_1, /* the terminal's in (t - 8 days, t - 7 days]: what is a fraud is known after a week */
    FRAUD_TERMINAL_RISK_1, /* and the share of frauds among them; 0 without any */
    FRAUD_TERMINAL_COUNT_7,
    FRAUD_TERMINAL_RISK_7,
    FRAUD_TERMINAL_COUNT_30,
    FRAUD_TERMINAL_RISK_30,
    FRAUD_FEATURES
};

/* Their names in the handbook's files, in this order. */
extern const char *const fraud_feature_names[FRAUD_FEATURES];

enum { FRAUD_OWNERS_MAX = 1 << 24, FRAUD_HELD_MAX = 1 << 28 };

struct fraud_transaction {
    int64_t time_s;
    uint64_t customer, terminal;
    int64_t amount_minor;
};

/* The same transaction later: for fraud_features_answer. */
struct fraud_handle {
    uint32_t place;
    uint64_t number;
};

struct fraud_features;

/* Empty; lives in c->arena, which the later calls must be given too. */
struct fraud_features *fraud_features_new(struct ctx *c);

/* Takes a transaction in and tells its features; `handle` may be NULL. It counts as no fraud until an answer says otherwise. ERR_INPUT when time runs
 * back or the amount is beyond 2^53, ERR_LIMIT above FRAUD_OWNERS_MAX customers or terminals or FRAUD_HELD_MAX transactions within 37 days. */
enum err fraud_features_add(struct ctx *c, struct fraud_features *f, const struct fraud_transaction *t,
                            double out[FRAUD_FEATURES], struct fraud_handle *handle) MUST_USE;

/* It was a fraud, or not: counts for its terminal from now on. False when the transaction has left the windows. */
bool fraud_features_answer(struct fraud_features *f, struct fraud_handle handle, bool fraud);

#endif
