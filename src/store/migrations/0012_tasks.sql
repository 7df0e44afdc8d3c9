-- What agents are asked to do. A task is written in the transaction of its cause, and its effect and its end are one transaction.

-- queue: the agent. priority: 0, the most urgent, to 9. state: 1 waiting, 2 done, 3 dead (given up), 4 cancelled. due_us: when it is worked on
-- next, asked_us: as somebody asked for (NULL: as soon as can be), deadline_us: given up afterwards. holder, leased_us: who prepares it, and
-- until when it is nobody else's. event: the log's row that told of it.
CREATE TABLE task (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    household INTEGER NOT NULL REFERENCES household (seq),
    queue TEXT NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    state INTEGER NOT NULL,
    due_us INTEGER NOT NULL,
    asked_us INTEGER,
    deadline_us INTEGER,
    tries INTEGER NOT NULL,
    why TEXT,
    data TEXT NOT NULL,
    result TEXT,
    holder TEXT,
    leased_us INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event (seq),
    correlation BLOB NOT NULL,
    created_us INTEGER NOT NULL,
    changed_us INTEGER NOT NULL,
    UNIQUE (household, id)
);
CREATE INDEX task_waiting ON task (queue, priority, due_us, seq) WHERE state = 1;
-- Times that nobody asked for: where they lie ahead, the clock was set back.
CREATE INDEX task_unasked ON task (queue, due_us) WHERE state = 1 AND (asked_us IS NULL OR tries > 0);
CREATE INDEX task_open ON task (household, queue, state) WHERE state = 1 OR state = 3;
CREATE INDEX task_household ON task (household, seq);
CREATE INDEX task_ended ON task (changed_us) WHERE state > 1;

INSERT INTO counter (name, next) VALUES ('task', 1);
