/* The words of OFX that matter to a ledger: elements that hold others ("boxes") and elements that hold a
 * value. Every other element is passed through as if it were not there. Source: OFX 1.6 and 2.3, chapters 2
 * (status), 11 (banking), 13 (investments). */
#ifndef BANKFILE_OFX_VOCABULARY_H
#define BANKFILE_OFX_VOCABULARY_H

#include "bankfile/format.h"

enum ofx_box {
    BOX_NONE,
    BOX_OFX,
    BOX_INSTITUTION, /* FI, in the answer to the sign-on */
    BOX_STATUS,
    BOX_STATEMENT,
    BOX_ACCOUNT,
    BOX_LEDGER_BALANCE,
    BOX_CASH_BALANCE, /* INVBAL */
    BOX_OTHER_BALANCE,
    BOX_ENTRY,  /* STMTTRN */
    BOX_ACTION, /* BUYSTOCK and the like: a trade, of which the cash counts */
    BOX_PAYEE,
    BOX_OTHER_ACCOUNT,
    BOX_CURRENCY,
    BOX_ORIGINAL_CURRENCY,
};

/* Where values are kept until their box is closed. */
enum ofx_slot {
    SLOT_NONE,
    SLOT_ORGANISATION, /* as long as the file */
    SLOT_STATUS_CODE,  /* as long as a STATUS */
    SLOT_STATUS_SEVERITY,
    SLOT_STATUS_MESSAGE,
    SLOT_CURRENCY_DEFAULT, /* as long as a statement */
    SLOT_AS_OF,
    SLOT_ACCOUNT,
    SLOT_ACCOUNT_TYPE,
    SLOT_BANK,
    SLOT_CLOSING,
    SLOT_CLOSING_DATE,
    SLOT_CASH,
    SLOT_TYPE, /* as long as an entry */
    SLOT_DATE,
    SLOT_VALUE_DATE,
    SLOT_AMOUNT,
    SLOT_FRACTION_CASH,
    SLOT_ID,
    SLOT_CORRECTED_ID,
    SLOT_CORRECTION,
    SLOT_CHECK_NUMBER,
    SLOT_REFERENCE,
    SLOT_NAME,
    SLOT_PAYEE,
    SLOT_LONG_NAME,
    SLOT_MEMO,
    SLOT_CURRENCY,
    SLOT_OTHER_ACCOUNT,
    SLOT_SECURITY,
    SLOT_SECURITY_TYPE,
    SLOT_COUNT,
    SLOT_STATUS_FIRST = SLOT_STATUS_CODE,
    SLOT_STATEMENT_FIRST = SLOT_CURRENCY_DEFAULT,
    SLOT_ENTRY_FIRST = SLOT_TYPE,
};

struct ofx_word {
    const char *name;
    enum ofx_box opens; /* BOX_NONE: it holds a value, when it stands in the box `within` */
    enum ofx_box within;
    enum ofx_slot slot;
    enum bankfile_kind kind; /* of a statement */
    bool moves_cash;         /* of an action */
    bool is_pending;         /* of an entry */
};

struct vocabulary;

struct vocabulary *vocabulary_new(struct arena *arena);
/* The word of this name (upper case) that opens a box, or NULL. */
const struct ofx_word *vocabulary_box(const struct vocabulary *v, struct text name);
/* The word of this name that holds a value in a box of this kind, or NULL. */
const struct ofx_word *vocabulary_value(const struct vocabulary *v, struct text name, enum ofx_box within);

#endif
