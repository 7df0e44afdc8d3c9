/* The steps from bytes to entries: look at the beginning (table.c), at the whole (profile.c), decide what
 * columns mean (guess.c), let the running balance settle signs (settle.c), and hand the entries on (emit.c).
 */
#ifndef BANKFILE_CSV_TABLE_H
#define BANKFILE_CSV_TABLE_H

#include "bankfile/csv/mapping.h"

/* ---- what stands around the table: facts.c ---- */

/* What preambles and footers say. Texts are as in the file, "" when not said. */
struct csv_facts {
    struct text account, account_name, bank;
    char currency[4];
    struct text opening, closing; /* amounts, still text: the decimal mark is not known yet */
    struct text balance; /* a second one that is just called "balance": one of the two is the opening */
    uint64_t opening_line, closing_line, balance_line;
    bool closing_named; /* by words that mean the end of the period, not just "balance" */
};

/* Takes what one record outside the table says; texts are copied into c->arena. The first word about
 * something wins. */
void csv_facts_take(struct ctx *c, const struct csv_row *row, struct csv_facts *facts);
/* The amount of a fact; `mark` is tried first. */
bool csv_facts_amount(struct text t, char mark, struct decimal *out);

/* ---- the beginning: table.c ---- */

struct csv_table {
    struct csv_mapping dialect; /* delimiter, quote and header line */
    struct csv_header header;   /* cleaned names; all "" without header */
    struct csv_row header_row;  /* copied, to recognise repetitions; count 0 without header */
    uint64_t first_line;        /* rows before it are no data */
    char currency[4];           /* named by a header such as "Amount (EUR)" */
    int word_hits;              /* header words that were understood */
    bool card;                  /* has columns that only card statements have */
    bool brokerage;             /* has columns of securities: rows without cash are normal */
    struct csv_facts facts;
};

/* Reads the beginning of the file. What `given` says is taken from *dialect. */
enum err csv_table_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                        const struct csv_mapping *dialect, const struct csv_given *given,
                        struct csv_table *table) MUST_USE;
/* 16 hex digits: the same for all files with these column names and this delimiter; `shape` stands for them
 * without header. */
const char *csv_fingerprint(struct ctx *c, const struct csv_table *table, const char *shape);
bool csv_row_equal(const struct csv_row *a, const struct csv_row *b);

/* ---- the whole file: profile.c ---- */

/* Dates read day first or month first: is the file then in order? */
struct csv_chronology {
    date last, earliest, latest;
    uint64_t up, down;
};

enum { CSV_SAMPLE_ROWS = 4096 };

struct csv_column {
    /* Over all rows. */
    uint64_t filled;
    uint64_t dates;              /* cells with the shape of a date */
    uint64_t fixed;              /* of these, the same day under every order */
    uint64_t orders[CSV_ORDERS]; /* days under each order */
    uint64_t numbers;
    uint64_t votes[CSV_VOTE_BAD + 1];
    uint64_t negatives, positives;
    struct csv_chronology chronology[2]; /* day first, month first */
    /* Over the first CSV_SAMPLE_ROWS. */
    uint32_t sampled, decorated, long_digits;
    uint32_t currencies, ibans, debits, credits, statuses;
    uint32_t lettered, wordy; /* with a letter, with three in a row */
    uint64_t bytes;
    uint64_t distinct_bits[8];
    char currency[4], money[4]; /* the first code seen in a currency cell, beside a number */
    bool dotted;                /* 17.04.2023 */
};

struct csv_profile {
    uint64_t rows; /* of two cells or more */
    size_t width;
    struct csv_column *columns;
};

enum err csv_profile_read(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                          const struct csv_table *table, struct csv_profile *profile) MUST_USE;
/* About how many different texts the sample of a column has; exact for few. */
uint32_t csv_distinct(const struct csv_column *column);

/* ---- decisions: guess.c, dialect.c ---- */

