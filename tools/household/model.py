"""Accounts and what was booked on them. Money is whole cents."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import List, Optional, Tuple

from household import days, iban

# How money moved. Every file format has its own words and codes for these.
CARD, DEBIT, STANDING, OUT, IN, SALARY, CASH, INTEREST, FEE, RETURN, CHEQUE = (
    "card",
    "debit",
    "standing",
    "out",
    "in",
    "salary",
    "cash",
    "interest",
    "fee",
    "return",
    "cheque",
)


TRANSFERS = "Equity:Transfers"


def money(cents):
    """For people: -1,234.56"""
    return "{}{:,}.{:02d}".format("-" if cents < 0 else "", abs(cents) // 100, abs(cents) % 100)


@dataclass
class Split:
    category: str
    memo: str
    amount: int


@dataclass
class Entry:
    date: date  # booked
    amount: int  # cents; negative goes out
    payee: str
    memo: str
    kind: str
    category: str  # the truth, for the README's sums and for `--truth`; only QIF files say it
    counter: str = ""  # the other party's IBAN
    bic: str = ""
    mandate: str = ""  # SEPA direct debits
    creditor: str = ""
    when: Optional[datetime] = None  # of the purchase, for cards
    foreign: Optional[Tuple[str, int, int]] = None  # currency, amount in its cents, rate x 10000
    splits: List[Split] = field(default_factory=list)
    number: str = ""  # cheque
    pending: bool = False  # announced, not booked: no balance counts it
    link: int = 0  # both sides of a transfer between own accounts share one
    serial: int = 0  # the bank's own number of the entry, from 1 upwards in each account


@dataclass
class Account:
    key: str
    name: str
    owner: str
    bank: str
    iban: str
    bic: str
    currency: str
    opening: int
    entries: List[Entry] = field(default_factory=list)

    def post(self, day, amount, payee, memo, kind, category, **more):
        """Books one entry; what falls behind the last day is not in these files and gives None."""
        assert amount != 0 and day >= days.FIRST
        if day > days.LAST:
            return None
        entry = Entry(day, amount, payee, memo, kind, category, **more)
        self.entries.append(entry)
        return entry

    def settle(self):
        """Into the order of booking, which is that of the purchases where they are known. Gives every entry its number."""
        self.entries.sort(key=lambda e: (e.pending, e.date, e.when or datetime(e.date.year, e.date.month, e.date.day)))
        for serial, entry in enumerate(self.entries, 1):
            entry.serial = serial

    def balance_before(self, day):
        return self.opening + sum(e.amount for e in self.entries if e.date < day and not e.pending)

    def statement(self, number, first, last):
        """What the bank would print for these days, both included."""
        entries = [e for e in self.entries if first <= e.date <= last]
        opening = self.balance_before(first)
        closing = opening + sum(e.amount for e in entries if not e.pending)
        return Statement(self, number, first, last, opening, closing, entries)


@dataclass
class Statement:
    account: Account
    number: int
    first: date
    last: date
    opening: int
    closing: int
    entries: List[Entry]

    def reconciles(self):
        return self.opening + sum(e.amount for e in self.entries if not e.pending) == self.closing


@dataclass(frozen=True)
class Party:
    """Somebody the household pays or is paid by through the bank."""

    name: str
    iban: str
    bic: str
    mandate: str
    creditor: str


def party(name, country="DE"):
    number = iban.of_name(name, country)
    creditor = iban.creditor_id(name)
    letters = "".join(c for c in name.upper() if "A" <= c <= "Z")
    return Party(name, number, (letters + "XXXX")[:4] + country + "F0XXX", "M" + creditor[-7:] + "-1", creditor)


@dataclass
class Story:
    """Something to be found in the files: told in the README."""

    what: str
    where: str
    detail: str


class Book:
    def __init__(self, accounts):
        self.accounts = {a.key: a for a in accounts}
        self.stories = []
        self.links = 0

    def __getattr__(self, key):
        """book.joint for book.accounts["joint"]."""
        try:
            return self.__dict__["accounts"][key]
        except KeyError:
            raise AttributeError(key) from None

    def tell(self, what, where, detail):
        self.stories.append(Story(what, where, detail))

    def transfer(self, source, target, day, amount, memo, lag=0, kind=OUT, received=None, payee=None):
        """Between own accounts, visible on both. `received` differs from `amount` when a currency changes hands."""
        day_out, day_in = days.bank_day(day), days.add_bank_days(day, lag)
        if day_in > days.LAST:
            return
        self.pair(
            source.post(day_out, -amount, payee or target.owner, memo, kind, TRANSFERS, counter=target.iban, bic=target.bic),
            target.post(day_in, received or amount, source.owner, memo, IN, TRANSFERS, counter=source.iban, bic=source.bic),
        )

    def pair(self, out, into):
        """Says that two entries are both sides of one transfer."""
        self.links += 1
        out.link = into.link = self.links

    def check(self):
        """Both sides of every transfer exist, at most two bank days apart, and cancel unless a currency changes hands."""
        sides = {}
        for account in self.accounts.values():
            for entry in account.entries:
                assert sum(s.amount for s in entry.splits) in (0, entry.amount)
                assert entry.amount != 0 and days.FIRST <= entry.date <= days.LAST
                if entry.link:
                    sides.setdefault(entry.link, []).append((account, entry))
        assert len(sides) == self.links
        for pair in sides.values():
            (a, x), (b, y) = sorted(pair, key=lambda side: side[1].amount)
            assert a is not b and x.date <= y.date <= days.add_bank_days(x.date, 2), (x, y)
            assert a.currency != b.currency or x.amount + y.amount == 0, (x, y)
