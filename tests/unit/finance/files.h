/* Small bank files, written out: CSV with ids and without, OFX, QIF, CAMT with pending entries. */
#ifndef TESTS_UNIT_FINANCE_FILES_H
#define TESTS_UNIT_FINANCE_FILES_H

#define CSV_HEAD        "Date,Amount,Payee,Reference\n"
#define CSV_PLAIN_HEAD  "Date,Amount,Payee\n"
#define CSV_STATUS_HEAD "Date,Amount,Payee,Transaction ID,Status\n"

#define OFX_HEAD                                                                                             \
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\n"              \
    "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0"      \
    "<SEVERITY>INFO</STATUS><DTSERVER>20240131<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1><BANKMSGSRSV1>\n"
#define OFX_STATEMENT(account, currency, entries, closing)                                                   \
    "<STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>" currency                    \
    "<BANKACCTFROM><BANKID>1<ACCTID>" account "<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\n" entries    \
    "</BANKTRANLIST>" closing "</STMTRS></STMTTRNRS>\n"
#define OFX_TAIL "</BANKMSGSRSV1></OFX>\n"
#define OFX_ENTRY(day, amount, id, payee)                                                                    \
    "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>" day "<TRNAMT>" amount "<FITID>" id "<NAME>" payee "</STMTTRN>\n"
#define OFX_CLOSING(amount, day) "<LEDGERBAL><BALAMT>" amount "<DTASOF>" day "</LEDGERBAL>"
#define OFX(account, currency, entries, closing)                                                             \
    OFX_HEAD OFX_STATEMENT(account, currency, entries, closing) OFX_TAIL

#define CAMT_BALANCE(type, amount, day)                                                                      \
    "<Bal><Tp><CdOrPrtry><Cd>" type "</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>" amount                           \
    "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>" day "</Dt></Dt></Bal>"
#define CAMT_ENTRY(day, amount, sign, status, id, payee, other)                                              \
    "<Ntry><Amt Ccy='EUR'>" amount "</Amt><CdtDbtInd>" sign "</CdtDbtInd><Sts>" status                       \
    "</Sts><BookgDt><Dt>" day "</Dt></BookgDt>" id                                                           \
    "<BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>" payee                \
    "</Nm></Dbtr><DbtrAcct><Id>" other "</Id></DbtrAcct><Cdtr><Nm>" payee "</Nm></Cdtr><CdtrAcct><Id>" other \
    "</Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>\n"
#define CAMT_ID(id)     "<AcctSvcrRef>" id "</AcctSvcrRef>"
#define CAMT_IBAN(iban) "<IBAN>" iban "</IBAN>"
#define CAMT(iban, contents)                                                                                 \
    "<Document "                                                                                             \
    "xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>"         \
    "<CreDtTm>2024-01-31T08:00:00</CreDtTm></GrpHdr><Stmt><Id>S</Id><CreDtTm>2024-01-31T08:00:00</CreDtTm>"  \
    "<Acct><Id><IBAN>" iban "</IBAN></Id><Ccy>EUR</Ccy></Acct>\n" contents                                   \
    "</Stmt></BkToCstmrStmt></Document>\n"

#endif
