#!/usr/bin/env python3
"""Writes a statement file of any length for benchmarks: make_statement.py FORMAT ROWS OUT ("-": standard output).

Balances reconcile; the same arguments give the same bytes; memory stays small, whatever the length."""

import argparse
import sys
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from household import iban, write_csv  # noqa: E402  (the path above comes first)
from household.model import CARD, DEBIT, SALARY, Account, Entry, Statement, party  # noqa: E402
from household.write_camt import camt  # noqa: E402
from household.write_mt940 import mt940  # noqa: E402
from household.write_n43 import n43  # noqa: E402
from household.write_ofx import ofx  # noqa: E402
from household.write_qif import qif  # noqa: E402

FIRST = date(2016, 1, 1)
SPAN_DAYS = 3650
ROWS_PER_STATEMENT = 1000
N43_ROWS_MAX = 490_000  # its last record counts at most 999,999 records, and a row is two of them
MASK = (1 << 64) - 1
SHOPS = [
    ("REWE Markt GmbH", "REWE SAGT DANKE. 45022138//BONN/DE"),
    ("LIDL DIENSTLEISTUNG GMBH", "LIDL SAGT DANKE//BONN/DE"),
    ("Backhaus Gilgen", "BAECKEREI GILGEN//BONN/DE"),
    ("SumUp  *Kaffeekontor Bonn", "BONN DEU"),
    ("ARAL AG", "ARAL AG//BONN REUTERSTR/DE"),
    ("AMZN Mktp DE*K41MB7Q02", "LUXEMBOURG LUX"),
    ("Trattoria Da Nunzia", "TRATTORIA DA NUNZIA//BONN/DE"),
]
BILLS = [party(name) for name in ("Rheinauenstrom GmbH", "Glasfaser Kottenforst GmbH", "Gipfelkreuz Versicherung AG")]
EMPLOYER = party("Auerhahn Messtechnik GmbH")


def mixed(index):
    """A random number that belongs to an index (SplitMix64's finish): rows can be made in any order."""
    z = (index + 1) * 0x9E3779B97F4A7C15 & MASK
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    return (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK


def amount_at(index):
    """Every fortieth row is a wage; the rest is spent, so that the balance wanders about where it began."""
    return 200_000 if index % 40 == 39 else -((mixed(index) >> 40) % 10_200 + 25)


def entry_at(index, rows):
    day = FIRST + timedelta(days=index * SPAN_DAYS // rows)
    cents = amount_at(index)
    if cents > 0:
        memo = "Lohn/Gehalt %s PNR 01187" % day.strftime("%m/%Y")
        return Entry(day, cents, EMPLOYER.name, memo, SALARY, "", counter=EMPLOYER.iban, bic=EMPLOYER.bic, serial=index + 1)
    if index % 10 == 0:
        who = BILLS[index // 10 % len(BILLS)]
        sepa = {"counter": who.iban, "bic": who.bic, "mandate": who.mandate, "creditor": who.creditor}
        return Entry(day, cents, who.name, "Rechnung %09d" % index, DEBIT, "", serial=index + 1, **sepa)
    payee, text = SHOPS[mixed(index) % len(SHOPS)]
    when = datetime(day.year, day.month, day.day, 8 + index % 12, index % 60)
    memo = "%s %s Kartenzahlung" % (text, when.strftime("%Y-%m-%dT%H:%M"))
    return Entry(day, cents, payee, memo, CARD, "", serial=index + 1)


def entries(rows):
    return (entry_at(index, rows) for index in range(rows))


def account(number=iban.german(1, 4711020304)):
    return Account("bench", "Girokonto", "Jonas Brandt", "Kottenforst Bank", number, "KOTTDEF0XXX", "EUR", 250_000)


def whole(rows):
    """One statement over everything, its entries made as they are asked for."""
    holder = account()
    closing = holder.opening + sum(map(amount_at, range(rows)))
    return Statement(holder, 1, FIRST, FIRST + timedelta(days=SPAN_DAYS), holder.opening, closing, entries(rows))


def parts(rows, holder):
    """Statements of a thousand rows that follow one another."""
    rest, number = entries(rows), 0
    opening = holder.opening
    while True:
        held = list(islice(rest, ROWS_PER_STATEMENT))
        if not held and number:
            return
        number += 1
        closing = opening + sum(e.amount for e in held)
        first, last = (held[0].date, held[-1].date) if held else (FIRST, FIRST)
        yield Statement(holder, number, first, last, opening, closing, held)
        opening = closing


def csv(rows):
    """The German CSV, newest first: backwards from the closing balance."""
    statement = whole(rows)
    yield from write_csv.german_head(statement)
    balance = statement.closing
    for index in range(rows - 1, -1, -1):
        entry = entry_at(index, rows)
        yield write_csv.german_row(entry, balance)
        balance -= entry.amount


FORMATS = {  # chunks of text, encoding
    "csv": (csv, "cp1252"),
    "ofx": (lambda rows: ofx(whole(rows), "4711020304", kind="bank"), "cp1252"),
    "qif": (lambda rows: qif(whole(rows)), "cp1252"),
    "camt053": (lambda rows: camt(parts(rows, account())), "utf-8"),
    "mt940": (lambda rows: mt940(parts(rows, account())), "ascii"),
    "n43": (lambda rows: n43(parts(rows, account(iban.spanish(4711020304)))), "latin-1"),
}


def write(out, chunks, encoding):
    while True:
        batch = "".join(islice(chunks, 4096))
        if not batch:
            return
        out.write(batch.encode(encoding))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("format", choices=sorted(FORMATS))
    parser.add_argument("rows", type=int)
    parser.add_argument("out", help='a file, or "-"')
    options = parser.parse_args()
    if options.rows < 0 or (options.format == "n43" and options.rows > N43_ROWS_MAX):
        parser.error("ROWS must lie between 0 and, for n43, %d" % N43_ROWS_MAX)
    maker, encoding = FORMATS[options.format]
    if options.out == "-":
        write(sys.stdout.buffer, maker(options.rows), encoding)
        return 0
    with open(options.out, "wb") as out:
        write(out, maker(options.rows), encoding)
    return 0


if __name__ == "__main__":
    sys.exit(main())
