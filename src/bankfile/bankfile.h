/* Reading what banks export: bytes in, statements and entries out, in the order of the file, in bounded memory.
 * This is the caller's header; a format's own file includes bankfile/format.h instead.
 *
 * Nothing is repaired. A file that is broken anywhere is refused whole, with line and reason. A statement whose opening balance +
 * entries is not its closing balance is handed on with `reconciles` = RECONCILES_NO: the caller decides. */
#ifndef BANKFILE_BANKFILE_H
#define BANKFILE_BANKFILE_H

#include "bankfile/source.h"
#include "base/date.h"
#include "base/decimal.h"

enum bankfile_kind {
    BANKFILE_BANK,
    BANKFILE_CARD,
    BANKFILE_CASH,
    BANKFILE_LOAN,
    BANKFILE_INVESTMENT,
};

enum reconciles {
    RECONCILES_UNKNOWN, /* the file does not give both balances */
    RECONCILES_YES,
    RECONCILES_NO,
};

/* One account over one period. Texts live until sink.end returns for this statement. A file with an account column has several open
 * at once. What stands behind "at end" may be known only when sink.end is called. */
struct bankfile_statement {
    struct text account;      /* IBAN, number or name as the file has it; empty when it names none */
    struct text account_name; /* what the bank calls it or its owner; may be empty */
    struct text bank;         /* BIC, routing number or name; may be empty */
    enum bankfile_kind kind;
    char currency[4];                /* ISO 4217, upper case; "" when the file names none */
    struct text number;              /* the statement's own number or id; may be empty. At end */
    bool has_opening, has_closing;   /* at end */
    struct decimal opening, closing; /* booked balances before the first and after the last entry. At end */
    date opening_date, closing_date; /* DATE_NONE when not given. At end */
    enum reconciles reconciles;      /* at end */
    struct decimal sum;              /* of the booked (not pending) entries so far */
    uint64_t entry_count;            /* entries so far */
    void *user;                      /* for the sink; the reader does not touch it */
};

/* One part of a split entry (QIF splits). The parts add up to the entry's amount, or the file is refused. */
struct bankfile_split {
    struct text category;
    struct text memo;
    struct decimal amount;
};

/* One line of a statement. Texts are UTF-8, trimmed, and live until sink.entry returns. */
struct bankfile_entry {
    uint64_t line;         /* 1-based line of the file where it begins */
    date date;             /* booking date; never DATE_NONE */
    date value_date;       /* DATE_NONE when not given */
    struct decimal amount; /* positive comes in, negative goes out, as seen by the account's owner */
    char currency[4];      /* of the amount; the statement's when empty */
    struct text payee;     /* the other party or the bank's description; may be empty */
    struct text memo;      /* the rest of what the bank wrote: remittance information */
    struct text id; /* the bank's own id of the entry (FITID, AcctSvcrRef, reference); empty when none */
    struct text counter_account; /* the other party's account, mostly an IBAN */
    struct text category;        /* when the file sorts already (QIF L, a category column) */
    struct text tags;            /* separated by ',' */
    struct text number;          /* cheque number */
    struct text code; /* the bank's transaction code: OFX TRNTYPE, MT940 NTRF, CAMT PMNT/RCDT/ESCT */
    bool pending;     /* announced, not booked: it may still change or vanish */
    bool has_balance; /* a running balance after this entry stands in the file */
    struct decimal balance;
    const struct bankfile_split *splits;
    size_t split_count;
};

/* Whoever wants the contents. Any callback may end the reading with its own error. */
struct bankfile_sink {
    void *self;
    enum err (*begin)(struct ctx *c, void *self, struct bankfile_statement *s);
    enum err (*entry)(struct ctx *c, void *self, struct bankfile_statement *s,
                      const struct bankfile_entry *e);
    enum err (*end)(struct ctx *c, void *self, struct bankfile_statement *s);
};

/* What the user or the memory of earlier imports says about files. Zeroed is a good default. */
struct bankfile_options {
    const char *format;   /* forces a format by name; NULL: detect */
    const char *mapping;  /* a CSV mapping as text (bankfile/csv/README.md); NULL: recalled or guessed */
    const char *encoding; /* forces an encoding (an iconv name); NULL: detect */
    /* A mapping remembered for files with this header, or NULL. `fingerprint` is stable across files of one bank. */
    const char *(*recall_mapping)(struct ctx *c, void *self, const char *fingerprint);
    void *recall_self;
    const char *default_currency; /* for files that name none; decides nothing else. NULL: "" */
    int archive_depth;            /* set by the zip format, so that an archive in an archive is refused */
};

enum { BANKFILE_NOTES_MAX = 16, BANKFILE_WHAT_MAX = 320 };

/* What happened. Filled whether or not the reading succeeded. */
struct bankfile_report {
    const char *format;           /* "csv", "ofx", "camt.053" …; NULL when not recognised */
    uint64_t line;                /* of the failure, 1-based; 0 when it concerns the whole file */
    char what[BANKFILE_WHAT_MAX]; /* of the failure, without file and line */
    uint64_t statement_count, entry_count;
    const char *encoding;    /* as decoded: "UTF-8", "WINDOWS-1252"; NULL when not decided */
    const char *mapping;     /* CSV: the mapping used, in the form that options.mapping takes; else NULL */
    const char *fingerprint; /* CSV: of the header, for remembering the mapping; else NULL */
    int note_count;          /* things a user should know: an assumed day/month order, undecodable bytes */
    struct bankfile_note {
        uint64_t line;
        char text[200];
    } notes[BANKFILE_NOTES_MAX];
};

/* Reads one file. On failure c->why says "NAME:LINE: WHAT" and the report holds the parts. */
enum err bankfile_read(struct ctx *c, struct source *source, const struct bankfile_options *options,
                       const struct bankfile_sink *sink, struct bankfile_report *report) MUST_USE;

/* The names of the formats this program reads, NULL-terminated, for help texts. */
const char *const *bankfile_format_names(void);

#endif
