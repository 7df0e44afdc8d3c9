#!/usr/bin/env python3
"""Reads a collection of real bank exports and holds the reader to the collection's own index.

usage: bank_files.py FLORIN FOLDER      FOLDER holds INDEX.md and the files it lists

Checked for each file: it is read whole, or refused with a reason; the number of entries is what the index counted; statements
reconcile exactly where the index says that they do. Ends with 77 (skipped) when the folder is not there.
"""
import json
import os
import re
import subprocess
import sys


def read_index(folder):
    with open(os.path.join(folder, "INDEX.md"), encoding="utf-8") as f:
        text = f.read()
    files = re.findall(r"^\| ([^|]+?/[^|]+?) \| .*? \| ([^|]*) \| ([^|]*) \| [^|]* \| [^|]* \| \d+ \| [^|]*\|$", text, re.M)
    agree_line = re.search(r"every statement agrees: (.*)", text).group(1)
    disagree_line = re.search(r"some disagree[^:]*: (.*)", text).group(1)
    agree = {name: int(n) for name, n in re.findall(r"(\S+/\S+) \((\d+)\)", agree_line)}
    disagree = {name: int(n) for name, n in re.findall(r"(\S+/\S+) \((\d+) of \d+\)", disagree_line)}
    return files, agree, disagree


def counts_allowed(form, count):
    """The numbers of entries that the index's count stands for; None: any."""
    numbers = [int(n) for n in re.findall(r"\d+", count)]
    if form == "CSV" or not numbers:
        return None  # counted as lines: preambles and footers are in it
    if form.startswith("CAMT"):
        return range(min(numbers), max(numbers) + 1)  # a batch is one entry, or its payments
    return numbers[:1]


def check(florin, folder, name, form, count, agree, disagree):
    run = subprocess.run([florin, "read", "--json", os.path.join(folder, name)], capture_output=True, text=True, timeout=60)
    if run.returncode not in (0, 3):
        return "ended with %d: %s" % (run.returncode, run.stderr[-300:])
    answer = json.loads(run.stdout)
    if "error" in answer:
        if run.returncode != 3 or not answer["error"]["what"]:
            return "refused without a reason or with exit code %d" % run.returncode
        return None if name not in agree and name not in disagree else "refused: %s" % answer["error"]["what"]
    statements = answer["statements"]
    entries = sum(len(s["entries"]) for s in statements)
    yes = sum(s["reconciles"] is True for s in statements)
    no = sum(s["reconciles"] is False for s in statements)
    allowed = counts_allowed(form, count)
    # Securities moved without cash are counted in the index, but are no entries of an account.
    invests = any(s["kind"] == "investment" for s in statements)
    if allowed is not None and entries not in allowed and not (invests and entries < max(allowed)):
        return "%d entries, the index counts %s" % (entries, count)
    if name in agree and (yes, no) != (agree[name], 0):
        return "%d statements reconcile and %d do not, the index says all %d do" % (yes, no, agree[name])
    if name in disagree and no != disagree[name]:
        return "%d statements do not reconcile, the index says %d" % (no, disagree[name])
    return None


def main():
    florin, folder = sys.argv[1], sys.argv[2]
    if not os.path.exists(os.path.join(folder, "INDEX.md")):
        print("no collection at %s: skipped" % folder)
        return 77
    files, agree, disagree = read_index(folder)
    passed = failed = 0
    for name, form, count in files:
        if not os.path.exists(os.path.join(folder, name)):
            continue
        what = check(florin, folder, name, form.strip(), count.strip(), agree, disagree)
        passed += what is None
        failed += what is not None
        if what:
            print("%s: %s" % (name, what))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


sys.exit(main())
