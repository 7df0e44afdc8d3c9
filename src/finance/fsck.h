/* Proof that the ledger is what it says: everything that is kept is worked out again from scratch and
 * compared. Reads one snapshot, in order, in bounded memory. */
#ifndef FINANCE_FSCK_H
#define FINANCE_FSCK_H

#include "store/store.h"

enum fsck_check {
    FSCK_ACCOUNTS,     /* kinds, names, currencies, households */
    FSCK_TRANSACTIONS, /* row checks, states, references */
    FSCK_LINES,        /* amounts, sides, what they settle or take back, sums */
    FSCK_LOOKUPS,      /* what is found by date, id and bank's id are the rows that there are */
    FSCK_TOTALS,       /* kept sums against sums of lines */
    FSCK_CURRENCIES,   /* debits = credits in each */
    FSCK_PAIRS,        /* both sides of transfers name each other */
    FSCK_SUGGESTIONS,  /* possible duplicates are held */
    FSCK_IMPORTS,      /* what each counted, and that undone ones left nothing */
    FSCK_STATEMENTS,   /* their entries add up to the import's */
    FSCK_TAUGHT,       /* budgets and corrections name categories */
    FSCK_EVENTS,       /* the log's order, ids, causes, consumers */
    FSCK_COUNTERS,     /* no number is given twice */
    FSCK_CHECKS
};

/* "transactions" …, for people and JSON. */
const char *fsck_check_name(enum fsck_check check);

struct fsck_problem {
    enum fsck_check check;
    const char *where;            /* "transaction 12, line 3" */
    const char *what;             /* "the amount is not above zero" */
    const char *expected, *found; /* may be empty */
};

struct fsck_options {
    void (*problem)(void *self,
                    const struct fsck_problem *problem);     /* each, as it is found; NULL: only count */
    void (*progress)(void *self, int64_t done, int64_t all); /* now and then; NULL: none */
    void *self;
};

struct fsck_result {
    int64_t looked_at[FSCK_CHECKS], problems[FSCK_CHECKS];
    int64_t problems_all;
};

/* Looks at everything. OK also when problems were found; an error when the store could not be read. */
enum err fsck_run(struct ctx *c, struct store_tx *tx, const struct fsck_options *options,
                  struct fsck_result *result) MUST_USE;

enum { FSCK_HASH_TEXT = 33 };

struct fsck_hash {
    char text[FSCK_HASH_TEXT]; /* 32 hexadecimal digits */
    int64_t accounts, transactions;
};

/* A hash (XXH3, 128 bits) of what the ledger says, not of how it is stored: own accounts (name, kind,
 * currency) by name, and of each its transactions that are not void (date, amount, state, text, bank id,
 * parts by category's name) by date. Numbers, ids, payees, tags, notes and categories that nothing is booked
 * to do not count, so an undone import, other gaps or another store change nothing. */
enum err fsck_state_hash(struct ctx *c, struct store_tx *tx, int64_t household,
                         struct fsck_hash *out) MUST_USE;

#endif
