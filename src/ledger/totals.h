/* Sums of transfer lines by account, currency and month: what reports read and fsck recomputes. Pure. */
#ifndef LEDGER_TOTALS_H
#define LEDGER_TOTALS_H

#include "ledger/transaction.h"

struct month_total {
    int64_t account;
    currency currency;
    int32_t month;                         /* base/date.h */
    int64_t debit, credit;                 /* posted: what arrived and what left */
    int64_t pending_debit, pending_credit; /* held */
    int64_t lines;                         /* posted or pending lines in force */
};

/* A growing set of cells; zero it to begin, totals_free when done. */
struct totals {
    struct month_total *cells; /* in order of first use */
    size_t count, size;
    uint32_t *slots; /* index + 1 into cells, by hash */
    size_t slot_count;
};

/* Adds the effect of line i of a transaction, given the lines before it. ERR_LIMIT when a sum overflows. */
enum err totals_add_line(struct ctx *c, struct totals *t, const struct txn_lines *lines, int32_t i) MUST_USE;
/* The cell, made when it is new. Pointers hold until the next new cell. */
struct month_total *totals_cell(struct totals *t, int64_t account, currency cur, int32_t month);
void totals_free(struct totals *t);

#endif
