#!/usr/bin/env python3
"""Writes the sample household of examples/, or checks that what is there is what would be written.

The same bytes come out on every Python from 3.9 on, with nothing but its standard library."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from household import files  # noqa: E402  (the path above comes first)
from household.write_ofx import amount  # noqa: E402


def write(folder, made):
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print("%d files, %d bytes, in %s" % (len(made), sum(map(len, made.values())), folder))


def differences(folder, made):
    """What keeps the folder from being what the generator makes, a line each."""
    for name, content in made.items():
        path = folder / name
        if not path.is_file():
            yield "%s is missing" % path
        elif path.read_bytes() != content:
            yield "%s differs" % path
    for path in sorted((folder / "household").glob("*")):
        if "household/" + path.name not in made:
            yield "%s is not made by the generator" % path


def write_truth(path, book):
    """Every entry with the category that the generator meant: for measuring how well sorting works."""
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for account in book.accounts.values():
            for e in account.entries:
                print(account.key, e.date, amount(e.amount), account.currency, e.payee, e.memo, e.category, sep="\t", file=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(__file__).resolve().parent.parent / "examples",
        help="the folder for README.md and household/ (default: examples/ beside tools/)",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file there is missing, differs or is superfluous")
    parser.add_argument("--truth", type=Path, help="also write every entry with its true category, tab-separated, to this file")
    options = parser.parse_args()
    book, made = files.everything()
    if options.truth:
        write_truth(options.truth, book)
    if not options.check:
        write(options.out, made)
        return 0
    found = list(differences(options.out, made))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
