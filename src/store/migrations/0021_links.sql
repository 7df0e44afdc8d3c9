-- Links in mails: an answer to one question, or less mail of one kind. hash: BLAKE2b of what the link says; nothing in the store makes a link.

-- about: 1 a proposal, 2 a payment that is held; subject: its id; digest: of what the mail said would happen. answer: 1 yes, 2 no. used_us: it was answered by a
-- link of this person; worth nothing since.
CREATE TABLE answer_link (
    hash BLOB NOT NULL PRIMARY KEY,
    household INTEGER NOT NULL REFERENCES household (seq),
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    about INTEGER NOT NULL,
    subject BLOB NOT NULL,
    digest BLOB NOT NULL,
    answer INTEGER NOT NULL,
    until_us INTEGER NOT NULL,
    used_us INTEGER,
    created_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX answer_link_subject ON answer_link (person, subject);
CREATE INDEX answer_link_until ON answer_link (until_us);

-- kind: of notices (notice/notice.h).
CREATE TABLE unsubscribe_link (
    hash BLOB NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    until_us INTEGER NOT NULL,
    created_us INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX unsubscribe_link_until ON unsubscribe_link (until_us);

-- links: 0: mails to this person hold no links that answer.
ALTER TABLE notice_setting ADD COLUMN links INTEGER NOT NULL DEFAULT 1;

-- Who wants to be called when a task goes on (Standard Webhooks). secret: sealed (identity/wishes/sealing.h). What is sent there are notifications of the channel "webhook".
CREATE TABLE task_callback (
    task INTEGER NOT NULL PRIMARY KEY REFERENCES task (seq) ON DELETE CASCADE,
    household INTEGER NOT NULL REFERENCES household (seq),
    url TEXT NOT NULL,
    secret BLOB NOT NULL,
    created_us INTEGER NOT NULL
) WITHOUT ROWID;

-- task: whose callback it is; NULL: none's.
ALTER TABLE notification ADD COLUMN task INTEGER REFERENCES task (seq) ON DELETE CASCADE;
CREATE INDEX notification_task ON notification (task, seq) WHERE task IS NOT NULL;
