"""ISO 20022 camt.053.001.08 (statements) and camt.052.001.08 (reports), as German banks fill them."""

from xml.sax.saxutils import escape

from household.model import CARD, CASH, CHEQUE, DEBIT, FEE, IN, INTEREST, OUT, RETURN, SALARY, STANDING

# Domain, family, sub-family; the bank's own code; the words.
CODES = {
    CARD: ("PMNT", "CCRD", "POSD", "NDDT+106", "Kartenzahlung"),
    DEBIT: ("PMNT", "RDDT", "ESDD", "NDDT+105", "Lastschrift"),
    STANDING: ("PMNT", "ICDT", "STDO", "NSTO+117", "Dauerauftrag"),
    OUT: ("PMNT", "ICDT", "ESCT", "NTRF+177", "Überweisung"),
    IN: ("PMNT", "RCDT", "ESCT", "NTRF+166", "Gutschrift"),
    SALARY: ("PMNT", "RCDT", "SALA", "NTRF+153", "Lohn/Gehalt"),
    CASH: ("PMNT", "CCRD", "CWDL", "NMSC+083", "Bargeldauszahlung"),
    INTEREST: ("ACMT", "MCOP", "INTR", "NINT+814", "Zinsen"),
    FEE: ("ACMT", "MDOP", "FEES", "NCHG+808", "Entgelt"),
    RETURN: ("PMNT", "RDDT", "UPDD", "NRTI+109", "Retoure"),
    CHEQUE: ("PMNT", "ICHQ", "CCHQ", "NCHK+101", "Scheck"),
}


def amount(cents):
    return "%d.%02d" % divmod(abs(cents), 100)


def side(cents):
    return "DBIT" if cents < 0 else "CRDT"


def balance(code, cents, currency, day):
    return (
        '   <Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="%s">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>\n'
        % (code, currency, amount(cents), side(cents), day)
    )


def parties(entry, account):
    """Debtor and creditor with their accounts and banks: the account's owner is one, the other party the other."""
    own = (escape(account.owner), account.iban, account.bic)
    other = (escape(entry.payee), entry.counter, entry.bic)
    debtor, creditor = (own, other) if entry.amount < 0 else (other, own)
    text, agents = "", ""
    for tag, (name, iban, bic) in (("Dbtr", debtor), ("Cdtr", creditor)):
        scheme = ""
        if tag == "Cdtr" and entry.creditor:
            scheme = "<Id><PrvtId><Othr><Id>%s</Id></Othr></PrvtId></Id>" % entry.creditor
        text += "<%s><Pty><Nm>%s</Nm>%s</Pty></%s>" % (tag, name, scheme, tag)
        if iban:
            text += "<%sAcct><Id><IBAN>%s</IBAN></Id></%sAcct>" % (tag, iban, tag)
        if bic:
            agents += "<%sAgt><FinInstnId><BICFI>%s</BICFI></FinInstnId></%sAgt>" % (tag, bic, tag)
    return "<RltdPties>%s</RltdPties>" % text + ("<RltdAgts>%s</RltdAgts>" % agents if agents else "")


def entry_xml(entry, account):
    domain, family, sub, own_code, words = CODES[entry.kind]
    if domain == "ACMT":
        family = "MDOP" if entry.amount < 0 else "MCOP"  # miscellaneous debit and credit operations
    code = "<Domn><Cd>%s</Cd><Fmly><Cd>%s</Cd><SubFmlyCd>%s</SubFmlyCd></Fmly></Domn>" % (domain, family, sub)
    code = "<BkTxCd>%s<Prtry><Cd>%s</Cd><Issr>DK</Issr></Prtry></BkTxCd>" % (code, own_code)
    mandate = "<MndtId>%s</MndtId>" % entry.mandate if entry.mandate else ""
    end_to_end = "%s%06d" % (entry.mandate[1:5], entry.serial) if entry.mandate else "NOTPROVIDED"
    yield '   <Ntry><Amt Ccy="%s">%s</Amt><CdtDbtInd>%s</CdtDbtInd>' % (account.currency, amount(entry.amount), side(entry.amount))
    yield "<Sts><Cd>%s</Cd></Sts>" % ("PDNG" if entry.pending else "BOOK")
    yield "<BookgDt><Dt>%s</Dt></BookgDt><ValDt><Dt>%s</Dt></ValDt>" % (entry.date, entry.date)
    if not entry.pending:
        yield "<AcctSvcrRef>%s%07d</AcctSvcrRef>" % (entry.date.strftime("%Y%m%d"), entry.serial)
    yield code + "\n    <NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId>%s</Refs>" % (end_to_end, mandate)
    yield '<Amt Ccy="%s">%s</Amt><CdtDbtInd>%s</CdtDbtInd>\n     ' % (account.currency, amount(entry.amount), side(entry.amount))
    yield parties(entry, account) + "<RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls>" % escape(entry.memo)
    yield "<AddtlNtryInf>%s</AddtlNtryInf></Ntry>\n" % words


def statement_xml(s, tag):
    account = s.account
    yield "  <%s><Id>%s-%s-%03d</Id><ElctrncSeqNb>%d</ElctrncSeqNb>" % (tag, account.iban[-10:], s.last.year, s.number, s.number)
    yield "<CreDtTm>%sT22:04:11</CreDtTm>" % s.last
    yield "<FrToDt><FrDtTm>%sT00:00:00</FrDtTm><ToDtTm>%sT23:59:59</ToDtTm></FrToDt>\n" % (s.first, s.last)
    yield "   <Acct><Id><IBAN>%s</IBAN></Id><Ccy>%s</Ccy><Nm>%s</Nm>" % (account.iban, account.currency, escape(account.name))
    yield "<Ownr><Nm>%s</Nm></Ownr><Svcr><FinInstnId><BICFI>%s</BICFI><Nm>%s</Nm></FinInstnId></Svcr></Acct>\n" % (
        escape(account.owner),
        account.bic,
        escape(account.bank),
    )
    yield balance("OPBD", s.opening, account.currency, s.first) + balance("CLBD", s.closing, account.currency, s.last)
    for entry in s.entries:
        yield from entry_xml(entry, account)
    yield "  </%s>\n" % tag


def camt(statements, message="053"):
    """UTF-8. `message` "053" writes statements, "052" reports."""
    root, tag = {"053": ("BkToCstmrStmt", "Stmt"), "052": ("BkToCstmrAcctRpt", "Rpt")}[message]
    head = None
    for s in statements:
        if head is None:
            head = "%s%s%03d" % (message, s.last.strftime("%Y%m%d"), s.number)
            yield '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.%s.001.08">\n' % message
            yield " <%s>\n  <GrpHdr><MsgId>%s</MsgId><CreDtTm>%sT22:04:11</CreDtTm></GrpHdr>\n" % (root, head, s.last)
        yield from statement_xml(s, tag)
    yield " </%s>\n</Document>\n" % root
