/* Pieces of CAMT documents for the tests. What a piece is given stands on line 6 of the document, or behind.
 */
#ifndef TESTS_BANKFILE_CAMT_TEXT_H
#define TESTS_BANKFILE_CAMT_TEXT_H

#define HEADER "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2024-01-31T08:00:00</CreDtTm></GrpHdr>"
#define ACCOUNT                                                                                              \
    "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Household</Nm></Ownr>"        \
    "<Svcr><FinInstnId><BIC>DEUTDEFF</BIC></FinInstnId></Svcr></Acct>"

#define STMT(number, contents)                                                                               \
    "<Stmt><Id>S1</Id><ElctrncSeqNb>" number                                                                 \
    "</ElctrncSeqNb><CreDtTm>2024-01-31T08:00:00</CreDtTm>" ACCOUNT contents "</Stmt>"

#define BEFORE                                                                                               \
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt>\n" HEADER "\n"         \
    "<Stmt><Id>S1</Id>\n"                                                                                    \
    "<ElctrncSeqNb>17</ElctrncSeqNb><CreDtTm>2024-01-31T08:00:00</CreDtTm>\n" ACCOUNT "\n"
#define AFTER               "</Stmt></BkToCstmrStmt></Document>\n"
#define STATEMENT(contents) BEFORE contents AFTER
#define REPORT(contents)                                                                                     \
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.052.001.02'><BkToCstmrAcctRpt>" HEADER             \
    "<Rpt><Id>R1</Id><CreDtTm>2024-01-31T08:00:00</CreDtTm>" ACCOUNT contents                                \
    "</Rpt></BkToCstmrAcctRpt></Document>"

#define BALANCE(type, amount, sign, day)                                                                     \
    "<Bal><Tp><CdOrPrtry><Cd>" type "</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>" amount "</Amt><CdtDbtInd>" sign  \
    "</CdtDbtInd><Dt><Dt>" day "</Dt></Dt></Bal>"
#define ENTRY(amount, sign, details)                                                                         \
    "<Ntry><Amt Ccy='EUR'>" amount "</Amt><CdtDbtInd>" sign "</CdtDbtInd><Sts>BOOK</Sts>"                    \
    "<BookgDt><Dt>2024-01-15</Dt></BookgDt><ValDt><Dt>2024-01-16</Dt></ValDt>"                               \
    "<AcctSvcrRef>SERV-1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>"                        \
    "<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>" details "</Ntry>"

#endif
