-- The event log: written in the transaction of its cause, delivered at least once, effective once.

-- One row is one CloudEvent, or one for each transaction txn_first..txn_last (an import's rows share all other attributes).
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    time_us INTEGER NOT NULL,
    correlation BLOB NOT NULL,
    causation BLOB,
    txn_first INTEGER,
    txn_last INTEGER,
    data TEXT NOT NULL
);

-- How far a consumer of the embedded bus has come, and the tries of the event it stands at.
CREATE TABLE consumer (
    name TEXT NOT NULL PRIMARY KEY,
    event INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    next_try_us INTEGER NOT NULL
) WITHOUT ROWID;

-- Events that took effect at a consumer, written in the transaction of the effect.
CREATE TABLE inbox (
    consumer TEXT NOT NULL,
    event_id TEXT NOT NULL,
    time_us INTEGER NOT NULL,
    PRIMARY KEY (consumer, event_id)
) WITHOUT ROWID;

-- state: 1 waiting for a person, 2 replayed, 3 dropped.
CREATE TABLE dead_letter (
    consumer TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (seq),
    tries INTEGER NOT NULL,
    why TEXT NOT NULL,
    time_us INTEGER NOT NULL,
    state INTEGER NOT NULL,
    PRIMARY KEY (consumer, event)
) WITHOUT ROWID;

-- What an agent noticed. `topic` names it once: noticing it again changes nothing.
CREATE TABLE insight (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    agent TEXT NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    severity INTEGER NOT NULL,
    date INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    txn INTEGER,
    created_us INTEGER NOT NULL,
    UNIQUE (household, topic)
);

-- What a person was told, and where. state: 1 queued, 2 delivered, 3 failed, 4 read.
CREATE TABLE notification (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    channel TEXT NOT NULL,
    insight INTEGER REFERENCES insight (seq),
    severity INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    state INTEGER NOT NULL,
    created_us INTEGER NOT NULL
);
