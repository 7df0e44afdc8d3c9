"""Bank files that scenarios import: small, and each with a point."""

GIRO = """Date,Payee,Amount,Balance
2026-01-02,LIDL SAGT DANKE 1204 BONN,-23.40,976.60
2026-01-03,KAFFEEKONTOR BONN,-3.80,972.80
2026-01-03,KAFFEEKONTOR BONN,-3.80,969.00
2026-01-05,ACME GMBH GEHALT,2500.00,3469.00
2026-01-06,TRANSFER TO SAVINGS,-500.00,2969.00
"""

GIRO_LATER = """Date,Payee,Amount,Balance
2026-01-05,ACME GMBH GEHALT,2500.00,3469.00
2026-01-06,TRANSFER TO SAVINGS,-500.00,2969.00
2026-01-09,SHELL 4711 BONN,-61.20,2907.80
"""

GIRO_BROKEN = """Date,Payee,Amount
2026-01-02,LIDL,-23.40
2026-01-03,KAFFEEKONTOR,-3.8x
2026-01-05,ACME GMBH GEHALT,2500.00
"""


def ofx(account, rows, closing, day="20260131"):
    """rows: (date, amount, fitid, name)."""
    body = "".join("<STMTTRN><TRNTYPE>OTHER<DTPOSTED>%s<TRNAMT>%s<FITID>%s<NAME>%s</STMTTRN>\n" % row for row in rows)
    return ("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\nCHARSET:NONE\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>"
            "<CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>%s<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\n%s</BANKTRANLIST>"
            "<LEDGERBAL><BALAMT>%s<DTASOF>%s</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
            % (account, body, closing, day))


def mt940(account, opening, rows, closing):
    """rows: (yymmdd, "C" or "D", amount, reference, text)."""
    body = "".join(":61:%s%s%sNTRF%s\n:86:%s\n" % row for row in rows)
    return (":20:STMT\n:25:%s\n:28C:1/1\n:60F:C260101EUR%s\n%s:62F:C260131EUR%s\n-\n" % (account, opening, body, closing))
