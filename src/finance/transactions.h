/* What people do with transactions: look, edit, post, void. The bank's part never changes; a correction of
 * the category appends lines; what the user decided stands against every later import and rule. */
#ifndef FINANCE_TRANSACTIONS_H
#define FINANCE_TRANSACTIONS_H

#include "store/entity/txn.h"

/* A part of a transaction, as people name it. */
struct txn_edit_part {
    struct text category;
    int64_t amount; /* minor units, in the sign of the transaction */
};

/* What to change; what is not named stays. */
struct txn_edit {
    bool set_category; /* one category, or parts that add up to the amount */
    struct text category;
    const struct txn_edit_part *parts;
    size_t part_count;
    bool set_payee, set_tags, set_notes, set_reconciled;
    struct text payee, tags, notes;
    bool reconciled;
};

/* Edits one transaction, in its own store transaction; teaches the classifier when the category changes.
 * ERR_CONFLICT when it is void, or reconciled (unless the edit unlocks it). Appends a transaction.updated
 * event. */
enum err transaction_edit(struct ctx *c, struct store *store, int64_t household, int64_t txn,
                          const struct txn_edit *edit) MUST_USE;
/* A transaction that a person or a program enters. */
struct txn_new {
    struct id id; /* the client's; zero: made here. The same id with the same body is the same transaction */
    struct text account;
    date date;
    int64_t amount; /* minor units of the account's currency, signed as seen from the account */
    struct text payee, memo, notes;
    struct text tags;     /* separated by ','; empty: what the rules say */
    struct text category; /* or parts; both empty: sorted by rules and classifier */
    const struct txn_edit_part *parts;
    size_t part_count;
    bool pending; /* held, not booked */
};

/* Books it. *again tells that it was there already. ERR_CONFLICT names the field that differs when the id is
 * taken by another body; ERR_DENIED when it would take the account below its lowest balance. */
enum err transaction_create(struct ctx *c, struct store *store, int64_t household,
                            const struct txn_new *fresh, int64_t *seq, bool *again) MUST_USE;
/* A held transaction is booked: once. */
enum err transaction_post(struct ctx *c, struct store *store, int64_t household, int64_t txn) MUST_USE;
/* Answers a suggestion: `same` makes the held entry void and gives its bank id to the known one; otherwise it
 * is posted. */
enum err transaction_review(struct ctx *c, struct store *store, int64_t household, int64_t txn,
                            bool same) MUST_USE;
/* Makes a transaction void; its other side, if it has one, stands alone again. */
enum err transaction_void(struct ctx *c, struct store *store, int64_t household, int64_t txn) MUST_USE;

/* A place in a list: right behind this transaction. seq 0: before the first. */
struct txn_cursor {
    date date;
    int64_t seq;
};

enum txn_direction { TXN_BOTH_WAYS, TXN_INCOMING, TXN_OUTGOING };

enum {
    TXN_FILTER_ACCOUNTS = 32,
    TXN_SEARCH_BYTES = 256, /* of struct txn_filter.search */
    TXN_SEARCH_WORDS = 16,  /* in it */
};

/* Which transactions a list holds: those that meet every condition that is set. Zero sets none, except that
 * dates are open at DATE_NONE. */
struct txn_filter {
    int64_t accounts[TXN_FILTER_ACCOUNTS]; /* own accounts of the household; others have no transactions */
    size_t account_count;                  /* 0: all own accounts */
    date from, to;
    /* Words, separated by blanks; case does not count, words between quotes are one text with its blanks. Each
     * must stand somewhere in the payee, the bank's text, memo, tags, notes, the names of the categories or of
     * the account: "bott" finds Blue Bottle. A word that reads as an amount finds that amount, too, whatever
     * its sign and currency: 12.50, 12,50, >100, >=100, <20, <=20, =5; with a sign (-12.50, +5) only money that
     * went out, or came in. At most TXN_SEARCH_BYTES and TXN_SEARCH_WORDS, else ERR_LIMIT. */
    struct text search;
    struct text
        category;      /* a path or the beginning of one at a ':', ASCII case aside; a part of it is enough */
    int64_t payee;     /* exactly this one; 0: any */
    struct text tag;   /* one of its tags is this; case does not count */
    currency currency; /* only accounts in it; CURRENCY_NONE: any */
    bool has_amount_min, has_amount_max;
    struct decimal amount_min, amount_max; /* of the amount without its sign, in the account's currency */
    enum txn_direction direction;
    unsigned states; /* 1u << TXN_PENDING | …; 0: all but void ones */
    bool unsorted;   /* only Uncategorised */
    bool review;     /* only what is perhaps known already (TXN_MAYBE_KNOWN) */
    int64_t import;  /* only what this import brought; 0: any */
    bool oldest_first;
    struct txn_cursor behind; /* only what stands behind this in the list */
    int limit;                /* at most LIMIT_PAGE; 0: that many */
};

/* One transaction as people see it. */
struct txn_view {
    struct txn_row row;
    struct text account, payee;
    currency currency;
    struct text category; /* "(split)" when there are several parts */
    struct txn_part *parts;
    size_t part_count;
};

/* By date, then seq, newest first unless the filter says otherwise; into c->arena. A page that is as long as the limit
 * may have another behind it: its cursor is the date and seq of the last row. finance/search/README.md says how this
 * is quick. ERR_LIMIT or ERR_INPUT name the field ("search: …"). */
enum err transaction_list(struct ctx *c, struct store_tx *tx, int64_t household,
                          const struct txn_filter *filter, struct txn_view **out, size_t *count) MUST_USE;

/* Sorting again what is sorted by something weaker than the user. */
struct resort_options {
    int64_t household;
    struct text rules_file; /* as in struct sorter_options */
    bool only_file;         /* likewise */
    bool all;     /* also what has a category by classifier, file or rule; else only Uncategorised */
    bool dry_run; /* report, change nothing: reads one snapshot, so that nobody waits */
    /* So many transactions are one unit of work, so that others may write in between; 0: all of them, all or none. What is
     * sorted stays sorted when a later unit fails; doing it again goes on. */
    size_t unit;
    /* Each transaction that changes, or would. May be NULL. */
    void (*changed)(void *self, const struct txn_row *row, currency cur, struct text payee, struct text from,
                    struct text to);
    void *self;
};

struct resort_result {
    int64_t looked_at, changed, unsorted; /* unsorted: those that still have no category */
};

enum err transactions_resort(struct ctx *c, struct store *store, const struct resort_options *options,
                             struct resort_result *result) MUST_USE;

#endif
