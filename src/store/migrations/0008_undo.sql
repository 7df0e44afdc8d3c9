-- How the latest edits of transactions are taken back, and quicker ways to what is asked of payees, tags and accounts.

-- One edit, of one transaction or of many; its id is the token. Rows older than an hour are dropped by the next edit.
CREATE TABLE edit_undo (
    id BLOB NOT NULL PRIMARY KEY,
    household INTEGER NOT NULL REFERENCES household (seq),
    person INTEGER REFERENCES person (seq) ON DELETE CASCADE,
    created_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX edit_undo_created ON edit_undo (created_us);

-- A transaction as it stood before. lines: how many it had (what they booked is there still: lines are only ever appended). payee: the
-- name. taught: the category for which a correction was counted. side: 1 when only its other side of a transfer, or the one that was merged
-- into it, was edited. gave_bank_id: 1 when the edit gave it one. after: a hash of what the edit left, so that a later change is noticed.
CREATE TABLE edit_undo_txn (
    undo BLOB NOT NULL REFERENCES edit_undo (id) ON DELETE CASCADE,
    txn INTEGER NOT NULL REFERENCES txn (seq),
    lines INTEGER NOT NULL,
    state INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    sorted_by INTEGER NOT NULL,
    pair INTEGER,
    payee TEXT,
    tags TEXT,
    notes TEXT,
    taught INTEGER,
    side INTEGER NOT NULL,
    gave_bank_id INTEGER NOT NULL,
    after INTEGER NOT NULL,
    PRIMARY KEY (undo, txn)
) WITHOUT ROWID;

CREATE INDEX txn_payee ON txn (payee) WHERE payee IS NOT NULL;
CREATE INDEX txn_tagged ON txn (account, tags) WHERE tags IS NOT NULL AND state <> 3;
CREATE INDEX txn_held ON txn (account) WHERE state = 1;
CREATE INDEX txn_void ON txn (account) WHERE state = 3;
