/* A QIF file as sections and records: lines of one letter and a value, '^' ends a record, '!' begins a
 * section. Which letter means what is the caller's business. Source: Intuit, "Quicken Interchange Format
 * (QIF) files", and what other programs write. */
#ifndef BANKFILE_QIF_RECORDS_H
#define BANKFILE_QIF_RECORDS_H

#include "bankfile/lines.h"

enum qif_section {
    QIF_PREAMBLE,     /* before the first '!': mostly a comment */
    QIF_ACCOUNT,      /* !Account */
    QIF_TRANSACTIONS, /* !Type:Bank and its like */
    QIF_INVESTMENTS,  /* !Type:Invst */
    QIF_LIST,         /* categories, securities, prices: its records are passed over */
};

enum qif_event { QIF_BEGINS, QIF_RECORD, QIF_ENDS };

struct qif_field {
    char code;
    size_t start, len; /* of the value in the record's bytes */
    uint64_t line;
};

struct qif_records {
    struct bankfile_reader *reader;
    struct lines *lines;
    enum qif_section section;
    enum bankfile_kind kind; /* of the accounts of a section with transactions */
    uint64_t section_line;   /* where its header stands */
    struct qif_field *fields;
    size_t count;
    struct buf *bytes;
    bool closed; /* the record ended with '^' */
    bool torn;   /* the file ends in the middle of the line read last */
};

struct qif_records *qif_open(struct ctx *c, struct bankfile_reader *r, struct source *utf8);
/* What comes next: a section that begins, a record that is not empty, the end of the file. A section that
 * nobody knows refuses the file, and so does a record larger than LIMIT_RECORD_BYTES. */
enum err qif_next(struct ctx *c, struct qif_records *q, enum qif_event *event) MUST_USE;

static inline struct text qif_value(const struct qif_records *q, const struct qif_field *f)
{
    return (struct text){q->bytes->at + f->start, f->len};
}

/* The first field with this letter, or NULL. */
const struct qif_field *qif_find(const struct qif_records *q, char code);
/* The section and the kind of account that "Bank", "Oth A", "Cat" mean; false when nobody knows. */
bool qif_type(struct text name, enum qif_section *section, enum bankfile_kind *kind);

#endif
