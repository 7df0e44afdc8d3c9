/* Card transactions as the Fraud Detection Handbook writes them, with their features, for the benchmark of fraud detection. */
#ifndef APP_BENCH_SUPPORT_CARDS_CARD_H
#define APP_BENCH_SUPPORT_CARDS_CARD_H

#include "base/date.h"
#include "numerics/fraud/features.h"

enum { CARD_KINDS = 4 };

struct card_table {
    size_t count;
    int64_t *ids;     /* TRANSACTION_ID */
    date *days;       /* of TX_DATETIME */
    int64_t *times_s; /* TX_DATETIME, seconds since 1970 of the simulation's clock */
    uint32_t *cards;  /* CUSTOMER_ID */
    uint32_t *terminals;
    int64_t *minor;    /* TX_AMOUNT, hundredths */
    uint8_t *frauds;   /* TX_FRAUD */
    uint8_t *kinds;    /* TX_FRAUD_SCENARIO, below CARD_KINDS; 0: none, or the file does not tell */
    double *features;  /* [count][FRAUD_FEATURES] */
    double features_s; /* what computing them took */
};

/* Reads TRANSACTION_ID, TX_DATETIME, CUSTOMER_ID, TERMINAL_ID, TX_AMOUNT (two decimals) and TX_FRAUD in the order of their times. Each is answered at
 * once: terminals' windows begin a week later. ERR_INPUT names file, line and column. */
enum err card_read(struct ctx *c, const char *file, struct card_table *out) MUST_USE;

/* The largest difference from features computed by somebody else, relative above 1, over the transactions of a file with the same TRANSACTION_IDs. */
enum err card_check(struct ctx *c, const struct card_table *cards, const char *file, size_t *compared,
                    double *worst) MUST_USE;

/* Rows of the handbook's split: a week to learn from, a week's delay at least, a week to be judged by without the cards that were known
 * as compromised on the day before, minus the delay. */
struct card_split {
    size_t train_count, test_count, train_frauds, test_frauds;
    uint32_t *train, *test; /* places in the table */
};
enum err card_split(struct ctx *c, const struct card_table *cards, date train, date test,
                    struct card_split *out) MUST_USE;

#endif
