-- Deleted words leave their row behind: whose they were and which entry carried them.
ALTER TABLE timeline_words
  ADD COLUMN off bigint,
  ALTER COLUMN name DROP NOT NULL,
  ALTER COLUMN body DROP NOT NULL;
