#!/usr/bin/env python3
"""Reads bank files of tests/vectors/banks/ and compares what `florin read --json` says with the expectations beside them.

usage: banks.py FLORIN FOLDER [NAME…]

NAME.json is {"format","refused","line"?,"noted"?,"statements":[{…,"entries":[{…}]}]}. Keys that are absent are not checked, but entries are
complete and in order, and those that do not say "pending" are booked. KEY_contains is a part of the value, without regard to case;
text_contains may be in payee or memo; "any" as a value accepts what is read.
"""
import json
import os
import subprocess
import sys
from decimal import Decimal

MONEY = ("amount", "opening", "closing")


def same(key, expected, actual):
    if expected == "any":
        return True
    if key in MONEY and expected is not None and actual is not None:
        return Decimal(expected) == Decimal(actual)
    return expected == actual


def differences(what, expected, actual):
    for key, value in expected.items():
        if key == "entries":
            continue
        if key == "text_contains":
            found = actual["payee"] + " | " + actual["memo"]
            if value.lower() not in found.lower():
                yield "%s: no %r in %r" % (what, value, found)
        elif key.endswith("_contains"):
            found = actual.get(key[:-9], "")
            if value.lower() not in found.lower():
                yield "%s: no %r in %s %r" % (what, value, key[:-9], found)
        elif not same(key, value, actual.get(key)):
            yield "%s: %s is %r instead of %r" % (what, key, actual.get(key), value)


def compare_statement(number, expected, actual):
    what = "statement %d" % number
    yield from differences(what, expected, actual)
    if len(expected["entries"]) != len(actual["entries"]):
        yield "%s: %d entries instead of %d" % (what, len(actual["entries"]), len(expected["entries"]))
    for i, (e, a) in enumerate(zip(expected["entries"], actual["entries"]), 1):
        yield from differences("%s, entry %d (line %d)" % (what, i, a["line"]), {"pending": False, **e}, a)


def compare(expected, run):
    if run.returncode not in (0, 3):
        yield "ended with %d: %s" % (run.returncode, run.stderr[-300:])
        return
    answer = json.loads(run.stdout)
    if expected["refused"] or "error" in answer:
        error = answer.get("error")
        if error is None:
            yield "read, though it is broken"
        elif not expected["refused"]:
            yield "refused at line %s: %s" % (error["line"], error["what"])
        elif expected.get("line") and expected["line"] != error["line"]:
            yield "refused at line %s instead of %d: %s" % (error["line"], expected["line"], error["what"])
        return
    if answer["format"] != expected["format"]:
        yield "format %s instead of %s" % (answer["format"], expected["format"])
    if expected.get("noted") and not answer["notes"]:
        yield "no note"
    if len(answer["statements"]) != len(expected["statements"]):
        yield "%d statements instead of %d" % (len(answer["statements"]), len(expected["statements"]))
    for i, (e, a) in enumerate(zip(expected["statements"], answer["statements"]), 1):
        yield from compare_statement(i, e, a)


def main():
    florin, folder, *wanted = sys.argv[1:]
    names = wanted or sorted(n[:-5] for n in os.listdir(folder) if n.endswith(".json"))
    passed = failed = 0
    for name in names:
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as f:
            expected = json.load(f)
        run = subprocess.run([florin, "read", "--json", os.path.join(folder, name)], capture_output=True, text=True, timeout=60)
        found = list(compare(expected, run))
        passed += not found
        failed += bool(found)
        for what in found:
            print("%s: %s" % (name, what))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
