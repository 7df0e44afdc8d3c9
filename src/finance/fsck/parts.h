/* What the checks share. For this folder alone. */
#ifndef FINANCE_FSCK_PARTS_H
#define FINANCE_FSCK_PARTS_H

#include "finance/fsck.h"
#include "finance/walk.h"
#include "ledger/totals.h"
#include "store/entity/import.h"

/* What an import counted, and what its transactions count. */
struct import_tally {
    int64_t seq, added, duplicates, suggested, entries;
    int64_t txn_first, txn_last;
    bool undone;
    int64_t household;
    int64_t replaced;                       /* pending rows whose place a new one took */
    int64_t statements;                     /* entries of its statements */
    int64_t txns, alive, openings, outside; /* outside: of its range of numbers */
};

/* Sums of hashes of (key, number) of transactions: the same whatever order they come in. */
struct lookup_sums {
    uint64_t by_date, by_id, by_bank_id;
};

/* A check that runs. */
struct checking {
    struct store_tx *tx;
    const struct fsck_options *options;
    struct fsck_result *result;
    struct account_row *accounts; /* of all households, by number */
    size_t account_count;
    struct import_tally *imports; /* by number */
    size_t import_count;
    struct totals totals;       /* recomputed */
    struct lookup_sums lookups; /* of the rows */
    int64_t doubtful;           /* transactions that are held for a suggestion */
};

/* Tells of one problem; texts of `where` … may come from c->arena. */
void fsck_tell(struct checking *k, enum fsck_check check, const char *where, const char *what,
               const char *expected, const char *found);
/* The same with two numbers. */
void fsck_tell_numbers(struct ctx *c, struct checking *k, enum fsck_check check, const char *where,
                       const char *what, int64_t expected, int64_t found);
/* NULL when there is none. */
const struct account_row *fsck_account(const struct checking *k, int64_t seq);
struct import_tally *fsck_import(const struct checking *k, int64_t seq);

enum err fsck_accounts(struct ctx *c, struct checking *k) MUST_USE;
enum err fsck_load_imports(struct ctx *c, struct checking *k) MUST_USE;
/* Transactions and lines; fills totals and tallies. */
enum err fsck_transactions(struct ctx *c, struct checking *k) MUST_USE;
/* Adds a row to the sums that look-ups must come to. */
void fsck_add_lookups(struct lookup_sums *sums, const struct txn_row *txn);
enum err fsck_lookups(struct ctx *c, struct checking *k) MUST_USE;
enum err fsck_totals(struct ctx *c, struct checking *k) MUST_USE;
enum err fsck_imports(struct ctx *c, struct checking *k) MUST_USE;
enum err fsck_relations(struct ctx *c, struct checking *k) MUST_USE;
enum err fsck_events(struct ctx *c, struct checking *k) MUST_USE;

#endif
