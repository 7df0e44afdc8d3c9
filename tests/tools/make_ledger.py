#!/usr/bin/env python3
"""Makes bank files whose sums are known: the same entries as CSV, OFX and QIF, sorting rules, and what must come out.

usage: make_ledger.py COUNT FOLDER [SEED]

  all.csv            one file with an account column, in order of time
  NAME.csv NAME.qif  one file for each account; QIF carries no ids
  all.ofx            one statement for each account
  rules.tsv          pattern TAB category; the first that is contained decides
  expected.json      balances, month x category sums in minor units, counts
"""
import json
import os
import random
import sys
from datetime import date, timedelta

# name, currency, places behind the point, share of the entries
ACCOUNTS = [("Household", "EUR", 2, 45), ("Wallet", "EUR", 2, 10), ("Reserve", "EUR", 2, 5), ("Visa", "EUR", 2, 25),
            ("Yen", "JPY", 0, 10), ("Dinar", "KWD", 3, 5)]

# word in the description, category; earlier ones win, so "tea house" is no house
RULES = [("tea house", "Expenses:Restaurants"), ("house of bikes", "Expenses:Leisure:Cycling"), ("house", "Expenses:Home"),
         ("wage", "Income:Wages"), ("dividend", "Income:Capital"), ("tram", "Expenses:Transport"),
         ("tram museum", "Expenses:Never"), ("greengrocer", "Expenses:Food"), ("mill bread", "Expenses:Food:Bread"),
         ("chemist", "Expenses:Health"), ("to reserve", "Equity:Transfers"), ("power & light", "Expenses:Home:Power")]
OTHER = "Expenses:Uncategorised"

WORDS = ["TEA HOUSE ORCHID", "HOUSE OF BIKES", "Doll House Repairs", "WAGE ACME 4711", "Dividend Q", "TRAM DAY PASS",
         "Tram Museum", "GREENGROCER LOPEZ", "MILL BREAD 12", "Chemist am Markt", "TO RESERVE", "POWER & LIGHT CO",
         "Zephyr Kiosk", "Quill & Ink", "NORDLICHT 88", "Otter Cinema", "Velvet Ltd"]


def category(text):
    low = text.lower()
    return next((c for word, c in RULES if word in low), OTHER)


def decimal(minor, places):
    sign, digits = "-" if minor < 0 else "", str(abs(minor)).rjust(places + 1, "0")
    return sign + (digits if places == 0 else digits[:-places] + "." + digits[-places:])


def make(count, seed):
    chance = random.Random(seed)
    first, span, entries = date(2021, 3, 1), 1200, []
    weights = [a[3] for a in ACCOUNTS]
    for i in range(count):
        account = chance.choices(range(len(ACCOUNTS)), weights)[0]
        text = chance.choice(WORDS)
        if chance.random() < 0.5:
            text += " %s%d" % (chance.choice("ABCX"), chance.randrange(100))
        minor = -chance.randrange(1, 20000)
        if text.startswith(("WAGE", "Dividend")) or chance.random() < 0.02:
            minor = -minor
        entry = {"account": account, "day": first + timedelta(i * span // count), "minor": minor, "text": text}
        if entries and chance.random() < 0.02:
            # Twice the same on one day: only the id tells them apart.
            entry = dict(entries[-1])
        entry["id"] = "%s-%07d" % (ACCOUNTS[entry["account"]][0][0], i)
        entries.append(entry)
    return entries


def expected(entries):
    balances, cells, twins, seen = {}, {}, 0, set()
    for e in entries:
        name, currency = ACCOUNTS[e["account"]][:2]
        balances[name] = balances.get(name, 0) + e["minor"]
        cell = "%s %s %s" % (str(e["day"])[:7], category(e["text"]), currency)
        cells[cell] = cells.get(cell, 0) - e["minor"]
        key = (e["account"], e["day"], e["minor"], e["text"])
        twins += key in seen
        seen.add(key)
    return {"count": len(entries), "twins": twins, "balances": balances, "cells": cells}


def write_csv(folder, entries):
    with open(os.path.join(folder, "all.csv"), "w", encoding="utf-8") as f:
        f.write("Account,Currency,Date,Amount,Description,Transaction ID\n")
        for e in entries:
            name, currency, places = ACCOUNTS[e["account"]][:3]
            f.write("%s,%s,%s,%s,%s,%s\n" % (name, currency, e["day"], decimal(e["minor"], places), e["text"], e["id"]))
    for i, (name, _, places, _) in enumerate(ACCOUNTS):
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as f:
            f.write("Date;Description;Amount;Transaction ID\n")
            for e in (e for e in entries if e["account"] == i):
                amount = decimal(e["minor"], places).replace(".", ",")
                f.write("%s;%s;%s;%s\n" % (e["day"].strftime("%d.%m.%Y"), e["text"], amount, e["id"]))


def write_ofx(folder, entries):
    with open(os.path.join(folder, "all.ofx"), "w", encoding="utf-8") as f:
        f.write("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\nCHARSET:NONE\n\n<OFX><BANKMSGSRSV1>\n")
        for i, (name, currency, places, _) in enumerate(ACCOUNTS):
            own = [e for e in entries if e["account"] == i]
            f.write("<STMTTRNRS><STMTRS><CURDEF>%s<BANKACCTFROM><BANKID>1<ACCTID>%s<ACCTTYPE>CHECKING</BANKACCTFROM>"
                    "<BANKTRANLIST>\n" % (currency, name))
            for e in own:
                f.write("<STMTTRN><TRNTYPE>OTHER<DTPOSTED>%s<TRNAMT>%s<FITID>%s<NAME>%s</STMTTRN>\n" % (
                    e["day"].strftime("%Y%m%d"), decimal(e["minor"], places), e["id"], e["text"].replace("&", "&amp;")))
            f.write("</BANKTRANLIST><LEDGERBAL><BALAMT>%s<DTASOF>20241231</LEDGERBAL></STMTRS></STMTTRNRS>\n" % decimal(
                sum(e["minor"] for e in own), places))
        f.write("</BANKMSGSRSV1></OFX>\n")


def write_qif(folder, entries):
    for i, (name, _, places, _) in enumerate(ACCOUNTS):
        with open(os.path.join(folder, name + ".qif"), "w", encoding="utf-8") as f:
            f.write("!Type:Bank\n")
            for e in (e for e in entries if e["account"] == i):
                f.write("D%s\nT%s\nP%s\n^\n" % (e["day"], decimal(e["minor"], places), e["text"]))


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    entries = make(count, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    os.makedirs(folder, exist_ok=True)
    write_csv(folder, entries)
    write_ofx(folder, entries)
    write_qif(folder, entries)
    with open(os.path.join(folder, "rules.tsv"), "w", encoding="utf-8") as f:
        f.writelines("%s\t%s\n" % rule for rule in RULES)
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(expected(entries), f, indent=1, sort_keys=True)


if __name__ == "__main__":
    main()
