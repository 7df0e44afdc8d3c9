"""OFX 1.0.2: SGML whose leaf elements are never closed. The bank's own number (FITID) tells twins from duplicates."""

from household.model import CARD, CASH, CHEQUE, DEBIT, FEE, IN, INTEREST, OUT, RETURN, SALARY, STANDING

TYPES = {
    CARD: "DEBIT",
    DEBIT: "DIRECTDEBIT",
    STANDING: "REPEATPMT",
    OUT: "XFER",
    IN: "PAYMENT",
    SALARY: "DIRECTDEP",
    CASH: "ATM",
    INTEREST: "INT",
    FEE: "SRVCHG",
    RETURN: "CREDIT",
    CHEQUE: "CHECK",
}
HEAD = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\nCOMPRESSION:NONE\r\n"
    "OLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
)


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def amount(cents):
    return "%s%d.%02d" % (("-" if cents < 0 else "",) + divmod(abs(cents), 100))


def memo(entry):
    """Town, the purchase's own time, and for foreign money what the shop asked."""
    text = entry.memo
    if entry.when:
        text += " " + entry.when.strftime("%d.%m. %H:%M:%S")
    if entry.foreign:
        currency, cents, rate = entry.foreign
        text += " %s %d,%02d KURS %d,%04d" % ((currency,) + divmod(cents, 100) + divmod(rate, 10000))
    return text.strip()


def transaction(entry):
    yield "<STMTTRN>\r\n<TRNTYPE>%s\r\n<DTPOSTED>%s120000\r\n" % (TYPES[entry.kind], entry.date.strftime("%Y%m%d"))
    if entry.when:
        yield "<DTUSER>%s\r\n" % entry.when.strftime("%Y%m%d%H%M%S")
    yield "<TRNAMT>%s\r\n<FITID>%s%06d\r\n" % (amount(entry.amount), entry.date.strftime("%y%j"), entry.serial)
    yield "<NAME>%s\r\n" % escaped(entry.payee[:32])
    if memo(entry):
        yield "<MEMO>%s\r\n" % escaped(memo(entry))
    yield "</STMTTRN>\r\n"


def ofx(statement, number, bank="ARVENNA", kind="card"):
    """Windows-1252. A credit card's statement, or with kind "bank" a current account's."""
    s = statement
    outer, inner, start = {
        "card": ("CREDITCARDMSGSRSV1", "CCSTMT", "<CCACCTFROM>\r\n<ACCTID>%s\r\n</CCACCTFROM>\r\n" % number),
        "bank": (
            "BANKMSGSRSV1",
            "STMT",
            "<BANKACCTFROM>\r\n<BANKID>999000\r\n<ACCTID>%s\r\n<ACCTTYPE>CHECKING\r\n</BANKACCTFROM>\r\n" % number,
        ),
    }[kind]
    status = "<STATUS>\r\n<CODE>0\r\n<SEVERITY>INFO\r\n</STATUS>\r\n"
    yield HEAD + "<OFX>\r\n<SIGNONMSGSRSV1>\r\n<SONRS>\r\n" + status
    yield "<DTSERVER>%s063000[+1:CET]\r\n<LANGUAGE>GER\r\n<FI>\r\n<ORG>%s\r\n<FID>99000\r\n</FI>\r\n</SONRS>\r\n</SIGNONMSGSRSV1>\r\n" % (
        s.last.strftime("%Y%m%d"),
        bank,
    )
    yield "<%s>\r\n<%sTRNRS>\r\n<TRNUID>%d\r\n%s<%sRS>\r\n<CURDEF>%s\r\n%s" % (
        outer,
        inner,
        s.number,
        status,
        inner,
        s.account.currency,
        start,
    )
    yield "<BANKTRANLIST>\r\n<DTSTART>%s\r\n<DTEND>%s\r\n" % (s.first.strftime("%Y%m%d"), s.last.strftime("%Y%m%d"))
    for entry in s.entries:
        yield from transaction(entry)
    yield "</BANKTRANLIST>\r\n<LEDGERBAL>\r\n<BALAMT>%s\r\n<DTASOF>%s\r\n</LEDGERBAL>\r\n" % (amount(s.closing), s.last.strftime("%Y%m%d"))
    yield "</%sRS>\r\n</%sTRNRS>\r\n</%s>\r\n</OFX>\r\n" % (inner, inner, outer)
