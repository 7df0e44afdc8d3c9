"""Shared by the peers: the workload they all get, and how a whole command is timed."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


class Failed(Exception):
    """A command did not end well, or an answer was wrong."""


class Work:
    """A bank file, its rules, and the right answers. `file_columns` says how the file calls its columns."""

    def __init__(self, folder, rows, columns, balances, cells, rules, csv_file):
        self.folder, self.rows, self.columns = folder, rows, columns
        self.balances, self.cells, self.rules, self.csv_file = balances, cells, rules, csv_file
        self.rules_file = os.path.join(folder, "rules.tsv")

    def entries(self):
        """(account, id, date, amount as text, description) of each row."""
        account, number, day, amount, text = self.columns
        with open(self.csv_file, encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                yield row[account], row[number], row[day], row[amount], row[text]

    def spending(self):
        return {key: cents for key, cents in self.cells.items() if " Expenses:" in key and cents}


def load(folder, rows, csv_name, columns):
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as f:
        expected = json.load(f)
    with open(os.path.join(folder, "rules.tsv"), encoding="utf-8") as f:
        rules = [line.rstrip("\n").split("\t") for line in f if line.strip()]
    return Work(folder, rows, columns, expected["balances_cents"], expected["month_category_cents"], rules,
                os.path.join(folder, csv_name))


def own_work(florin, folder, rows):
    """The workload that Florin's own benchmarks use."""
    subprocess.run([florin, "bench", "workload", "--rows", str(rows), "--out", folder], check=True, stdout=subprocess.DEVNULL)
    return load(folder, rows, "rows.csv", ("Account", "Transaction ID", "Date", "Amount", "Description"))


def other_work(generator, folder, rows):
    """A generator of somebody else: `gen.py ROWS FOLDER` writes txns.csv, rules.tsv and expected.json."""
    subprocess.run([sys.executable, os.path.join(generator, "gen.py"), str(rows), folder], check=True, stdout=subprocess.DEVNULL)
    return load(folder, rows, "txns.csv", ("account", "fitid", "date", "amount", "description"))


def timed(words, limit_s, stdin=None, stdout=None, cwd=None):
    """Runs a command to its end: {"wall_s", "cpu_s", "peak_mib"}. None when it took longer than the limit."""
    started = time.monotonic()
    with open(stdin or os.devnull, "rb") as given, open(stdout or os.devnull, "wb") as taken:
        child = subprocess.Popen(words, stdin=given, stdout=taken, stderr=subprocess.PIPE, cwd=cwd, start_new_session=True)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
    signal.alarm(limit_s)
    why = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    signal.alarm(0)
    wall = time.monotonic() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode == -signal.SIGKILL and wall >= limit_s:
        return None
    if child.returncode != 0:
        raise Failed("%s ended with %d: %s" % (words[0], child.returncode, why.decode(errors="replace").strip()[-300:]))
    return {"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss / 1024}


def output(words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed("%s ended with %d: %s" % (words[0], done.returncode, done.stderr.strip()[-300:]))
    return done.stdout


def cents(text):
    """"-1,234.50 EUR" -> -123450"""
    digits = "".join(ch for ch in text if ch.isdigit() or ch == ".")
    whole, _, part = digits.partition(".")
    return (-1 if "-" in text else 1) * int((whole or "0") + (part + "00")[:2])


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def compare(what, ours, right):
    if ours != right:
        wrong = sorted(key for key in set(ours) | set(right) if ours.get(key) != right.get(key))
        raise Failed("wrong %s: %d of %d differ, such as %s: %s, not %s"
                     % (what, len(wrong), len(right), wrong[0], ours.get(wrong[0]), right.get(wrong[0])))
