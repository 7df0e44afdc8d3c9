-- What the security agent held, what people said of it, and how they prove to be the ones who may say so.

-- A transaction that is held until somebody says whether it was theirs. state: 1 open, 2 confirmed, 3 denied. was: its state before (2: it had been posted). score, threshold:
-- thousandths; probability: millionths. evidence: the action that held it, JSON.
CREATE TABLE verification (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    txn INTEGER NOT NULL UNIQUE REFERENCES txn (seq),
    txn_id BLOB NOT NULL,
    state INTEGER NOT NULL,
    was INTEGER NOT NULL,
    agent TEXT NOT NULL,
    proposal BLOB NOT NULL,
    payee TEXT NOT NULL,
    payee_key TEXT NOT NULL,
    account TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency INTEGER NOT NULL,
    date INTEGER NOT NULL,
    score INTEGER NOT NULL,
    threshold INTEGER NOT NULL,
    probability INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    deadline_us INTEGER NOT NULL,
    person INTEGER,
    answered_us INTEGER,
    created_us INTEGER NOT NULL
);
CREATE INDEX verification_household ON verification (household, seq);
CREATE INDEX verification_open ON verification (household, seq) WHERE state = 1;

-- How a household wants to be watched. version: counts up with every answer and every change of this row. hours: to answer in. target: false alarms per million
-- transactions. holds: 0: it only tells.
CREATE TABLE security_setting (
    household INTEGER NOT NULL PRIMARY KEY REFERENCES household (seq),
    version INTEGER NOT NULL,
    hours INTEGER NOT NULL,
    target INTEGER NOT NULL,
    holds INTEGER NOT NULL
) WITHOUT ROWID;

-- What a person confirmed: this payee is not suspicious again for this reason, up to about this amount (minor units).
CREATE TABLE security_trust (
    household INTEGER NOT NULL REFERENCES household (seq),
    payee TEXT NOT NULL,
    reason TEXT NOT NULL,
    amount INTEGER NOT NULL,
    since_us INTEGER NOT NULL,
    PRIMARY KEY (household, payee, reason)
) WITHOUT ROWID;

-- A person's own questions; hash: of the answer, as passwords are hashed.
CREATE TABLE security_question (
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    PRIMARY KEY (person, number)
) WITHOUT ROWID;

-- Proofs of a person by mail and by questions. code: a digest of salt and code, NULL: none is out. tries: wrong ones of this code. failures, failed_us: wrong answers in a
-- row, and the last one.
CREATE TABLE security_proof (
    person INTEGER NOT NULL PRIMARY KEY REFERENCES person (seq) ON DELETE CASCADE,
    salt BLOB,
    code BLOB,
    until_us INTEGER NOT NULL,
    asked_us INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    failed_us INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('verification', 1);
