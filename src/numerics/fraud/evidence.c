#include "numerics/fraud/evidence.h"

const char *const fraud_evidence_names[FRAUD_EVIDENCE] = {
    "amount",
    "amount against own 30 days",
    "own 7 days against own 30 days",
    "frauds at the terminal, 1 day",
    "frauds at the terminal, 7 days",
    "frauds at the terminal, 30 days",
};

/* 1 where there is nothing to compare with. */
static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 1;
}

void fraud_evidence(const double features[FRAUD_FEATURES], double out[FRAUD_EVIDENCE])
{
    out[FRAUD_AMOUNT_LARGE] = features[FRAUD_AMOUNT];
    out[FRAUD_AMOUNT_RATIO] = ratio(features[FRAUD_AMOUNT], features[FRAUD_CUSTOMER_MEAN_30]);
    out[FRAUD_WEEK_RATIO] = ratio(features[FRAUD_CUSTOMER_MEAN_7], features[FRAUD_CUSTOMER_MEAN_30]);
    out[FRAUD_RISK_DAY] = features[FRAUD_TERMINAL_RISK_1];
    out[FRAUD_RISK_WEEK] = features[FRAUD_TERMINAL_RISK_7];
    out[FRAUD_RISK_MONTH] = features[FRAUD_TERMINAL_RISK_30];
}
