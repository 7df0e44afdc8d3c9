/* What of a transaction's features speaks for fraud when it is large, in terms that can be told to a person: for numerics/tails.h, which needs no answers, and
 * beside the features for numerics/boost/, which learns from them. */
#ifndef NUMERICS_FRAUD_EVIDENCE_H
#define NUMERICS_FRAUD_EVIDENCE_H

#include "numerics/fraud/features.h"

enum fraud_evidence {
    FRAUD_AMOUNT_LARGE, /* the amount */
    FRAUD_AMOUNT_RATIO, /* over the customer's mean of 30 days, this one among them: unlike this customer */
    FRAUD_WEEK_RATIO,   /* the mean of 7 days over that of 30: a rapid series of them */
    FRAUD_RISK_DAY,     /* the terminal's share of frauds over 1, 7 and 30 days, a week ago: unsafe places */
    FRAUD_RISK_WEEK,
    FRAUD_RISK_MONTH,
    FRAUD_EVIDENCE
};

/* For reasons: "amount", "amount against own 30 days", ... */
extern const char *const fraud_evidence_names[FRAUD_EVIDENCE];

void fraud_evidence(const double features[FRAUD_FEATURES], double out[FRAUD_EVIDENCE]);

#endif
