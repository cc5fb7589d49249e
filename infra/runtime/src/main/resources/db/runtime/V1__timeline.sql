-- One row per log: its lock, its counter, its clock. Updated once per transaction that appends.
CREATE TABLE timeline_log (
  show_id        text     NOT NULL,
  log            smallint NOT NULL,           -- 0 stage, 1 backstage
  epoch          text     NOT NULL,
  last_off       bigint   NOT NULL DEFAULT 0,
  last_at_ms     bigint   NOT NULL DEFAULT 0,
  last_show_ms   bigint   NOT NULL DEFAULT 0, -- of entries shown in step with the picture
  PRIMARY KEY (show_id, log)
) WITH (fillfactor = 50);

CREATE TABLE timeline_entry (
  show_id     text     NOT NULL,
  log         smallint NOT NULL,
  off         bigint   NOT NULL,
  at_ms       bigint   NOT NULL,
  media_ms    bigint,
  show_ms     bigint   NOT NULL,
  actor_kind  smallint NOT NULL,
  actor_id    text     NOT NULL,
  client_key  text     NOT NULL,
  type        text     NOT NULL,
  fact        jsonb    NOT NULL,
  words_id    text,
  PRIMARY KEY (show_id, log, off)
);

-- The same key by the same actor is stored once.
CREATE UNIQUE INDEX timeline_entry_key ON timeline_entry (show_id, log, actor_id, client_key);

-- Names and text lie beside the log, so that deletion and erasure leave offsets and facts valid.
CREATE TABLE timeline_words (
  show_id   text     NOT NULL,
  log       smallint NOT NULL,
  words_id  text     NOT NULL,
  actor_id  text     NOT NULL,
  name      text     NOT NULL,
  body      text     NOT NULL,
  PRIMARY KEY (show_id, log, words_id)
);
CREATE INDEX timeline_words_actor ON timeline_words (actor_id);

CREATE TABLE timeline_state (
  show_id  text     NOT NULL,
  log      smallint NOT NULL,
  key      text     NOT NULL,
  version  bigint   NOT NULL,
  value    jsonb    NOT NULL,
  PRIMARY KEY (show_id, log, key)
) WITH (fillfactor = 50);
