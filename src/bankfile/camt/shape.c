#include "bankfile/camt/shape.h"

#define SKIP(name)                                                                                           \
    {                                                                                                        \
        name, CAMT_SKIP, 0, 0, CAMT_SAME, NULL                                                               \
    }
#define TEXT_OF(name, slot)                                                                                  \
    {                                                                                                        \
        name, CAMT_TEXT, slot, 0, CAMT_SAME, NULL                                                            \
    }
#define JOIN(name, slot)                                                                                     \
    {                                                                                                        \
        name, CAMT_JOIN, slot, 0, CAMT_SAME, NULL                                                            \
    }
#define DATE(name, slot)                                                                                     \
    {                                                                                                        \
        name, CAMT_DATE, slot, 0, CAMT_SAME, NULL                                                            \
    }
#define GROUP(name, inside)                                                                                  \
    {                                                                                                        \
        name, CAMT_GROUP, 0, 0, CAMT_SAME, inside                                                            \
    }
#define END                                                                                                  \
    {                                                                                                        \
        NULL, CAMT_SKIP, 0, 0, CAMT_SAME, NULL                                                               \
    }

/* Numbers of accounts: IBAN, or another number, whose element version 1 calls differently. */
#define ACCOUNT_ID(table, slot)                                                                              \
    static const struct camt_element table##_other[] = {TEXT_OF("Id", slot), END};                           \
    static const struct camt_element table##_id[] = {                                                        \
        TEXT_OF("IBAN", slot), GROUP("Othr", table##_other),      TEXT_OF("BBAN", slot),                     \
        TEXT_OF("UPIC", slot), GROUP("PrtryAcct", table##_other), END}

/* A party's name: itself, within Pty since version 7, or of a bank. */
#define PARTY(table, slot)                                                                                   \
    static const struct camt_element table##_name[] = {TEXT_OF("Nm", slot), END};                            \
    static const struct camt_element table##_bank[] = {GROUP("FinInstnId", table##_name), END};              \
    static const struct camt_element table[] = {TEXT_OF("Nm", slot), GROUP("Pty", table##_name),             \
                                                GROUP("Agt", table##_bank), END}

#define PARTY_ACCOUNT(table, slot)                                                                           \
    ACCOUNT_ID(table, slot);                                                                                 \
    static const struct camt_element table[] = {GROUP("Id", table##_id), END}

PARTY(debtor, CAMT_DEBTOR);
PARTY(creditor, CAMT_CREDITOR);
PARTY(ultimate_debtor, CAMT_ULTIMATE_DEBTOR);
PARTY(ultimate_creditor, CAMT_ULTIMATE_CREDITOR);
PARTY_ACCOUNT(debtor_account, CAMT_DEBTOR_ACCOUNT);
PARTY_ACCOUNT(creditor_account, CAMT_CREDITOR_ACCOUNT);

static const struct camt_element parties[] = {
    GROUP("Dbtr", debtor),
    GROUP("DbtrAcct", debtor_account),
    GROUP("UltmtDbtr", ultimate_debtor),
    GROUP("Cdtr", creditor),
    GROUP("CdtrAcct", creditor_account),
    GROUP("UltmtCdtr", ultimate_creditor),
    END,
};

static const struct camt_element creditor_reference[] = {
    JOIN("Ref", CAMT_REMITTANCE),
    JOIN("CdtrRef", CAMT_REMITTANCE), /* version 1 */
    END,
};
static const struct camt_element structured[] = {
    GROUP("CdtrRefInf", creditor_reference),
    JOIN("AddtlRmtInf", CAMT_REMITTANCE),
    END,
};
static const struct camt_element remittance[] = {
    JOIN("Ustrd", CAMT_REMITTANCE),
    GROUP("Strd", structured),
    END,
};

static const struct camt_element family[] = {
    TEXT_OF("Cd", CAMT_FAMILY),
    TEXT_OF("SubFmlyCd", CAMT_SUBFAMILY),
    END,
};
static const struct camt_element domain[] = {
    TEXT_OF("Cd", CAMT_DOMAIN),
    GROUP("Fmly", family),
    END,
};
static const struct camt_element proprietary[] = {TEXT_OF("Cd", CAMT_PROPRIETARY_CODE), END};
static const struct camt_element transaction_code[] = {
    GROUP("Domn", domain),
    GROUP("Prtry", proprietary),
    END,
};

static const struct camt_element transaction_amount[] = {
    {"Amt", CAMT_AMOUNT, CAMT_AMOUNT_TRANSACTION, 0, CAMT_SAME, NULL}, END};
static const struct camt_element instructed_amount[] = {
    {"Amt", CAMT_AMOUNT, CAMT_AMOUNT_INSTRUCTED, 0, CAMT_SAME, NULL}, END};
static const struct camt_element amount_details[] = {
    GROUP("TxAmt", transaction_amount),
    GROUP("InstdAmt", instructed_amount),
    END,
};

static const struct camt_element references[] = {
    TEXT_OF("AcctSvcrRef", CAMT_SERVICER_REF),
    TEXT_OF("ChqNb", CAMT_CHEQUE),
    END,
};

static const struct camt_element payment[] = {
    GROUP("Refs", references),
    {"Amt", CAMT_AMOUNT, CAMT_AMOUNT_OWN, CAMT_ONCE, CAMT_SAME, NULL},
    {"CdtDbtInd", CAMT_SIGN, 0, CAMT_ONCE, CAMT_SAME, NULL},
    GROUP("AmtDtls", amount_details),
    GROUP("BkTxCd", transaction_code),
    GROUP("RltdPties", parties),
    GROUP("RmtInf", remittance),
    JOIN("AddtlTxInf", CAMT_ADDITIONAL),
    END,
};

#define PAYMENT                                                                                              \
    {                                                                                                        \
        "TxDtls", CAMT_GROUP, 0, 0, CAMT_DETAILS, payment                                                    \
    }

static const struct camt_element entry_details[] = {PAYMENT, END};

static const struct camt_element status[] = {
    {"Cd", CAMT_STATUS, 0, 0, CAMT_SAME, NULL},
    {"Prtry", CAMT_STATUS, 0, 0, CAMT_SAME, NULL},
    END,
};
static const struct camt_element booking_date[] = {DATE("Dt", CAMT_BOOKED), DATE("DtTm", CAMT_BOOKED), END};
static const struct camt_element value_date[] = {DATE("Dt", CAMT_VALUE), DATE("DtTm", CAMT_VALUE), END};
static const struct camt_element balance_date[] = {DATE("Dt", CAMT_BALANCE_DAY),
                                                   DATE("DtTm", CAMT_BALANCE_DAY), END};

static const struct camt_element entry[] = {
    TEXT_OF("NtryRef", CAMT_ENTRY_REF),
    {"Amt", CAMT_AMOUNT, CAMT_AMOUNT_OWN, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, NULL},
    {"CdtDbtInd", CAMT_SIGN, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, NULL},
    SKIP("RvslInd"), /* the sign already says which way the money went */
    {"Sts", CAMT_STATUS, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, status},
    {"BookgDt", CAMT_GROUP, 0, CAMT_ONCE, CAMT_SAME, booking_date},
    {"ValDt", CAMT_GROUP, 0, CAMT_ONCE, CAMT_SAME, value_date},
    TEXT_OF("AcctSvcrRef", CAMT_SERVICER_REF),
    SKIP("Avlbty"),
    {"BkTxCd", CAMT_GROUP, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, transaction_code},
    SKIP("ComssnWvrInd"),
    SKIP("AddtlInfInd"),
    SKIP("AmtDtls"),
    SKIP("Chrgs"),
    SKIP("TechInptChanl"),
    SKIP("Intrst"),
    SKIP("CardTx"),
    SKIP("Btch"), /* version 1 */
    GROUP("NtryDtls", entry_details),
    PAYMENT, /* version 1 */
    JOIN("AddtlNtryInf", CAMT_ADDITIONAL),
    END,
};

static const struct camt_element balance_code[] = {TEXT_OF("Cd", CAMT_BALANCE_TYPE),
                                                   TEXT_OF("Prtry", CAMT_BALANCE_TYPE), END};
static const struct camt_element balance_type[] = {
    GROUP("CdOrPrtry", balance_code),
    TEXT_OF("Cd", CAMT_BALANCE_TYPE),    /* version 1 */
    TEXT_OF("Prtry", CAMT_BALANCE_TYPE), /* version 1 */
    SKIP("SubTp"),
    END,
};
static const struct camt_element balance[] = {
    {"Tp", CAMT_GROUP, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, balance_type},
    SKIP("CdtLine"),
    {"Amt", CAMT_AMOUNT, CAMT_AMOUNT_OWN, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, NULL},
    {"CdtDbtInd", CAMT_SIGN, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, NULL},
    {"Dt", CAMT_GROUP, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, balance_date},
    SKIP("Avlbty"),
    END,
};

ACCOUNT_ID(account, CAMT_ACCOUNT);
static const struct camt_element account_type[] = {TEXT_OF("Cd", CAMT_ACCOUNT_TYPE),
                                                   TEXT_OF("Prtry", CAMT_ACCOUNT_TYPE), END};
static const struct camt_element owner[] = {TEXT_OF("Nm", CAMT_OWNER), END};
static const struct camt_element institution[] = {TEXT_OF("BIC", CAMT_BANK), TEXT_OF("BICFI", CAMT_BANK),
                                                  TEXT_OF("Nm", CAMT_BANK_NAME), END};
static const struct camt_element servicer[] = {GROUP("FinInstnId", institution), END};
static const struct camt_element account[] = {
    {"Id", CAMT_GROUP, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, account_id},
    GROUP("Tp", account_type),
    TEXT_OF("Ccy", CAMT_ACCOUNT_CURRENCY),
    TEXT_OF("Nm", CAMT_ACCOUNT_NAME),
    GROUP("Ownr", owner),
    GROUP("Svcr", servicer),
    END,
};

static const struct camt_element period[] = {SKIP("FrDtTm"), DATE("ToDtTm", CAMT_UNTIL), SKIP("FrDt"),
                                             DATE("ToDt", CAMT_UNTIL), END};

static const struct camt_element statement[] = {
    {"Id", CAMT_TEXT, CAMT_STATEMENT_ID, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, NULL},
    SKIP("StmtPgntn"),
    SKIP("RptPgntn"),
    SKIP("NtfctnPgntn"),
    TEXT_OF("ElctrncSeqNb", CAMT_SEQUENCE),
    SKIP("RptgSeq"),
    TEXT_OF("LglSeqNb", CAMT_LEGAL_SEQUENCE),
    DATE("CreDtTm", CAMT_CREATED),
    GROUP("FrToDt", period),
    SKIP("CpyDplctInd"),
    SKIP("RptgSrc"),
    {"Acct", CAMT_GROUP, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, account},
    SKIP("RltdAcct"),
    SKIP("Intrst"),
    {"Bal", CAMT_GROUP, 0, CAMT_CLOSED, CAMT_BALANCE, balance},
    SKIP("TxsSummry"),
    {"Ntry", CAMT_GROUP, 0, CAMT_CLOSED, CAMT_ENTRY, entry},
    SKIP("AddtlStmtInf"),
    SKIP("AddtlRptInf"),
    SKIP("AddtlNtfctnInf"),
    END,
};

static const struct camt_element header[] = {
    {"MsgId", CAMT_SKIP, 0, CAMT_REQUIRED, CAMT_SAME, NULL},
    {"CreDtTm", CAMT_SKIP, 0, CAMT_REQUIRED, CAMT_SAME, NULL},
    END,
};

#define MESSAGE(table, child)                                                                                \
    static const struct camt_element table[] = {                                                             \
        {"GrpHdr", CAMT_GROUP, 0, CAMT_REQUIRED | CAMT_ONCE, CAMT_SAME, header},                             \
        {child, CAMT_GROUP, 0, CAMT_REQUIRED | CAMT_CLOSED, CAMT_STATEMENT, statement},                      \
        SKIP("SplmtryData"),                                                                                 \
        END,                                                                                                 \
    }

MESSAGE(report, "Rpt");
MESSAGE(statements, "Stmt");
MESSAGE(notification, "Ntfctn");

#define ROOT(name, inside)                                                                                   \
    {                                                                                                        \
        name, CAMT_GROUP, 0, CAMT_CLOSED, CAMT_SAME, inside                                                  \
    }

const struct camt_message *camt_message_named(struct text name)
{
    static const struct camt_message messages[] = {
        {"BkToCstmrAcctRpt", "camt.052", ROOT("BkToCstmrAcctRpt", report)},
        {"BkToCstmrStmt", "camt.053", ROOT("BkToCstmrStmt", statements)},
        {"BkToCstmrDbtCdtNtfctn", "camt.054", ROOT("BkToCstmrDbtCdtNtfctn", notification)},
    };
    if (name.len > 3 && memcmp(name.at + name.len - 3, "V01", 3) == 0)
        name.len -= 3;
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        if (text_is(name, messages[i].name))
            return &messages[i];
    return NULL;
}

const struct camt_element *camt_child(const struct camt_element *parent, struct text name, unsigned *index)
{
    if (parent->inside == NULL)
        return NULL;
    *index = 0;
    for (const struct camt_element *e = parent->inside; e->name != NULL; e++, (*index)++)
        if (e->name[0] == name.at[0] && text_is(name, e->name))
            return e;
    return NULL;
}
