/* Transactions out: CSV for spreadsheets, JSON for programs, a journal for hledger and ledger. Streams in
 * bounded memory, by date. What is void is left out. */
#ifndef FINANCE_EXPORT_EXPORT_H
#define FINANCE_EXPORT_EXPORT_H

#include "base/date.h"
#include "store/store.h"

#include <stdio.h>

struct export_options {
    int64_t household;
    const char *format; /* "csv", "json" or "journal" */
    int64_t account;    /* an own account; 0: all */
    date from, to;      /* DATE_NONE: open */
};

/* Is there a format of this name? */
bool export_knows(const char *format);
/* Writes all transactions the options name; *count tells how many. ERR_IO when `out` takes no more. */
enum err export_write(struct ctx *c, struct store_tx *tx, const struct export_options *options, FILE *out,
                      int64_t *count) MUST_USE;

#endif
