-- Notifications that leave the store are sent after the commit, and again when that failed: how often, when next, and why it failed.
-- event: the log's row that led to it. One insight is told once on each channel, however often its event comes.

ALTER TABLE notification ADD COLUMN event INTEGER;
ALTER TABLE notification ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notification ADD COLUMN next_try_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notification ADD COLUMN why TEXT;

CREATE UNIQUE INDEX notification_once ON notification (household, channel, insight) WHERE insight IS NOT NULL;
CREATE INDEX notification_queued ON notification (channel, next_try_us) WHERE state = 1;
