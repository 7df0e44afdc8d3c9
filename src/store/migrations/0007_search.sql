-- The search index, beside the ledger (src/finance/search/README.md). All of it is made from the ledger and can be made again.

-- How far it reaches: transactions up to txn are in slices. format: how pieces are packed; 0: nothing is there. One row.
CREATE TABLE search_place (
    only INTEGER NOT NULL PRIMARY KEY,
    txn INTEGER NOT NULL,
    format INTEGER NOT NULL
);
INSERT INTO search_place (only, txn, format) VALUES (1, 0, 0);

-- Transactions of one household that were indexed together, numbered 0.. by date. Slices of a household do not overlap in txn.
CREATE TABLE search_slice (
    seq INTEGER PRIMARY KEY,
    household INTEGER NOT NULL REFERENCES household (seq),
    txn_first INTEGER NOT NULL,
    txn_last INTEGER NOT NULL,
    txns INTEGER NOT NULL,
    date_first INTEGER NOT NULL,
    date_last INTEGER NOT NULL
);
CREATE INDEX search_slice_household ON search_slice (household, txn_first);

-- What a slice consists of; kind: src/finance/search/slice.h.
CREATE TABLE search_piece (
    slice INTEGER NOT NULL REFERENCES search_slice (seq),
    kind INTEGER NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (slice, kind, part)
) WITHOUT ROWID;

-- Transactions that changed since they were indexed, 64 to a row: bit n of `bits` is number block x 64 + n. times counts the changes, so
-- that one which comes while a slice is built is not forgotten.
CREATE TABLE search_stale (
    block INTEGER NOT NULL PRIMARY KEY,
    bits INTEGER NOT NULL,
    times INTEGER NOT NULL
);

INSERT INTO counter (name, next) VALUES ('search', 1);
