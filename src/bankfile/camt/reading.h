/* From the values of a CAMT document to statements and entries. formats/camt.c walks the XML and calls these.
 */
#ifndef BANKFILE_CAMT_READING_H
#define BANKFILE_CAMT_READING_H

#include "bankfile/camt/shape.h"
#include "bankfile/format.h"
#include "bankfile/mt940/details.h"

enum camt_status { CAMT_STATUS_NONE, CAMT_STATUS_BOOKED, CAMT_STATUS_PENDING };

struct camt_sum {
    bool given;
    struct decimal value; /* as written, without sign */
    char currency[4];
};

/* The values of one statement, balance, entry or payment. Texts live in the arena of its level. */
struct camt_record {
    uint64_t line; /* where its element begins */
    struct text texts[CAMT_TEXTS];
    struct camt_sum amounts[CAMT_AMOUNTS];
    date days[CAMT_DAYS];
    int sign; /* +1 CRDT, -1 DBIT, 0 not given */
    enum camt_status status;
    struct camt_record *next;
};

/* A balance with its sign; `rank` 0: none yet. */
struct camt_balance_choice {
    int rank;
    struct decimal value;
    date day;
    char currency[4];
};

/* Payments held of one entry, and their texts: an entry with more stays one. */
enum { CAMT_PAYMENTS_MAX = 10000, CAMT_ENTRY_BYTES_MAX = 16 << 20 };

struct camt_reading {
    struct bankfile_reader *r;
    bool intraday; /* camt.052 */

    /* The statement that is open. */
    struct arena *statement_arena;
    struct camt_record statement;
    struct bankfile_statement out;
    bool begun;
    bool mixed; /* a booked entry in another currency */
    struct camt_balance_choice opening, closing, interim_first, interim_last;
    int interim_count;
    char any_currency[4]; /* of the first balance of any kind */

    struct camt_record balance;

    /* The entry that is open, and its payments. */
    struct arena *entry_arena; /* and of the balance */
    struct camt_record entry;
    struct camt_record *payments; /* at most CAMT_PAYMENTS_MAX */
    struct camt_record *payment;  /* the one that is open */
    struct camt_record spill;
    size_t payment_count;
    size_t entry_bytes; /* of the texts held */
    bool too_large;     /* nothing more is held */
    bool dateless_noted;

    struct mt_details details; /* for AddtlNtryInf in a dialect of MT940 */
    struct buf *payee, *memo, *code, *id;
};

struct camt_reading *camt_reading_new(struct ctx *c, struct bankfile_reader *r);

/* An element of this scope begins: its values are not known yet. */
void camt_record_begin(struct camt_reading *m, enum camt_scope scope, uint64_t line);
/* The element of this scope ends: takes the balance, hands the entry or the statement on. */
enum err camt_record_end(struct ctx *c, struct camt_reading *m, enum camt_scope scope) MUST_USE;
/* Puts a value into its slot. `currency` is the attribute Ccy. Refuses what is not of its kind. */
enum err camt_store(struct ctx *c, struct camt_reading *m, enum camt_scope scope,
                    const struct camt_element *e, struct text value, struct text currency) MUST_USE;

/* Between the files of this folder. */
enum err camt_statement_begin(struct ctx *c, struct camt_reading *m) MUST_USE;
enum err camt_statement_end(struct ctx *c, struct camt_reading *m) MUST_USE;
enum err camt_entry_end(struct ctx *c, struct camt_reading *m) MUST_USE;
void camt_take_balance(struct camt_reading *m);
/* The day that stands for a missing one; DATE_NONE when the statement has none either. */
date camt_statement_day(const struct camt_reading *m);

#endif
