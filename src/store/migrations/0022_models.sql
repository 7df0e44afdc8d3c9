-- What agents ask language models, and what that takes.

-- tokens: of questions and answers of the run.
ALTER TABLE run ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0;

-- asks: 1: a language model may be asked about payments in doubt, where there is one.
ALTER TABLE security_setting ADD COLUMN asks INTEGER NOT NULL DEFAULT 0;

-- What a day's questions took, for budgets: counted before they are asked, by the most that they can take, and put right afterwards. cost: millionths of a US dollar.
CREATE TABLE model_spent (
    household INTEGER NOT NULL REFERENCES household (seq),
    agent TEXT NOT NULL,
    day INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    PRIMARY KEY (household, agent, day)
) WITHOUT ROWID;
