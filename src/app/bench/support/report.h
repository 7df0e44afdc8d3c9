/* The report of a fraud benchmark: what each model reached, its curves, the cases that stand out most and why. One HTML page without scripts and
 * without anything from elsewhere, light and dark, readable by a screen reader; or the same as JSON. */
#ifndef APP_BENCH_SUPPORT_REPORT_H
#define APP_BENCH_SUPPORT_REPORT_H

#include "base/date.h"
#include "numerics/curves.h"

enum { REPORT_MODELS_MOST = 8, REPORT_CASES = 25, REPORT_REASONS = 3 };

struct report_model {
    const char *name;
    double auroc, average_precision, card_precision;
    struct curve roc, precision;
};

struct report_case {
    int64_t id;
    date day;
    uint32_t card;
    double amount, score;
    bool fraud; /* as was found out later */
    /* The largest shares of the score, the largest first; NULL behind the last. */
    const char *reasons[REPORT_REASONS];
    double shares[REPORT_REASONS]; /* of the whole score, 0 to 1 */
};

struct report {
    const char *file;
    date train, test; /* first days of the weeks */
    int64_t train_rows, train_frauds, test_rows, test_frauds;
    struct report_model models[REPORT_MODELS_MOST];
    size_t model_count;
    struct report_case cases[REPORT_CASES];
    size_t case_count;
    const char *cases_by; /* the model whose cases these are */
};

/* Writes it; JSON when the path ends in ".json". Whole or not at all: what stood there stays when that fails. ERR_IO. */
enum err report_write(struct ctx *c, const struct report *report, const char *path) MUST_USE;

#endif
