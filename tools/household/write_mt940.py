"""SWIFT MT940 in the German dialect: :86: in numbered fields (the DFÜ agreement's structured remittance), lines of at most 65."""

from household.model import CARD, CASH, CHEQUE, DEBIT, FEE, IN, INTEREST, OUT, RETURN, SALARY, STANDING

# The bank's business transaction code, SWIFT's type, the words.
CODES = {
    CARD: ("106", "NDDT", "KARTENZAHLUNG"),
    DEBIT: ("105", "NDDT", "FOLGELASTSCHRIFT"),
    STANDING: ("117", "NSTO", "DAUERAUFTRAG"),
    OUT: ("177", "NTRF", "ONLINE-UEBERWEISUNG"),
    IN: ("166", "NTRF", "GUTSCHR. UEBERWEISUNG"),
    SALARY: ("153", "NTRF", "LOHN  GEHALT"),
    CASH: ("083", "NMSC", "BARGELDAUSZAHLUNG"),
    INTEREST: ("814", "NINT", "ZINSEN"),
    FEE: ("808", "NCHG", "ENTGELT"),
    RETURN: ("109", "NRTI", "RUECKLASTSCHRIFT"),
    CHEQUE: ("101", "NCHK", "SCHECK"),
}
LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "é": "e", "ó": "o", "&": "+", "*": "."}
)


def amount(cents):
    return "%d,%02d" % divmod(abs(cents), 100)


def balance(day, cents, currency):
    return "%s%s%s%s" % ("D" if cents < 0 else "C", day.strftime("%y%m%d"), currency, amount(cents))


def pieces(text, size):
    return [text[i : i + size] for i in range(0, len(text), size)]


def remittance(entry):
    """?20 to ?29: the SEPA parts, each beginning a field of its own, in runs of 27 characters."""
    parts = []
    if entry.mandate:
        parts += ["EREF+%s%08d" % (entry.mandate[:6], entry.serial), "MREF+" + entry.mandate, "CRED+" + entry.creditor]
    parts.append("SVWZ+" + entry.memo.translate(LETTERS))
    fields = [piece for part in parts for piece in pieces(part, 27)][:10]
    return "".join("?%d%s" % (number, text) for number, text in enumerate(fields, 20))


def details(entry):
    code, _, words = CODES[entry.kind]
    text = "%s?00%s?10%06d%s" % (code, words, entry.serial % 1000000, remittance(entry))
    if entry.bic:
        text += "?30" + entry.bic
    if entry.counter:
        text += "?31" + entry.counter
    for number, part in zip((32, 33), pieces(entry.payee.translate(LETTERS), 27)):
        text += "?%d%s" % (number, part)
    return "\r\n".join(wrapped(":86:" + text))


def wrapped(text):
    """Lines of at most 65 that neither end in a blank, which is easily lost on the way, nor begin like a tag or the message's end."""
    while len(text) > 65:
        end = 65
        while text[end - 1] == " " or text[end] in ":-":
            end -= 1
        yield text[:end]
        text = text[end:]
    yield text


def line(entry):
    _, swift, _ = CODES[entry.kind]
    return ":61:%s%s%s%s%sNONREF//%s" % (
        entry.date.strftime("%y%m%d"),
        entry.date.strftime("%m%d"),
        "D" if entry.amount < 0 else "C",
        amount(entry.amount),
        swift,
        entry.date.strftime("%y%j") + "%07d" % entry.serial,
    )


def mt940(statements):
    """One message per statement. The opening balance is dated the day before, as banks date it."""
    for s in statements:
        currency = s.account.currency
        day_before = s.first.fromordinal(s.first.toordinal() - 1)
        yield ":20:STARTUMS\r\n:25:%s\r\n:28C:%05d/001\r\n" % (s.account.iban, s.number)
        yield ":60F:%s\r\n" % balance(day_before, s.opening, currency)
        for entry in s.entries:
            yield "%s\r\n%s\r\n" % (line(entry), details(entry))
        yield ":62F:%s\r\n-\r\n" % balance(s.last, s.closing, currency)
