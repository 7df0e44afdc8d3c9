-- Money that leaves by Florin's hand: what a person confirmed to be paid again and again, and each payment.

-- A recurring payment that was confirmed. payee_key: as payee_standing's. most: what one of them may be without asking again. series: what it was
-- found by; empty: somebody entered it. every, unit: each so many days (1) or months (2) from `first` on. category: an account; NULL: sorted by its
-- payee. state: 1 in force, 2 ended. confirmed: by people, so many. proposal: the one that it came from.
CREATE TABLE mandate (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    account INTEGER NOT NULL REFERENCES account (seq),
    payee TEXT NOT NULL,
    number TEXT,
    payee_key TEXT NOT NULL,
    most INTEGER NOT NULL,
    currency INTEGER NOT NULL,
    every INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    first INTEGER NOT NULL,
    reference TEXT,
    series TEXT NOT NULL,
    category INTEGER REFERENCES account (seq),
    state INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    proposal INTEGER NOT NULL REFERENCES proposal (seq),
    why TEXT,
    created_us INTEGER NOT NULL,
    ended_us INTEGER
);
CREATE INDEX mandate_household ON mandate (household, seq);

-- One payment. kind: 1 to somebody else, 2 to `target`, an own account. due: the household's day. state: 1 planned, 2 held (in the ledger, counted in
-- outlay), 3 submitted (the provider has it), 4 paid, 5 failed, 6 cancelled. mandate, occurrence: which of its payments it is. proposal: what allowed
-- it; asked: what people are asked about it now. txn: its transaction, once it is held; other_txn: that of `target`. outlay_day: where it was counted.
-- tries: how often it may have gone out to the provider. next_us: when to look at it again. claim_us: it is being sent, since then. told: people
-- know that it waits, or that nobody knows what became of it.
CREATE TABLE payment (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    kind INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES account (seq),
    target INTEGER REFERENCES account (seq),
    payee TEXT NOT NULL,
    number TEXT,
    payee_key TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency INTEGER NOT NULL,
    due INTEGER NOT NULL,
    reference TEXT,
    category INTEGER REFERENCES account (seq),
    agent TEXT NOT NULL,
    mandate INTEGER REFERENCES mandate (seq),
    occurrence INTEGER,
    state INTEGER NOT NULL,
    proposal INTEGER REFERENCES proposal (seq),
    asked INTEGER REFERENCES proposal (seq),
    txn INTEGER REFERENCES txn (seq),
    other_txn INTEGER REFERENCES txn (seq),
    outlay_day INTEGER,
    provider TEXT,
    provider_ref TEXT,
    tries INTEGER NOT NULL,
    next_us INTEGER NOT NULL,
    claim_us INTEGER,
    told INTEGER NOT NULL,
    why TEXT,
    created_us INTEGER NOT NULL,
    changed_us INTEGER NOT NULL
);
CREATE INDEX payment_household ON payment (household, seq);
CREATE INDEX payment_due ON payment (household, due);
CREATE UNIQUE INDEX payment_once ON payment (mandate, occurrence) WHERE mandate IS NOT NULL;
CREATE INDEX payment_planned ON payment (next_us, seq) WHERE state = 1;
CREATE INDEX payment_held ON payment (next_us, seq) WHERE state = 2;
CREATE INDEX payment_submitted ON payment (next_us, seq) WHERE state = 3;
CREATE INDEX payment_txn ON payment (txn) WHERE txn IS NOT NULL;

CREATE INDEX import_touch_txn ON import_touch (txn);
-- Sums of all currencies but one: limits ask for them before each payment.
CREATE INDEX outlay_payee ON outlay (household, payee, date, currency);

INSERT INTO counter (name, next) VALUES ('mandate', 1), ('payment', 1);
