-- The ledger and what it was read from.
-- Amounts are minor units; currencies ISO 4217 numbers; dates days since 1970-01-01; months year x 12 + month - 1; times UTC microseconds.

CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    next INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE household (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    currency INTEGER NOT NULL,
    created_us INTEGER NOT NULL
);

-- kind: ledger/account.h. Own accounts (assets, liabilities) have one currency; categories take any. lowest: what people may book by hand
-- must not take the balance (booked and held) below this; what a bank reports is a fact and is always taken.
CREATE TABLE account (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    currency INTEGER NOT NULL,
    number TEXT,
    bank TEXT,
    created_us INTEGER NOT NULL,
    closed_us INTEGER,
    lowest INTEGER,
    UNIQUE (household, name)
);
CREATE INDEX account_number ON account (household, number) WHERE number IS NOT NULL;

CREATE TABLE payee (
    seq INTEGER PRIMARY KEY,
    household INTEGER NOT NULL REFERENCES household (seq),
    name TEXT NOT NULL,
    UNIQUE (household, name)
);

-- One file is one import, and one import is one unit that can be undone. state: 1 committed, 2 undone.
CREATE TABLE import (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    state INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    added INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    suggested INTEGER NOT NULL,
    txn_first INTEGER NOT NULL,
    txn_last INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    undone_us INTEGER
);

CREATE TABLE statement (
    import INTEGER NOT NULL REFERENCES import (seq),
    line INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account (seq),
    number TEXT,
    opening INTEGER,
    closing INTEGER,
    opening_date INTEGER,
    closing_date INTEGER,
    entries INTEGER NOT NULL,
    reconciles INTEGER NOT NULL,
    PRIMARY KEY (import, line)
) WITHOUT ROWID;
CREATE INDEX statement_account ON statement (account);

-- What the bank said (account, date, amount, text, memo, bank_id) never changes; payee, tags and notes are the user's to edit.
-- state, sorted_by, flags: ledger/transaction.h. row_check: a hash over the bank's part, against silent corruption.
CREATE TABLE txn (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    account INTEGER NOT NULL REFERENCES account (seq),
    date INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    state INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    sorted_by INTEGER NOT NULL,
    import INTEGER REFERENCES import (seq),
    payee INTEGER REFERENCES payee (seq),
    pair INTEGER,
    row_check INTEGER NOT NULL,
    text TEXT NOT NULL,
    bank_id TEXT,
    memo TEXT,
    tags TEXT,
    notes TEXT
);
CREATE UNIQUE INDEX txn_id ON txn (id);
CREATE INDEX txn_account_date ON txn (account, date);
CREATE INDEX txn_bank_id ON txn (account, bank_id) WHERE bank_id IS NOT NULL;

-- Moves `amount` > 0 from the credited to the debited account. Never changed: a correction is a new line that reverses an old one.
-- phase: 1 pending, 2 posted, 3 void.
CREATE TABLE transfer (
    txn INTEGER NOT NULL REFERENCES txn (seq),
    line INTEGER NOT NULL,
    debit INTEGER NOT NULL REFERENCES account (seq),
    credit INTEGER NOT NULL REFERENCES account (seq),
    amount INTEGER NOT NULL,
    currency INTEGER NOT NULL,
    date INTEGER NOT NULL,
    phase INTEGER NOT NULL,
    reverses INTEGER,
    PRIMARY KEY (txn, line)
) WITHOUT ROWID;

-- Sums of transfers, kept up to date in the transaction that writes them; `florin fsck` recomputes them.
CREATE TABLE month_total (
    account INTEGER NOT NULL REFERENCES account (seq),
    currency INTEGER NOT NULL,
    month INTEGER NOT NULL,
    debit INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    pending_debit INTEGER NOT NULL,
    pending_credit INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    PRIMARY KEY (account, currency, month)
) WITHOUT ROWID;

-- Pending rows that an import settled or replaced, so that its undo can hold them again. kind: 1 settled, 2 replaced.
CREATE TABLE import_touch (
    import INTEGER NOT NULL REFERENCES import (seq),
    txn INTEGER NOT NULL REFERENCES txn (seq),
    kind INTEGER NOT NULL,
    PRIMARY KEY (import, txn)
) WITHOUT ROWID;

-- A new entry that may be one we know already: the user decides. state: 1 open, 2 same (merged), 3 different.
CREATE TABLE suggestion (
    txn INTEGER NOT NULL PRIMARY KEY REFERENCES txn (seq),
    candidate INTEGER NOT NULL REFERENCES txn (seq),
    state INTEGER NOT NULL,
    reason TEXT NOT NULL
);

INSERT INTO household (seq, id, name, currency, created_us)
VALUES (1, X'00000000000070008000000000000001', 'Household', 0, 0);
INSERT INTO counter (name, next) VALUES
    ('account', 1), ('payee', 1), ('import', 1), ('txn', 1), ('rule', 1), ('budget', 1), ('event', 1), ('insight', 1), ('notification', 1);
