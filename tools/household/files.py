"""The household's files: which bank writes what, for which days. Everything is bytes by name, and checked before it is written."""

import io
import zipfile
from datetime import date, timedelta

from household import abroad, bills, card, days, home, iban, people, readme, settings, shops, work
from household.model import DEBIT, OUT, Statement, money, party
from household.write_camt import camt
from household.write_csv import british_csv, german_csv
from household.write_mt940 import mt940
from household.write_n43 import n43
from household.write_ofx import ofx
from household.write_qif import qif

YEARS = [(date(2024, 11, 1), date(2025, 10, 31)), (date(2025, 11, 1), date(2026, 10, 31))]
CARD_NUMBER = "529900XXXXXX4711"


def live():
    """The two years."""
    book = people.book()
    bills.post_all(book)
    for part in (shops, home, card, work, abroad):
        part.live(book)
    home.overdraft(book)
    announce(book)
    for account in book.accounts.values():
        account.settle()
        assert not account.iban or iban.is_valid(account.iban)
    book.check()
    return book


def announce(book):
    """What the bank has announced on the last day and not booked yet."""
    power = party("Menü-Werk Schulverpflegung")
    book.joint.post(
        days.LAST,
        -2490,
        "Fahrradhaus Kurbel",
        "VORMERKUNG FAHRRADHAUS KURBEL//BONN/DE 2026-10-30T17:20",
        OUT,
        "Expenses:Transport",
        pending=True,
    )
    book.joint.post(
        days.LAST,
        -13200,
        power.name,
        "VORMERKUNG Mittagessen November 2026 2 Kinder",
        DEBIT,
        "Expenses:Children:School",
        counter=power.iban,
        bic=power.bic,
        mandate=power.mandate,
        creditor=power.creditor,
        pending=True,
    )
    book.tell("Announced, not booked", "joint", "two pending entries (24.90 and 132.00) at the end of October 2026: no balance counts them")


def by_month(account, first, last):
    number, start = 0, first
    while start <= last:
        number += 1
        end = days.month_end(start.year, start.month)
        yield account.statement(number, start, end)
        start = end + timedelta(days=1)


def by_quarter(account, first, last):
    """Calendar quarters; the first and the last may be cut."""
    number, start = 0, first
    while start <= last:
        number += 1
        end = min(last, days.month_end(start.year, (start.month + 2) // 3 * 3))
        yield account.statement(number, start, end)
        start = end + timedelta(days=1)


def text(chunks, encoding):
    return "".join(chunks).encode(encoding)


def checked(statements):
    """No statement leaves that does not reconcile, or does not follow the one before."""
    closing = None
    for s in statements:
        assert s.reconciles() and closing in (None, s.opening), (s.account.key, s.first)
        closing = s.closing
        yield s


def zipped(members):
    """Fixed times, stored in order, nothing that depends on the machine. Stored, not deflated: zlib's bytes differ by version."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, (2026, 11, 1, 6, 30, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def joint_files(book):
    """Two CSV files that overlap by two weeks, and the last two months as reports in an archive."""
    for first, last in ((date(2024, 11, 1), date(2025, 8, 31)), (date(2025, 8, 18), date(2026, 8, 31))):
        for s in checked([book.joint.statement(1, first, last)]):
            yield "joint-%s-to-%s.csv" % (first.strftime("%Y-%m"), last.strftime("%Y-%m")), text(german_csv(s), "cp1252")
    members = []
    for number, s in enumerate(checked(by_month(book.joint, date(2026, 9, 1), days.LAST)), 9):
        s.number = number
        members.append(("camt052_%s.xml" % s.last.strftime("%Y-%m"), text(camt([s], "052"), "utf-8")))
    yield "joint-2026-09-to-2026-10.zip", zipped(members)
    book.tell(
        "Two files that overlap",
        "joint",
        "18 to 31 August 2025 stand in both CSV files, %d rows: the second import must add none of them again"
        % len(book.joint.statement(1, date(2025, 8, 18), date(2025, 8, 31)).entries),
    )


def other_files(book):
    for number, (first, last) in enumerate(YEARS, 1):
        name = "%s-to-%s" % (first.strftime("%Y-%m"), last.strftime("%Y-%m"))
        yield "salary-%s.sta" % name, text(mt940(checked(by_month(book.salary, first, last))), "ascii")
        yield "savings-%s.xml" % name, text(camt(checked(by_quarter(book.savings, first, last))), "utf-8")
        for s in checked([book.card.statement(number, first, last)]):
            yield "card-%s.ofx" % name, text(ofx(s, CARD_NUMBER), "cp1252")
    for s in checked([book.french.statement(1, days.FIRST, days.LAST)]):
        yield "lyon-2024-11-to-2026-10.qif", text(qif(s), "cp1252")
    for s in checked([book.uk.statement(1, days.FIRST, days.LAST)]):
        yield "london-2024-11-to-2026-10.csv", text(british_csv(s), "utf-8")
    yield "denia-2024-11-to-2026-10.n43", text(n43(checked(by_quarter(book.flat, days.FIRST, days.LAST))), "latin-1")


def damaged_files(book):
    """Two files as they must be refused: a lost entry, and an amount that is no number."""
    whole = book.savings.statement(8, date(2026, 7, 1), date(2026, 9, 30))
    lost = next(e for e in whole.entries if e.date.month == 9)
    damaged = Statement(
        whole.account, whole.number, whole.first, whole.last, whole.opening, whole.closing, [e for e in whole.entries if e is not lost]
    )
    assert not damaged.reconciles()
    yield "2026-09-savings-damaged.xml", text(camt([damaged]), "utf-8")
    month = book.joint.statement(1, date(2026, 8, 1), date(2026, 8, 31))
    lines = "".join(german_csv(month)).split("\r\n")
    number = len(lines) // 2
    fields = lines[number].split(";")
    fields[7] = fields[7][:-1] + "x"
    lines[number] = ";".join(fields)
    yield "2026-08-joint-damaged.csv", "\r\n".join(lines).encode("cp1252")
    book.tell(
        "A damaged statement",
        "2026-09-savings-damaged.xml",
        "the entry of %s (%s) is lost: opening + entries is not closing, so it must be reported and not imported"
        % (lost.date, money(lost.amount)),
    )
    book.tell(
        "A damaged row",
        "2026-08-joint-damaged.csv",
        'line %d has the amount "%s": the whole file must be refused, with that line' % (number + 1, fields[7]),
    )


def everything():
    """(book, {name: bytes}), names relative to examples/."""
    book = live()
    made = {}
    for maker in (joint_files, other_files, damaged_files):
        for name, content in maker(book):
            made["household/" + name] = content
    made["household/rules.txt"] = settings.rules_text().encode("utf-8")
    made["household/budgets.txt"] = settings.budgets_text().encode("utf-8")
    made["README.md"] = readme.text(book, made).encode("utf-8")
    return book, made