/* Columns by their names, and where names fail by their contents. */
void csv_guess_columns(const struct csv_table *table, const struct csv_profile *profile,
                       struct csv_mapping *m);
/* Refuses a table without dates or amounts. */
enum err csv_guess_check(struct ctx *c, struct bankfile_reader *r, const struct csv_table *table,
                         const struct csv_mapping *m) MUST_USE;
/* The order of dates and the decimal mark, over all rows of the mapped columns. Says so when it had to
 * assume. */
void csv_guess_order(struct ctx *c, struct bankfile_reader *r, const struct csv_table *table,
                     const struct csv_profile *profile, struct csv_mapping *m, bool order_given,
                     bool mark_given);
/* Do the columns hold what a remembered mapping says? */
bool csv_mapping_fits(const struct csv_profile *profile, const struct csv_mapping *m);
/* The kinds of columns as a text, for the fingerprint of a file without header. */
const char *csv_profile_shape(struct ctx *c, const struct csv_profile *profile);

/* ---- one row: record.c ---- */

struct csv_money {
    bool has_amount, has_debit, has_credit, has_fee, has_balance;
    struct decimal amount, debit, credit, fee, balance;
    char currency[4]; /* written beside the amount */
    int direction;    /* -1, 0, +1 */
};

enum csv_state {
    CSV_ENTRY,
    CSV_STATED,       /* "Opening balance": says a balance in the columns of an entry */
    CSV_BALANCE_ONLY, /* a day and a balance, no amount */
    CSV_NO_MONEY,     /* a day and no number */
    CSV_UNBOOKED,     /* announced, and not yet with a day of its own or an amount */
    CSV_SHORT,        /* ends before the column `bad` */
    CSV_BAD_DATE,
    CSV_BAD_VALUE_DATE,
    CSV_BAD_MONEY,
    CSV_BAD_DIRECTION,
};

/* Words that stand in thousands of rows are understood once. Zero it to begin. */
struct csv_recall {
    struct csv_recalled {
        uint8_t len;
        int8_t value;
        char text[30];
    } directions[16], statuses[16];
};

struct csv_record {
    enum csv_state state;
    size_t bad; /* the column that is broken or missing */
    date day, value_day;
    struct csv_money money;
    enum csv_status status;
    enum csv_fact stated;
};

void csv_record_read(const struct csv_mapping *m, const struct csv_row *row, struct csv_recall *recall,
                     struct csv_record *record);
/* The owner's amount; false when it does not fit in 64 bits. */
bool csv_money_amount(const struct csv_money *money, const struct csv_senses *senses, struct decimal *out);
/* The account's balance behind an entry of this amount; false when it does not fit in 64 bits. */
bool csv_money_balance(const struct csv_money *money, const struct csv_senses *senses, struct decimal amount,
                       struct decimal *out);

/* ---- an entry's words: texts.c ---- */

/* Payee, memo, id and the other texts; entry->amount must be known. What has to be put together lives in
 * `arena`. */
void csv_texts_fill(struct arena *arena, const struct csv_mapping *m, const struct csv_row *row,
                    struct bankfile_entry *entry);
/* '1140200400…', as some banks keep spreadsheets from counting, without the apostrophes. */
struct text csv_without_apostrophes(struct text t);

/* ---- signs: settle.c ---- */

/* Chooses m->senses: by the running balance where there is one, by convention otherwise. When the columns are
 * guessed and not `given`, a balance column that follows no reading of the amounts is dropped from *m, and one
 * without a known name that follows them is found. */
enum err csv_settle(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                    const struct csv_table *table, const struct csv_profile *profile, struct csv_mapping *m,
                    bool given) MUST_USE;

/* ---- entries: emit.c ---- */

enum err csv_emit(struct ctx *c, struct bankfile_reader *r, struct source *utf8,
                  const struct csv_table *table, const struct csv_profile *profile,
                  const struct csv_mapping *m) MUST_USE;

#endif
