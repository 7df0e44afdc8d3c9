-- Credit cards, what was used of them, scores, and banks that were asked for higher limits. Days count from 1970-01-01, as the household's clock has them.

-- What an own account is as a card. credit_limit: minor units of its currency. statement_day: of the month, on which its balance is reported. target, rate:
-- basis points; how much of the limit should be used at most, and the yearly interest (NULL: not known). opened: the day (NULL: not known).
CREATE TABLE credit_card (
    account INTEGER NOT NULL PRIMARY KEY REFERENCES account (seq),
    household INTEGER NOT NULL REFERENCES household (seq),
    credit_limit INTEGER NOT NULL,
    statement_day INTEGER NOT NULL,
    target INTEGER NOT NULL,
    rate INTEGER,
    opened INTEGER,
    created_us INTEGER NOT NULL,
    changed_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX credit_card_household ON credit_card (household, account);

-- One row a day and card, the last that was seen of it. owed: with what is held; projected: at the next statement.
CREATE TABLE credit_use (
    account INTEGER NOT NULL REFERENCES account (seq),
    day INTEGER NOT NULL,
    household INTEGER NOT NULL REFERENCES household (seq),
    owed INTEGER NOT NULL,
    credit_limit INTEGER NOT NULL,
    projected INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    PRIMARY KEY (account, day)
) WITHOUT ROWID;

-- A score as somebody says it is. source: whose; '' unknown.
CREATE TABLE credit_score (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    day INTEGER NOT NULL,
    source TEXT NOT NULL,
    score INTEGER NOT NULL,
    created_us INTEGER NOT NULL,
    UNIQUE (household, day, source)
);

-- A bank is asked for a higher limit. state: 1 asked, 2 granted, 3 refused. granted: the new limit.
CREATE TABLE credit_request (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    account INTEGER NOT NULL REFERENCES account (seq),
    proposal BLOB NOT NULL,
    state INTEGER NOT NULL,
    limit_before INTEGER NOT NULL,
    limit_asked INTEGER NOT NULL,
    limit_granted INTEGER,
    reason TEXT NOT NULL,
    letter TEXT NOT NULL,
    asked_us INTEGER NOT NULL,
    answered_us INTEGER
);
CREATE INDEX credit_request_household ON credit_request (household, seq);
CREATE INDEX credit_request_account ON credit_request (account, seq);

INSERT INTO counter (name, next) VALUES ('credit_score', 1), ('credit_request', 1);
