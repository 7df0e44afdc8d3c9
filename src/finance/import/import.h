/* The import road: bytes -> entries -> reconcile or refuse -> match against what is known -> sort -> pair
 * transfers -> one transaction -> events. One file is one import and one unit that can be undone; it is
 * committed whole or not at all. */
#ifndef FINANCE_IMPORT_IMPORT_H
#define FINANCE_IMPORT_IMPORT_H

#include "bankfile/bankfile.h"
#include "ledger/currency.h"
#include "store/store.h"

#include <stdatomic.h>

struct import_options {
    int64_t household;
    struct text rules_file; /* rules for this run before the household's own; empty: none */
    bool only_rules;        /* no classifier, no pairing of transfers */
    /* The preview: reads one snapshot and counts, so that nobody waits for it. It refuses what the import would refuse, but for sums that
     * do not fit in 64 bits and what others write meanwhile. */
    bool dry_run;
    struct id
        id; /* the import's, when it is known beforehand; zero: made here. ERR_CONFLICT when it is taken */
    currency currency;   /* for files that name none; CURRENCY_NONE: the household's */
    const char *account; /* for statements that name no account; NULL: from the file's name */
    const char *format, *mapping, *encoding; /* as in struct bankfile_options */
    bool unreconciled;                       /* the user accepts statements whose balances disagree */
    /* Called now and then with bytes read and bytes in all (-1: unknown), and entries so far. May be NULL. */
    void (*progress)(void *self, int64_t bytes, int64_t bytes_all, int64_t entries);
    void *progress_self;
    const atomic_bool *stop; /* once it is true the import is given up with ERR_CANCELLED; NULL: never */
};

/* One account of the file, for the summary. */
struct import_account {
    struct text name;
    currency currency;
    bool created;
    int64_t read, added, duplicates, settled, suggested;
    bool has_closing; /* the bank's newest closing balance, and ours at that date */
    int64_t closing, balance;
    date closing_date;
};

enum { IMPORT_SAMPLES_EACH = 20, IMPORT_SAMPLES_MAX = 4 * IMPORT_SAMPLES_EACH };

/* Some entries for the preview and for people: the first of each verdict. */
struct import_sample {
    struct text account, payee, category;
    date date;
    int64_t amount;
    currency currency;
    int verdict; /* enum match_verdict */
};

struct import_result {
    struct bankfile_report report; /* format, notes, and the refusal if there was one */
    int64_t import;                /* its number; 0 when nothing was committed */
    int64_t read, added, duplicates, settled, suggested, paired;
    int64_t statements, statements_reconciled;
    struct import_account *accounts;
    size_t account_count;
    struct import_sample samples[IMPORT_SAMPLES_MAX];
    int sample_count;
    int64_t took_us;
};

/* Imports one file. ERR_INPUT with result->report filled when the file is refused; the store is then as
 * before. Its transaction has ended in any case. */
enum err import_file(struct ctx *c, struct store *store, struct source *source,
                     const struct import_options *options, struct import_result *result) MUST_USE;

struct undo_result {
    int64_t voided, held_again;
};

/* Takes an import back: its transactions become void, pending rows it settled are held again. Refused when it
 * is undone already or one of its transactions is reconciled. */
enum err import_undo(struct ctx *c, struct store *store, int64_t household, int64_t import,
                     struct undo_result *result) MUST_USE;
/* The newest import that can be undone; ERR_NOT_FOUND when there is none. */
enum err import_newest(struct ctx *c, struct store *store, int64_t household, int64_t *import) MUST_USE;

#endif
