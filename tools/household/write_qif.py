"""QIF as a French finance program writes it: day before month, decimal comma, categories, splits, own transfers in [brackets]."""

from household.model import CHEQUE


def amount(cents):
    return "%s%d,%02d" % (("-" if cents < 0 else "",) + divmod(abs(cents), 100))


def record(entry):
    yield "D%s\r\nT%s\r\nCX\r\n" % (entry.date.strftime("%d/%m/%Y"), amount(entry.amount))
    if entry.kind == CHEQUE:
        yield "N%s\r\n" % entry.number
    yield "P%s\r\n" % entry.payee
    if entry.memo:
        yield "M%s\r\n" % entry.memo
    if entry.link:
        yield "L[Compte commun DE]\r\n"
    elif entry.category:
        yield "L%s\r\n" % entry.category
    for part in entry.splits:
        yield "S%s\r\nE%s\r\n$%s\r\n" % (part.category, part.memo, amount(part.amount))
    yield "^\r\n"


def qif(statement):
    """Windows-1252. The first record is the opening balance, which QIF has no other place for."""
    s = statement
    yield "!Account\r\nN%s\r\nTBank\r\n^\r\n!Type:Bank\r\n" % s.account.name
    yield "D%s\r\nT%s\r\nCX\r\nPOpening Balance\r\nL[%s]\r\n^\r\n" % (s.first.strftime("%d/%m/%Y"), amount(s.opening), s.account.name)
    for entry in s.entries:
        yield from record(entry)
