-- One-time codes of an app (TOTP, RFC 6238). secret: sealed with a key that the store does not have. confirmed_us: NULL until a first code was right.
-- next_secret: of another app, until its first code was right.
-- last_step: of the last code that was taken, so that none is good twice. failures, failed_us: wrong codes in a row, and the last one.
CREATE TABLE totp (
    person INTEGER NOT NULL PRIMARY KEY REFERENCES person (seq) ON DELETE CASCADE,
    secret BLOB,
    next_secret BLOB,
    confirmed_us INTEGER,
    last_step INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    failed_us INTEGER NOT NULL,
    created_us INTEGER NOT NULL
);
