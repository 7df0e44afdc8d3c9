"""Norma 43 (Cuaderno 43 of the Spanish banks' association): records of 80 characters, money in cents, totals by side."""

from household.model import CARD, CASH, CHEQUE, DEBIT, FEE, IN, INTEREST, OUT, RETURN, SALARY, STANDING

# The common concept of record 22.
CONCEPTS = {
    CARD: "12",
    DEBIT: "03",
    STANDING: "04",
    OUT: "04",
    IN: "04",
    SALARY: "15",
    CASH: "11",
    INTEREST: "09",
    FEE: "17",
    RETURN: "16",
    CHEQUE: "01",
}


def side(cents):
    return "1" if cents < 0 else "2"


def padded(record):
    assert len(record) <= 80, record
    return record.ljust(80) + "\r\n"


def account_code(iban):
    """Bank, office and account without the control digits between them."""
    return iban[4:8] + iban[8:12] + iban[14:]


def entry_records(entry, office):
    day = entry.date.strftime("%y%m%d")
    yield padded(
        "22    %s%s%s%s%s%s%014d%010d%012d%-16s"
        % (
            office,
            day,
            day,
            CONCEPTS[entry.kind],
            "0" + CONCEPTS[entry.kind],
            side(entry.amount),
            abs(entry.amount),
            entry.serial,
            0,
            entry.mandate[:16],
        )
    )
    text = "%-38s%-38s" % (entry.payee[:38], entry.memo[:38])
    yield padded("2301" + text)
    if len(entry.memo) > 38:
        yield padded("2302" + entry.memo[38:114])


def n43(statements):
    """Latin-1. The last record counts those before it."""
    count = 0
    for s in statements:
        account, code = s.account, account_code(s.account.iban)
        currency = {"EUR": "978", "GBP": "826", "USD": "840"}[account.currency]
        debits = [-e.amount for e in s.entries if e.amount < 0]
        credits = [e.amount for e in s.entries if e.amount > 0]
        yield padded(
            "11%s%s%s%s%014d%s3%-26s"
            % (code, s.first.strftime("%y%m%d"), s.last.strftime("%y%m%d"), side(s.opening), abs(s.opening), currency, account.owner[:26])
        )
        count += 2
        for entry in s.entries:
            for record in entry_records(entry, code[4:8]):
                yield record
                count += 1
        yield padded(
            "33%s%05d%014d%05d%014d%s%014d%s"
            % (code, len(debits), sum(debits), len(credits), sum(credits), side(s.closing), abs(s.closing), currency)
        )
    yield padded("88%s%06d" % ("9" * 18, count))
