-- Who is told what, how, and how that went. Times UTC microseconds, minutes of a day by the person's own clock.

-- Addresses that a household gave to be called. kinds: names with blanks between them, '' for all. state: 1 on, 2 switched off, 3 asked not to be called again
-- (why). secret, old_secret: sealed (identity/wishes/sealing.h); the old one also signs until old_until_us.
CREATE TABLE webhook (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    household INTEGER NOT NULL REFERENCES household (seq),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,
    least INTEGER NOT NULL,
    secret BLOB NOT NULL,
    old_secret BLOB,
    old_until_us INTEGER,
    state INTEGER NOT NULL,
    why TEXT,
    created_us INTEGER NOT NULL
);
CREATE INDEX webhook_household ON webhook (household, seq);

-- What a person wants. quiet_from NULL: no quiet hours. digest: 0 none, 1 daily, 2 weekly. bounced: the address that no mail gets to, since when and why.
CREATE TABLE notice_setting (
    person INTEGER NOT NULL PRIMARY KEY REFERENCES person (seq) ON DELETE CASCADE,
    quiet_from INTEGER,
    quiet_to INTEGER,
    digest INTEGER NOT NULL,
    digest_at INTEGER NOT NULL,
    digest_weekday INTEGER NOT NULL,
    bounced TEXT,
    bounced_us INTEGER,
    bounced_why TEXT
) WITHOUT ROWID;

-- By channel, for kinds without a choice of their own: from which severity on at once, and from which in the digest; 5: none.
CREATE TABLE notice_level (
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    at_once INTEGER NOT NULL,
    gathered INTEGER NOT NULL,
    PRIMARY KEY (person, channel)
) WITHOUT ROWID;

-- how: 1 never, 2 at once, 3 in the digest.
CREATE TABLE notice_choice (
    person INTEGER NOT NULL REFERENCES person (seq) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    how INTEGER NOT NULL,
    PRIMARY KEY (person, channel, kind)
) WITHOUT ROWID;

-- person: whose it is, NULL: the household's. webhook: where it goes. target: the same as text, for the indexes: 'p1', 'w1', ''. kind: notice/notice.h. topic: what makes
-- it the same notice. data: JSON of the kind's fields. sealed: what is shown to nobody but the person, gone once it is sent. gather: 1 goes with others. message: under
-- which id it was sent with others. begun: tries that were begun; more than tries: one is under way, or its end is not known. first_us: of the first try. done_us: when
-- it arrived or was given up. until_us: not sent later.
ALTER TABLE notification ADD COLUMN person INTEGER REFERENCES person (seq) ON DELETE CASCADE;
ALTER TABLE notification ADD COLUMN webhook INTEGER REFERENCES webhook (seq) ON DELETE CASCADE;
ALTER TABLE notification ADD COLUMN target TEXT NOT NULL DEFAULT '';
ALTER TABLE notification ADD COLUMN kind TEXT NOT NULL DEFAULT 'insight';
ALTER TABLE notification ADD COLUMN topic TEXT;
ALTER TABLE notification ADD COLUMN data TEXT;
ALTER TABLE notification ADD COLUMN sealed BLOB;
ALTER TABLE notification ADD COLUMN gather INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notification ADD COLUMN message BLOB;
ALTER TABLE notification ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notification ADD COLUMN first_us INTEGER;
ALTER TABLE notification ADD COLUMN done_us INTEGER;
ALTER TABLE notification ADD COLUMN until_us INTEGER;

DROP INDEX notification_once;
CREATE UNIQUE INDEX notification_once ON notification (household, channel, target, insight) WHERE insight IS NOT NULL;
CREATE UNIQUE INDEX notification_topic ON notification (household, channel, target, topic) WHERE topic IS NOT NULL;
CREATE INDEX notification_person ON notification (person) WHERE person IS NOT NULL;
CREATE INDEX notification_webhook ON notification (webhook) WHERE webhook IS NOT NULL;

-- Every try, as it ended. outcome: channel/channel.h. status: the server's number.
CREATE TABLE notice_try (
    notification INTEGER NOT NULL REFERENCES notification (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    status INTEGER NOT NULL,
    unknown INTEGER NOT NULL,
    why TEXT,
    PRIMARY KEY (notification, number)
) WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('webhook', 1);
