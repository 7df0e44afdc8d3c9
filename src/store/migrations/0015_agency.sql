-- What agents did and why, what they would like to do, and who allowed it.

-- One run of an agent: what brought it about, what it knew, what it made of that. cause: 1 an event, 2 a task. facts: JSON, all that its decision
-- depends on; decision: JSON, what it wanted; their hashes: BLAKE2b of the texts. outcome: 1 acted, 2 nothing to do, 3 stopped by its budget.
-- cost: millionths of a US dollar that models asked for.
CREATE TABLE run (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    agent TEXT NOT NULL,
    cause INTEGER NOT NULL,
    kind TEXT NOT NULL,
    event INTEGER NOT NULL,
    correlation BLOB NOT NULL,
    started_us INTEGER NOT NULL,
    took_us INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    model_calls INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    facts_hash BLOB NOT NULL,
    decision_hash BLOB NOT NULL,
    facts TEXT NOT NULL,
    decision TEXT NOT NULL,
    why TEXT
);
CREATE INDEX run_household ON run (household, seq);
CREATE INDEX run_agent ON run (household, agent, seq);
CREATE INDEX run_started ON run (started_us);

-- An agent that does nothing for now; what happens meanwhile waits for it.
CREATE TABLE agent_pause (
    agent TEXT NOT NULL PRIMARY KEY,
    since_us INTEGER NOT NULL,
    why TEXT NOT NULL
) WITHOUT ROWID;

-- An action that an agent (or a person) wants to happen. action: JSON in one canonical form; digest: BLAKE2b over household, id, kind and action: what
-- an approval is about. key: the same key is the same proposal. state: 1 waiting for approval, 2 approved, to be done when its time comes, 3 done,
-- 4 denied, 5 expired, 6 failed, 7 withdrawn. verdict, rule, policy: what the policy said (policy/policy.h) and a digest of it.
CREATE TABLE proposal (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    agent TEXT NOT NULL,
    person INTEGER,
    run BLOB,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    action TEXT NOT NULL,
    digest BLOB NOT NULL,
    reason TEXT NOT NULL,
    summary TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency INTEGER NOT NULL,
    state INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    rule TEXT NOT NULL,
    policy BLOB NOT NULL,
    why TEXT NOT NULL,
    approvals_needed INTEGER NOT NULL,
    approvals INTEGER NOT NULL,
    step_up INTEGER NOT NULL,
    not_before_us INTEGER NOT NULL,
    expires_us INTEGER NOT NULL,
    event INTEGER NOT NULL,
    correlation BLOB NOT NULL,
    receipt TEXT,
    created_us INTEGER NOT NULL,
    changed_us INTEGER NOT NULL,
    UNIQUE (household, key)
);
CREATE INDEX proposal_household ON proposal (household, seq);
CREATE INDEX proposal_open ON proposal (household, seq) WHERE state = 1;
CREATE INDEX proposal_run ON proposal (run) WHERE run IS NOT NULL;
CREATE INDEX proposal_expiring ON proposal (expires_us) WHERE state = 1;
CREATE INDEX proposal_due ON proposal (not_before_us) WHERE state = 2;

-- What a person said of a proposal. digest: of what they were shown. verdict: 1 approved, 2 denied. way: "page", "api", "email", "terminal".
CREATE TABLE approval (
    proposal INTEGER NOT NULL REFERENCES proposal (seq),
    person INTEGER NOT NULL,
    household INTEGER NOT NULL REFERENCES household (seq),
    verdict INTEGER NOT NULL,
    step_up INTEGER NOT NULL,
    way TEXT NOT NULL,
    digest BLOB NOT NULL,
    time_us INTEGER NOT NULL,
    PRIMARY KEY (proposal, person)
) WITHOUT ROWID;

-- The household's own policy, each version of it; the newest counts. None: the built-in one.
CREATE TABLE policy (
    household INTEGER NOT NULL REFERENCES household (seq),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    person INTEGER,
    created_us INTEGER NOT NULL,
    PRIMARY KEY (household, version)
) WITHOUT ROWID;

-- Who is paid: known since (a payment to them was approved or confirmed), blocked since. payee: a key, as equality has it (sorting/payee.h); or an
-- account's number behind '#'.
CREATE TABLE payee_standing (
    household INTEGER NOT NULL REFERENCES household (seq),
    payee TEXT NOT NULL,
    name TEXT NOT NULL,
    known_us INTEGER,
    blocked_us INTEGER,
    why TEXT,
    PRIMARY KEY (household, payee)
) WITHOUT ROWID;

-- What was paid, or is held to be, through Florin: sums by day, in all (payee '') and by payee. For limits.
CREATE TABLE outlay (
    household INTEGER NOT NULL REFERENCES household (seq),
    currency INTEGER NOT NULL,
    payee TEXT NOT NULL,
    date INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (household, currency, payee, date)
) WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('run', 1), ('proposal', 1);
