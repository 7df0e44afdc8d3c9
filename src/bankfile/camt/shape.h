/* Which elements of CAMT.052, 053 and 054 matter, and where their values go. All versions (1 to 13) share one
 * shape: what was renamed stands here under both names. Source: ISO 20022 message definitions
 * camt.052/053/054.001.01 to .13. */
#ifndef BANKFILE_CAMT_SHAPE_H
#define BANKFILE_CAMT_SHAPE_H

#include "base/text.h"

/* A record that an element begins: values inside go there. */
enum camt_scope {
    CAMT_SAME, /* into the record that is open */
    CAMT_STATEMENT,
    CAMT_BALANCE,
    CAMT_ENTRY,
    CAMT_DETAILS, /* TxDtls: one payment of an entry */
};

enum camt_kind {
    CAMT_GROUP,  /* matters for what is inside */
    CAMT_SKIP,   /* known, and nothing for us */
    CAMT_TEXT,   /* the first one counts */
    CAMT_JOIN,   /* all of them, with blanks between */
    CAMT_AMOUNT, /* with an attribute Ccy */
    CAMT_DATE,   /* a date, or a moment of which the date counts */
    CAMT_SIGN,   /* CRDT or DBIT */
    CAMT_STATUS, /* BOOK, PDNG … */
};

enum camt_text {
    CAMT_STATEMENT_ID,
    CAMT_SEQUENCE,
    CAMT_LEGAL_SEQUENCE,
    CAMT_ACCOUNT,
    CAMT_ACCOUNT_TYPE,
    CAMT_ACCOUNT_CURRENCY,
    CAMT_ACCOUNT_NAME,
    CAMT_OWNER,
    CAMT_BANK,
    CAMT_BANK_NAME,
    CAMT_BALANCE_TYPE,
    CAMT_ENTRY_REF,
    CAMT_SERVICER_REF,
    CAMT_CHEQUE,
    CAMT_DOMAIN,
    CAMT_FAMILY,
    CAMT_SUBFAMILY,
    CAMT_PROPRIETARY_CODE,
    CAMT_DEBTOR,
    CAMT_DEBTOR_ACCOUNT,
    CAMT_ULTIMATE_DEBTOR,
    CAMT_CREDITOR,
    CAMT_CREDITOR_ACCOUNT,
    CAMT_ULTIMATE_CREDITOR,
    CAMT_REMITTANCE,
    CAMT_ADDITIONAL,
    CAMT_TEXTS
};

enum camt_money { CAMT_AMOUNT_OWN, CAMT_AMOUNT_TRANSACTION, CAMT_AMOUNT_INSTRUCTED, CAMT_AMOUNTS };
enum camt_day { CAMT_BOOKED, CAMT_VALUE, CAMT_CREATED, CAMT_UNTIL, CAMT_BALANCE_DAY, CAMT_DAYS };

enum {
    CAMT_REQUIRED = 1, /* its parent must have it */
    CAMT_ONCE = 2,     /* a second one refuses the file */
    CAMT_CLOSED = 4,   /* an element that the standard does not know within refuses the file */
};

struct camt_element {
    const char *name;
    enum camt_kind kind;
    int slot; /* enum camt_text, camt_money or camt_day, by kind */
    unsigned flags;
    enum camt_scope scope;
    const struct camt_element *inside; /* NULL, or ended by one without name */
};

struct camt_message {
    const char *name;   /* of the element, without the "V01" that version 1 adds */
    const char *format; /* "camt.053" */
    struct camt_element element;
};

/* The message that begins with this element, or NULL. */
const struct camt_message *camt_message_named(struct text name);
/* The child of that name, or NULL; *index is its place among the children. */
const struct camt_element *camt_child(const struct camt_element *parent, struct text name, unsigned *index);

#endif
