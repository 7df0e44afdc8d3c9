-- What the user taught: rules, corrections, budgets, how a bank's CSV is read.

-- `text` is the rule as the user writes it (sorting/rules.h). Rules run by position.
CREATE TABLE rule (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    created_us INTEGER NOT NULL
);
CREATE INDEX rule_position ON rule (household, position);

-- Corrections the classifier learns from: this payee was moved to that category, so often.
CREATE TABLE label (
    household INTEGER NOT NULL REFERENCES household (seq),
    payee_key TEXT NOT NULL,
    outgoing INTEGER NOT NULL,
    category INTEGER NOT NULL REFERENCES account (seq),
    times INTEGER NOT NULL,
    updated_us INTEGER NOT NULL,
    PRIMARY KEY (household, payee_key, outgoing, category)
) WITHOUT ROWID;

-- A monthly limit from `month_from` on, until a later row of the same category. rollover: 1 carries what is left, or overspent.
CREATE TABLE budget (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    category INTEGER NOT NULL REFERENCES account (seq),
    currency INTEGER NOT NULL,
    month_from INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    rollover INTEGER NOT NULL,
    UNIQUE (household, category, currency, month_from)
);

CREATE TABLE csv_mapping (
    household INTEGER NOT NULL REFERENCES household (seq),
    fingerprint TEXT NOT NULL,
    mapping TEXT NOT NULL,
    edited INTEGER NOT NULL,
    updated_us INTEGER NOT NULL,
    PRIMARY KEY (household, fingerprint)
) WITHOUT ROWID;
