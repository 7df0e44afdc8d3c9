#!/usr/bin/env python3
"""Writes tests/vectors/banks/ from tests/vectors/layouts/: files as banks export them, byte for byte, and beside each a JSON of
what its account's owner would read out of it. All names, numbers and texts are invented.

usage: make_banks.py [--check]      --check compares and changes nothing

A layout file holds many bank files. Lines of one begin with:
    %% NAME [enc=ENCODING] [eol=crlf|cr] [final=no] [bom=yes]    a file; what follows is its text
    %< MEMBER PATH                   (a .zip) a member with the bytes of another file of the folder
    %= FORMAT | refused [LINE]       what it is, or that it must be refused (at LINE; 0: any)
    %s KEY=VALUE|…                   a statement: account, currency, opening, closing, reconciles=yes|no …
    %e DATE AMOUNT |…                an entry: |@payee contains  |~memo contains  |either contains  |KEY=VALUE  |pending
In texts ⇥ stands for a tab, ␠ for a blank at the end of a line, ␍ for a carriage return, ␂ for SOH.
"""
import io
import json
import os
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "banks")
MARKS = {"⇥": "\t", "␠": " ", "␍": "\r", "␂": "\x01"}


class Fixture:
    def __init__(self, heading):
        words = heading.split()
        self.name = words[0]
        self.options = dict(word.split("=", 1) for word in words[1:])
        self.lines, self.members, self.expect = [], [], None

    def data(self, others):
        if self.name.endswith(".zip"):
            return self.archive(others)
        text = "\n".join(self.lines)
        if self.options.get("final") != "no":
            text += "\n"
        for mark, char in MARKS.items():
            text = text.replace(mark, char)
        eol = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}[self.options.get("eol", "lf")]
        data = text.replace("\n", eol).encode(self.options.get("enc", "utf-8"))
        return b"\xef\xbb\xbf" + data if self.options.get("bom") == "yes" else data

    def archive(self, others):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for member, source in self.members:
                info = zipfile.ZipInfo(member, (2024, 2, 1, 12, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                z.writestr(info, others[source].data(others))
        return out.getvalue()


def read_entry(line):
    head, *parts = line.split("|")
    day, amount = head.split()
    entry = {"date": day, "amount": amount}
    for part in (p.strip() for p in parts):
        if part == "pending":
            entry["pending"] = True
        elif part[:1] == "@":
            entry["payee_contains"] = part[1:]
        elif part[:1] == "~":
            entry["memo_contains"] = part[1:]
        elif "=" in part and part.split("=")[0].isidentifier():
            key, value = part.split("=", 1)
            entry[key] = value
        else:
            entry["text_contains"] = part
    return entry


def read_statement(line):
    statement = dict(part.split("=", 1) for part in line.split("|") if "=" in part)
    if "reconciles" in statement:
        statement["reconciles"] = {"yes": True, "no": False, "unknown": None}[statement["reconciles"]]
    return {**statement, "entries": []}


def read_expectation(fixture, mark, rest):
    if mark == "%=":
        words = rest.split()
        refused = words[0] == "refused"
        fixture.expect = {"format": None if refused else words[0], "refused": refused}
        if refused and len(words) > 1:
            fixture.expect["line"] = int(words[1])
        if not refused:
            fixture.expect["statements"] = []
        if "noted" in words:
            fixture.expect["noted"] = True
    elif mark == "%s":
        fixture.expect["statements"].append(read_statement(rest))
    else:
        fixture.expect["statements"][-1]["entries"].append(read_entry(rest))


def read_layouts():
    fixtures = {}
    folder = os.path.join(HERE, "layouts")
    for name in sorted(os.listdir(folder)):
        fixture = None
        with open(os.path.join(folder, name), encoding="utf-8", newline="\n") as f:
            for line in f.read().split("\n"):
                if line.startswith("%% "):
                    fixture = Fixture(line[3:])
                    assert fixture.name not in fixtures, fixture.name
                    fixtures[fixture.name] = fixture
                elif line[:2] in ("%=", "%s", "%e") and line[2:3] in (" ", ""):
                    read_expectation(fixture, line[:2], line[3:])
                elif line.startswith("%< "):
                    fixture.members.append(line[3:].split())
                elif fixture and fixture.expect is None:
                    fixture.lines.append(line)
                else:
                    assert not line.strip() or line.startswith("//"), (name, line)
    return fixtures


def main():
    fixtures = read_layouts()
    files = {}
    for fixture in fixtures.values():
        assert fixture.expect is not None, fixture.name
        files[fixture.name] = fixture.data(fixtures)
        text = json.dumps(fixture.expect, ensure_ascii=False, indent=1)
        files[fixture.name + ".json"] = (text + "\n").encode()
    os.makedirs(FOLDER, exist_ok=True)
    there = set(os.listdir(FOLDER))
    if sys.argv[1:] == ["--check"]:
        differ = sorted(there ^ set(files))
        for name in there & set(files):
            with open(os.path.join(FOLDER, name), "rb") as f:
                if f.read() != files[name]:
                    differ.append(name)
        for name in differ:
            print("%s differs from its layout" % name)
        return 1 if differ else 0
    for name, data in files.items():
        with open(os.path.join(FOLDER, name), "wb") as f:
            f.write(data)
    for name in there - set(files):
        os.remove(os.path.join(FOLDER, name))
    print("%d files" % len(fixtures))
    return 0


sys.exit(main())
