-- People, what they hold, and which households they belong to. Of passwords, cookies, tokens and keys the store has hashes alone.
-- Times UTC microseconds; role, scopes: identity/caller.h.

-- password: "$argon2id$…", NULL for who has none and comes with a key. password_us: when it was set.
CREATE TABLE person (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    locale TEXT NOT NULL,
    zone TEXT NOT NULL,
    password TEXT,
    password_us INTEGER NOT NULL,
    created_us INTEGER NOT NULL
);

CREATE TABLE member (
    household INTEGER NOT NULL REFERENCES household (seq),
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    role INTEGER NOT NULL,
    since_us INTEGER NOT NULL,
    PRIMARY KEY (household, person)
) WITHOUT ROWID;
CREATE INDEX member_person ON member (person, since_us);

-- kind: 1 a page's, 2 a family of tokens. hash: of the cookie, or of the one refresh token that is valid now.
CREATE TABLE session (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    household INTEGER NOT NULL REFERENCES household (seq),
    kind INTEGER NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    agent TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    seen_us INTEGER NOT NULL
);
CREATE INDEX session_person ON session (person, seen_us);
CREATE INDEX session_seen ON session (seen_us);

CREATE TABLE api_key (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    household INTEGER NOT NULL REFERENCES household (seq),
    name TEXT NOT NULL,
    scopes INTEGER NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    created_us INTEGER NOT NULL,
    used_us INTEGER NOT NULL,
    expires_us INTEGER
);
CREATE INDEX api_key_person ON api_key (person);
CREATE INDEX api_key_household ON api_key (household);

-- Open ones only.
CREATE TABLE invitation (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    email TEXT NOT NULL,
    role INTEGER NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    created_us INTEGER NOT NULL,
    expires_us INTEGER NOT NULL,
    UNIQUE (household, email)
);

-- Failed log-ins by a keyed hash of the e-mail, known or not: what is here says nothing about who has an account.
CREATE TABLE login_failure (
    account BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    failed_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX login_failure_least ON login_failure (failures, failed_us);

INSERT INTO counter (name, next) VALUES ('household', 2), ('person', 1), ('session', 1), ('api_key', 1), ('invitation', 1);
