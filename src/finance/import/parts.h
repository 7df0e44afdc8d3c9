/* What the steps of an import share. For this folder alone.
 *
 * Two threads: the reading one parses, cleans and sorts (feed.c); the importing one matches and writes.
 * Chunks go back and forth between them, so memory does not depend on the file. */
#ifndef FINANCE_IMPORT_PARTS_H
#define FINANCE_IMPORT_PARTS_H

#include "base/hash.h"
#include "base/text_map.h"
#include "finance/import/import.h"
#include "finance/sorter.h"
#include "ledger/totals.h"
#include "matching/duplicates.h"
#include "matching/pairs.h"
#include "sorting/payee.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/entity/import.h"
#include "store/entity/payee.h"
#include "store/entity/txn.h"

enum { CHUNK_ENTRIES = 8192, CHUNKS = 3 };

/* An own account as this import sees it. Made by the reading thread from a list loaded before; rows that are
 * new get their seq from the importing thread. */
struct target {
    struct target *next;
    int64_t seq; /* 0: not in the store yet */
    enum account_kind kind;
    currency currency;
    struct text name, number, bank;
    uint64_t number_hash; /* 0: no number */
    bool is_new;
    /* The importing thread's: */
    date known_from,
        known_to; /* span of the rows before this import, void ones as well; DATE_NONE when there are none */
    date live_from; /* the first that is not void; DATE_NONE: the account is as good as new */
    struct import_account sums;
    date first_date; /* of this import's entries */
    int64_t booked;  /* posted by this import, opening balance aside */
};

/* A statement while it is imported. */
struct open_statement {
    struct target *target;
    struct text number;
    int64_t number_in_file;
    bool has_opening, has_closing;
    int64_t opening, closing;
    date opening_date, closing_date, first_date, last_date;
    enum reconciles reconciles;
    int64_t entries;
    int64_t posted; /* sum of booked entries, minor units */
    struct open_statement *next_ended;
};

struct chunk_entry {
    struct open_statement *statement;
    date date;
    int64_t amount;
    struct text text, memo, id;
    struct sorter_decision decision;
    uint64_t other_number; /* hash of the counter account; 0: none */
    bool pending;
    enum match_verdict verdict;
    int64_t known;
    int32_t days;
};

struct chunk {
    struct arena *arena; /* texts of its entries */
    struct chunk_entry *entries;
    size_t count;
    struct open_statement *ended; /* statements that ended within it, newest first */
    struct target *targets;       /* all targets there are once it was filled */
    const char *format;           /* that its last entry was read from */
    bool last;
    int64_t bytes_read;
};

struct feed;
/* Starts the reading thread. It is joined when the arena goes. */
enum err feed_start(struct ctx *c, struct source *source, const struct import_options *options,
                    struct sorter *sorter, struct target *targets, const struct household *household,
                    const struct text_map *mappings, struct text *mapping_texts,
                    struct bankfile_report *report, struct feed **out) MUST_USE;
/* The next chunk; the caller gives it back. The reader's failure is returned here. */
enum err feed_next(struct ctx *c, struct feed *feed, struct chunk **out) MUST_USE;
void feed_give_back(struct feed *feed, struct chunk *chunk);
/* Waits until the reading thread has ended: what it shares with the caller (the report) is the caller's
 * again. */
void feed_stop(struct feed *feed);

/* Entries of one format are written the same way each time; 0 is nobody's. */
static inline uint64_t source_hash(struct text format)
{
    return hash_text(format) >> 1 | 1;
}

/* Letters and digits of an account number, upper case, into the arena. */
struct text account_number_clean(struct arena *arena, struct text number);
/* The same account? "DE…" IBANs match the bank code and number of old statements. Both cleaned. */
bool account_number_equal(struct text a, struct text b);
/* Which account a statement is about: found among `targets` or prepended as a new one. ERR_INPUT when no
 * currency is known. */
enum err target_for(struct ctx *c, struct target **targets, const struct import_options *options,
                    const struct household *household, const char *file_name,
                    const struct bankfile_statement *s, struct target **out) MUST_USE;

