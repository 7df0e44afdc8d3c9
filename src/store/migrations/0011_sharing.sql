-- Several processes on one store, and events that come by a bus that carries them.

-- Events that took effect at a consumer ahead of its place, written in the transaction of the effect; forgotten when the place has passed
-- them. (Numbers of the log; until now every event was noted under its id, which the place alone says as well.)
DROP TABLE inbox;
CREATE TABLE inbox (
    consumer TEXT NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (consumer, event)
) WITHOUT ROWID;

-- What one process at a time does. holder: the process; it may be another's after until_us.
CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until_us INTEGER NOT NULL
) WITHOUT ROWID;

-- Which processes run, told by themselves every few seconds. agents: JSON, how each of theirs does (app/presence.h).
CREATE TABLE instance (
    name TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    seen_us INTEGER NOT NULL,
    agents TEXT NOT NULL
) WITHOUT ROWID;
