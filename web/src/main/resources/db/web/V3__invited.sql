-- While it is on, only those with a pass may watch the show, and it is not listed.
ALTER TABLE web_show ADD COLUMN invited boolean NOT NULL DEFAULT false;
