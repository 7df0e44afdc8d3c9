-- What the server keeps: replies to requests that may come again, uploaded files, saving goals; and quicker ways to what its pages show.

-- A write that was answered: the same key with the same body gets the same reply. body: a hash of what was asked.
CREATE TABLE idempotency (
    household INTEGER NOT NULL,
    person INTEGER NOT NULL,
    key TEXT NOT NULL,
    route TEXT NOT NULL,
    body TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    reply TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    PRIMARY KEY (person, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_created ON idempotency (created_us);

-- A file that was sent to be imported; its bytes lie beside the store under its id until it is committed or given up. The import that it
-- becomes has the same id. state: 1 reading, 2 ready, 3 committing, 4 committed, 5 refused, 6 discarded. person: who sent it; 0: nobody.
-- hash: of the bytes (api/importer/files.c). account … unreconciled: how to read it (finance/import/import.h). preview: JSON, what it would do or did.
CREATE TABLE upload (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    person INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    hash BLOB NOT NULL,
    account TEXT,
    currency INTEGER NOT NULL,
    format TEXT,
    encoding TEXT,
    mapping TEXT,
    unreconciled INTEGER NOT NULL,
    state INTEGER NOT NULL,
    read_as TEXT,
    entries INTEGER NOT NULL,
    added INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    suggested INTEGER NOT NULL,
    preview TEXT,
    problem_line INTEGER,
    problem TEXT,
    created_us INTEGER NOT NULL,
    changed_us INTEGER NOT NULL
);
CREATE INDEX upload_created ON upload (household, created_us);
CREATE INDEX upload_waiting ON upload (seq) WHERE state = 1 OR state = 3;
CREATE INDEX import_created ON import (household, created_us);

-- Something to save for. saved: what a person says lies aside; with an account, its balance counts instead. achieved_us: when it was
-- first reached; NULL again when the target moves away.
CREATE TABLE goal (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    name TEXT NOT NULL,
    target INTEGER NOT NULL,
    currency INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    account INTEGER REFERENCES account (seq),
    due INTEGER,
    achieved_us INTEGER,
    created_us INTEGER NOT NULL
);
CREATE INDEX goal_household ON goal (household, seq);

-- Insights that a person does not want to see any more; the topic stays known, so it is not noticed again.
ALTER TABLE insight ADD COLUMN dismissed_us INTEGER;
CREATE INDEX insight_household ON insight (household, seq);
CREATE INDEX notification_unread ON notification (household, channel, seq) WHERE state < 4;
-- state 4 of a dead letter: a person asked for one more try.
CREATE INDEX dead_letter_state ON dead_letter (state, event);

INSERT INTO counter (name, next) VALUES ('upload', 1), ('goal', 1);
