-- What the texts of transactions mean, as vectors (src/finance/similar/README.md). All of it is made from the ledger and can be made again.

-- A model by its name (embedding/embedding.h) and how far its vectors reach: transactions up to txn, changes up to the log's event.
CREATE TABLE embedding_model (
    seq INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    dims INTEGER NOT NULL,
    txn INTEGER NOT NULL,
    event INTEGER NOT NULL
);

-- A text that transactions of one household have: the name of a payee with words of their memo ('': none; finance/similar/words.h).
-- vector: little-endian floats.
CREATE TABLE embedding (
    seq INTEGER PRIMARY KEY,
    model INTEGER NOT NULL REFERENCES embedding_model (seq),
    household INTEGER NOT NULL REFERENCES household (seq),
    payee INTEGER NOT NULL REFERENCES payee (seq) ON DELETE CASCADE,
    memo TEXT NOT NULL,
    vector BLOB NOT NULL,
    UNIQUE (payee, model, memo)
);
CREATE INDEX embedding_household ON embedding (household, model, seq);

-- The own accounts on which a text's transactions lie, from which day to which; perhaps fewer do by now, never more.
CREATE TABLE embedding_use (
    embedding INTEGER NOT NULL REFERENCES embedding (seq) ON DELETE CASCADE,
    account INTEGER NOT NULL REFERENCES account (seq),
    household INTEGER NOT NULL REFERENCES household (seq),
    date_first INTEGER NOT NULL,
    date_last INTEGER NOT NULL,
    PRIMARY KEY (embedding, account)
) WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('embedding', 1), ('embedding_model', 1);