/* The importing thread's state. */
struct importing {
    struct store_tx *tx;
    const struct import_options *options;
    struct import_result *result;
    struct import_row row;
    struct household household;
    struct sorter *sorter;
    struct target *targets;
    struct text_map categories, payees;  /* name -> seq */
    struct payee_numbers payee_numbers;  /* for new ones */
    struct text_map sources;             /* import seq as text -> what match.c says of it */
    struct payee_cache *payee_cache;     /* this thread's; the sorter's is the reading thread's */
    struct rules_scratch *rules_scratch; /* likewise */
    struct totals totals;
    struct pair_pool *pool;
    /* Known rows claimed in earlier chunks. */
    struct claimed_set *claimed;
    bool paired_store; /* waiting sides were loaded from the store */
    date pairs_from, pairs_to;
    int sampled[4];          /* by enum match_verdict */
    struct preview *preview; /* NULL unless nothing is to be written */
};

/* -- rows.c: what the importing thread writes, all of it. A preview makes numbers up instead, and remembers what would be booked. */

struct preview *preview_new(struct arena *arena);
/* What the preview would book to an account before a day. */
int64_t preview_booked_before(const struct importing *im, int64_t account, date day);

/* Takes numbers for transactions. */
enum err put_numbers(struct ctx *c, struct importing *im, int64_t count, int64_t *first) MUST_USE;
enum err put_import(struct ctx *c, struct importing *im) MUST_USE;
enum err put_account(struct ctx *c, struct importing *im, struct account_row *row) MUST_USE;
/* A category by its path, made when it is new. */
enum err put_category(struct ctx *c, struct importing *im, struct text path, int64_t *seq) MUST_USE;
enum err put_payee(struct ctx *c, struct importing *im, struct text name, int64_t *seq) MUST_USE;
/* A new transaction with its lines. */
enum err put_txn(struct ctx *c, struct importing *im, const struct txn_row *row,
                 const struct txn_lines *lines) MUST_USE;
/* One that changes: its row, and the lines from `before` on. `booked`: by how much that changes what is booked. */
enum err put_change(struct ctx *c, struct importing *im, const struct txn_row *row,
                    const struct txn_lines *lines, int32_t before, int64_t booked) MUST_USE;
enum err put_touch(struct ctx *c, struct importing *im, int64_t txn, enum touch_kind kind) MUST_USE;
enum err put_suggestion(struct ctx *c, struct importing *im, const struct suggestion_row *row) MUST_USE;
enum err put_answer(struct ctx *c, struct importing *im, int64_t txn, enum suggestion_state state) MUST_USE;

/* Fills in the verdict of each entry. */
enum err match_chunk(struct ctx *c, struct importing *im, struct chunk *chunk) MUST_USE;
/* Writes what is new, settles what was pending, pairs transfers. */
enum err write_chunk(struct ctx *c, struct importing *im, struct chunk *chunk) MUST_USE;
/* Offers a booked entry, in one part, to those that wait for their other side. When there is one, both become
 * a transfer: row->pair, the part's category and sorted_by are set here, the other side in the store. */
enum err pair_entry(struct ctx *c, struct importing *im, const struct chunk_entry *e, struct txn_row *row,
                    struct txn_part *parts, size_t *count) MUST_USE;
/* Loads what the store holds around these days, so that this import's entries may find it. */
enum err pairs_widen(struct ctx *c, struct importing *im, date from, date to) MUST_USE;
/* Opening balances, statements, totals, the import's row and its events. */
enum err finish_import(struct ctx *c, struct importing *im, struct open_statement *ended) MUST_USE;
/* The account of a category by its path, made when it is new. */
enum err category_seq(struct ctx *c, struct store_tx *tx, int64_t household, struct text_map *cache,
                      struct text path, int64_t *seq) MUST_USE;
/* The same without making anything: one that is new gets a number below zero, the same each time. */
enum err category_probe(struct ctx *c, struct store_tx *tx, int64_t household, struct text_map *cache,
                        struct text path, int64_t *seq) MUST_USE;

#endif
