/* The words of banks in many languages: names of columns (vocabulary.c), and what cells and preambles say
 * (words.c). */
#ifndef BANKFILE_CSV_WORDS_WORDS_H
#define BANKFILE_CSV_WORDS_WORDS_H

#include "bankfile/format.h"

enum csv_role {
    CSV_DATE,
    CSV_VALUE_DATE,
    CSV_AMOUNT,
    CSV_DEBIT,
    CSV_CREDIT,
    CSV_DIRECTION,
    CSV_FEE,
    CSV_BALANCE,
    CSV_OPENING,
    CSV_CLOSING,
    CSV_CURRENCY,
    CSV_ACCOUNT,
    CSV_ACCOUNT_NAME,
    CSV_PAYEE,
    CSV_PAYER,
    CSV_MEMO,
    CSV_ID,
    CSV_COUNTER,
    CSV_PAYER_ACCOUNT,
    CSV_CATEGORY,
    CSV_TAGS,
    CSV_NUMBER,
    CSV_CODE,
    CSV_STATUS,
    CSV_ROLES,
    CSV_NOTHING = CSV_ROLES, /* known to be none of these: an original amount, a tax */
    CSV_SECURITY,            /* known to be of a brokerage: quantity, symbol */
    CSV_WORD_ROLES
};

/* Header words of one role. Higher ranks win; words are as csv_normalise makes them, separated by '|'. */
struct csv_vocabulary {
    uint8_t role;
    uint8_t rank; /* 1..9 */
    const char *words;
};
extern const struct csv_vocabulary csv_vocabulary[];

enum csv_status { CSV_BOOKED, CSV_PENDING, CSV_VOID };
enum csv_fact {
    CSV_FACT_NONE,
    CSV_FACT_ACCOUNT,
    CSV_FACT_NAME,
    CSV_FACT_BANK,
    CSV_FACT_CURRENCY,
    CSV_FACT_OPENING,
    CSV_FACT_CLOSING,
    CSV_FACT_SUM /* what came in or went out in all */
};

enum { CSV_KEY_MAX = 128 };

/* Lower case, letters of Latin script without accents, everything else but letters and digits as one blank.
 * Cut at CSV_KEY_MAX bytes. */
struct text csv_normalise(struct text t, char out[CSV_KEY_MAX]);
/* Is `word` in a list separated by '|'? */
bool csv_word_in(struct text word, const char *list);
/* How well a normalised header names a role: 0 not at all, exact words before parts of a name. */
int csv_word_score(struct text normalised, enum csv_role role);
/* Is the whole header a word of this role? */
bool csv_word_names(struct text normalised, enum csv_role role);
/* Debit -1, credit +1, else 0. */
int csv_word_direction(struct text t);
/* False when the text is no status that is known. */
bool csv_word_status(struct text t, enum csv_status *out);
/* What a preamble's or footer's key is about. */
enum csv_fact csv_word_fact(struct text normalised);
/* A row that has date and amount of an entry but states a balance: "Anfangssaldo", "Beginning balance as of
 * …". */
enum csv_fact csv_word_stated(struct text t);
/* Has a word of balances in it: "BALANCE FORWARD", "Saldo anterior al periodo". */
bool csv_word_of_balance(struct text t);
/* "Total", "Summe", "Ending balance": begins a row that is no entry. */
bool csv_word_footer(struct text t);
/* The ISO 4217 code that a text is or names ("EUR", "RUR", "euro"); false when none. */
bool csv_word_currency(struct text t, char out[4]);
bool csv_looks_like_iban(struct text t);

#endif
