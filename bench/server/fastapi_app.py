"""The baseline: what a good engineer has running in an afternoon. FastAPI over SQLite (write-ahead log, synchronous=FULL), plain SQL, double entry,
rules by substring, the same questions as Florin's API. DATABASE names the file; rows.csv and rules.tsv of `florin bench workload` fill it.

usage: DATABASE=FILE python3 fastapi_app.py load ROWS.csv RULES.tsv        then        uvicorn fastapi_app:app
"""

import csv
import datetime
import os
import sqlite3
import sys
import threading

DATABASE = os.environ["DATABASE"]
SCHEMA = """
CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT UNIQUE, kind TEXT);
CREATE TABLE txn (id INTEGER PRIMARY KEY, account INTEGER, date TEXT, amount INTEGER, payee TEXT, category INTEGER);
CREATE TABLE entry (txn INTEGER, account INTEGER, amount INTEGER);
CREATE TABLE rule (id INTEGER PRIMARY KEY, pattern TEXT, category INTEGER);
CREATE INDEX entry_account ON entry (account);
CREATE INDEX txn_date ON txn (date);
"""
local = threading.local()


def database():
    if not hasattr(local, "db"):
        local.db = sqlite3.connect(DATABASE, timeout=30)
        local.db.execute("PRAGMA journal_mode = WAL")
        local.db.execute("PRAGMA synchronous = FULL")
        local.rules = None
    return local.db


def rules(db):
    if local.rules is None:
        local.rules = db.execute("SELECT pattern, category FROM rule ORDER BY id").fetchall()
    return local.rules


def account_id(db, name, kind):
    row = db.execute("SELECT id FROM account WHERE name = ?", (name,)).fetchone()
    return row[0] if row else db.execute("INSERT INTO account (name, kind) VALUES (?, ?)", (name, kind)).lastrowid


def book(db, account, date, cents, payee, other):
    category = next((c for pattern, c in rules(db) if pattern in payee.lower()), other)
    number = db.execute("INSERT INTO txn (account, date, amount, payee, category) VALUES (?, ?, ?, ?, ?)",
                        (account, date, cents, payee, category)).lastrowid
    db.executemany("INSERT INTO entry VALUES (?, ?, ?)", ((number, account, cents), (number, category, -cents)))
    return number


def load(rows, rule_file):
    db = database()
    db.executescript(SCHEMA)
    with open(rule_file, encoding="utf-8") as f:
        for line in f:
            pattern, category = line.rstrip("\n").split("\t")
            db.execute("INSERT INTO rule (pattern, category) VALUES (?, ?)", (pattern.lower(), account_id(db, category, "expense")))
    other, ids = account_id(db, "Expenses:Uncategorised", "expense"), {}
    with open(rows, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            name = row["Account"]
            if name not in ids:
                ids[name] = account_id(db, name, "asset")
            book(db, ids[name], row["Date"], round(float(row["Amount"]) * 100), row["Description"], other)
    db.commit()


if __name__ == "__main__":
    load(sys.argv[2], sys.argv[3])
    sys.exit(0)

from fastapi import FastAPI, HTTPException  # noqa: E402
from pydantic import BaseModel  # noqa: E402

app = FastAPI()


class Transaction(BaseModel):
    account: str
    date: datetime.date
    amount: str
    payee: str


@app.get("/healthz")
def health():
    return {"ok": True}


@app.post("/api/v1/transactions", status_code=201)
def create(body: Transaction):
    db = database()
    account = db.execute("SELECT id FROM account WHERE name = ?", (body.account,)).fetchone()
    if account is None:
        raise HTTPException(404, "no such account")
    other = db.execute("SELECT id FROM account WHERE name = 'Expenses:Uncategorised'").fetchone()[0]
    number = book(db, account[0], body.date.isoformat(), round(float(body.amount) * 100), body.payee, other)
    db.commit()
    return {"id": number, **body.dict()}


@app.get("/api/v1/transactions/{number}")
def one(number: int):
    row = database().execute("SELECT id, account, date, amount, payee, category FROM txn WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise HTTPException(404, "no such transaction")
    return dict(zip(("id", "account", "date", "amount", "payee", "category"), row))


@app.get("/api/v1/reports/spending")
def spending():
    return {"items": database().execute(
        "SELECT substr(t.date, 1, 7), a.name, sum(e.amount) FROM entry e JOIN txn t ON t.id = e.txn JOIN account a ON a.id = e.account "
        "WHERE a.kind = 'expense' GROUP BY 1, 2").fetchall()}


@app.get("/api/v1/reports/balances")
def balances():
    return {"items": database().execute(
        "SELECT a.name, sum(e.amount) FROM entry e JOIN account a ON a.id = e.account WHERE a.kind = 'asset' GROUP BY 1").fetchall()}
