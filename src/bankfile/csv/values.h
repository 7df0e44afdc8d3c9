/* What a CSV file is made of: records, dates, numbers and running balances; words stand in words/. Nothing here
 * knows about mappings. */
#ifndef BANKFILE_CSV_VALUES_H
#define BANKFILE_CSV_VALUES_H

#include "bankfile/format.h"
#include "base/limits.h"

/* ---- records (rows.c) ---- */

struct csv_row {
    uint64_t line;       /* physical line where it begins */
    size_t count;        /* of cells; a blank line has none */
    struct text *cells;  /* unquoted and trimmed; they live until the next row */
    bool unended;        /* the file ends in it: it may have been cut off */
    const char *problem; /* why it is no record, or NULL: an open quote, too many columns */
};

struct csv_rows;
/* Records from the source's current place. `quote` is 0 for files that do not quote. RFC 4180 with what banks
 * make of it: blanks around quotes, quotes within a quoted field that nobody doubled, ="012" to keep Excel
 * from counting. */
struct csv_rows *csv_rows_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8, char delimiter,
                               char quote);
/* The next record; *more is false behind the last. A problem in the row is the caller's to refuse. */
enum err csv_rows_next(struct ctx *c, struct csv_rows *rows, struct csv_row *row, bool *more) MUST_USE;
/* The same, refusing the file when the row has a problem. */
enum err csv_rows_good(struct ctx *c, struct csv_rows *rows, struct csv_row *row, bool *more) MUST_USE;

static inline struct text csv_cell(const struct csv_row *row, size_t column)
{
    return column < row->count ? row->cells[column] : (struct text){NULL, 0};
}

/* How many cells are not empty. */
size_t csv_row_filled(const struct csv_row *row);
/* "**********", as printed tables are ruled. */
bool csv_row_is_rule(const struct csv_row *row);

/* ---- dates (dates.c) ---- */

enum csv_order { CSV_ORDER_NONE, CSV_DMY, CSV_MDY, CSV_YMD, CSV_ORDERS };

/* A text that has the shape of a date. */
struct csv_date {
    int32_t part[3];
    uint8_t digits[3]; /* of each part; 0 for a month's name */
    int8_t named;      /* index of the part that is a month's name, or -1 */
    char separator;    /* 0 in 20231231 */
    struct text as_of; /* a second date behind "as of" */
};

bool csv_date_look(struct text t, struct csv_date *out);
/* False when it is no day under this order. Years first and names of months need no order. */
bool csv_date_resolve(const struct csv_date *look, enum csv_order order, date *out);
bool csv_date_parse(struct text t, enum csv_order order, date *out);

/* ---- numbers (numbers.c) ---- */

enum { CSV_NUMBER_MAX = 40 };

/* An amount without its decorations. */
struct csv_number {
    char core[CSV_NUMBER_MAX]; /* digits, '.', ',' and '\'' for blanks and apostrophes between digits */
    uint8_t len;
    bool negative;
    bool is_signed;   /* a sign, parentheses or a D/C marker was written */
    bool decorated;   /* something said that it is money: a currency, a marker, parentheses */
    char currency[4]; /* named by a code or an unmistakable sign; else "" */
};

enum csv_vote {
    CSV_VOTE_NONE,
    CSV_VOTE_DOT,
    CSV_VOTE_COMMA,
    CSV_VOTE_ONE_DOT,
    CSV_VOTE_ONE_COMMA,
    CSV_VOTE_BAD
};

bool csv_number_look(struct text t, struct csv_number *out);
/* What it says about the decimal mark. ONE_DOT and ONE_COMMA are 1.234 and 1,234: thousands or three places.
 */
enum csv_vote csv_number_vote(const struct csv_number *n);
/* Its value when `mark` is the decimal mark; false when digits are not grouped as they should be. */
bool csv_number_value(const struct csv_number *n, char mark, struct decimal *out);
/* All at once, fast for plain numbers. `currency` may be NULL. */
bool csv_amount_parse(struct text t, char mark, struct decimal *out, char currency[4]);

/* ---- running balances (chain.c) ---- */

/* Follows one account's balances through the rows of a file, oldest first and newest first at once. Zero it
 * to begin. */
struct csv_chain {
    uint64_t rows, balances;
    uint64_t links[2], fits[2];    /* [0] oldest first, [1] newest first */
    uint64_t break_line[2];        /* the first that does not fit; 0: none */
    struct decimal before, behind; /* amounts up to the first balance, and since the last one */
    struct decimal first, last;    /* balances */
    struct decimal first_amount, last_amount;
    uint64_t difference; /* hashes of balances behind rows minus those before: 0 in all for a closed path */
    date first_date, last_date;
    uint64_t up, down;  /* steps of the dates */
    uint64_t bare[2];   /* rows without a balance before the first one that has it, and since the last one */
    bool begun, failed; /* failed: a sum did not fit in 64 bits */
};

enum csv_verdict { CSV_CHAIN_NONE, CSV_CHAIN_FITS, CSV_CHAIN_BREAKS, CSV_CHAIN_FOREIGN };

struct csv_chain_result {
    enum csv_verdict verdict;
    bool newest_first, shuffled;
    uint64_t break_line;
    struct decimal opening, closing;
};

void csv_chain_add(struct csv_chain *chain, uint64_t line, date day, struct decimal amount,
                   const struct decimal *balance);
struct csv_chain_result csv_chain_judge(const struct csv_chain *chain);

#endif
