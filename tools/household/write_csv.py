"""CSV as two banks write it: a German one (semicolons, decimal comma, newest first) and a British one (debit and credit columns)."""

from household.model import CARD, CASH, CHEQUE, DEBIT, FEE, IN, INTEREST, OUT, RETURN, SALARY, STANDING

GERMAN = {
    CARD: "Kartenzahlung",
    DEBIT: "Lastschrift",
    STANDING: "Dauerauftrag",
    OUT: "Überweisung",
    IN: "Gutschrift",
    SALARY: "Lohn/Gehalt",
    CASH: "Bargeldauszahlung",
    INTEREST: "Zinsen",
    FEE: "Entgelt",
    RETURN: "Retoure",
    CHEQUE: "Scheck",
}
BRITISH = {
    CARD: "DEB",
    DEBIT: "DD",
    STANDING: "SO",
    OUT: "FPO",
    IN: "FPI",
    SALARY: "BGC",
    CASH: "CPT",
    INTEREST: "INT",
    FEE: "FEE",
    RETURN: "BGC",
    CHEQUE: "CHQ",
}


def german_amount(cents):
    """-1234567 -> -12.345,67"""
    text = "{:,}".format(abs(cents) // 100).replace(",", ".") + ",%02d" % (abs(cents) % 100)
    return "-" + text if cents < 0 else text


def grouped(iban):
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def quoted(text, separator):
    if separator in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def with_balances(statement):
    """(entry, balance after it), oldest first."""
    balance = statement.opening
    for entry in statement.entries:
        balance += entry.amount
        yield entry, balance


def german_head(statement):
    account = statement.account
    day = "%d.%m.%Y"
    yield "Kontoumsätze;erstellt am %s 07:58\r\n\r\n" % statement.last.strftime(day)
    yield "Konto;%s\r\nBank;%s\r\nIBAN;%s\r\nKunde;%s\r\n" % (account.name, account.bank, grouped(account.iban), account.owner)
    yield "Zeitraum;%s - %s\r\n" % (statement.first.strftime(day), statement.last.strftime(day))
    yield "Kontostand am %s;%s EUR\r\n\r\n" % (statement.last.strftime(day), german_amount(statement.closing))
    yield "Buchungstag;Wertstellung;Buchungstext;Auftraggeber/Empfänger;Verwendungszweck;IBAN;BIC;Betrag;Währung;Saldo\r\n"


def german_row(entry, balance):
    booked = entry.date.strftime("%d.%m.%Y")
    fields = [
        booked,
        booked,
        GERMAN[entry.kind],
        entry.payee,
        german_purpose(entry),
        entry.counter,
        entry.bic,
        german_amount(entry.amount),
        "EUR",
        german_amount(balance),
    ]
    return ";".join(quoted(f, ";") for f in fields) + "\r\n"


def german_purpose(entry):
    if not entry.mandate:
        return entry.memo
    return "%s EREF: %s%06d MREF: %s CRED: %s" % (entry.memo, entry.mandate[1:5], entry.serial, entry.mandate, entry.creditor)


def german_csv(statement):
    """Newest first; to be encoded in Windows-1252."""
    yield from german_head(statement)
    for entry, balance in reversed(list(with_balances(statement))):
        yield german_row(entry, balance)


def british_csv(statement):
    """Oldest first; to be encoded in UTF-8 with a byte order mark, which is the first character here."""
    account = statement.account
    sort_code = "-".join(account.iban[8 + i : 10 + i] for i in (0, 2, 4))
    yield "\ufeffDate,Type,Sort Code,Account Number,Description,Debit Amount,Credit Amount,Balance,Currency\r\n"
    for entry, balance in with_balances(statement):
        cents = "%d.%02d" % divmod(abs(entry.amount), 100)
        debit, credit = (cents, "") if entry.amount < 0 else ("", cents)
        description = " ".join(t for t in (entry.payee, entry.memo) if t)
        fields = [
            entry.date.strftime("%d/%m/%Y"),
            BRITISH[entry.kind],
            sort_code,
            account.iban[14:],
            description,
            debit,
            credit,
            "%s%d.%02d" % (("-" if balance < 0 else "",) + divmod(abs(balance), 100)),
            account.currency,
        ]
        yield ",".join(quoted(f, ",") for f in fields) + "\r\n"
