/* What an export format provides. For this folder alone; to add one: a file with a `struct export_format`,
 * named in export.c. */
#ifndef FINANCE_EXPORT_FORMAT_H
#define FINANCE_EXPORT_FORMAT_H

#include "base/text_map.h"
#include "finance/export/export.h"
#include "finance/walk.h"

/* An export that runs. */
struct exporting {
    const struct export_options *options;
    struct account_index accounts;
    struct buf text;          /* not written out yet */
    int64_t count;            /* transactions so far */
    struct text_map declared; /* accounts that a journal has named on the way */
};

struct export_format {
    const char *name;
    void (*begin)(struct ctx *c, struct exporting *e);
    void (*each)(struct ctx *c, struct exporting *e, const struct walk_txn *txn);
    void (*end)(struct exporting *e);
};

extern const struct export_format export_format_csv, export_format_json, export_format_journal;

/* An account's row; never NULL: one that is missing is called "?". */
const struct account_row *export_account(const struct exporting *e, int64_t seq);
/* "pending" or "posted". */
const char *export_state(const struct walk_txn *txn);

#endif
