-- More of what several processes on one store tell each other.

-- A ticket opens one WebSocket, within half a minute, at any of them; who opens it deletes the row. hash: of the ticket. credential, role,
-- scopes, session, key, until_us: what its holder was known by (identity/caller.h).
CREATE TABLE ticket (
    hash BLOB NOT NULL PRIMARY KEY,
    household INTEGER NOT NULL REFERENCES household (seq),
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    person_id BLOB NOT NULL,
    credential INTEGER NOT NULL,
    role INTEGER NOT NULL,
    scopes INTEGER NOT NULL,
    session INTEGER NOT NULL,
    api_key INTEGER NOT NULL,
    until_us INTEGER NOT NULL,
    given_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ticket_given ON ticket (given_us);

-- Which types of events a consumer's place has been moved for, blanks between them: what it passed of other types was looked at by nobody.
-- NULL: by a program that did not say so.
ALTER TABLE consumer ADD COLUMN types TEXT;
