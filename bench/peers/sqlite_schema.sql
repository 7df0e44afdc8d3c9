-- What a person who knows SQL would keep: accounts and categories, entries once each by the bank's id, two postings an entry.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE rule (place INTEGER PRIMARY KEY, pattern TEXT NOT NULL, category INTEGER NOT NULL REFERENCES account);
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account,
    day TEXT NOT NULL,
    cents INTEGER NOT NULL,
    description TEXT NOT NULL,
    bank_id TEXT NOT NULL,
    UNIQUE (account, bank_id)
);
CREATE TABLE posting (
    entry INTEGER NOT NULL REFERENCES entry,
    account INTEGER NOT NULL REFERENCES account,
    day TEXT NOT NULL,
    cents INTEGER NOT NULL
);
CREATE INDEX posting_account_day ON posting (account, day);
CREATE TABLE staged (account TEXT, bank_id TEXT, day TEXT, amount TEXT, description TEXT);
